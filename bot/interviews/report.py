"""What an interview came to: totals, shares, gaps."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from bot.attempts import self_rating
from bot.attempts.attempt import Attempt, State
from bot.bank.question import Point, Question, Weight
from bot.grading.grade import Verdict
from bot.interviews.interview import Ending, Interview
from bot.interviews.progress import Entry

GAPS = 3
_WEIGHTS = (Weight.MUST, Weight.SHOULD, Weight.BONUS)
_SEVERITY = {Verdict.CONTRADICTED: 0, Verdict.MISSED: 1, Verdict.PARTLY: 2}


@dataclass(frozen=True, slots=True)
class Line:
    entry: Entry
    question: Question

    @property
    def attempt(self) -> Attempt:
        """The one that counts."""
        return self.entry.first

    @property
    def then(self) -> int | None:
        """The score of the last try again that was graded, 0–100."""
        scores = [attempt.score for attempt in self.entry.retries if attempt.score is not None]
        return scores[-1] if scores else None


@dataclass(frozen=True, slots=True)
class Share:
    """`mean` of the scores (0–100) of the `answered` questions called `name`."""

    name: str
    answered: int
    mean: int


@dataclass(frozen=True, slots=True)
class Gap:
    question: Question
    point: Point


@dataclass(frozen=True, slots=True)
class Report:
    """`topics` holds the titles by slug; `just_ended` says that it was running until now."""

    interview: Interview
    lines: tuple[Line, ...]
    topics: Mapping[str, str]
    just_ended: bool = False

    @property
    def just_left(self) -> bool:
        """Whether it was closed now because nobody had come for long."""
        return self.just_ended and self.interview.ending is Ending.LEFT

    @property
    def mean(self) -> int | None:
        """The mean score (0–100) of the answers that have one."""
        return _mean(self.lines)

    @property
    def answered(self) -> int:
        return sum(line.attempt.state is State.ANSWERED for line in self.lines)

    @property
    def points(self) -> int:
        return sum(line.attempt.points for line in self.lines)

    @property
    def worth(self) -> int:
        """The most points that its questions could have earned."""
        return sum(line.attempt.worth for line in self.lines)

    @property
    def time_used(self) -> timedelta:
        """The sum, over its questions, of the time from being shown to being closed."""
        return sum((line.attempt.time_used for line in self.lines), timedelta())

    @property
    def by_level(self) -> tuple[Share, ...]:
        return _shares(self.lines, lambda line: line.question.level)

    @property
    def by_kind(self) -> tuple[Share, ...]:
        return _shares(self.lines, lambda line: line.question.kind)

    @property
    def by_topic(self) -> tuple[Share, ...]:
        titles = self.topics
        return _shares(
            self.lines, lambda line: titles.get(line.question.topic, line.question.topic)
        )

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """The largest three, of different questions: the heaviest point first, and among
        equal ones what was contradicted before what was missed or partly covered."""
        worst = [found for line in self.lines if (found := _worst(line))]
        return tuple(gap for _, gap in sorted(worst, key=lambda found: found[0])[:GAPS])


def _worst(line: Line) -> tuple[tuple[int, int, int], Gap] | None:
    """A question's largest gap behind its rank; a question left unanswered missed every point."""
    grade = line.attempt.grade
    verdicts = {point.id: point.verdict for point in grade.points} if grade else {}
    # Where the scoring wasn't sure, its member knows better.
    verdicts |= self_rating.verdicts_of(line.attempt)
    gaps = [
        ((_WEIGHTS.index(point.weight), _SEVERITY[verdict], line.entry.position), point)
        for point in line.question.points
        if (verdict := verdicts.get(point.id, Verdict.MISSED)) in _SEVERITY
    ]
    if not gaps:
        return None
    rank, point = min(gaps, key=lambda gap: gap[0])
    return rank, Gap(line.question, point)


def _mean(lines: Iterable[Line]) -> int | None:
    scores = [line.attempt.score for line in lines if line.attempt.score is not None]
    return round(sum(scores) / len(scores)) if scores else None


def _shares(lines: Iterable[Line], name: Callable[[Line], str]) -> tuple[Share, ...]:
    groups: dict[str, list[Line]] = {}
    for line in lines:
        groups.setdefault(name(line), []).append(line)
    return tuple(
        Share(key, sum(line.attempt.score is not None for line in group), mean)
        for key, group in groups.items()
        if (mean := _mean(group)) is not None
    )
