"""Short words between processes on one PostgreSQL: that settings were saved, that the knowledge has changed.

A notice only says that there is something to look at; whoever misses one finds it on the next round. SQLite has none.
"""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import text

from bot.store.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.ext.asyncio import AsyncConnection

    from bot.store.database import Database

_log = logging.getLogger(__name__)

SETTINGS: Final = "settings"
KNOWLEDGE: Final = "knowledge"
CONNECTED: Final = "connected"
"""Told to listeners when listening begins, also again: something may have been missed."""

_CHANNEL: Final = "career_bot"
_LOOK_SECONDS: Final = 20.0
"""How often a silent connection is looked at, since a broken one is as silent."""
_AGAIN_SECONDS: Final = 2.0


async def tell_others(connection: AsyncConnection, topic: str, detail: str = "") -> None:
    """Tell all processes, this one too, when the connection's transaction is committed; nothing on SQLite."""
    if connection.dialect.name == "postgresql":
        await connection.execute(
            text("SELECT pg_notify(:channel, :words)"), {"channel": _CHANNEL, "words": f"{topic} {detail}".strip()}
        )


class Notices:
    """Listens for notices. `hear` gets each one's topic and detail, in the event loop."""

    def __init__(self, database: Database, hear: Callable[[str, str], None]) -> None:
        self._database = database
        self._hear = hear

    async def listen(self) -> None:
        """Listen until cancelled, again whenever the connection breaks."""
        if self._database.dialect != "postgresql":
            return
        while True:
            try:
                await self._listen_once()
            except StoreError as problem:
                _log.debug("Notices of other processes can't be heard: %s", problem)  # the database tells its faults
            await asyncio.sleep(_AGAIN_SECONDS)

    async def _listen_once(self) -> None:
        async with self._database.own_connection() as connection:
            driver: Any = (await connection.get_raw_connection()).driver_connection
            await driver.add_listener(_CHANNEL, self._take)
            self._hear(CONNECTED, "")
            while True:
                await asyncio.sleep(_LOOK_SECONDS)
                await connection.execute(text("SELECT 1"))

    def _take(self, _connection: object, _process: int, _channel: str, words: str) -> None:
        topic, _, detail = words.partition(" ")
        self._hear(topic, detail)
