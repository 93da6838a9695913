"""How able members are and how hard questions; what is asked again, reviews, plans."""

import sqlalchemy as sa
from alembic import op

from bot.storage.types import BigId, Snowflake, UtcDateTime

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    with op.batch_alter_table("attempts") as table:
        table.add_column(sa.Column("point", sa.String(40)))
    with op.batch_alter_table("interviews") as table:
        table.add_column(
            sa.Column("weak_first", sa.Boolean, nullable=False, server_default=sa.false())
        )
    _skill()
    _memory()
    _reviews()
    op.create_table(
        "plans",
        sa.Column("member_id", Snowflake, autoincrement=False, nullable=False),
        sa.Column("server_id", Snowflake, nullable=False),
        sa.Column("level", sa.String(12), nullable=False),
        sa.Column("begins", sa.Date, nullable=False),
        sa.Column("interview", sa.Date, nullable=False),
        sa.Column("remind_minute", sa.SmallInteger),
        sa.Column("remind_at", UtcDateTime),
        sa.PrimaryKeyConstraint("member_id", name=op.f("pk_plans")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_plans_remind_at", "plans", ["remind_at"])


def _skill() -> None:
    op.create_table(
        "skills",
        sa.Column("member_id", Snowflake, autoincrement=False, nullable=False),
        sa.Column("mean", sa.Float, nullable=False),
        sa.Column("variance", sa.Float, nullable=False),
        sa.Column("answers", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("member_id", name=op.f("pk_skills")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "difficulties",
        sa.Column("question_id", sa.String(40), nullable=False),
        sa.Column("level", sa.String(12), nullable=False),
        sa.Column("mean", sa.Float, nullable=False),
        sa.Column("variance", sa.Float, nullable=False),
        sa.Column("answers", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("question_id", name=op.f("pk_difficulties")),
        sqlite_with_rowid=False,
    )


def _memory() -> None:
    op.create_table(
        "memories",
        sa.Column("member_id", Snowflake, autoincrement=False, nullable=False),
        sa.Column("question_id", sa.String(40), nullable=False),
        sa.Column("point_id", sa.String(40), nullable=False),
        sa.Column("version", sa.String(12), nullable=False),
        sa.Column("stability", sa.Float, nullable=False),
        sa.Column("difficulty", sa.Float, nullable=False),
        sa.Column("rated_at", UtcDateTime, nullable=False),
        sa.Column("due", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("member_id", "question_id", "point_id", name=op.f("pk_memories")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "memory_schedulers",
        sa.Column("digest", sa.String(12), nullable=False),
        sa.Column("settings", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_memory_schedulers")),
    )
    op.create_table(
        "memory_ratings",
        sa.Column("id", BigId, autoincrement=True, nullable=False),
        sa.Column("member_id", Snowflake, nullable=False),
        sa.Column("question_id", sa.String(40), nullable=False),
        sa.Column("point_id", sa.String(40), nullable=False),
        sa.Column("rating", sa.SmallInteger, nullable=False),
        sa.Column("rated_at", UtcDateTime, nullable=False),
        sa.Column("scheduler", sa.String(12), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_memory_ratings")),
    )
    op.create_index("ix_memory_ratings_member", "memory_ratings", ["member_id", "rated_at"])


def _reviews() -> None:
    op.create_table(
        "reviews",
        sa.Column("id", BigId, autoincrement=True, nullable=False),
        sa.Column("member_id", Snowflake, nullable=False),
        sa.Column("server_id", Snowflake, nullable=False),
        sa.Column("length", sa.SmallInteger, nullable=False),
        sa.Column("started_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reviews")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_reviews_member", "reviews", ["member_id", "id"])
    op.create_table(
        "review_attempts",
        sa.Column("review_id", BigId, nullable=False),
        sa.Column("position", sa.SmallInteger, nullable=False),
        sa.Column("attempt_id", BigId, nullable=False),
        sa.ForeignKeyConstraint(
            ["review_id"],
            ["reviews.id"],
            name=op.f("fk_review_attempts_review_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["attempt_id"],
            ["attempts.id"],
            name=op.f("fk_review_attempts_attempt_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("review_id", "position", name=op.f("pk_review_attempts")),
    )
    op.create_index("ux_review_attempts_attempt", "review_attempts", ["attempt_id"], unique=True)


def downgrade() -> None:
    for name in (
        "plans",
        "review_attempts",
        "reviews",
        "memory_ratings",
        "memory_schedulers",
        "memories",
        "difficulties",
        "skills",
    ):
        op.drop_table(name)
    with op.batch_alter_table("interviews") as table:
        table.drop_column("weak_first")
    with op.batch_alter_table("attempts") as table:
        table.drop_column("point")
