"""Where the commands for everybody are offered."""

from __future__ import annotations

from typing import TypeVar

from discord import app_commands

_Command = TypeVar("_Command")


def everywhere(command: _Command) -> _Command:
    """Offer a command on servers, in direct messages and in groups, to servers and to people who have the bot."""
    contexts = app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    return app_commands.allowed_installs(guilds=True, users=True)(contexts(command))
