"""A bank in the terminal: its numbers as tables, a question as a member sees it."""

from collections.abc import Collection, Iterable, Iterator

from rich.console import Group, RenderableType
from rich.markdown import Markdown
from rich.panel import Panel
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from bot.bank import stats
from bot.bank.bank import Bank
from bot.bank.question import Point, Question

COLUMNS = ("questions", "follow-ups", "programs", "samples", "whole")


def tables(bank: Bank, whole: Collection[str]) -> Group:
    """`whole` are the ids of the questions that meet the whole standard."""
    all_of_them = stats.total(bank, whole)
    return Group(
        _table("level", stats.by_level(bank, whole), all_of_them),
        _table("kind", stats.by_kind(bank, whole), all_of_them),
        _table("topic", stats.by_topic(bank, whole), all_of_them),
        Text(f"{all_of_them.whole} of {all_of_them.questions} meet the whole standard."),
    )


def page(question: Question, heading: str) -> Group:
    """First what is asked, then what is there on request, then what follows an answer."""
    asked = Panel(Markdown(question.question), title=Text(heading), title_align="left")
    return Group(asked, *_after(question))


def _after(question: Question) -> Iterator[RenderableType]:
    yield Rule("Hints, one at a time")
    yield _numbered(question.hints)
    yield Rule("Key points")
    yield from map(_point, question.points)
    for follow_up in question.follow_ups:
        yield Rule(Text(f"Follow-up, where {follow_up.point} was missed"))
        yield Markdown(follow_up.question)
        yield from map(_point, follow_up.points)
    yield Rule("Model answer")
    yield Markdown(question.answer)
    if links := dict.fromkeys((*question.links, *question.sources)):
        yield Rule("To read")
        yield Text("\n".join(links))


def _numbered(lines: Iterable[str]) -> Markdown:
    return Markdown("\n".join(f"{number}. {line}" for number, line in enumerate(lines, 1)))


def _point(point: Point) -> Markdown:
    return Markdown(f"- **{point.statement}** ({point.weight})\n\n  {point.teach}")


def _table(name: str, rows: Iterable[stats.Row], last: stats.Row) -> Table:
    table = Table(title=f"By {name}", title_justify="left", min_width=76)
    table.add_column(name)
    for column in COLUMNS:
        table.add_column(column, justify="right")
    for row in rows:
        table.add_row(Text(row.name), *map(str, row[1:]))
    table.add_section()
    table.add_row(last.name, *map(str, last[1:]))
    return table
