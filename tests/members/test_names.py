"""Names as lists keep them, whatever was typed."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.members.member import NAME_LENGTH
from bot.members.service import list_name, shown_name


@pytest.mark.parametrize(
    "typed",
    ["", "   ", "\n", "\u200b", "\u202e\u2066", "\u3164\u3164", "\u2800", "\u0301", "\u200d"],
)
def test_what_cannot_be_seen_is_no_shown_name(typed: str) -> None:
    assert shown_name(typed) is None


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Zoë", "Zoë"),
        (" Ada\n Lovelace ", "Ada Lovelace"),
        ("\u202eadA", "adA"),
        ("🧑\u200d🚀", "🧑\u200d🚀"),
        ("x" * 40, "x" * NAME_LENGTH),
    ],
)
def test_a_name_is_one_line_without_what_is_hidden(typed: str, name: str) -> None:
    assert shown_name(typed) == name


@given(st.text(max_size=100))
def test_every_name_in_a_list_is_short_and_on_one_line(typed: str) -> None:
    name = list_name(typed)
    assert 1 <= len(name) <= NAME_LENGTH
    assert "\n" not in name
    assert not any(unicodedata.category(character) == "Cc" for character in name)
