"""What a member's answers come to: by level, by topic, over time, day by day."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.bank.question import Level
from bot.ledger.period import Window, start_of

SHOWN_DAYS = 90
LEAST_DAYS = 14
MEAN_DAYS = 7
WEEKS = 15
ENOUGH_ANSWERS = 2
MOST_NAMED = 2
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Answer:
    """The first attempt at a question, answered on `day` in the zone that its member had then.

    `topic` is a slug, None where the question has left the bank; `score` is 0–100, None where
    the scoring wasn't sure.
    """

    day: date
    level: Level
    topic: str | None
    score: int | None
    hints: int


@dataclass(frozen=True, slots=True)
class Share:
    """The `mean` (0–100) of the answers with a score that are about `name`, a level or a slug."""

    name: str
    answers: int
    mean: int


@dataclass(frozen=True, slots=True)
class Record:
    """`today` is in the member's zone; `titles` are the topics' by slug."""

    answers: tuple[Answer, ...]
    today: date
    titles: Mapping[str, str]

    @property
    def mean(self) -> int | None:
        """Of the scores, 0–100; None without one."""
        return mean(self.answers)

    @property
    def hints(self) -> int:
        """How many were taken."""
        return sum(answer.hints for answer in self.answers)

    @property
    def by_level(self) -> tuple[Share, ...]:
        """The easiest level first."""
        shares = {share.name: share for share in _shares(self.answers, lambda each: each.level)}
        return tuple(shares[level] for level in Level if level in shares)

    @property
    def by_topic(self) -> tuple[Share, ...]:
        """The topic with most answers first."""
        shares = _shares(self.answers, lambda each: each.topic)
        return tuple(sorted(shares, key=lambda share: (-share.answers, share.name)))

    @property
    def weakest(self) -> tuple[Share, ...]:
        """At most two of the topics with enough answers, the weakest first. None of them is among
        the strongest: of an odd number the one in the middle counts as strong."""
        ranked = self._ranked()
        return tuple(ranked[: min(MOST_NAMED, len(ranked) // 2)])

    @property
    def strongest(self) -> tuple[Share, ...]:
        """At most two of the topics with enough answers, the strongest first."""
        left = self._ranked()[len(self.weakest) :]
        return tuple(reversed(left[-MOST_NAMED:]))

    @property
    def first_day(self) -> date:
        """The first that the course of the scores shows: that of the first answer, but no more
        than 90 days in all, and no less than two weeks."""
        oldest = min((answer.day for answer in self.answers), default=self.today)
        latest = self.today - (LEAST_DAYS - 1) * _DAY
        return max(self.today - (SHOWN_DAYS - 1) * _DAY, min(oldest, latest))

    @property
    def shown(self) -> tuple[Answer, ...]:
        """Those with a score on the days from `first_day` to today."""
        first = self.first_day
        return tuple(
            answer
            for answer in self.answers
            if answer.score is not None and first <= answer.day <= self.today
        )

    @property
    def course(self) -> Mapping[date, float]:
        """The mean of the scores (0–100) of each day and the six before it, for the days from
        `first_day` to today; without those where there is none."""
        return means(self.answers, self.first_day, self.today)

    @property
    def first_week(self) -> date:
        """The Monday with which the calendar begins: this is its last week."""
        return start_of(Window.WEEK, self.today) - (WEEKS - 1) * 7 * _DAY

    @property
    def calendar(self) -> Mapping[date, int]:
        """The answers of each day from `first_week` to today; without the days that have none."""
        first, days = self.first_week, (answer.day for answer in self.answers)
        return Counter(day for day in days if first <= day <= self.today)

    def _ranked(self) -> list[Share]:
        """The topics with enough answers, the weakest first."""
        enough = [share for share in self.by_topic if share.answers >= ENOUGH_ANSWERS]
        return sorted(enough, key=lambda share: (share.mean, share.answers, share.name))


def mean(answers: Iterable[Answer]) -> int | None:
    """Of their scores, 0–100; None without one."""
    scores = [answer.score for answer in answers if answer.score is not None]
    return round(sum(scores) / len(scores)) if scores else None


def means(answers: Iterable[Answer], first: date, last: date) -> dict[date, float]:
    """The mean of the scores of each day from the first to the last and the six before it."""
    scores: dict[date, list[int]] = {}
    for answer in answers:
        if answer.score is not None:
            scores.setdefault(answer.day, []).append(answer.score)
    found = {}
    for number in range((last - first).days + 1):
        day = first + number * _DAY
        week = [each for back in range(MEAN_DAYS) for each in scores.get(day - back * _DAY, ())]
        if week:
            found[day] = sum(week) / len(week)
    return found


def _shares(answers: Iterable[Answer], name: Callable[[Answer], str | None]) -> Sequence[Share]:
    groups: dict[str, list[Answer]] = {}
    for answer in answers:
        key = name(answer)
        if key is not None and answer.score is not None:
            groups.setdefault(key, []).append(answer)
    return [Share(key, len(group), mean(group) or 0) for key, group in groups.items()]
