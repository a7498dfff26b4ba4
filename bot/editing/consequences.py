"""What a change of the knowledge does to the questions that are known, worked out beside serving."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.answering.outcomes import changed_outcomes, known_questions
from bot.matching.remembered import RememberingMatcher
from bot.matching.revised import RevisedMatcher

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.answering.assistant import Assistant
    from bot.answering.outcomes import KnownQuestion, OutcomeChange
    from bot.knowledge.snapshot import Knowledge
    from bot.matching.match import MessageMatcher


@dataclass(frozen=True, slots=True)
class Moved:
    """The known questions that go elsewhere, and how many were asked."""

    outcomes: tuple[OutcomeChange, ...]
    asked: int


class Consequences:
    """Puts every known question to the assistant in service and to one on changed knowledge, in a thread.

    What the matcher makes of the questions is remembered for the next change: it is most of the work.
    """

    def __init__(self) -> None:
        self._remembered: tuple[MessageMatcher, RememberingMatcher] | None = None
        self._comparing = asyncio.Lock()

    async def of(
        self,
        assistant: Assistant,
        knowledge: Knowledge,
        more: Sequence[KnownQuestion] = (),
        *,
        besides: str | None = None,
    ) -> Moved:
        """Return what goes elsewhere with other knowledge, until the matcher is fitted to it.

        Args:
            assistant: the one in service.
            knowledge: what would be in service after the change.
            more: questions besides the test questions of both.
            besides: a question that isn't compared, since it is told of elsewhere.
        """
        async with self._comparing:
            return await asyncio.to_thread(self._compared, assistant, knowledge, more, besides)

    def _compared(
        self, assistant: Assistant, knowledge: Knowledge, more: Sequence[KnownQuestion], besides: str | None
    ) -> Moved:
        matcher = self._remembering(assistant.matcher)
        before = assistant.renewed(assistant.knowledge, matcher)
        after = assistant.renewed(knowledge, RevisedMatcher(matcher, assistant.knowledge, knowledge))
        known = {one.text: one for one in (*more, *known_questions(knowledge, assistant.knowledge))}
        if besides is not None:
            known.pop(besides, None)
        return Moved(tuple(changed_outcomes(before, after, known.values())), len(known))

    def _remembering(self, matcher: MessageMatcher) -> RememberingMatcher:
        if self._remembered is None or self._remembered[0] is not matcher:
            self._remembered = matcher, RememberingMatcher(matcher)
        return self._remembered[1]
