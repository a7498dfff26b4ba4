"""Deciding what a message wants: one question or several, small talk, something about the last answer, or nothing here.

Nothing is worded here; composer.py says what is decided.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.answering import follow_up
from bot.answering.asked import Asked, asked
from bot.matching.mentions import Kind
from bot.matching.parts import Piece, parts

if TYPE_CHECKING:
    from bot.answering.conversation import Context
    from bot.knowledge.records import Entry, Lookup
    from bot.knowledge.snapshot import Knowledge
    from bot.matching.match import Match, MessageMatcher
    from bot.matching.reading import Reading

MAX_PARTS_ANSWERED = 3
_UNNAMED = "unnamed"  # an occupation that isn't in the vocabulary
_COMPARING = frozenset({"versus", "or", "difference", "different", "compare", "compared", "between", "better", "more",
                        "higher", "than"})  # fmt: skip
_PAY_WORDS = frozenset({"pay", "pays", "paid", "salary", "salaries", "earn", "earns", "make", "makes", "wage", "wages"})
_OUR_WORDS = frozenset({"coder", "coders", "coding", "biller", "billers", "billing", "records"})
_ENTRIES = frozenset({"covered", "gap"})


@dataclass(frozen=True, slots=True)
class Bands:
    """The probabilities from which the assistant answers, suggests, makes small talk, or points to help."""

    answer: float = 0.30
    suggest: float = 0.12
    social: float = 0.30
    crisis: float = 0.40
    crisis_beside_question: float = 0.85


@dataclass(frozen=True, slots=True)
class Question:
    """One question that is understood: the entry it asks for, what it names, and how sure that is."""

    entry: Entry
    asked: Asked
    confidence: float


@dataclass(frozen=True, slots=True)
class Questions:
    """The message asks this, or these, in order."""

    questions: tuple[Question, ...]
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SmallTalkMeant:
    """The message is small talk, or an emergency."""

    id: str
    confidence: float


@dataclass(frozen=True, slots=True)
class AboutTheAnswer:
    """The message asks how recent the last answer is, or who says so; `context` is None where there was none."""

    id: str
    context: Context | None
    confidence: float


@dataclass(frozen=True, slots=True)
class Options:
    """The message may ask for one of these entries."""

    entries: tuple[str, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Nothing:
    """The message has no words, or asks nothing that is known here."""

    empty: bool
    confidence: float


Understood = Questions | SmallTalkMeant | AboutTheAnswer | Options | Nothing


class Understanding:
    """Decides what messages want, by the matcher's probabilities and the bands."""

    def __init__(self, knowledge: Knowledge, matcher: MessageMatcher, bands: Bands) -> None:
        self._knowledge = knowledge
        self._matcher = matcher
        self._bands = bands

    def understand(self, text: str, context: Context | None) -> Understood:
        """Decide what a message wants, given what was answered just before."""
        reading = self._matcher.read(text)
        if not reading.terms:
            return Nothing(empty=True, confidence=0.0)
        if context is not None and (again := follow_up.substituted(reading, context, self._knowledge)) is not None:
            return Questions((Question(*again, context.confidence),), context.words)
        match = self._match(reading)
        if context is None and follow_up.is_fragment(reading):
            return self._about_answer(match, None)
        if context is not None and follow_up.is_elliptical(reading):
            if match.best is not None and match.best.kind == "social" and match.probability >= self._bands.social:
                return self._decide(reading, match, context)
            whole = self._spelled_out(reading, match, context)
            if self._asks_about_answer(match) and (whole is match or match.probability >= whole.probability):
                return self._about_answer(match, context)
            match = whole
        return self._decide(reading, match, context)

    def _decide(self, reading: Reading, match: Match, context: Context | None) -> Understood:
        pieces = self._pieces(parts(reading.tokens))
        questions = self._questions(match, pieces, context)
        emergency = max((m for m in (match, *(m for _, m in pieces)) if self._is_crisis(m)),
                        key=lambda m: m.probability, default=None)  # fmt: skip
        if emergency is not None and emergency.best is not None:
            least = self._bands.crisis_beside_question if questions else self._bands.crisis
            if emergency.probability >= least:
                return SmallTalkMeant(emergency.best.id, emergency.probability)
        if not questions and not pieces:
            pieces = self._pieces(parts(reading.tokens, unmarked=True))
            questions = self._questions(match, pieces, context)
        words = tuple(token.text for token in match.reading.tokens)
        return Questions(questions, words) if questions else self._unsure(match, pieces)

    def _match(self, reading: Reading) -> Match:
        return self._matcher.match_readings([reading])[0]

    def _pieces(self, pieces: list[Piece]) -> list[tuple[Piece, Match]]:
        readings = [self._matcher.read(piece.text) for piece in pieces]
        return list(zip(pieces, self._matcher.match_readings(readings), strict=True))

    # ── questions ─────────────────────────────────────────────────────────────────────────────────────────────────
    def _questions(
        self, whole: Match, pieces: list[tuple[Piece, Match]], context: Context | None
    ) -> tuple[Question, ...]:
        """Return the questions that are understood for sure: of the parts where several ask, else the whole."""
        found: dict[str, tuple[Piece, Question]] = {}
        for piece, match in pieces:
            question = self._question(match, context)
            if question is not None and match.best is not None:
                found.setdefault(match.best.group, (piece, question))
        asking = tuple(question for piece, question in found.values() if piece.asks)
        if len(asking) > 1:
            return asking[:MAX_PARTS_ANSWERED]
        one = self._question(whole, context)
        if one is not None:
            return (one,)
        if not found:
            return ()
        likeliest = max((question for _, question in found.values()), key=lambda question: question.confidence)
        return (replace(likeliest, asked=asked(whole.reading.mentions)),)

    def _question(self, match: Match, context: Context | None) -> Question | None:
        best = match.best
        of_other_job = self._pay_of_another_job(match)
        if of_other_job is not None:
            return of_other_job
        if best is None or best.kind not in _ENTRIES or match.probability < self._enough(match):
            return None
        wanted = asked(match.reading.mentions)
        entry = self._compared(match, wanted) or self._knowledge.entries[best.id]
        if match.names_another_job:
            wanted = replace(wanted, other_occupations=wanted.other_occupations or (_UNNAMED,))
        of_credential = (entry.lookup or "").startswith("credential.")
        if context is not None and of_credential and not wanted.credentials and len(match.reading.terms) <= 8:
            wanted = replace(wanted, credentials=context.asked.credentials, names=context.asked.names)
        return Question(entry, wanted, match.probability)

    def _enough(self, match: Match) -> float:
        """Return the probability needed: less where the words say themselves that our pay somewhere is asked for."""
        words = {token.text for token in match.reading.tokens}
        somewhere = match.reading.of_kind(Kind.PLACE) or match.reading.of_kind(Kind.INDUSTRY)
        plain = match.best is not None and match.best.group == "pay" and somewhere
        return self._bands.suggest if plain and words & _PAY_WORDS and words & _OUR_WORDS else self._bands.answer

    def _pay_of_another_job(self, match: Match) -> Question | None:
        """Return the question for the pay of a job that isn't ours, in a message that doesn't speak of ours."""
        wanted = asked(match.reading.mentions)
        words = {token.text for token in match.reading.tokens}
        gap = self._knowledge.gap("pay", "occupation")
        if gap is None or not wanted.other_occupations or not words & _PAY_WORDS or words & _OUR_WORDS:
            return None
        return Question(gap, wanted, match.probability)

    def _compared(self, match: Match, wanted: Asked) -> Entry | None:
        """Return the entry that compares, where two things of a kind are named and set against each other."""
        words = {token.text for token in match.reading.tokens}
        if not words & _COMPARING:
            return None
        if len(wanted.credentials) > 1 and not words & _PAY_WORDS:
            return self._first("credential.compare")
        if (len(wanted.places) > 1 or len(wanted.industries) > 1) and words & _PAY_WORDS:
            return self._first("pay")
        return None

    def _first(self, lookup: Lookup) -> Entry | None:
        return next(
            (entry for entry in self._knowledge.entries.values() if entry.lookup == lookup and entry.covered), None
        )

    # ── everything else ───────────────────────────────────────────────────────────────────────────────────────────
    def _is_crisis(self, match: Match) -> bool:
        best = match.best
        return best is not None and best.kind == "social" and self._knowledge.social[best.id].crisis

    def _asks_about_answer(self, match: Match) -> bool:
        return match.best is not None and match.best.kind == "follow_up" and match.probability >= self._bands.suggest

    def _about_answer(self, match: Match, context: Context | None) -> AboutTheAnswer:
        return AboutTheAnswer(match.best.id if match.best else "", context, match.probability)

    def _spelled_out(self, reading: Reading, match: Match, context: Context) -> Match:
        """Return the match of a message with its subject put in, where that makes more sense than the message alone."""
        text = follow_up.spelled_out(reading, context, self._knowledge)
        if text is None:
            return match
        whole = self._matcher.match(text)
        enough = min(match.probability, self._bands.answer) if follow_up.leans(reading) else match.probability
        return whole if whole.probability >= enough else match

    def _unsure(self, match: Match, pieces: list[tuple[Piece, Match]]) -> Understood:
        """Decide on a message without a sure question: small talk, options, or nothing."""
        entries = [m for m in (match, *(m for _, m in pieces)) if m.best is not None and m.best.kind in _ENTRIES]
        likeliest = max(entries, key=lambda m: m.probability, default=match)
        only_small_talk = match.best is not None and match.best.kind == "social" and len(pieces) < 2
        if not only_small_talk and likeliest.probability >= self._bands.suggest:
            match = likeliest
        if self._asks_about_answer(match):
            return self._about_answer(match, None)
        best = match.best
        if best is not None and best.kind == "social" and match.probability >= self._bands.social:
            return SmallTalkMeant(best.id, match.probability)
        if best is not None and best.kind in _ENTRIES and match.probability >= self._bands.suggest:
            entries_in_order = [c.id for c in match.candidates if c.kind in _ENTRIES]
            return Options(tuple(entries_in_order[:3]), match.probability)
        return Nothing(empty=False, confidence=match.probability)
