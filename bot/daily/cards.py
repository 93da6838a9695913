"""What members see of the question of the day: its post, its closing, their own cards."""

from datetime import date

from discord import ui

from bot.attempts import cards as attempt_cards
from bot.attempts import self_rating_cards
from bot.attempts.attempt import Attempt, State
from bot.attempts.cards import ACCENTS, link_name
from bot.bank.question import Question
from bot.chat.parts import GREY, Block, Card, Item, Option, Picture, button, card, row, rule, select
from bot.chat.text import ago, count, cut, plain, unwrapped
from bot.daily.daily import Answered, Consent, Daily, Stage, Tally
from bot.daily.plan import Post
from bot.daily.routes import ANSWER, CONSENT, HINT, MINE, PLAN, RATE, RATING, REVEAL
from bot.daily.schedule import Schedule
from bot.daily.service import Mine, Today

_CONSENTS = {
    Consent.NO: ("Don't show my answer", "Only you see it"),
    Consent.ANONYMOUS: ("Show it without my name", "When the question closes"),
    Consent.NAMED: ("Show it with my name", "When the question closes"),
}
_MODEL_ANSWER = 1300
_SHOWN_ANSWER = 350


def day_name(day: date) -> str:
    return f"{day:%A}, {day.day} {day:%B %Y}"


# In the channel


def post_card(post: Post, *, pings: bool = False) -> Card:
    """The question for everyone; it pings the role only when it is new."""
    return card(
        ACCENTS[post.question.level],
        *_asked(post, pings=pings),
        row(*_post_buttons(post.daily)),
    )


def example_card(post: Post) -> Card:
    """The post as it may look, with a question that isn't the one to come."""
    return card(
        ACCENTS[post.question.level],
        "**A preview**, with any question that fits. Which one comes is chosen when it is posted.",
        rule(),
        *_asked(post, pings=True),
        row(
            button("Answer", "daily/preview/answer", primary=True, disabled=True),
            button("Hint", "daily/preview/hint", disabled=True),
            button("Back", PLAN.path()),
        ),
    )


def _asked(post: Post, *, pings: bool) -> list[str]:
    daily, question = post.daily, post.question
    role = f"<@&{post.role_id}>\n" if pings and post.role_id else ""
    return [
        f"{role}## Daily question #{daily.number}\n-# {day_name(daily.day)}\n"
        f"{attempt_cards.facts(question, post.topic)}",
        attempt_cards.question_text(question),
        _standing_line(daily, post.tally),
    ]


def _post_buttons(daily: Daily) -> list[Item]:
    if daily.stage is Stage.CLOSED:
        return [button("My result", MINE.path(daily=daily.id))]
    return [
        button("Answer", ANSWER.path(daily=daily.id), primary=True),
        button("Hint", HINT.path(daily=daily.id, taken=0)),
    ]


def _standing_line(daily: Daily, tally: Tally) -> str:
    state = f"closes {ago(daily.closes_at)}"
    if daily.stage is Stage.CLOSED:
        state = "closed"
    if not tally.answered:
        none = "Nobody answered" if daily.stage is Stage.CLOSED else "Be the first to answer"
        return f"-# {none} · {state}"
    median = "" if tally.median is None else f" · median {tally.median}"
    return f"**{tally.answered} answered**{median}\n-# {state}"


def closing_card(post: Post, picture: Picture) -> Card:
    """How it went: scores, what was missed, the model answer, answers that may be shown."""
    daily, question, tally = post.daily, post.question, post.tally
    answers = [_shown(answer) for answer in post.answers]
    median = "" if tally.median is None else f" · median {tally.median}"
    return card(
        ACCENTS[question.level],
        f"## Daily question #{daily.number} is closed\n"
        f"{cut(attempt_cards.first_paragraph(question), 200)}\n"
        f"**{count(tally.answered, 'answer')}**{median}",
        *([picture] if tally.scores else []),
        *_missed(question, tally),
        f"### Model answer\n{cut(unwrapped(question.answer), _MODEL_ANSWER)}",
        *(["### What members wrote", *answers] if answers else []),
        row(button("My result", MINE.path(daily=daily.id))),
    )


def _missed(question: Question, tally: Tally) -> list[str]:
    lines = [
        f"- **{cut(point.statement, 140)}** (missed by {times} of {tally.answered})\n"
        f"  {cut(point.teach, 170)} [{link_name(point.link)}](<{point.link}>)"
        for point, times in tally.most_missed(question)
    ]
    return ["### Most often missed\n" + "\n".join(lines)] if lines else []


def _shown(answer: Answered) -> str:
    who = "somebody" if answer.consent is Consent.ANONYMOUS else plain(answer.name, 64)
    score = "" if answer.attempt.score is None else f", {answer.attempt.score}/100"
    # On one line, so that the fences of a block of code would only disturb.
    text = (answer.attempt.text or "").replace("```", " ")
    return f"> {plain(text, _SHOWN_ANSWER)}\n-# {who}{score}"


# For one member


def my_card(mine: Mine, *more: str) -> Card:
    """The question, or the member's result; `more` stands below it."""
    if mine.attempt is None or mine.attempt.is_open:
        return question_card(mine, *more)
    return result_card(mine, mine.attempt, *more)


