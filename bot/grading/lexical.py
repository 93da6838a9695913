"""The default grader: it looks for each point's accepted phrases in what the member wrote.

It needs nothing but the bank, gives the same grade for the same texts on every machine, and knows
no synonyms that the rubric doesn't hold.
"""

from collections.abc import Collection, Iterable
from typing import Protocol

from bot.bank.question import Kind, Question
from bot.grading.grade import Confidence, Grade, Note, PointVerdict, Verdict
from bot.grading.guards import (
    Content,
    content,
    denies_throughout,
    is_another_script,
    is_code,
    is_echo,
    is_empty,
    is_foreign,
    is_gibberish,
    is_keyword_list,
    prose,
    without_withdrawn,
)
from bot.grading.judging import COVERED, MANY_DENIALS, PARTLY, Judgement, Near, judge
from bot.grading.matching import Answer
from bot.grading.phrases import Rubric, Shared, prepare
from bot.grading.polarity import read
from bot.grading.rarity import Rarity
from bot.grading.score import cap, score

GRADER = "lexical"
SEMANTIC = "semantic"
VERSION = "4"

# A coverage this near to a threshold could as well have fallen on its other side.
NEAR = 0.1
SURE_SHARE = 0.75
ENOUGH_WORDS = 8
LONG = 25


class Meaning(Protocol):
    """See bot.grading.nearness, which needs numpy."""

    version: str

    def of(self, rubric: Rubric, answer: Answer, text: str) -> tuple[Near, ...] | None: ...


class LexicalGrader:
    """By the words alone, or by their `meaning` as well."""

    def __init__(self, questions: Iterable[Question], meaning: Meaning | None = None) -> None:
        bank = tuple(questions)
        self._meaning = meaning
        self._rarity = Rarity(bank)
        self._terms: Shared = {}
        self._rubrics = {question.version: self._prepare(question) for question in bank}

    def grade(self, question: Question, answer: str) -> Grade:
        """A question that isn't in the bank, such as an older version, is prepared afresh."""
        kept = without_withdrawn(answer)
        text = read(kept)
        said = content(text)
        if is_another_script(answer):
            return _nothing_read(question, Confidence.LOW, Note.FOREIGN)
        if is_empty(said):
            return _nothing_read(question, Confidence.HIGH, Note.EMPTY)
        rubric = self._rubrics.get(question.version) or self._prepare(question)
        words = Answer(text, rubric.stems, self._rarity.knows)
        near = self._meaning.of(rubric, words, kept) if self._meaning else None
        judgement = judge(rubric, words, near)
        if max(judgement.coverages) == 0 and is_gibberish(said, self._rarity.knows):
            return _nothing_read(question, Confidence.HIGH, Note.EMPTY)
        notes = self._notes(rubric, kept, said, judgement)
        if kept != answer:
            notes = (*notes, Note.TAKEN_BACK)
        claims, asks_for_a_list = judgement.false_claims, rubric.asks_for_a_list
        return Grade(
            score=score(question.points, judgement.points, notes, claims, asks_for_a_list),
            confidence=_confidence(question, kept, said, notes, judgement),
            points=judgement.points,
            notes=notes,
            cap=cap(notes, claims, asks_for_a_list),
            grader=SEMANTIC if near else GRADER,
            version=f"{VERSION} {self._meaning.version}" if self._meaning and near else VERSION,
        )

    def _notes(
        self, rubric: Rubric, text: str, said: Content, judgement: Judgement
    ) -> tuple[Note, ...]:
        notes: list[Note] = []
        if is_foreign(said, self._rarity.knows):
            notes.append(Note.FOREIGN)
        elif is_echo(said, rubric):
            notes.append(Note.ECHO)
        elif _only_lists(text, said):
            notes.append(Note.KEYWORD_LIST)
        if judgement.false_claims:
            notes.append(Note.FALSE_CLAIM)
        if judgement.denials >= (1 if denies_throughout(said) else MANY_DENIALS):
            notes.append(Note.DENIAL)
        return tuple(notes)

    def _prepare(self, question: Question) -> Rubric:
        return prepare(question, self._rarity.weight, self._terms)


def _nothing_read(question: Question, confidence: Confidence, *notes: Note) -> Grade:
    missed = (PointVerdict(id=point.id, verdict=Verdict.MISSED) for point in question.points)
    return Grade(
        score=0,
        confidence=confidence,
        points=tuple(missed),
        notes=notes,
        grader=GRADER,
        version=VERSION,
    )


def _only_lists(text: str, said: Content) -> bool:
    """Code is terse by nature: only what stands around it can be a mere list of terms."""
    around = prose(text)
    if around == text:
        return is_keyword_list(text, said)
    return not is_code(text) and is_keyword_list(around, content(read(around)))


def _confidence(
    question: Question,
    text: str,
    said: Content,
    notes: Collection[Note],
    judgement: Judgement,
) -> Confidence:
    # Where code is asked for, code is an answer.
    misplaced = question.kind is Kind.CONCEPTUAL and is_code(text)
    unlike = len(said.content) >= LONG and max(judgement.coverages) < PARTLY
    if misplaced or unlike or Note.FOREIGN in notes:
        return Confidence.LOW
    clear = sum(map(_clear, judgement.coverages))
    enough = len(said.content) >= ENOUGH_WORDS
    sure = clear >= SURE_SHARE * len(judgement.coverages)
    return Confidence.HIGH if enough and sure else Confidence.MEDIUM


def _clear(coverage: float) -> bool:
    return coverage >= COVERED + NEAR or coverage <= PARTLY - NEAR
