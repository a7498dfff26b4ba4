"""Deciding what a message wants: one question or several, small talk, something about the last answer, or nothing here.

Nothing is worded here; composer.py says what is decided.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.answering import follow_up, plain_pay
from bot.answering.asked import asked
from bot.answering.named_gaps import NamedGap
from bot.answering.one_question import PLAIN, OneQuestion
from bot.answering.our_words import OurWords
from bot.answering.understood import (
    SURE,
    AboutTheAnswer,
    Bands,
    Nothing,
    Options,
    Question,
    Questions,
    Rule,
    SmallTalkMeant,
    Understood,
)
from bot.matching.classes import ENTRIES
from bot.matching.match import Match
from bot.matching.mentions import Kind
from bot.matching.parts import Piece, parts
from bot.matching.sequences import Sequences
from bot.matching.stemming import stem

if TYPE_CHECKING:
    from bot.answering.conversation import Context
    from bot.knowledge.records import Entry, Lookup
    from bot.knowledge.snapshot import Knowledge
    from bot.matching.match import Candidate, MessageMatcher
    from bot.matching.mentions import Mention
    from bot.matching.reading import Reading

MAX_PARTS_ANSWERED = 3
_COMPARING: Lookup = "credential.compare"
_SENTENCE_ENDS = frozenset(".!?\n")
_CLEARLY = 0.1  # more confidence that a part has than the whole message, where only that part asks
_WHOLE = 0.75  # confidence of a message in which one part asks at most, from which on it isn't taken apart
_BE = frozenset({"is", "are", "was", "were"})
_PLAINLY = 0.9  # confidence from which on few words, or one part of a message, are a question of their own
_STORY = 20  # words; a longer message tells a story around its question
_COMMAND = re.compile(r"[!./$%;+~-]+[^\W\d]\S*(\s+\S+)?")  # «!daily», «/play something»: said to another bot
# What a part speaks of what stands before it by; «this job» and «which one» needn't.
_IT = follow_up.ANAPHORS - {"this", "one", "ones"} | {"they", "their"}
_BACKGROUND = frozenset({Kind.PLACE, Kind.EXPERIENCE})


def _says_where(reading: Reading) -> bool:
    """Say whether «there» is a place, «what do they pay coders there», and not how a sentence begins: «are there …»."""
    texts = [token.text for token in reading.tokens]
    return any(text == "there" and not _BE & set(texts[max(0, at - 1) : at + 2]) for at, text in enumerate(texts))


def _topic(entry: Entry) -> str:
    """Return what an entry shares with those of the same look-up."""
    return entry.lookup or entry.id


def _tells_a_story(reading: Reading) -> bool:
    """Say whether a message is long and of several sentences."""
    return len(reading.tokens) > _STORY and any(set(token.mark) & _SENTENCE_ENDS for token in reading.tokens[:-1])


def _speaks_of_it(part: Reading, ours: OurWords) -> bool:
    """Say whether a part of a message speaks of what stands before it and of nothing of our field."""
    return not ours.are_in(part) and bool(_IT & {token.text for token in part.tokens})


def _looks_up(question: Question | None, gap: Entry) -> bool:
    """Say whether a part after a gap asks for figures of ours: «do they test for drugs, and how much do they make»."""
    return question is not None and question.entry.lookup is not None and gap.id != NamedGap.OF_AN_EMPLOYER


def _stands_alone(piece: Piece, match: Match) -> bool:
    """Say whether a part plainly asks something whatever follows: «is it mostly screen time? my eyes hate me»."""
    return piece.asks and match.probability >= _PLAINLY and len(follow_up.content(match.reading)) > 1


def _trails(part: Match) -> bool:
    """Say whether a part only means something with the part before it."""
    return plain_pay.asks_nothing_more(part.reading, sure=part.probability >= _PLAINLY)


def _says_something(part: Reading) -> bool:
    return bool(part.mentions or follow_up.content(part))


def _narrows(whole: Match, part: Question) -> bool:
    """Say whether a message names, outside of a part that asks for figures, what those could be of."""
    if part.entry.lookup is None:
        return False
    return bool(whole.reading.mentions) and asked(whole.reading.mentions) != part.asked


def _says_no_more_of(pay: Question, part: Question) -> bool:
    """Say whether a part asks for pay in general after one that asked for that of a place."""
    return part.entry.lookup == "pay" and bool(pay.asked.places) and part.asked.is_empty()


class Understanding:
    """Decides what messages want, by the matcher's probabilities and the bands."""

    def __init__(self, knowledge: Knowledge, matcher: MessageMatcher, bands: Bands) -> None:
        self._knowledge = knowledge
        self._matcher = matcher
        self._bands = bands
        self._ours = OurWords(knowledge.vocabulary)
        self._one = OneQuestion(knowledge, matcher, self._ours, bands)
        self._signs: Sequences[str] = Sequences()  # of emergencies
        for small_talk in knowledge.social.values():
            for sign in small_talk.signs:
                self._signs.add(tuple(token.text for token in matcher.read(sign).tokens), small_talk.id)

    def understand(self, text: str, context: Context | None) -> Understood:
        """Decide what a message wants, given what was answered just before."""
        reading = self._matcher.read(text)
        if not reading.terms and not reading.mentions:
            return Nothing(empty=True, confidence=0.0)
        if _COMMAND.fullmatch(text.strip()):
            return Nothing(empty=False, confidence=0.0, rule=Rule.COMMAND)
        if (emergency := self._signs.within([token.text for token in reading.tokens])) is not None:
            return SmallTalkMeant(emergency, 1.0, Rule.SIGN)
        if context is not None and (again := follow_up.substituted(reading, context, self._knowledge)) is not None:
            return Questions((Question(*again, context.confidence),), context.words)
        goes_on = context is not None and follow_up.asks_no_pay(reading, context, self._knowledge)
        if not goes_on and plain_pay.names_only(reading) and (pay := self._knowledge.looked_up("pay")) is not None:
            words = tuple(token.text for token in reading.tokens)
            return Questions((Question(pay, asked(reading.mentions), PLAIN, Rule.NAMES_ONLY),), words)
        return self._matched(reading, context)

    def _matched(self, reading: Reading, context: Context | None) -> Understood:
        """Decide by the matcher: of the message, its form with a subject, and its parts where they could matter."""
        in_full = None
        if context is not None and follow_up.is_elliptical(reading):
            in_full = follow_up.spelled_out(reading, context, self._knowledge)
        found = parts(reading.tokens)
        several = sum(piece.asks for piece in found) > 1
        pieces = self._pieces(found) if several else []
        if several and (questions := self._surely_asked(reading, pieces, context)):
            return Questions(questions, tuple(token.text for token in reading.tokens))
        match, *others = self._matcher.match_readings([reading, *([self._matcher.read(in_full)] if in_full else [])])
        if not several and not self._is_one_question(match):
            pieces = self._beside(match, found, context)
        fragment = follow_up.is_fragment(reading) and not self._is_asked_by_name(match)
        if context is None and (fragment or follow_up.is_bare(reading)):
            return self._about_answer(match, None)
        if context is not None and follow_up.is_elliptical(reading):
            is_social = match.best is not None and match.best.kind == "social"
            least = _PLAINLY if follow_up.leans(reading) else self._bands.social
            if is_social and match.probability >= least:
                return self._decide(match, pieces, context)
            whole = self._spelled_out(reading, match, others[0] if in_full else match, context.entry)
            about = self._asks_about_answer(match)
            if about and (whole is match or match.probability >= min(whole.probability, SURE)):
                return self._about_answer(match, context)
            match = whole
        return self._decide(match, pieces, context)

    def _is_asked_by_name(self, match: Match) -> bool:
        """Say whether a message of few words is a whole question all the same: «what is medical transcription»."""
        is_entry = match.best is not None and match.best.kind in ENTRIES and match.probability >= _PLAINLY
        return is_entry and not follow_up.opens_like_follow_up(match.reading)

    def _is_one_question(self, whole: Match) -> bool:
        """Say whether a message of which no more than one part asks something is sure enough as a whole."""
        is_entry = whole.best is not None and whole.best.kind in ENTRIES and whole.probability >= _WHOLE
        return is_entry and not any(self._is_crisis(candidate) for candidate in whole.candidates)

    def _pieces(self, found: list[Piece], *, saying: bool = False) -> list[tuple[Piece, Match]]:
        """Return parts with their matches; with `saying` only those that have more than carriers in them."""
        read = [(piece, self._matcher.read(piece.text)) for piece in found]
        kept = [(piece, reading) for piece, reading in read if not saying or _says_something(reading)]
        matches = self._matcher.match_readings([reading for _, reading in kept])
        return [(piece, match) for (piece, _), match in zip(kept, matches, strict=True)]

    def _beside(self, whole: Match, found: list[Piece], context: Context | None) -> list[tuple[Piece, Match]]:
        """Return the parts of a message, of which one asks at most: where that one is sure, the others aren't matched.

        What those name is told by their readings. At a hint of an emergency all are matched.
        """
        asking = self._pieces([piece for piece in found if piece.asks])
        one = self._one.asked_by(asking[0][1], context) if asking else None
        matches = [whole, *(match for _, match in asking)]
        hints = any(self._is_crisis(candidate) for match in matches for candidate in match.candidates)
        told = [piece for piece in found if not piece.asks]
        if one is None or one.confidence < SURE or hints:
            others = self._pieces(told)
        else:
            others = [(piece, Match.of_nothing(self._matcher.read(piece.text))) for piece in told]
        by_piece = dict([*asking, *others])
        return [(piece, by_piece[piece]) for piece in found]

    def _decide(self, match: Match, pieces: list[tuple[Piece, Match]], context: Context | None) -> Understood:
        if self._ours.are_used_by_another_field(match.reading):
            return Nothing(empty=False, confidence=match.probability)
        asking = pieces
        if not self._ours.are_in(match.reading) and self._one.asked_by(match, context) is None:
            # «air fryer wings, how long»: a part of that asks nothing of us, but for «boston soon, ma average?» and a
            # question that comes first, «is it mostly screen time? my eyes hate me»
            asking = [
                (piece, part) for number, (piece, part) in enumerate(pieces)
                if plain_pay.names_only(part.reading) or (not number and _stands_alone(piece, part))
            ]  # fmt: skip
        questions = self._questions(match, asking, context)
        if not questions and not pieces and self._ours.are_in(match.reading):
            found = parts(match.reading.tokens, unmarked=True)
            # «eye exam at walmart how much»: a part of carriers alone asks for nothing
            asking = pieces = self._pieces(found, saying=True)
            questions = self._questions(match, asking, context)
        emergency = max((m for m in (match, *(m for _, m in pieces)) if m.best is not None and self._is_crisis(m.best)),
                        key=lambda m: m.probability, default=None)  # fmt: skip
        if emergency is not None and emergency.best is not None:
            least = self._bands.crisis_beside_question if questions else self._bands.crisis
            if emergency.probability >= least:
                return SmallTalkMeant(emergency.best.id, emergency.probability)
        words = tuple(token.text for token in match.reading.tokens)
        return Questions(questions, words) if questions else self._unsure(match, asking)

    # ── questions ─────────────────────────────────────────────────────────────────────────────────────────────────
    def _surely_asked(
        self, reading: Reading, pieces: list[tuple[Piece, Match]], context: Context | None
    ) -> tuple[Question, ...]:
        """Return the questions of a message of which every part surely asks by itself: the whole would add nothing."""
        leaning = follow_up.is_elliptical(reading) if context is not None else follow_up.is_bare(reading)
        if leaning or follow_up.is_fragment(reading) or len(reading.of_kind(Kind.CREDENTIAL)) > 1:
            return ()
        if not self._ours.are_in(reading) or self._ours.are_used_by_another_field(reading):
            return ()
        if any(self._is_crisis(candidate) for _, match in pieces for candidate in match.candidates):
            return ()
        trailing = [_trails(match) for _, match in pieces]
        found, _ = self._of_parts(pieces, None, context)
        asking = tuple(question for piece, question in found.values() if piece.asks and question.confidence >= SURE)
        all_ask = len(asking) == sum(
            piece.asks for (piece, _), trails in zip(pieces, trailing, strict=True) if not trails
        )
        compares = any(question.entry.lookup == _COMPARING for question in asking)
        return asking[:MAX_PARTS_ANSWERED] if all_ask and not trailing[0] and not compares else ()

    def _questions(
        self, whole: Match, pieces: list[tuple[Piece, Match]], context: Context | None
    ) -> tuple[Question, ...]:
        """Return the questions that are understood for sure: of the parts where several ask, else the whole."""
        one = self._one.asked_by(whole, context)
        if one is not None and one.entry.lookup == _COMPARING:
            return (one,)  # «the crc, or is the cpc enough»: what is set against each other is one question
        found, trailing = self._of_parts(pieces, one, context)
        asking = tuple(question for piece, question in found.values() if piece.asks)
        if one is not None and one.confidence >= SURE:
            asking = tuple(q for q in asking if q.confidence >= SURE or _topic(q.entry) == _topic(one.entry))
        # «had my CBCS for years. what are the management roles?»: one part asks, and surely, and of nothing before it
        leaning = any(piece.asks and follow_up.leans(part.reading) for piece, part in pieces)
        alone = not leaning and (
            len(asking) == 1 and one is not None and _topic(one.entry) != _topic(asking[0].entry)
            and asking[0].confidence > max(one.confidence + _CLEARLY, SURE) and not _narrows(whole, asking[0])
        )  # fmt: skip
        if len(asking) > 1 or (trailing and asking) or alone:
            return asking[:MAX_PARTS_ANSWERED]
        if len(asking) == 1 and asking[0].confidence >= SURE and _tells_a_story(whole.reading):
            (question,) = asking  # of all that was told besides, where and how long one has worked belong to it
            told = asked(mention for mention in whole.reading.mentions if mention.kind in _BACKGROUND)
            return (replace(question, asked=question.asked.merged_into(told)),)
        if one is not None:
            return (one,)
        if not found:
            return ()
        likeliest = max((question for _, question in found.values()), key=lambda question: question.confidence)
        return (replace(likeliest, asked=asked(whole.reading.mentions)),)

    def _of_parts(
        self, pieces: list[tuple[Piece, Match]], one: Question | None, context: Context | None
    ) -> tuple[dict[str, tuple[Piece, Question]], bool]:
        """Return what the parts ask, by entry, and whether one trails behind that asks nothing by itself."""
        found: dict[str, tuple[Piece, Question]] = {}
        trailing = False
        gap: Entry | None = None  # that the part before asks for
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
            elif question is not None and pay is not None and _says_no_more_of(pay, question):
                question = replace(pay, confidence=question.confidence)  # «… in michigan make money, how much exactly»
            if question is not None and question.entry.lookup == "pay":
                pay = question
            places = named or places
            if gap is not None and _speaks_of_it(match.reading, self._ours) and not _looks_up(question, gap):
                continue  # «what is a drg and how is it assigned» asks twice for what the guides lack
            gap = question.entry if question and not question.entry.covered and not question.entry.lookup else None
            if question is not None:
                found.setdefault(question.entry.id, (piece, question))
        return found, trailing

    # ── everything else ───────────────────────────────────────────────────────────────────────────────────────────
    def _is_crisis(self, candidate: Candidate) -> bool:
        return candidate.kind == "social" and self._knowledge.social[candidate.id].crisis

    def _asks_about_answer(self, match: Match) -> bool:
        return match.best is not None and match.best.kind == "follow_up" and match.probability >= self._bands.suggest

    def _about_answer(self, match: Match, context: Context | None) -> AboutTheAnswer:
        return AboutTheAnswer(match.best.id if match.best else "", context, match.probability)

    def _spelled_out(self, reading: Reading, match: Match, whole: Match, answered: str) -> Match:
        """Return the match of a message with its subject put in, where that makes more sense than the message alone.

        Where the subject only leads back to the entry that was `answered` just before, a message that by itself is as
        surely of another one stands as it is.
        """
        leads_back = whole.best is not None and whole.best.id == answered
        elsewhere = match.best is not None and match.best.id != answered
        if leads_back and elsewhere and match.probability >= max(whole.probability, SURE):
            return match
        if plain_pay.of_another_job(whole.reading, self._ours):
            return whole
        said = {stem(word) for word in follow_up.content(reading)}
        if said and said <= set(whole.uncovered):
            return match  # nothing that was said belongs to what it would ask for
        enough = min(match.probability, self._bands.answer) if follow_up.leans(reading) else match.probability
        return whole if whole.probability >= enough else match

    def _unsure(self, match: Match, pieces: list[tuple[Piece, Match]]) -> Understood:
        """Decide on a message without a sure question: small talk, options, or nothing."""
        entries = [m for m in (match, *(m for _, m in pieces)) if m.best is not None and m.best.kind in ENTRIES]
        likeliest = max(entries, key=lambda m: m.probability, default=match)
        only_small_talk = match.best is not None and match.best.kind == "social" and len(pieces) < 2
        if not only_small_talk and likeliest.probability >= self._bands.suggest:
            match = likeliest
        if self._asks_about_answer(match):
            return self._about_answer(match, None)
        best = match.best
        if best is not None and best.kind == "social" and match.probability >= self._bands.social:
            return SmallTalkMeant(best.id, match.probability)
        if best is not None and best.kind in ENTRIES and match.probability >= self._bands.suggest:
            entries_in_order = [c.id for c in match.candidates if c.kind in ENTRIES]
            return Options(tuple(entries_in_order[:3]), match.probability)
        return Nothing(empty=False, confidence=match.probability)
