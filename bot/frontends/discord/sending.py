"""Requests to Discord with what its library leaves to us: cut connections, and an edge that refuses our address.

discord.py waits for rate limits and retries what Discord answers with 500, 502 and 504. A request whose connection is
cut, or that gets a 503, is made again here: the same one, with the nonce that discord.py has put into it, so that
Discord keeps one message even when it had taken the first. Everything that fails is a discord.HTTPException to callers.
"""

from __future__ import annotations

import asyncio
import logging
import time
from typing import TYPE_CHECKING, Any, Final

import aiohttp
import discord
from discord.webhook.async_ import AsyncWebhookAdapter

from bot.frontends.discord.login import is_edge_block
from bot.observing.faults import Fault, told

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from bot.observing.measures import Measures

_log = logging.getLogger(__name__)

PAUSES: Final = (0.2, 0.6, 1.5)
"""Seconds before each further try; an interaction has to be answered within three."""
BLOCK_SECONDS: Final = 600.0
"""How long nothing is sent after the edge's refusal; 10,000 refused requests in ten minutes would prolong it."""
_CUT: Final = (aiohttp.ClientConnectionError, aiohttp.ClientPayloadError, ConnectionError, TimeoutError)


class NotSentError(discord.HTTPException):
    """A request that Discord did not get, or whose answer was lost."""

    def __init__(self, reason: str) -> None:
        Exception.__init__(self, reason)
        self.response: Any = None
        self.status = 0
        self.code = 0
        self.text = reason


class Sending:
    """Makes requests, again where that helps, and none while Discord's edge refuses this address."""

    def __init__(
        self,
        *,
        pauses: Sequence[float] = PAUSES,
        block_seconds: float = BLOCK_SECONDS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._pauses = tuple(pauses)
        self._block_seconds = block_seconds
        self._clock = clock
        self._blocked_until = 0.0

    @property
    def blocked(self) -> bool:
        """Whether nothing is sent at the moment."""
        return self._clock() < self._blocked_until

    async def make(self, request: Callable[[], Awaitable[Any]], *, repeatable: bool = True) -> Any:  # noqa: ANN401 - Discord's JSON
        """Make a request. Raises discord.HTTPException."""
        for pause in (*self._pauses, None):
            if self.blocked:
                raise NotSentError("Discord's edge refuses this address, so nothing is sent for a while")
            again = repeatable and pause is not None
            try:
                return await request()
            except discord.HTTPException as refused:
                if is_edge_block(refused):
                    self._stop_for_a_while()
                if refused.status != 503 or not again:
                    raise
                reason = "status 503"
            except discord.RateLimited as limited:
                _log.warning("Discord asks to wait %.0f s.", limited.retry_after, extra=told(Fault.RATE_LIMITED))
                raise NotSentError(f"Discord asks to wait {limited.retry_after:.0f} s") from limited
            except _CUT as cut:
                reason = type(cut).__name__
                if not again:
                    raise NotSentError(f"the connection was cut ({reason})") from cut
            _log.warning("Discord did not confirm a request (%s); trying again.", reason, extra=told(Fault.SENT_AGAIN))
            await asyncio.sleep(pause or 0)
        raise NotSentError("out of tries")  # not reached: the last try returns or raises

    def _stop_for_a_while(self) -> None:
        self._blocked_until = self._clock() + self._block_seconds
        _log.error(
            "Discord's edge refuses this address; nothing is sent for %.0f s.", self._block_seconds,
            extra=told(Fault.BLOCKED),
        )  # fmt: skip

    def take_over(self, client: discord.Client) -> None:
        """Make the requests of a client that go with its token: messages, commands, not interactions."""
        request = client.http.request

        async def careful(route: discord.http.Route, **what: Any) -> Any:  # noqa: ANN401 - discord.py's
            if route.method == "GET":  # logging in; the supervisor knows what to do when that fails
                return await request(route, **what)
            return await self.make(lambda: request(route, **what), repeatable=not what.get("files"))

        client.http.request = careful  # type: ignore[method-assign]


class InteractionSending(AsyncWebhookAdapter):
    """What discord.py answers interactions with, made by `Sending`; to be set as its `async_context`."""

    def __init__(self, sending: Sending) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._sending = sending

    async def request(self, *where: Any, **what: Any) -> Any:  # noqa: ANN401 - discord.py's
        """Make a request; one with files isn't repeated, since they have been read."""
        return await self._sending.make(
            lambda: AsyncWebhookAdapter.request(self, *where, **what), repeatable=not what.get("files")
        )


def timed_requests(measures: Measures) -> aiohttp.TraceConfig:
    """Return what makes aiohttp count its requests and time them."""
    trace = aiohttp.TraceConfig()

    async def begin(_session: object, context: Any, _params: object) -> None:  # noqa: ANN401 - aiohttp's namespace
        context.began = time.perf_counter()

    async def end(_session: object, context: Any, params: aiohttp.TraceRequestEndParams) -> None:  # noqa: ANN401
        measures.count_request(params.method, str(params.response.status), time.perf_counter() - context.began)

    async def fail(_session: object, context: Any, params: aiohttp.TraceRequestExceptionParams) -> None:  # noqa: ANN401
        measures.count_request(params.method, "none", time.perf_counter() - context.began)

    trace.on_request_start.append(begin)
    trace.on_request_end.append(end)
    trace.on_request_exception.append(fail)
    return trace
