"""What a person is told when something goes wrong on the bot's side; the log gets the traceback."""

from __future__ import annotations

import logging
from typing import Any

import discord

from bot.frontends.discord.layout import line
from bot.frontends.discord.responses import language_of, respond
from bot.observing.faults import Fault, told

_log = logging.getLogger(__name__)


async def tell_failure(interaction: discord.Interaction[Any], error: Exception, *below: discord.ui.Item[Any]) -> None:
    """Log an error in an interaction with its traceback, and tell the person, above what they can do about it."""
    _log.error(
        "An interaction failed (%s in channel %s).", interaction.type.name, interaction.channel_id, exc_info=error,
        extra=told(Fault.FAILED_ANSWER),
    )  # fmt: skip
    if interaction.type is not discord.InteractionType.autocomplete:
        await respond(interaction, line(language_of(interaction).failed, *below), private=True)
