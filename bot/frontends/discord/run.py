"""Running the bot: from settings to an exit status. The one place here that knows of processes and settings."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal
import sys
import threading
from collections.abc import AsyncIterator, Callable
from typing import TYPE_CHECKING, Final

import discord

from bot.editing import Editor
from bot.frontends.discord import wording
from bot.frontends.discord.login import DiscordRefusedError, DiscordUnreachableError, token_from
from bot.frontends.discord.sending import Sending
from bot.frontends.discord.serving import ServingBot
from bot.frontends.discord.supervisor import Supervisor
from bot.observing.log_lines import write_logs
from bot.observing.measures import Measures
from bot.observing.readings import Readings, read_reloads, read_shards, read_store
from bot.observing.redaction import Redactor
from bot.observing.stall_watch import StallWatch
from bot.observing.status_server import StatusServer

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from prometheus_client import Metric

    from bot.answering.assistant import Assistant
    from bot.knowledge.problems import Problem
    from bot.live import LiveAssistant
    from bot.settings import Settings
    from bot.store.store import Store

_log = logging.getLogger(__name__)

STOPPED: Final = 0
"""Exit status after SIGINT or SIGTERM."""
UNREACHABLE: Final = 1
"""Exit status when Discord was out of reach for longer than was to be waited: trying again later may help."""
REFUSED: Final = 2
"""Exit status when the token or an intent is missing or refused: somebody has to change something first."""
CUT_SHORT: Final = 3
"""Exit status when leaving took too long, or was asked for twice: notes on the last questions may be lost."""

LEAVE_SECONDS: Final = 9.5
"""After a signal the process has ended by then; a second later most supervisors of processes would kill it."""


KeepUpToDate = Callable[
    ["Settings", "Assistant", "Callable[[Assistant], None]", "Callable[[tuple[Problem, ...]], None]"], "LiveAssistant"
]
"""Makes a `LiveAssistant` of the settings, the assistant to begin with, and what takes new ones and problems."""


def run_with(
    settings: Settings,
    build_assistant: Callable[[Settings], Assistant],
    keep_up_to_date: KeepUpToDate | None = None,
    build_store: Callable[[Settings], Store] | None = None,
) -> int:
    """Serve until SIGINT or SIGTERM and return the exit status; what went wrong is one line on standard error.

    The assistant and the store are built only when there is a token.
    """
    try:
        token = _needed_token(settings)
        store = build_store(settings) if build_store is not None else None
        assistant = build_assistant(settings)
        measures = Measures()
        _begin_logging(settings, token, store, measures)
        assistant.get_ready()
        asyncio.run(Service(settings, token, assistant, store, measures).serve(keep_up_to_date))
    except DiscordRefusedError as refused:
        print(refused, file=sys.stderr)
        return REFUSED
    except DiscordUnreachableError as unreachable:
        print(unreachable, file=sys.stderr)
        return UNREACHABLE
    return STOPPED


class Service:
    """What outlives a connection to Discord: the assistant, the store, the knowledge that is followed, the measures."""

    def __init__(
        self, settings: Settings, token: str, assistant: Assistant, store: Store | None, measures: Measures
    ) -> None:
        self._settings = settings
        self._assistant = assistant
        self._store = store
        self._measures = measures
        self._sending = Sending()
        self._live: LiveAssistant | None = None
        self._stop = asyncio.Event()
        self._supervisor = Supervisor(self._make_client, token, patience=settings.give_up_after)

    async def serve(self, keep_up_to_date: KeepUpToDate | None) -> None:
        """Connect and serve until SIGINT or SIGTERM. Raises DiscordRefusedError or DiscordUnreachableError."""
        self._heed_signals()
        if keep_up_to_date is not None:
            self._live = keep_up_to_date(self._settings, self._assistant, self._use, self._tell_moderators)
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
            await self._supervisor.serve(self._stop)

    def why_not_ready(self) -> tuple[str, ...]:
        """Return what this process is waiting for before it serves everybody it is to serve."""
        if self._stop.is_set():
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
            sending=self._sending,
            cache_dir=self._settings.cache_dir,
            store=self._store,
            faq_servers=self._settings.faq_servers,
        )
        if self._live is not None:
            client.follow(self._live, Editor(self._settings.knowledge_dir, self._live))
        return client

    def _use(self, assistant: Assistant) -> None:
        self._assistant = assistant
        if self._supervisor.client is not None:
            self._supervisor.client.use(assistant)

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

    def _heed_signals(self) -> None:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            with contextlib.suppress(NotImplementedError):  # Windows has no signal handlers on the loop
                loop.add_signal_handler(number, self._leave)

    def _leave(self) -> None:
        """Begin to leave; end the process at once when asked twice, and in any case in time."""
        if self._stop.is_set():
            os._exit(CUT_SHORT)
        self._stop.set()
        last_resort = threading.Timer(LEAVE_SECONDS, _end_the_process)
        last_resort.daemon = True
        last_resort.start()


def _end_the_process() -> None:
    """End a process that something keeps from ending, such as a disk that doesn't answer."""
    _log.error("Leaving took longer than %.1f s; what is unfinished stays so.", LEAVE_SECONDS)
    os._exit(CUT_SHORT)


@contextlib.asynccontextmanager
async def _kept_up_to_date(live: LiveAssistant | None) -> AsyncIterator[None]:
    watching = asyncio.create_task(live.watch(), name="watch the knowledge") if live is not None else None
    try:
        yield
    finally:
        if live is not None and watching is not None:
            watching.cancel()
            await live.close()


def _needed_token(settings: Settings) -> str:
    token = token_from(settings)
    if not token:
        raise DiscordRefusedError(wording.LOGIN_MISSING)
    return token


def _begin_logging(settings: Settings, token: str, store: Store | None, measures: Measures) -> None:
    """Log to standard error without secrets, unless the process has set up logging already."""
    # The bot doesn't speak, so missing voice libraries are not worth a warning.
    discord.VoiceClient.warn_nacl = False
    discord.VoiceClient.warn_dave = False
    if logging.getLogger().handlers:
        return
    secrets = [token]
    if settings.voting_key is not None:
        secrets.append(settings.voting_key.get_secret_value())
    if store is not None:
        secrets.append(store.database.engine.url.render_as_string(hide_password=False))
    write_logs(sys.stderr, settings.log_format, Redactor(secrets), measures.count_fault, level=settings.log_level)
