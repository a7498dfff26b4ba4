"""Running the bot: from a token to an exit status. The one place here that knows of processes and settings."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
import sys
from collections.abc import AsyncIterator, Callable
from typing import TYPE_CHECKING, Final

import aiohttp
import discord

from bot.editing import Editor
from bot.frontends.discord import wording
from bot.frontends.discord.client import CareerBot

if TYPE_CHECKING:
    from pathlib import Path

    from bot.answering.assistant import Assistant
    from bot.knowledge.problems import Problem
    from bot.live import LiveAssistant
    from bot.settings import Settings
    from bot.store.store import Store

STOPPED: Final = 0
"""Exit status after SIGINT or SIGTERM."""
UNREACHABLE: Final = 1
"""Exit status when Discord could not be reached: trying again later may help."""
REFUSED: Final = 2
"""Exit status when the token or an intent is missing or refused: somebody has to change something first."""

_REFUSED_TOKEN_CLOSE: Final = 4004
_FINAL_CLOSES: Final = range(4010, 4015)
"""Gateway close codes for a bad shard, version or intent, after which connecting again is no use."""


class DiscordRefusedError(Exception):
    """The bot can't run until somebody changes something; the message says what."""


class DiscordUnreachableError(Exception):
    """Discord could not be reached; the message says why."""


def token_from(settings: Settings) -> str | None:
    """Return the bot's token from the settings or from the file they name; None when there is neither.

    Raises DiscordRefusedError when the file can't be read or is empty.
    """
    if settings.discord_token is not None and settings.discord_token.get_secret_value().strip():
        return settings.discord_token.get_secret_value().strip()
    file = settings.discord_token_file
    if file is None:
        return None
    try:
        token = file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as problem:
        reason = getattr(problem, "strerror", None) or "it is not text"
        raise DiscordRefusedError(wording.LOGIN_FILE_UNREADABLE.format(path=file, reason=reason)) from problem
    if not token:
        raise DiscordRefusedError(wording.LOGIN_FILE_EMPTY.format(path=file))
    return token


KeepUpToDate = Callable[
    ["Settings", "Assistant", "Callable[[Assistant], None]", "Callable[[tuple[Problem, ...]], None]"], "LiveAssistant"
]
"""Makes a `LiveAssistant` of the settings, the assistant to begin with, and what takes new ones and problems."""


def run_bot(assistant: Assistant, token: str | None, *, cache_dir: Path | None = None) -> int:
    """Serve until SIGINT or SIGTERM and return the exit status; what went wrong is one line on standard error."""
    return _status(lambda: _run(lambda: CareerBot(assistant, cache_dir=cache_dir), token))


def run_with(
    settings: Settings,
    build_assistant: Callable[[Settings], Assistant],
    keep_up_to_date: KeepUpToDate | None = None,
    build_store: Callable[[Settings], Store] | None = None,
) -> int:
    """Do the same from settings; the assistant and the store are built only when there is a token."""

    def bot() -> CareerBot:
        store = build_store(settings) if build_store is not None else None
        return CareerBot(
            build_assistant(settings), cache_dir=settings.cache_dir, store=store, faq_servers=settings.faq_servers
        )

    def live(bot: CareerBot) -> LiveAssistant | None:
        if keep_up_to_date is None:
            return None
        live = keep_up_to_date(settings, bot.assistant, bot.use, bot.tell_moderators)
        bot.follow(live, Editor(settings.knowledge_dir, live, commits=settings.commit_knowledge))
        return live

    return _status(lambda: _run(bot, token_from(settings), live))


def _run(
    make_bot: Callable[[], CareerBot],
    token: str | None,
    live: Callable[[CareerBot], LiveAssistant | None] = lambda _bot: None,
) -> None:
    if not token:
        raise DiscordRefusedError(wording.LOGIN_MISSING)
    bot = make_bot()
    _log_to_standard_error()
    bot.assistant.get_ready()
    asyncio.run(serve(bot, token, live))


def _status(run: Callable[[], None]) -> int:
    try:
        run()
    except DiscordRefusedError as refused:
        print(refused, file=sys.stderr)
        return REFUSED
    except DiscordUnreachableError as unreachable:
        print(unreachable, file=sys.stderr)
        return UNREACHABLE
    return STOPPED


async def serve(
    bot: CareerBot, token: str, live: Callable[[CareerBot], LiveAssistant | None] = lambda _bot: None
) -> None:
    """Connect and serve until SIGINT or SIGTERM. Raises DiscordRefusedError or DiscordUnreachableError."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):  # Windows has no signal handlers on the loop
            loop.add_signal_handler(number, stop.set)
    # The store is left last, so that notes on the last answers are still written.
    async with bot.store or contextlib.nullcontext(), _kept_up_to_date(live(bot)), bot:
        serving = asyncio.create_task(_connect(bot, token), name="serve Discord")
        stopping = asyncio.create_task(stop.wait(), name="wait for a signal")
        await asyncio.wait((serving, stopping), return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        if serving.done():
            await serving
        else:
            await bot.close()
            serving.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await serving


@contextlib.asynccontextmanager
async def _kept_up_to_date(live: LiveAssistant | None) -> AsyncIterator[None]:
    watching = asyncio.create_task(live.watch(), name="watch the knowledge") if live is not None else None
    try:
        yield
    finally:
        if live is not None and watching is not None:
            watching.cancel()
            await live.close()


async def _connect(bot: CareerBot, token: str) -> None:
    try:
        await bot.start(token)
    except discord.LoginFailure as refused:
        raise DiscordRefusedError(wording.LOGIN_REFUSED) from refused
    except discord.PrivilegedIntentsRequired as refused:
        raise DiscordRefusedError(wording.INTENT_MISSING) from refused
    except discord.ConnectionClosed as closed:
        if closed.code == _REFUSED_TOKEN_CLOSE:
            raise DiscordRefusedError(wording.LOGIN_REFUSED) from closed
        if closed.code in _FINAL_CLOSES:
            raise DiscordRefusedError(wording.CONNECTION_REFUSED.format(code=closed.code)) from closed
        raise DiscordUnreachableError(wording.CONNECTION_REFUSED.format(code=closed.code)) from closed
    except discord.HTTPException as failed:
        raise DiscordUnreachableError(
            wording.UNREACHABLE.format(reason=f"it answered with status {failed.status}")
        ) from failed
    except (discord.GatewayNotFound, aiohttp.ClientError, OSError) as failed:
        raise DiscordUnreachableError(wording.UNREACHABLE.format(reason=failed or type(failed).__name__)) from failed


def _log_to_standard_error() -> None:
    """Log the bot's doings and the library's warnings, unless the process has set up logging already."""
    # The bot doesn't speak, so missing voice libraries are not worth a warning.
    discord.VoiceClient.warn_nacl = False
    discord.VoiceClient.warn_dave = False
    if not logging.getLogger().handlers:
        logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s", level=logging.WARNING)
        logging.getLogger("bot").setLevel(logging.INFO)
