"""The tables, as the newest migration leaves them. Times are UTC; ids of servers and people are Discord's."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    JSON,
    BigInteger,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    String,
    Text,
    TypeDecorator,
    UniqueConstraint,
    false,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

if TYPE_CHECKING:
    from sqlalchemy import Dialect

NO_SERVER = 0
"""Stands for the server of what was said in direct messages, so that (server, text) stays unique."""

QUESTION_LENGTH = 300
REASON_LENGTH = 1000

BigKey = BigInteger().with_variant(Integer, "sqlite")
"""SQLite numbers rows by itself only in a column that is called INTEGER; it holds 64 bits all the same."""


class UtcTime(TypeDecorator[datetime]):
    """A time with its zone, which SQLite's own type would lose."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Store as UTC."""
        return value.astimezone(UTC) if value is not None else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Return as UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """What all tables share."""


class UnansweredRow(Base):
    """A question without an answer, once a server; whoever asked it is not kept."""

    __tablename__ = "unanswered"
    __table_args__ = (
        UniqueConstraint("guild_id", "text", name="unanswered_once_a_server"),
        Index("unanswered_by_age", "last_seen"),
        Index("unanswered_by_group", "group_key"),
    )

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    guild_id: Mapped[int] = mapped_column(BigInteger)
    text: Mapped[str] = mapped_column(String(QUESTION_LENGTH))
    outcome: Mapped[str] = mapped_column(String(16))
    entry: Mapped[str | None] = mapped_column(String(64))
    group_key: Mapped[str | None] = mapped_column(String(64))
    count: Mapped[int] = mapped_column(Integer)
    first_seen: Mapped[datetime] = mapped_column(UtcTime)
    last_seen: Mapped[datetime] = mapped_column(UtcTime)
    dismissed: Mapped[bool] = mapped_column(server_default=false())


class VoteRow(Base):
    """What one person thinks of one entry. `voter` is a keyed hash of the person and the entry."""

    __tablename__ = "votes"
    __table_args__ = (Index("votes_by_entry", "entry"), Index("votes_by_age", "cast_at"))

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    voter: Mapped[str] = mapped_column(String(64), unique=True)
    entry: Mapped[str] = mapped_column(String(64))
    guild_id: Mapped[int] = mapped_column(BigInteger)
    helpful: Mapped[bool]
    reason: Mapped[str | None] = mapped_column(String(REASON_LENGTH))
    cast_at: Mapped[datetime] = mapped_column(UtcTime)


class ServerSettingsRow(Base):
    """The settings of one server. `revision` is a new random number with every change."""

    __tablename__ = "server_settings"

    guild_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    document: Mapped[dict[str, Any]] = mapped_column(JSON().with_variant(postgresql.JSONB(), "postgresql"))
    revision: Mapped[int] = mapped_column(BigInteger)
    changed_at: Mapped[datetime] = mapped_column(UtcTime)


class ChangeRow(Base):
    """One change of the knowledge: who made it, what for, and the file's text around it before and after."""

    __tablename__ = "knowledge_changes"
    __table_args__ = (
        Index("knowledge_changes_by_age", "made_at"),
        Index("knowledge_changes_by_entry", "entry"),
        Index("knowledge_changes_by_server", "guild_id"),
    )

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    made_at: Mapped[datetime] = mapped_column(UtcTime)
    guild_id: Mapped[int] = mapped_column(BigInteger)
    moderator_id: Mapped[int] = mapped_column(BigInteger)
    approved_by: Mapped[int | None] = mapped_column(BigInteger)
    action: Mapped[str] = mapped_column(String(32))
    file: Mapped[str] = mapped_column(String(255))
    entry: Mapped[str | None] = mapped_column(String(64))
    reason: Mapped[str] = mapped_column(String(REASON_LENGTH))
    before: Mapped[str] = mapped_column(Text)
    after: Mapped[str] = mapped_column(Text)
    undone_by: Mapped[int | None] = mapped_column(BigKey, ForeignKey("knowledge_changes.id", ondelete="SET NULL"))


class BatchRow(Base):
    """A batch of notes that has been written, so that one whose confirmation got lost isn't written twice."""

    __tablename__ = "written_batches"
    __table_args__ = (Index("written_batches_by_age", "written_at"),)

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    written_at: Mapped[datetime] = mapped_column(UtcTime)


class PropertyRow(Base):
    """A fact about this database itself."""

    __tablename__ = "properties"

    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    value: Mapped[str] = mapped_column(String(255))


def insert_into(table: type[Base], dialect: str) -> postgresql.Insert | sqlite.Insert:
    """Return an insert that can say what to do when the row is there already, in the database's own dialect."""
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)
