"""Acknowledging in time: Discord takes no answer after three seconds, and people wonder after one.

Whatever an interaction waits for, a database, the checker or an assistant that is busy, Discord is told in time that
its answer is coming. What is answered sooner is answered as if nobody had looked at the clock.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Final

import discord
from discord import app_commands

from bot.frontends.discord.layout import line
from bot.frontends.discord.responses import REMINDER, acknowledge, choose_from, language_of, promise, respond

if TYPE_CHECKING:
    Interaction = discord.Interaction[Any]

ACKNOWLEDGE_SECONDS: Final = 0.7
_ANSWERING_FORM: Final = "discord-ui-modal-dispatch"
"""How discord.py calls the tasks that answer forms."""


def acknowledge_in_time(interaction: Interaction) -> None:
    """Have Discord told that an answer is coming, if there is none soon."""

    def remind() -> None:
        if not interaction.response.is_done():
            # Held by the interaction, as the event loop holds no task of its own accord.
            interaction.extras["acknowledging"] = asyncio.create_task(_acknowledged(interaction))

    if not interaction.response.is_done():
        interaction.extras[REMINDER] = asyncio.get_running_loop().call_later(ACKNOWLEDGE_SECONDS, remind)


async def _acknowledged(interaction: Interaction) -> None:
    """Acknowledge as what was used allows: a list of choices can't be promised, so it is empty then."""
    kind = interaction.type
    if kind is discord.InteractionType.modal_submit and not _is_form_known():
        await respond(interaction, line(language_of(interaction).form_forgotten), private=True)
    elif kind is discord.InteractionType.autocomplete:
        await choose_from(interaction, [])
    elif kind is discord.InteractionType.application_command or interaction.message is None:
        await promise(interaction, private=_is_private(interaction))
    else:
        await acknowledge(interaction)


def _is_form_known() -> bool:
    """Say whether a form is being answered; discord.py passes over those that were opened before a restart."""
    return any(task.get_name().startswith(_ANSWERING_FORM) for task in asyncio.all_tasks())


def _is_private(interaction: Interaction) -> bool:
    """Say whether an answer is for the asker alone; only commands that can be made private show theirs to everybody."""
    command = interaction.command
    may_be_public = isinstance(command, app_commands.Command) and command.get_parameter("private") is not None
    return not may_be_public or interaction.namespace.private is True
