"""WordPiece, as BERT's uncased models read a text: lower case, no accents, words in known pieces.

It gives the pieces that the published tokenizer gives, with one exception: where a text spells a
control token, such as "[SEP]", that is text like any other.
"""

import re
import unicodedata
from collections.abc import Sequence
from itertools import chain, islice

MOST_TOKENS = 128  # the length up to which the model was trained
LONGEST_WORD = 100  # what is longer is one unknown word

_LINE_ENDS = "\t\n\r"
_CONTROLS = {place: "" for place in (*range(32), 127) if chr(place) not in _LINE_ENDS}
_INVISIBLE = {"Cc", "Cf", "Co", "Cs"}  # controls, formats, private signs, halves of signs
# Each sign of ASCII that is no letter, digit or space is punctuation, and a word by itself.
_ASCII_WORD = re.compile(r"[a-z0-9]+|[^\sa-z0-9]")
# The ideographs that BERT's authors set apart; kana and hangul stay in words.
_IDEOGRAPH = re.compile(
    "[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002a6df\U0002a700-\U0002b73f"
    "\U0002b740-\U0002b81f\U0002b820-\U0002ceaf\U0002f800-\U0002fa1f]"
)


class WordPiece:
    def __init__(self, vocabulary: Sequence[str]) -> None:
        """A piece's id is its place in the vocabulary."""
        self._ids = {piece: place for place, piece in enumerate(vocabulary)}
        self._longest = max(map(len, vocabulary))
        self._start, self._end = self._ids["[CLS]"], self._ids["[SEP]"]
        self._unknown = self._ids["[UNK]"]

    def ids(self, text: str) -> list[int]:
        """2 to 128 ids: the beginning of the text between the marks for its start and its end."""
        pieces = chain.from_iterable(map(self._pieces, words(text)))
        return [self._start, *islice(pieces, MOST_TOKENS - 2), self._end]

    def _pieces(self, word: str) -> Sequence[int]:
        """From the left, each time the longest piece that is known; else one unknown word."""
        if word in self._ids:
            return (self._ids[word],)
        found: list[int] = []
        rest = word if len(word) <= LONGEST_WORD else ""
        while rest:
            mark = "##" if found else ""
            piece = self._first_piece(mark, rest)
            if not piece:
                return (self._unknown,)
            found.append(self._ids[mark + piece])
            rest = rest[len(piece) :]
        return found or (self._unknown,)

    def _first_piece(self, mark: str, rest: str) -> str:
        """Empty where none is known."""
        starts = (rest[:length] for length in range(min(len(rest), self._longest), 0, -1))
        return next((start for start in starts if mark + start in self._ids), "")


def words(text: str) -> list[str]:
    """In lower case and without accents; each punctuation mark and ideograph is a word."""
    if text.isascii():
        return _ASCII_WORD.findall(text.translate(_CONTROLS).lower())
    cleaned = _IDEOGRAPH.sub(r" \g<0> ", "".join(map(_cleaned, text)))
    bare = (sign for sign in unicodedata.normalize("NFD", cleaned) if _category(sign) != "Mn")
    return "".join(map(_set_apart, bare)).split()


def _cleaned(sign: str) -> str:
    if sign in _LINE_ENDS:
        return " "
    if sign == "\ufffd" or _category(sign) in _INVISIBLE:
        return ""
    return " " if sign.isspace() else sign


def _set_apart(sign: str) -> str:
    # Letter by letter, as the model was trained: in a whole word a final sigma has another form.
    plain = sign.lower()
    is_sign = plain.isascii() and not plain.isalnum()
    return f" {plain} " if is_sign or _category(plain[0]).startswith("P") else plain


def _category(sign: str) -> str:
    return unicodedata.category(sign)
