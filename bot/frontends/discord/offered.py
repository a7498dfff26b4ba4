"""Other questions on a card, each with a button beside it: the answer in, Components V2 sections out.

The question is text and the button is short, because a phone cuts the label of a button after some forty characters.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord

from bot.answering.answer import Outcome
from bot.frontends.discord import limits
from bot.frontends.discord.buttons import ShowEntryButton
from bot.frontends.discord.markdown import literal, one_line, shortened

if TYPE_CHECKING:
    from bot.answering.answer import Answer, Suggestion
    from bot.frontends.discord.language import Language


def offered_texts(answer: Answer, language: Language) -> list[str]:
    """Return the words that other questions take on a card: a heading, unless the card is about them, and each."""
    offered = _offered(answer)
    if not offered:
        return []
    questions = [_as_text(one.question, small=not answer.suggestions) for one in offered]
    if answer.outcome is Outcome.SUGGESTED:
        return questions
    heading = language.answered_instead if answer.suggestions else language.related
    return [f"**{heading}**", *questions]


def offered_items(answer: Answer, asker: int | None, language: Language) -> list[discord.ui.Item[Any]]:
    """Return the other questions; of a "did you mean" they become the answer for the `asker`."""
    offered = _offered(answer)
    texts = offered_texts(answer, language)
    headings, questions = texts[: len(texts) - len(offered)], texts[len(texts) - len(offered) :]
    own = asker if answer.outcome is Outcome.SUGGESTED else None
    items: list[discord.ui.Item[Any]] = []
    for heading in headings:
        items += [discord.ui.Separator(), discord.ui.TextDisplay(heading)]
    for one, words in zip(offered, questions, strict=True):
        items.append(discord.ui.Section(words, accessory=ShowEntryButton(one.entry, language.show, own)))
    return items


def question_with_button(entry: str, question: str, language: Language) -> discord.ui.Section[Any]:
    """Return a question with the button that shows its answer."""
    return discord.ui.Section(_as_text(question), accessory=ShowEntryButton(entry, language.show))


def _as_text(question: str, *, small: bool = False) -> str:
    return ("-# " if small else "") + literal(shortened(one_line(question), limits.OFFERED))


def _offered(answer: Answer) -> list[Suggestion]:
    """Return the did-you-mean questions, or else the related ones."""
    if answer.suggestions:
        return _distinct(answer.suggestions)[: limits.SUGGESTIONS]
    return [one for one in _distinct(answer.related) if one.entry != answer.entry][: limits.RELATED]


def _distinct(suggestions: tuple[Suggestion, ...]) -> list[Suggestion]:
    """Return one suggestion an entry: two buttons with the same custom id would have the message refused."""
    return list({one.entry: one for one in reversed(suggestions)}.values())[::-1]
