"""The words that other questions take on a card; their buttons are put beside them in offered.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.answering.answer import Outcome
from bot.frontends.discord import limits
from bot.frontends.discord.markdown import literal, one_line, shortened

if TYPE_CHECKING:
    from bot.answering.answer import Answer, Suggestion
    from bot.frontends.discord.language import Language


def offered_texts(answer: Answer, language: Language) -> list[str]:
    """Return the words that other questions take on a card: a heading, unless the card is about them, and each."""
    others = offered(answer)
    if not others:
        return []
    questions = [question_text(one.question, small=not answer.suggestions) for one in others]
    if answer.outcome is Outcome.SUGGESTED:
        return questions
    heading = language.answered_instead if answer.suggestions else language.related
    return [f"**{heading}**", *questions]


def question_text(question: str, *, small: bool = False) -> str:
    """Return a question as it stands beside its button."""
    return ("-# " if small else "") + literal(shortened(one_line(question), limits.OFFERED))


def offered(answer: Answer) -> list[Suggestion]:
    """Return the did-you-mean questions, or else the related ones."""
    if answer.suggestions:
        return _distinct(answer.suggestions)[: limits.SUGGESTIONS]
    return [one for one in _distinct(answer.related) if one.entry != answer.entry][: limits.RELATED]


def _distinct(suggestions: tuple[Suggestion, ...]) -> list[Suggestion]:
    """Return one suggestion an entry: two buttons with the same custom id would have the message refused."""
    return list({one.entry: one for one in reversed(suggestions)}.values())[::-1]
