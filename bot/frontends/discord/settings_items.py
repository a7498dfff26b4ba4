"""The menus and buttons of a server's settings. Like all that can be pressed they outlive a restart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord

from bot.frontends.discord.custom_ids import SET, TOGGLE
from bot.frontends.discord.pressable import Pressable, PressableButton

if TYPE_CHECKING:
    Interaction = discord.Interaction[Any]


class SettingMenu(Pressable[discord.ui.Item[Any]], form=SET):
    """Sets one setting to what is chosen. What can be chosen is the card's business."""

    async def callback(self, interaction: Interaction) -> None:
        """Set it."""
        chosen = dict(interaction.data or {}).get("values", [])
        await interaction.client.setting_presses.choose(interaction, self.parts["field"], chosen)


class SettingButton(PressableButton, form=TOGGLE):
    """Turns a setting on or off, or opens the form with those that are typed."""

    async def callback(self, interaction: Interaction) -> None:
        """Do it."""
        await interaction.client.setting_presses.press(interaction, self.parts["field"])


SETTING_ITEMS = (SettingMenu, SettingButton)
"""Every kind of them, for `Client.add_dynamic_items`."""
