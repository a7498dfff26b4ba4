"""An assistant that says what a test tells it to: for what the real knowledge can't be made to do."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.answering.answer import Answer, Outcome, Paragraph, Suggestion


def said(
    text: str = "Coders read charts.", *, outcome: Outcome = Outcome.ANSWERED, entry: str | None = "duties", **fields
) -> Answer:
    """Return an answer of one paragraph."""
    title = fields.pop("title", "What do coders do?")
    blocks = fields.pop("blocks", (Paragraph(text),) if text else ())
    fields = {"confidence": 1.0, **fields}
    return Answer(question="", outcome=outcome, entry=entry, title=title, blocks=blocks, **fields)


@dataclass
class ScriptedAssistant:
    """Answers every question with `answer`, or raises `error`; remembers what it was asked."""

    answer: Answer = field(default_factory=said)
    entries: dict[str, Answer] = field(default_factory=dict)
    offered: tuple[Suggestion, ...] = ()
    error: Exception | None = None
    asked: list[tuple[str, str | None]] = field(default_factory=list)

    def get_ready(self) -> None:
        pass

    def ask(self, question: str, conversation: str | None = None) -> Answer:
        self.asked.append((question, conversation))
        if self.error is not None:
            raise self.error
        return self.answer

    def show(self, entry_id: str) -> Answer | None:
        if self.error is not None:
            raise self.error
        return self.entries.get(entry_id)

    def complete(self, typed: str, limit: int = 25) -> tuple[Suggestion, ...]:  # noqa: ARG002 - the assistant's signature
        return self.offered[:limit]
