"""Who may use `/faq`, and in which language they are spoken to."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import discord

from bot.frontends.discord.layout import line
from bot.frontends.discord.replies import language_of, respond

if TYPE_CHECKING:
    from bot.frontends.discord.client import CareerBot
    from bot.frontends.discord.faq_lines import FaqLines
    from bot.store.errors import StoreError

_log = logging.getLogger(__name__)


def lines_for(interaction: discord.Interaction[CareerBot], *, private: bool = True) -> FaqLines:
    """Return what is said to who used a command or button in their language, or to everybody there in the server's."""
    return (language_of(interaction) if private else interaction.client.language_in(interaction.guild)).faq


def may_moderate(interaction: discord.Interaction[CareerBot]) -> bool:
    """Say whether somebody may manage the server, or has its moderator role."""
    member, store = interaction.user, interaction.client.store
    if interaction.guild_id is None or not isinstance(member, discord.Member):
        return False
    if interaction.permissions.manage_guild:
        return True
    role = store.settings.of(interaction.guild_id).moderator_role if store is not None else None
    return role is not None and member.get_role(role) is not None


async def tell_store_gone(interaction: discord.Interaction[CareerBot], problem: StoreError) -> None:
    """Say privately that the records can't be had at the moment."""
    _log.error("The store can't be read for /faq: %s", problem)
    await respond(interaction, line(lines_for(interaction).store_gone), private=True)
