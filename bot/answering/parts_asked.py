"""What the parts of a message ask, each by itself and beside the others."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.answering import follow_up, plain_pay
from bot.answering.asked import asked
from bot.answering.named_gaps import NamedGap
from bot.answering.understood import SURE, Question
from bot.matching.mentions import Kind
from bot.matching.parts import YES_OR_NO, Piece

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.answering.conversation import Context
    from bot.answering.one_question import OneQuestion
    from bot.answering.our_words import OurWords
    from bot.knowledge.records import Entry, Lookup
    from bot.matching.match import Match, MessageMatcher
    from bot.matching.mentions import Mention
    from bot.matching.reading import Reading

    Pieces = list[tuple[Piece, Match]]

_MOST_ANSWERED = 3
PLAINLY = 0.9
"""Confidence from which on few words, or one part of a message, are a question of their own."""
# Confidence from which on the one part that asks needs nothing of what is told: «which …», «do i …», «is it a … job».
_ALONE, _ALONE_YES_OR_NO, _EVEN_SO, _NEVER = 0.7, 0.8, 0.95, 1.1
_COMPARING: Lookup = "credential.compare"
_CLEARLY = 0.05  # more confidence that a part has than the whole message, where only that part asks
_BE = frozenset({"is", "are", "was", "were"})
_TWO = 2
_STORY = 20  # words; a longer message tells a story around its question
# What a part speaks of what stands before it by; «this job» and «which one» needn't.
_IT = follow_up.ANAPHORS - {"this", "one", "ones"} | {"they", "their", "he", "she", "him", "her"}
_TO_BECOME = (["take"], ["takes"], ["cost"], ["costs"])  # after an «it» that stands for nothing
_GUESSED = frozenset({"the", "a", "by", "from", "through", "or", "like", "just"})  # beside names that are guessed
_GIVERS = frozenset({Kind.ORGANIZATION, Kind.EMPLOYER, Kind.SCHOOL})
_BACKGROUND = frozenset({Kind.PLACE, Kind.EXPERIENCE})
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
_TELLING = frozenset({
    "i", "im", "ive", "my", "we", "our", "just", "got", "asking", "because", "currently", "been", "worked", "working",
    "thinking", "considering", "trying", "looking", "graduating", "moving",
})  # fmt: skip
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


class PartsAsked:
    """Decides which questions a message asks, by its parts and as a whole."""

    def __init__(self, matcher: MessageMatcher, one: OneQuestion, ours: OurWords) -> None:
        self._matcher = matcher
        self._one = one
        self._ours = ours

    def matched(
        self, found: list[Piece], whole: Sequence[Reading] = (), *, saying: bool = False
    ) -> tuple[Pieces, list[Match]]:
        """Return parts with their matches, and the matches of the whole; all at once, which costs less.

        With `saying` only parts that have more than carriers in them.
        """
        read = [(piece, self._matcher.read(piece.text)) for piece in found]
        kept = [(piece, reading) for piece, reading in read if not saying or _says_something(reading)]
        matches = self._matcher.match_readings([*(reading for _, reading in kept), *whole])
        of_parts = zip(kept, matches[: len(kept)], strict=True)
        return [(piece, match) for (piece, _), match in of_parts], matches[len(kept) :]

    def alone(self, whole: Match, pieces: Pieces, context: Context | None) -> Question | None:
        """Return the question of the one part that asks, where it plainly needs nothing of what is told besides.

        «Im 45 and tired of retail. do i need a degree for this» asks nothing about age. Of what is told, only where
        somebody lives and how long one has done our work belong to a question for figures.
        """
        number = next(index for index, (piece, _) in enumerate(pieces) if piece.asks)
        part, told = pieces[number][1], [match.reading for piece, match in pieces if not piece.asks]
        refined = any(match.reading.tokens[0].text not in _TELLING for _, match in pieces[number + 1 :])
        question = self._one.asked_by(part, context)
        if refined or question is None or not self._is_ours(whole, pieces, context):
            return None
        kept_from = any(_is_surely_gap(match) for piece, match in pieces if not piece.asks)
        if max(part.probability, question.confidence) < _enough_by_itself(part, whole, kept_from=kept_from):
            return None
        named = not self._has_a_subject(part.reading) and any(map(_may_be_meant, told))
        of_pay = question.entry.lookup in _BY_PLACE
        if named or self._is_wished_for(part.reading, told) or (of_pay and any(map(_is_wished_at, told))):
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
            match.probability >= _ALONE_YES_OR_NO and not _speaks_of_something_told(match.reading)
            for piece, match in pieces
            if piece.asks
        )
        return plainly and not any(map(_is_about_another_thing, pieces))

    def _is_wished_for(self, asking: Reading, told: Sequence[Reading]) -> bool:
        """Say whether a question may be about a job or schooling that is wished for: «i want to be a nurse»."""
        return not self._has_a_subject(asking) and any(plain_pay.wishes_for(reading) for reading in told)

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

    def questions(self, whole: Match, pieces: Pieces, context: Context | None) -> tuple[Question, ...]:
        """Return the questions that are understood for sure: of the parts where several ask, else the whole."""
        one = self._one.asked_by(whole, context)
        several = sum(piece.asks and part.probability >= _ALONE_YES_OR_NO for piece, part in pieces) > 1
        if one is not None and one.entry.lookup == _COMPARING and not several:
            return (one,)  # «the crc, or is the cpc enough»: what is set against each other is one question
        found, trailing = self._by_entry(pieces, one, context)
        asking = tuple(question for piece, question in found.values() if piece.asks)
        if one is not None and one.confidence >= SURE:
            asking = tuple(q for q in asking if q.confidence >= SURE or _topic(q.entry) == _topic(one.entry))
        asking = tuple(q for q in asking if not any(_says_it_better(other, q) for other in asking))
        # «had my CBCS for years. what are the management roles?»: one part asks, and surely, and of nothing before it
        told = [part.reading for piece, part in pieces if not piece.asks]
        asks = [part for piece, part in pieces if piece.asks]
        leaning = any(follow_up.leans(part.reading) for part in asks)
        about_told = any(self._is_wished_for(part.reading, told) or _may_not(part, whole) for part in asks)
        alone = not (leaning or about_told) and (
            len(asking) == 1 and one is not None and _topic(one.entry) != _topic(asking[0].entry)
            and asking[0].confidence > max(one.confidence + _CLEARLY, _enough_alone(whole.reading))
            and not _narrows(whole, asking[0])
        )  # fmt: skip
        if len(asking) > 1 or (trailing and asking) or alone:
            return asking[:_MOST_ANSWERED]
        if len(asking) == 1 and asking[0].confidence >= SURE and _tells_a_story(whole.reading):
            (question,) = asking  # of all that was told besides, where and how long one has worked belong to it
            background = asked(mention for mention in whole.reading.mentions if mention.kind in _BACKGROUND)
            return (replace(question, asked=question.asked.merged_into(background)),)
        if one is not None:
            return (one,)
        if not found or about_told:
            return ()
        likeliest = max((question for _, question in found.values()), key=lambda question: question.confidence)
        return (replace(likeliest, asked=asked(whole.reading.mentions)),)

    def _by_entry(
        self, pieces: Pieces, one: Question | None, context: Context | None
    ) -> tuple[dict[str, tuple[Piece, Question]], bool]:
        """Return what the parts ask, by entry, and whether one trails behind that asks nothing by itself."""
        found: dict[str, tuple[Piece, Question]] = {}
        trailing = False
        gap: Question | None = None  # that the part before asks for
        places: tuple[Mention, ...] = ()  # that were named last
        pay: Question | None = None  # that was asked for last
        for piece, match in pieces:
            if (found or one is not None) and _trails(match):
                trailing = trailing or bool(found)  # «CBCS?? what is it» asks for what stands before it
                continue
            question = self._one.asked_by(match, context)
            named = match.reading.of_kind(Kind.PLACE)
            if question is not None and places and not named and _says_where(match.reading):
                question = replace(question, asked=question.asked.merged_into(asked(places)))
            elif question is not None and pay is not None and _asks_how_much(match.reading, question, pay):
                question = replace(pay, confidence=question.confidence)  # «… in michigan make money, how much exactly»
            if question is not None and question.entry.lookup == "pay":
                pay = question
            places = named or places
            # «what is a drg and how is it assigned», «is it timed and how long» ask twice for what the guides lack
            asks_again = _speaks_of_it(match.reading, self._ours) and not (gap and _looks_up(question, gap))
            asks_again = asks_again or bool(gap and gap.asked.other_credentials and follow_up.leans(match.reading))
            if gap is not None and (asks_again or _asks_only_how(match.reading)):
                continue
            gap = question if question and _is_gap(question.entry) else None
            if question is not None:
                found.setdefault(question.entry.id, (piece, question))
        return found, trailing


def stands_alone(piece: Piece, match: Match) -> bool:
    """Say whether a part plainly asks something whatever follows: «is it mostly screen time? my eyes hate me»."""
    return piece.asks and match.probability >= PLAINLY and len(follow_up.content(match.reading)) > 1


def _says_where(reading: Reading) -> bool:
    """Say whether «there» is a place, «what do they pay coders there», and not how a sentence begins: «are there …»."""
    texts = [token.text for token in reading.tokens]
    return any(text == "there" and not _BE & set(texts[max(0, at - 1) : at + 2]) for at, text in enumerate(texts))


def _topic(entry: Entry) -> str:
    """Return what an entry shares with those of the same look-up."""
    return entry.lookup or entry.id


def _says_it_better(other: Question, question: Question) -> bool:
    """Say whether another part surely asks, of the same places, for what this one may and more.

    «Is alaska any good? what do coders make there per hour» asks for an hour's pay.
    """
    same = other.entry != question.entry and _topic(other.entry) == _topic(question.entry)
    surer = other.confidence >= SURE > question.confidence and bool(question.asked.places)
    return same and surer and question.asked.merged_into(other.asked) == other.asked


def _enough_alone(reading: Reading) -> float:
    """Return the confidence that the one part that asks needs besides being surer than the whole: none in a story."""
    return 0.0 if _tells_a_story(reading) else SURE


def _tells_a_story(reading: Reading) -> bool:
    """Say whether a message is long and of several sentences."""
    return len(reading.tokens) > _STORY and any(token.ends_sentence for token in reading.tokens[:-1])


def _asks_only_how(part: Reading) -> bool:
    """Say whether a part is «how» and one more word: «how long», «how much»."""
    return len(part.tokens) == _TWO and part.tokens[0].text == "how" and not part.mentions


def _speaks_of_it(part: Reading, ours: OurWords) -> bool:
    """Say whether a part of a message speaks of what stands before it and of nothing of our field."""
    return not ours.are_in(part) and bool(_IT & {token.text for token in part.tokens})


def _enough_by_itself(part: Match, whole: Match, *, kept_from: bool) -> float:
    """Return how sure a part has to be of a question to need nothing of what is told: surer for what may be.

    `kept_from` says that what is told may keep somebody from it: «i hold an h4 visa, am i allowed to code remotely».
    """
    if _may_not(part, whole) or (kept_from and _asks_what_may_be(part.reading)):
        return _NEVER
    if _speaks_of_something_told(part.reading):
        return _EVEN_SO if len(follow_up.content(part.reading)) > 1 else _NEVER
    if _asks_what_may_be(part.reading):
        return PLAINLY
    return _ALONE_YES_OR_NO if part.reading.tokens[0].text in YES_OR_NO else _ALONE


def _may_not(part: Match, whole: Match) -> bool:
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
    return not piece.asks and (elsewhere or match.reading.tokens[0].text not in _TELLING)


def _speaks_of_something_told(part: Reading) -> bool:
    """Say whether a part speaks of what stands before it: not «how long does it take to become a coder»."""
    texts = [token.text for token in part.tokens]
    return _says_where(part) or any(
        text in _IT - {"there"} and not (texts[at + 1 : at + 2] in _TO_BECOME and "to" in texts[at:])
        for at, text in enumerate(texts)
    )


def _is_gap(entry: Entry) -> bool:
    """Say whether nothing else can be asked of what an entry is about: not so of a place that lacks a figure."""
    return not entry.covered and (entry.lookup is None or entry.missing == "occupation")


def _looks_up(question: Question | None, gap: Question) -> bool:
    """Say whether a part after a gap asks for figures of ours: «do they test for drugs, and how much do they make».

    What «it» costs after a certification isn't what schools cost.
    """
    if question is None or question.entry.lookup is None or gap.entry.id == NamedGap.OF_AN_EMPLOYER:
        return False
    if gap.entry.missing == "occupation":
        return False  # «would i make more as a paralegal? what do they earn»
    return question.entry.lookup != "cost" or not gap.asked.credentials


def _trails(part: Match) -> bool:
    """Say whether a part only means something with the part before it."""
    guesses = _guesses(part.reading)
    return guesses or plain_pay.asks_nothing_more(part.reading, sure=part.probability >= PLAINLY)


def _guesses(part: Reading) -> bool:
    """Say whether a part names who may be the answer to the part before it: «who gives the rhit, is it aapc»."""
    if {mention.kind for mention in part.mentions} - _GIVERS:
        return False
    named = {index for mention in part.mentions for index in range(mention.start, mention.end)}
    beside = [token.text for index, token in enumerate(part.tokens) if index not in named]
    return bool(named) and beside[:2] in (["is", "it"], ["is", "that"]) and set(beside[2:]) <= _GUESSED


def _says_something(part: Reading) -> bool:
    return bool(part.mentions or follow_up.content(part))


def _narrows(whole: Match, part: Question) -> bool:
    """Say whether a message names, outside of a part that asks for figures, what those could be of."""
    if part.entry.lookup is None:
        return False
    return bool(whole.reading.mentions) and asked(whole.reading.mentions) != part.asked


def _asks_how_much(part: Reading, question: Question, pay: Question) -> bool:
    """Say whether a part hardly says more than «how much», after one that asked for the pay of a place."""
    of_pay = question.entry.lookup == "pay" and bool(pay.asked.places)
    return of_pay and not part.mentions and len(follow_up.content(part)) < 2
