"""What a verdict is: frozen values that are stored with the attempt and shown on the card."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class Verdict(StrEnum):
    """`recovered` is no grader's: the point was missed or contradicted, and half of it came back
    with the answer to a follow-up."""

    COVERED = "covered"
    PARTLY = "partly"
    MISSED = "missed"
    CONTRADICTED = "contradicted"
    RECOVERED = "recovered"


# What a grader may say; a point is recovered by a follow-up only.
GIVEN = (Verdict.COVERED, Verdict.PARTLY, Verdict.MISSED, Verdict.CONTRADICTED)
# Those of a point that an answer doesn't have.
LOST = (Verdict.MISSED, Verdict.CONTRADICTED)


class Confidence(StrEnum):
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Note(StrEnum):
    """What the grader noticed about the answer as a whole."""

    EMPTY = "empty"
    ECHO = "echo"  # little more than the question's own words
    KEYWORD_LIST = "keyword-list"  # the right terms, but nothing said about them
    FALSE_CLAIM = "false-claim"  # something asserted that isn't true
    DENIAL = "denial"  # two points or more said to be otherwise than they are
    FOREIGN = "foreign"  # in another language than the rubric
    TAKEN_BACK = "taken-back"  # a part that the member withdrew, which doesn't count
    MODEL_AWAY = "model-away"  # the language model gave no verdict: the default grader's stands
    MODEL_MISLED = "model-misled"  # it obeyed the answer: likewise


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Span(_Value):
    """Half-open offsets into the text that the member typed, in code points."""

    start: int
    end: int


class PointVerdict(_Value):
    """`why` says in a few words what decided it: the accepted phrase, or the truth denied."""

    id: str
    verdict: Verdict
    evidence: tuple[Span, ...] = ()
    why: str = ""


class Grade(_Value):
    """`score` is 0–100 and always a number; it is shown only if the confidence isn't low. `cap`
    is the most that the notes let it be; None where the grader doesn't say. Where two graders
    disagree, `range` holds what they gave, the lower one first."""

    score: int
    confidence: Confidence
    points: tuple[PointVerdict, ...]
    notes: tuple[Note, ...] = ()
    cap: int | None = None
    grader: str
    version: str
    range: tuple[int, int] | None = None
