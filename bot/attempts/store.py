"""The attempts and the wordings they were asked in."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Column,
    Date,
    ForeignKey,
    Index,
    Row,
    SmallInteger,
    String,
    Table,
    Text,
    bindparam,
    func,
    insert,
    select,
    text,
    update,
)

from bot.attempts.attempt import (
    MEMORY,
    Attempt,
    Followed,
    History,
    SelfRating,
    State,
    Unranked,
)
from bot.bank.question import PROOF, Level, Question
from bot.grading.grade import Grade, Verdict
from bot.storage.database import Connection
from bot.storage.tables import metadata
from bot.storage.types import BigId, Snowflake, UtcDateTime

# A question as it was worded when somebody was asked: banks change, transcripts must not.
question_versions = Table(
    "question_versions",
    metadata,
    Column("question_id", String(40), primary_key=True),
    Column("version", String(12), primary_key=True),
    Column("content", Text, nullable=False),
)

_FOLLOWING_UP = text("follow_up_at IS NOT NULL AND follow_up_grade IS NULL")

attempts = Table(
    "attempts",
    metadata,
    Column("id", BigId, primary_key=True, autoincrement=True),
    Column("member_id", Snowflake, nullable=False),
    Column("server_id", Snowflake, nullable=False),
    Column("question_id", String(40), nullable=False),
    Column("question_version", String(12), nullable=False),
    Column("level", String(12), nullable=False),
    Column("state", String(10), nullable=False),
    Column("hints", SmallInteger, nullable=False),
    Column("opened_at", UtcDateTime, nullable=False),
    Column("closed_at", UtcDateTime),
    Column("local_date", Date),
    Column("text", Text),
    Column("grade", Text),
    Column("score", SmallInteger),  # the grade's, where it is sure enough to be shown
    Column("points", SmallInteger, nullable=False),
    Column("unranked", String(16)),
    Column("revealed_at", UtcDateTime),
    Column("retry_of", BigId, ForeignKey("attempts.id", ondelete="CASCADE")),
    Column("deadline", UtcDateTime),
    Column("follow_up_for", String(40)),  # the id of the point that it is about
    Column("follow_up_text", Text),
    Column("follow_up_at", UtcDateTime),
    Column("follow_up_grade", Text),
    Column("score_before", SmallInteger),
    Column("self_rating", Text),  # JSON: a verdict by each point's id
    Column("self_rated_at", UtcDateTime),
    Column("point", String(40)),  # the id of the one that a review asks about
    Index("ix_attempts_member_question", "member_id", "question_id", "opened_at"),
    Index("ix_attempts_member_date", "member_id", "local_date"),
    Index("ix_attempts_retry_of", "retry_of"),
    Index("ix_attempts_state", "state"),
    Index(
        "ix_attempts_following_up",
        "id",
        sqlite_where=_FOLLOWING_UP,
        postgresql_where=_FOLLOWING_UP,
    ),
    sqlite_autoincrement=True,  # an id is never given twice, so old buttons stay dead
)


# The statements of each click are built once: building one takes longer than carrying it out.
_ONE = select(attempts).where(attempts.c.id == bindparam("attempt"))
_ADDING = insert(attempts).returning(attempts)
_CHANGING = update(attempts).where(
    attempts.c.id == bindparam("attempt"),
    attempts.c.state == bindparam("old_state"),
    attempts.c.hints == bindparam("old_hints"),
)
_IS_KEPT = select(question_versions.c.version).where(
    question_versions.c.question_id == bindparam("question"),
    question_versions.c.version == bindparam("wording"),
)
_LAST_SEEN, _FIRST_SEEN = (
    select(attempts.c.question_id, which(attempts.c.opened_at).label("seen"))
    .where(attempts.c.member_id == bindparam("member"))
    .group_by(attempts.c.question_id)
    for which in (func.max, func.min)
)
_SAME = (attempts.c.member_id == bindparam("member")) & (
    attempts.c.question_id == bindparam("question")
)
_ASKED = select(attempts.c.id).where(
    _SAME,
    attempts.c.id < bindparam("attempt"),
    attempts.c.opened_at > bindparam("asked_after"),
)
_SHOWN = select(attempts.c.id).where(
    _SAME, attempts.c.revealed_at.between(bindparam("shown_after"), bindparam("submitted_at"))
)
_TODAY = select(func.count()).where(
    attempts.c.member_id == bindparam("member"),
    attempts.c.local_date == bindparam("today"),
    attempts.c.state == State.ANSWERED,
    attempts.c.closed_at <= bindparam("submitted_at"),
)
_HISTORY = select(_ASKED.exists(), _SHOWN.exists(), _TODAY.scalar_subquery())


async def add(
    connection: Connection,
    *,
    member_id: int,
    server_id: int,
    question: Question,
    now: datetime,
    retry_of: int | None,
    deadline: datetime | None,
    point: str | None,
) -> Attempt:
    values = {
        "member_id": member_id,
        "server_id": server_id,
        "question_id": question.id,
        "question_version": question.version,
        "level": question.level,
        "state": State.OPEN,
        "hints": 0,
        "opened_at": now,
        "points": 0,
        "retry_of": retry_of,
        "deadline": deadline,
        "point": point,
    }
    return read_attempt((await connection.execute(_ADDING, values)).one())


async def keep_wording(connection: Connection, question: Question) -> None:
    """Store the question's present version unless it is there already."""
    key = {"question": question.id, "wording": question.version}
    if (await connection.execute(_IS_KEPT, key)).first() is None:
        await connection.execute(
            insert(question_versions).values(
                question_id=question.id,
                version=question.version,
                # What proves the question is no part of what was asked.
                content=question.model_dump_json(exclude=set(PROOF)),
            )
        )


