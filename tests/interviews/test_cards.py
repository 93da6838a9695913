"""Every card and form stays inside Discord's limits, whatever the bank and members bring."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from discord import ui
from hypothesis import HealthCheck, Phase, given, settings

from bot.attempts.attempt import State
from bot.bank.question import Kind
from bot.chat import parts
from bot.chat.parts import Picture
from bot.grading.grade import Verdict
from bot.interviews import cards
from bot.interviews.interview import Mode, Pace, Place, Plan
from bot.interviews.picture import FILENAME as PICTURE
from bot.interviews.picture import report_alt
from bot.interviews.plan_cards import setup_card, shortage_card
from bot.interviews.progress import Asked, Progress, Setup, Shortage
from bot.interviews.report import Report
from bot.interviews.report_cards import (
    past_card,
    report_card,
    shared_card,
    sure_to_share_card,
    thread_report_card,
    transcript_card,
)
from bot.interviews.transcript import FILENAME
from bot.sandbox.components import check_components
from bot.sandbox.modal import check_modal
from tests.interviews.extremes import (
    BANK_ALPHABETS,
    MEMBER_ALPHABETS,
    SNOWFLAKE,
    Faced,
    faced,
    filled,
    longest_asked,
    longest_attempt,
    longest_followed,
    longest_question,
    longest_report,
    longest_unsure,
    reports,
)

quickly = settings(
    max_examples=40,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
ALL_PACES = pytest.mark.parametrize("pace", Pace)
BANK = pytest.mark.parametrize("alphabet", BANK_ALPHABETS)


def check(view: ui.LayoutView) -> None:
    """By the bot's own measure, and by what Discord refuses."""
    parts.check_size(view)
    components = view.to_components()  # type: ignore[no-untyped-call]
    check_components(components, v2=True, files={FILENAME, PICTURE})


def check_report(report: Report) -> None:
    picture = Picture(PICTURE, b"", report_alt(report))
    assert picture.alt == picture.alt[:1024]
    for build in (report_card, thread_report_card, sure_to_share_card, shared_card):
        check(build(report, picture))


def check_form(modal: ui.Modal) -> None:
    check_modal(modal.to_dict())


@BANK
@pytest.mark.parametrize("hints", [0, 3])
async def test_the_longest_question_fits(alphabet: str, hints: int) -> None:
    question = longest_question(alphabet)
    answered = longest_attempt(question, "x", Verdict.MISSED)
    attempt = replace(answered, state=State.OPEN, hints=hints, grade=None, text=None)
    asked = longest_asked(question, attempt)
    check(cards.question_card(asked))
    check(cards.question_card(replace(asked, attempt=replace(attempt, retry_of=1))))
    check(cards.revealed(asked))
    check_form(cards.answer_modal(asked, ""))


@BANK
@pytest.mark.parametrize("verdict", Verdict)
async def test_seven_points_of_the_longest_question_fit(alphabet: str, verdict: Verdict) -> None:
    question = longest_question(alphabet)
    check(cards.graded_card(longest_asked(question, longest_attempt(question, "x", verdict))))


@BANK
@pytest.mark.parametrize("verdict", Verdict)
async def test_the_longest_follow_up_fits(alphabet: str, verdict: Verdict) -> None:
    question = longest_question(alphabet)
    missed = longest_attempt(question, "x", Verdict.MISSED)
    assert missed.grade is not None
    grade = missed.grade.model_copy(update={"score": 0, "notes": ()})
    offered = longest_asked(question, replace(missed, grade=grade, unranked=None))
    check(cards.graded_card(offered))
    check_form(cards.follow_up_modal(offered, filled(alphabet, 4000)))
    text = filled(alphabet, 4000)
    check(cards.graded_card(longest_asked(question, longest_followed(question, text, verdict))))


@BANK
@pytest.mark.parametrize("rated", [0, 6, 7])
async def test_the_longest_answer_to_rate_oneself_fits(alphabet: str, rated: int) -> None:
    question, text = longest_question(alphabet), filled(alphabet, 4000)
    asked = longest_asked(question, longest_unsure(question, text, rated))
    for number in (None, 1, 7, 8):
        check(cards.shown(replace(asked, rating=number)))


