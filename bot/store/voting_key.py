"""The key that hides who voted. It stays out of the database, or a copy of that would tell."""

from __future__ import annotations

import hashlib
import hmac
import logging
import os
import secrets
from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from bot.store.tables import PropertyRow, insert_into

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.ext.asyncio import AsyncConnection

    from bot.store.database import Database

_log = logging.getLogger(__name__)

SHORTEST_KEY: Final = 16
"""Bytes; less could be guessed."""
_NAME: Final = "voting key"


def key_in(file: Path) -> bytes | None:
    """Return the key that a file holds, made at first use for the bot's own user alone; None when that can't be."""
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            handle = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        except FileExistsError:
            key = file.read_bytes().strip()
        else:
            key = secrets.token_hex(32).encode()
            with os.fdopen(handle, "wb") as made:
                made.write(key + b"\n")
                made.flush()
                os.fsync(made.fileno())
    except OSError as problem:
        _log.warning("No votes are kept, since there is no key for them: %s. Set VOTING_KEY.", problem)
        return None
    if len(key) < SHORTEST_KEY:
        _log.warning("No votes are kept: the key in %s is shorter than %d characters.", file, SHORTEST_KEY)
        return None
    return key


ANOTHER_KEY: Final = (
    "the votes in the database were hidden with another key. All processes and commands need the same VOTING_KEY; "
    "without it people can vote twice, and their earlier votes can't be found to be deleted"
)


async def is_the_databases(key: bytes, database: Database) -> bool:
    """Say whether the database's votes, if there are any, were hidden with this key. Raises StoreError."""
    async with database.reading() as connection:
        query = select(PropertyRow.value).where(PropertyRow.name == _NAME)
        found = (await connection.execute(query)).scalar_one_or_none()
    return found is None or hmac.compare_digest(found, _mark(key))


async def remember(key: bytes, connection: AsyncConnection) -> None:
    """Leave the key's mark in a database that has none yet, in the transaction that writes votes hidden with it."""
    insert = insert_into(PropertyRow, connection.dialect.name).values(name=_NAME, value=_mark(key))
    await connection.execute(insert.on_conflict_do_nothing())


def _mark(key: bytes) -> str:
    """Return what tells keys apart and tells nothing of them."""
    return hmac.new(key, b"the key of this database's votes", hashlib.sha256).hexdigest()[:16]
