"""Attempts, interviews, the wordings that were asked, and which commands Discord knows."""

import sqlalchemy as sa
from alembic import op

from bot.storage.types import BigId, UtcDateTime

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "question_versions",
        sa.Column("question_id", sa.String(40), nullable=False),
        sa.Column("version", sa.String(12), nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("question_id", "version", name="pk_question_versions"),
    )
    _create_attempts()
    _create_interviews()
    op.create_table(
        "command_syncs",
        sa.Column("scope", sa.String(48), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("scope", name="pk_command_syncs"),
    )


def downgrade() -> None:
    op.drop_table("command_syncs")
    op.drop_table("interview_choices")
    op.drop_table("interview_attempts")
    op.drop_table("interviews")
    op.drop_table("attempts")
    op.drop_table("question_versions")


def _create_attempts() -> None:
    op.create_table(
        "attempts",
        sa.Column("id", BigId, nullable=False, autoincrement=True),
        sa.Column("member_id", sa.BigInteger, nullable=False),
        sa.Column("server_id", sa.BigInteger, nullable=False),
        sa.Column("question_id", sa.String(40), nullable=False),
        sa.Column("question_version", sa.String(12), nullable=False),
        sa.Column("level", sa.String(12), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("hints", sa.SmallInteger, nullable=False),
        sa.Column("opened_at", UtcDateTime, nullable=False),
        sa.Column("closed_at", UtcDateTime),
        sa.Column("local_date", sa.Date),
        sa.Column("text", sa.Text),
        sa.Column("grade", sa.Text),
        sa.Column("points", sa.SmallInteger, nullable=False),
        sa.Column("unranked", sa.String(16)),
        sa.Column("revealed_at", UtcDateTime),
        sa.Column("retry_of", BigId),
        sa.PrimaryKeyConstraint("id", name="pk_attempts"),
        sa.ForeignKeyConstraint(
            ["retry_of"], ["attempts.id"], name="fk_attempts_retry_of", ondelete="CASCADE"
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_attempts_member_question", "attempts", ["member_id", "question_id", "opened_at"]
    )
    op.create_index("ix_attempts_member_date", "attempts", ["member_id", "local_date"])
    op.create_index("ix_attempts_retry_of", "attempts", ["retry_of"])
    op.create_index("ix_attempts_state", "attempts", ["state"])


def _create_interviews() -> None:
    op.create_table(
        "interviews",
        sa.Column("id", BigId, nullable=False, autoincrement=True),
        sa.Column("member_id", sa.BigInteger, nullable=False),
        sa.Column("server_id", sa.BigInteger, nullable=False),
        sa.Column("pace", sa.String(12), nullable=False),
        sa.Column("topic", sa.String(40)),
        sa.Column("kind", sa.String(12)),
        sa.Column("length", sa.SmallInteger, nullable=False),
        sa.Column("seed", sa.BigInteger, nullable=False),
        sa.Column("started_at", UtcDateTime, nullable=False),
        sa.Column("ended_at", UtcDateTime),
        sa.Column("ending", sa.String(10)),
        sa.PrimaryKeyConstraint("id", name="pk_interviews"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_interviews_member", "interviews", ["member_id", "id"])
    op.create_index(
        "ux_interviews_running",
        "interviews",
        ["member_id"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_table(
        "interview_attempts",
        sa.Column("interview_id", BigId, nullable=False),
        sa.Column("position", sa.SmallInteger, nullable=False),
        sa.Column("attempt_id", BigId, nullable=False),
        sa.PrimaryKeyConstraint("interview_id", "position", name="pk_interview_attempts"),
        sa.ForeignKeyConstraint(
            ["interview_id"],
            ["interviews.id"],
            name="fk_interview_attempts_interview_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["attempt_id"],
            ["attempts.id"],
            name="fk_interview_attempts_attempt_id",
            ondelete="CASCADE",
        ),
    )
    op.create_index(
        "ux_interview_attempts_attempt", "interview_attempts", ["attempt_id"], unique=True
    )
    op.create_table(
        "interview_choices",
        sa.Column("member_id", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("pace", sa.String(12), nullable=False),
        sa.Column("topic", sa.String(40)),
        sa.Column("kind", sa.String(12)),
        sa.Column("length", sa.SmallInteger, nullable=False),
        sa.PrimaryKeyConstraint("member_id", name="pk_interview_choices"),
    )
