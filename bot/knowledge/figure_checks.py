"""Whether figures agree with each other and with themselves: order, units, and the number that the guide prints."""

from __future__ import annotations

import re
from collections import defaultdict
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from bot.knowledge.records import FiguresFile

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from pydantic import BaseModel

    from bot.knowledge.problems import Problem
    from bot.knowledge.records import Figure
    from bot.knowledge.yaml_source import Path, YamlSource

    Sources = Sequence[tuple[YamlSource, BaseModel | None]]
    Placed = tuple[YamlSource, Path, Figure]

HOURS_A_YEAR: Final = 2080
"""52 weeks of 40 hours, as the Bureau of Labor Statistics converts hourly wages."""
_CLOSE: Final = Decimal("0.003")  # of the yearly pay: hourly pay is printed to the cent, and yearly pay to the ten
_MONEY: Final = {"US": "USD", "GB": "GBP", "CA": "CAD", "AU": "AUD"}
_ASCENDING: Final = ("minimum", "percentile10", "percentile25", "median", "percentile75", "percentile90", "maximum")
_NUMBER: Final = re.compile(r"\d[\d,]*(?:\.\d+)?")


def misprints(source: YamlSource, part: BaseModel) -> Iterator[Problem]:
    """Yield figures whose number is another than the one they say the guide prints, as far as that has digits."""
    for index, figure in enumerate(part.figures if isinstance(part, FiguresFile) else ()):
        amounts = {amount for amount in (figure.value, figure.minimum, figure.maximum) if amount is not None}
        for citation in figure.citations:
            printed = {Decimal(found.replace(",", "")) for found in _NUMBER.findall(citation.as_printed)}
            if printed and printed.isdisjoint(amounts):
                value = " to ".join(f"{amount:,}" for amount in sorted(amounts))
                path = ("figures", index, "value") if figure.value is not None else ("figures", index, "minimum")
                yield source.problem(path, "value-not-as-printed", value=value, printed=citation.as_printed)
                break


def disagreements(sources: Sources, today: date) -> Iterator[Problem]:
    """Yield figures that don't fit each other, or their own place and time."""
    measured: dict[tuple[object, ...], list[Placed]] = defaultdict(list)
    for source, part in sources:
        for index, figure in enumerate(part.figures if isinstance(part, FiguresFile) else ()):
            placed = source, ("figures", index), figure
            yield from _place_and_time(*placed, today)
            measured[_what_is_measured(figure)].append(placed)
    for group in measured.values():
        if len(group) > 1:
            yield from _same_twice(group)
            yield from _in_order(group)
            yield from _hour_and_year(group)


def _place_and_time(source: YamlSource, path: Path, figure: Figure, today: date) -> Iterator[Problem]:
    if figure.kind == "pay" and figure.area and figure.currency:
        expected = _MONEY.get(figure.area.country)
        if expected and expected != figure.currency:
            yield source.problem(
                (*path, "currency"), "currency-of-area",
                country=figure.area.country, currency=figure.currency, expected=expected,
            )  # fmt: skip
    if figure.reference_period and figure.reference_period > f"{today:%Y-%m}":
        yield source.problem((*path, "reference_period"), "period-in-future", period=figure.reference_period)


def _what_is_measured(figure: Figure) -> tuple[object, ...]:
    """Return what tells a figure from others, but for its statistic, its pay period, its rank and its exact source."""
    area = (figure.area.name, figure.area.type, figure.area.country) if figure.area else None
    return (
        figure.kind, figure.currency, figure.unit, figure.per, figure.population, figure.industry, area,
        figure.experience, figure.education, figure.credentials, figure.subject, figure.period,
        figure.attributed_to, frozenset(citation.guide for citation in figure.citations),
    )  # fmt: skip


def _same_twice(group: Sequence[Placed]) -> Iterator[Problem]:
    first: dict[tuple[object, ...], Figure] = {}
    for source, path, figure in group:
        key = figure.statistic, figure.pay_period, figure.rank, figure.qualifier
        other = first.setdefault(key, figure)
        if other is not figure:
            yield source.problem((*path, "id"), "same-measure-twice", other=other.id, value=_amount(other))


def _in_order(group: Sequence[Placed]) -> Iterator[Problem]:
    for pay_period in ("hour", "year", None):
        placed = sorted(
            (one for one in group if one[2].pay_period == pay_period and one[2].statistic in _ASCENDING
             and one[2].value is not None),
            key=lambda one: _ASCENDING.index(one[2].statistic or ""),
        )  # fmt: skip
        for (_, _, lower), (source, path, upper) in pairwise(placed):
            if lower.statistic == upper.statistic or lower.note or upper.note:
                continue
            if lower.value is not None and upper.value is not None and lower.value >= upper.value:
                yield source.problem(
                    (*path, "value"), "percentile-order", lower=lower.statistic, lower_value=_amount(lower),
                    upper=upper.statistic, upper_value=_amount(upper), other=lower.id,
                )  # fmt: skip


def _hour_and_year(group: Sequence[Placed]) -> Iterator[Problem]:
    yearly = {
        (figure.statistic, figure.rank): figure
        for _, _, figure in group
        if figure.pay_period == "year" and figure.value is not None
    }
    for source, path, figure in group:
        year = yearly.get((figure.statistic, figure.rank))
        if figure.pay_period != "hour" or figure.value is None or year is None or year.value is None:
            continue
        comes_to = figure.value * HOURS_A_YEAR
        if abs(comes_to - year.value) > year.value * _CLOSE and not figure.note and not year.note:
            yield source.problem(
                (*path, "value"), "hour-and-year-differ", yearly=f"{comes_to:,.0f}", other=year.id, value=_amount(year)
            )  # fmt: skip


def _amount(figure: Figure) -> str:
    ends = (figure.value,) if figure.value is not None else (figure.minimum, figure.maximum)
    return " to ".join(f"{end:,}" for end in ends)
