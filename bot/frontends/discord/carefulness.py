"""How sure is sure enough: what a server's own thresholds make of an answer, and what is said without being asked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from bot.answering.answer import Outcome, Suggestion

if TYPE_CHECKING:
    from bot.answering.answer import Answer
    from bot.store.server_settings import ServerSettings

SURE_UNASKED: Final = 0.70
"""Probability from which the bot speaks to people who haven't spoken to it. Of the test questions it finds four fifths
from there on; idle talk and questions about something else stay below it nearly always."""

_ANSWERS: Final = frozenset({Outcome.ANSWERED, Outcome.NOT_COVERED})


def as_careful_as(settings: ServerSettings, answer: Answer) -> Answer:
    """Return the answer; offered instead of given where a server wants to be surer, or not even offered."""
    sure, plausible = settings.answer_threshold, settings.suggest_threshold
    if answer.outcome is Outcome.ANSWERED and sure is not None and answer.confidence < sure:
        offered = (Suggestion(answer.entry, answer.title or answer.entry),) if answer.entry else ()
        answer = replace(_empty(answer, Outcome.SUGGESTED), suggestions=offered)
    if answer.outcome is Outcome.SUGGESTED and plausible is not None and answer.confidence < plausible:
        return _empty(answer, Outcome.UNMATCHED)
    return answer


def is_sure_unasked(settings: ServerSettings, answer: Answer) -> bool:
    """Say whether an answer may be given to somebody who asked the room, not the bot."""
    wanted = max(SURE_UNASKED, settings.answer_threshold or 0.0)
    return answer.outcome in _ANSWERS and not answer.silent_in_channels and answer.confidence >= wanted


def _empty(answer: Answer, outcome: Outcome) -> Answer:
    return replace(
        answer, outcome=outcome, entry=None, title="", blocks=(), citations=(), figures=(), suggestions=(), related=(),
        chart=None,
    )  # fmt: skip
