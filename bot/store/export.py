"""Everything that is kept, as plain values: of all, of one server, or of one person."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import select

from bot.store.tables import ChangeRow, ServerSettingsRow, UnansweredRow, VoteRow

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from sqlalchemy.orm import InstrumentedAttribute

    from bot.store.database import Database
    from bot.store.votes import Votes

_ROWS_AT_ONCE: Final = 500
_TABLES: Final = (
    ("unanswered", UnansweredRow, UnansweredRow.id),
    ("votes", VoteRow, VoteRow.id),
    ("server_settings", ServerSettingsRow, ServerSettingsRow.guild_id),
    ("knowledge_changes", ChangeRow, ChangeRow.id),
)
_LEFT_OUT: Final = frozenset({"voter"})
"""Columns of no use to readers, which would let votes be tied together."""


async def exported(database: Database, guild_id: int | None = None) -> AsyncIterator[dict[str, Any]]:
    """Yield every row of all servers or of one, as values that JSON can take, with its `table`. Raises StoreError."""
    for name, table, key in _TABLES:
        columns = [column for column in table.__table__.columns if column.name not in _LEFT_OUT]
        last: int | None = None
        while True:
            query = select(*columns).order_by(key).limit(_ROWS_AT_ONCE)
            query = query.where(key > last) if last is not None else query
            query = query.where(_server_of(table) == guild_id) if guild_id is not None else query
            async with database.reading() as connection:
                rows = (await connection.execute(query)).mappings().all()
            for row in rows:
                yield {"table": name, **{column: _plain(value) for column, value in row.items()}}
            if len(rows) < _ROWS_AT_ONCE:
                break
            last = rows[-1][key.key]


async def exported_of_person(votes: Votes, user_id: int) -> AsyncIterator[dict[str, Any]]:
    """Yield everything that can be tied to a person: their votes. Raises StoreError."""
    for vote in await votes.of_person(user_id):
        yield {"table": "votes", **{name: _plain(value) for name, value in asdict(vote).items()}}


def _server_of(table: type[Any]) -> InstrumentedAttribute[int]:
    attribute: InstrumentedAttribute[int] = table.guild_id
    return attribute


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value
