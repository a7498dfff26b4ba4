"""Bringing a database's tables up to date with Alembic, one process at a time."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import text

from bot.store.errors import StoreTooNewError
from bot.store.migrations import NEWEST
from bot.store.version import current_revision

if TYPE_CHECKING:
    from sqlalchemy import Connection

_MIGRATIONS: Final = Path(__file__).parent / "migrations"

MIGRATION_LOCK: Final = 0x6361_7265_6572_0001
"""The number of the PostgreSQL advisory lock: "career" in hexadecimal, so that it is ours."""
_LOCK_SECONDS: Final = 8


def bring_up_to_date(connection: Connection) -> None:
    """Run what is missing, inside the caller's transaction.

    On PostgreSQL an advisory lock makes other processes wait; on SQLite the caller's transaction has the write lock.

    Raises:
        StoreTooNewError: when a later version of the bot has made the tables.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SET LOCAL lock_timeout = '{_LOCK_SECONDS}s'"))
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": MIGRATION_LOCK})
    current = current_revision(connection)
    if current == NEWEST:
        return
    if current is not None and not _is_known(current):
        raise StoreTooNewError(
            f"the tables are at version {current}, made by a later version of the bot than this one ({NEWEST})"
        )
    config = alembic_config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def alembic_config() -> Config:
    """Return where the steps are."""
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    return config


def _is_known(revision: str) -> bool:
    try:
        return ScriptDirectory.from_config(alembic_config()).get_revision(revision) is not None
    except CommandError:
        return False
