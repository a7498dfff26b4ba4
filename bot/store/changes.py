"""The audit log: every change of the knowledge, by whom, what for, and what stood there before and after."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import insert, select, update

from bot.store.errors import StoreError
from bot.store.kept_text import storable
from bot.store.tables import REASON_LENGTH, ChangeRow
from bot.store.unanswered import server_key

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.store.database import Database

UNDO: Final = "undo"
"""The action of a change that takes another one back."""


@dataclass(frozen=True, slots=True)
class Change:
    """A change of the knowledge to be written down. `before` and `after` are the lines of the file that it changes."""

    moderator_id: int
    action: str
    file: str
    entry: str | None
    reason: str
    before: str
    after: str
    guild_id: int | None = None
    approved_by: int | None = None


@dataclass(frozen=True, slots=True)
class RecordedChange:
    """A change as it was written down. `undone_by` is the id of the change that took it back."""

    id: int
    made_at: datetime
    guild_id: int
    moderator_id: int
    approved_by: int | None
    action: str
    file: str
    entry: str | None
    reason: str
    before: str
    after: str
    undone_by: int | None


class _UndoneAlreadyError(StoreError):
    """Rolls a second undoing back."""


class Changes:
    """The table of changes. All methods raise StoreError when the database can't be used."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    async def record(self, change: Change, *, undoes: int | None = None) -> int | None:
        """Write a change down and return its id; None, and nothing is written, when `undoes` was undone already."""
        try:
            return await self._record(change, undoes)
        except _UndoneAlreadyError:
            return None

    async def _record(self, change: Change, undoes: int | None) -> int:
        async with self._database.writing() as connection:
            written = await connection.execute(
                insert(ChangeRow)
                .values(
                    made_at=self._clock(), guild_id=server_key(change.guild_id), moderator_id=change.moderator_id,
                    approved_by=change.approved_by, action=change.action, file=change.file, entry=change.entry,
                    reason=storable(change.reason)[:REASON_LENGTH], before=storable(change.before),
                    after=storable(change.after),
                )
                .returning(ChangeRow.id)
            )  # fmt: skip
            number: int = written.scalar_one()
            if undoes is not None:
                undone = await connection.execute(
                    update(ChangeRow)
                    .where(ChangeRow.id == undoes, ChangeRow.undone_by.is_(None))
                    .values(undone_by=number)
                )
                if undone.rowcount != 1:
                    raise _UndoneAlreadyError
            return number

    async def get(self, number: int) -> RecordedChange | None:
        """Return one change by its id."""
        async with self._database.reading() as connection:
            values = (await connection.execute(select(*_COLUMNS).where(ChangeRow.id == number))).one_or_none()
            return RecordedChange(*values) if values is not None else None

    async def standing(self, guild_id: int | None, number: int | None = None) -> RecordedChange | None:
        """Return a change of a server that can be taken back: the newest, or the one with that id; None without one."""
        query = select(*_COLUMNS).where(ChangeRow.undone_by.is_(None), ChangeRow.action != UNDO)
        if guild_id is not None:
            query = query.where(ChangeRow.guild_id == guild_id)
        if number is not None:
            query = query.where(ChangeRow.id == number)
        async with self._database.reading() as connection:
            values = (await connection.execute(query.order_by(ChangeRow.id.desc()).limit(1))).one_or_none()
            return RecordedChange(*values) if values is not None else None

    async def newest(
        self, *, guild_id: int | None = None, entry: str | None = None, before: int | None = None, limit: int = 50
    ) -> list[RecordedChange]:
        """Return changes, newest first: of a server, of an entry, older than the one with the id `before`."""
        query = select(*_COLUMNS)
        if guild_id is not None:
            query = query.where(ChangeRow.guild_id == guild_id)
        if entry is not None:
            query = query.where(ChangeRow.entry == entry)
        if before is not None:
            query = query.where(ChangeRow.id < before)
        async with self._database.reading() as connection:
            found = await connection.execute(query.order_by(ChangeRow.id.desc()).limit(limit))
            return [RecordedChange(*values) for values in found]


_COLUMNS = (
    ChangeRow.id, ChangeRow.made_at, ChangeRow.guild_id, ChangeRow.moderator_id, ChangeRow.approved_by,
    ChangeRow.action, ChangeRow.file, ChangeRow.entry, ChangeRow.reason, ChangeRow.before, ChangeRow.after,
    ChangeRow.undone_by,
)  # fmt: skip
