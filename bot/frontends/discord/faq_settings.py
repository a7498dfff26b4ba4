"""`/faq settings`: what a server decides for itself, shown and changed on one card.

Moderators see it; who may manage the server changes it, which is asked of Discord with every press.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.frontends.discord import faq_wording as wording
from bot.frontends.discord.failures import tell_failure
from bot.frontends.discord.faq_forms import open_again
from bot.frontends.discord.layout import line
from bot.frontends.discord.responses import acknowledge, ask_in_form, language_of, promise, replace, respond
from bot.frontends.discord.settings_card import THEIR_OWN, settings_card
from bot.frontends.discord.settings_form import (
    MannersForm,
    UnusableSettingError,
    changed,
    setting_name,
    typed_settings,
)
from bot.store.errors import SettingsConflictError, StoreError

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.frontends.discord.client import CareerBot
    from bot.frontends.discord.faq_forms import Form
    from bot.store.server_settings import ServerSettings

    Interaction = discord.Interaction[CareerBot]

_log = logging.getLogger(__name__)


@app_commands.command(name="settings", description=wording.SETTINGS_DESCRIPTION)
@app_commands.describe(
    moderator_role=wording.SETTING_ROLE, second_moderator=wording.SETTING_SECOND, channel=wording.SETTING_CHANNEL
)
async def settings(
    interaction: Interaction,
    moderator_role: discord.Role | None = None,
    second_moderator: bool | None = None,
    channel: discord.TextChannel | None = None,
) -> None:
    """Show the settings, with what was given changed; only who may manage the server changes them."""
    changes: dict[str, object] = {}
    if moderator_role is not None:
        changes["moderator_role"] = None if moderator_role.is_default() else moderator_role.id
    if second_moderator is not None:
        changes["second_moderator_approves"] = second_moderator
    if channel is not None:
        changes["moderators_channel"] = channel.id
    if changes and not interaction.permissions.manage_guild:
        await respond(interaction, line(language_of(interaction).only_managers), private=True)
    elif await promise(interaction, private=True):
        held = await interaction.client.setting_presses.save(interaction, lambda held: changed(held, changes))
        if held is not None:
            await respond(interaction, _card(interaction, held), private=True)


class SettingPresses:
    """Answers the menus, buttons and the form of the settings, for the bot they belong to."""

    def __init__(self, bot: CareerBot) -> None:
        self._bot = bot

    async def choose(self, interaction: Interaction, field: str, values: list[str]) -> None:
        """Set what was chosen in a menu."""
        await self._change(interaction, lambda held: changed(held, {field: _chosen(field, values)}))

    async def press(self, interaction: Interaction, field: str) -> None:
        """Turn a setting on or off, or open the form."""
        if field == "manners":
            if await self._is_refused(interaction):
                return
            held = self._bot.settings_of(interaction.guild)
            await ask_in_form(interaction, MannersForm.of(held, language_of(interaction)))
            return
        await self._change(interaction, lambda held: changed(held, {field: not held.second_moderator_approves}))

    async def type_in(self, interaction: Interaction, typed: dict[str, str], again: Form) -> None:
        """Set what was typed into the form; where nothing comes of it, it is opened again as it was left."""
        await self._change(interaction, lambda held: changed(held, typed_settings(typed)), again)

    async def save(
        self, interaction: Interaction, change: Callable[[ServerSettings], ServerSettings], form: Form | None = None
    ) -> ServerSettings | None:
        """Change a server's settings and return them; None when that was answered with why they can't be."""
        language, store = language_of(interaction), self._bot.store
        if store is None or interaction.guild_id is None:
            await respond(interaction, line(language.no_settings, *open_again(interaction, form)), private=True)
            return None
        try:
            saved = await store.settings.read(interaction.guild_id)
            wanted = change(saved.settings)
            if wanted != saved.settings:
                saved = await store.settings.save(interaction.guild_id, wanted, seen=saved.revision)
        except UnusableSettingError as unusable:
            said = language.unusable_setting.format(setting=setting_name(unusable.field, language))
        except SettingsConflictError:
            said = language.settings_conflict
        except StoreError as problem:
            _log.error("A server's settings can't be read or saved: %s", problem)
            said = language.settings_gone
        else:
            return saved.settings
        await respond(interaction, line(said, *open_again(interaction, form)), private=True)
        return None

    async def _change(
        self, interaction: Interaction, change: Callable[[ServerSettings], ServerSettings], form: Form | None = None
    ) -> None:
        try:
            if await self._is_refused(interaction, form) or not await acknowledge(interaction):
                return
            held = await self.save(interaction, change, form)
            if held is not None:
                await replace(interaction, _card(interaction, held))
        except Exception as error:  # noqa: BLE001 - told to the person and logged
            await tell_failure(interaction, error, *open_again(interaction, form))

    async def _is_refused(self, interaction: Interaction, form: Form | None = None) -> bool:
        if interaction.guild_id is not None and interaction.permissions.manage_guild:
            return False
        told = line(language_of(interaction).only_managers, *open_again(interaction, form))
        await respond(interaction, told, private=True)
        return True


def _card(interaction: Interaction, held: ServerSettings) -> discord.ui.LayoutView:
    hears_all = interaction.client.intents.message_content
    return settings_card(held, language_of(interaction), hears_all=hears_all)


def _chosen(field: str, values: list[str]) -> object:
    if field == "channels":
        return [int(one) for one in values]
    if field in {"moderator_role", "moderators_channel"}:
        return int(values[0]) if values else None
    return None if values == [THEIR_OWN] else values[0]
