"""What the parts of a message ask, each by itself and beside the others."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.answering import follow_up, plain_pay
from bot.answering.asked import asked
from bot.answering.named_gaps import NamedGap
from bot.answering.told_beside import ALONE_YES_OR_NO, IT, ToldBeside, may_not, says_where
from bot.answering.understood import PLAINLY, SURE, Question
from bot.matching.mentions import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.answering.conversation import Context
    from bot.answering.one_question import OneQuestion
    from bot.answering.our_words import OurWords
    from bot.knowledge.records import Entry, Lookup
    from bot.matching.match import Match, MessageMatcher
    from bot.matching.mentions import Mention
    from bot.matching.parts import Piece
    from bot.matching.reading import Reading

    Pieces = list[tuple[Piece, Match]]

_MOST_ANSWERED = 3
_COMPARING: Lookup = "credential.compare"
_CLEARLY = 0.05  # more confidence that a part has than the whole message, where only that part asks
_TWO = 2
_STORY = 20  # words; a longer message tells a story around its question
_GUESSED = frozenset({"the", "a", "by", "from", "through", "or", "like", "just"})  # beside names that are guessed
_GIVERS = frozenset({Kind.ORGANIZATION, Kind.EMPLOYER, Kind.SCHOOL})
# what a message may begin with that its question is about
_OF_PAY = frozenset({Kind.PLACE, Kind.INDUSTRY})
_OF_CERTIFICATION = frozenset({Kind.CREDENTIAL, Kind.OTHER_CREDENTIAL})
_HEADINGS = _OF_PAY | _OF_CERTIFICATION
_BACKGROUND = frozenset({Kind.PLACE, Kind.EXPERIENCE})


class PartsAsked:
    """Decides which questions a message asks, by its parts and as a whole."""

    def __init__(self, matcher: MessageMatcher, one: OneQuestion, ours: OurWords) -> None:
        self._matcher = matcher
        self._one = one
        self._ours = ours
        self._told = ToldBeside(one, ours)

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

    def one_that_asks(self, whole: Match, pieces: Pieces, context: Context | None) -> Question | None:
        """Return the question of the one part that asks, where it needs nothing of what is told; else None."""
        question = self._told.one_that_asks(whole, pieces, context) or self._of_somebody_somewhere(pieces, context)
        return None if question is None else _under(_heading(whole.reading), question)

    def _of_somebody_somewhere(self, pieces: Pieces, context: Context | None) -> Question | None:
        """Return the question of the part that asks, where all that is told is where somebody lives, or None.

        Not of pay or growth, which are a matter of the place.
        """
        (asking,) = (part for piece, part in pieces if piece.asks)
        if not all(piece.asks or follow_up.tells_where(part.reading) for piece, part in pieces):
            return None
        question = self._one.asked_by(asking, context) if asking.probability >= SURE else None
        return None if question is None or question.entry.lookup in {"pay", "projection"} else question

    def questions(self, whole: Match, pieces: Pieces, context: Context | None) -> tuple[Question, ...]:
        """Return the questions that are understood for sure: of the parts where several ask, else the whole."""
        one = self._one.asked_by(whole, context)
        several = sum(piece.asks and part.probability >= ALONE_YES_OR_NO for piece, part in pieces) > 1
        if one is not None and one.entry.lookup == _COMPARING and not several:
            return (one,)  # «the crc, or is the cpc enough»: what is set against each other is one question
        found, trailing = self._by_entry(whole, pieces, one, context)
        asking = tuple(question for piece, question in found.values() if piece.asks)
        if one is not None and one.confidence >= SURE:
            asking = tuple(q for q in asking if q.confidence >= SURE or _topic(q.entry) == _topic(one.entry))
        asking = tuple(q for q in asking if not any(_says_it_better(other, q) for other in asking))
        # «had my CBCS for years. what are the management roles?»: one part asks, and surely, and of nothing before it
        told = [part.reading for piece, part in pieces if not piece.asks]
        asks = [part for piece, part in pieces if piece.asks]
        leaning = any(follow_up.leans(part.reading) for part in asks)
        about_told = any(self._told.is_wished_for(part.reading, told) or may_not(part, whole) for part in asks)
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
        self, whole: Match, pieces: Pieces, one: Question | None, context: Context | None
    ) -> tuple[dict[str, tuple[Piece, Question]], bool]:
        """Return what the parts ask, by entry, and whether one trails behind that asks nothing by itself."""
        found: dict[str, tuple[Piece, Question]] = {}
        trailing = False
        gap: Question | None = None  # that the part before asks for
        heading = _heading(whole.reading)
        places: tuple[Mention, ...] = ()  # that were named last
        pay: Question | None = None  # that was asked for last
        for piece, match in pieces:
            if (found or one is not None) and _trails(match):
                trailing = trailing or bool(found)  # «CBCS?? what is it» asks for what stands before it
                continue
            question = self._one.asked_by(match, context)
            named = match.reading.of_kind(Kind.PLACE)
            if question is not None and places and not named and says_where(match.reading):
                question = replace(question, asked=question.asked.merged_into(asked(places)))
            elif question is not None and pay is not None and _asks_how_much(match.reading, question, pay):
                question = replace(pay, confidence=question.confidence)  # «… in michigan make money, how much exactly»
            elif question is not None:
                question = _under(heading, question)
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


def _heading(reading: Reading) -> tuple[Mention, ...]:
    """Return what a message begins with and says no more of: «london?? my bf lives there. pay for coders»."""
    end = next((at for at, token in enumerate(reading.tokens, 1) if token.mark), 0)
    named = tuple(mention for mention in reading.mentions if mention.end <= end)
    beside = end - sum(mention.end - mention.start for mention in named)
    return tuple(mention for mention in named if mention.kind in _HEADINGS) if beside <= 1 else ()


def _under(heading: Sequence[Mention], question: Question) -> Question:
    """Return a question as asked of the heading, where it is looked up by what the heading names and names nothing."""
    lookup, wanted = question.entry.lookup or "", question.asked
    if lookup == "pay" and not (wanted.places or wanted.industries):
        kinds = _OF_PAY
    elif lookup.startswith("credential.") and not (wanted.credentials or wanted.other_credentials):
        kinds = _OF_CERTIFICATION
    else:
        return question
    return replace(question, asked=wanted.merged_into(asked(one for one in heading if one.kind in kinds)))


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
    return not ours.are_in(part) and bool(IT & {token.text for token in part.tokens})


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
