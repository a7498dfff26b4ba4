"""The assistant: one question in, one `Answer` out. The seam between everything below and every front door."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from bot.answering import follow_up, lookups, wording
from bot.answering.answer import Answer, Heading, Outcome, Paragraph, Suggestion
from bot.answering.asked import Asked, asked
from bot.answering.conversation import Context, Conversations
from bot.answering.explanation import Explanation
from bot.answering.page import Page
from bot.matching.completion import Completer
from bot.matching.parts import Piece, parts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from bot.knowledge.records import Entry, Lookup, Missing
    from bot.knowledge.snapshot import Knowledge
    from bot.matching.matcher import Match, Matcher
    from bot.matching.reading import Reading

MAX_PARTS_ANSWERED = 3
@dataclass(frozen=True, slots=True)
class Bands:
    """The probabilities from which the assistant answers, suggests, or speaks at all."""

    answer: float = 0.42
    suggest: float = 0.12
    social: float = 0.30
    crisis: float = 0.30


@dataclass(frozen=True, slots=True)
class _Part:
    """One question of a message, resolved: its entry (None: small talk, or nothing) and what it named."""

    match: Match
    asked: Asked
    entry: Entry


class Assistant:
    """Answers questions from one knowledge snapshot. Build a new one to serve new knowledge; nothing here is reloaded."""

    def __init__(
        self,
        knowledge: Knowledge,
        matcher: Matcher,
        *,
        bands: Bands | None = None,
        today: Callable[[], date] = date.today,
        conversations: Conversations | None = None,
    ) -> None:
        self.knowledge = knowledge
        self._matcher = matcher
        self._bands = bands or Bands()
        self._today = today
        self._conversations = conversations or Conversations()
        self._completer = Completer(knowledge)

    # ── the front doors' calls ────────────────────────────────────────────────────────────────────────────────────
    def ask(self, question: str, conversation: str | None = None) -> Answer:
        """Answer a question. Questions with the same `conversation` share their context for ten minutes."""
        started = time.perf_counter()
        context = self._conversations.recall(conversation)
        answer = self._answer(question, context, conversation)
        return replace(answer, question=question, elapsed_ms=(time.perf_counter() - started) * 1000)

    def show(self, entry_id: str) -> Answer | None:
        """Return an entry's own answer, as when its button is pressed; None when there is no such entry."""
        entry = self.knowledge.entries.get(entry_id)
        return self._compose(entry.question, entry, Asked(), 1.0)[0] if entry else None

    def complete(self, typed: str, limit: int = 25) -> tuple[Suggestion, ...]:
        """Return entries whose question fits an unfinished text, best first; popular ones when nothing is typed yet."""
        return tuple(Suggestion(*pair) for pair in self._completer.complete(typed, limit))

    def explain(self, question: str) -> Explanation:
        """Return why a question goes where it goes."""
        match = self._matcher.match(question)
        return Explanation(match, self._bands.answer, self._bands.suggest, self.ask(question))

    # ── deciding ──────────────────────────────────────────────────────────────────────────────────────────────────
    def _answer(self, question: str, context: Context | None, conversation: str | None) -> Answer:
        reading = self._matcher.read(question)
        if not reading.terms:
            return self._fixed(question, Outcome.UNMATCHED, wording.EMPTY)
        if context is not None and (again := follow_up.substituted(reading, context, self.knowledge)) is not None:
            return self._finish(question, [(*again, context.confidence)], conversation)
        match = self._matcher.match_reading(reading)
        if context is not None:
            resolved = self._in_context(question, reading, match, context)
            if isinstance(resolved, Answer):
                return resolved
            match = resolved or match
        pieces = [(piece, self._matcher.match(piece.text)) for piece in parts(reading.tokens)]
        crisis = next((m for m in (match, *(m for _, m in pieces)) if self._is_crisis(m)), None)
        if crisis is not None and crisis.best is not None:
            small_talk = self.knowledge.social[crisis.best.id]
            return self._fixed(question, Outcome.CRISIS, small_talk.reply, entry=small_talk.id, confidence=crisis.probability)
        sure = self._sure_parts(match, pieces)
        if not sure and not pieces:
            pieces = [(piece, self._matcher.match(piece.text)) for piece in parts(reading.tokens, unmarked=True)]
            sure = self._sure_parts(match, pieces)
        if sure:
            return self._finish(question, [(p.entry, self._with_context(p, context), p.match.probability) for p in sure], conversation)
        entries = [m for m in (match, *(m for _, m in pieces)) if m.best and m.best.kind in {"covered", "gap"}]
        likeliest = max(entries, key=lambda m: m.probability, default=match)
        small_talk_only = match.best is not None and match.best.kind == "social" and len(pieces) < 2
        return self._unsure(question, match if small_talk_only or likeliest.probability < self._bands.suggest else likeliest)

    def _is_crisis(self, match: Match) -> bool:
        best = match.best
        return bool(
            best and best.kind == "social" and self.knowledge.social[best.id].crisis and match.probability >= self._bands.crisis
        )

    def _sure_parts(self, whole: Match, pieces: list[tuple[Piece, Match]]) -> list[_Part]:
        """Return the questions that are understood for sure: of the parts where several ask, else the whole."""
        found: dict[str, tuple[Piece, _Part]] = {}
        for piece, match in pieces:
            part = self._part(match)
            if part is not None and match.best is not None:
                found.setdefault(match.best.group, (piece, part))
        asking = [part for piece, part in found.values() if piece.asks]
        if len(asking) > 1:
            return asking[:MAX_PARTS_ANSWERED]
        one = self._part(whole)
        if one is not None:
            return [one]
        likeliest = sorted((part for _, part in found.values()), key=lambda part: -part.match.probability)[:1]
        return [replace(part, asked=asked(whole.reading.mentions)) for part in likeliest]

    def _part(self, match: Match) -> _Part | None:
        best = match.best
        if best is None or best.kind not in {"covered", "gap"} or match.probability < self._bands.answer:
            return None
        entry = self.knowledge.entries[best.id]
        if entry.lookup == "pay" and match.about_something_else:
            entry = self.knowledge.gap("pay", "occupation") or entry
        return _Part(match, asked(match.reading.mentions), entry)

    def _unsure(self, question: str, match: Match) -> Answer:
        best = match.best
        if best is not None and best.kind == "follow_up" and match.probability >= self._bands.suggest:
            return self._fixed(question, Outcome.UNMATCHED, wording.ASK_BACK, confidence=match.probability)
        if best is None or best.kind in {"elsewhere", "follow_up"}:
            return self._fixed(question, Outcome.UNMATCHED, wording.NOT_UNDERSTOOD, confidence=match.probability)
        if best.kind == "social":
            if match.probability < self._bands.social:
                return self._fixed(question, Outcome.UNMATCHED, wording.NOT_UNDERSTOOD, confidence=match.probability)
            small_talk = self.knowledge.social[best.id]
            return self._fixed(question, Outcome.SOCIAL, small_talk.reply, entry=best.id, confidence=match.probability,
                               silent=small_talk.silent_in_channels)  # fmt: skip
        if match.probability >= self._bands.suggest:
            options = [c.id for c in match.candidates if c.kind in {"covered", "gap"}][:3]
            return Answer(
                question, Outcome.SUGGESTED, None, match.probability, "Did you mean …?", (Paragraph(wording.DID_YOU_MEAN),),
                suggestions=self._suggestions(options),
            )  # fmt: skip
        return self._fixed(question, Outcome.UNMATCHED, wording.NOT_UNDERSTOOD, confidence=match.probability)

    # ── follow-ups ────────────────────────────────────────────────────────────────────────────────────────────────
    def _in_context(self, question: str, reading: Reading, match: Match, context: Context) -> Answer | Match | None:
        """Return the answer to a follow-up, or the match of the message with its subject put in; None if it stands alone."""
        if not follow_up.is_elliptical(reading):
            return None
        best = match.best
        if best is not None and best.kind == "follow_up" and match.probability >= self._bands.suggest:
            return self._provenance(question, best.id, context, match.probability)
        text = follow_up.spelled_out(reading, context, self.knowledge)
        if text is None:
            return None
        whole = self._matcher.match(text)
        return whole if whole.probability >= min(match.probability, self._bands.answer) else None

    def _provenance(self, question: str, name: str, context: Context, confidence: float) -> Answer:
        """Say how recent the figures just shown are, or who published them."""
        entry = self.knowledge.entries[context.entry]
        page = self._page(context.asked)
        figures = [self.knowledge.figures[name] for name in context.figures]
        asks_for = self.knowledge.follow_ups[name].asks_for
        if figures:
            page.provenance(figures[:4], asks_for)
        else:
            page.paragraph(wording.NO_FIGURES_SHOWN)
        page.cite(entry.citations)
        page.close()
        return replace(self._answer_from(question, entry, page, confidence), chart=None)

    @staticmethod
    def _with_context(part: _Part, context: Context | None) -> Asked:
        lookup = part.entry.lookup or ""
        if context and lookup.startswith("credential.") and not part.asked.credentials and len(part.match.reading.terms) <= 8:
            return replace(part.asked, credentials=context.asked.credentials, names=context.asked.names)
        return part.asked

    # ── composing ─────────────────────────────────────────────────────────────────────────────────────────────────
    def _finish(self, question: str, resolved: list[tuple[Entry, Asked, float]], conversation: str | None) -> Answer:
        answers: list[Answer] = []
        for entry, wanted, confidence in resolved:
            answer, used = self._compose(question, entry, wanted, confidence)
            if answer.entry not in {other.entry for other in answers}:
                answers.append(answer)
                self._conversations.remember(conversation, used.id, wanted, tuple(dict.fromkeys(f.id for f in answer.figures)), confidence)
        return answers[0] if len(answers) == 1 else _joined(question, answers)

    def _compose(self, question: str, entry: Entry, wanted: Asked, confidence: float) -> tuple[Answer, Entry]:
        """Return the answer and the entry it came from, which the mentions may have changed."""
        if wanted.other_credentials and entry.covered and (gap := self.knowledge.entries.get("other-credential")):
            return self._from_entry(question, gap, wanted, confidence), gap
        if entry.lookup:
            return self._looked_up(question, entry, entry.lookup, wanted, confidence)
        answer = self._from_entry(question, entry, wanted, confidence)
        conflict = self._conflict(answer, wanted)
        if conflict is not None:
            return self._from_entry(question, conflict, wanted, confidence), conflict
        return answer, entry

    def _looked_up(self, question: str, entry: Entry, lookup: Lookup, wanted: Asked, confidence: float) -> tuple[Answer, Entry]:
        if lookups.is_specific(lookup, wanted):
            scoped = self._scoped(lookup, wanted)
            if scoped is not None:
                return self._from_entry(question, scoped, wanted, confidence), scoped
            page = self._page(wanted)
            missing = lookups.look_up(lookup, self.knowledge, wanted, page)
            if missing is None:
                page.close()
                return self._answer_from(question, self._home(entry, lookup), page, confidence), self._home(entry, lookup)
            gap = self._gap(lookup, missing)
            if gap is not None:
                return self._from_entry(question, gap, wanted, confidence), gap
        if entry.missing and (lookup.startswith("credential.") or entry.missing == "period"):
            entry = self._home(entry, lookup)  # nothing was named that is missing: the general answer says what is known
        scoped = self._scoped(lookup, wanted)
        entry = scoped if scoped is not None and entry.covered else entry
        return self._from_entry(question, entry, wanted, confidence), entry

    def _gap(self, lookup: Lookup, missing: Missing) -> Entry | None:
        if lookup == "duration":
            lookup = "credential.process_duration"
        return self.knowledge.gap(lookup, missing) or self.knowledge.gap(lookup, "detail")

    def _home(self, entry: Entry, lookup: Lookup) -> Entry:
        """Return the covered entry a look-up's answers are filed under."""
        if entry.covered:
            return entry
        return next((e for e in self.knowledge.entries.values() if e.lookup == lookup and e.covered), entry)

    def _scoped(self, lookup: Lookup, wanted: Asked) -> Entry | None:
        """Return the entry whose scope is exactly what was asked for, if there is one."""
        specifics = lookups.specifics(lookup, wanted)
        others = wanted.places or wanted.years or wanted.other_occupations or wanted.other_credentials or wanted.publishers
        if others or len(specifics) != 1:
            return None
        for entry in self.knowledge.entries.values():
            if entry.lookup == lookup and entry.scope:
                scope = {(name, value) for name, value in entry.scope.model_dump(exclude_none=True).items()}
                if scope == specifics:
                    return entry
        return None

    def _conflict(self, answer: Answer, wanted: Asked) -> Entry | None:
        """Return the gap to show instead, when an answer's figures are for another place or year than the one asked for."""
        for shown in answer.figures:
            figure = self.knowledge.figures[shown.id]
            if figure.area is None or figure.kind not in {"pay", "projection"}:
                continue
            if wanted.places and not any(place.contains(figure.area) for place in wanted.places):
                return self.knowledge.gap("pay" if figure.kind == "pay" else "projection", "area")
        return None

    # ── drawing up the answer ─────────────────────────────────────────────────────────────────────────────────────
    def _page(self, wanted: Asked) -> Page:
        return Page(self.knowledge, self._today(), dict(wanted.names))

    def _from_entry(self, question: str, entry: Entry, wanted: Asked, confidence: float) -> Answer:
        page = self._page(wanted)
        page.template(entry.answer)
        page.cite(entry.citations)
        page.close()
        return self._answer_from(question, entry, page, confidence)

    def _answer_from(self, question: str, entry: Entry, page: Page, confidence: float) -> Answer:
        outcome = Outcome.ANSWERED if entry.covered else Outcome.NOT_COVERED
        related = self._suggestions(entry.see)
        return Answer(
            question, outcome, entry.id, confidence, entry.question, tuple(page.blocks),
            citations=page.sources, figures=page.figures, chart=entry.chart, related=related,
            suggestions=related[:3] if outcome is Outcome.NOT_COVERED else (),
        )  # fmt: skip

    def _suggestions(self, entries: Iterable[str]) -> tuple[Suggestion, ...]:
        return tuple(Suggestion(name, self.knowledge.entries[name].question) for name in dict.fromkeys(entries))

    @staticmethod
    def _fixed(
        question: str, outcome: Outcome, text: str, *, entry: str | None = None, confidence: float = 0.0, silent: bool = False
    ) -> Answer:
        return Answer(question, outcome, entry, confidence, "", (Paragraph(text.strip()),), silent_in_channels=silent)


def _joined(question: str, answers: list[Answer]) -> Answer:
    """Put the answers of several questions on one card, in order."""
    first = next((answer for answer in answers if answer.outcome is Outcome.ANSWERED), answers[0])
    return replace(
        first,
        question=question,
        confidence=min(answer.confidence for answer in answers),
        title=" · ".join(answer.title for answer in answers),
        blocks=tuple(block for answer in answers for block in (Heading(answer.title), *answer.blocks)),
        citations=tuple(dict.fromkeys(source for answer in answers for source in answer.citations)),
        figures=tuple(dict.fromkeys(figure for answer in answers for figure in answer.figures)),
        related=tuple(dict.fromkeys(item for answer in answers for item in answer.related)),
    )
