"""`/faq teach`: a question becomes a way to ask for an entry."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.frontends.discord import faq_wording as wording
from bot.frontends.discord import limits
from bot.frontends.discord.choices import choices_of
from bot.frontends.discord.faq_changes import propose
from bot.frontends.discord.faq_entries import complete_entry, entry_id
from bot.frontends.discord.faq_held import Purpose
from bot.store.errors import StoreError

if TYPE_CHECKING:
    from bot.frontends.discord.client import CareerBot

    Interaction = discord.Interaction[CareerBot]


@app_commands.command(name="teach", description=wording.TEACH_DESCRIPTION)
@app_commands.describe(question=wording.TEACH_QUESTION, entry=wording.ENTRY, reason=wording.REASON)
async def teach(
    interaction: Interaction,
    question: app_commands.Range[str, 1, limits.PHRASING],
    entry: str,
    reason: app_commands.Range[str, 0, limits.REASON] = "",
) -> None:
    """Make a question a phrasing of an entry, after showing what that changes."""
    purpose, taught = Purpose("teach", reason or question), entry_id(interaction, entry)
    await propose(interaction, purpose, lambda editor: editor.teach(taught, question))


teach.autocomplete("entry")(complete_entry)


@teach.autocomplete("question")
async def complete_unanswered(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """Offer what was asked in vain."""
    store = interaction.client.store
    try:
        asked = await store.unanswered.most_asked(interaction.guild_id, limit=100) if store is not None else []
    except StoreError:
        return []
    return choices_of(one.text for one in asked if typed.casefold() in one.text)
