"""What is offered while somebody types an option of a command: texts in, Discord's choices out."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from discord import app_commands

from bot.frontends.discord import limits

if TYPE_CHECKING:
    from collections.abc import Iterable


def choices_of(texts: Iterable[str]) -> list[app_commands.Choice[str]]:
    """Return the first texts as choices, each once. They stand for themselves, so one that is too long is left out."""
    fitting = dict.fromkeys(text for text in texts if 0 < limits.characters(text) <= limits.CHOICE_TEXT)
    return [app_commands.Choice(name=text, value=text) for text in islice(fitting, limits.CHOICES)]
