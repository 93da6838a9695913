"""The default grader: it looks for each point's accepted phrases in what the member wrote.

It needs nothing but the bank, gives the same grade for the same texts on every machine, and knows
no synonyms that the rubric doesn't hold.
"""

from collections.abc import Iterable

from bot.bank.question import Kind, Question
from bot.grading.grade import Confidence, Grade, Note, PointVerdict, Verdict
from bot.grading.guards import (
    Content,
    content,
    is_another_script,
    is_code,
    is_echo,
    is_empty,
    is_foreign,
    is_gibberish,
    is_keyword_list,
    prose,
)
from bot.grading.judging import COVERED, PARTLY, Judgement, judge
from bot.grading.matching import Answer
from bot.grading.phrases import Rubric, prepare
from bot.grading.polarity import read
from bot.grading.rarity import Rarity
from bot.grading.score import cap, score

GRADER = "lexical"
VERSION = "1"

# A coverage this near to a threshold could as well have fallen on its other side.
NEAR = 0.1
SURE_SHARE = 0.75
ENOUGH_WORDS = 8
LONG = 25


class LexicalGrader:
    def __init__(self, questions: Iterable[Question]) -> None:
        bank = tuple(questions)
        self._rarity = Rarity(bank)
        self._rubrics = {question.version: self._prepare(question) for question in bank}

    def grade(self, question: Question, answer: str) -> Grade:
        """A question that isn't in the bank, such as an older version, is prepared afresh."""
        rubric = self._rubrics.get(question.version) or self._prepare(question)
        text = read(answer)
        said = content(text)
        judgement = judge(rubric, Answer(text, rubric.stems, self._rarity.knows))
        nothing = max(judgement.coverages) == 0 and is_gibberish(said, self._rarity.knows)
        if is_another_script(answer):
            return _nothing_read(question, Confidence.LOW)
        if nothing or is_empty(said):
            return _nothing_read(question, Confidence.HIGH, Note.EMPTY)
        code = is_code(answer)
        # Code is terse by nature: only what stands around it can be a mere list of terms.
        lists = not code and is_keyword_list(content(read(prose(answer))))
        notes = _notes(rubric, said, lists, judgement)
        # Where code is asked for, code is an answer.
        misplaced = code and question.kind is Kind.CONCEPTUAL
        unreadable = misplaced or is_foreign(said, self._rarity.knows)
        return Grade(
            score=score(
                question.points,
                judgement.points,
                notes,
                judgement.false_claims,
                rubric.asks_for_a_list,
            ),
            confidence=Confidence.LOW if unreadable else _confidence(judgement, said),
            points=judgement.points,
            notes=notes,
            cap=cap(notes, judgement.false_claims, rubric.asks_for_a_list),
            grader=GRADER,
            version=VERSION,
        )

    def _prepare(self, question: Question) -> Rubric:
        return prepare(question, self._rarity.weight)


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


def _notes(rubric: Rubric, said: Content, lists: bool, judgement: Judgement) -> tuple[Note, ...]:
    notes: list[Note] = []
    if is_echo(said, rubric):
        notes.append(Note.ECHO)
    elif lists:
        notes.append(Note.KEYWORD_LIST)
    if judgement.false_claims:
        notes.append(Note.FALSE_CLAIM)
    return tuple(notes)


def _confidence(judgement: Judgement, said: Content) -> Confidence:
    if len(said.content) >= LONG and max(judgement.coverages) < PARTLY:
        return Confidence.LOW
    clear = sum(map(_clear, judgement.coverages))
    enough = len(said.content) >= ENOUGH_WORDS
    sure = clear >= SURE_SHARE * len(judgement.coverages)
    return Confidence.HIGH if enough and sure else Confidence.MEDIUM


def _clear(coverage: float) -> bool:
    return coverage >= COVERED + NEAR or coverage <= PARTLY - NEAR
