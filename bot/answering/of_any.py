"""What a message asks for when it isn't said which: «is the rhit worth it» asks what «is certification worth it» does.

A name has phrasings of its own, of what it is or what is paid there, so that the name alone leads there.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.answering.understood import SURE
from bot.matching.classes import ENTRIES
from bot.matching.mentions import Kind

if TYPE_CHECKING:
    from bot.knowledge.records import Entry
    from bot.knowledge.snapshot import Knowledge
    from bot.matching.match import Match, MessageMatcher
    from bot.matching.reading import Reading

_HAS_PLACE = frozenset({"pay", "projection"})  # look-ups
_WHERE = frozenset({"in", "at", "from", "near", "around", "within"})  # before a place


class OfAny:
    """Asks the matcher again, about messages as if they named nothing of a kind."""

    def __init__(self, knowledge: Knowledge, matcher: MessageMatcher) -> None:
        self._entries = knowledge.entries
        self._matcher = matcher
        self._any_of = knowledge.vocabulary.any_of
        self._organization = (knowledge.vocabulary.examples.organization or "").casefold()

    def credential(self, match: Match, enough: float) -> Entry | None:
        """Return what is asked of certifications, with so much confidence, or None."""
        return self._entry(self._read_again(match, Kind.CREDENTIAL, self._any_of.credential), enough)

    def industry(self, match: Match, enough: float) -> Entry | None:
        """Return what is asked, with so much confidence, of employers of any kind, other than their pay, or None."""
        entry = self._entry(self._read_again(match, Kind.INDUSTRY, self._any_of.industry), enough)
        return None if entry is None or entry.lookup == "pay" else entry

    def education(self, match: Match, enough: float) -> Entry | None:
        """Return what is asked of schooling, with so much confidence, or None."""
        return self._entry(self._read_again(match, Kind.EDUCATION, self._any_of.education), enough)

    def place(self, match: Match) -> tuple[Entry, float] | None:
        """Return what is asked of no place in particular, other than what has a place, with its probability, or None.

        «How do i become a coder in texas» asks what «how do i become a coder» does.
        """
        texts = [token.text for token in match.reading.tokens]
        for mention in reversed(match.reading.of_kind(Kind.PLACE)):
            start = mention.start - (mention.start > 0 and texts[mention.start - 1] in _WHERE)
            del texts[start : mention.end]
        found = self._found(self._matcher.read(" ".join(texts)), max(match.probability, SURE))
        return None if found is None or found[0].lookup in _HAS_PLACE else found

    def organization(self, match: Match) -> Entry | None:
        """Return the gap that is asked for of organizations, or None."""
        named = {mention.id for mention in match.reading.of_kind(Kind.ORGANIZATION)}
        terms = tuple(term for term in match.reading.terms if term.strip("‹›") not in named)
        plain = " ".join(self._organization if word in named else word for word in match.reading.plain.split())
        entry = self._entry(replace(match.reading, terms=terms, plain=plain), SURE)
        return None if entry is None or entry.covered else entry

    def _read_again(self, match: Match, kind: Kind, any_of_it: str | None) -> Reading:
        """Return the reading of a message with words for any of a kind in the place of what is named."""
        texts = [token.text for token in match.reading.tokens]
        for mention in reversed(match.reading.of_kind(kind)):
            texts[mention.start : mention.end] = [any_of_it or ""]
        return self._matcher.read(" ".join(texts))

    def _entry(self, reading: Reading, enough: float) -> Entry | None:
        found = self._found(reading, enough)
        return None if found is None else found[0]

    def _found(self, reading: Reading, enough: float) -> tuple[Entry, float] | None:
        (of_any,) = self._matcher.match_readings([reading])
        if of_any.best is None or of_any.best.kind not in ENTRIES or of_any.probability < enough:
            return None
        return self._entries[of_any.best.id], of_any.probability
