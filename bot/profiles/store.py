"""What a profile counts beside the ledger, and what its member was asked before."""

from collections.abc import Mapping

from sqlalchemy import bindparam, func, select

from bot.attempts.attempt import Attempt, State
from bot.attempts.store import attempts, read_attempt
from bot.bank.question import Level
from bot.interviews.interview import Mode
from bot.interviews.store import interview_attempts, interviews
from bot.profiles.history import PER_PAGE
from bot.profiles.record import Answer
from bot.storage.database import Connection

MOST_ANSWERS = 5000

# A real interview keeps its scores and its model answers for its report.
_IN_REAL_INTERVIEWS = (
    select(interview_attempts.c.attempt_id)
    .join(interviews, interviews.c.id == interview_attempts.c.interview_id)
    .where(
        interviews.c.member_id == bindparam("member"),
        interviews.c.mode == Mode.REAL,
        interviews.c.ended_at.is_(None),
    )
)
# Every answer has its day: asked for it, SQLite takes the index of a member's days, and not the
# one of states, which holds everybody's.
_ANSWERED = (
    attempts.c.member_id == bindparam("member"),
    attempts.c.local_date.is_not(None),
    attempts.c.state == State.ANSWERED,
    attempts.c.retry_of.is_(None),
    attempts.c.point.is_(None),
)
_ANSWERS = (
    select(
        attempts.c.local_date,
        attempts.c.level,
        attempts.c.question_id,
        attempts.c.score,
        attempts.c.hints,
    )
    .where(*_ANSWERED, attempts.c.id.not_in(_IN_REAL_INTERVIEWS))
    .order_by(attempts.c.local_date.desc(), attempts.c.id.desc())
    .limit(MOST_ANSWERS)
)
_PAST = (
    attempts.c.member_id == bindparam("member"),
    attempts.c.state != State.OPEN,
    attempts.c.id.not_in(_IN_REAL_INTERVIEWS),
)
_COUNT = select(func.count()).where(*_PAST)
_PAGE = (
    select(attempts)
    .where(*_PAST)
    .order_by(attempts.c.id.desc())
    .limit(PER_PAGE)
    .offset(bindparam("before"))
)
_RUNNING = (
    select(interviews.c.id)
    .join(interview_attempts, interviews.c.id == interview_attempts.c.interview_id)
    .where(
        interview_attempts.c.attempt_id == bindparam("attempt"),
        interviews.c.mode == Mode.REAL,
        interviews.c.ended_at.is_(None),
    )
)


async def answered(connection: Connection, member_id: int, server_id: int | None) -> int:
    """How many questions the member answered in the server, or in all; tries again and reviews
    don't count."""
    query = select(func.count()).where(*_ANSWERED)
    if server_id is not None:
        query = query.where(attempts.c.server_id == server_id)
    return int((await connection.execute(query, {"member": member_id})).scalar_one())


async def answers(
    connection: Connection, member_id: int, server_id: int | None, topics: Mapping[str, str]
) -> tuple[Answer, ...]:
    """The newest 5000 of these, without those of a real interview that is still running;
    `topics` are slugs by a question's id."""
    query = _ANSWERS
    if server_id is not None:
        query = query.where(attempts.c.server_id == server_id)
    return tuple(
        Answer(row.local_date, Level(row.level), topics.get(row.question_id), row.score, row.hints)
        for row in await connection.execute(query, {"member": member_id})
    )


async def past_count(connection: Connection, member_id: int) -> int:
    """How many attempts of the member's aren't open any more, without those of a real interview
    that is still running."""
    return int((await connection.execute(_COUNT, {"member": member_id})).scalar_one())


async def past(connection: Connection, member_id: int, page: int) -> tuple[Attempt, ...]:
    """Those of the page, counted from 1, the newest first."""
    values = {"member": member_id, "before": PER_PAGE * (page - 1)}
    return tuple(read_attempt(row) for row in await connection.execute(_PAGE, values))


async def real_interview(connection: Connection, attempt_id: int) -> int | None:
    """The running real interview that the attempt belongs to."""
    found: int | None = (await connection.execute(_RUNNING, {"attempt": attempt_id})).scalar()
    return found
