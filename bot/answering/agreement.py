"""Whether a figure is what was asked for: it has to match everything that was named and that figures of its kind have.

This is the last gate before an answer: `Composer` shows no figure that doesn't pass, whatever brought it there.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.answering import pay

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.answering.asked import Asked
    from bot.knowledge.occupations import Occupations
    from bot.knowledge.records import Figure, Missing


def first_disagreement(
    figures: Iterable[Figure], asked: Asked, occupations: Occupations
) -> tuple[Figure, Missing] | None:
    """Return the first figure of an answer that is not what was asked for, and the first dimension in which it isn't.

    Of several values of one dimension one is enough. The pay of our close occupations stands for one another, as
    answers name whose it is; growth of all careers is the yardstick for any growth, and the length of another route
    for that of the route that was named; an hourly rate beside its yearly pay is the same measure; lengths, costs and
    counts have neither a place nor a year.
    """
    figures = tuple(figures)
    route_shown = any(set(figure.education) & set(asked.education) for figure in figures)
    if route_shown and all(figure.kind != "pay" for figure in figures):
        asked = replace(asked, education=())
    found = ((figure, _disagreement(figure, asked, occupations)) for figure in figures)
    return next(((figure, missing) for figure, missing in found if missing), None)


def _disagreement(figure: Figure, asked: Asked, occupations: Occupations) -> Missing | None:
    if figure.kind == "pay":
        return _of_pay(figure, asked, occupations)
    if figure.kind == "projection":
        return _of_projection(figure, asked)
    if figure.education and asked.education and not set(figure.education) & set(asked.education):
        return "duration"
    if figure.credentials and asked.credentials and not set(figure.credentials) & set(asked.credentials):
        return "exam" if figure.kind == "count" else "duration"
    return None


def _of_pay(figure: Figure, asked: Asked, occupations: Occupations) -> Missing | None:
    checks: tuple[tuple[Missing, bool], ...] = (
        ("occupation", not asked.other_occupations and pay.is_of_occupation(figure, asked, occupations)),
        ("area", _is_there(figure, asked)),
        ("period", not asked.years or (figure.reference_period or "")[:4] in asked.years),
        ("industry", not asked.industries or figure.industry in asked.industries),
        ("detail", not (asked.credentials or asked.other_credentials or asked.organizations or asked.education)),
        ("detail", not asked.publishers or figure.attributed_to in asked.publishers),
        ("detail", pay.is_of_level(figure, asked)),
        ("detail", pay.is_of_statistic(figure, asked, occupations)),
        ("detail", "hour" not in asked.pay_periods or "year" in asked.pay_periods or figure.pay_period == "hour"),
    )
    return next((dimension for dimension, agrees in checks if not agrees), None)


def _of_projection(figure: Figure, asked: Asked) -> Missing | None:
    years = {figure.base_period, figure.target_period}
    in_time = not asked.years or set(asked.years) <= years or asked.years == (figure.target_period,)
    if asked.other_occupations:
        return "occupation"
    if not _is_there(figure, asked):
        return "area"
    if not in_time:
        return "period"
    return None if not asked.publishers or figure.attributed_to in asked.publishers else "detail"


def _is_there(figure: Figure, asked: Asked) -> bool:
    area = figure.area
    if area is None:
        return not asked.places
    if asked.places:
        cities = "city" in asked.area_types
        return any(place.contains(area) or (cities and place.has_city(area)) for place in asked.places)
    if asked.at_home and area.country != "US":
        return False
    return not asked.area_types or any(pay.is_of_type(area, kind) for kind in asked.area_types)
