"""How many characters of a card its title and sources take, and how many are left for the words."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

from bot.answering.answer import Heading
from bot.frontends.discord import limits
from bot.frontends.discord.body import body
from bot.frontends.discord.language import ENGLISH, language_named
from bot.frontends.discord.limits import characters
from bot.frontends.discord.markdown import literal, one_line, shortened
from bot.frontends.discord.offered_texts import offered_texts
from bot.frontends.discord.sources import sources_text

if TYPE_CHECKING:
    from bot.answering.answer import Answer


_SURELY_FITS: Final = (
    limits.TEXT_PER_MESSAGE - limits.SOURCES_TEXT - limits.TITLE - (limits.RELATED + 1) * limits.OFFERED
) // 3
"""Characters of an answer that need no measuring: escapes double them at most, and signs of lists come on top."""


def title_text(answer: Answer) -> str:
    """Return the title line; an answer of several parts has none beside the headings of its parts."""
    in_parts = bool(answer.blocks) and isinstance(answer.blocks[0], Heading)
    title = "" if in_parts else one_line(answer.title)
    return f"### {literal(shortened(title, limits.TITLE))}" if title else ""


def room_beside(*others: str) -> int:
    """Return how many characters a message has for the words of an answer beside other texts."""
    return limits.TEXT_PER_MESSAGE - sum(characters(text) for text in others) - len("\n")


def overflow(answer: Answer) -> tuple[int, int] | None:
    """Return how many characters the uncut words of an answer take on its card, and how many there are for them.

    None if they fit.
    """
    if len(answer.text) < _SURELY_FITS:
        return None
    language = language_named(ENGLISH)
    needed = characters(body(answer.blocks, sys.maxsize, language))
    beside = title_text(answer), sources_text(answer.citations, language), *offered_texts(answer, language)
    room = room_beside(*beside)
    return (needed, room) if needed > room else None
