"""What pages show of figures: their words, their place in an answer's data and their sources, worked out once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.answering import figure_text
from bot.answering.answer import Source

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.answering.answer import ShownFigure
    from bot.knowledge.records import Citation, Figure
    from bot.knowledge.snapshot import Knowledge


@dataclass(frozen=True, slots=True)
class PrintedFigure:
    """A figure as people read it, as data, and where it stands."""

    words: str
    shown: tuple[ShownFigure, ...]
    sources: tuple[Source, ...]


class Printer:
    """Prints the records of one knowledge snapshot."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self._figures: dict[str, PrintedFigure] = {}

    def figure(self, figure: Figure) -> PrintedFigure:
        """Return a figure of the snapshot."""
        printed = self._figures.get(figure.id)
        if printed is None:
            printed = self._figures[figure.id] = PrintedFigure(
                figure_text.value(figure), tuple(figure_text.shown(figure)),
                tuple(self.sources(figure.citations, figure)),
            )  # fmt: skip
        return printed

    def sources(self, citations: Iterable[Citation], figure: Figure | None = None) -> Iterable[Source]:
        """Yield the sources that citations name: of a figure, with who first published it and its period."""
        for citation in citations:
            guide, section = self.knowledge.guides[citation.guide], self.knowledge.section(citation)
            of_figure = (
                (figure.attributed_to, figure.id, figure_text.period(figure) or None) if figure else (None, None, None)
            )
            yield Source(citation.guide, guide.title, section.title, *of_figure)
