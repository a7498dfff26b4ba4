"""Who may use `/faq`: asked anew with every command and every press of a button."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord

if TYPE_CHECKING:
    from bot.frontends.discord.client import CareerBot


def may_moderate(interaction: discord.Interaction[CareerBot]) -> bool:
    """Say whether somebody may manage the server, or has its moderator role."""
    member, store = interaction.user, interaction.client.store
    if interaction.guild_id is None or not isinstance(member, discord.Member):
        return False
    if interaction.permissions.manage_guild:
        return True
    role = store.settings.of(interaction.guild_id).moderator_role if store is not None else None
    return role is not None and member.get_role(role) is not None
