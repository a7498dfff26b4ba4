"""Every number of Discord's that the front end minds, in one table. discord.py checks almost none of them.

Source: https://discord.com/developers/docs (components reference, application commands), as of API version 10.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

_Item = TypeVar("_Item")

# ── the platform's ────────────────────────────────────────────────────────────────────────────────────────────────
COMPONENTS_PER_MESSAGE: Final = 40
TEXT_PER_MESSAGE: Final = 4000
"""Characters in all text displays of one message together."""
BUTTONS_PER_ROW: Final = 5
BUTTON_LABEL: Final = 80
CUSTOM_ID: Final = 100
ALT_TEXT: Final = 1024
"""Characters that describe a picture to those who don't see it."""
CHOICES: Final = 25
CHOICE_TEXT: Final = 100
"""Characters of an autocomplete choice's name, and of its value."""

# ── our own, kept inside the platform's ───────────────────────────────────────────────────────────────────────────
QUESTION: Final = 1000
"""Characters that `/ask` takes; longer than any question people write, shorter than an essay."""
PHRASING: Final = 300
"""Characters of a way to ask for an entry, and of a gap's answer: those of a line of the knowledge."""
REASON: Final = 200
"""Characters of why the knowledge is changed."""
BODY: Final = 3_600
"""Characters of a text that stands alone in a message, with room for what is around it."""
TITLE: Final = 200
ECHO: Final = 200
"""Characters of the asker's own words shown back to them."""
SOURCES_TEXT: Final = 1000
SOURCES_LINES: Final = 6
RELATED: Final = 3
SUGGESTIONS: Final = 3
OFFERED: Final = 150
"""Characters of another question that is offered on a card."""
TABLE_COLUMNS: Final = 34
"""Monospaced characters that fit beside each other in a card on a phone 400 pixels wide."""


def characters(text: str) -> int:
    """Return the length as the strictest reader counts it: in UTF-16 units, where an emoji is two."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def in_rows(items: Sequence[_Item]) -> list[Sequence[_Item]]:
    """Return buttons in rows of as many as Discord puts beside each other."""
    return [items[start : start + BUTTONS_PER_ROW] for start in range(0, len(items), BUTTONS_PER_ROW)]
