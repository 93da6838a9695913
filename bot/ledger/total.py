"""What ranked answers come to in a period."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Total:
    """`points`, the sum of the scores (0–100), and the number of ranked answers."""

    points: int = 0
    score_sum: int = 0
    answers: int = 0

    @property
    def mean(self) -> int | None:
        """The mean score, 0–100; None without an answer."""
        return round(self.score_sum / self.answers) if self.answers else None
