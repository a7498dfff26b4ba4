"""Choosing the entry where the matcher's best is only near: by what is compared, by level, extreme and place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.answering import pay, plain_pay
from bot.answering.named_gaps import NamedGap
from bot.answering.understood import SURE
from bot.matching.faq_words import SLOT
from bot.matching.mentions import Kind

if TYPE_CHECKING:
    from bot.answering.asked import Asked
    from bot.knowledge.records import Entry
    from bot.knowledge.snapshot import Knowledge
    from bot.matching.match import Match

_COMPARING = frozenset({"versus", "or", "difference", "different", "compare", "compared", "between", "better", "more",
                        "higher", "than", "cheaper", "cheapest"})  # fmt: skip
_OF_A_FEE = frozenset({"cheap", "cheaper", "cheapest", "expensive", "pricier"})
_SCHOOLING = "education"  # the topic of what schools differ in
# before the name of a school of which something is asked or told
_OF_SCHOOLS = frozenset({
    "", "at", "is", "does", "do", "from", "for", "with", "of", "about", "the", "in", "much", "used", "use", "using",
    "tried", "try", "did", "done", "doing", "attended", "attend", "finished", "through",
})  # fmt: skip
_LIKELY = 3  # candidates among which an entry is likely to be the one that is meant
_LIKE_ITS_SCOPE = 0.45  # likeness to a phrasing from which an entry is meant though what it is about wasn't recognised
_NARROWS_NOTHING = frozenset({Kind.OCCUPATION, Kind.PAY_PERIOD})


class EntryChoice:
    """Chooses among the entries of one knowledge snapshot."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge

    def chosen(self, best: str, match: Match, wanted: Asked) -> Entry:
        """Return the entry that is asked for, given the id of the one that the matcher likes best."""
        likeliest = self._about_what_is_named(match, wanted) or self._knowledge.entries[best]
        entry = self.compared(match, wanted) or self._of_scope(likeliest, match)
        entries = self._knowledge.entries
        if entry.covered and self._ranks_exams(match):
            return entries.get(NamedGap.EXAMS_COMPARED, entry)
        if entry.lookup == "pay" or entry.id in self._knowledge.topics.get(_SCHOOLING, ()):
            entry = self.of_a_school(match) or entry  # «how much is devry»
        if entry.covered and self._asks_of_an_employer(entry, match):
            return entries.get(NamedGap.OF_AN_EMPLOYER, entry)
        return entry

    def of_a_school(self, match: Match) -> Entry | None:
        """Return the gap for a school by name, where a message asks something of one."""
        return self._knowledge.entries.get(NamedGap.OF_A_SCHOOL) if self._asks_of_a_school(match) else None

    def what_it_is(self, credential: str) -> Entry | None:
        """Return the entry that says what a certification is."""
        covered = (entry for entry in self._knowledge.entries.values() if entry.covered)
        return next((entry for entry in covered if entry.scope and entry.scope.credential == credential), None)

    def _about_what_is_named(self, match: Match, wanted: Asked) -> Entry | None:
        """Return the entry about the certification that a message names, where it scores more than the best one.

        The best one then won because the other entries about certifications, whose scores are added, took some away.
        """
        if match.best is None or match.best.kind == "gap":
            return None
        for one in match.candidates[1:_LIKELY]:
            entry = self._knowledge.entries.get(one.id)
            named = entry is not None and entry.scope is not None and entry.scope.credential in wanted.credentials
            if named and one.score > match.best.score:
                return entry
        return None

    def _of_scope(self, entry: Entry, match: Match) -> Entry:
        """Return the entry, or the general one where nothing in the message is what a narrower one is about."""
        if entry.lookup != "pay" or entry.scope is None or match.best is None:
            return entry
        kinds = {m.kind for m in match.reading.mentions if not (m.place and m.place.is_home)}
        home_named = any(mention.place and mention.place.is_home for mention in match.reading.mentions)
        elsewhere = entry.scope.area_type is not None and home_named and Kind.AREA_TYPE not in kinds
        narrow = entry.scope.area_type or entry.scope.experience or entry.scope.dimension == "industry"
        # the likeness to «what do {industry} pay» is none where no industry is named
        likeness = 0.0 if SLOT.search(match.best.nearest) else match.best.similarity
        unnamed = bool(narrow) and not kinds - _NARROWS_NOTHING and likeness < _LIKE_ITS_SCOPE
        of_level = entry.scope.experience is not None and Kind.EXPERIENCE not in kinds
        of_average = of_level and any(mention.id == "mean" for mention in match.reading.of_kind(Kind.STATISTIC))
        if of_level and Kind.EXTREME in kinds:
            return pay.entry_of_extreme(self._knowledge, match.reading.of_kind(Kind.EXTREME)[0].id) or entry
        return (self._knowledge.looked_up("pay") or entry) if elsewhere or unnamed or of_average else entry

    def compared(self, match: Match, wanted: Asked) -> Entry | None:
        """Return the entry that compares, where two things of a kind are named and set against each other."""
        words = {token.text for token in match.reading.tokens}
        if not words & _COMPARING:
            return None
        if len(wanted.credentials) > 1 or (wanted.credentials and wanted.other_credentials):
            by_pay = self._knowledge.entries.get(NamedGap.PAY_BY_CREDENTIAL) if words & plain_pay.PAY_WORDS else None
            costs_more = words & {"cost", "costs"} and words & {"more", "less"}
            by_fee = self._knowledge.entries.get(NamedGap.EXAM_FEE) if costs_more or words & _OF_A_FEE else None
            return by_pay or by_fee or self._knowledge.looked_up("credential.compare")
        if (len(wanted.places) > 1 or len(wanted.industries) > 1) and words & plain_pay.PAY_WORDS:
            return self._knowledge.looked_up("pay")
        return None

    @staticmethod
    def _asks_of_a_school(match: Match) -> bool:
        """Say whether a message asks something of a school by name; «im at keiser» only tells where somebody is."""
        texts = ["", "", *(token.text for token in match.reading.tokens)]
        return any(
            texts[school.start + 1] in _OF_SCHOOLS and texts[school.start] not in {"am", "im", "study", "studying"}
            for school in match.reading.of_kind(Kind.SCHOOL)
        )

    @staticmethod
    def _asks_of_an_employer(entry: Entry, match: Match) -> bool:
        """Say whether a message asks what an employer pays, or is likely to be about one that it names."""
        if not plain_pay.names_employer(match.reading):
            return False
        if plain_pay.asks_of_employer(match.reading):
            return True
        likely = any(candidate.id == NamedGap.OF_AN_EMPLOYER for candidate in match.candidates[:_LIKELY])
        return entry.lookup == "pay" or (likely and match.probability < SURE)

    @staticmethod
    def _ranks_exams(match: Match) -> bool:
        """Say whether a message asks which exam is passed most easily: no guide compares them."""
        words = {token.text for token in match.reading.tokens}
        exams = words & {"pass", "passing", "exam", "test"} or match.reading.of_kind(Kind.CREDENTIAL)
        return bool(words & {"easiest", "easier", "hardest", "harder"} and exams)
