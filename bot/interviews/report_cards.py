"""What a member sees of an interview that has ended."""

from collections.abc import Sequence

from bot.attempts import self_rating_cards
from bot.attempts.attempt import Attempt, State
from bot.attempts.cards import KIND_NAMES, LEVEL_NAMES, first_paragraph, link_name
from bot.bank.question import Kind, Level, Question
from bot.chat.parts import (
    AMBER,
    GREY,
    Block,
    Card,
    Document,
    Option,
    Picture,
    button,
    card,
    row,
    rule,
    select,
)
from bot.chat.text import count, cut, duration, on_day, plain
from bot.interviews.interview import LEFT_AFTER, Ending
from bot.interviews.plan_cards import PACE_NAMES, accent, summary
from bot.interviews.report import Line, Report, Share
from bot.interviews.routes import (
    AGAIN,
    OPEN_PAST,
    PAST,
    REPORT,
    SETUP,
    SHARE,
    SHARE_SURE,
    TRANSCRIPT,
    UNSHARE,
)
from bot.interviews.transcript import FILENAME, transcript

_ENDINGS = {
    Ending.FINISHED: "Finished",
    Ending.STOPPED: "Ended early",
    Ending.LEFT: "Closed after {days} without a visit",
}


def report_card(report: Report, picture: Picture) -> Card:
    interview = report.interview
    is_shared = interview.shared_at is not None
    return card(
        accent(interview.plan),
        *_body(report, picture),
        row(
            button("Again", AGAIN.path(interview=interview.id), primary=True),
            button(
                "Shared" if is_shared else "Share",
                SHARE.path(interview=interview.id),
                disabled=is_shared,
            ),
            button("Download transcript", TRANSCRIPT.path(interview=interview.id)),
            button("Past interviews", PAST.path()),
            button("New interview", SETUP.path()),
        ),
    )


def thread_report_card(report: Report, picture: Picture) -> Card:
    """Without buttons: in a thread that is closed they are dead in some of Discord's programs."""
    return card(
        accent(report.interview.plan),
        *_body(report, picture),
        "-# This thread is closed now. For the transcript, to share it or to go again, type "
        "`/interview` in a channel and choose **Past interviews**.",
    )


def sure_to_share_card(report: Report, picture: Picture) -> Card:
    interview = report.interview
    return card(
        AMBER,
        "### Share this interview?\nEveryone in this channel will see what is below: the numbers, "
        "no question and no answer. You can take it back.",
        rule(),
        _summary(report),
        picture,
        row(
            button("Post it here", SHARE_SURE.path(interview=interview.id), primary=True),
            button("Back to the report", REPORT.path(interview=interview.id)),
        ),
    )


def shared_card(report: Report, picture: Picture) -> Card:
    """What everyone sees: the numbers of an interview, under its member's name."""
    return card(
        accent(report.interview.plan),
        _summary(report),
        picture,
        row(button("Take it back", UNSHARE.path(interview=report.interview.id))),
    )


def _body(report: Report, picture: Picture) -> list[Block]:
    if not report.lines:
        return [_report_head(report), "No question was asked."]
    details = filter(None, [_breakdown(report), _gaps(report)])
    return [_report_head(report), picture, "\n".join(_lines(report)), *details]


def _summary(report: Report) -> str:
    interview = report.interview
    day = on_day(interview.ended_at or interview.started_at)
    plan = summary(interview.plan, report.topics)
    return f"### <@{interview.member_id}> took a mock interview\n{plan} · {day}"


def transcript_card(report: Report) -> Card:
    return card(
        accent(report.interview.plan),
        "### Your transcript\nThe questions, your answers, what each covered, and the model "
        "answers, as Markdown.",
        Document(FILENAME, transcript(report).encode()),
    )


