"""Where known questions go, and which of them go elsewhere after a change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.answering.answer import Outcome
from bot.answering.answer_checks import filled

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.answering.answer import Answer
    from bot.answering.assistant import Assistant
    from bot.knowledge.records import Entry
    from bot.knowledge.small_talk import SmallTalk
    from bot.knowledge.snapshot import Knowledge


@dataclass(frozen=True, slots=True)
class KnownQuestion:
    """A question, and why it is known: such as "asks of pay-by-state"."""

    text: str
    known_as: str


@dataclass(frozen=True, slots=True)
class Destination:
    """What a question comes to: the outcome, the entry or small talk, and the entries that are offered instead."""

    outcome: str
    entry: str | None = None
    suggestions: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Say it in words."""
        if self.suggestions:
            return f"suggests {', '.join(self.suggestions)}"
        words = {
            Outcome.ANSWERED: "answered by", Outcome.NOT_COVERED: "a known gap,", Outcome.SOCIAL: "small talk,",
            Outcome.CRISIS: "help,",
        }  # fmt: skip
        return f"{words.get(Outcome(self.outcome), self.outcome)} {self.entry}" if self.entry else "no answer"


@dataclass(frozen=True, slots=True)
class OutcomeChange:
    """A question that goes somewhere else."""

    question: KnownQuestion
    before: Destination
    after: Destination


def known_questions(*versions: Knowledge) -> tuple[KnownQuestion, ...]:
    """Return the test questions of all versions, each once."""
    found: dict[str, KnownQuestion] = {}
    for knowledge in versions:
        records: tuple[Entry | SmallTalk, ...] = (*knowledge.entries.values(), *knowledge.social.values())
        for record in records:
            for name, questions in (("asks", record.tests.asks), ("rejects", record.tests.rejects)):
                for text in questions:
                    found.setdefault(text, KnownQuestion(text, f"{name} of {record.id}"))
    return tuple(found.values())


def changed_outcomes(before: Assistant, after: Assistant, questions: Iterable[KnownQuestion]) -> list[OutcomeChange]:
    """Put questions to two assistants; return those that go elsewhere, in their order."""
    changes = []
    for question in questions:
        was, becomes = (
            destination(assistant.ask(filled(question.text, assistant.knowledge.vocabulary.examples)))
            for assistant in (before, after)
        )
        if was != becomes:
            changes.append(OutcomeChange(question, was, becomes))
    return changes


def destination(answer: Answer) -> Destination:
    """Return what a question came to; what an answer offers besides doesn't count."""
    offered = answer.suggestions if answer.outcome is Outcome.SUGGESTED else ()
    return Destination(answer.outcome.value, answer.entry, tuple(one.entry for one in offered))


def summed_up(changes: Sequence[OutcomeChange], asked: int) -> str:
    """Say in a line how many of the questions that were asked go elsewhere."""
    if not changes:
        return f"All {asked:,} known questions go where they went."
    verb = "goes" if len(changes) == 1 else "go"
    return f"{len(changes):,} of {asked:,} known questions {verb} elsewhere:"