def question_card(mine: Mine, *more: str) -> Card:
    daily, question, attempt = mine.daily, mine.question, mine.attempt
    if attempt is None:
        blocks = [attempt_cards.question_text(question)]
        hint = button("Hint", HINT.path(daily=daily.id, taken=0))
    else:
        blocks = attempt_cards.asked(question, attempt)
        path = HINT.path(daily=daily.id, taken=attempt.hints)
        hint = attempt_cards.hint_button(question, attempt, path)
    answer = button("Answer", ANSWER.path(daily=daily.id), primary=True)
    if not daily.is_open and attempt is None:
        return card(
            ACCENTS[question.level],
            _head(mine),
            *blocks,
            "You didn't answer this one, and it has closed. The model answer is in its closing.",
            *more,
        )
    return card(ACCENTS[question.level], _head(mine), *blocks, row(answer, hint), *more)


def result_card(mine: Mine, attempt: Attempt, *more: str) -> Card:
    daily = mine.daily
    options = [Option(name, value, note) for value, (name, note) in _CONSENTS.items()]
    judged = _unsure if attempt.is_unsure else _graded
    return card(
        ACCENTS[mine.question.level],
        _head(mine),
        *judged(mine, attempt),
        select(
            "Show my answer when it closes?", CONSENT.path(daily=daily.id), options, mine.consent
        ),
        *_after(mine, attempt),
        *more,
    )


def _graded(mine: Mine, attempt: Attempt) -> list[Block]:
    place = filter(None, [_place(mine, attempt)])
    return [*attempt_cards.graded(mine.question, attempt), rule(), *place]


def _unsure(mine: Mine, attempt: Attempt) -> list[Block]:
    """An answer without a score, beside the model answer."""
    daily = mine.daily.id
    blocks = self_rating_cards.unsure(
        mine.question,
        attempt,
        mine.rating,
        lambda number, verdict: RATE.path(daily=daily, number=number, verdict=verdict),
    )
    return [*blocks, rule()]


def _after(mine: Mine, attempt: Attempt) -> list[Block]:
    """The buttons below; a card that shows the model answer needs none for it."""
    reveal = [button("Show model answer", REVEAL.path(daily=mine.daily.id))]
    if attempt.is_unsure:
        change = RATING.path(daily=mine.daily.id, number=1)
        reveal = [*self_rating_cards.change_button(mine.question, attempt, change)]
    return [row(*reveal)] if reveal else []


def model_answer_card(mine: Mine) -> Card:
    return card(
        ACCENTS[mine.question.level],
        _head(mine),
        *attempt_cards.explained(mine.question),
        row(button("Back to the result", MINE.path(daily=mine.daily.id), primary=True)),
    )


def answer_modal(mine: Mine, text: str) -> ui.Modal:
    """The form of an answer, `text` in it already; the attempt has been opened."""
    assert mine.attempt is not None  # noqa: S101 - who calls this has opened it
    title = f"Daily question #{mine.daily.number}"
    path = ANSWER.path(daily=mine.daily.id)
    return attempt_cards.answer_modal(mine.question, mine.attempt, title, path, text)


def _head(mine: Mine) -> str:
    daily = mine.daily
    state = f"closes {ago(daily.closes_at)}" if daily.is_open else "closed"
    return (
        f"**Daily question #{daily.number}** · {day_name(daily.day)} · {state}\n"
        f"{attempt_cards.facts(mine.question, mine.topic)}"
    )


def _place(mine: Mine, attempt: Attempt) -> str | None:
    """How the member's score stands among the others."""
    tally = mine.tally
    if attempt.state is not State.ANSWERED or attempt.score is None:
        return None
    if attempt.is_late:
        return "-# It came after the question closed, so it isn't counted among the others."
    if len(tally.scores) < 2:
        return "-# You are the first with a score."
    below = tally.share_below(attempt.score)
    ahead = f" · you are ahead of {below} %" if below else ""
    return f"-# {tally.answered} answered · median {tally.median}{ahead}"


# /daily


def today_card(today: Today) -> Card:
    """Today's question or result, the last closing, when the next one comes."""
    ahead = _ahead(today)
    if today.mine is None:
        words = "## Daily question\n" + (
            "There is no question today yet."
            if today.schedule
            else "This server has no daily question yet. Somebody with the Manage Server "
            "permission can set it up with `/manage daily`."
        )
        return card(GREY, words, *ahead)
    return my_card(today.mine, *ahead)


def _ahead(today: Today) -> list[str]:
    lines = []
    if today.closed:
        where = today.closed.thread_id or today.closed.channel_id
        link = f"https://discord.com/channels/{today.closed.server_id}/{where}"
        lines.append(
            f"-# [#{today.closed.number} has closed]({link}/{today.closed.closing_id}): "
            "how it went, and its model answer"
        )
    if today.next_at:
        lines.append(f"-# The next question comes {ago(today.next_at)}")
    elif today.schedule and today.schedule.is_paused:
        lines.append("-# The daily question is paused")
    if today.is_manager and today.schedule and today.schedule.trouble:
        lines.append("**It stands still by itself**: `/manage daily` says why.")
    return ["\n".join(lines)] if lines else []


def probe_card(schedule: Schedule) -> Card:
    """What is posted to see whether the bot may write there."""
    return card(
        GREY,
        "Greenroom will ask its daily question here.\n"
        f"-# {schedule.at:%H:%M}, {schedule.zone} time",
    )
