"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None

_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_TIME = sa.DateTime(timezone=True)
_DOCUMENT = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    """Make them."""
    op.create_table(
        "unanswered",
        sa.Column("id", _KEY, primary_key=True),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("text", sa.String(300), nullable=False),
        sa.Column("outcome", sa.String(16), nullable=False),
        sa.Column("entry", sa.String(64)),
        sa.Column("group_key", sa.String(64)),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("first_seen", _TIME, nullable=False),
        sa.Column("last_seen", _TIME, nullable=False),
        sa.Column("dismissed", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.UniqueConstraint("guild_id", "text", name="unanswered_once_a_server"),
    )
    op.create_index("unanswered_by_age", "unanswered", ["last_seen"])
    op.create_index("unanswered_by_group", "unanswered", ["group_key"])
    op.create_table(
        "votes",
        sa.Column("id", _KEY, primary_key=True),
        sa.Column("voter", sa.String(64), nullable=False, unique=True),
        sa.Column("entry", sa.String(64), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("helpful", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(1000)),
        sa.Column("cast_at", _TIME, nullable=False),
    )
    op.create_index("votes_by_entry", "votes", ["entry"])
    op.create_index("votes_by_age", "votes", ["cast_at"])
    op.create_table(
        "server_settings",
        sa.Column("guild_id", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("document", _DOCUMENT, nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("changed_at", _TIME, nullable=False),
    )
    op.create_table(
        "knowledge_changes",
        sa.Column("id", _KEY, primary_key=True),
        sa.Column("made_at", _TIME, nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("moderator_id", sa.BigInteger(), nullable=False),
        sa.Column("approved_by", sa.BigInteger()),
        sa.Column("action", sa.String(32), nullable=False),
        sa.Column("file", sa.String(255), nullable=False),
        sa.Column("entry", sa.String(64)),
        sa.Column("reason", sa.String(1000), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("undone_by", _KEY, sa.ForeignKey("knowledge_changes.id", ondelete="SET NULL")),
    )
    op.create_index("knowledge_changes_by_age", "knowledge_changes", ["made_at"])
    op.create_index("knowledge_changes_by_entry", "knowledge_changes", ["entry"])
    op.create_index("knowledge_changes_by_server", "knowledge_changes", ["guild_id"])
    op.create_table(
        "written_batches",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("written_at", _TIME, nullable=False),
    )
    op.create_index("written_batches_by_age", "written_batches", ["written_at"])
    op.create_table(
        "properties",
        sa.Column("name", sa.String(64), primary_key=True),
        sa.Column("value", sa.String(255), nullable=False),
    )


def downgrade() -> None:
    """Drop them, with all they hold."""
    for table in ("properties", "written_batches", "knowledge_changes", "server_settings", "votes", "unanswered"):
        op.drop_table(table)
