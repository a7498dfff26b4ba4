"""The way in: the token, and what it means when Discord says no."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import aiohttp
import discord

from bot.frontends.discord import wording

if TYPE_CHECKING:
    from bot.settings import Settings

_REFUSED_TOKEN_CLOSE: Final = 4004
_FINAL_CLOSES: Final = range(4010, 4015)
"""Gateway close codes for a bad shard, version or intent, after which connecting again is no use."""


class DiscordRefusedError(Exception):
    """The bot can't run until somebody changes something; the message says what."""


class NoTokenError(DiscordRefusedError):
    """There is no token, and no file is named that could hold one."""


class DiscordUnreachableError(Exception):
    """Discord could not be reached; the message says why. `blocked` when its edge refuses this address for now."""

    def __init__(self, message: str, *, blocked: bool = False) -> None:
        super().__init__(message)
        self.blocked = blocked


def token_from(settings: Settings) -> str:
    """Return the bot's token from the settings or from the file they name.

    Raises NoTokenError when there is neither, DiscordRefusedError when the file can't be read or is empty.
    """
    if settings.discord_token is not None and settings.discord_token.get_secret_value().strip():
        return settings.discord_token.get_secret_value().strip()
    file = settings.discord_token_file
    if file is None:
        raise NoTokenError(wording.LOGIN_MISSING)
    try:
        token = file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as problem:
        reason = getattr(problem, "strerror", None) or "it is not text"
        raise DiscordRefusedError(wording.LOGIN_FILE_UNREADABLE.format(path=file, reason=reason)) from problem
    if not token:
        raise DiscordRefusedError(wording.LOGIN_FILE_EMPTY.format(path=file))
    return token


async def stay_connected(client: discord.Client, token: str) -> None:
    """Log in, connect, and serve until the connection ends.

    Raises:
        DiscordRefusedError: when it is no use to try again.
        DiscordUnreachableError: when it may be.
    """
    try:
        await client.start(token)
    except discord.LoginFailure as refused:
        raise DiscordRefusedError(wording.LOGIN_REFUSED) from refused
    except discord.PrivilegedIntentsRequired as refused:
        raise DiscordRefusedError(wording.INTENT_MISSING) from refused
    except discord.ConnectionClosed as closed:
        if closed.code == _REFUSED_TOKEN_CLOSE:
            raise DiscordRefusedError(wording.LOGIN_REFUSED) from closed
        words = wording.CONNECTION_REFUSED.format(code=closed.code)
        if closed.code in _FINAL_CLOSES:
            raise DiscordRefusedError(words) from closed
        raise DiscordUnreachableError(words) from closed
    except discord.HTTPException as failed:
        reason = wording.UNREACHABLE.format(reason=f"it answered with status {failed.status}")
        raise DiscordUnreachableError(reason, blocked=is_edge_block(failed)) from failed
    except (discord.GatewayNotFound, discord.RateLimited, aiohttp.ClientError, OSError) as failed:
        raise DiscordUnreachableError(wording.UNREACHABLE.format(reason=failed or type(failed).__name__)) from failed


def is_edge_block(refused: discord.HTTPException) -> bool:
    """Say whether Discord's edge, not Discord itself, refuses this address: a 429 that came by no way ("Via")."""
    headers = getattr(refused.response, "headers", None) or {}
    return refused.status == 429 and "Via" not in headers
