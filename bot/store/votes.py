"""Helpful or not: one vote a person and entry. Who voted is kept as a keyed hash, and for a limited time."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, distinct, func, select

from bot.store.portions import in_portions
from bot.store.tables import VoteRow, insert_into

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncConnection

    from bot.store.database import Database


@dataclass(frozen=True, slots=True)
class VoteNote:
    """A vote on its way into the table. `voter` is a hash made by `voter_hash`."""

    voter: str
    entry: str
    helpful: bool
    reason: str | None
    guild_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class EntryVotes:
    """How an entry does."""

    entry: str
    helpful: int
    not_helpful: int


@dataclass(frozen=True, slots=True)
class CastVote:
    """One vote, without who cast it."""

    id: int
    entry: str
    helpful: bool
    reason: str | None
    guild_id: int
    cast_at: datetime


def voter_hash(key: bytes, user_id: int, entry: str) -> str:
    """Return what stands for a person who votes on an entry: HMAC-SHA256, different for every entry, in hexadecimal.

    Without the key, trying all user ids is no use; with different hashes an entry, votes of one person aren't linked.
    """
    return hmac.new(key, f"{user_id}:{entry}".encode(), hashlib.sha256).hexdigest()


class Votes:
    """The table of votes. All methods raise StoreError when the database can't be used."""

    def __init__(self, database: Database, key: bytes | None) -> None:
        self._database = database
        self._key = key

    async def by_entry(self, guild_id: int | None = None) -> list[EntryVotes]:
        """Return the votes of a server, or of all, counted an entry, least helpful first."""
        helpful = func.count().filter(VoteRow.helpful.is_(True))
        against = func.count().filter(VoteRow.helpful.is_(False))
        query = select(VoteRow.entry, helpful, against).group_by(VoteRow.entry)
        if guild_id is not None:
            query = query.where(VoteRow.guild_id == guild_id)
        async with self._database.reading() as connection:
            return [
                EntryVotes(*values)
                for values in await connection.execute(query.order_by(against.desc(), VoteRow.entry))
            ]

    async def reasons(self, entry: str, limit: int = 20) -> list[CastVote]:
        """Return the newest votes with a reason for an entry."""
        query = select(*_COLUMNS).where(VoteRow.entry == entry, VoteRow.reason.is_not(None))
        async with self._database.reading() as connection:
            found = await connection.execute(query.order_by(VoteRow.cast_at.desc(), VoteRow.id.desc()).limit(limit))
            return [CastVote(*values) for values in found]

    async def of_person(self, user_id: int) -> list[CastVote]:
        """Return the votes that one person cast."""
        async with self._database.reading() as connection:
            found: list[CastVote] = []
            for hashes in await self._hashes(connection, user_id):
                rows = await connection.execute(select(*_COLUMNS).where(VoteRow.voter.in_(hashes)).order_by(VoteRow.id))
                found += [CastVote(*values) for values in rows]
            return found

    async def purge_person(self, user_id: int) -> int:
        """Delete the votes that one person cast; return how many there were."""
        async with self._database.writing() as connection:
            deleted = 0
            for hashes in await self._hashes(connection, user_id):
                deleted += (await connection.execute(delete(VoteRow).where(VoteRow.voter.in_(hashes)))).rowcount
            return deleted

    def is_by(self, note: VoteNote, user_id: int) -> bool:
        """Say whether a person cast a vote."""
        return self._key is not None and hmac.compare_digest(note.voter, voter_hash(self._key, user_id, note.entry))

    async def write(self, connection: AsyncConnection, notes: Sequence[VoteNote]) -> None:
        """Add votes within a transaction; a person's later vote replaces the earlier one."""
        if not notes:
            return
        insert = insert_into(VoteRow, self._database.dialect)
        new = insert.excluded
        replaced = {"helpful": new.helpful, "reason": new.reason, "guild_id": new.guild_id, "cast_at": new.cast_at}
        last = {note.voter: note for note in notes}
        await connection.execute(
            insert.on_conflict_do_update(index_elements=["voter"], set_=replaced),
            [_row(note) for _, note in sorted(last.items())],  # the same order in every process
        )

    async def _hashes(self, connection: AsyncConnection, user_id: int) -> list[Sequence[str]]:
        """Return, in portions, every hash that this person could have in the table."""
        if self._key is None:
            return []
        entries = (await connection.execute(select(distinct(VoteRow.entry)).order_by(VoteRow.entry))).scalars().all()
        hashes = [voter_hash(self._key, user_id, entry) for entry in entries]
        return list(in_portions(hashes))


_COLUMNS = (VoteRow.id, VoteRow.entry, VoteRow.helpful, VoteRow.reason, VoteRow.guild_id, VoteRow.cast_at)


def _row(note: VoteNote) -> dict[str, Any]:
    return {
        "voter": note.voter,
        "entry": note.entry,
        "guild_id": note.guild_id,
        "helpful": note.helpful,
        "reason": note.reason,
        "cast_at": note.at,
    }
