"""Whether a figure is what a question names, worked out from the record and the mentions alone.

Nothing here comes from `bot.answering`, so that a slip there can't hide itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.matching.mentions import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.knowledge.records import Figure
    from bot.matching.mentions import Mention
    from bot.matching.places import Place

MANAGEMENT = {"billing-supervisors", "coding-managers", "billing-managers"}
# What is said of all of them together; answers name whose pay it is.
OURS = {
    "billing-and-coding-specialists", "mibc-specialists", "medical-records-specialists", "medical-records-technicians",
    "billers", "clinical-coders",
}  # fmt: skip
NO_MATCH = {Kind.OTHER_OCCUPATION, Kind.CREDENTIAL, Kind.OTHER_CREDENTIAL, Kind.ORGANIZATION, Kind.EDUCATION}


def wrong_figures(figures: Iterable[Figure], mentions: Iterable[Mention]) -> dict[str, set[str]]:
    """Return the figures of an answer that aren't what is named, by id, and in what they aren't.

    Where the length of a named route is shown, those of other routes may stand beside it to compare with.
    """
    figures, mentions = tuple(figures), tuple(mentions)
    routes = {mention.id for mention in mentions if mention.kind is Kind.EDUCATION}
    wrong = {figure.id: mismatches(figure, mentions) for figure in figures}
    if any(routes & set(figure.education) for figure in figures):
        lengths = {figure.id for figure in figures if figure.kind == "duration"}
        wrong = {name: found - {"education"} if name in lengths else found for name, found in wrong.items()}
    return {name: found for name, found in wrong.items() if found}


def mismatches(figure: Figure, mentions: Iterable[Mention]) -> set[str]:
    """Return the kinds of mentions that a figure's record doesn't match. Of several of a kind one is enough."""
    named: dict[Kind, list[Mention]] = {}
    for mention in mentions:
        named.setdefault(mention.kind, []).append(mention)
    ids = {kind: {mention.id for mention in found} for kind, found in named.items()}
    if figure.kind == "pay":
        wrong = {kind.value for kind in NO_MATCH if kind in named}
        wrong |= _wrong_pay(figure, ids)
        wrong |= {"place"} - ({"place"} if _is_there(figure, named, ids) else set())
    elif figure.kind == "projection":
        wrong = {"other_occupation"} & {kind.value for kind in named}
        wrong |= {"place"} - ({"place"} if _is_there(figure, named, ids) else set())
        years = ids.get(Kind.YEAR, set())
        if years and not (years <= {figure.base_period, figure.target_period}):
            wrong.add("year")
        if ids.get(Kind.PUBLISHER) and figure.attributed_to not in ids[Kind.PUBLISHER]:
            wrong.add("publisher")
    else:
        wrong = set()
        for kind, has in ((Kind.EDUCATION, figure.education), (Kind.CREDENTIAL, figure.credentials)):
            if has and kind in ids and not ids[kind] & set(has):
                wrong.add(kind.value)
    return wrong


def _wrong_pay(figure: Figure, ids: dict[Kind, set[str]]) -> set[str]:
    allowed: dict[Kind, set[str | None]] = {
        Kind.INDUSTRY: {figure.industry},
        Kind.PUBLISHER: {figure.attributed_to},
        Kind.YEAR: {(figure.reference_period or "")[:4]},
        Kind.EXPERIENCE: {figure.experience, *(["senior"] if figure.experience == "experienced" else [])},
        Kind.OCCUPATION: {figure.population, "managers"} if figure.population in MANAGEMENT else {*OURS, "all-careers"},
        Kind.STATISTIC: {figure.statistic},
    }
    if figure.statistic == "median" or figure.experience or figure.population in MANAGEMENT:
        allowed[Kind.STATISTIC].add("mean")  # any usual pay is called an average
    if figure.population not in MANAGEMENT and ids.get(Kind.OCCUPATION, set()) & (MANAGEMENT | {"managers"}):
        return {"occupation"}  # billers and managers named together: the manager is meant
    statistics = ids.get(Kind.STATISTIC, set())
    if statistics - {"mean", "median"}:
        ids = {**ids, Kind.STATISTIC: statistics - {"mean"}}  # «average pay of the top tenth»
    wrong = {kind.value for kind, values in allowed.items() if kind in ids and not ids[kind] & values}
    if ids.get(Kind.PAY_PERIOD, set()) & {"hour", "year"} == {"hour"} and figure.pay_period != "hour":
        wrong.add("pay_period")
    return wrong


def _is_there(figure: Figure, named: dict[Kind, list[Mention]], ids: dict[Kind, set[str]]) -> bool:
    places = [mention.place for mention in named.get(Kind.PLACE, []) if mention.place is not None]
    types = ids.get(Kind.AREA_TYPE, set())
    area = figure.area
    if area is None:
        return not places
    if any(place.is_home for place in places) and area.country == "US" and area.type == "country":
        return True
    abroad_or_part = [place for place in places if not place.is_home]
    if abroad_or_part:
        return any(_covers(place, area, types) for place in abroad_or_part)
    if places and area.country != "US":
        return False
    if not types:
        return True
    kinds = {area.type, *(["state"] if area.type in {"district", "territory"} else [])}
    return bool(types & (kinds | ({"country"} if area.country != "US" else set())))


def _covers(place: Place, area: object, types: set[str]) -> bool:
    name, kind, country = area.name, area.type, area.country
    own_name = f"{place.name}, {place.region}" if place.type == "city" and place.region else place.name
    if (own_name, place.type, place.country) == (name, kind, country):
        return True
    if place.type == "country":
        return country == place.country
    cities = "city" in types and place.type == "state" and kind == "city"
    return cities and name.endswith(f", {place.region}")
