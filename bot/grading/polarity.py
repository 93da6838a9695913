"""Which words of a clause are asserted, and which are denied."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

from bot.grading.vocabulary import (
    AUXILIARIES,
    BREAKS,
    CARRYING,
    DENYING_PAIRS,
    FIRST_PERSON,
    NEGATORS,
    PRONOUNS,
    REPORTING,
    SOFT_NEGATORS,
    UNDOING,
)
from bot.grading.words import Clause, Word, clauses

LOOK_AHEAD = 3
LIST_ITEMS = 5
FIRST_WORDS = 2
UNTRUE = frozenset({"wrong", "false", "incorrect", "mistaken"})


class Polarity(IntEnum):
    DENIED = -1
    OPEN = 0  # it can be read either way
    ASSERTED = 1


class Reading(NamedTuple):
    """A word as it is meant: its clause, its polarity, and the place of the word that denies it."""

    word: Word
    clause: int
    polarity: Polarity
    negator: int | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """`own` says for each clause whether it is the member's own claim, not a question or a report
    of what others say; `opens`, whether a sentence begins with it.
    """

    readings: tuple[Reading, ...]
    own: tuple[bool, ...]
    opens: tuple[bool, ...]


def read(text: str) -> Text:
    found = clauses(text)
    readings: list[Reading] = []
    scope = _Scope()
    for number, clause in enumerate(found):
        inherits = _inherits(scope, found, number)
        source = scope.source if inherits else None
        scope = _Scope(inherits, carried=inherits and scope.carried, source=source)
        readings.extend(_read_clause(clause, number, scope, len(readings)))
        if clause.words[-1].text.endswith("n't") or clause.words[-1].text == "not":
            _open(readings, number - 1)
    reports = [_reports(clause) for clause in found]
    own = (
        not (clause.asks or reports[number] or (reports[number - 1] and not clause.opens))
        for number, clause in enumerate(found)
    )
    return Text(tuple(readings), tuple(own), tuple(clause.opens for clause in found))


def is_negator(words: Sequence[Word], place: int) -> bool:
    text = words[place].text
    following = words[place + 1].text if place + 1 < len(words) else ""
    if text in NEGATORS or text.endswith("n't"):
        # "No matter which" denies nothing; "it doesn't matter" does.
        return text != "no" if following == "matter" else following not in UNDOING
    return (text, following) in DENYING_PAIRS


def _read_clause(clause: Clause, number: int, scope: "_Scope", offset: int) -> list[Reading]:
    words = clause.words
    readings = [scope.read(words, place, number, offset) for place in range(len(words))]
    soft = any(word.text in SOFT_NEGATORS for word in words)
    return [_opened(reading) for reading in readings] if soft and not scope.hard else readings


@dataclass(slots=True)
class _Scope:
    """How far a denial reaches while a clause is read from its first word to its last."""

    denying: bool = False
    hard: bool = False  # a negator was met
    filled: bool = False  # the denial has something to deny
    carried: bool = False  # "doesn't mean": it reaches past the next verb
    softened: bool = False  # "doesn't prevent": what follows may as well be asserted
    source: int | None = None

    def __post_init__(self) -> None:
        self.hard = self.denying

    def read(self, words: Sequence[Word], place: int, clause: int, offset: int) -> Reading:
        word = words[place]
        if is_negator(words, place):
            self.denying = not self.denying or word.text == "nor"
            self.hard, self.source = True, offset + place
            self.filled = self.carried = self.softened = False
        elif self.denying and self.filled and not self.carried and _starts_anew(words, place):
            self.denying = False
        reading = self._reading(word, clause)
        self.filled = self.filled or not word.stop
        self.carried = self.carried or word.text in CARRYING
        self.softened = self.softened or word.text in SOFT_NEGATORS
        return reading

    def _reading(self, word: Word, clause: int) -> Reading:
        if self.denying and self.softened:
            return Reading(word, clause, Polarity.OPEN, self.source)
        polarity = Polarity.DENIED if self.denying != word.denied else Polarity.ASSERTED
        return Reading(word, clause, polarity, self.source if self.denying else None)


def _starts_anew(words: Sequence[Word], place: int) -> bool:
    """A denial ends at the next verb of its own: "not encrypted and anyone can read it"."""
    text = words[place].text
    if text == "and":
        ahead = [word.text for word in words[place + 1 : place + 1 + LOOK_AHEAD]]
        return any(other in AUXILIARIES or other in PRONOUNS for other in ahead)
    return text in AUXILIARIES or text in {"just", "only", "instead", "merely"}


def _inherits(scope: _Scope, found: Sequence[Clause], number: int) -> bool:
    """Whether a denial reaches over a comma: "no ORM, form layer or login"."""
    clause = found[number]
    if clause.opens:
        return False
    first, before = clause.words[0].text, found[number - 1].words[0].text
    if before == "unlike" and first in {"which", "who", "where"}:
        return True
    return scope.denying and (scope.carried or _goes_on(found, number))


def _goes_on(found: Sequence[Clause], number: int) -> bool:
    """Whether these are items of a list that an "or" ends."""
    for clause in found[number : number + LIST_ITEMS]:
        texts = [word.text for word in clause.words]
        if clause.opens or not AUXILIARIES.isdisjoint(texts) or texts[0] in BREAKS:
            return False
        if "or" in texts or "nor" in texts:
            return True
    return False


def _open(readings: list[Reading], clause: int) -> None:
    """ "Django has an ORM, Flask doesn't": said of one, denied of the other."""
    for place in range(len(readings) - 1, -1, -1):
        if readings[place].clause < clause:
            return
        if readings[place].clause == clause:
            readings[place] = _opened(readings[place])


def _opened(reading: Reading) -> Reading:
    return Reading(reading.word, reading.clause, Polarity.OPEN, reading.negator)


def _reports(clause: Clause) -> bool:
    """What others hold, or a condition; "I think that it is …" is the member's own claim."""
    return any(_reports_at(clause.words, place) for place in range(len(clause.words)))


def _reports_at(words: Sequence[Word], place: int) -> bool:
    text = words[place].text
    if text not in REPORTING or (place and words[place - 1].text in FIRST_PERSON):
        return False
    if text == "if":
        # "It works if …" asserts that it works.
        return place < FIRST_WORDS
    # "A wrong key" is a thing; "it is wrong that …" isn't one's own claim.
    names_a_thing = place + 1 < len(words) and not words[place + 1].stop
    return not (text in UNTRUE and names_a_thing)
