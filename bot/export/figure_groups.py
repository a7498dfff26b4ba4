"""All figures, in groups that belong on one list: each figure once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.export import wording

if TYPE_CHECKING:
    from bot.knowledge.records import Figure
    from bot.knowledge.snapshot import Knowledge


@dataclass(frozen=True, slots=True)
class FigureGroup:
    """Figures under one heading, in the order of their files."""

    title: str
    figures: tuple[Figure, ...]


def figure_groups(knowledge: Knowledge) -> tuple[FigureGroup, ...]:
    """Return every figure in its group: pay first, of whole countries before parts of them, then the other kinds."""
    groups: dict[str, list[Figure]] = {}
    for figure in knowledge.figures.values():
        groups.setdefault(_title(figure), []).append(figure)
    last = (wording.PAY_BY_EMPLOYER, wording.PAY_BY_STATE, wording.PAY_BY_CITY, *wording.KINDS.values())
    countries = sorted((title for title in groups if title not in last), key=lambda title: -len(groups[title]))
    titles = (*countries, *last)
    return tuple(FigureGroup(title, tuple(groups[title])) for title in titles if title in groups)


def _title(figure: Figure) -> str:
    if figure.kind != "pay" or figure.area is None:
        return wording.KINDS[figure.kind]
    if figure.industry:
        return wording.PAY_BY_EMPLOYER
    if figure.area.type == "country":
        return wording.PAY_IN.format(country=figure.area.name)
    return wording.PAY_BY_CITY if figure.area.type == "city" else wording.PAY_BY_STATE
