"""Who may use `/faq`, in which language they are spoken to, and what they are told when its records are gone."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, TypeVar

import discord

from bot.frontends.discord.layout import line
from bot.frontends.discord.responses import language_of, respond
from bot.store.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.frontends.discord.client import CareerBot
    from bot.frontends.discord.faq_lines import FaqLines
    from bot.store.store import Store

_log = logging.getLogger(__name__)
_Found = TypeVar("_Found")


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


async def from_store(
    interaction: discord.Interaction[CareerBot], act: Callable[[Store], Awaitable[_Found]]
) -> _Found | None:
    """Return what comes of reading or writing the records; None when the person was told why they can't be had."""
    store = interaction.client.store
    if store is None:
        await respond(interaction, line(lines_for(interaction).no_store), private=True)
        return None
    try:
        return await act(store)
    except StoreError as problem:
        _log.error("The store can't be used for /faq: %s", problem)
        await respond(interaction, line(lines_for(interaction).store_gone), private=True)
        return None
