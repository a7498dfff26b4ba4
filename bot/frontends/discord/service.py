"""What outlives a connection to Discord, put together: assistant, store, knowledge that is followed, measures."""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from collections.abc import AsyncIterator, Callable
from typing import TYPE_CHECKING, Any

from bot.editing.editor import Editor
from bot.frontends.discord.identifying import OwnLocks, Turns
from bot.frontends.discord.manners import Manners
from bot.frontends.discord.memory import Memory
from bot.frontends.discord.outbox import Outbox
from bot.frontends.discord.serving import ServingBot
from bot.frontends.discord.supervisor import Supervisor
from bot.garbage import collect_what_was_replaced, pass_over_what_is_loaded
from bot.observing.readings import Readings, read_reloads, read_shards, read_store
from bot.observing.stall_watch import StallWatch
from bot.observing.status_server import StatusServer
from bot.store.shared_locks import SharedLocks

if TYPE_CHECKING:
    from collections.abc import Coroutine, Iterable, Sequence

    from prometheus_client import Metric

    from bot.answering.assistant import Assistant
    from bot.frontends.discord.identifying import BucketLocks
    from bot.knowledge.problems import Problem
    from bot.live import LiveAssistant
    from bot.observing.measures import Measures
    from bot.settings import Settings
    from bot.shards import ShardSlice
    from bot.store.store import Store

KeepUpToDate = Callable[
    ["Settings", "Assistant", "Callable[[Assistant], None]", "Callable[[tuple[Problem, ...]], None]"], "LiveAssistant"
]
"""Makes a `LiveAssistant` of the settings, the assistant to begin with, and what takes new ones and problems."""


class Service:
    """What outlives a connection to Discord: the assistant, the store, the knowledge that is followed, the measures."""

    def __init__(  # noqa: PLR0913, PLR0917 - what it is put together from
        self,
        settings: Settings,
        token: str,
        shards: ShardSlice | None,
        assistant: Assistant,
        store: Store | None,
        measures: Measures,
    ) -> None:
        self._settings = settings
        self._assistant = assistant
        self._store = store
        self._measures = measures
        self._shards = shards
        shared = store is not None and store.database.dialect == "postgresql"
        self._locks: BucketLocks = SharedLocks(store.database) if store is not None and shared else OwnLocks()
        self._outbox = Outbox()
        self._memory = Memory(Manners(settings.questions_a_minute))
        self._live: LiveAssistant | None = None
        self._stopping: Callable[[], bool] = lambda: False
        self._doing: set[asyncio.Task[object]] = set()
        self._known_digests: deque[str] = deque(maxlen=16)
        """Of knowledge that all processes have been told of; in service here, or told by another."""
        self._supervisor = Supervisor(self._make_client, token, patience=settings.give_up_after)

    async def serve(self, stop: asyncio.Event, keep_up_to_date: KeepUpToDate | None) -> None:
        """Connect and serve until `stop` is set. Raises DiscordRefusedError or DiscordUnreachableError."""
        self._stopping = stop.is_set
        pass_over_what_is_loaded()
        if keep_up_to_date is not None:
            self._known_digests.append(self._assistant.knowledge.digest)
            self._live = keep_up_to_date(self._settings, self._assistant, self._use, self._tell_moderators)
            if self._store is not None:
                self._store.when_knowledge_changes(self._look_at_knowledge)
        for read in (self._read_shards, self._read_store, self._read_reloads):
            self._measures.registry.register(Readings(read))
        async with contextlib.AsyncExitStack() as stack:
            # The store is left last, so that notes on the last answers are still written.
            if self._store is not None:
                await stack.enter_async_context(self._store)
            await stack.enter_async_context(StallWatch(self._measures.count_stall))
            if self._settings.status_port is not None:
                server = StatusServer(
                    self._settings.status_host, self._settings.status_port, self._measures.registry, self.why_not_ready
                )
                await stack.enter_async_context(server)
            await stack.enter_async_context(_kept_up_to_date(self._live))
            await self._supervisor.serve(stop)

    def why_not_ready(self) -> tuple[str, ...]:
        """Return what this process is waiting for before it serves everybody it is to serve."""
        if self._stopping():
            return ("it is stopping",)
        client = self._supervisor.client
        states = list(client.shard_states()) if client is not None else []
        if not states:
            return ("it is not connected to Discord",)
        return tuple(f"shard {state.id} is not connected" for state in states if not state.connected)

    def _make_client(self) -> ServingBot:
        client = ServingBot(
            self._assistant,
            measures=self._measures,
            outbox=self._outbox,
            turns=Turns(self._locks),
            cache_dir=self._settings.cache_dir,
            store=self._store,
            faq_servers=self._settings.faq_servers,
            message_content=self._settings.message_content,
            memory=self._memory,
            shard_ids=self._shards.ids if self._shards is not None else None,
            shard_count=self._shards.count if self._shards is not None else None,
        )
        if self._live is not None:
            client.follow(
                self._live, Editor(self._settings.knowledge_dir, self._live, commits=self._settings.commit_knowledge)
            )
        return client

    def _use(self, assistant: Assistant) -> None:
        self._assistant = assistant
        if self._supervisor.client is not None:
            self._supervisor.client.use(assistant)
        collect_what_was_replaced()
        if self._store is not None and assistant.knowledge.digest not in self._known_digests:
            self._known_digests.append(assistant.knowledge.digest)
            self._do(self._store.tell_changed_knowledge(assistant.knowledge.digest))

    def _look_at_knowledge(self, digest: str) -> None:
        """Reload what another process has found changed; on a disk in the network the watcher may see it late."""
        if self._live is not None and digest != self._assistant.knowledge.digest:
            self._known_digests.append(digest)
            self._do(self._live.reload())

    def _do(self, work: Coroutine[Any, Any, object]) -> None:
        """Do something that nobody waits for."""
        doing = asyncio.create_task(work)
        self._doing.add(doing)
        doing.add_done_callback(self._doing.discard)

    def _tell_moderators(self, problems: Sequence[Problem]) -> None:
        if self._supervisor.client is not None:
            self._supervisor.client.tell_moderators(problems)

    def _read_shards(self) -> Iterable[Metric]:
        client = self._supervisor.client
        return read_shards(client.shard_states(), len(client.guilds)) if client is not None else ()

    def _read_store(self) -> Iterable[Metric]:
        return read_store(self._store) if self._store is not None else ()

    def _read_reloads(self) -> Iterable[Metric]:
        return read_reloads(self._live.reloads) if self._live is not None else ()


@contextlib.asynccontextmanager
async def _kept_up_to_date(live: LiveAssistant | None) -> AsyncIterator[None]:
    watching = asyncio.create_task(live.watch(), name="watch the knowledge") if live is not None else None
    try:
        yield
    finally:
        if live is not None and watching is not None:
            watching.cancel()
            await live.close()
