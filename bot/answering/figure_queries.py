"""Asking the figures themselves: a typed query in, the figures that fit it out, in a fixed order.

Nothing is converted. Where figures are ordered by value, only those of one unit are ordered among each other: an
hourly figure never stands between yearly ones, nor pounds between dollars.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.knowledge.records import AreaType, Experience, Figure, FigureKind, Statistic
    from bot.knowledge.snapshot import Knowledge


class Order(StrEnum):
    """How figures are ordered: as the knowledge lists them, by value within a unit, or by reference period."""

    AS_LISTED = "as_listed"
    HIGHEST = "highest"
    LOWEST = "lowest"
    NEWEST = "newest"


@dataclass(frozen=True, slots=True)
class FigureQuery:
    """Which figures. Every dimension that is given must fit; of a dimension's values one is enough.

    `areas` are names as figures carry them ("Richland, WA"), `countries` ISO 3166 codes, `reference_periods` years
    ("2015"), months ("2013-05"), or a projection's span ("2022-2032") or end ("2029"); a year fits its months.
    `publishers` and `guides` are ids. `limit` counts the figures of each unit when they are ordered by value, and all
    figures otherwise.
    """

    kinds: tuple[FigureKind, ...] = ()
    areas: tuple[str, ...] = ()
    area_types: tuple[AreaType, ...] = ()
    countries: tuple[str, ...] = ()
    industries: tuple[str, ...] = ()
    populations: tuple[str, ...] = ()
    statistics: tuple[Statistic, ...] = ()
    experience: tuple[Experience, ...] = ()
    pay_periods: tuple[str, ...] = ()
    currencies: tuple[str, ...] = ()
    reference_periods: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()
    guides: tuple[str, ...] = ()
    order: Order = Order.AS_LISTED
    limit: int | None = None

    def __post_init__(self) -> None:
        if self.limit is not None and self.limit < 1:
            raise ValueError("a limit is at least one figure")

    def fits(self, figure: Figure) -> bool:
        """Say whether a figure has everything that is asked for."""
        area = figure.area
        dimensions: tuple[tuple[tuple[str, ...], Iterable[str | None]], ...] = (
            (self.kinds, [figure.kind]),
            (self.areas, [area.name if area else None]),
            (self.area_types, [area.type if area else None]),
            (self.countries, [area.country if area else None]),
            (self.industries, [figure.industry]),
            (self.populations, [figure.population]),
            (self.statistics, [figure.statistic]),
            (self.experience, [figure.experience]),
            (self.pay_periods, [figure.pay_period]),
            (self.currencies, [figure.currency]),
            (self.reference_periods, periods_of(figure)),
            (self.publishers, [figure.attributed_to]),
            (self.guides, [citation.guide for citation in figure.citations]),
        )
        return all(not asked or any(value in asked for value in found) for asked, found in dimensions)


def find_figures(knowledge: Knowledge, query: FigureQuery) -> tuple[Figure, ...]:
    """Return the figures that fit, ordered and limited as asked; the same query always gives the same figures."""
    found = [figure for figure in knowledge.figures.values() if query.fits(figure)]
    if query.order in {Order.HIGHEST, Order.LOWEST}:
        groups = [_by_value(group, query.order)[: query.limit] for group in by_unit(found).values()]
        return tuple(figure for group in groups for figure in group)
    if query.order is Order.NEWEST:
        found.sort(key=_age)
    return tuple(found[: query.limit])


def by_unit(figures: Iterable[Figure]) -> dict[tuple[FigureKind, str], list[Figure]]:
    """Return the figures by kind and unit ('USD/year', 'percent'), within which their values can be compared."""
    groups: dict[tuple[FigureKind, str], list[Figure]] = {}
    for figure in figures:
        groups.setdefault((figure.kind, figure.unit_name), []).append(figure)
    return groups


def periods_of(figure: Figure) -> tuple[str, ...]:
    """Return every way to ask for a figure's period: '2013-05' and '2013', or '2022-2032' and '2032'."""
    names = [figure.period, figure.reference_period, (figure.reference_period or "")[:4], figure.target_period]
    return tuple(dict.fromkeys(name for name in names if name))


def _by_value(figures: list[Figure], order: Order) -> list[Figure]:
    """Order figures of one unit. A range counts by its upper end among the highest, by its lower among the lowest."""
    highest = order is Order.HIGHEST

    def amount(figure: Figure) -> Decimal:
        end = figure.maximum if highest else figure.minimum
        return Decimal(figure.value if figure.value is not None else end or 0)

    return sorted(figures, key=amount, reverse=highest)


def _age(figure: Figure) -> tuple[bool, int, int]:
    """Order by period, the newest first and figures without one last; of one period the preferred figure first."""
    year, _, month = (figure.target_period or figure.reference_period or "").partition("-")
    return (not year, -int(f"{year or 0}{month or '00'}"), int(figure.rank != "preferred"))
