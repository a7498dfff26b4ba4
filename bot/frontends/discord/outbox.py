"""Getting things to Discord: in order, again when a connection is cut, not at all while its edge turns the bot away.

Nothing here raises for what Discord or the network does: it is logged in one line that says where and why, and counted.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import Counter
from enum import StrEnum
from typing import TYPE_CHECKING, Final, TypeVar

import aiohttp
import discord

from bot.frontends.discord.in_order import Queues
from bot.frontends.discord.login import is_edge_block
from bot.observing.faults import Fault, told

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

_log = logging.getLogger(__name__)
_Sent = TypeVar("_Sent")

_PAUSES_BEFORE_RETRIES: Final = (0.25, 1.0)
_FIRST_STOP_SECONDS: Final = 60.0
_LONGEST_STOP_SECONDS: Final = 900.0

_UNKNOWN_INTERACTION: Final = 10062
_ALREADY_ACKNOWLEDGED: Final = 40060
_UNAVAILABLE: Final = 503


class Unsent(StrEnum):
    """Why something was not sent."""

    NOT_ALLOWED = "not allowed"
    """The bot lacks a permission, and didn't try."""
    REFUSED = "refused"
    TOO_LATE = "too late"
    """The interaction had expired."""
    CUT = "connection cut"
    """Every time it was tried."""
    BUSY = "rate limited"
    """For longer than anybody waits for an answer."""
    STOPPED = "sending stopped"
    """Discord's edge had turned the bot away just before."""


_FAULTS: Final = {
    Unsent.NOT_ALLOWED: Fault.FORBIDDEN,
    Unsent.TOO_LATE: Fault.TOO_LATE,
}


class Outbox(Queues):
    """What leaves for Discord, in order. `unsent` counts what didn't, by reason."""

    def __init__(
        self,
        steady: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        super().__init__()
        self.unsent: Counter[Unsent] = Counter()
        self._steady = steady
        self._sleep = sleep
        self._stopped_until = 0.0
        self._stop_seconds = _FIRST_STOP_SECONDS

    @property
    def is_stopped(self) -> bool:
        """Whether nothing is sent for the moment."""
        return self._steady() < self._stopped_until

    async def deliver(
        self, place: str, attempt: Callable[[], Awaitable[_Sent]], *, repeatable: bool = True
    ) -> _Sent | None:
        """Return what came of sending something to a place, or None when it could not be sent.

        `attempt` is made again after a cut connection, so it has to be one that Discord recognises as the same: a
        message with its nonce, or the answer to an interaction, which takes one only.
        """
        if self.is_stopped:
            self.lose(place, Unsent.STOPPED, "sending has been stopped for a while")
            return None
        for pause in (*_PAUSES_BEFORE_RETRIES, None) if repeatable else (None,):
            try:
                sent = await attempt()
            except discord.HTTPException as refused:
                if refused.status != _UNAVAILABLE or pause is None:
                    self._note_refusal(place, refused)
                    return None
                await self._again(place, pause, "status 503")
            except discord.RateLimited as limited:
                _log.warning("Discord asks to wait %.0f s.", limited.retry_after, extra=told(Fault.RATE_LIMITED))
                self.lose(place, Unsent.BUSY, f"Discord wants {limited.retry_after:.0f} seconds of waiting")
                return None
            except (aiohttp.ClientError, OSError) as cut:
                if pause is None:
                    self.lose(place, Unsent.CUT, f"the connection was cut ({type(cut).__name__})")
                    return None
                await self._again(place, pause, type(cut).__name__)
            else:
                self._stop_seconds = _FIRST_STOP_SECONDS
                return sent
        return None

    async def _again(self, place: str, pause: float, why: str) -> None:
        _log.warning("An answer in %s was not confirmed (%s); trying again.", place, why, extra=told(Fault.SENT_AGAIN))
        await self._sleep(pause)

    def lose(self, place: str, why: Unsent, reason: str) -> None:
        """Log and count something that is not sent."""
        self.unsent[why] += 1
        _log.warning("No answer in %s: %s", place, reason, extra=told(_FAULTS.get(why, Fault.UNSENT)))

    def _note_refusal(self, place: str, refused: discord.HTTPException) -> None:
        if refused.code == _ALREADY_ACKNOWLEDGED:  # the answer had arrived, only its confirmation had not
            _log.info("An interaction in %s was already answered.", place)
        elif refused.code == _UNKNOWN_INTERACTION:
            self.lose(place, Unsent.TOO_LATE, "it came too late for the interaction.")
        else:
            if is_edge_block(refused):
                self._stop()
            said = refused.text or "no reason given"
            reason = f"Discord refused it with status {refused.status}, code {refused.code}: {said}"
            self.lose(place, Unsent.REFUSED, reason)

    def _stop(self) -> None:
        """Stop sending: going on would have the address banned. Each time in a row it is for longer."""
        if not self.is_stopped:
            _log.error(
                "Discord's edge turns the bot away; nothing is sent for %.0f seconds.", self._stop_seconds,
                extra=told(Fault.BLOCKED),
            )  # fmt: skip
            self._stopped_until = self._steady() + self._stop_seconds
            self._stop_seconds = min(self._stop_seconds * 2, _LONGEST_STOP_SECONDS)
