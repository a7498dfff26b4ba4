"""Every test of the store that asks for `address` or `stores` runs on SQLite and on PostgreSQL."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from itertools import count
from typing import TYPE_CHECKING

import pytest
from servers import PostgresServer
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine
from stores import Stores

from bot.store import store as store_module
from bot.store.address import database_address

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

_NUMBERS = count(1)


@pytest.fixture(scope="session")
def shared_server() -> Iterator[PostgresServer]:
    """A PostgreSQL server for all tests that leave it running."""
    server = PostgresServer()
    yield server
    server.close()


@pytest.fixture
def own_server() -> Iterator[PostgresServer]:
    """A PostgreSQL server for one test, to do with as it likes."""
    server = PostgresServer()
    yield server
    server.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'kept' / 'bot.db'}"
    server: PostgresServer = request.getfixturevalue("shared_server")
    name = f"test_{next(_NUMBERS)}"

    async def create() -> None:
        engine = create_async_engine(database_address(server.address()), isolation_level="AUTOCOMMIT")
        async with engine.connect() as connection:
            await connection.execute(text(f"CREATE DATABASE {name}"))
        await engine.dispose()

    asyncio.run(create())
    return server.address(name)


@pytest.fixture
def _short_goodbye(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a store wait for a database that is away no longer than a test likes to."""
    monkeypatch.setattr(store_module, "CLOSE_SECONDS", 1.0)


@pytest.fixture
async def stores(address: str) -> AsyncIterator[Stores]:
    async with AsyncExitStack() as stack:
        yield Stores(address, stack)
