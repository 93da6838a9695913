from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat import text


@given(st.text(), st.integers(10, 200))
def test_a_strangers_text_becomes_one_bounded_line_that_pings_nobody(
    words: str, limit: int
) -> None:
    shown = text.plain(words, limit)
    assert len(shown) <= limit
    assert not set(shown) & set("\n\r\t\x00\u202e")
    for ping in ("@everyone", "@here", "<@", "<#", "<t:"):
        assert ping not in shown.replace("\\<", "")


def test_markdown_of_strangers_is_shown_as_typed() -> None:
    assert text.plain("**bold** `code` # x", 100) == "\\*\\*bold\\*\\* \\`code\\` \\# x"


def test_direction_marks_and_control_characters_are_dropped() -> None:
    assert text.without_hidden("a\u202eb\x07c\u200bd\n") == "abcd\n"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Marie", "Marie"),
        ("abcdefghij", "abcdefghij"),
        ("abcdefghijk", "abcdefghij…"),
        ("ABCDEFGHIJ", "ABCDEF…"),
        ("門門門門門門", "門門門門門…"),
        ("e\u0301" * 10, "e\u0301" * 10),
        ("👩\u200d🚀" * 4, "👩\u200d🚀👩\u200d🚀👩…"),
    ],
)
def test_a_name_is_cut_by_the_room_that_it_takes(name: str, shown: str) -> None:
    assert text.narrow(name, 10) == shown


def test_wrapped_paragraphs_become_one_line_and_code_and_lists_stay() -> None:
    source = "One\ntwo.\n\n```python\na = 1\nb = 2\n```\nThen\nmore:\n- x\n- y\n> said"
    assert text.unwrapped(source) == (
        "One two.\n\n```python\na = 1\nb = 2\n```\nThen more:\n- x\n- y\n> said"
    )


def test_family_emoji_stay_whole() -> None:
    family = "👩\u200d👧"
    assert text.plain(family, 20) == family


@pytest.mark.parametrize("limit", [40, 60, 90])
def test_a_cut_code_block_is_closed(limit: int) -> None:
    shown = text.cut("Look:\n```python\n" + "x = 1\n" * 50 + "```", limit)
    assert shown.count("```") % 2 == 0
    assert len(shown) <= limit


@given(st.text(alphabet="ab `\n", max_size=300), st.integers(20, 100))
def test_a_cut_text_is_never_longer_than_asked(words: str, limit: int) -> None:
    assert len(text.cut(words, limit)) <= limit


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "0 s"), (59, "59 s"), (60, "1 min"), (7500, "2 h 5 min"), (260_000, "3 days")],
)
def test_durations_read_as_people_say_them(seconds: int, words: str) -> None:
    assert text.duration(timedelta(seconds=seconds)) == words


@pytest.mark.parametrize(("share", "shown"), [(0, "▱▱▱▱"), (0.5, "▰▰▱▱"), (1, "▰▰▰▰"), (9, "▰▰▰▰")])
def test_a_bar_shows_its_share(share: float, shown: str) -> None:
    assert text.bar(share, 4) == shown
