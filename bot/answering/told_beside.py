"""The one part of a message that asks, beside what is told in the others.

«Im 45 and tired of retail. do i need a degree for this» asks nothing about age.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.answering import background, follow_up, plain_pay
from bot.answering.asked import asked
from bot.answering.understood import PLAINLY, SURE, Question
from bot.matching.mentions import Kind
from bot.matching.parts import TELLERS, YES_OR_NO

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.answering.conversation import Context
    from bot.answering.one_question import OneQuestion
    from bot.answering.our_words import OurWords
    from bot.knowledge.records import Lookup
    from bot.matching.match import Match
    from bot.matching.mentions import Mention
    from bot.matching.parts import Piece
    from bot.matching.reading import Reading

    Pieces = list[tuple[Piece, Match]]

# Confidence from which on the one part that asks needs nothing of what is told: «which …», «do i …», «is it a … job».
_ALONE, ALONE_YES_OR_NO, _EVEN_SO = 0.7, 0.8, 0.95
_BE = frozenset({"is", "are", "was", "were"})
# What a part speaks of what stands before it by; «this job» and «which one» needn't.
IT = follow_up.ANAPHORS - {"this", "one", "ones"} | {"they", "their", "he", "she", "him", "her"}
_TO_BECOME = (["take"], ["takes"], ["cost"], ["costs"])  # after an «it» that stands for nothing
_BY_PLACE: frozenset[Lookup] = frozenset({"pay", "projection"})
# What the question after it may be about, unless that names its own: «im studying for the ccs, how long is the exam».
_SUBJECTS = frozenset({
    Kind.CREDENTIAL, Kind.OTHER_CREDENTIAL, Kind.ORGANIZATION, Kind.CODE_SET, Kind.SCHOOL, Kind.EMPLOYER,
    Kind.OCCUPATION, Kind.INDUSTRY,
})  # fmt: skip
_WORKED_FOR = frozenset({Kind.INDUSTRY, Kind.EMPLOYER})
_AT_WORK = frozenset(
    {"work", "working", "worked", "make", "making", "am", "im", "was", "been", "laid", "fired", "quit", "left", "from"}
)
_MAY = frozenset({"can", "could", "may", "will", "would", "am", "should"})
_THERE = frozenset({
    "live", "lives", "living", "based", "in", "to", "from", "near", "outside", "around", "moving", "moved", "move",
    "relocating", "located", "here",
})  # fmt: skip
_NOT_THERE = frozenset(
    {"not", "left", "leaving", "used", "grew", "born", "raised", "was", "fly", "bank", "with", "out", "ex"}
)
_NEAR = 4  # words before the name of a place
_WISHED = frozenset({Kind.INDUSTRY, Kind.EMPLOYER, Kind.CREDENTIAL, Kind.EDUCATION})
_WISHES = frozenset({
    "want", "wanna", "like", "plan", "planning", "applying", "applied", "offer", "start", "starting", "hope", "hoping",
    "would", "deciding", "interested", "choosing", "considering", "thinking", "goal",
})  # fmt: skip
_GONE = frozenset({"leave", "leaving", "quit", "quitting", "done", "tired", "out", "off"})
_EXPERIENCE = frozenset({"experience", "experienced", "year", "years", "beginner", "field"})


class ToldBeside:
    """Tells what of a message belongs to its question, and whether the question needs any of it."""

    def __init__(self, one: OneQuestion, ours: OurWords) -> None:
        self._one = one
        self._ours = ours

    def one_that_asks(self, whole: Match, pieces: Pieces, context: Context | None) -> Question | None:
        """Return the question of the one part that asks, where it plainly needs nothing of what is told besides.

        Of that, only where somebody lives and how long one has done our work belong to a question for figures.
        """
        number = next(index for index, (piece, _) in enumerate(pieces) if piece.asks)
        part, told = pieces[number][1], [match.reading for piece, match in pieces if not piece.asks]
        refined = any(match.reading.tokens[0].text not in {*TELLERS, "left"} for _, match in pieces[number + 1 :])
        question = self._one.asked_by(part, context)
        if refined or question is None or not self._is_ours(whole, pieces, context):
            return None
        kept_from = any(_is_surely_gap(match) for piece, match in pieces if not piece.asks)
        enough = _enough_by_itself(part, whole, kept_from=kept_from)
        sure = enough is not None and max(part.probability, question.confidence) >= enough
        if not sure and not plain_pay.names_only(part.reading):  # «… became a coder, what is beginner pay in canada»
            return None
        named = not self._has_a_subject(part.reading) and any(map(_may_be_meant, told))
        of_pay = question.entry.lookup in _BY_PLACE
        if named or self.is_wished_for(part.reading, told) or (of_pay and any(map(_is_wished_at, told))):
            return None
        kinds_of_place = {mention.id for mention in part.reading.of_kind(Kind.AREA_TYPE)}
        if not of_pay or kinds_of_place - {"city"} or part.reading.of_kind(Kind.PLACE):
            return question
        belongs = [mention for reading in told for mention in reading.mentions if self._belongs(mention, reading)]
        return replace(question, asked=question.asked.merged_into(asked(belongs)))

    def _is_ours(self, whole: Match, pieces: Pieces, context: Context | None) -> bool:
        """Say whether a message is about the field, or its question plainly is and the asker tells of himself."""
        if self._ours.are_in(whole.reading) or self._one.asked_by(whole, context) is not None:
            return True
        plainly = all(
            match.probability >= ALONE_YES_OR_NO and not _speaks_of_something_told(match.reading)
            for piece, match in pieces
            if piece.asks
        )
        return plainly and not any(map(_is_about_another_thing, pieces))

    def is_wished_for(self, asking: Reading, told: Sequence[Reading]) -> bool:
        """Say whether a question may be about a job or schooling that is wished for: «i want to be a nurse»."""
        return not self._has_a_subject(asking) and any(background.wishes_for(reading) for reading in told)

    def _has_a_subject(self, reading: Reading) -> bool:
        """Say whether a question names what it is about: our people or work, a place, or what has a name."""
        words = {token.text for token in reading.tokens}
        kinds = {mention.kind for mention in reading.mentions}
        return bool(words & self._ours.trades or kinds & {*_SUBJECTS, Kind.PLACE})

    def _belongs(self, mention: Mention, told: Reading) -> bool:
        """Say whether something told belongs to a question for figures: where one lives or goes, work of ours done."""
        if mention.kind is Kind.PLACE:
            return _lives_there(mention, told)
        if mention.kind is not Kind.EXPERIENCE:
            return False
        words = {token.text for token in told.tokens}
        said = {word for word in follow_up.content(told) if not word.isdigit()}
        return bool(words & self._ours.trades) or said <= _EXPERIENCE


def says_where(reading: Reading) -> bool:
    """Say whether «there» is a place, «what do they pay coders there», and not how a sentence begins: «are there …»."""
    texts = [token.text for token in reading.tokens]
    return any(text == "there" and not _BE & set(texts[max(0, at - 1) : at + 2]) for at, text in enumerate(texts))


def _enough_by_itself(part: Match, whole: Match, *, kept_from: bool) -> float | None:
    """Return how sure a part has to be of its question to need nothing of what is told, or None where it always does.

    `kept_from` says that what is told may keep somebody from it: «i hold an h4 visa, am i allowed to code remotely».
    """
    if may_not(part, whole) or (kept_from and _asks_what_may_be(part.reading)):
        return None
    if _speaks_of_something_told(part.reading):
        return _EVEN_SO if len(follow_up.content(part.reading)) > 1 else None
    if _asks_what_may_be(part.reading):
        return PLAINLY
    return ALONE_YES_OR_NO if part.reading.tokens[0].text in YES_OR_NO else _ALONE


def may_not(part: Match, whole: Match) -> bool:
    """Say whether a part asks what may or can be done where what is told is a gap: «im on an f1 visa, can i work»."""
    is_gap = whole.best is not None and whole.best.kind == "gap" and whole.probability >= SURE
    return is_gap and _asks_what_may_be(part.reading) and (part.best is None or part.best.kind != "gap")


def _asks_what_may_be(part: Reading) -> bool:
    """Say whether a part asks what somebody may or can do; «will there be jobs» doesn't."""
    first, second, *_ = [*(token.text for token in part.tokens), "", ""]
    return first in _MAY and second != "there"


