"""What a bank holds, in numbers."""

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import NamedTuple

from bot.bank.bank import Bank
from bot.bank.question import Kind, Level, Question


class Row(NamedTuple):
    """How many questions, and how many of them have what; `whole` meet the whole standard."""

    name: str
    questions: int
    follow_ups: int
    programs: int
    samples: int
    whole: int


def by_level(bank: Bank, whole: Collection[str]) -> list[Row]:
    return list(_rows(bank, whole, Level, lambda question: question.level))


def by_kind(bank: Bank, whole: Collection[str]) -> list[Row]:
    return list(_rows(bank, whole, Kind, lambda question: question.kind))


def by_topic(bank: Bank, whole: Collection[str]) -> list[Row]:
    return list(_rows(bank, whole, sorted(bank.topics), lambda question: question.topic))


def total(bank: Bank, whole: Collection[str]) -> Row:
    return _row("all", list(bank.questions.values()), whole)


def _rows(
    bank: Bank, whole: Collection[str], names: Iterable[str], name_of: Callable[[Question], str]
) -> Iterator[Row]:
    for name in names:
        having = [question for question in bank.questions.values() if name_of(question) == name]
        yield _row(name, having, whole)


def _row(name: str, questions: list[Question], whole: Collection[str]) -> Row:
    return Row(
        str(name),
        len(questions),
        sum(bool(question.follow_ups) for question in questions),
        sum(bool(question.code) for question in questions),
        sum(bool(question.samples) for question in questions),
        sum(question.id in whole for question in questions),
    )
