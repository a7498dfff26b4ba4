"""`/faq`: what moderators do in chat: try questions, see what was asked in vain, teach, edit, look back, undo.

Everything is answered privately. Who may use it is asked of Discord (Manage Server) and of the server's settings (a
moderator role), with every press of a button anew.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import discord
from discord import app_commands

from bot.frontends.discord import faq_wording as wording
from bot.frontends.discord.faq_entries import edit, show
from bot.frontends.discord.faq_history import history, undo
from bot.frontends.discord.faq_looks import doctor, reload, stats, try_question
from bot.frontends.discord.faq_new import new
from bot.frontends.discord.faq_people import lines_for, may_moderate
from bot.frontends.discord.faq_settings import settings
from bot.frontends.discord.faq_teach import teach
from bot.frontends.discord.faq_unanswered import unanswered
from bot.frontends.discord.layout import line
from bot.frontends.discord.responses import respond

if TYPE_CHECKING:
    from bot.frontends.discord.client import CareerBot

    Interaction = discord.Interaction[CareerBot]

faq = app_commands.Group(
    name="faq", description=wording.FAQ_DESCRIPTION, guild_only=True,
    default_permissions=discord.Permissions(manage_guild=True),
)  # fmt: skip
_COMMANDS: Final[tuple[app_commands.Command[Any, ..., None], ...]] = (
    try_question, history, reload, doctor, stats, teach, undo, settings, show, edit, unanswered, new,
)  # fmt: skip
for _command in _COMMANDS:
    faq.add_command(_command)


def is_for_moderators(interaction: Interaction) -> bool:
    """Say whether an interaction is about one of these commands."""
    command = interaction.command
    return isinstance(command, app_commands.Command) and command.root_parent is faq


async def is_refused(interaction: Interaction) -> bool:
    """Say whether a use of these commands is refused, and tell the person so; other commands are for everybody."""
    if not is_for_moderators(interaction) or may_moderate(interaction):
        return False
    if interaction.type is discord.InteractionType.application_command:
        await respond(interaction, line(lines_for(interaction).not_allowed), private=True)
    return True
