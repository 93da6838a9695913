"""How a text becomes pieces: like BERT's own tokenizer, whatever somebody types."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.grading.wordpiece import MOST_TOKENS, WordPiece, words
from tests.grading.reference import REFERENCES, Reference

VOCABULARY = ["[UNK]", "[CLS]", "[SEP]", "flask", "fl", "##ask", "##a", "##s", "[", "]", "sep", "é"]
UNKNOWN, START, END = 0, 1, 2


@pytest.fixture
def small() -> WordPiece:
    return WordPiece(VOCABULARY)


def pieces(small: WordPiece, text: str) -> list[str]:
    start, *inner, end = small.ids(text)
    assert (start, end) == (START, END)
    return [VOCABULARY[piece] for piece in inner]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Flask, FLASK!", ["flask", ",", "flask", "!"]),
        ("café Ünïcode", ["cafe", "unicode"]),
        ("cafe\u0301", ["cafe"]),
        ('@app.route("/x_y")', ["@", "app", ".", "route", "(", '"', "/", "x", "_", "y", '"', ")"]),
        ("don’t — wait…", ["don", "’", "t", "—", "wait", "…"]),
        ("a→b costs €5", ["a→b", "costs", "€5"]),
        ("一个Flask框", ["一", "个", "flask", "框"]),
        ("フレーム", ["フレーム"]),
        ("ΟΔΟΣ", ["οδοσ"]),
        ("a\tb\nc\rd e\u2003f\u3000g", ["a", "b", "c", "d", "e", "f", "g"]),
        ("fl\u200bas\u00adk \ufeffx\x00y\x7fz\ufffd", ["flask", "xyz"]),
        ("fla\x07sk", ["flask"]),
        ("half\ud83d of a sign", ["half", "of", "a", "sign"]),
        ("≠", ["="]),
        ("", []),
        (" \n\t ", []),
    ],
)
def test_a_text_is_read_as_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_a_word_is_taken_apart_from_the_left_into_the_longest_pieces(small: WordPiece) -> None:
    assert pieces(small, "flask") == ["flask"]
    assert pieces(small, "flaskask") == ["flask", "##ask"]
    assert pieces(small, "flas") == ["fl", "##a", "##s"]


def test_a_word_that_has_an_unknown_part_is_unknown_as_a_whole(small: WordPiece) -> None:
    assert pieces(small, "flaskz flask") == ["[UNK]", "flask"]
    assert pieces(small, "ask") == ["[UNK]"]


def test_a_word_longer_than_a_hundred_letters_is_unknown(small: WordPiece) -> None:
    assert pieces(small, "fl" + "a" * 98) == ["fl"] + ["##a"] * 98
    assert pieces(small, "fl" + "a" * 99) == ["[UNK]"]


def test_a_control_token_that_somebody_types_is_text(small: WordPiece) -> None:
    assert pieces(small, "[SEP]") == ["[", "sep", "]"]


def test_a_long_text_is_cut_and_still_ended(small: WordPiece) -> None:
    ids = small.ids("flask " * 1000)
    assert len(ids) == MOST_TOKENS
    assert (ids[0], ids[-1]) == (START, END)


@given(st.text(max_size=300))
def test_any_text_gives_known_pieces(text: str) -> None:
    ids = WordPiece(VOCABULARY).ids(text)
    assert 2 <= len(ids) <= MOST_TOKENS
    assert {START, END} <= set(ids) <= set(range(len(VOCABULARY)))
    assert all(word and not any(sign.isspace() for sign in word) for word in words(text))


@pytest.mark.parametrize("reference", REFERENCES, ids=lambda reference: reference.text[:20])
def test_the_published_tokenizer_counts_as_many(reference: Reference, encoder_folder: Path) -> None:
    vocabulary = (encoder_folder / "vocab.txt").read_text(encoding="utf-8").split("\n")
    assert len(WordPiece(vocabulary).ids(reference.text)) == reference.tokens
