"""A text as clauses of words, each with its place in what was typed."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from bot.grading.stems import stem
from bot.grading.vocabulary import BREAKS, CONTRACTED, STOPS

LONGEST_CLAUSE = 30
WRAPPED_LINE = 60
# 4000 characters of prose have some 700 words; what has far more is no prose.
MOST_PIECES = 1200

# The database of Unicode 3.2 is the same in every Python, so a text reads the same in each.
_unicode = unicodedata.ucd_3_2_0

_INVISIBLE = frozenset("\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")
_PLAIN = {"\u2018": "'", "\u2019": "'", "\u02bc": "'", "\u2010": "-", "\u2011": "-"}
_LOOKALIKES = str.maketrans(
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u03bf\u03b1\u03bd\u03c1",
    "aeopcyxijsoavp",
)

# Each separator is outside of \w, so nothing is read twice.
_PIECE = re.compile(r"\{\{|\{%|\*\*|--\w+(?:-\w+)*|\w+(?:[.'/-]\w+)*")
_WORD = re.compile(r"\{\{|\{%|\*\*|--\S+|\d+|[^\W\d_][^\W_]*(?:'[^\W_]+)?")
_BREAK = re.compile(
    r"[;!?\u2014\u2022)]|\.(?=[\s\"')\]*`])|[,:](?=[\s\"')\]*`]|$)|\s\(|\s[-\u2013*]+\s|\.{2}"
)
_SENTENCE_END = re.compile(r"[.;!?\n]")


class Word(NamedTuple):
    """`start` and `end` are the half-open offsets, in what was typed, of the whole expression
    that the word stands in: `args` in `request.args.get` has those of `request.args.get`.
    `denied` says that the word denies its own stem: `unsigned` is `sign`, denied.
    """

    text: str
    stem: str
    start: int
    end: int
    code: bool = False
    denied: bool = False

    @property
    def stop(self) -> bool:
        return not self.code and (self.text in STOPS or self.text.endswith("n't"))


class Clause(NamedTuple):
    """`opens`: a sentence begins here; `asks`: it ends with a question mark."""

    words: tuple[Word, ...]
    opens: bool = True
    asks: bool = False


def clauses(text: str) -> tuple[Clause, ...]:
    folded, origin = _fold(text)
    found: list[Clause] = []
    current: list[Word] = []
    opens = True
    last_end = 0
    for piece in islice(_PIECE.finditer(folded), MOST_PIECES):
        gap = folded[last_end : piece.start()]
        if current and _parts(folded, gap, last_end):
            found.append(Clause(tuple(current), opens, asks="?" in gap))
            current, opens = [], _SENTENCE_END.search(gap) is not None
        for word in _words(piece, origin):
            if current and (word.text in BREAKS or len(current) >= LONGEST_CLAUSE):
                found.append(Clause(tuple(current), opens))
                current, opens = [], False
            current.append(word)
        last_end = piece.end()
    if current:
        found.append(Clause(tuple(current), opens, asks="?" in folded[last_end:]))
    return tuple(found)


def words(text: str) -> tuple[Word, ...]:
    return tuple(word for clause in clauses(text) for word in clause.words)


def _fold(text: str) -> tuple[str, Sequence[int]]:
    """The text in one case and one form, and for each of its characters the place it came from."""
    if text.isascii():
        return text.lower(), range(len(text))
    folded: list[str] = []
    origin: list[int] = []
    forms: dict[str, str] = {}
    for place, typed in enumerate(text):
        plain = forms.get(typed)
        if plain is None:
            plain = forms[typed] = typed.lower() if typed.isascii() else _fold_rare(typed)
        folded.append(plain)
        origin.extend([place] * len(plain))
    return "".join(folded), origin


def _fold_rare(typed: str) -> str:
    if typed in _INVISIBLE or _unicode.combining(typed):
        return ""
    if typed in _PLAIN:
        return _PLAIN[typed]
    if _unicode.category(typed) in {"Cn", "Cs", "Co"}:
        return " "
    parts = _unicode.normalize("NFKD", typed).casefold()
    # A few signs stand for whole sentences; a text mustn't grow by them.
    return "".join(part for part in parts[:3] if not _unicode.combining(part))


def _parts(folded: str, gap: str, gap_start: int) -> bool:
    # A call without arguments is a word like any other.
    if _BREAK.search(gap.replace("()", "")):
        return True
    if "\n" not in gap:
        return False
    # A long line that simply goes on is a paragraph which somebody's editor wrapped.
    line_start = folded.rfind("\n", 0, gap_start) + 1
    return gap.count("\n") > 1 or not gap.isspace() or gap_start - line_start < WRAPPED_LINE


def _words(piece: re.Match[str], origin: Sequence[int]) -> Iterator[Word]:
    start, end = origin[piece.start()], origin[piece.end() - 1] + 1
    whole = piece.group()
    code = "_" in whole or "." in whole
    for part in [whole] if whole.isalpha() else _WORD.findall(whole):
        text = _plain(part)
        denied = _denies_itself(text)
        yield Word(text, stem(text[2:] if denied else text), start, end, code, denied)


def _denies_itself(text: str) -> bool:
    prefixed = text.startswith("un") and not text.startswith(("under", "uni"))
    return prefixed and len(text) > 6 and text.endswith(("ed", "able", "safe"))


def _plain(text: str) -> str:
    if text.isascii():
        if "'" not in text or text in CONTRACTED or text.endswith("n't"):
            return text
        return text.partition("'")[0]
    latin = text.translate(_LOOKALIKES)
    mixed = latin.isascii() and any(letter.isascii() for letter in text)
    return latin if mixed else text
