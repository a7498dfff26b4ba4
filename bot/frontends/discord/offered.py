"""Other questions on a card, each with a button beside it: the answer in, Components V2 sections out.

The question is text and the button is short, because a phone cuts the label of a button after some forty characters.
Where there are several, their numbers tell the buttons apart for who hears them read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord

from bot.answering.answer import Outcome
from bot.frontends.discord.buttons import ShowEntryButton
from bot.frontends.discord.offered_texts import numbers, offered, offered_texts, question_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.answering.answer import Answer
    from bot.frontends.discord.language import Language
    from bot.knowledge.records import Entry


def offered_items(answer: Answer, asker: int | None, language: Language) -> list[discord.ui.Item[Any]]:
    """Return the other questions; of a "did you mean" they become the answer for the `asker`."""
    others = offered(answer)
    texts = offered_texts(answer, language)
    headings, questions = texts[: len(texts) - len(others)], texts[len(texts) - len(others) :]
    own = asker if answer.outcome is Outcome.SUGGESTED else None
    items: list[discord.ui.Item[Any]] = []
    for heading in headings:
        items += [discord.ui.Separator(), discord.ui.TextDisplay(heading)]
    for one, number, words in zip(others, numbers(len(others)), questions, strict=True):
        items.append(discord.ui.Section(words, accessory=_show(one.entry, number, language, own)))
    return items


def questions_with_buttons(entries: Sequence[Entry], first: int, language: Language) -> list[discord.ui.Section[Any]]:
    """Return questions with the buttons that show their answers, numbered from `first`."""
    return [
        discord.ui.Section(question_text(entry.question, number), accessory=_show(entry.id, number, language))
        for number, entry in zip(numbers(len(entries), first), entries, strict=True)
    ]


def _show(entry: str, number: int | None, language: Language, asker: int | None = None) -> ShowEntryButton:
    label = language.show if number is None else language.show_numbered.format(number=number)
    return ShowEntryButton.of(label, entry=entry, asker=asker)
