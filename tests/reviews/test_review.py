"""Which points are asked, in which order, and when they come again."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.attempts.attempt import Attempt, State
from bot.bank.loading import load
from bot.bank.question import Level, Question
from bot.ledger.memory import Memory, tidied
from bot.ledger.period import end_of_day
from bot.reviews.review import ahead, in_turn, next_due
from tests.journeys.rehearsal import write_bank

NOW = datetime(2026, 11, 2, 23, 30, tzinfo=UTC)
BERLIN, KIRITIMATI, HONOLULU = map(
    ZoneInfo, ("Europe/Berlin", "Pacific/Kiritimati", "Pacific/Honolulu")
)


@pytest.fixture(scope="module")
def questions(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Question]:
    folder = write_bank(tmp_path_factory.mktemp("bank") / "questions")
    return dict(load(folder).questions)


def memory(thing: str, point: str, due: datetime = NOW, version: str = "") -> Memory:
    return Memory(f"what-the-{thing}-does", point, version, 1.0, 5.0, NOW, due)


def attempt(thing: str, point: str, **changed: object) -> Attempt:
    facts: dict[str, object] = {
        "id": 1,
        "member_id": 1,
        "server_id": 1,
        "question_id": f"what-the-{thing}-does",
        "question_version": "",
        "level": Level.FRESHER,
        "state": State.ANSWERED,
        "hints": 0,
        "opened_at": NOW,
        "point": point,
    }
    return Attempt(**{**facts, **changed})  # type: ignore[arg-type]


def test_the_most_overdue_day_comes_first_then_what_matters_most(
    questions: dict[str, Question],
) -> None:
    old = memory("apple", "closes", NOW - timedelta(days=3))
    must, bonus = memory("anchor", "opens"), memory("anchor", "closes", NOW - timedelta(hours=2))
    assert in_turn([bonus, must, old], questions, HONOLULU) == [old, must, bonus]


def test_a_point_is_asked_once_in_a_review(questions: dict[str, Question]) -> None:
    due = [memory("anchor", "opens"), memory("apple", "opens")]
    assert next_due(due, [attempt("anchor", "opens")], questions) == due[1]


def test_a_question_that_was_asked_whole_is_done(questions: dict[str, Question]) -> None:
    due = [memory("anchor", "opens"), memory("anchor", "keeps")]
    assert next_due(due, [attempt("anchor", "closes")], questions) is None


def test_nothing_is_asked_right_after_its_model_answer(questions: dict[str, Question]) -> None:
    due = [memory("anchor", "closes")]
    seen = attempt("anchor", "opens", revealed_at=NOW)
    assert next_due(due, [seen], questions) is None
    assert next_due(due, [attempt("anchor", "opens")], questions) == due[0]


def test_memories_follow_the_bank(questions: dict[str, Question]) -> None:
    anchor = questions["what-the-anchor-does"]
    same = memory("anchor", "opens", version=anchor.version)
    reworded = memory("anchor", "closes", version="old")
    no_point, no_question = memory("anchor", "sings"), memory("unicorn", "opens")
    found = tidied([same, reworded, no_point, no_question], questions)
    assert [each.version for each in found.moved] == [anchor.version]
    assert found.gone == (no_point, no_question)
    assert len(found.kept) == 2


@pytest.mark.parametrize(
    ("zone", "end"),
    [
        (BERLIN, datetime(2026, 11, 3, 23, tzinfo=UTC)),
        (KIRITIMATI, datetime(2026, 11, 3, 10, tzinfo=UTC)),
        (HONOLULU, datetime(2026, 11, 3, 10, tzinfo=UTC)),
    ],
    ids=str,
)
def test_the_day_ends_where_the_member_is(zone: ZoneInfo, end: datetime) -> None:
    assert end_of_day(NOW, zone) == end


def test_a_day_of_25_hours_has_them_all() -> None:
    begins = datetime(2026, 10, 24, 22, tzinfo=UTC)  # midnight in Berlin
    assert end_of_day(begins, BERLIN) - begins == timedelta(hours=25)


def test_what_comes_when_is_told_by_the_members_days() -> None:
    memories = [
        memory("anchor", "opens", NOW - timedelta(days=1)),
        memory("anchor", "keeps", NOW + timedelta(hours=20)),
        memory("apple", "opens", NOW + timedelta(hours=20)),
        memory("apple", "keeps", NOW + timedelta(days=9)),
    ]
    found = ahead(memories, HONOLULU, NOW)
    assert found.kept == 4
    assert found.days == ((date(2026, 11, 3), 2), (date(2026, 11, 11), 1))
