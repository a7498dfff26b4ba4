"""`career-bot sync`: registers the commands with Discord by hand, for all servers or for one, without a gateway.

What the bot does by itself at a start is in command_sync.py; this is for a server that is to see a change at once, and
for looking what would change.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import aiohttp
import discord
from discord import app_commands

from bot.frontends.discord import wording
from bot.frontends.discord.command_list import add_commands
from bot.frontends.discord.command_sync import commands_digest, remember
from bot.frontends.discord.login import DiscordRefusedError, DiscordUnreachableError, token_from
from bot.frontends.discord.translator import FileTranslator

if TYPE_CHECKING:
    from pathlib import Path

    from bot.settings import Settings


@dataclass(frozen=True, slots=True)
class Registration:
    """What was registered, or would be: the names of commands by what becomes of them."""

    new: tuple[str, ...]
    written_again: tuple[str, ...]
    gone: tuple[str, ...]


def commands_without_discord() -> tuple[str, ...]:
    """Return the names of the commands that the bot has, which asks Discord nothing and needs no token."""
    tree: app_commands.CommandTree[Any] = app_commands.CommandTree(discord.Client(intents=discord.Intents.none()))
    add_commands(tree)
    return tuple(sorted(command.name for command in tree.get_commands()))


def register_commands(settings: Settings, guild_id: int | None = None, *, dry_run: bool = False) -> Registration:
    """Register the commands, for all servers or for one; with `dry_run` only say what would be.

    Raises:
        DiscordRefusedError: when the token is missing or refused, or the bot isn't on that server.
        DiscordUnreachableError: when Discord can't be reached.
    """
    return asyncio.run(_registered(token_from(settings), guild_id, settings.cache_dir, dry_run=dry_run))


async def _registered(token: str, guild_id: int | None, cache_dir: Path, *, dry_run: bool) -> Registration:
    async with discord.Client(intents=discord.Intents.none()) as client:
        tree: app_commands.CommandTree[Any] = app_commands.CommandTree(client)
        add_commands(tree)
        try:
            await client.login(token)
            await tree.set_translator(FileTranslator())
            return await register(tree, guild_id, cache_dir, dry_run=dry_run)
        except discord.LoginFailure as refused:
            raise DiscordRefusedError(wording.LOGIN_REFUSED) from refused
        except (discord.Forbidden, discord.NotFound) as refused:
            raise DiscordRefusedError(wording.NOT_ON_THAT_SERVER.format(server=guild_id)) from refused
        except app_commands.CommandSyncFailure as refused:
            raise DiscordRefusedError(wording.COMMANDS_REFUSED.format(reason=refused)) from refused
        except (discord.HTTPException, aiohttp.ClientError, OSError) as failed:
            raise DiscordUnreachableError(
                wording.UNREACHABLE.format(reason=failed or type(failed).__name__)
            ) from failed


async def register(
    tree: app_commands.CommandTree[Any], guild_id: int | None, cache_dir: Path | None, *, dry_run: bool
) -> Registration:
    """Register a tree's commands, and remember it where the bot looks at its start. Raises discord.py's errors."""
    guild = discord.Object(guild_id) if guild_id is not None else None
    known = {command.name for command in await tree.fetch_commands(guild=guild)}
    wanted = {command.name for command in tree.get_commands()}
    if not dry_run:
        if guild is not None:
            tree.copy_global_to(guild=guild)
        await tree.sync(guild=guild)
        if guild is None:
            remember(tree, await commands_digest(tree), cache_dir)
    return Registration(tuple(sorted(wanted - known)), tuple(sorted(wanted & known)), tuple(sorted(known - wanted)))
