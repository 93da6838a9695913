"""The cards of profile, history and settings stay inside Discord's limits, whatever comes."""

from dataclasses import replace
from datetime import timedelta

import pytest
from discord import ui
from hypothesis import given
from hypothesis import strategies as st

from bot.attempts.attempt import Attempt
from bot.bank.question import Level, Question
from bot.chat import parts
from bot.chat.parts import Picture
from bot.grading.grade import Verdict
from bot.ledger.period import Window
from bot.ledger.skill import Belief
from bot.ledger.streak import Streak
from bot.ledger.total import Total
from bot.members.member import NAME_LENGTH, Change, Member, Visibility, ZoneUnknown
from bot.profiles.cards import Pictures, profile_card
from bot.profiles.history import PER_PAGE, History, Past, pages
from bot.profiles.history_cards import history_card, model_answer_card, past_card
from bot.profiles.picture import (
    CALENDAR,
    COURSE,
    TOPICS,
    calendar_alt,
    course_alt,
    topics_alt,
)
from bot.profiles.profile import Profile, Settings, may_see
from bot.profiles.record import Answer, Record
from bot.profiles.settings_cards import name_modal, settings_card, zone_modal
from bot.sandbox.components import check_components
from tests.cast import NOON
from tests.interviews.extremes import (
    BANK_ALPHABETS,
    MEMBER_ALPHABETS,
    SNOWFLAKE,
    Faced,
    faced,
    filled,
    longest_attempt,
    longest_followed,
    longest_question,
    longest_unsure,
    texts,
)
from tests.interviews.test_cards import check, check_form, quickly

MOST_PAGES = 10**9
NAMES = st.none() | texts(1, NAME_LENGTH, MEMBER_ALPHABETS)
ZONES = st.none() | st.just("z" * 64)
NUMBERS = st.integers(0, 10**9)
MEMBERS = st.builds(Member, st.just(SNOWFLAKE), ZONES, NAMES, st.sampled_from(Visibility))
TOTALS = st.builds(Total, NUMBERS, NUMBERS, NUMBERS)
DAYS = st.integers(0, 3000).map(lambda number: NOON.date() - timedelta(days=number))
STREAKS = st.builds(
    Streak, NUMBERS, NUMBERS, DAYS, st.integers(0, 2), st.lists(DAYS, max_size=400).map(tuple)
)
ANSWERS = st.builds(
    Answer,
    DAYS,
    st.sampled_from(Level),
    st.none() | st.integers(0, 12).map("topic-{}".format),
    st.none() | st.integers(0, 100),
    st.integers(0, 3),
)
RECORDS = st.builds(
    lambda answers, title: Record(
        tuple(answers), NOON.date(), {f"topic-{number}": title for number in range(13)}
    ),
    st.lists(ANSWERS, max_size=60),
    texts(1, 60, BANK_ALPHABETS),
)
HERE = st.fixed_dictionaries(dict.fromkeys(Window, TOTALS))
SKILLS = st.builds(Belief, st.floats(-9, 9), st.floats(0.001, 3), st.integers(0, 10**6))
REFUSALS = st.builds(
    ZoneUnknown,
    texts(1, 4000, MEMBER_ALPHABETS),
    st.lists(st.just("z" * 64), max_size=3).map(tuple),
)


def pictures(record: Record) -> Pictures:
    return Pictures(
        Picture(COURSE, b"", course_alt(record)),
        Picture(TOPICS, b"", topics_alt(record)),
        Picture(CALENDAR, b"", calendar_alt(record)),
    )


def check_shown(view: ui.LayoutView) -> None:
    parts.check_size(view)
    components = view.to_components()  # type: ignore[no-untyped-call]
    check_components(components, v2=True, files={COURSE, TOPICS, CALENDAR})


@quickly
@given(
    st.builds(
        Profile,
        MEMBERS,
        HERE,
        st.none() | NUMBERS,
        STREAKS,
        NUMBERS,
        RECORDS,
        SKILLS,
        st.booleans(),
        st.just(True),
    )
)
async def test_every_profile_fits(profile: Profile) -> None:
    check_shown(profile_card(profile, pictures(profile.record)))
    check(profile_card(profile))
    elsewhere = {Window.ALL: profile.total}
    check(profile_card(replace(profile, totals=elsewhere, is_own=False, is_here=False)))


def past(question: Question, attempt: Attempt, title: str) -> Past:
    return Past(attempt, question, title, NOON.date())


def check_past(found: Past) -> None:
    check(past_card(found, MOST_PAGES))
    check(model_answer_card(found, MOST_PAGES))
    entries = tuple(
        replace(found, attempt=replace(found.attempt, id=found.attempt.id + number))
        for number in range(PER_PAGE)
    )
    check(history_card(History(entries, MOST_PAGES, MOST_PAGES * PER_PAGE * 2)))


@quickly
@given(faced(), texts(1, 60, BANK_ALPHABETS))
async def test_any_past_question_fits(found: Faced, title: str) -> None:
    check_past(past(found.question, found.attempt, title))


@pytest.mark.parametrize("alphabet", MEMBER_ALPHABETS)
@pytest.mark.parametrize("verdict", Verdict)
async def test_the_longest_past_question_fits(alphabet: str, verdict: Verdict) -> None:
    question = longest_question("word " if alphabet not in BANK_ALPHABETS else alphabet)
    text = filled(alphabet, 4000)
    check_past(past(question, longest_attempt(question, text, verdict), "t" * 60))
    check_past(past(question, longest_followed(question, text, verdict), "t" * 60))
    check_past(past(question, longest_unsure(question, text, 7), "t" * 60))


async def test_an_empty_history_fits() -> None:
    check(history_card(History((), 1, 0)))


@pytest.mark.parametrize(
    ("count", "expected"), [(0, 1), (1, 1), (PER_PAGE, 1), (PER_PAGE + 1, 2), (100, 13)]
)
def test_pages_hold_all(count: int, expected: int) -> None:
    assert pages(count) == expected


@quickly
@given(MEMBERS, MEMBERS, REFUSALS)
async def test_all_settings_fit(before: Member, after: Member, refused: ZoneUnknown) -> None:
    check(settings_card(Settings(after, NOON, Change(before, after))))
    check(settings_card(Settings(after, NOON, refused=refused)))
    check_form(zone_modal(Settings(after, NOON)))
    check_form(name_modal(Settings(after, NOON)))


@pytest.mark.parametrize("alphabet", MEMBER_ALPHABETS)
async def test_the_longest_names_fit(alphabet: str) -> None:
    member = Member(SNOWFLAKE, "z" * 64, filled(alphabet, NAME_LENGTH))
    check(settings_card(Settings(member, NOON, Change(Member(SNOWFLAKE), member))))


@pytest.mark.parametrize(
    ("visibility", "here", "anywhere", "seen"),
    [
        (Visibility.HIDDEN, True, True, False),
        (Visibility.SERVER, True, True, True),
        (Visibility.SERVER, False, True, False),
        (Visibility.EVERYWHERE, False, True, True),
        (Visibility.EVERYWHERE, False, False, False),
    ],
)
def test_who_may_see_a_members_numbers(
    visibility: Visibility, here: bool, anywhere: bool, seen: bool
) -> None:
    member = Member(SNOWFLAKE, visibility=visibility)
    assert may_see(member, has_answered_here=here, has_answered=anywhere) is seen
