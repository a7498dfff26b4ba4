"""How every message of the bot's is laid out: a fixed line with what is pressed below it, or a frame around parts."""

from __future__ import annotations

from typing import Any

import discord


def line(text: str, *below: discord.ui.Item[Any]) -> discord.ui.LayoutView:
    """Lay out one of the bot's own fixed lines, and what is pressed below it."""
    return laid_out(discord.ui.TextDisplay[Any](text), *below)


def framed(*inside: discord.ui.Item[Any]) -> discord.ui.LayoutView:
    """Lay out the parts of a card with a frame around them."""
    return laid_out(discord.ui.Container[Any](*inside))


def laid_out(*parts: discord.ui.Item[Any]) -> discord.ui.LayoutView:
    """Lay parts out below one another. What can be pressed on them is known by its id, so nothing waits for it."""
    view = discord.ui.LayoutView(timeout=None)
    for part in parts:
        view.add_item(part)
    return view
