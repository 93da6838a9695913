"""Members' and servers' settings; points for each period; streaks."""

import sqlalchemy as sa
from alembic import op

from bot.storage.types import UtcDateTime

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "members",
        sa.Column("member_id", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("zone", sa.String(64)),
        sa.Column("shown_name", sa.String(32)),
        sa.Column("visibility", sa.String(10), nullable=False),
        sa.PrimaryKeyConstraint("member_id", name="pk_members"),
    )
    op.create_table(
        "server_members",
        sa.Column("server_id", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("member_id", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("name", sa.String(32), nullable=False),
        sa.Column("server_name", sa.String(32), nullable=False),
        sa.Column("answered_at", UtcDateTime, nullable=False),
        sa.Column("hidden", sa.Boolean(create_constraint=False), nullable=False),
        sa.PrimaryKeyConstraint("server_id", "member_id", name="pk_server_members"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_server_members_member", "server_members", ["member_id"])
    op.create_table(
        "servers",
        sa.Column("server_id", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("zone", sa.String(64)),
        sa.PrimaryKeyConstraint("server_id", name="pk_servers"),
    )
    _create_ledger()


def downgrade() -> None:
    for name in ("streaks", "streak_days", "point_totals", "servers", "server_members", "members"):
        op.drop_table(name)


def _create_ledger() -> None:
    op.create_table(
        "point_totals",
        sa.Column("server_id", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("scope", sa.String(40), nullable=False),
        sa.Column("period", sa.String(5), nullable=False),
        sa.Column("start", sa.Date, nullable=False),
        sa.Column("member_id", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("points", sa.Integer, nullable=False),
        sa.Column("score_sum", sa.Integer, nullable=False),
        sa.Column("answers", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint(
            "server_id", "scope", "period", "start", "member_id", name="pk_point_totals"
        ),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_point_totals_points",
        "point_totals",
        ["server_id", "scope", "period", "start", "points", "member_id"],
    )
    op.create_index("ix_point_totals_member", "point_totals", ["member_id"])
    op.create_table(
        "streak_days",
        sa.Column("member_id", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.PrimaryKeyConstraint("member_id", "day", name="pk_streak_days"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "streaks",
        sa.Column("member_id", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("current", sa.Integer, nullable=False),
        sa.Column("longest", sa.Integer, nullable=False),
        sa.Column("last_day", sa.Date, nullable=False),
        sa.Column("freezes", sa.Integer, nullable=False),
        sa.Column("alive_until", sa.Date, nullable=False),
        sa.PrimaryKeyConstraint("member_id", name="pk_streaks"),
        sqlite_with_rowid=False,
    )
