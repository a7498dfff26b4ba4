"""What can be picked from a list: places, kinds of employers, levels, periods and credentials, by what they are called.

What the guides have something on comes first; then what people are likely to ask for that the guides lack, so that a
look-up of it says so.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from bot.answering import figure_text, wording
from bot.answering.naming import Names
from bot.matching.mentions import Kind, Mention
from bot.matching.places import Place, places

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.knowledge.snapshot import Knowledge
    from bot.knowledge.vocabulary import Term

_ORDER: Final = ("country", "state", "district", "territory", "city")
_LISTED_TYPES: Final = frozenset({"state", "district", "territory"})  # of the United States


class Dimension(StrEnum):
    """What a choice is a choice of. A span is the years of a projection."""

    PLACE = "place"
    INDUSTRY = "industry"
    LEVEL = "level"
    PERIOD = "period"
    SPAN = "span"
    CREDENTIAL = "credential"


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice: the text people see and send, how a plain question says it, and what it names."""

    dimension: Dimension
    text: str
    phrase: str
    mentions: tuple[Mention, ...]


class Choices:
    """All choices of one knowledge snapshot, by dimension; `of_field` is how plain questions call people and work."""

    def __init__(self, knowledge: Knowledge) -> None:
        called = knowledge.vocabulary.in_full
        self.of_field = {
            "workers": called.workers or wording.ANY_WORKERS, "work": called.work or knowledge.subject(),
        }  # fmt: skip
        self._names: dict[Dimension, Names[Choice]] = {dimension: Names() for dimension in Dimension}
        for dimension, offered in (
            (Dimension.PLACE, _places(knowledge)),
            (Dimension.INDUSTRY, _industries(knowledge)),
            (Dimension.LEVEL, _levels(knowledge)),
            (Dimension.PERIOD, _periods(knowledge)),
            (Dimension.SPAN, _spans(knowledge)),
            (Dimension.CREDENTIAL, _credentials(knowledge)),
        ):
            for choice, names in offered:
                self._names[dimension].add(choice, (choice.text, *names))

    def find(self, text: str, *dimensions: Dimension) -> Choice | None:
        """Return the choice of this name in the first of the dimensions that has one; None for any other text."""
        return next((found for one in dimensions if (found := self._names[one].exactly(text))), None)

    def complete(self, typed: str, limit: int, *dimensions: Dimension) -> tuple[Choice, ...]:
        """Return choices that fit an unfinished text, best first; with nothing typed, the first of each dimension."""
        ranked = [found for one in dimensions for found in self._names[one].ranked(typed)]
        if not typed.strip() and len(dimensions) > 1:
            share = max(1, limit // len(dimensions))
            first = [choice for one in dimensions for choice in self._names[one].things()[:share]]
            return tuple(first[:limit])
        return tuple(choice for _, choice in sorted(ranked, key=lambda found: -found[0])[:limit])


Offered = tuple[Choice, tuple[str, ...]]


def _places(knowledge: Knowledge) -> Iterator[Offered]:
    """Yield every place with a pay figure, then the rest of the United States by name, then the rest of the world.

    Within the places with figures the country comes first, then states, then cities, then what is abroad.
    """
    aliases = {(one.name, one.type, one.country): one.aliases for one in reversed(knowledge.vocabulary.place_aliases)}
    areas = {
        (figure.area.name, figure.area.type, figure.area.country): None
        for figure in knowledge.figures.values()
        if figure.area and figure.kind == "pay"
    }
    known = {(place.label, place.type, place.country): place for place in _table(areas)}
    first = sorted((key for key in areas if key in known), key=lambda key: (key[2] != "US", _ORDER.index(key[1])))
    others = sorted((key for key in known if key not in areas), key=lambda key: (key[2] != "US", key[0]))
    taken: set[str] = set()
    for key in (*first, *others):
        place = known[key]
        text = f"{place.label} ({place.type})" if place.label in taken else place.label
        taken.add(text)
        mention = Mention(Kind.PLACE, place.label, place.label, 0, 0, place)
        names = [place.name, *aliases.get((place.name, place.type, place.country), ())]
        if place.country == "US" and place.type in _LISTED_TYPES:
            names.append(place.region)
        yield Choice(Dimension.PLACE, text, f"the {text}" if place.is_home else text, (mention,)), tuple(names)


def _table(areas: Iterable[tuple[str, str, str]]) -> Iterator[Place]:
    """Yield the countries, the states of the United States, and the cities among `areas`, from the table of places."""
    wanted = frozenset(areas)
    for place in places():
        of_home = place.country == "US" and place.type in _LISTED_TYPES
        if place.type == "country" or of_home or (place.label, place.type, place.country) in wanted:
            yield place


def _of_terms(dimension: Dimension, kind: Kind, terms: Iterable[Term]) -> Iterator[Offered]:
    for term in terms:
        mention = Mention(kind, term.id, term.name, 0, 0)
        phrase = term.aliases[0] if term.aliases else term.name
        yield Choice(dimension, _capital(term.name), phrase, (mention,)), term.aliases


def _industries(knowledge: Knowledge) -> Iterator[Offered]:
    used = {figure.industry for figure in knowledge.figures.values()}
    terms = sorted(knowledge.vocabulary.industries, key=lambda term: term.id not in used)
    return _of_terms(Dimension.INDUSTRY, Kind.INDUSTRY, terms)


def _levels(knowledge: Knowledge) -> Iterator[Offered]:
    pay = [figure for figure in knowledge.figures.values() if figure.kind == "pay"]
    levels = {figure.experience for figure in pay}
    shares = {figure.statistic for figure in pay} - {"mean"}
    experience = (term for term in knowledge.vocabulary.experience if term.id in levels)
    statistics = (term for term in knowledge.vocabulary.statistics if term.id in shares)
    yield from _of_terms(Dimension.LEVEL, Kind.EXPERIENCE, experience)
    yield from _of_terms(Dimension.LEVEL, Kind.STATISTIC, statistics)


def _periods(knowledge: Knowledge) -> Iterator[Offered]:
    terms = (term for term in knowledge.vocabulary.pay_periods if term.id in wording.PAY_PERIODS)
    yield from _of_terms(Dimension.PERIOD, Kind.PAY_PERIOD, terms)
    years = {(figure.reference_period or "")[:4] for figure in knowledge.figures.values() if figure.kind == "pay"}
    for year in sorted(years - {""}, reverse=True):
        yield Choice(Dimension.PERIOD, year, f"in {year}", _years(year)), ()


def _spans(knowledge: Knowledge) -> Iterator[Offered]:
    projections = [figure for figure in knowledge.figures.values() if figure.kind == "projection"]
    projections.sort(key=lambda figure: figure.target_period or "", reverse=True)
    for text, figure in {_capital(figure_text.period(figure)): figure for figure in projections}.items():
        years = tuple(filter(None, (figure.base_period, figure.target_period)))
        phrase = f"from {' to '.join(years)}" if len(years) > 1 else f"by {years[0]}"
        yield Choice(Dimension.SPAN, text, phrase, _years(*years)), (figure.period or "",)


def _credentials(knowledge: Knowledge) -> Iterator[Offered]:
    for one in knowledge.credentials.values():
        name = f"{one.name} ({one.abbreviation})"
        choice = Choice(
            Dimension.CREDENTIAL, name, f"the {one.abbreviation}", (Mention(Kind.CREDENTIAL, one.id, name, 0, 0),)
        )
        yield choice, (one.abbreviation, one.name, one.id, *one.alternate_names)
    for choice, names in _of_terms(Dimension.CREDENTIAL, Kind.OTHER_CREDENTIAL, knowledge.vocabulary.other_credentials):
        yield replace(choice, phrase=f"the {choice.text}"), names


def _years(*years: str) -> tuple[Mention, ...]:
    return tuple(Mention(Kind.YEAR, year, year, 0, 0) for year in years)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
