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
    questions = [
        question_text(one.question, number, small=not answer.suggestions)
        for number, one in zip(numbers(len(others)), others, strict=True)
    ]
    if answer.outcome is Outcome.SUGGESTED:
        return questions
    heading = language.answered_instead if answer.suggestions else language.related
    return [f"**{heading}**", *questions]


def numbers(count: int, first: int = 1) -> list[int | None]:
    """Return what tells so many questions apart: nothing has to when there is only one."""
    return list(range(first, first + count)) if count > 1 or first > 1 else [None] * count


def question_text(question: str, number: int | None, *, small: bool = False) -> str:
    """Return a question as it stands beside its button, with the number that is on the button as well."""
    counted = f"{number}\\. " if number is not None else ""
    return ("-# " if small else "") + counted + literal(shortened(one_line(question), limits.OFFERED))


def offered(answer: Answer) -> list[Suggestion]:
    """Return the did-you-mean questions, or else the related ones."""
    if answer.suggestions:
        return _distinct(answer.suggestions)[: limits.SUGGESTIONS]
    return [one for one in _distinct(answer.related) if one.entry != answer.entry][: limits.RELATED]


def _distinct(suggestions: tuple[Suggestion, ...]) -> list[Suggestion]:
    """Return one suggestion an entry: two buttons with the same custom id would have the message refused."""
    return list({one.entry: one for one in reversed(suggestions)}.values())[::-1]
