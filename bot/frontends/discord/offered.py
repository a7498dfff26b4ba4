"""Other questions on a card, each with a button beside it: the answer in, Components V2 sections out.

The question is text and the button is short, because a phone cuts the label of a button after some forty characters.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord

from bot.answering.answer import Outcome
from bot.frontends.discord.buttons import ShowEntryButton
from bot.frontends.discord.offered_texts import offered, offered_texts, question_text

if TYPE_CHECKING:
    from bot.answering.answer import Answer
    from bot.frontends.discord.language import Language


def offered_items(answer: Answer, asker: int | None, language: Language) -> list[discord.ui.Item[Any]]:
    """Return the other questions; of a "did you mean" they become the answer for the `asker`."""
    others = offered(answer)
    texts = offered_texts(answer, language)
    headings, questions = texts[: len(texts) - len(others)], texts[len(texts) - len(others) :]
    own = asker if answer.outcome is Outcome.SUGGESTED else None
    items: list[discord.ui.Item[Any]] = []
    for heading in headings:
        items += [discord.ui.Separator(), discord.ui.TextDisplay(heading)]
    for one, words in zip(others, questions, strict=True):
        items.append(discord.ui.Section(words, accessory=ShowEntryButton(one.entry, language.show, own)))
    return items


def question_with_button(entry: str, question: str, language: Language) -> discord.ui.Section[Any]:
    """Return a question with the button that shows its answer."""
    return discord.ui.Section(question_text(question), accessory=ShowEntryButton(entry, language.show))
