"""Names of places in a message: which words are meant as one, and which place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.matching.english import word_lists
from bot.matching.places import Place, place_of, spellings, table
from bot.matching.sequences import Sequences
from bot.matching.tokens import words
from bot.matching.trades import Trades

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from bot.knowledge.records import Area
    from bot.knowledge.vocabulary import Vocabulary
    from bot.matching.tokens import Token

# A word before a name, or none after it, shows that a place is meant where the name is also an ordinary word.
BEFORE_PLACE = frozenset(
    {"in", "at", "near", "around", "from", "of", "for", "outside", "inside", "versus", "or", "and", "about"}
)
_SHORT_COUNTRY = {"us": "US"}
_LARGE = 500_000  # people; names of such cities are taken to mean the city even where they are also words
_CITY = 150_000  # people; enough where the question is about pay or nothing else is said
_TOWN = 50_000  # people, in the United States; enough for a name that is nothing else, or beside a word for our pay
_OURS_FIRST = 5  # of two cities with one name the American one is meant, unless the other is so many times as large
# Letters that stand for two places, neither of which has a figure: Los Angeles and Louisiana.
_TWO_PLACES = {"la": Place("LA", "city", "US")}


class Gazetteer:
    """Looks place names up in tokens. Built from the table, the vocabulary's aliases and the figures' own areas."""

    def __init__(
        self, vocabulary: Vocabulary, areas: Iterable[Area], english: Container[str], ordinary: frozenset[str]
    ) -> None:
        said = word_lists("gazetteer")
        self._after, self._before_region, self._relative = said["after"], said["before_region"], said["relative"]
        self._also_short_words, self._also_words = said["abbreviations"], said["also_words"]
        self._also_names, self._going = said["also_names"], said["going"]
        self._persons, self._longer = said["persons"], said["longer"]
        self._beside = said["of_pay"].union(vocabulary.beside_trades, Trades(vocabulary.trades).words())
        self._english = english
        self._ordinary = frozenset(word for word in ordinary if word in english)
        # the places of a name as lines, likeliest first: read only when named, for ten thousand objects load slowly
        self._names: Sequences[str] = Sequences()
        self._regions: dict[str, Place] = {}  # by name and by abbreviation
        self._chosen: set[tuple[str, ...]] = set()  # names that the vocabulary gives: always meant
        self._preferred = {(area.name, area.type, area.country) for area in areas}
        grouped: dict[tuple[str, ...], list[tuple[Place, str]]] = {}
        known: dict[tuple[str, str, str], tuple[Place, str]] = {}
        states = {place.name for place, _, _ in table() if place.type == "state" and place.country == "US"}
        for place, line, name_words in table():
            known.setdefault((place.name, place.type, place.country), (place, line))
            if place.type in {"state", "district"} and place.country == "US":
                self._regions[place.region.casefold()] = self._regions[" ".join(name_words)] = place
            if place.is_home:
                self._home = place
            if place.type != "city" or place.name not in states:
                # "Washington" is the state, unless D.C. is named, whose aliases are in the vocabulary
                for spelled in spellings(name_words):
                    grouped.setdefault(spelled, []).append((place, line))
        for alias in vocabulary.place_aliases:
            line = f"{alias.name}\t{alias.type}\t{alias.country}\t\t0"
            target = known.get((alias.name, alias.type, alias.country), (place_of(line), line))
            for name_words in map(words, alias.aliases):
                if name_words == ("us",):
                    continue  # the pronoun, unless capitals or an article show the country: see _abbreviation
                self._chosen.add(name_words)
                grouped.setdefault(name_words, []).insert(0, target)
        for name_words, places in grouped.items():
            ranked = sorted(places, key=lambda listed: self._rank(listed[0]))
            self._names.add(name_words, "\n".join(line for _, line in ranked))

    def _rank(self, place: Place) -> tuple[bool, bool, bool, int]:
        has_figure = (place.label, place.type, place.country) in self._preferred
        is_city, abroad = place.type == "city", place.country != "US"
        weighted = place.people if abroad else place.people * _OURS_FIRST
        return (not has_figure, is_city, abroad and not is_city, -weighted)

    def words(self) -> set[str]:
        """Return the words of state, country and figure names, for spelling repair."""
        return {
            word
            for place, _, name_words in table()
            if place.type != "city"
            or (place.label, place.type, place.country) in self._preferred
            or place.is_well_known
            or self._is_town(place)
            for word in name_words
            if len(word) > 3
        } | {word for name in self._chosen for word in name}

    def find(self, tokens: list[Token]) -> Iterator[tuple[int, int, Place]]:
        """Yield (start, end, place) for every place named, left to right, without overlap."""
        texts = [token.text for token in tokens]
        position = 0
        while position < len(texts):
            found = self._at(tokens, texts, position)
            if found is None:
                position += 1
                continue
            end, place = found
            yield position, end, place
            position = end

    def _at(self, tokens: list[Token], texts: list[str], start: int) -> tuple[int, Place] | None:
        match = self._names.at(texts, start)
        if match is None:
            return self._abbreviation(tokens, texts, start)
        length, lines = match
        candidates = list(map(place_of, lines.split("\n")))
        end = start + length
        cities = [place for place in candidates if place.type == "city"]
        preposition = texts[end : end + 1] == ["in"] and not (tokens[end].capitals or tokens[end - 1].mark)
        wider = end + 1 if preposition and end + 1 < len(texts) else end  # «trenton in new jersey»
        # «im in anchorage. alaska pay?»
        if cities and wider < len(texts) and not tokens[end - 1].ends_sentence:
            region_end, region = self._region_after(tokens, texts, wider)
            exact = next((place for place in cities if place.region == region), None)
            listed = texts[region_end : region_end + 1] in (["and"], ["or"]) and cities[0].is_well_known
            if region and (exact or not listed):  # «boston, alaska and ohio» are three places
                return region_end, exact or Place(cities[0].name, "city", "US", region)
            country_end, country = self._country_after(texts, wider)
            if country:
                elsewhere = next((place for place in cities if place.country == country), None)
                return country_end, elsewhere or Place(cities[0].name, "city", country)
        place = candidates[0]
        if place.is_home and texts[end - 1] == "states" and self._relative & {*texts[end : end + 1]}:
            return None  # «name the states that pay best»
        if texts[start - 1 : start] == ["at"] and place.type == "city" and place.people < _CITY:
            return None  # «i clean rooms at st marys»
        meant = self._stands_by_itself(tokens, texts, start, end, place) and self._is_meant(
            tokens, texts, start, end, place
        )
        return (end, place) if meant else None

    def _abbreviation(self, tokens: list[Token], texts: list[str], start: int) -> tuple[int, Place] | None:
        text, beside = texts[start], self._beside
        before = texts[start - 1] if start else ""
        if text in _SHORT_COUNTRY and (tokens[start].capitals or before in {"the", "in"}):
            return start + 1, self._home
        if len(text) != 2 or text not in self._regions:
            return None
        after = texts[start + 1] if start + 1 < len(texts) else ""
        capitals = tokens[start].capitals
        after_comma = start > 0 and tokens[start - 1].mark == ","
        if text in self._also_short_words:
            ends = before == "in" and (not after or after in beside)  # «pay in la»
            shown = before in self._before_region or after_comma or (not start and after in beside)
            meant = ends or (capitals and shown)
        else:
            said_where = not {"in", "from", "near"}.isdisjoint(texts[max(0, start - 2) : start])  # «in phx az»
            meant = said_where or capitals or (not start and (not after or after in beside))
        if not meant:
            return None
        region = self._regions[text]
        return start + 1, region if after_comma else _TWO_PLACES.get(text, region)

    def _region_after(self, tokens: list[Token], texts: list[str], end: int) -> tuple[int, str]:
        for length in (3, 2, 1):
            name = " ".join(texts[end : end + length])
            region = self._regions.get(name) if end + length <= len(texts) else None
            if region and (
                len(name) > 2
                or tokens[end].capitals
                or name not in self._also_short_words
                or (tokens[end - 1].mark == "," and self._ends_a_place(tokens, texts, end))
            ):
                return end + length, region.region
        return end, ""

    def _ends_a_place(self, tokens: list[Token], texts: list[str], at: int) -> bool:
        """Say whether a place may end with a word: «gary, in», «gary, in coder pay», but not «london, in quid»."""
        return bool(tokens[at].mark) or at + 1 == len(texts) or texts[at + 1] in self._beside

    def _country_after(self, texts: list[str], end: int) -> tuple[int, str]:
        match = self._names.at(texts, end)
        if match is None:
            return end, ""
        place = place_of(match[1].partition("\n")[0])
        abroad = place.type == "state" and place.country != "US"  # Ontario, Scotland, …
        return end + match[0], place.country if place.type == "country" or abroad else ""

    def _stands_by_itself(self, tokens: list[Token], texts: list[str], start: int, end: int, place: Place) -> bool:
        """Say whether a city's name isn't a person's or part of a longer one: «my friend henderson»."""
        longer = texts[end : end + 1] and texts[end] in self._longer and not tokens[end - 1].mark
        return place.type != "city" or not (longer or (start and texts[start - 1] in self._persons))

    def _is_meant(self, tokens: list[Token], texts: list[str], start: int, end: int, place: Place) -> bool:
        of_ours = place.type in {"state", "district"} and place.country == "US"
        listed = (place.label, place.type, place.country) in self._preferred
        if of_ours or listed or tuple(texts[start:end]) in self._chosen:
            return True
        name = texts[start:end]
        before = texts[start - 1] if start else ""
        after = texts[end] if end < len(texts) else ""
        also_a_word = len(name) == 1 and name[0] in self._also_words
        if place.type != "city" and not also_a_word:
            return len(name) > 1 or len(name[0]) > 2
        ordinary = all(word in self._english for word in name)
        # «a normal salary» is not of Normal, Illinois
        shown = tokens[start].capital or len(name) > 1 or name[0] not in self._ordinary
        gone_to = before == "to" and start > 1 and texts[start - 2] in self._going
        preceded = before in BEFORE_PLACE or gone_to or (after == "versus" and not also_a_word)
        known = shown or place.people >= _CITY
        if not also_a_word and (
            self._is_large_enough(place, before, after, shown=shown)
            or (before == "in" and place.people >= _CITY)
            or (known and self._is_town(place) and (gone_to or " ".join(name) not in self._also_names))
        ):
            return True
        if place.type == "city" and all(word in self._ordinary for word in name) and place.people < 1_000_000:
            return len(name) > 1 and preceded
        if not ordinary or (place.people >= _LARGE and place.type == "city"):
            return len(name) > 1 or len(name[0]) > 2
        at_end = not after or bool(tokens[end - 1].mark) or after in self._after
        return preceded and (at_end or tokens[start].capital)

    @staticmethod
    def _is_town(place: Place) -> bool:
        return place.type == "city" and place.country == "US" and place.people >= _TOWN

    def _is_large_enough(self, place: Place, before: str, after: str, *, shown: bool) -> bool:
        """Say whether a city needs no preposition: nothing else is said, or it stands beside a word for our pay.

        A town must also be `shown` to be a name: by a capital, or by being no other word.
        """
        beside = before in self._beside or after in self._beside
        is_town = beside and shown and self._is_town(place)
        return is_town or (place.people >= _CITY and (beside or not (before or after)))
