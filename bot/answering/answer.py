"""`Answer`: what the assistant says, as plain data. Every front door draws this and knows nothing else.

The JSON form is the contract of `career-bot ask --jsonl`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator


class Outcome(StrEnum):
    """How a question ended."""

    ANSWERED = "answered"
    NOT_COVERED = "not_covered"
    SUGGESTED = "suggested"
    SOCIAL = "social"
    CRISIS = "crisis"
    UNMATCHED = "unmatched"


@dataclass(frozen=True, slots=True)
class Source:
    """A guide's section that supports the answer. `attributed_to` is who first published the figure, if it is one.

    `period` is what the figure is for, in words, if the guide says.
    """

    guide: str
    title: str
    section: str
    attributed_to: str | None = None
    figure: str | None = None
    period: str | None = None


@dataclass(frozen=True, slots=True)
class ShownFigure:
    """A number that stands in the answer's text, with its provenance. A range is shown as two of them."""

    id: str
    value: float
    unit: str
    statistic: str | None
    area: str | None
    reference_period: str | None
    guide: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A question the bot can answer, offered as a button."""

    entry: str
    question: str


@dataclass(frozen=True, slots=True)
class Heading:
    """The title of one part, when a question has several."""

    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    text: str


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of short statements."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: what it is, its value as people read it, and who says so or what to mind."""

    label: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Labelled values. Reads aloud as 'label: value (note)' lines."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A caution: a dated or doubtful figure, another population, a misprint."""

    text: str


Block = Heading | Paragraph | Bullets | Table | Note


@dataclass(frozen=True, slots=True)
class Answer:
    """The whole answer. `silent_in_channels` asks front doors to say nothing unless they were spoken to."""

    question: str
    outcome: Outcome
    entry: str | None
    confidence: float
    title: str
    blocks: tuple[Block, ...]
    citations: tuple[Source, ...] = ()
    figures: tuple[ShownFigure, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    related: tuple[Suggestion, ...] = ()
    chart: str | None = None
    silent_in_channels: bool = False
    elapsed_ms: float = 0.0

    @property
    def text(self) -> str:
        """The whole answer as plain text, as a screen reader would speak it."""
        return "\n\n".join("\n".join(_lines(block)) for block in self.blocks)

    def as_json(self) -> dict[str, Any]:
        """Return the contract's JSON object."""
        return {
            "question": self.question,
            "outcome": self.outcome.value,
            "entry": self.entry,
            "confidence": round(self.confidence, 4),
            "text": self.text,
            "citations": [
                {"guide": s.guide, "title": s.title, "section": s.section, "attributed_to": s.attributed_to,
                 "figure": s.figure}
                for s in self.citations
            ],
            "figures": [
                {"id": f.id, "value": f.value, "unit": f.unit, "statistic": f.statistic, "area": f.area,
                 "reference_period": f.reference_period, "guide": f.guide}
                for f in self.figures
            ],
            "suggestions": [{"entry": s.entry, "question": s.question} for s in self.suggestions],
            "elapsed_ms": round(self.elapsed_ms, 3),
        }  # fmt: skip


def _lines(block: Block) -> Iterator[str]:
    if isinstance(block, Bullets):
        yield from (f"- {item}" for item in block.items)
    elif isinstance(block, Table):
        if block.title:
            yield f"{block.title}:"
        yield from (f"- {row.label}: {row.value}" + (f" ({row.note})" if row.note else "") for row in block.rows)
    else:
        yield block.text
