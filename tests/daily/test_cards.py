"""The daily question's cards stay inside Discord's limits, whatever the bank and members bring."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import time, timedelta

import pytest
from hypothesis import given

from bot.attempts.attempt import Attempt, State
from bot.bank.question import Level
from bot.chat.parts import Picture
from bot.daily import cards, plan_cards
from bot.daily.daily import Answered, Consent, Daily, Stage, Tally, tally
from bot.daily.picture import FILENAME, scores_alt, scores_picture
from bot.daily.plan import Plan, Post
from bot.daily.schedule import Schedule, Trouble
from bot.daily.service import Mine, Today
from bot.grading.grade import Verdict
from bot.sandbox.components import check_components
from tests.cast import NOON
from tests.interviews.extremes import (
    BANK_ALPHABETS,
    ID,
    MEMBER_ALPHABETS,
    SNOWFLAKE,
    Faced,
    faced,
    filled,
    longest_attempt,
    longest_question,
)
from tests.interviews.test_cards import check, check_form, quickly

TOPIC = filled("*", 100)
DAILY = Daily(
    id=ID,
    server_id=SNOWFLAKE,
    day=NOON.date(),
    number=99999,
    level=Level.JUNIOR,
    stage=Stage.OPEN,
    channel_id=SNOWFLAKE,
    due_at=NOON,
    closes_at=NOON + timedelta(days=1),
    message_id=SNOWFLAKE,
    thread_id=SNOWFLAKE,
    closing_id=SNOWFLAKE,
    trouble=Trouble.UNKNOWN,
)
SCHEDULE = Schedule(
    SNOWFLAKE,
    SNOWFLAKE,
    time(23, 59),
    "America/Argentina/ComodRivadavia",
    topic="t" * 30,
    role_id=SNOWFLAKE,
    hours_open=168,
    is_paused=True,
    trouble=Trouble.UNKNOWN,
)


def counted_over(attempts: Sequence[Attempt]) -> Tally:
    """As the store counts them: answered, and in time."""
    in_time = [a for a in attempts if a.state is State.ANSWERED and not a.is_late]
    return tally([attempt.score for attempt in in_time], attempts)


def check_closing(post: Post) -> None:
    picture = Picture(FILENAME, b"", scores_alt(post.tally))
    assert len(picture.alt) <= 1024
    card = cards.closing_card(post, picture)
    components = card.to_components()  # type: ignore[no-untyped-call]
    check_components(components, v2=True, files={FILENAME})


@pytest.mark.parametrize("alphabet", BANK_ALPHABETS)
@pytest.mark.parametrize("words", ["word ", *MEMBER_ALPHABETS[-8:]])
async def test_the_longest_posts_fit(alphabet: str, words: str) -> None:
    question = longest_question(alphabet)
    attempt = longest_attempt(question, filled(words, 4000), Verdict.MISSED)
    answers = [
        Answered(replace(attempt, id=number), Consent.NAMED, filled(words, 32))
        for number in range(3)
    ]
    counted = counted_over([answer.attempt for answer in answers])
    post = Post(DAILY, question, TOPIC, counted, tuple(answers), SNOWFLAKE, opens_thread=True)
    check(cards.post_card(post, pings=True))
    check(cards.example_card(post))
    check(cards.post_card(replace(post, daily=replace(DAILY, stage=Stage.CLOSED))))
    check_closing(post)
    check_closing(replace(post, tally=tally([]), answers=()))


@quickly
@given(faced())
async def test_every_card_of_any_attempt_fits(found: Faced) -> None:
    counted = counted_over([found.attempt])
    mine = Mine(DAILY, found.question, TOPIC, found.attempt, Consent.NAMED, counted)
    check(cards.my_card(mine))
    check(cards.model_answer_card(mine))
    check(cards.my_card(replace(mine, attempt=None, daily=replace(DAILY, stage=Stage.CLOSED))))
    check_form(cards.answer_modal(mine, found.attempt.text or ""))
    for today in (mine, replace(mine, attempt=None), None):
        check(cards.today_card(Today(SCHEDULE, today, DAILY, NOON, is_manager=True)))


@pytest.mark.parametrize("trouble", Trouble)
async def test_the_plan_fits_whatever_went_wrong(trouble: Trouble) -> None:
    dailies = (replace(DAILY, trouble=trouble),) * 5
    dates = (NOON, NOON + timedelta(days=1), NOON + timedelta(days=2))
    for paused in (True, False):
        schedule = replace(SCHEDULE, is_paused=paused, trouble=trouble)
        plan = Plan(schedule, {"t" * 30: TOPIC}, dates, Level.JUNIOR, 99999, 0, 999, dailies)
        check(plan_cards.plan_card(plan, "Saved."))
    check(plan_cards.plan_card(Plan(None, {})))
    check(plan_cards.refused_card(SNOWFLAKE, trouble))
    check(plan_cards.unsure_card())
    check(plan_cards.sure_to_turn_off_card())
    check(cards.probe_card(SCHEDULE))


def test_the_picture_says_how_many_scored_what() -> None:
    question = longest_question("word ")
    attempts = [longest_attempt(question, "x", Verdict.COVERED, number) for number in range(3)]
    counted = counted_over(attempts)
    assert scores_alt(counted) == "How many scored what. 90 to 100: 3"
    assert scores_picture(counted).startswith(b"\x89PNG")
    assert scores_alt(tally([])) == "Nobody has a score."


def test_what_came_late_and_what_waits_is_not_counted() -> None:
    question = longest_question("word ")
    good = longest_attempt(question, "x", Verdict.MISSED)
    late = replace(good, deadline=good.opened_at, closed_at=good.opened_at + timedelta(seconds=1))
    waiting = replace(good, state=State.SUBMITTED, grade=None)
    counted = counted_over([good, late, waiting])
    assert (counted.answered, counted.scores, counted.median) == (1, (100,), 100)
    assert {point.id: times for point, times in counted.most_missed(question)} == {
        "point-0": 1,
        "point-1": 1,
        "point-2": 1,
    }


def test_a_share_counts_the_others_only() -> None:
    question = longest_question("word ")
    attempts = []
    for score in (10, 50, 90):
        attempt = longest_attempt(question, "x", Verdict.COVERED)
        assert attempt.grade is not None
        grade = attempt.grade.model_copy(update={"score": score})
        attempts.append(replace(attempt, grade=grade))
    counted = counted_over(attempts)
    assert [counted.share_below(score) for score in (10, 50, 90)] == [0, 50, 100]
