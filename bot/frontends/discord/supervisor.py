"""Keeping the bot connected: whatever ends a connection, a new client makes another, unless that is no use."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import random
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.frontends.discord import wording
from bot.frontends.discord.login import DiscordRefusedError, DiscordUnreachableError, stay_connected
from bot.observing.faults import Fault, told

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from bot.frontends.discord.serving import ServingBot

_log = logging.getLogger(__name__)

FINISH_SECONDS: Final = 2.0
"""How long answers in flight may take at the end."""
_CLOSE_SECONDS: Final = 0.7


@dataclass(frozen=True, slots=True)
class Backoff:
    """Seconds between tries: doubling with each failure in a row, capped, with jitter against many coming at once."""

    first: float = 1.0
    longest: float = 120.0
    blocked: float = 900.0
    """After Discord's edge has refused the address."""
    lasting: float = 60.0
    """A connection that lasted this long wasn't a failure in a row."""

    def pause(self, failures: int, *, blocked: bool = False) -> float:
        """Return how long to wait after so many failures in a row, from 1."""
        longest = self.blocked if blocked else min(self.longest, self.first * 2.0 ** min(failures - 1, 16))
        return longest * random.uniform(0.5, 1.0)  # noqa: S311 - no secret


class Supervisor:
    """Runs one client after another. `patience` is how many seconds Discord may be out of reach; None is for ever."""

    def __init__(
        self,
        make_client: Callable[[], ServingBot],
        token: str,
        *,
        patience: float | None = None,
        backoff: Backoff | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._make_client = make_client
        self._token = token
        self._patience = patience
        self._backoff = backoff or Backoff()
        self._clock = clock
        self._failures = 0
        self._failing_since: float | None = None
        self.client: ServingBot | None = None
        """The client of the moment."""

    async def serve(self, stop: asyncio.Event) -> None:
        """Serve until `stop` is set.

        Raises:
            DiscordRefusedError: when somebody has to change something first.
            DiscordUnreachableError: when patience has run out.
        """
        while not stop.is_set():
            client = self.client = self._make_client()
            problem = await self._serve_once(client, stop)
            if problem is None:
                return
            pause = self._count_failure(client, problem)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(pause):
                    await stop.wait()

    async def _serve_once(self, client: ServingBot, stop: asyncio.Event) -> Exception | None:
        """Serve with one client; return what ended it, or None when it was told to stop."""
        async with _open(client):
            connected = asyncio.create_task(stay_connected(client, self._token), name="serve Discord")
            stopping = asyncio.create_task(stop.wait(), name="wait for a signal")
            await asyncio.wait((connected, stopping), return_when=asyncio.FIRST_COMPLETED)
            stopping.cancel()
            if not connected.done():
                await client.finish(FINISH_SECONDS)
                connected.cancel()
                await asyncio.wait((connected,), timeout=_CLOSE_SECONDS)
                return None
            try:
                connected.result()
            except DiscordRefusedError:
                raise
            except Exception as problem:  # noqa: BLE001 - whatever it was, the bot has to come back; it is logged
                return problem
            return None if stop.is_set() else DiscordUnreachableError(wording.CONNECTION_ENDED)

    def _count_failure(self, client: ServingBot, problem: Exception) -> float:
        """Log what ended a connection, and return how long to wait for the next; raises when patience has run out."""
        now = self._clock()
        if client.connected_at is not None and now - client.connected_at >= self._backoff.lasting:
            self._failures, self._failing_since = 0, None
        if self._failing_since is None:
            self._failing_since = now
        self._failures += 1
        unreachable = isinstance(problem, DiscordUnreachableError)
        if self._patience is not None and now - self._failing_since >= self._patience:
            raise problem if unreachable else DiscordUnreachableError(wording.UNREACHABLE.format(reason=problem))
        blocked = isinstance(problem, DiscordUnreachableError) and problem.blocked
        pause = self._backoff.pause(self._failures, blocked=blocked)
        reason = str(problem) if unreachable else wording.CONNECTION_BROKEN
        _log.warning(
            "%s Trying again in %.1f s.", reason, pause, extra=told(Fault.BLOCKED if blocked else Fault.DISCONNECTED),
            exc_info=None if unreachable else problem,
        )  # fmt: skip
        return pause


@contextlib.asynccontextmanager
async def _open(client: ServingBot) -> AsyncIterator[None]:
    """Close a client in the end, but don't wait long for a Discord that doesn't say goodbye."""
    stack = contextlib.AsyncExitStack()
    await stack.enter_async_context(client)
    try:
        yield
    finally:
        closing = asyncio.create_task(stack.aclose(), name="leave Discord")
        await asyncio.wait((closing,), timeout=_CLOSE_SECONDS)
