"""One database, SQLite or PostgreSQL: connections, transactions, one kind of error for all that is out of our hands."""

from __future__ import annotations

import asyncio
import logging
import os
import sqlite3
from contextlib import asynccontextmanager, suppress
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import event
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, OperationalError, SQLAlchemyError
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from bot.store.errors import StoreError, StoreRefusedError, StoreTooNewError, StoreUnavailableError
from bot.store.migrations import NEWEST
from bot.store.version import current_revision

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from sqlalchemy import Connection
    from sqlalchemy.engine import URL
    from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

_log = logging.getLogger(__name__)

CONNECT_SECONDS: Final = 5
STATEMENT_SECONDS: Final = 10
LOCKED_SECONDS: Final = 2
"""How long SQLite waits for another process to finish writing before it says that it is locked."""
_MIGRATION_TRIES: Final = 4  # while other processes that have just started make the tables
CLOSE_SECONDS: Final = 2

_WRITES: Final = "bot_writes"


class Database:
    """A database that may be out of reach at any time, and is used again as soon as it is back.

    Its tables are brought up to date before they are first used, and again after any fault, since what came back may
    be another database than what went away.
    """

    def __init__(self, url: URL) -> None:
        self.dialect = url.get_backend_name()
        self._file = Path(url.database or "") if self.dialect == "sqlite" and "uri" not in url.query else None
        self._opened: tuple[int, int] | None = None
        self._up_to_date = False
        self._preparing: asyncio.Task[None] | None = None
        self._complaints: set[str] = set()
        self._faults = _faults_of(self.dialect)
        self.engine = create_async_engine(url, hide_parameters=True, **_engine_options(self.dialect))
        self._own_connections: AsyncEngine | None = None
        if self.dialect == "sqlite":
            event.listen(self.engine.sync_engine, "connect", _prepare_sqlite_connection)
            event.listen(self.engine.sync_engine, "begin", _begin_sqlite_transaction)

    @property
    def available(self) -> bool:
        """Whether reading and writing went well last time."""
        return self._up_to_date and not self._complaints

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """Open a transaction that only reads. Raises StoreError."""
        async with self._transaction("read", {}) as connection:
            yield connection

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncConnection]:
        """Open a transaction, committed at the end of the block. Raises StoreError."""
        async with self._transaction("written", {_WRITES: True}) as connection:
            yield connection

    @asynccontextmanager
    async def own_connection(self) -> AsyncIterator[AsyncConnection]:
        """Open a connection that is nobody else's and in no transaction; closing it frees what it holds.

        Raises StoreError.
        """
        if self._own_connections is None:
            options = {"connect_args": _engine_options(self.dialect)["connect_args"], "poolclass": NullPool}
            self._own_connections = create_async_engine(
                self.engine.url, hide_parameters=True, isolation_level="AUTOCOMMIT", **options
            )
        try:
            async with self._own_connections.connect() as connection:
                yield connection
        except self._faults as problem:
            raise StoreUnavailableError(_reason(problem)) from problem

    async def prepare(self) -> None:
        """Bring the tables up to date unless that has been done. Raises StoreError.

        Giving up waiting doesn't stop the work: cut off in the middle it would keep its lock on the database.
        """
        await self._look_whether_the_file_is_the_same()
        if self._up_to_date:
            return
        if self._preparing is None:
            self._preparing = asyncio.create_task(self._bring_up_to_date(), name="prepare the database")
            self._preparing.add_done_callback(self._prepared)
        await asyncio.shield(self._preparing)

    async def _bring_up_to_date(self) -> None:
        try:
            await self._migrate()
        except StoreTooNewError as newer:
            _log.warning("%s; going on, since later versions only add to the tables.", newer)
        self._up_to_date = True

    def _prepared(self, task: asyncio.Task[None]) -> None:
        self._preparing = None
        if not task.cancelled():
            task.exception()  # told to those who wait; nobody may, any more

    async def migrate(self) -> str:
        """Bring the tables up to date and return their version. Raises StoreError."""
        async with self._telling_faults("written"):
            return await self._migrate()

    async def _migrate(self) -> str:
        if self._file is not None:
            await asyncio.to_thread(_make_file, self._file)
            self._opened = await asyncio.to_thread(_identity, self._file)
        async with self.engine.connect() as connection, connection.begin():
            if await connection.run_sync(current_revision) == NEWEST:
                return NEWEST
        migrating = await asyncio.to_thread(import_module, "bot.store.migrating")  # loads Alembic, seldom needed
        for left in reversed(range(_MIGRATION_TRIES)):
            try:
                async with self.engine.connect() as connection:
                    await connection.execution_options(**{_WRITES: True})
                    async with connection.begin():
                        await connection.run_sync(migrating.bring_up_to_date)
                break
            except OperationalError as problem:
                if not left or "database is locked" not in str(problem.orig):
                    raise
        _log.info("The database's tables are at version %s.", NEWEST)
        return NEWEST

    async def close(self) -> None:
        """Give the connections back; one that hangs is left to the end of the process."""
        with suppress(*self._faults):
            async with asyncio.timeout(CLOSE_SECONDS):
                if self._preparing is not None:
                    await asyncio.wait({self._preparing})
                await self.engine.dispose()

    @asynccontextmanager
    async def _transaction(self, use: str, options: dict[str, Any]) -> AsyncIterator[AsyncConnection]:
        async with self._telling_faults(use):
            await self.prepare()
            async with self.engine.connect() as connection:
                await connection.execution_options(**options)
                async with connection.begin():
                    yield connection

    @asynccontextmanager
    async def _telling_faults(self, use: str) -> AsyncIterator[None]:
        """Turn faults into StoreError, and log when they begin and end; `use` is "read" or "written"."""
        try:
            yield
        except StoreError as problem:
            if isinstance(problem, StoreUnavailableError):
                self._complain(use, problem)
            raise
        except self._faults as problem:
            if _is_about_the_row(problem):
                raise StoreRefusedError(_reason(problem)) from problem
            self._up_to_date = False
            unavailable = StoreUnavailableError(_reason(problem))
            self._complain(use, unavailable)
            raise unavailable from problem
        else:
            if use in self._complaints:
                self._complaints.remove(use)
                _log.warning("The database can be %s again.", use)

    def _complain(self, use: str, problem: StoreUnavailableError) -> None:
        if use not in self._complaints:
            self._complaints.add(use)
            _log.warning("The database can't be %s: %s. Answers go on without it.", use, problem)

    async def _look_whether_the_file_is_the_same(self) -> None:
        """Notice that a SQLite file was deleted or replaced, which open connections would not."""
        if self._file is None or not self._up_to_date:
            return
        found = await asyncio.to_thread(_identity, self._file)
        if self._up_to_date and found != self._opened:  # nobody else has noticed meanwhile
            _log.warning("The database file was deleted or replaced; opening it anew.")
            self._up_to_date = False
            await self.engine.dispose()


