"""What holds for every command: who may use it at the moment, and what is said when it fails."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.frontends.discord.failures import tell_failure
from bot.frontends.discord.faq import is_for_moderators, is_refused
from bot.frontends.discord.layout import line
from bot.frontends.discord.manners import Allowed
from bot.frontends.discord.responses import language_of, respond

if TYPE_CHECKING:
    from bot.frontends.discord.client import CareerBot

_log = logging.getLogger(__name__)


class CommandTree(app_commands.CommandTree["CareerBot"]):
    """The bot's commands; a failure is logged, and told to the person who used the command."""

    async def interaction_check(self, interaction: discord.Interaction[CareerBot], /) -> bool:
        """Let everybody use everything but the moderators' commands, as long as they don't ask too much."""
        if await is_refused(interaction):
            return False
        if interaction.type is not discord.InteractionType.application_command:
            return True
        if is_for_moderators(interaction):
            return True
        allowed = interaction.client.manners.let_ask(interaction.user.id, interaction.created_at.timestamp())
        if allowed is not Allowed.YES:
            await respond(interaction, line(language_of(interaction).ask_slower), private=True)
        return allowed is Allowed.YES

    async def on_error(
        self, interaction: discord.Interaction[CareerBot], error: app_commands.AppCommandError, /
    ) -> None:
        """Tell the asker privately what happened."""
        if isinstance(error, (app_commands.CommandNotFound, app_commands.CommandSignatureMismatch)):
            _log.warning("Discord sent a command that is no longer known: %s", error)
            await respond(interaction, line(language_of(interaction).command_changed), private=True)
        else:
            await tell_failure(interaction, error)
