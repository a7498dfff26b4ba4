"""Figures as rows of a list: in words for people, in fields for programs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from bot.answering import figure_text, wording

if TYPE_CHECKING:
    from bot.knowledge.records import Figure
    from bot.knowledge.snapshot import Knowledge

FIELDS: Final = (
    "id", "kind", "text",
    "value", "minimum", "maximum", "qualifier", "unit",
    "statistic", "experience", "population", "industry", "subject",
    "area", "area_type", "country",
    "reference_period", "attributed_to",
    "guide", "section", "as_printed", "note",
)  # fmt: skip
"""What programs get of a figure, in this order."""


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure in words. `who`, `where` and `when` are empty where the guide doesn't say."""

    value: str
    what: str
    who: str
    where: str
    when: str
    published_by: str
    guide: str


def figure_row(knowledge: Knowledge, figure: Figure) -> FigureRow:
    """Return a figure's row; `guide` names guide and section, of several the first."""
    citation = figure.citations[0]
    people, employers = figure_text.population(knowledge, figure), figure_text.industry(knowledge, figure)
    guide = knowledge.guides[citation.guide].attribution_short
    others = f" {wording.AND_MORE_GUIDES}" if len(figure.citations) > 1 else ""
    return FigureRow(
        value=figure_text.value(figure),
        what=_what(figure),
        who=", ".join(filter(None, (people, employers))),
        where=figure.area.name if figure.area else "",
        when=figure_text.period(figure),
        published_by=figure.attributed_to or wording.NO_SOURCE,
        guide=f"{guide} § {knowledge.section(citation).title}{others}",
    )


def figure_fields(knowledge: Knowledge, figure: Figure) -> dict[str, Any]:
    """Return a figure by `FIELDS`: numbers as numbers, ids as ids, and None where the guide doesn't say."""
    citation, area = figure.citations[0], figure.area
    values = (
        figure.id, figure.kind, figure_text.value(figure),
        _number(figure.value), _number(figure.minimum), _number(figure.maximum), figure.qualifier, figure.unit_name,
        figure.statistic, figure.experience, figure.population, figure.industry, figure.subject,
        area.name if area else None, area.type if area else None, area.country if area else None,
        figure.period, figure.attributed_to,
        citation.guide, knowledge.section(citation).title, citation.as_printed, figure.note,
    )  # fmt: skip
    return dict(zip(FIELDS, values, strict=True))


def _what(figure: Figure) -> str:
    if figure.kind == "pay":
        return figure_text.measure(figure)
    return wording.PROJECTED_GROWTH if figure.kind == "projection" else figure.subject or figure.kind


def _number(value: object) -> float | None:
    return None if value is None else float(str(value))
