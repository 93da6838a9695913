"""What a profile counts beside the ledger."""

from sqlalchemy import func, select

from bot.attempts.attempt import State
from bot.attempts.store import attempts
from bot.storage.database import Connection


async def answered(connection: Connection, member_id: int, server_id: int | None) -> int:
    """How many questions the member answered in the server, or in all; tries again don't count."""
    query = select(func.count()).where(
        attempts.c.member_id == member_id,
        attempts.c.state == State.ANSWERED,
        attempts.c.retry_of.is_(None),
    )
    if server_id is not None:
        query = query.where(attempts.c.server_id == server_id)
    return int((await connection.execute(query)).scalar_one())
