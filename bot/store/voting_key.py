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


async def compare_with_the_database(key: bytes, database: Database) -> None:
    """Warn when the database's votes were hidden with another key: those can't be replaced or deleted by person."""
    print_of_key = hmac.new(key, b"fingerprint", hashlib.sha256).hexdigest()[:16]
    query = select(PropertyRow.value).where(PropertyRow.name == _NAME)
    async with database.reading() as connection:
        found = (await connection.execute(query)).scalar_one_or_none()
    if found is None:
        async with database.writing() as connection:
            insert = insert_into(PropertyRow, database.dialect).values(name=_NAME, value=print_of_key)
            await connection.execute(insert.on_conflict_do_nothing())
            found = (await connection.execute(query)).scalar_one()
    if found != print_of_key:
        _log.warning(
            "The votes in the database were hidden with another key. All processes need the same VOTING_KEY; without "
            "it people can vote twice, and their earlier votes can't be deleted at their wish, only by age."
        )
