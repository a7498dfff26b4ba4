"""Questions that got no answer: each text once a server, with a count, never with who asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import case, delete, func, select, update

from bot.store.tables import NO_SERVER, UnansweredRow, insert_into

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncConnection

    from bot.store.database import Database

MOST_A_SERVER: Final = 1_000
KEPT_WHEN_FULL: Final = 900
"""To how many texts a list that is too long is cut down; the rest is room for new ones to be asked again."""


@dataclass(frozen=True, slots=True)
class UnansweredNote:
    """A question on its way into the table. `text` is what may be kept of it."""

    text: str
    outcome: str
    entry: str | None
    guild_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class UnansweredQuestion:
    """A question as the moderators see it. `guild_id` is `NO_SERVER` for direct messages."""

    id: int
    guild_id: int
    text: str
    outcome: str
    entry: str | None
    group: str | None
    count: int
    first_seen: datetime
    last_seen: datetime


class Unanswered:
    """The table of unanswered questions. All methods raise StoreError when the database can't be used."""

    def __init__(self, database: Database, most_a_server: int = MOST_A_SERVER) -> None:
        self._database = database
        self._most = most_a_server

    async def most_asked(
        self, guild_id: int | None = None, *, limit: int = 100, after: UnansweredQuestion | None = None
    ) -> list[UnansweredQuestion]:
        """Return the questions of a server, or of all, most asked first; with `after`, those behind it in the order."""
        row = UnansweredRow
        query = select(
            row.id, row.guild_id, row.text, row.outcome, row.entry, row.group_key, row.count, row.first_seen,
            row.last_seen,
        ).where(row.dismissed.is_(False))  # fmt: skip
        if guild_id is not None:
            query = query.where(row.guild_id == guild_id)
        if after is not None:
            query = query.where((row.count < after.count) | ((row.count == after.count) & (row.id > after.id)))
        async with self._database.reading() as connection:
            found = await connection.execute(query.order_by(row.count.desc(), row.id).limit(limit))
            return [UnansweredQuestion(*values) for values in found]

    async def group(self, groups: Mapping[int, str | None]) -> None:
        """Write down which questions (by id) mean the same, by any key they share."""
        async with self._database.writing() as connection:
            for question, key in sorted(groups.items()):
                await connection.execute(
                    update(UnansweredRow).where(UnansweredRow.id == question).values(group_key=key)
                )

    async def dismiss(self, questions: Iterable[int]) -> int:
        """Show these questions (by id) no more, also when they are asked again; return how many there were."""
        async with self._database.writing() as connection:
            done = await connection.execute(
                update(UnansweredRow)
                .where(UnansweredRow.id.in_(list(questions)), UnansweredRow.dismissed.is_(False))
                .values(dismissed=True)
            )
            return done.rowcount

    async def forget(self, questions: Iterable[int]) -> int:
        """Delete these questions (by id), as when they have been taught; return how many there were."""
        async with self._database.writing() as connection:
            done = await connection.execute(delete(UnansweredRow).where(UnansweredRow.id.in_(list(questions))))
            return done.rowcount

    async def write(self, connection: AsyncConnection, notes: Sequence[UnansweredNote]) -> None:
        """Add notes within a transaction, and keep each server's list within its bounds."""
        if not notes:
            return
        insert = insert_into(UnansweredRow, self._database.dialect)
        new = insert.excluded
        # A clock that was set back must not make a question look older than it is.
        later = case((new.last_seen > UnansweredRow.last_seen, new.last_seen), else_=UnansweredRow.last_seen)
        added_up = {
            "count": UnansweredRow.count + new.count,
            "last_seen": later,
            "outcome": new.outcome,
            "entry": new.entry,
        }
        await connection.execute(
            insert.on_conflict_do_update(index_elements=["guild_id", "text"], set_=added_up),
            [_counted(same) for _, same in sorted(_by_question(notes).items())],  # the same order in every process
        )
        await self._cut_down(connection, {note.guild_id for note in notes})

    async def _cut_down(self, connection: AsyncConnection, servers: Iterable[int]) -> None:
        """Where there are too many, delete those asked least, the longest ago first."""
        row = UnansweredRow
        counts = await connection.execute(
            select(row.guild_id, func.count()).where(row.guild_id.in_(sorted(servers))).group_by(row.guild_id)
        )
        for guild_id, count in counts.all():
            if count > self._most:
                surplus = count - self._most * KEPT_WHEN_FULL // MOST_A_SERVER
                least = select(row.id).where(row.guild_id == guild_id).order_by(row.count, row.last_seen).limit(surplus)
                await connection.execute(delete(row).where(row.id.in_(least)))


def server_key(guild_id: int | None) -> int:
    """Return what stands for a server in the tables."""
    return NO_SERVER if guild_id is None else guild_id


def _counted(same: Sequence[UnansweredNote]) -> dict[str, Any]:
    """Return the row that notes on one question of one server make."""
    newest = max(same, key=lambda note: note.at)
    return {
        "guild_id": newest.guild_id,
        "text": newest.text,
        "outcome": newest.outcome,
        "entry": newest.entry,
        "count": len(same),
        "first_seen": min(note.at for note in same),
        "last_seen": newest.at,
    }


def _by_question(notes: Iterable[UnansweredNote]) -> dict[tuple[int, str], list[UnansweredNote]]:
    grouped: dict[tuple[int, str], list[UnansweredNote]] = {}
    for note in notes:
        grouped.setdefault((note.guild_id, note.text), []).append(note)
    return grouped
