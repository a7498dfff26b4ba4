"""What a message asks for when it isn't said which: «is the rhit worth it» asks what «is certification worth it» does.

A name has phrasings of its own, of what it is or what is paid there, so that the name alone leads there. Why the
message is matched again: docs/decisions/0006-of-any.md.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.answering import of_a_credential, plain_pay
from bot.answering.understood import PLAINLY, SURE, Bands
from bot.matching.classes import ENTRIES
from bot.matching.faq_words import SLOT
from bot.matching.mentions import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.answering.asked import Asked
    from bot.answering.our_words import OurWords
    from bot.knowledge.records import Entry
    from bot.knowledge.snapshot import Knowledge
    from bot.matching.match import Match, MessageMatcher
    from bot.matching.reading import Reading

_BY_NAME_ALONE = frozenset({"credential.overview", "credential.requires"})  # look-ups
_HAS_PLACE = frozenset({"pay", "projection"})
_KEPT = 16  # readings
_WHERE = frozenset({"in", "at", "from", "near", "around", "within"})  # before a place


@dataclass(frozen=True, slots=True)
class Found:
    """The entry that is asked for of any of a kind, and how surely."""

    entry: Entry
    probability: float


class OfAny:
    """Asks the matcher again, about messages as if they named nothing of a kind."""

    def __init__(self, knowledge: Knowledge, matcher: MessageMatcher, ours: OurWords, bands: Bands) -> None:
        self._entries = knowledge.entries
        self._matcher = matcher
        # a message is looked at as a whole and in parts, and may come to the same more than once
        self._matched = lru_cache(_KEPT)(lambda reading: matcher.match_readings([reading])[0])
        self._ours = ours
        self._bands = bands
        self._any_of = knowledge.vocabulary.any_of
        # ids of entries that are asked about countries and about nothing in ours
        self._abroad = frozenset(entry.id for entry in self._entries.values() if _is_abroad(entry.phrasings))
        self._organization = (knowledge.vocabulary.examples.organization or "").casefold()

    def instead(self, entry: Entry, match: Match, wanted: Asked) -> Entry | None:
        """Return what is asked for instead of an entry to which only a name led, or None."""
        reading = match.reading
        found: Found | None = None
        if wanted.credentials and entry.lookup in _BY_NAME_ALONE and not of_a_credential.asks_what_it_is(reading):
            enough = SURE if match.uncovered else max(min(match.probability, PLAINLY), SURE)
            found = self._credential(match, enough)  # «rhit fee», «is the rhit worth it»
        elif entry.scope is not None and entry.scope.organization:
            found = self._organization_gap(match)  # «is the nha accredited»
        elif match.probability < SURE and reading.of_kind(Kind.EDUCATION) and entry.lookup is None:
            found = self._education(match)  # «can i get an associate degree online»
        elif wanted.industries and entry.lookup == "pay":
            found = self._industry(match, SURE)  # «can i work in a lab»
        return None if found is None else found.entry

    def plainly(self, match: Match, wanted: Asked) -> Entry | None:
        """Return what a message that asks for nothing surely plainly asks of any of what it names, or None."""
        if wanted.credentials:
            found = self._credential(match, PLAINLY)
        elif match.reading.of_kind(Kind.EDUCATION):
            found = self._education(match)
        else:
            found = self._industry(match, PLAINLY) if wanted.industries else None
        return None if found is None else found.entry

    def anywhere(self, match: Match, wanted: Asked, *, goes_on: bool) -> Found | None:
        """Return what is asked of a place at home of which the guides say nothing in particular, or None.

        «How do i become a coder in texas» asks what «how do i become a coder» does; «what is boston like» nothing. Pay
        and growth are a matter of the place. `goes_on` says that it is the question before, with the place.
        """
        at_home = all(place.country == "US" for place in wanted.places) and (wanted.at_home or bool(wanted.places))
        if not at_home or self._is_of_the_place(match) or plain_pay.says_pay(match.reading):
            return None
        texts = [token.text for token in match.reading.tokens]
        for mention in reversed(match.reading.of_kind(Kind.PLACE)):
            start = mention.start - (mention.start > 0 and texts[mention.start - 1] in _WHERE)
            del texts[start : mention.end]
        least = SURE if goes_on or self._ours.are_in(match.reading) else PLAINLY
        found = self._found(self._matcher.read(" ".join(texts)), max(match.probability, least))
        return None if found is None or found.entry.lookup in _HAS_PLACE else found

    def _is_of_the_place(self, match: Match) -> bool:
        """Say whether a message is for somebody else, or what the guides lack of a place or at all."""
        if match.best is None or match.best.kind != "gap":
            return match.best is not None and match.best.kind not in ENTRIES
        if match.best.id in self._abroad:
            return False
        of_topic = self._entries[match.best.id].lookup is None  # «who is hiring in dallas»
        return match.probability >= (self._bands.gap if of_topic else SURE)

    def _credential(self, match: Match, enough: float) -> Found | None:
        return self._found(self._read_again(match, Kind.CREDENTIAL, self._any_of.credential), enough)

    def _education(self, match: Match) -> Found | None:
        return self._found(self._read_again(match, Kind.EDUCATION, self._any_of.education), PLAINLY)

    def _industry(self, match: Match, enough: float) -> Found | None:
        if plain_pay.says_pay(match.reading):
            return None
        found = self._found(self._read_again(match, Kind.INDUSTRY, self._any_of.industry), enough)
        return None if found is None or found.entry.lookup == "pay" else found

    def _organization_gap(self, match: Match) -> Found | None:
        named = {mention.id for mention in match.reading.of_kind(Kind.ORGANIZATION)}
        terms = tuple(term for term in match.reading.terms if term.strip("‹›") not in named)
        plain = " ".join(self._organization if word in named else word for word in match.reading.plain.split())
        found = self._found(replace(match.reading, terms=terms, plain=plain), SURE)
        return None if found is None or found.entry.covered else found

    def _read_again(self, match: Match, kind: Kind, any_of_it: str | None) -> Reading | None:
        """Return the reading of a message with words for any of a kind in the place of what is named."""
        if any_of_it is None:
            return None
        texts = [token.text for token in match.reading.tokens]
        for mention in reversed(match.reading.of_kind(kind)):
            texts[mention.start : mention.end] = [any_of_it]
        return self._matcher.read(" ".join(texts))

    def _found(self, reading: Reading | None, enough: float) -> Found | None:
        if reading is None:
            return None
        of_any = self._matched(reading)
        if of_any.best is None or of_any.best.kind not in ENTRIES or of_any.probability < enough:
            return None
        return Found(self._entries[of_any.best.id], of_any.probability)


def _is_abroad(phrasings: Iterable[str]) -> bool:
    slots = {slot for phrasing in phrasings for slot in SLOT.findall(phrasing)}
    return "country" in slots and not slots & {"state", "city"}
