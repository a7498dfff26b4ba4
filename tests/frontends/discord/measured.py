"""Cards measured against every limit that Discord sets a message."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simcord.components import COMPONENTS_V2_FLAG, validate_components
from worlds import flat

from bot.frontends.discord import limits
from bot.frontends.discord.limits import characters

if TYPE_CHECKING:
    import discord


def measured(view: discord.ui.LayoutView) -> list[dict]:
    """Measure a card; return its components, in reading order."""
    components = view.to_components()
    validate_components(components, flags=COMPONENTS_V2_FLAG)
    found = flat(components)
    texts, buttons = words_in(found), [one for one in found if one["type"] == 2]
    assert len(found) <= limits.COMPONENTS_PER_MESSAGE
    assert sum(characters(text) for text in texts) <= limits.TEXT_PER_MESSAGE
    assert all(text.strip() for text in texts)
    assert all(1 <= characters(one["label"]) <= limits.BUTTON_LABEL for one in buttons)
    assert all(1 <= len(one["custom_id"]) <= limits.CUSTOM_ID for one in buttons)
    assert len({one["custom_id"] for one in buttons}) == len(buttons)
    assert all(len(one["components"]) <= limits.BUTTONS_PER_ROW for one in found if one["type"] == 1)
    return found


def words_in(found: list[dict]) -> list[str]:
    """Return the texts of a card's components."""
    return [one["content"] for one in found if one["type"] == 10]