def _engine_options(dialect: str) -> dict[str, Any]:
    if dialect == "sqlite":
        return {"connect_args": {"timeout": LOCKED_SECONDS}, "pool_size": 3, "max_overflow": 0, "pool_timeout": 5}
    return {
        "connect_args": {
            "timeout": CONNECT_SECONDS,
            "command_timeout": STATEMENT_SECONDS,
            "server_settings": {"application_name": "career-bot"},
        },
        "pool_size": 3,
        "max_overflow": 2,
        "pool_timeout": 5,
        "pool_pre_ping": True,
        "pool_recycle": 1800,
    }


def _faults_of(dialect: str) -> tuple[type[Exception], ...]:
    """Return what is out of our hands; while connecting, drivers raise their own errors past SQLAlchemy."""
    if dialect == "sqlite":
        return (SQLAlchemyError, OSError, sqlite3.Error)
    import asyncpg  # noqa: PLC0415 - not needed for SQLite

    return (SQLAlchemyError, OSError, asyncpg.PostgresError, asyncpg.InterfaceError)


def _prepare_sqlite_connection(connection: Any, _record: object) -> None:  # noqa: ANN401 - SQLAlchemy's adapter
    """Leave transactions to SQLAlchemy, and let readers and the writer not wait for each other."""
    connection.isolation_level = None
    cursor = connection.cursor()
    with suppress(sqlite3.OperationalError):  # a read-only file stays as it is, and can still be read
        cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA secure_delete = ON")  # what people asked to be deleted is overwritten
    cursor.close()


def _begin_sqlite_transaction(connection: Connection) -> None:
    """Take the lock at the beginning when writing: taking it later could fail where waiting would have helped."""
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _make_file(file: Path) -> None:
    """Make the folder and the file for the bot's own user alone."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with suppress(FileExistsError):
        os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))


def _identity(file: Path) -> tuple[int, int] | None:
    try:
        found = file.stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino


def _is_about_the_row(problem: Exception) -> bool:
    """Say whether the database is fine and will never take this row: broken rules, or values out of range.

    SQLAlchemy has no name of its own for the latter as asyncpg tells them, by a state of class 22 or a ValueError.
    """
    if isinstance(problem, (DataError, IntegrityError)):
        return True
    original = problem.orig if isinstance(problem, DBAPIError) else None
    return str(getattr(original, "sqlstate", "")).startswith("22") or isinstance(
        getattr(original, "__cause__", None), ValueError
    )


def _reason(problem: BaseException) -> str:
    """Return the driver's own words on one line, without the statement and what was to be stored."""
    original = problem.orig if isinstance(problem, DBAPIError) and problem.orig is not None else problem
    words = " ".join(str(original).split("DETAIL:")[0].split())
    return words.removeprefix("<class 'asyncpg.exceptions.").replace("'>:", ":")[:200] or type(original).__name__
