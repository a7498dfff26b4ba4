"""Deciding what a message wants: one question or several, small talk, something about the last answer, or nothing here.

Nothing is worded here; composer.py says what is decided.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.answering import follow_up, plain_pay
from bot.answering.asked import asked
from bot.answering.one_question import PLAIN, OneQuestion
from bot.answering.our_words import OurWords
from bot.answering.parts_asked import PartsAsked, stands_alone
from bot.answering.understood import (
    PLAINLY,
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
from bot.matching.mentions import Kind
from bot.matching.parts import OPENERS, Piece, clauses, parts, told_and_asked
from bot.matching.sequences import Sequences
from bot.matching.stemming import stem

if TYPE_CHECKING:
    from bot.answering.conversation import Context
    from bot.knowledge.snapshot import Knowledge
    from bot.matching.match import Candidate, Match, MessageMatcher
    from bot.matching.reading import Reading

_WHOLE = 0.75  # confidence of a message in which one part asks at most, from which on it isn't taken apart
_HARDLY_LESS = 0.12  # probability
_COMMAND = re.compile(r"[!./$%;+~-]+[^\W\d]\S*(\s+\S+)?")  # «!daily», «/play something»: said to another bot


def _asks_something(reading: Reading) -> bool:
    """Say whether a message asks, and not of the bot: «what if i dont»."""
    texts = [token.text for token in reading.tokens]
    return texts[0] in OPENERS and "you" not in texts


def _of_the_same(understood: Understood, reading: Reading, context: Context | None) -> Understood:
    """Return what is understood, of the same place as before where a short message only asks for the same again."""
    if context is None or not isinstance(understood, Questions) or reading.mentions:
        return understood
    question = understood.questions[0]
    again = question.entry.id == context.entry and question.asked.is_empty() and len(understood.questions) == 1
    if not again or not follow_up.is_elliptical(reading):
        return understood
    return replace(understood, questions=(replace(question, asked=context.asked),))


def _of_an_entry(matches: list[Match]) -> float:
    """Return the probability with which one of some matches asks for an entry; 0 where none does."""
    return max((m.probability for m in matches if m.best is not None and m.best.kind in ENTRIES), default=0.0)


def _words(reading: Reading) -> tuple[str, ...]:
    return tuple(token.text for token in reading.tokens)


class Understanding:
    """Decides what messages want, by the matcher's probabilities and the bands."""

    def __init__(self, knowledge: Knowledge, matcher: MessageMatcher, bands: Bands) -> None:
        self._knowledge = knowledge
        self._matcher = matcher
        self._bands = bands
        self._ours = OurWords(knowledge.vocabulary)
        self._one = OneQuestion(knowledge, matcher, self._ours, bands)
        self._parts = PartsAsked(matcher, self._one, self._ours)
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
            return Questions((Question(pay, asked(reading.mentions), PLAIN, Rule.NAMES_ONLY),), _words(reading))
        return _of_the_same(self._matched(reading, context), reading, context)

    def _matched(self, reading: Reading, context: Context | None) -> Understood:
        """Decide by the matcher: of the message, its form with a subject, and its parts where they could matter."""
        in_full = None
        if context is not None and follow_up.is_elliptical(reading):
            in_full = follow_up.spelled_out(reading, context, self._knowledge)
        if self._ours.are_used_by_another_field(reading):
            return Nothing(empty=False, confidence=0.0)
        found = parts(reading.tokens)
        unmarked = [] if found else told_and_asked(reading.tokens)
        split = found or unmarked
        asked_in = sum(piece.asks for piece in split)
        forms = [reading] if in_full is None else [reading, self._matcher.read(in_full)]
        pieces, (match, *others) = self._parts.matched(split if asked_in else [], forms)
        if asked_in == 1 and (question := self._parts.one_that_asks(match, pieces, context)) is not None:
            emergency = self._emergency([match, *(part for _, part in pieces)], (question,))
            return emergency or Questions((question,), _words(reading))
        if unmarked or (asked_in <= 1 and self._is_one_question(match)):
            pieces = []
        elif not asked_in:
            pieces, _ = self._parts.matched(found)  # all of them: an emergency is told, and not asked
        fragment = follow_up.is_fragment(reading) and not self._is_asked_by_name(match)
        if context is None and (fragment or follow_up.is_bare(reading)):
            return self._about_answer(match, None)
        if context is not None and follow_up.is_elliptical(reading):
            is_social = match.best is not None and match.best.kind == "social"
            says_little = follow_up.leans(reading) or not follow_up.content(reading) or _asks_something(reading)
            least = PLAINLY if says_little else self._bands.social
            if is_social and match.probability >= max(least, _of_an_entry(others)):
                return self._decide(match, pieces, context)
            whole = others[0] if in_full else match
            entry = self._knowledge.entries.get(context.entry)
            narrows = entry is not None and follow_up.narrows(reading, entry) and not self._is_sure_alone(match)
            full = whole if narrows else self._spelled_out(reading, match, whole, context)
            about = self._asks_about_answer(match)
            if about and (full is match or match.probability >= min(full.probability, SURE)):
                return self._about_answer(match, context)
            match = full
        return self._decide(match, pieces, context)

    def _is_asked_by_name(self, match: Match) -> bool:
        """Say whether a message of few words is a whole question all the same: «what is medical transcription»."""
        is_entry = match.best is not None and match.best.kind in ENTRIES and match.probability >= PLAINLY
        return is_entry and not follow_up.opens_like_follow_up(match.reading)

    def _is_sure_alone(self, match: Match) -> bool:
        """Say whether a short message surely asks for something by itself, other than pay: «with no experience?»."""
        entry = self._knowledge.entries.get(match.best.id) if match.best is not None else None
        return entry is not None and entry.lookup is None and match.probability >= SURE

    def _is_one_question(self, whole: Match) -> bool:
        """Say whether a message of which no more than one part asks something is sure enough as a whole."""
        is_entry = whole.best is not None and whole.best.kind in ENTRIES and whole.probability >= _WHOLE
        return is_entry and not any(self._is_crisis(candidate) for candidate in whole.candidates)

    def _decide(self, match: Match, pieces: list[tuple[Piece, Match]], context: Context | None) -> Understood:
        asking = pieces
        if not self._ours.are_in(match.reading) and self._one.asked_by(match, context) is None:
            # «air fryer wings, how long»: a part of that asks nothing of us, but for «boston soon, ma average?» and a
            # question that comes first, «is it mostly screen time? my eyes hate me»
            asking = [
                (piece, part) for number, (piece, part) in enumerate(pieces)
                if plain_pay.names_only(part.reading) or (not number and stands_alone(piece, part))
            ]  # fmt: skip
        questions = self._parts.questions(match, asking, context)
        if not questions and not pieces and self._ours.are_in(match.reading):
            found = parts(match.reading.tokens, unmarked=True)
            # «eye exam at walmart how much»: a part of carriers alone asks for nothing
            pieces, _ = self._parts.matched(found, saying=True)
            asking = pieces
            questions = self._parts.questions(match, asking, context)
        if (emergency := self._emergency([match, *(part for _, part in pieces)], questions)) is not None:
            return emergency
        if not questions and (pay := self._pay_in_a_clause(match.reading)) is not None:
            return Questions((pay,), _words(match.reading))
        return Questions(questions, _words(match.reading)) if questions else self._unsure(match, asking, context)

    def _emergency(self, matches: list[Match], beside: tuple[Question, ...]) -> SmallTalkMeant | None:
        """Return the emergency that is told in a message or a part of it, beside the questions that it asks."""
        least = self._bands.crisis_beside_question if beside else self._bands.crisis
        found = [(match.probability, match.best) for match in matches if match.best and self._is_crisis(match.best)]
        probability, meant = max(found, key=lambda one: one[0], default=(0.0, None))
        return SmallTalkMeant(meant.id, probability) if meant is not None and probability >= least else None

    def _pay_in_a_clause(self, reading: Reading) -> Question | None:
        """Return the question of a message of which one clause names whose pay it asks: «stockton ca pay, for mom».

        Nothing else may be named: figures fit all that is.
        """
        entry, wanted = self._knowledge.looked_up("pay"), asked(reading.mentions)
        if entry is None or not reading.of_kind(Kind.PLACE):
            return None
        for clause in clauses(reading.tokens):
            read = self._matcher.read(clause)
            asks_pay = plain_pay.PAY_WORDS & set(_words(read)) and plain_pay.names_only(read)
            if asks_pay and asked(read.mentions) == wanted:
                return Question(entry, wanted, PLAIN, Rule.NAMES_ONLY)
        return None

    def _is_crisis(self, candidate: Candidate) -> bool:
        return candidate.kind == "social" and self._knowledge.social[candidate.id].crisis

    def _asks_about_answer(self, match: Match) -> bool:
        return match.best is not None and match.best.kind == "follow_up" and match.probability >= self._bands.suggest

    def _about_answer(self, match: Match, context: Context | None) -> AboutTheAnswer:
        return AboutTheAnswer(match.best.id if match.best else "", context, match.probability)

    def _spelled_out(self, reading: Reading, match: Match, whole: Match, context: Context) -> Match:
        """Return the match of a message with its subject put in, where that makes more sense than the message alone.

        Where the subject only leads back to the entry that was answered just before, a message that by itself is about
        as surely of another one stands as it is; and where it plainly asks for the same without it.
        """
        elsewhere = match.best is not None and match.best.id != context.entry
        leans = follow_up.leans(reading)
        if elsewhere and whole.best is not None and match.best is not None and match.best.kind != "social":
            speaks_of_it = leans or bool({"they", "their"} & {token.text for token in reading.tokens})
            enough = max(whole.probability - (0.0 if speaks_of_it else _HARDLY_LESS), SURE)
            if whole.best.id == context.entry and match.probability >= enough:
                return match
            enough = PLAINLY if leans and whole.probability >= SURE else SURE
            if whole.best.id == match.best.id and match.probability >= enough and not context.asked.places:
                return match
        if plain_pay.of_another_job(whole.reading, self._ours) or plain_pay.names_only(whole.reading):
            return whole
        said = {stem(word) for word in follow_up.content(reading)}
        if said and said <= set(whole.uncovered):
            return match  # nothing that was said belongs to what it would ask for
        same = whole.best is not None and match.best is not None and whole.best.id == match.best.id
        if (
            same
            and match.probability > whole.probability
            and asked(match.reading.mentions) == asked(whole.reading.mentions)
        ):
            return match
        of_talk = match.best is not None and match.best.kind == "social" and _asks_something(reading)
        enough = min(match.probability, self._bands.answer) if leans or of_talk else match.probability
        return whole if whole.probability >= enough else match

    def _unsure(self, match: Match, pieces: list[tuple[Piece, Match]], context: Context | None) -> Understood:
        """Decide on a message without a sure question: small talk, options, or nothing."""
        entries = [m for m in (match, *(m for _, m in pieces)) if m.best is not None and m.best.kind in ENTRIES]
        likeliest = max(entries, key=lambda m: m.probability, default=match)
        only_small_talk = match.best is not None and match.best.kind == "social" and len(pieces) < 2
        if not only_small_talk and likeliest.probability >= self._bands.suggest:
            match = likeliest
        if self._asks_about_answer(match):
            return self._about_answer(match, None)
        best = match.best
        goes_on = context is not None and _asks_something(match.reading)
        least = PLAINLY if goes_on else self._bands.social
        if best is not None and best.kind == "social" and match.probability >= least:
            return SmallTalkMeant(best.id, match.probability)
        if best is not None and best.kind in ENTRIES and match.probability >= self._bands.suggest:
            entries_in_order = [c.id for c in match.candidates if c.kind in ENTRIES]
            return Options(tuple(entries_in_order[:3]), match.probability)
        return Nothing(empty=False, confidence=match.probability)
