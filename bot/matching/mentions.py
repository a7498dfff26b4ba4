"""Mentions: the places, credentials, employers, shares, years … that a question names."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.matching.best_paid import BestPaid
from bot.matching.gazetteer import Gazetteer
from bot.matching.left_out import LeftOut
from bot.matching.pay_words import PAY_WORDS
from bot.matching.sequences import Sequences
from bot.matching.shares import Shares
from bot.matching.stemming import stem
from bot.matching.tokens import words

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator
    from collections.abc import Set as AbstractSet

    from bot.knowledge.snapshot import Knowledge
    from bot.matching.places import Place
    from bot.matching.tokens import Token
    from bot.matching.unknown_names import UnknownNames


class Kind(StrEnum):
    """What a mention names."""

    PLACE = "place"
    CREDENTIAL = "credential"
    OTHER_CREDENTIAL = "other_credential"
    SCHOOL = "school"
    EMPLOYER = "employer"
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
    AMOUNT = "amount"  # of pay, as a guide has it
    EXCLUDED_PLACE = "excluded_place"  # «anywhere but alaska»
    EXCLUDED_INDUSTRY = "excluded_industry"


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
    Kind.PAY_PERIOD, Kind.EXTREME, Kind.AREA_TYPE, Kind.OTHER_CREDENTIAL, Kind.SCHOOL, Kind.EMPLOYER,
})  # fmt: skip
_EXCLUDED = {Kind.PLACE: Kind.EXCLUDED_PLACE, Kind.INDUSTRY: Kind.EXCLUDED_INDUSTRY}
_AND = frozenset({"", "and", "or", "nor"})
_NOTHING = "none"  # id of vocabulary terms that are listed because they name nothing of their kind
_LEAST_AMOUNT = 10_000  # a smaller number may count anything
_YEAR = re.compile(r"^(19|20)\d\d$|^(19|20)?\d0s$")


class MentionFinder:
    """Spots mentions in tokens. Different kinds may overlap; within one kind the longest wins."""

    def __init__(
        self,
        knowledge: Knowledge,
        english: Container[str],
        ordinary: frozenset[str],
        unknown: UnknownNames,
        spelled: Callable[[str], tuple[str, ...]],
    ) -> None:
        vocabulary = knowledge.vocabulary
        self._shares = Shares(vocabulary.shares)
        self._statistic_names = {term.id: term.name for term in vocabulary.statistics}
        self._unknown = unknown
        areas = [figure.area for figure in knowledge.figures.values() if figure.area]
        self._amounts = frozenset(
            str(figure.value)
            for figure in knowledge.figures.values()
            if figure.kind == "pay" and figure.value and figure.value >= _LEAST_AMOUNT
        )
        self._left_out = LeftOut()
        self._best_paid = BestPaid()
        self._gazetteer = Gazetteer(vocabulary, areas, english, ordinary)
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
            (Kind.SCHOOL, vocabulary.schools),
            (Kind.EMPLOYER, vocabulary.employers),
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

        self._terms[Kind.PUBLISHER] = _publisher_names(knowledge, english)
        self._by_word = self._kinds_by_first_word(self._terms.keys() - _INFLECTED)
        self._by_stem = self._kinds_by_first_word(_INFLECTED)

    def _kinds_by_first_word(self, kinds: AbstractSet[Kind]) -> dict[str, tuple[Kind, ...]]:
        """Return, for each word that a name begins with, the kinds such names are of: one look-up finds them all."""
        kinds_of: dict[str, tuple[Kind, ...]] = {}
        for kind in sorted(kinds):
            for word in self._terms[kind].first_words():
                kinds_of[word] = (*kinds_of.get(word, ()), kind)
        return kinds_of

    def words(self) -> set[str]:
        """Return every word that names something, for spelling repair."""
        return self._gazetteer.words() | self._names | self._shares.words()

    def find(self, tokens: list[Token]) -> tuple[Mention, ...]:
        """Return all mentions in order of their start."""
        found = [
            Mention(Kind.PLACE, place.label, place.label, start, end, place)
            for start, end, place in self._gazetteer.find(tokens)
        ]
        texts = [token.text for token in tokens]
        stems = [stem(text) for text in texts]
        found += self._spot(texts, self._by_word)
        found += self._statistics(texts, [*self._spot(stems, self._by_stem)])
        kinds_of_place = {mention.start for mention in found if mention.kind is Kind.AREA_TYPE}
        extremes = {at for m in found if m.kind is Kind.EXTREME for at in range(m.start, m.end)}
        found += [
            Mention(Kind.EXTREME, "highest", "highest", at, at + 1)
            for at in self._best_paid.find(tokens, kinds_of_place)
            if at not in extremes
        ]
        found += [
            Mention(Kind.YEAR, text, text, index, index + 1)
            for index, text in enumerate(texts)
            if text[0].isdigit() and _YEAR.match(text) and not _tells_since(tokens, index)
        ]
        found += [
            Mention(Kind.AMOUNT, text, text, index, index + 1)
            for index, text in enumerate(texts)
            if text in self._amounts
        ]
        found += self._unlisted(tokens, texts, found)
        found = list(_with_exclusions(sorted(found, key=lambda mention: mention.start), tokens, self._left_out))
        if len(found) < 2:
            return tuple(found)
        return tuple(sorted(_without_overlaps(found), key=lambda mention: (mention.start, mention.kind)))

    def _statistics(self, texts: list[str], found: list[Mention]) -> Iterator[Mention]:
        """Yield what was found, with shares of earners in the place of what their words mean one by one."""
        shares = [
            Mention(Kind.STATISTIC, name, self._statistic_names.get(name, name), start, end)
            for start, end, name in self._shares.find(texts)
        ]
        within = {index for share in shares for index in range(share.start, share.end)}
        yield from shares
        yield from (mention for mention in found if mention.kind is not Kind.STATISTIC or mention.start not in within)

    def _unlisted(self, tokens: list[Token], texts: list[str], found: list[Mention]) -> Iterator[Mention]:
        """Yield places and certifications that no list has."""
        named = {index for mention in found for index in range(mention.start, mention.end)}
        for start, end, place in self._unknown.places(tokens, named):
            yield Mention(Kind.PLACE, place.label, place.label, start, end, place)
        known = [(mention.start, mention.end) for mention in found if mention.kind is Kind.CREDENTIAL]
        for start, end, name in self._unknown.credentials(texts, known):
            if start not in named:
                yield Mention(Kind.OTHER_CREDENTIAL, name.casefold(), name, start, end)

    def _spot(self, words: list[str], kinds_of: dict[str, tuple[Kind, ...]]) -> Iterator[Mention]:
        ends: dict[Kind, int] = {}  # of the last mention of a kind
        for position, word in enumerate(words):
            for kind in kinds_of.get(word, ()):
                match = self._terms[kind].at(words, position) if ends.get(kind, 0) <= position else None
                if match is not None:
                    length, (identifier, name) = match
                    ends[kind] = position + length
                    if identifier == _NOTHING:
                        continue
                    yield Mention(kind, identifier, name, position, position + length)


def _with_exclusions(found: list[Mention], tokens: list[Token], left_out: LeftOut) -> Iterator[Mention]:
    """Yield what was found, in order; places and industries that are named to be left out as such.

    Such a mention begins with the words that say so; «besides ohio, dc and alaska» leaves out all of them. «Not in the
    us» asks for other countries, and «not just one city» for no cities.
    """
    left_out_until: dict[Kind, int] = {}  # by what is left out: where the last of it ends
    for mention in found:
        kind = _EXCLUDED.get(mention.kind)
        if kind is None:
            if mention.kind is not Kind.AREA_TYPE or not left_out.kind_of_place(tokens, mention.start):
                yield mention
            continue
        wide = mention.place is None or mention.place.type != "city"  # «just outside boston» is near it
        start = left_out.start(tokens, mention.start, wide=wide)
        end = left_out_until.get(kind)
        goes_on = end is not None and " ".join(token.text for token in tokens[end : mention.start]) in _AND
        if start == mention.start and not goes_on:
            yield mention
            continue
        start = end if goes_on and end is not None else start
        left_out_until[kind] = mention.end
        if mention.place is not None and mention.place.is_home:
            yield replace(mention, kind=Kind.AREA_TYPE, id="country", start=start, place=None)
        else:
            yield replace(mention, kind=kind, start=start)


def _tells_since(tokens: list[Token], year: int) -> bool:
    """Say whether a year is when something of the asker's began, in a sentence not of pay: «no job since 1998.»."""
    if not year or tokens[year - 1].text != "since" or not tokens[year].ends_sentence:
        return False
    start = next((at + 1 for at in range(year - 1, -1, -1) if tokens[at].ends_sentence), 0)
    return not any(token.text in PAY_WORDS for token in tokens[start:year])


