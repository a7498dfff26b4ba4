"""The places of the world by name: US states and cities, countries, large cities; and which one a name means.

The table places.tsv comes from GeoNames (CC BY 4.0); tools/make_places.py writes it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Literal

from bot.matching.tokens import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.knowledge.records import Area

AreaType = Literal["country", "state", "district", "territory", "city"]

_READ = 1_000  # lines that are kept read, of the places that people name
_SHORTENED = {"saint": "st", "fort": "ft", "mount": "mt"}
_IN_FULL = {short: full for full, short in _SHORTENED.items()}


@dataclass(frozen=True, slots=True)
class Place:
    """A place. `region` is the US state of a city, as its two letters."""

    name: str
    type: AreaType
    country: str
    region: str = ""
    people: int = 0

    @property
    def label(self) -> str:
        """The name that answers use and figures carry: 'Richland, WA', 'Alaska', 'Canada'."""
        return f"{self.name}, {self.region}" if self.type == "city" and self.region else self.name

    @property
    def is_home(self) -> bool:
        """Whether this is the United States as a whole: what figures are about when no place is named."""
        return self.type == "country" and self.country == "US"

    @property
    def is_well_known(self) -> bool:
        """Whether people may be expected to name this city without saying where it is."""
        return self.people > (150_000 if self.country == "US" else 1_000_000)

    def is_area(self, area: Area) -> bool:
        """Say whether a figure's area is exactly this place."""
        return (area.name, area.type, area.country) == (self.label, self.type, self.country)

    def has_city(self, area: Area) -> bool:
        """Say whether this is a state of the United States and a figure's area one of its cities."""
        return self.type == "state" and area.type == "city" and area.name.endswith(f", {self.region}")

    def contains(self, area: Area) -> bool:
        """Say whether a figure's area is this place, or lies in this country and is not the country's own figure."""
        return self.is_area(area) or (self.type == "country" and area.country == self.country and self.country != "US")


# Places that are told apart by saying «the state» or «the city».
_CAPITAL = Place("Washington, D.C.", "district", "US", "DC")
_NAMESAKES = (
    {"state": Place("Washington", "state", "US", "WA"), "city": _CAPITAL},
    {"state": Place("New York", "state", "US", "NY"), "city": Place("New York City", "city", "US", "NY")},
    {"state": Place("Georgia", "state", "US", "GA"), "country": Place("Georgia", "country", "GE")},
)


def namesake(place: Place, kind: str) -> Place | None:
    """Return the state, city or country that shares a place's name, or None where there is no other."""
    for places in _NAMESAKES:
        if place.label in {other.label for other in places.values()}:
            return places.get(kind)
    return None


@lru_cache(maxsize=_READ)
def place_of(line: str) -> Place:
    """Return the place of a line of the table."""
    name, kind, country, region, people = line.split("\t")
    return Place(name, kind, country, region if kind in {"city", "state", "district"} else "", int(people))  # type: ignore[arg-type]  # the file holds only these types


@cache
def table() -> tuple[tuple[Place, str, tuple[str, ...]], ...]:
    """Return every place with its line in the file and the words of its name."""
    lines = (files("bot.matching") / "places.tsv").read_text(encoding="utf-8").splitlines()
    listed = ((place_of.__wrapped__(line), line) for line in lines)
    return tuple((place, line, words(place.name)) for place, line in listed)


def spellings(name: tuple[str, ...]) -> set[tuple[str, ...]]:
    """Return a name, and as it is when «Fort» is shortened or «St.» is not."""
    return {name, *(tuple(forms.get(word, word) for word in name) for forms in (_SHORTENED, _IN_FULL))}


def words_of_our_cities() -> set[str]:
    """Return the words in names of cities of the United States, which are no slips of anything else."""
    cities = (name for place, _, name in table() if place.type == "city" and place.country == "US")
    return {word for name in cities for word in name}


def places() -> Iterator[Place]:
    """Yield every place that is known, most of which the guides have no figure for."""
    return (place for place, _, _ in table())
