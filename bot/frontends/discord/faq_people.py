"""Who may use `/faq`, asked anew with every command and every press of a button; and what they are told otherwise."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import discord

from bot.frontends.discord import faq_wording as wording
from bot.frontends.discord.card import line
from bot.frontends.discord.failures import tell_failure
from bot.frontends.discord.replies import respond

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.frontends.discord.client import CareerBot
    from bot.store.errors import StoreError

_log = logging.getLogger(__name__)


def may_moderate(interaction: discord.Interaction[CareerBot]) -> bool:
    """Say whether somebody may manage the server, or has its moderator role."""
    member, store = interaction.user, interaction.client.store
    if interaction.guild_id is None or not isinstance(member, discord.Member):
        return False
    if interaction.permissions.manage_guild:
        return True
    role = store.settings.of(interaction.guild_id).moderator_role if store is not None else None
    return role is not None and member.get_role(role) is not None


async def if_allowed(
    interaction: discord.Interaction[CareerBot], act: Callable[[discord.Interaction[CareerBot]], Awaitable[object]]
) -> None:
    """Do what a button or form of `/faq` is for, if the person may; a failure is told them and logged."""
    try:
        if may_moderate(interaction):
            await act(interaction)
        else:
            await respond(interaction, line(wording.NOT_ALLOWED), private=True)
    except Exception as error:  # noqa: BLE001 - discord.py would log it and leave the person without a word
        await tell_failure(interaction, error)


async def tell_store_gone(interaction: discord.Interaction[CareerBot], problem: StoreError) -> None:
    """Say privately that the records can't be had at the moment."""
    _log.error("The store can't be read for /faq: %s", problem)
    await respond(interaction, line(wording.STORE_GONE), private=True)