def _is_surely_gap(match: Match) -> bool:
    return match.best is not None and match.best.kind == "gap" and match.probability >= PLAINLY


def _lives_there(place: Mention, told: Reading) -> bool:
    """Say whether somebody tells that he lives in a place or goes there, and not that he left it."""
    before = [token.text for token in told.tokens[: place.start]]
    if not before:
        return True  # «alaskan here, whats coder pay»
    near = set(before[-_NEAR:])
    left = near & _NOT_THERE or (before[-1:] == ["from"] and near & {"moved", "moving", "move", "my"})
    return bool(near & _THERE) and not left


def _is_wished_at(told: Reading) -> bool:
    """Say whether somebody tells of an employer or a certification that he would like: «im applying to hospitals»."""
    texts = [token.text for token in told.tokens]
    return any(
        mention.kind in _WISHED and _WISHES & set(texts[: mention.start]) and not _GONE & set(texts[: mention.start])
        for mention in told.mentions
    )


def _may_be_meant(told: Reading) -> bool:
    """Say whether a question that names no subject may be about what was told before it, and not a former job."""
    texts = [token.text for token in told.tokens]
    return any(
        mention.kind in _SUBJECTS and not (mention.kind in _WORKED_FOR and _AT_WORK & set(texts[: mention.start]))
        for mention in told.mentions
    )


def _is_about_another_thing(told: tuple[Piece, Match]) -> bool:
    """Say whether a part that asks nothing tells of something that isn't the field's, or not of the asker."""
    piece, match = told
    elsewhere = match.best is not None and match.best.kind == "elsewhere" and match.probability >= SURE
    return not piece.asks and (elsewhere or match.reading.tokens[0].text not in TELLERS)


def _speaks_of_something_told(part: Reading) -> bool:
    """Say whether a part speaks of what stands before it: not «how long does it take to become a coder»."""
    texts = [token.text for token in part.tokens]
    return says_where(part) or any(
        text in IT - {"there"} and not (texts[at + 1 : at + 2] in _TO_BECOME and "to" in texts[at:])
        for at, text in enumerate(texts)
    )
