"""Looking pay up: from what a question names to the figures that fit all of it, or to what the guides lack.

Nothing is converted and nothing is guessed: a figure is returned only when it matches every dimension asked for.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.answering.figure_text import same_measure

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.answering.asked import Asked
    from bot.knowledge.occupations import Occupations
    from bot.knowledge.records import Area, Entry, Figure, Missing
    from bot.knowledge.snapshot import Knowledge

_LISTED_FROM_THE_TOP = frozenset({"state", "city"})  # the guides have the best paying ones only
_LEAST = "percentile10"  # what the entry on the lowest pay is about
_AVERAGES = frozenset({"mean", "median"})
_SIGNS = {"highest": -1, "lowest": 1}


@dataclass(frozen=True, slots=True)
class Found:
    """The figures that fit, best first; or which dimension the guides lack."""

    figures: tuple[Figure, ...] = ()
    missing: Missing | None = None
    lacking: tuple[str, ...] = ()  # names of the places or employers asked for of which there are no figures


def is_specific(asked: Asked, occupations: Occupations) -> bool:
    """Say whether a question asks for more than pay in general."""
    return bool(
        asked.places
        or asked.industries
        or asked.other_occupations
        or asked.credentials
        or asked.other_credentials
        or asked.experience
        or [name for name in asked.statistics if name != "mean"]
        or asked.years
        or asked.amounts
        or asks_for_lowest(asked)
        or (asked.excluded_places and asked.area_types)
        or (asked.excluded_industries and asked.extremes)
        or asked.publishers
        or occupations.narrowing.intersection(asked.occupations)
    )


def asks_for_lowest(asked: Asked) -> bool:
    """Say whether a question is for the places that pay least."""
    return _ranks_places(asked, "lowest")


def _ranks_places(asked: Asked, extreme: str) -> bool:
    """Say whether a question is for the places that pay the most or the least: «which city pays most an hour»."""
    return extreme in asked.extremes and bool(_LISTED_FROM_THE_TOP & set(asked.area_types)) and not asked.places


def by_each_industry(knowledge: Knowledge, asked: Asked) -> Asked:
    """Return what is asked for of every kind of employer with an hourly rate, where none was named."""
    by_hour = (figure for figure in knowledge.figures_of("pay") if figure.pay_period == "hour")
    known = tuple(dict.fromkeys(figure.industry for figure in by_hour if figure.industry))
    return replace(asked, industries=asked.industries or known)


def entry_of_extreme(knowledge: Knowledge, extreme: str) -> Entry | None:
    """Return the entry on the most that people earn, or on the least."""
    for entry in knowledge.entries.values():
        scope = entry.scope
        if entry.lookup != "pay" or scope is None:
            continue
        if scope.dimension == "top" if extreme == "highest" else scope.statistic == _LEAST:
            return entry
    return None


def find(knowledge: Knowledge, asked: Asked) -> Found:
    """Return the pay figures that match everything that was asked for.

    `Found.missing` names the dimension for which the guides have nothing: the first that empties the selection.
    """
    if (missing := _never_there(asked)) is not None:
        return Found(missing=missing)
    occupations = knowledge.occupations
    if asked.amounts:
        return Found(_quoted(knowledge, asked.amounts))
    figures, lacking = _by_place(_not_excluded(knowledge.figures_of("pay"), asked), asked, occupations)
    if not figures:
        return Found(missing="area")
    known = {figure.industry for figure in figures}
    if set(asked.industries) & known:
        names = {term.id: term.name for term in knowledge.vocabulary.industries}
        lacking += tuple(names[name] for name in asked.industries if name not in known)
    for dimension, narrowed in _STEPS:
        figures = narrowed(figures, asked, occupations)
        if not figures:
            each_is_known = bool(asked.occupations and asked.industries) and set(asked.industries) <= known
            # there is a manager's pay, and hospitals', but not a manager's in hospitals
            return Found(missing="detail" if dimension == "industry" and each_is_known else dimension)
    if not asked.places and (asked.excluded_places or asked.excluded_industries or _ranks_places(asked, "highest")):
        abroad = "country" in asked.area_types
        there = [figure for figure in figures if figure.area and (figure.area.country == "US") != abroad]
        return Found(tuple(sorted(there or figures, key=_from_the_top)))
    return Found(tuple(sorted(figures, key=lambda figure: _rank(figure, asked, occupations))), lacking=lacking)


def _never_there(asked: Asked) -> Missing | None:
    """Return what was asked for that no guide has for anybody."""
    if asked.other_occupations:
        return "occupation"
    if asked.credentials or asked.other_credentials:
        return "detail"
    return "lowest" if asks_for_lowest(asked) else None


def _quoted(knowledge: Knowledge, amounts: tuple[str, ...]) -> tuple[Figure, ...]:
    """Return the figures of these values, each with that of the other pay period that stands beside it."""
    of_pay = knowledge.figures_of("pay")
    quoted = [figure for figure in of_pay if str(figure.value) in amounts]
    measures = set(map(same_measure, quoted))
    return tuple(figure for figure in of_pay if same_measure(figure) in measures)


def _is_home(area_type: str, country: str) -> bool:
    return area_type == "country" and country == "US"


def is_of_type(area: Area, kind: str) -> bool:
    """Say whether an area is one of the states, the cities or the countries; a district counts among the states."""
    if kind == "country":
        return area.type == "country" or area.country != "US"
    return area.type == kind or (kind == "state" and area.type in {"district", "territory"})


def _by_place(figures: list[Figure], asked: Asked, occupations: Occupations) -> tuple[list[Figure], tuple[str, ...]]:
    """Return the figures of the places asked for, and the names of those places that have none."""
    if not asked.places and asked.area_types:
        return [f for f in figures if f.area and any(is_of_type(f.area, kind) for kind in asked.area_types)], ()
    if not asked.places:
        home = [figure for figure in figures if figure.area and _is_home(figure.area.type, figure.area.country)]
        of_publisher = [figure for figure in figures if figure.attributed_to in asked.publishers]
        at_home = {figure.id for figure in home}
        only_abroad = bool(of_publisher) and not any(figure.id in at_home for figure in of_publisher)
        anywhere = only_abroad or occupations.only_abroad.intersection(asked.occupations)
        return figures if anywhere else home, ()
    kept: dict[str, Figure] = {}
    lacking: list[str] = []
    for place in asked.places:
        exact = [figure for figure in figures if figure.area and place.is_area(figure.area)]
        inside = exact or [figure for figure in figures if figure.area and place.contains(figure.area)]
        if not inside and "city" in asked.area_types:
            inside = [figure for figure in figures if figure.area and place.has_city(figure.area)]
        if not inside:
            lacking.append(place.label)
        kept.update((figure.id, figure) for figure in inside)
    return list(kept.values()), tuple(lacking)


def _not_excluded(figures: tuple[Figure, ...], asked: Asked) -> list[Figure]:
    """Return the figures of no place or employer that was named to be left out."""
    if not (asked.excluded_industries or asked.excluded_places):
        return list(figures)
    return [
        figure for figure in figures
        if figure.industry not in asked.excluded_industries
        and not (figure.area and any(p.has_city(figure.area) or p.contains(figure.area) for p in asked.excluded_places))
    ]  # fmt: skip


def _by_year(figures: list[Figure], asked: Asked, _occupations: Occupations) -> list[Figure]:
    if not asked.years:
        return figures
    known = {figure.reference_period[:4] for figure in figures if figure.reference_period}
    if not set(asked.years) <= known:
        return []
    return [figure for figure in figures if figure.reference_period and figure.reference_period[:4] in asked.years]


def is_of_occupation(figure: Figure, asked: Asked, occupations: Occupations) -> bool:
    """Say whether a figure is for an occupation that was named, or for one close to it; without one, for anybody."""
    if kinds := occupations.kinds_named(asked.occupations):
        return figure.population in kinds
    named = (*asked.occupations, *occupations.of_the_field)
    return not asked.occupations or figure.population in named


def _by_occupation(figures: list[Figure], asked: Asked, occupations: Occupations) -> list[Figure]:
    if not asked.occupations:
        return [figure for figure in figures if figure.population in occupations.of_the_field]
    figures = [figure for figure in figures if is_of_occupation(figure, asked, occupations)]
    if occupations.only_abroad.intersection(asked.occupations) and not asked.places:
        return [figure for figure in figures if figure.population in asked.occupations]
    return figures


def _by_industry(figures: list[Figure], asked: Asked, _occupations: Occupations) -> list[Figure]:
    if not asked.industries:
        ranked = bool(asked.excluded_industries and asked.extremes)  # «who pays best, hospitals aside»
        return [figure for figure in figures if (figure.industry is not None) == ranked]
    return [figure for figure in figures if figure.industry in asked.industries]


def is_of_level(figure: Figure, asked: Asked) -> bool:
    """Say whether a figure is for a level of experience that was named; without one, for any."""
    wanted = set(asked.experience)
    if "senior" in wanted:
        wanted.add("experienced")
    return not wanted or figure.experience in wanted


def _by_experience(figures: list[Figure], asked: Asked, _occupations: Occupations) -> list[Figure]:
    any_level = "highest" in asked.extremes or _asks_for_extreme_of_a_place(asked)
    if not asked.experience and not any_level and not set(asked.statistics) & {"percentile90", "percentile75"}:
        return [figure for figure in figures if figure.experience is None]
    return [figure for figure in figures if is_of_level(figure, asked)]


def is_of_statistic(figure: Figure, asked: Asked, occupations: Occupations) -> bool:
    """Say whether a figure is of a statistic that was named; without one, of any.

    «Average» is said of any usual pay: a median, and what kinds of an occupation, as of managers, or people of some
    experience typically get.
    """
    wanted = set(asked.statistics)
    if "mean" in wanted and wanted <= _AVERAGES:
        return bool(asked.experience or occupations.kinds_named(asked.occupations)) or figure.statistic in _AVERAGES
    return not wanted or figure.statistic in wanted - {"mean"}


def _asks_for_extreme_of_a_place(asked: Asked) -> bool:
    """Say whether a question is for the most or the least that people earn in one place: «the max in canada»."""
    return bool(asked.extremes) and len(asked.places) == 1 and not asked.area_types


def _by_statistic(figures: list[Figure], asked: Asked, occupations: Occupations) -> list[Figure]:
    by_kind = occupations.kinds_named(asked.occupations)
    if asked.statistics or asked.experience or by_kind or _asks_for_extreme_of_a_place(asked):
        return [figure for figure in figures if is_of_statistic(figure, asked, occupations)]
    return [figure for figure in figures if figure.statistic in _AVERAGES] or figures


def _by_publisher(figures: list[Figure], asked: Asked, _occupations: Occupations) -> list[Figure]:
    return [figure for figure in figures if not asked.publishers or figure.attributed_to in asked.publishers]


def _by_pay_period(figures: list[Figure], asked: Asked, _occupations: Occupations) -> list[Figure]:
    if "hour" in asked.pay_periods and "year" not in asked.pay_periods:
        return [figure for figure in figures if figure.pay_period == "hour"]
    return figures


_STEPS: tuple[tuple[Missing, Callable[[list[Figure], Asked, Occupations], list[Figure]]], ...] = (
    ("period", _by_year),
    ("occupation", _by_occupation),
    ("industry", _by_industry),
    ("detail", _by_publisher),
    ("detail", _by_experience),
    ("detail", _by_statistic),
    ("detail", _by_pay_period),
)


def _from_the_top(figure: Figure) -> tuple[bool, float]:
    """Order figures of one kind of place or employer by value, yearly before hourly."""
    return (figure.pay_period == "hour", -float(figure.value or 0))


def _rank(figure: Figure, asked: Asked, occupations: Occupations) -> tuple[float, ...]:
    """Order figures: by value where the most or least of a place is asked for, else by how well they answer.

    That is marked as preferred, newest, undated before dated, closest population, yearly before hourly.
    """
    place = next((n for n, place in enumerate(asked.places) if figure.area and place.contains(figure.area)), 0)
    by_closeness = occupations.of_the_field
    close = by_closeness.index(figure.population) if figure.population in by_closeness else len(by_closeness)
    if figure.population in asked.occupations:
        close = -1
    year = int((figure.reference_period or "9999")[:4])
    by_hour = figure.pay_period == "hour"
    if _asks_for_extreme_of_a_place(asked):
        return (place, by_hour, _SIGNS[asked.extremes[0]] * float(figure.value or 0))
    return (place, figure.rank != "preferred", -year, close, by_hour)
