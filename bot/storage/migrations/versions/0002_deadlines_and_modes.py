"""A deadline for an attempt; the mode of an interview, and when its member last came."""

import sqlalchemy as sa
from alembic import op

from bot.storage.types import UtcDateTime

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    with op.batch_alter_table("attempts") as table:
        table.add_column(sa.Column("deadline", UtcDateTime))
    for name in ("interviews", "interview_choices"):
        with op.batch_alter_table(name) as table:
            table.add_column(
                sa.Column("mode", sa.String(10), nullable=False, server_default="practice")
            )
    with op.batch_alter_table("interviews") as table:
        table.add_column(sa.Column("touched_at", UtcDateTime))


def downgrade() -> None:
    with op.batch_alter_table("interviews") as table:
        table.drop_column("touched_at")
    for name in ("interview_choices", "interviews"):
        with op.batch_alter_table(name) as table:
            table.drop_column("mode")
    with op.batch_alter_table("attempts") as table:
        table.drop_column("deadline")
