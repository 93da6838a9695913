"""A bank in numbers."""

from bot.bank import stats
from bot.bank.bank import Bank
from bot.bank.question import Kind, Level
from tests.bank.samples import question

QUESTIONS = (
    question("a", level=Level.FRESHER),
    question("b", kind=Kind.DEBUGGING),
    question("c", topic="forms"),
)
BANK = Bank({each.id: each for each in QUESTIONS}, {"routing": "Ways", "forms": "Forms"})


def test_every_question_is_counted_once_in_each_table() -> None:
    for table in (stats.by_level, stats.by_kind, stats.by_topic):
        assert sum(row.questions for row in table(BANK, ())) == 3
    assert stats.total(BANK, ()) == ("all", 3, 0, 0, 0, 0)


def test_what_is_whole_is_counted_where_it_belongs() -> None:
    topics = {row.name: row for row in stats.by_topic(BANK, {"c", "elsewhere"})}
    assert (topics["forms"].whole, topics["routing"].whole) == (1, 0)
    assert stats.total(BANK, {"c", "elsewhere"}).whole == 1


def test_levels_and_kinds_without_questions_are_shown_too() -> None:
    assert [row.name for row in stats.by_level(BANK, ())] == ["fresher", "junior", "experienced"]
    assert len(stats.by_kind(BANK, ())) == len(Kind)
