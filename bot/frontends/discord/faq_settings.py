"""`/faq settings`: what a server decides for itself, shown and changed in one command."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.frontends.discord import faq_wording as wording
from bot.frontends.discord.card import line
from bot.frontends.discord.replies import respond
from bot.store.errors import SettingsConflictError, StoreError

if TYPE_CHECKING:
    from bot.frontends.discord.client import CareerBot
    from bot.store.server_settings import ServerSettings


@app_commands.command(name="settings", description=wording.SETTINGS_DESCRIPTION)
@app_commands.describe(
    moderator_role=wording.SETTING_ROLE, second_moderator=wording.SETTING_SECOND, channel=wording.SETTING_CHANNEL
)
async def settings(
    interaction: discord.Interaction[CareerBot],
    moderator_role: discord.Role | None = None,
    second_moderator: bool | None = None,
    channel: discord.TextChannel | None = None,
) -> None:
    """Show the settings, with what was given changed; only who may manage the server changes them."""
    store = interaction.client.store
    changes: dict[str, object] = {}
    if moderator_role is not None:
        changes["moderator_role"] = None if moderator_role.is_default() else moderator_role.id
    if second_moderator is not None:
        changes["second_moderator_approves"] = second_moderator
    if channel is not None:
        changes["moderators_channel"] = channel.id
    if store is None or interaction.guild_id is None:
        await respond(interaction, line(wording.NO_STORE), private=True)
        return
    if changes and not interaction.permissions.manage_guild:
        await respond(interaction, line(wording.ONLY_MANAGERS), private=True)
        return
    try:
        saved = await store.settings.read(interaction.guild_id)
        if changes:
            wanted = saved.settings.model_copy(update=changes)
            saved = await store.settings.save(interaction.guild_id, wanted, seen=saved.revision)
    except SettingsConflictError:
        await respond(interaction, line(wording.SETTINGS_CONFLICT), private=True)
        return
    except StoreError:
        await respond(interaction, line(wording.STORE_GONE), private=True)
        return
    await respond(interaction, line(_shown(saved.settings)), private=True)


def _shown(held: ServerSettings) -> str:
    return wording.SETTINGS.format(
        role=f"<@&{held.moderator_role}>" if held.moderator_role else wording.NONE,
        second=wording.YES if held.second_moderator_approves else wording.NO,
        channel=f"<#{held.moderators_channel}>" if held.moderators_channel else wording.NONE,
    )
