"""The menus and buttons of a server's settings. Like all that can be pressed they outlive a restart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

import discord

from bot.frontends.discord.custom_ids import SET_ID, TOGGLE_ID
from bot.frontends.discord.limits import BUTTON_LABEL
from bot.frontends.discord.markdown import shortened

if TYPE_CHECKING:
    import re


class SettingMenu(discord.ui.DynamicItem[discord.ui.Item[Any]], template=SET_ID):
    """Sets one setting to what is chosen. What can be chosen is the card's business."""

    @classmethod
    async def from_custom_id(
        cls,
        interaction: discord.Interaction[Any],  # noqa: ARG003 - discord.py's signature
        item: discord.ui.Item[Any],
        match: re.Match[str],  # noqa: ARG003 - discord.py's signature
        /,
    ) -> Self:
        """Take the menu as Discord sent it back."""
        return cls(item)

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Set it."""
        field = self.template.fullmatch(self.custom_id)
        data: dict[str, Any] = dict(interaction.data or {})
        if field is not None:
            await interaction.client.setting_presses.choose(interaction, field["field"], data.get("values", []))


class SettingButton(discord.ui.DynamicItem[discord.ui.Button[Any]], template=TOGGLE_ID):
    """Turns a setting on or off, or opens the form with those that are typed."""

    def __init__(self, field: str, label: str) -> None:
        self.field = field
        super().__init__(discord.ui.Button(label=shortened(label, BUTTON_LABEL), custom_id=f"cb1:toggle:{field}"))

    @classmethod
    async def from_custom_id(
        cls,
        interaction: discord.Interaction[Any],  # noqa: ARG003 - discord.py's signature
        item: discord.ui.Item[Any],
        match: re.Match[str],
        /,
    ) -> Self:
        """Make the button anew from what Discord sent back of it."""
        return cls(match["field"], getattr(item, "label", None) or "…")

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Do it."""
        await interaction.client.setting_presses.press(interaction, self.field)


SETTING_ITEMS = (SettingMenu, SettingButton)
"""Every kind of them, for `Client.add_dynamic_items`."""