async def wordings(
    connection: Connection, wanted: Sequence[tuple[str, str]]
) -> Mapping[tuple[str, str], Question]:
    """Stored questions by (id, version)."""
    found: dict[tuple[str, str], Question] = {}
    for question_id, version in wanted:
        row = await connection.execute(
            select(question_versions.c.content).where(
                question_versions.c.question_id == question_id,
                question_versions.c.version == version,
            )
        )
        found[question_id, version] = Question.model_validate_json(row.scalar_one())
    return found


async def get(connection: Connection, attempt_id: int) -> Attempt | None:
    row = (await connection.execute(_ONE, {"attempt": attempt_id})).first()
    return read_attempt(row) if row else None


async def with_retries(connection: Connection, first_ids: Sequence[int]) -> tuple[Attempt, ...]:
    """The attempts named and those that try them again, oldest first."""
    query = (
        select(attempts)
        .where(attempts.c.id.in_(first_ids) | attempts.c.retry_of.in_(first_ids))
        .order_by(attempts.c.id)
    )
    return tuple(read_attempt(row) for row in await connection.execute(query))


async def save(connection: Connection, old: Attempt, new: Attempt) -> bool:
    """Write the change if the row is still as `old` was; False when somebody was first."""
    change = {
        "attempt": old.id,
        "old_state": old.state,
        "old_hints": old.hints,
        "state": new.state,
        "hints": new.hints,
        "closed_at": new.closed_at,
        "local_date": new.local_date,
        "text": new.text,
        "grade": new.grade.model_dump_json(exclude_none=True) if new.grade else None,
        "score": new.score,
        "points": new.points,
        "unranked": new.unranked,
        "revealed_at": new.revealed_at,
    }
    return (await connection.execute(_CHANGING, change)).rowcount == 1


async def save_follow_up(connection: Connection, new: Attempt) -> bool:
    """Keep the answer to its follow-up; False where there is one, or the model answer was shown."""
    followed = new.follow_up
    assert followed is not None  # noqa: S101 - it is what is saved
    change = (
        update(attempts)
        .where(
            attempts.c.id == new.id,
            attempts.c.state == State.ANSWERED,
            attempts.c.follow_up_at.is_(None),
            attempts.c.revealed_at.is_(None),
        )
        .values(
            follow_up_for=followed.point,
            follow_up_text=followed.text,
            follow_up_at=followed.at,
            score_before=followed.score_before,
        )
    )
    return (await connection.execute(change)).rowcount == 1


