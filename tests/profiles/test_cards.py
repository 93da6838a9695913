"""The profile's and the settings' cards stay inside Discord's limits, whatever members bring."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ledger.period import Window
from bot.ledger.streak import Streak
from bot.ledger.total import Total
from bot.members.member import NAME_LENGTH, Change, Member, Visibility, ZoneUnknown
from bot.profiles.cards import profile_card
from bot.profiles.profile import Profile, Settings, may_see
from bot.profiles.settings_cards import name_modal, settings_card, zone_modal
from tests.cast import NOON
from tests.interviews.extremes import MEMBER_ALPHABETS, SNOWFLAKE, filled, texts
from tests.interviews.test_cards import check, check_form, quickly

NAMES = st.none() | texts(1, NAME_LENGTH, MEMBER_ALPHABETS)
ZONES = st.none() | st.just("z" * 64)
NUMBERS = st.integers(0, 10**9)
MEMBERS = st.builds(Member, st.just(SNOWFLAKE), ZONES, NAMES, st.sampled_from(Visibility))
TOTALS = st.builds(Total, NUMBERS, NUMBERS, NUMBERS)
DAYS = st.integers(0, 3000).map(lambda number: NOON.date() - timedelta(days=number))
STREAKS = st.builds(
    Streak, NUMBERS, NUMBERS, DAYS, st.integers(0, 2), st.lists(DAYS, max_size=400).map(tuple)
)
HERE = st.fixed_dictionaries(dict.fromkeys(Window, TOTALS))
REFUSALS = st.builds(
    ZoneUnknown,
    texts(1, 4000, MEMBER_ALPHABETS),
    st.lists(st.just("z" * 64), max_size=3).map(tuple),
)


@quickly
@given(
    st.builds(
        Profile, MEMBERS, HERE, st.none() | NUMBERS, STREAKS, NUMBERS, st.booleans(), st.just(True)
    )
)
async def test_every_profile_fits(profile: Profile) -> None:
    check(profile_card(profile))
    elsewhere = {Window.ALL: profile.total}
    check(profile_card(replace(profile, totals=elsewhere, is_own=False, is_here=False)))


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