def _publisher_names(knowledge: Knowledge, english: Container[str]) -> Sequences[tuple[str, str]]:
    """Return the names of publishers, those whom the guides quote and others."""
    names: Sequences[tuple[str, str]] = Sequences()
    for publisher in knowledge.publishers.values():
        if len(words(publisher.id)) > 1 or publisher.id.casefold() not in english:
            names.add(words(publisher.id), (publisher.id, publisher.name))
        for alias in publisher.aliases:
            names.add(words(alias), (publisher.id, publisher.name))
    for term in knowledge.vocabulary.other_publishers:
        for alias in term.aliases:
            names.add(words(alias), (term.id, term.name))
    return names


# Where two of these kinds share words, the longer mention is the one that is meant; of equals, the first kind here.
_EXCLUSIVE = (
    Kind.PUBLISHER, Kind.SCHOOL, Kind.EMPLOYER, Kind.OTHER_CREDENTIAL, Kind.CREDENTIAL, Kind.ORGANIZATION, Kind.PLACE,
    Kind.EXCLUDED_PLACE, Kind.OTHER_OCCUPATION, Kind.OCCUPATION, Kind.INDUSTRY, Kind.EXCLUDED_INDUSTRY,
)  # fmt: skip


def _without_overlaps(found: list[Mention]) -> Iterator[Mention]:
    taken: set[int] = set()
    periods = {index for m in found if m.kind is Kind.PAY_PERIOD for index in range(m.start, m.end)}
    exclusive = [mention for mention in found if mention.kind in _EXCLUSIVE]
    for mention in sorted(exclusive, key=lambda m: (m.start - m.end, _EXCLUSIVE.index(m.kind))):
        span = set(range(mention.start, mention.end))
        if not span & taken:
            taken |= span
            yield mention
    for mention in found:
        within_a_name = mention.kind is Kind.AREA_TYPE and taken & set(range(mention.start, mention.end))
        within_a_period = mention.kind is Kind.EXPERIENCE and mention.start in periods  # «per year in the field»
        # "states" in "united states" asks for no states
        if mention.kind not in _EXCLUSIVE and not within_a_name and not within_a_period:
            yield mention
