"""Where an interview is held, its coach and its share; questions asked one by one."""

import sqlalchemy as sa
from alembic import op

from bot.storage.types import BigId, UtcDateTime

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    for name in ("interviews", "interview_choices"):
        with op.batch_alter_table(name) as table:
            table.add_column(
                sa.Column("place", sa.String(10), nullable=False, server_default="private")
            )
    with op.batch_alter_table("interviews") as table:
        table.add_column(sa.Column("coach_id", sa.BigInteger))
        table.add_column(sa.Column("thread_id", sa.BigInteger))
        table.add_column(sa.Column("shared_at", UtcDateTime))
    op.create_table(
        "single_questions",
        sa.Column("attempt_id", BigId, nullable=False, autoincrement=False),
        sa.Column("level", sa.String(12)),
        sa.Column("topic", sa.String(40)),
        sa.Column("kind", sa.String(12)),
        sa.PrimaryKeyConstraint("attempt_id", name="pk_single_questions"),
        sa.ForeignKeyConstraint(
            ["attempt_id"],
            ["attempts.id"],
            name="fk_single_questions_attempt_id",
            ondelete="CASCADE",
        ),
    )


def downgrade() -> None:
    op.drop_table("single_questions")
    with op.batch_alter_table("interviews") as table:
        for name in ("shared_at", "thread_id", "coach_id"):
            table.drop_column(name)
    for name in ("interview_choices", "interviews"):
        with op.batch_alter_table(name) as table:
            table.drop_column("place")