async def save_improvement(connection: Connection, new: Attempt) -> bool:
    """Keep the grade of its follow-up and what that changed; False where it has one."""
    assert new.follow_up is not None and new.follow_up.grade is not None  # noqa: S101, PT018
    change = (
        update(attempts)
        .where(attempts.c.id == new.id, _FOLLOWING_UP)
        .values(
            follow_up_grade=new.follow_up.grade.model_dump_json(),
            grade=new.grade.model_dump_json() if new.grade else None,
            score=new.score,
            points=new.points,
        )
    )
    return (await connection.execute(change)).rowcount == 1


async def save_rating(connection: Connection, new: Attempt) -> None:
    rating = new.self_rating
    assert rating is not None  # noqa: S101 - it is what is saved
    await connection.execute(
        update(attempts)
        .where(attempts.c.id == new.id)
        .values(self_rating=json.dumps(dict(rating.verdicts)), self_rated_at=rating.at)
    )


async def to_grade(connection: Connection) -> tuple[Attempt, ...]:
    """Those with a saved text that waits for its grade."""
    found: list[Attempt] = []
    for waits in (attempts.c.state == State.SUBMITTED, _FOLLOWING_UP):
        query = select(attempts).where(waits).order_by(attempts.c.id)
        found += [read_attempt(row) for row in await connection.execute(query)]
    return tuple(found)


async def is_shown(connection: Connection, attempt: Attempt, now: datetime) -> bool:
    """Whether the member saw the question's model answer since they were asked, in any room."""
    facts = {
        "member": attempt.member_id,
        "question": attempt.question_id,
        "shown_after": attempt.opened_at,
        "submitted_at": now,
    }
    return (await connection.execute(_SHOWN, facts)).first() is not None


async def mark_shown(connection: Connection, attempt_ids: Sequence[int], now: datetime) -> None:
    """Note that the model answers of these attempts were shown."""
    await connection.execute(
        update(attempts).where(attempts.c.id.in_(attempt_ids)).values(revealed_at=now)
    )


async def history(connection: Connection, attempt: Attempt) -> History:
    """As it was when the attempt was submitted, whenever that is asked."""
    submitted_at = attempt.closed_at or attempt.opened_at
    facts = {
        "member": attempt.member_id,
        "question": attempt.question_id,
        "attempt": attempt.id,
        "asked_after": attempt.opened_at - MEMORY,
        "shown_after": submitted_at - MEMORY,
        "submitted_at": submitted_at,
        "today": attempt.local_date,
    }
    row = (await connection.execute(_HISTORY, facts)).one()
    return History(asked_before=row[0], answer_shown=row[1], answered_today=row[2])


async def last_seen(connection: Connection, member_id: int) -> dict[str, datetime]:
    """When the member was last asked each question."""
    rows = await connection.execute(_LAST_SEEN, {"member": member_id})
    return {row.question_id: row.seen for row in rows}


async def first_seen(connection: Connection, member_id: int) -> dict[str, datetime]:
    """When the member was first asked each question."""
    rows = await connection.execute(_FIRST_SEEN, {"member": member_id})
    return {row.question_id: row.seen for row in rows}


def read_attempt(row: Row[Any]) -> Attempt:
    return Attempt(
        id=row.id,
        member_id=row.member_id,
        server_id=row.server_id,
        question_id=row.question_id,
        question_version=row.question_version,
        level=Level(row.level),
        state=State(row.state),
        hints=row.hints,
        opened_at=row.opened_at,
        closed_at=row.closed_at,
        local_date=row.local_date,
        text=row.text,
        grade=Grade.model_validate_json(row.grade) if row.grade else None,
        points=row.points,
        unranked=Unranked(row.unranked) if row.unranked else None,
        revealed_at=row.revealed_at,
        retry_of=row.retry_of,
        deadline=row.deadline,
        follow_up=_followed(row),
        self_rating=_self_rating(row),
        point=row.point,
    )


def _self_rating(row: Row[Any]) -> SelfRating | None:
    if row.self_rating is None:
        return None
    given = json.loads(row.self_rating)
    return SelfRating({name: Verdict(each) for name, each in given.items()}, row.self_rated_at)


def _followed(row: Row[Any]) -> Followed | None:
    if row.follow_up_at is None:
        return None
    grade = Grade.model_validate_json(row.follow_up_grade) if row.follow_up_grade else None
    return Followed(
        row.follow_up_for, row.follow_up_text, row.follow_up_at, row.score_before, grade
    )