def past_card(reports: Sequence[Report]) -> Card:
    back = row(button("Back", SETUP.path()))
    if not reports:
        return card(
            GREY, "## Past interviews\nThere are none yet. Finish one and it appears here.", back
        )
    options = [
        Option(
            f"{report.interview.started_at:%d %b %Y} · {PACE_NAMES[report.interview.plan.pace]}",
            str(report.interview.id),
            f"{_mean(report)} · {report.points} points · {report.answered} answered",
        )
        for report in reports
    ]
    return card(
        GREY,
        f"## Past interviews\n{count(len(reports), 'interview')}, the newest first.",
        select("Open a report", OPEN_PAST.path(), options),
        back,
    )


def _report_head(report: Report) -> str:
    interview = report.interview
    lines = []
    days = count(LEFT_AFTER[interview.plan.mode].days, "day")
    if report.just_left:
        lines.append(f"-# You left this interview for {days}, so it was closed.")
    some = report.answered < len(report.lines)
    over = f" over {count(report.answered, 'answer')}" if report.mean is not None and some else ""
    lines.append(f"## Your report: {_mean(report)}{over}")
    lines.append(
        f"**{report.points}** of {report.worth} points · {report.answered} of "
        f"{interview.plan.length} answered · {duration(report.time_used)} on the questions"
    )
    ending = _ENDINGS[interview.ending].format(days=days) if interview.ending else "Running"
    lines.append(
        f"-# {summary(interview.plan, report.topics)} · {ending} "
        f"{on_day(interview.ended_at or interview.started_at)}"
    )
    return "\n".join(lines)


def _mean(report: Report) -> str:
    return "no score" if report.mean is None else f"{report.mean}/100 on average"


def _lines(report: Report) -> list[str]:
    """One for each question; twenty of them have to share the card with all the rest."""
    longest = 60 if len(report.lines) <= 10 else 45
    return [_line(line, longest) for line in report.lines]


def _line(line: Line, longest_title: int) -> str:
    attempt, number = line.attempt, line.entry.position
    title = cut(_title(line.question), longest_title)
    then = f" · then {line.then}" if line.then is not None else ""
    rated = self_rating_cards.in_words(line.question, attempt)
    if rated:
        result = f"answered, {rated}"
    elif attempt.state is State.ANSWERED and attempt.score is not None:
        result = f"**{attempt.score}** · +{attempt.points}{_improved(attempt)}"
    else:
        result = {
            State.ANSWERED: "answered, no score",
            State.SUBMITTED: "answered, its score is on the way",
            State.REVEALED: "model answer shown",
            State.SKIPPED: "skipped",
            State.EXPIRED: "out of time",
            State.OPEN: "not answered",
        }[attempt.state]
    return f"{number}. {result}{then} · {title}"


def _improved(attempt: Attempt) -> str:
    before = attempt.follow_up.score_before if attempt.follow_up else attempt.score
    return "" if before == attempt.score else f" · {before} before the follow-up"


def _title(question: Question) -> str:
    return plain(first_paragraph(question).replace("`", ""), 120)


def _breakdown(report: Report) -> str | None:
    levels = [_share(share, LEVEL_NAMES[Level(share.name)]) for share in report.by_level]
    kinds = [_share(share, KIND_NAMES[Kind(share.name)]) for share in report.by_kind]
    topics = [_share(share, plain(share.name, 40)) for share in report.by_topic]
    rows = {"Level": levels, "Kind": kinds, "Topic": topics}
    lines = [f"-# **{name}** {' · '.join(shares[:8])}" for name, shares in rows.items() if shares]
    return "\n".join(lines) or None


def _share(share: Share, name: str) -> str:
    return f"{name} {share.mean}"


def _gaps(report: Report) -> str | None:
    lines = [
        f"- {cut(gap.point.statement, 140)} [{link_name(gap.point.link)}](<{gap.point.link}>)"
        for gap in report.gaps
    ]
    return "**Worth reading up**\n" + "\n".join(lines) if lines else None
