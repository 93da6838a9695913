"""What was answered to a follow-up, and the score before; how members rate themselves."""

import sqlalchemy as sa
from alembic import op

from bot.storage.types import UtcDateTime

revision = "0006"
down_revision = "0005"

_WAITING = sa.text("follow_up_at IS NOT NULL AND follow_up_grade IS NULL")


def upgrade() -> None:
    with op.batch_alter_table("attempts") as table:
        table.add_column(sa.Column("follow_up_for", sa.String(40)))
        table.add_column(sa.Column("follow_up_text", sa.Text))
        table.add_column(sa.Column("follow_up_at", UtcDateTime))
        table.add_column(sa.Column("follow_up_grade", sa.Text))
        table.add_column(sa.Column("score_before", sa.SmallInteger))
        table.add_column(sa.Column("self_rating", sa.Text))
        table.add_column(sa.Column("self_rated_at", UtcDateTime))
    op.create_index(
        "ix_attempts_following_up",
        "attempts",
        ["id"],
        sqlite_where=_WAITING,
        postgresql_where=_WAITING,
    )


def downgrade() -> None:
    op.drop_index("ix_attempts_following_up", table_name="attempts")
    with op.batch_alter_table("attempts") as table:
        for name in (
            "self_rated_at",
            "self_rating",
            "score_before",
            "follow_up_grade",
            "follow_up_at",
            "follow_up_text",
            "follow_up_for",
        ):
            table.drop_column(name)
