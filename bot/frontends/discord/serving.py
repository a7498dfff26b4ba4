"""The bot as it serves for years: what it does is counted, its shards are watched, it leaves without cutting in."""

from __future__ import annotations

import asyncio
import logging
import time
from typing import TYPE_CHECKING, Any, Final

import discord

from bot.frontends.discord.client import CareerBot
from bot.frontends.discord.request_times import timed_requests
from bot.observing.faults import Fault, told
from bot.observing.readings import ShardState

if TYPE_CHECKING:
    from collections.abc import Iterator

    import yarl

    from bot.answering.answer import Answer
    from bot.answering.assistant import Assistant
    from bot.frontends.discord.identifying import Turns
    from bot.observing.measures import Measures

_log = logging.getLogger(__name__)

_ANSWERING: Final = ("discord.py: on_message", "CommandTree-invoker", "discord-ui-")
"""How discord.py calls the tasks that answer somebody."""


class ServingBot(CareerBot):
    """A CareerBot that is counted and watched, and can end gracefully."""

    def __init__(
        self,
        assistant: Assistant,
        *,
        measures: Measures,
        turns: Turns,
        **options: Any,  # noqa: ANN401 - CareerBot's
    ) -> None:
        super().__init__(
            assistant,
            http_trace=timed_requests(measures),
            **options,
        )
        self._measures = measures
        self._turns = turns
        self._started: set[int] = set()
        self._connected_at: float | None = None
        self._turn = asyncio.Lock()

    @property
    def connected_at(self) -> float | None:
        """When the first shard was connected, by the steady clock; None before that."""
        return self._connected_at

    async def setup_hook(self) -> None:
        """Learn how many shards may identify at once, and whether there are sessions enough left."""
        await super().setup_hook()
        recommended, _, limits = await self.http.get_bot_gateway()
        needed = len(self.shard_ids or ()) or self.shard_count or recommended
        await self._turns.heed(discord.SessionStartLimits(**limits), needed)

    async def _sync_commands(self) -> None:
        """Register the commands; of many processes the one with the first shard does."""
        if not self.shard_ids or 0 in self.shard_ids:
            await super()._sync_commands()

    async def launch_shard(self, gateway: yarl.URL, shard_id: int, *, initial: bool = False) -> None:
        """Connect a shard when it is its turn."""
        await self._turns.before_connecting(shard_id)
        await super().launch_shard(gateway, shard_id, initial=initial)

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:  # noqa: ARG002 - discord.py's
        """Make sure that it is a shard's turn, also when it comes back after its session was forgotten."""
        await self._turns.before_identifying(shard_id or 0)

    async def close(self) -> None:
        """Leave Discord, and let others have their turns."""
        await super().close()
        await self._turns.close()

    async def on_message(self, message: discord.Message) -> None:
        """Answer a message that speaks to the bot, one in each turn of the event loop.

        After a break Discord hands over everything that was said meanwhile; answered in one go, it would keep the
        loop from sending, and from hearing Discord, until the last one is worked out.
        """
        async with self._turn:
            await asyncio.sleep(0)
        await super().on_message(message)

    def note(self, answer: Answer, question: str, guild_id: int | None) -> None:
        """Count an answer, and keep its question if need be."""
        self._measures.count_answer(answer)
        super().note(answer, question, guild_id)

    def shard_states(self) -> Iterator[ShardState]:
        """Return how each shard of this process is connected; those that have never been are not connected."""
        shards = self.shards
        for number in sorted({*shards, *(self.shard_ids or range(self.shard_count or 0))}):
            shard = shards.get(number)
            connected = shard is not None and number in self._started and not shard.is_closed()
            yield ShardState(number, connected, shard.latency if shard is not None else float("nan"))

    async def on_shard_connect(self, shard_id: int) -> None:
        """Count a session; one that isn't a shard's first takes the place of one that Discord has forgotten."""
        self._connected_at = self._connected_at or time.monotonic()
        self._measures.count_session(shard_id, "started")
        if shard_id in self._started:
            self._measures.count_session(shard_id, "lost")
            _log.warning(
                "Discord has forgotten the session of shard %d; what was said meanwhile is lost.", shard_id,
                extra=told(Fault.LOST_SESSION),
            )  # fmt: skip
        self._started.add(shard_id)

    async def on_shard_resumed(self, shard_id: int) -> None:
        """Count a session that went on after a break, with nothing lost."""
        self._measures.count_session(shard_id, "resumed")
        _log.info("Shard %d is connected again; nothing was lost.", shard_id)

    async def on_shard_disconnect(self, shard_id: int) -> None:
        """Count a break."""
        self._measures.count_session(shard_id, "disconnected")
        _log.info("Shard %d is disconnected.", shard_id)

    async def on_error(self, event_method: str, /, *_args: Any, **_kwargs: Any) -> None:  # noqa: ANN401 - discord.py's
        """Log what an event's handling raised."""
        _log.exception("Handling an event failed (%s).", event_method, extra=told(Fault.FAILED_ANSWER))

    async def finish(self, seconds: float) -> None:
        """Take no more questions, and give those that are being answered the time to be."""
        end = time.monotonic() + seconds
        leaving = [asyncio.ensure_future(shard.disconnect()) for shard in self.shards.values()]
        if leaving:
            await asyncio.wait(leaving, timeout=seconds / 2)
        answering = {task for task in asyncio.all_tasks() if task.get_name().startswith(_ANSWERING)}
        if answering:
            _, unfinished = await asyncio.wait(answering, timeout=max(0.0, end - time.monotonic()))
            if unfinished:
                _log.warning("%d answers could not be finished in time.", len(unfinished))