@pytest.mark.parametrize("words", MEMBER_ALPHABETS)
@pytest.mark.parametrize("verdict", [Verdict.COVERED, Verdict.CONTRADICTED])
async def test_the_longest_answer_fits(words: str, verdict: Verdict) -> None:
    question = longest_question("word ")
    text = filled(words, 4000)
    asked = longest_asked(question, longest_attempt(question, text, verdict))
    check(cards.graded_card(asked))
    open_again = replace(asked, attempt=replace(asked.attempt, state=State.OPEN, hints=0))
    check_form(cards.answer_modal(open_again, text))


@BANK
@pytest.mark.parametrize("state", [State.ANSWERED, State.REVEALED, State.SKIPPED])
async def test_the_longest_model_answer_fits(alphabet: str, state: State) -> None:
    question = longest_question(alphabet)
    attempt = replace(longest_attempt(question, "x", Verdict.MISSED), state=state)
    check(cards.model_answer_card(longest_asked(question, attempt)))


@BANK
@pytest.mark.parametrize("topics", [1, 25])
async def test_the_longest_report_fits(alphabet: str, topics: int) -> None:
    report = longest_report(alphabet, topics)
    check_report(report)
    check(transcript_card(report))
    check(past_card([report]))


async def test_25_past_interviews_fit() -> None:
    report = longest_report("x")
    numbered = [
        replace(report, interview=replace(report.interview, id=number)) for number in range(25)
    ]
    check(past_card(numbered))
    check(past_card([]))


@ALL_PACES
@pytest.mark.parametrize("topics", [0, 1, 24, 40])
async def test_the_choices_fit(pace: Pace, topics: int) -> None:
    titles = {f"{number:t>30}": filled("`*", 200) for number in range(topics)}
    slug = next(iter(titles), None)
    for kind in (None, Kind.CODE_READING):
        for length in (1, 7, 20):
            plan = Plan(pace, slug, kind, length, Mode.PRACTICE, Place.THREAD, 2**63 - 1)
            check(setup_card(Setup(plan, length, titles)))
            check(setup_card(Setup(plan, length - 1, titles)))
            check(shortage_card(Shortage(plan, length - 1, titles)))


@ALL_PACES
async def test_what_is_said_of_a_thread_fits(pace: Pace) -> None:
    question = longest_question("word ")
    answered = longest_attempt(question, "x", Verdict.MISSED)
    asked = longest_asked(question, replace(answered, state=State.OPEN, grade=None, text=None))
    plan = replace(asked.interview.plan, pace=pace, place=Place.THREAD, coach=SNOWFLAKE)
    held = replace(asked, interview=replace(asked.interview, plan=plan, thread_id=SNOWFLAKE))
    check(cards.moved_card(held, SNOWFLAKE, ()))
    check(cards.moved_card(held, SNOWFLAKE, (SNOWFLAKE,)))
    check(cards.elsewhere_card(held))
    check(cards.stays_private_card(held, is_full=True))
    check(cards.stays_private_card(held, is_full=False))


async def test_the_question_whether_to_end_it_fits() -> None:
    report = longest_report("x")
    entries = tuple(line.entry for line in report.lines)
    check(cards.sure_to_end_card(Progress(report.interview, entries)))


# Anything in between


def every_card(found: Faced) -> list[Callable[[], ui.LayoutView]]:
    asked = longest_asked(found.question, found.attempt)
    plainly = Asked(asked.interview, asked.entry, asked.attempt, asked.question, "Topic")
    return [
        lambda: cards.shown(asked),
        lambda: cards.shown(plainly),
        lambda: cards.revealed(asked),
        lambda: cards.graded_card(asked),
        lambda: cards.model_answer_card(asked),
        lambda: cards.question_card(asked),
    ]


@quickly
@given(faced())
async def test_every_card_of_any_attempt_fits(found: Faced) -> None:
    for build in every_card(found):
        check(build())
    text = found.attempt.text or ""
    check_form(cards.answer_modal(longest_asked(found.question, found.attempt), text))


@quickly
@given(reports())
async def test_any_report_fits(report: Report) -> None:
    check_report(report)
    check(transcript_card(report))
    check(past_card([report]))
