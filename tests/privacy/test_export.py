"""The zip: whole where it fits, and saying what is missing where it doesn't; its cards fit too."""

import json
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from random import Random
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.attempts.attempt import Attempt
from bot.chat import parts
from bot.grading.grade import Verdict
from bot.members.member import Visibility
from bot.privacy import cards
from bot.privacy.export import ANSWERS, DATA, FILENAME, Export, Package, packed
from bot.privacy.kept import KEPT, Privacy
from bot.sandbox.components import check_components
from tests.cast import NOON, question
from tests.interviews.extremes import MEMBER_ALPHABETS, SNOWFLAKE, filled, longest_attempt, texts
from tests.interviews.test_cards import check, check_form, quickly


def noise(number: int, length: int = 400) -> str:
    """Text that hardly gets smaller in a zip."""
    return "".join(Random(number).choices("abcdefghijklmnopqrstuvwxyz ", k=length))


def export(questions: int) -> Export:
    faced: list[Attempt] = []
    for number in range(questions):
        attempt = longest_attempt(question(number), noise(number), Verdict.MISSED)
        faced.append(replace(attempt, id=number, opened_at=NOON + timedelta(days=number)))
    return Export(
        SNOWFLAKE,
        NOON,
        {"attempts": [{"id": each.id, "text": each.text} for each in faced], "streaks": []},
        {"interviews": [{"id": 7, "coach_id": SNOWFLAKE}]},
        [(question(each.id), [each]) for each in faced],
    )


def opened(package: Package) -> dict[str, Any]:
    """What is in it, the JSON read."""
    with ZipFile(BytesIO(package.content)) as archive:
        assert archive.testzip() is None
        found: dict[str, Any] = {name: archive.read(name).decode() for name in archive.namelist()}
    return {**found, DATA: json.loads(found[DATA])}


def test_all_of_it_is_in_the_zip_where_nothing_limits_it() -> None:
    package = packed(export(20))
    files = opened(package)
    assert (package.without_answers, package.left_out) == (False, 0)
    assert set(files) == {DATA, ANSWERS}
    assert [row["id"] for row in files[DATA]["tables"]["attempts"]] == [*range(20)]
    assert files[DATA]["member_id"] == str(SNOWFLAKE)
    named = files[DATA]["named_in_other_members_rows"]
    assert named == {"interviews": [{"id": 7, "coach_id": str(SNOWFLAKE)}]}
    assert all(noise(number) in files[ANSWERS] for number in range(20))


def test_the_same_export_makes_the_same_zip() -> None:
    assert packed(export(3)).content == packed(export(3)).content


def test_the_markdown_is_left_out_first_then_the_oldest_questions() -> None:
    whole = len(packed(export(40)).content)
    smaller = packed(export(40), whole - 1)
    assert set(opened(smaller)) == {DATA}
    assert (smaller.without_answers, smaller.left_out) == (True, 0)
    half = packed(export(40), len(smaller.content) - 1)
    assert (half.left_out, half.of) == (20, 40)
    assert [row["id"] for row in opened(half)[DATA]["tables"]["attempts"]] == [*range(20, 40)]


@quickly
@given(st.integers(0, 30), st.integers(3000, 30_000))
def test_every_package_is_within_its_limit_and_says_what_is_missing(
    questions: int, most_bytes: int
) -> None:
    package = packed(export(questions), most_bytes)
    assert len(package.content) <= most_bytes
    files = opened(package)
    assert (ANSWERS in files) is not package.without_answers
    assert len(files[DATA]["tables"]["attempts"]) == questions - package.left_out


# The cards


@pytest.mark.parametrize("visibility", Visibility)
async def test_every_card_fits(visibility: Visibility) -> None:
    privacy = Privacy(visibility, 10**6, sent_to="m" * 253)
    counts = {kept.table: 10**9 for kept in KEPT} | {"interviews.coach_id": 10**9}
    for build in (cards.privacy_card, cards.hidden_card, cards.shown_card):
        check(build(privacy))
    for found in ({}, {"attempts": 1}, {"members": 1}, counts):
        check(cards.sure_to_erase_card(found, privacy))
        check(cards.erased_card(found))
    check_form(cards.erase_modal())


@pytest.mark.parametrize("package", [None, Package(b""), Package(b"", True, 10**6, 10**7)])
async def test_every_export_card_fits(package: Package | None) -> None:
    view = cards.export_card(package)
    parts.check_size(view)
    components = view.to_components()  # type: ignore[no-untyped-call]
    check_components(components, v2=True, files={FILENAME})


@quickly
@given(texts(0, 4000, MEMBER_ALPHABETS))
async def test_any_wrong_word_fits_and_pings_nobody(typed: str) -> None:
    view = cards.wrong_word_card(typed)
    check(view)
    components = view.to_components()  # type: ignore[no-untyped-call]
    assert "@everyone" not in str(components)


@pytest.mark.parametrize("alphabet", MEMBER_ALPHABETS)
async def test_the_longest_wrong_word_fits(alphabet: str) -> None:
    check(cards.wrong_word_card(filled(alphabet, 4000)))


def test_what_is_erased_is_said_in_numbers() -> None:
    assert cards.erased({"attempts": 1}) == "1 attempt"
    assert cards.erased({"interviews.coach_id": 2}) == "your name as coach in 2 interviews"
    assert (
        cards.erased({"attempts": 2, "interviews": 1, "streak_days": 3, "members": 1})
        == "2 attempts, 1 interview, 3 streak days "
        "and 1 row of points, names, choices and settings"
    )
