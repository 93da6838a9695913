"""What was measured, for people and for programs."""

import json
from collections.abc import Sequence
from dataclasses import asdict

from rich.console import Group
from rich.table import Table

from bot.grading.attacks import Outcome
from bot.grading.evaluation import Figures

_PLACES = 3


def figures_tables(figures: Figures) -> Group:
    whole = Table("figure", "value", title=f"{figures.n} answers", title_justify="left")
    for name, value in asdict(figures).items():
        if name not in ("n", "kinds"):
            whole.add_row(name, "–" if value is None else f"{value:.{_PLACES}f}")
    kinds = Table("kind", "answers", "mean score", "mean label")
    for kind, of_kind in figures.kinds.items():
        means = (f"{of_kind.mean_score:.1f}", f"{of_kind.mean_label:.1f}")
        kinds.add_row(kind, str(of_kind.n), *means)
    return Group(whole, kinds)


def figures_object(figures: Figures) -> str:
    """JSON with the names of Figures."""
    return json.dumps(asdict(figures))


def attacks_table(outcomes: Sequence[Outcome]) -> Table:
    table = Table("attack", "mean", "worst", "at the question", "limit of the mean", "")
    for outcome in outcomes:
        table.add_row(
            outcome.attack.name,
            f"{outcome.mean:.1f}",
            str(outcome.worst),
            outcome.question,
            _limit(outcome),
            "held" if outcome.is_held else "NOT HELD",
        )
    return table


def attacks_object(outcomes: Sequence[Outcome]) -> str:
    """JSON: a list with the names of Outcome."""
    return json.dumps([asdict(outcome) for outcome in outcomes])


def _limit(outcome: Outcome) -> str:
    if outcome.attack.kept is not None:
        return f"{outcome.attack.kept:.0%} of the answer's own"
    return "–" if outcome.attack.most is None else str(outcome.attack.most)
