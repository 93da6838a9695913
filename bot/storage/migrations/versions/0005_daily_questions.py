"""A question a day: schedules, questions of the day, who answered; scores in a column."""

import sqlalchemy as sa
from alembic import op

from bot.storage.types import BigId, UtcDateTime

revision = "0005"
down_revision = "0004"

# What the grades say already, where they are sure enough.
_KEPT_SCORES = {
    "sqlite": "UPDATE attempts SET score = json_extract(grade, '$.score') "
    "WHERE grade IS NOT NULL AND json_extract(grade, '$.confidence') != 'low'",
    "postgresql": "UPDATE attempts SET score = (grade::json ->> 'score')::smallint "
    "WHERE grade IS NOT NULL AND grade::json ->> 'confidence' != 'low'",
}


def upgrade() -> None:
    with op.batch_alter_table("attempts") as table:
        table.add_column(sa.Column("score", sa.SmallInteger))
    op.execute(_KEPT_SCORES[op.get_bind().dialect.name])
    op.create_table(
        "daily_schedules",
        sa.Column("server_id", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("channel_id", sa.BigInteger, nullable=False),
        sa.Column("minute", sa.SmallInteger, nullable=False),
        sa.Column("level", sa.String(12)),
        sa.Column("topic", sa.String(40)),
        sa.Column("role_id", sa.BigInteger),
        sa.Column("hours_open", sa.SmallInteger),
        sa.Column("opens_thread", sa.Boolean(create_constraint=False), nullable=False),
        sa.Column("is_paused", sa.Boolean(create_constraint=False), nullable=False),
        sa.Column("trouble", sa.String(16)),
        sa.Column("next_at", UtcDateTime),
        sa.PrimaryKeyConstraint("server_id", name="pk_daily_schedules"),
    )
    op.create_index("ix_daily_schedules_next", "daily_schedules", ["next_at"])
    _create_dailies()
    op.create_table(
        "daily_answers",
        sa.Column("daily_id", BigId, nullable=False),
        sa.Column("member_id", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("attempt_id", BigId, nullable=False),
        sa.Column("consent", sa.String(10), nullable=False),
        sa.PrimaryKeyConstraint("daily_id", "member_id", name="pk_daily_answers"),
        sa.ForeignKeyConstraint(
            ["daily_id"], ["dailies.id"], name="fk_daily_answers_daily_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["attempts.id"], name="fk_daily_answers_attempt_id", ondelete="CASCADE"
        ),
    )
    op.create_index("ux_daily_answers_attempt", "daily_answers", ["attempt_id"], unique=True)


def downgrade() -> None:
    for name in ("daily_answers", "dailies", "daily_schedules"):
        op.drop_table(name)
    with op.batch_alter_table("attempts") as table:
        table.drop_column("score")


def _create_dailies() -> None:
    op.create_table(
        "dailies",
        sa.Column("id", BigId, nullable=False, autoincrement=True),
        sa.Column("server_id", sa.BigInteger, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("level", sa.String(12), nullable=False),
        sa.Column("stage", sa.String(10), nullable=False),
        sa.Column("channel_id", sa.BigInteger, nullable=False),
        sa.Column("due_at", UtcDateTime, nullable=False),
        sa.Column("closes_at", UtcDateTime, nullable=False),
        sa.Column("question_id", sa.String(40)),
        sa.Column("question_version", sa.String(12)),
        sa.Column("message_id", sa.BigInteger),
        sa.Column("thread_id", sa.BigInteger),
        sa.Column("closing_id", sa.BigInteger),
        sa.Column("lease_until", UtcDateTime),
        sa.Column("is_stale", sa.Boolean(create_constraint=False), nullable=False),
        sa.Column("edited_at", UtcDateTime),
        sa.Column("trouble", sa.String(16)),
        sa.Column("tally", sa.Text),
        sa.PrimaryKeyConstraint("id", name="pk_dailies"),
        sqlite_autoincrement=True,
    )
    op.create_index("ux_dailies_day", "dailies", ["server_id", "day"], unique=True)
    op.create_index("ix_dailies_stage", "dailies", ["stage", "closes_at"])
    op.create_index("ix_dailies_stale", "dailies", ["is_stale", "edited_at"])
