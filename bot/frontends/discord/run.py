"""Running the bot: from settings to an exit status. The one place here that knows of processes and signals."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sys
import threading
from typing import TYPE_CHECKING, Final

import discord

from bot.frontends.discord.login import DiscordRefusedError, DiscordUnreachableError, token_from
from bot.frontends.discord.service import KeepUpToDate, Service
from bot.observing.log_lines import write_logs
from bot.observing.measures import Measures
from bot.observing.redaction import Redactor
from bot.shards import configured_shards

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

    from bot.answering.assistant import Assistant
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


def run_with(
    settings: Settings,
    build_assistant: Callable[[Settings], Assistant],
    keep_up_to_date: KeepUpToDate | None = None,
    build_store: Callable[[Settings], Store] | None = None,
) -> int:
    """Serve until SIGINT or SIGTERM and return the exit status; what went wrong is one line on standard error.

    The assistant and the store are built only when there is a token. Raises ShardsError.
    """
    try:
        token = token_from(settings)
        shards = configured_shards(settings)
        store = build_store(settings) if build_store is not None else None
        assistant = build_assistant(settings)
        measures = Measures()
        _begin_logging(settings, token, store, measures)
        assistant.get_ready()
        service = Service(settings, token, shards, assistant, store, measures)
        asyncio.run(_serve_until_signalled(service, keep_up_to_date))
    except DiscordRefusedError as refused:
        print(f"career-bot: {refused}", file=sys.stderr)
        return REFUSED
    except DiscordUnreachableError as unreachable:
        print(f"career-bot: {unreachable}", file=sys.stderr)
        return UNREACHABLE
    return STOPPED


async def _serve_until_signalled(service: Service, keep_up_to_date: KeepUpToDate | None) -> None:
    """Serve until SIGINT or SIGTERM, which are heard even while the event loop stands still."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    asked = threading.Event()

    def leave(_number: int, _frame: FrameType | None) -> None:
        """Begin to leave; end the process at once when asked twice, and in any case in time."""
        if asked.is_set():
            os._exit(CUT_SHORT)
        asked.set()
        last_resort = threading.Timer(LEAVE_SECONDS, _end_the_process)
        last_resort.daemon = True
        last_resort.start()
        loop.call_soon_threadsafe(stop.set)

    before = {number: signal.signal(number, leave) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        await service.serve(stop, keep_up_to_date)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _end_the_process() -> None:
    """End a process that something keeps from ending, such as a disk that doesn't answer."""
    _log.error("Leaving took longer than %.1f s; what is unfinished stays so.", LEAVE_SECONDS)
    os._exit(CUT_SHORT)


def _begin_logging(settings: Settings, token: str, store: Store | None, measures: Measures) -> None:
    """Log to standard error without secrets, unless the process has set up logging already."""
    # The bot doesn't speak, so missing voice libraries are not worth a warning.
    discord.VoiceClient.warn_nacl = False
    discord.VoiceClient.warn_dave = False
    if logging.getLogger().handlers:
        return
    redact = Redactor([token, *(store.secrets if store is not None else ())])
    write_logs(sys.stderr, settings.log_format, redact, measures.count_fault, level=settings.log_level)
