"""DATABASE_URL as people and hosting providers write it, as SQLAlchemy with an asyncio driver takes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from bot.store.errors import StoreAddressError

if TYPE_CHECKING:
    from pathlib import Path

_DRIVERS: Final = {
    "sqlite": "sqlite+aiosqlite",
    "sqlite+aiosqlite": "sqlite+aiosqlite",
    "postgres": "postgresql+asyncpg",
    "postgresql": "postgresql+asyncpg",
    "postgresql+asyncpg": "postgresql+asyncpg",
}
_RENAMED: Final = {"sslmode": "ssl"}
"""Parameters that libpq and asyncpg know under different names."""
_WITHOUT_EFFECT: Final = frozenset({"channel_binding", "connect_timeout", "application_name", "gssencmode"})
"""Parameters of libpq that asyncpg lacks, and that the bot does without or sets itself."""
_KNOWN: Final = frozenset(
    {"host", "port", "ssl", "target_session_attrs", "prepared_statement_cache_size", "statement_cache_size"}
)


def database_address(address: str) -> URL:
    """Return the URL of a SQLite file or a PostgreSQL database for SQLAlchemy.

    Raises:
        StoreAddressError: for anything else. The message never repeats the address, which may hold a password.
    """
    try:
        url = make_url(address.strip())
    except (ArgumentError, ValueError) as problem:
        raise StoreAddressError(
            "DATABASE_URL is no database address; it looks like postgresql://user:password@host/name"
        ) from problem
    driver = _DRIVERS.get(url.drivername)
    if driver is None:
        raise StoreAddressError(
            f"DATABASE_URL names a kind of database that isn't supported ({url.drivername}); "
            "it has to begin with postgresql:// or sqlite:///"
        )
    url = url.set(drivername=driver)
    if driver.startswith("sqlite"):
        if not url.database or url.database == ":memory:":
            raise StoreAddressError("DATABASE_URL names no file; it looks like sqlite:////var/lib/career-bot/bot.db")
        return url
    return url.set(query=_postgresql_parameters(url))


def sqlite_address(file: Path) -> URL:
    """Return the URL of a SQLite file."""
    return URL.create("sqlite+aiosqlite", database=str(file))


def _postgresql_parameters(url: URL) -> dict[str, str | tuple[str, ...]]:
    parameters = {_RENAMED.get(name, name): value for name, value in url.query.items() if name not in _WITHOUT_EFFECT}
    unknown = sorted(set(parameters) - _KNOWN)
    if unknown:
        raise StoreAddressError(f"DATABASE_URL has parameters that aren't supported: {', '.join(unknown)}")
    return parameters
