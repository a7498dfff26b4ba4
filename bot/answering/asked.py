"""`Asked`: what a question names, sorted by dimension. Follow-ups merge two of these."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

from bot.matching.mentions import Kind, Mention

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.matching.places import Place


_NOT_COUNTED = frozenset({"names", "at_home"})


@dataclass(frozen=True, slots=True)
class Asked:
    """The mentions of a question by dimension, each in order of appearance and without repeats."""

    places: tuple[Place, ...] = ()
    industries: tuple[str, ...] = ()
    occupations: tuple[str, ...] = ()
    other_occupations: tuple[str, ...] = ()
    credentials: tuple[str, ...] = ()
    other_credentials: tuple[str, ...] = ()
    organizations: tuple[str, ...] = ()
    experience: tuple[str, ...] = ()
    education: tuple[str, ...] = ()
    statistics: tuple[str, ...] = ()
    pay_periods: tuple[str, ...] = ()
    extremes: tuple[str, ...] = ()
    area_types: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()
    years: tuple[str, ...] = ()
    amounts: tuple[str, ...] = ()  # of pay that a guide has: where it is from is asked
    excluded_places: tuple[Place, ...] = ()
    excluded_industries: tuple[str, ...] = ()
    at_home: bool = False  # the United States are named; figures are about them where nothing else is
    names: tuple[tuple[str, str], ...] = ()  # placeholder -> how an answer calls what was asked about

    def is_empty(self) -> bool:
        """Say whether nothing was named."""
        return not any(getattr(self, item.name) for item in fields(self) if item.name not in _NOT_COUNTED)

    def merged_into(self, earlier: Asked) -> Asked:
        """Return the earlier question's mentions, with every dimension replaced that this question names."""
        changes: dict[str, Any] = {
            item.name: getattr(self, item.name)
            for item in fields(self)
            if item.name not in _NOT_COUNTED and getattr(self, item.name)
        }
        merged = replace(earlier, **changes)
        # what is named now is meant, even where it was left out before
        no_places = tuple(one for one in merged.excluded_places if one not in self.places)
        no_industries = tuple(one for one in merged.excluded_industries if one not in self.industries)
        merged = replace(
            merged,
            places=tuple(one for one in merged.places if one not in no_places),
            industries=tuple(one for one in merged.industries if one not in no_industries),
            excluded_places=no_places,
            excluded_industries=no_industries,
        )
        names = dict(earlier.names) | dict(self.names)
        return replace(merged, names=tuple(names.items()))


FIELD_OF_KIND = {
    Kind.INDUSTRY: "industries",
    Kind.OCCUPATION: "occupations",
    Kind.OTHER_OCCUPATION: "other_occupations",
    Kind.CREDENTIAL: "credentials",
    Kind.OTHER_CREDENTIAL: "other_credentials",
    Kind.ORGANIZATION: "organizations",
    Kind.EXPERIENCE: "experience",
    Kind.EDUCATION: "education",
    Kind.STATISTIC: "statistics",
    Kind.PAY_PERIOD: "pay_periods",
    Kind.EXTREME: "extremes",
    Kind.AREA_TYPE: "area_types",
    Kind.PUBLISHER: "publishers",
    Kind.YEAR: "years",
    Kind.AMOUNT: "amounts",
    Kind.EXCLUDED_INDUSTRY: "excluded_industries",
}
_NAMED = {
    Kind.PLACE: "place",
    Kind.INDUSTRY: "industry",
    Kind.OTHER_OCCUPATION: "occupation",
    Kind.CREDENTIAL: "credential",
    Kind.OTHER_CREDENTIAL: "credential",
}


def _innermost(places: Iterable[Place], averaged: Place | None) -> list[Place]:
    """Return the places without those countries of which a part is named as well: «canada, is it more in ontario».

    Where the average of one of them is asked for by its name, its parts that stand before it go instead.
    """
    named: list[Place] = []
    for place in places:
        if place == averaged:
            named = [other for other in named if not _is_part(other, place)]
        named.append(place)
    in_part = {place.country for place in named if place.type != "country"}
    return [
        place for place in named
        if place == averaged or place.is_home or place.type != "country" or place.country not in in_part
    ]  # fmt: skip


def _is_part(place: Place, whole: Place) -> bool:
    """Say whether a place is part of a country or a state of the US."""
    if whole.type == "country":
        return place.country == whole.country and place.type != "country"
    return place.type == "city" and whole.type == "state" and bool(whole.region) and place.region == whole.region


def _averaged(mentions: Iterable[Mention]) -> Place | None:
    """Return the place of whose average or level a message speaks: «im in toronto, what is the canadian average»."""
    listed = list(mentions)
    places = [mention for mention in listed if mention.kind is Kind.PLACE]
    statistics = [mention for mention in listed if mention.kind is Kind.STATISTIC]
    begins, ends = {mention.start for mention in statistics}, {mention.end for mention in statistics}
    after_level = {mention.end for mention in listed if mention.kind is Kind.EXPERIENCE}
    for mention in places:  # «the ohio state average», «the average in canada», «starting pay for canada»
        if {mention.end, mention.end + 1} & begins or {mention.start, mention.start - 1} & (ends | after_level):
            return mention.place
    behind = [m.place for m in places if m.place is not None and any(m.start >= end for end in ends)]
    named = [mention.place for mention in places if mention.place is not None]
    # «in toronto, whats the average for coders in canada», but «average pay in texas versus dallas» asks for both
    wholes = (p for n, p in enumerate(behind) if not any(_is_part(other, p) for other in behind[n + 1 :]))
    return next((place for place in wholes if any(_is_part(other, place) for other in named)), None)


def asked(mentions: Iterable[Mention]) -> Asked:
    """Sort mentions by dimension."""
    values: dict[str, dict[Any, None]] = {}
    names: dict[str, str] = {}
    home: Place | None = None
    mentions = tuple(mentions)
    for mention in mentions:
        if mention.kind is Kind.PLACE:
            if mention.place is not None and mention.place.is_home:
                home = mention.place
                continue
            values.setdefault("places", {})[mention.place] = None
        elif mention.kind is Kind.EXCLUDED_PLACE:
            values.setdefault("excluded_places", {})[mention.place] = None
        elif mention.kind in FIELD_OF_KIND:
            values.setdefault(FIELD_OF_KIND[mention.kind], {})[mention.id] = None
        if mention.kind in _NAMED:
            names.setdefault(_NAMED[mention.kind], mention.name)
    if home is not None and any(place.country != home.country for place in values.get("places", ())):
        values["places"][home] = None  # beside another country it is one of the places that are compared
    if "places" in values:
        values["places"] = dict.fromkeys(_innermost(values["places"], _averaged(mentions)))
        names["place"] = next(iter(values["places"])).label
    return Asked(
        **{name: tuple(found) for name, found in values.items()}, at_home=home is not None, names=tuple(names.items())
    )
