"""Mentions: the places, credentials, employers, shares, years … that a question names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.matching.places import Gazetteer, Place
from bot.matching.sequences import Sequences
from bot.matching.stemming import stem
from bot.matching.tokens import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.knowledge.snapshot import Knowledge
    from bot.matching.tokens import Token


class Kind(StrEnum):
    """What a mention names."""

    PLACE = "place"
    CREDENTIAL = "credential"
    OTHER_CREDENTIAL = "other_credential"
    ORGANIZATION = "organization"
    CODE_SET = "code_set"
    INDUSTRY = "industry"
    OCCUPATION = "occupation"
    OTHER_OCCUPATION = "other_occupation"
    EXPERIENCE = "experience"
    EDUCATION = "education"
    STATISTIC = "statistic"
    PAY_PERIOD = "pay_period"
    EXTREME = "extreme"
    AREA_TYPE = "area_type"
    PUBLISHER = "publisher"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Mention:
    """One thing that was named: its kind, id, the name answers use, and the tokens (start to end) that name it."""

    kind: Kind
    id: str
    name: str
    start: int
    end: int
    place: Place | None = None


# Kinds whose names come in several forms (company, companies); the others are proper names.
_INFLECTED = frozenset({
    Kind.INDUSTRY, Kind.OCCUPATION, Kind.OTHER_OCCUPATION, Kind.EXPERIENCE, Kind.EDUCATION, Kind.STATISTIC,
    Kind.PAY_PERIOD, Kind.EXTREME, Kind.AREA_TYPE, Kind.OTHER_CREDENTIAL,
})  # fmt: skip
_YEAR = re.compile(r"^(19|20)\d\d$|^(19|20)?\d0s$")


class MentionFinder:
    """Spots mentions in tokens. Different kinds may overlap; within one kind the longest wins."""

    def __init__(
        self,
        knowledge: Knowledge,
        english: frozenset[str],
        faq: frozenset[str],
        spelled: Callable[[str], tuple[str, ...]],
    ) -> None:
        vocabulary = knowledge.vocabulary
        areas = [figure.area for figure in knowledge.figures.values() if figure.area]
        self._gazetteer = Gazetteer(vocabulary.place_aliases, areas, english, faq)
        self._terms: dict[Kind, Sequences[tuple[str, str]]] = {}
        self._names: set[str] = set()
        for kind, terms in (
            (Kind.INDUSTRY, vocabulary.industries),
            (Kind.OCCUPATION, vocabulary.occupations),
            (Kind.OTHER_OCCUPATION, vocabulary.other_occupations),
            (Kind.EXPERIENCE, vocabulary.experience),
            (Kind.EDUCATION, vocabulary.education),
            (Kind.STATISTIC, vocabulary.statistics),
            (Kind.PAY_PERIOD, vocabulary.pay_periods),
            (Kind.EXTREME, vocabulary.extremes),
            (Kind.AREA_TYPE, vocabulary.area_types),
            (Kind.OTHER_CREDENTIAL, vocabulary.other_credentials),
        ):
            table: Sequences[tuple[str, str]] = Sequences()
            for term in terms:
                for alias in term.aliases:
                    spelled_out = spelled(alias)
                    table.add(tuple(stem(word) for word in spelled_out), (term.id, term.name))
                    self._names.update(spelled_out)
            self._terms[kind] = table
        for kind, records in (
            (Kind.CREDENTIAL, knowledge.credentials.values()),
            (Kind.ORGANIZATION, knowledge.organizations.values()),
            (Kind.CODE_SET, knowledge.code_sets.values()),
        ):
            names_of: Sequences[tuple[str, str]] = Sequences()
            for record in records:
                names = (record.abbreviation or record.name, record.name, *getattr(record, "alternate_names", ()))
                shown = f"{record.name} ({record.abbreviation})" if record.abbreviation else record.name
                for name in names:
                    names_of.add(words(name), (record.id, shown))
                    self._names.update(words(name))
            self._terms[kind] = names_of

        publishers: Sequences[tuple[str, str]] = Sequences()
        for publisher in knowledge.publishers.values():
            if len(words(publisher.id)) > 1 or publisher.id.casefold() not in english:
                publishers.add(words(publisher.id), (publisher.id, publisher.name))
        self._terms[Kind.PUBLISHER] = publishers

    def words(self) -> set[str]:
        """Return every word that names something, for spelling repair."""
        return self._gazetteer.words() | self._names

    def find(self, tokens: list[Token]) -> tuple[Mention, ...]:
        """Return all mentions in order of their start."""
        found = [
            Mention(Kind.PLACE, place.label, place.label, start, end, place)
            for start, end, place in self._gazetteer.find(tokens)
        ]
        texts = [token.text for token in tokens]
        stems = [stem(text) for text in texts]
        for kind, table in self._terms.items():
            found.extend(_spot(kind, table, stems if kind in _INFLECTED else texts))
        found.extend(
            Mention(Kind.YEAR, text, text, index, index + 1) for index, text in enumerate(texts) if _YEAR.match(text)
        )
        return tuple(sorted(_without_overlaps(found), key=lambda mention: (mention.start, mention.kind)))


def _spot(kind: Kind, table: Sequences[tuple[str, str]], texts: list[str]) -> Iterator[Mention]:
    position = 0
    while position < len(texts):
        match = table.at(texts, position)
        if match is None:
            position += 1
            continue
        length, (identifier, name) = match
        yield Mention(kind, identifier, name, position, position + length)
        position += length


# Where two of these kinds share words, the longer mention is the one that is meant; of equals, the first kind here.
_EXCLUSIVE = (
    Kind.PUBLISHER, Kind.OTHER_CREDENTIAL, Kind.CREDENTIAL, Kind.ORGANIZATION, Kind.PLACE, Kind.OTHER_OCCUPATION,
    Kind.OCCUPATION, Kind.INDUSTRY,
)  # fmt: skip


def _without_overlaps(found: list[Mention]) -> Iterator[Mention]:
    taken: set[int] = set()
    exclusive = [mention for mention in found if mention.kind in _EXCLUSIVE]
    for mention in sorted(exclusive, key=lambda m: (m.start - m.end, _EXCLUSIVE.index(m.kind))):
        span = set(range(mention.start, mention.end))
        if not span & taken:
            taken |= span
            yield mention
    for mention in found:
        within_a_name = mention.kind is Kind.AREA_TYPE and taken & set(range(mention.start, mention.end))
        if mention.kind not in _EXCLUSIVE and not within_a_name:  # "states" in "united states" asks for no states
            yield mention
