"""Saying what was decided: entries become answers, look-ups get their figures, gaps say what the guides lack."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.answering import figure_text, lookups, pay, wording
from bot.answering.agreement import first_disagreement
from bot.answering.answer import Answer, Outcome, Paragraph, Suggestion
from bot.answering.asked import Asked
from bot.answering.finished import of_no_place
from bot.answering.named_gaps import NamedGap
from bot.answering.page import Page
from bot.answering.printing import Printer
from bot.answering.understood import Question, Rule

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from bot.answering.conversation import Context
    from bot.knowledge.records import Entry, Figure, FigureKind, Lookup, Missing
    from bot.knowledge.snapshot import Knowledge

_LOOKUPS: dict[FigureKind, Lookup] = {
    "pay": "pay", "projection": "projection", "duration": "duration", "count": "credential.exam", "cost": "cost",
}  # fmt: skip
_PAIR = 2  # certifications, of which the guides can be asked how they compare
_NAMES_IN_TEXT = "{asked:"
_KEPT_TEXTS = 2_048


@dataclass(frozen=True, slots=True)
class Composed:
    """An answer and the entry it came from in the end, which what was named may have changed."""

    answer: Answer
    entry: Entry


class Composer:
    """Writes answers from one knowledge snapshot."""

    def __init__(self, knowledge: Knowledge, today: Callable[[], date]) -> None:
        self._knowledge = knowledge
        self._printer = Printer(knowledge)
        self._occupations = knowledge.occupations
        self._today = today
        # an entry's own text reads the same all day, but for the names it puts in
        self._written = lru_cache(_KEPT_TEXTS)(self._write)

    # ── answers to questions ──────────────────────────────────────────────────────────────────────────────────────
    def compose(self, question: Question) -> Composed:
        """Return the answer to one understood question."""
        entry, wanted = question.entry, question.asked
        of_credentials = (entry.lookup or "").startswith("credential.")
        beside_known = bool(wanted.credentials) and of_credentials
        unknown = wanted.other_credentials and (entry.covered or of_credentials) and not beside_known
        if unknown and (gap := self._knowledge.entries.get(NamedGap.OTHER_CREDENTIAL)):
            composed = self._from_entry(gap, wanted)
        elif entry.of_credential and wanted.credentials:
            home = self._home(entry, entry.of_credential, general=True)
            composed = self._looked_up(home, entry.of_credential, wanted)
        elif entry.lookup:
            composed = self._looked_up(entry, entry.lookup, wanted)
        else:
            composed = self._from_entry(entry, wanted)
        composed = self._agreeing(composed, wanted)
        answer = replace(composed.answer, confidence=question.confidence)
        return Composed(of_no_place(answer, wanted) if question.rule is Rule.ANYWHERE else answer, composed.entry)

    def look_up(self, lookup: Lookup, wanted: Asked) -> Composed | None:
        """Return the answer to a look-up, the same as to a plain question for it; None where no entry is for such."""
        entry = self._knowledge.looked_up(lookup)
        return None if entry is None else self.compose(Question(entry, wanted, 1.0))

    def show(self, entry: Entry) -> Answer:
        """Return an entry's own answer, whatever was asked."""
        return replace(self._from_entry(entry, Asked()).answer, confidence=1.0)

    def _looked_up(self, entry: Entry, lookup: Lookup, wanted: Asked) -> Composed:
        if entry.scope and entry.scope.dimension == "industry" and "hour" in wanted.pay_periods:
            wanted = pay.by_each_industry(self._knowledge, wanted)
        scoped = self._scoped(lookup, wanted)
        if lookups.is_specific(lookup, wanted, self._occupations):
            if scoped is not None:
                return self._from_entry(scoped, wanted)
            page = self._page(wanted)
            missing = lookups.look_up(lookup, self._knowledge, wanted, page)
            if missing is None:
                alone = lookup == "credential.compare" and wanted.other_credentials and len(wanted.credentials) < _PAIR
                unknown = self._knowledge.entries.get(NamedGap.OTHER_CREDENTIAL) if alone else None
                return self._from_page(unknown or self._filed_under(lookup, wanted) or self._home(entry, lookup), page)
            gap = self._gap(lookup, missing)
            if gap is not None and missing == "detail" and wanted.publishers:
                return self._not_quoted(gap, wanted)
            if gap is not None:
                return self._from_entry(gap, self._naming_what_is_missing(lookup, wanted))
        if entry.missing and (lookup.startswith("credential.") or entry.missing == "period"):
            entry = self._home(entry, lookup)  # nothing is named that is missing: the general answer says what is known
        if scoped is not None and scoped.covered:
            return self._from_entry(scoped, wanted)
        if entry.scope and lookup == "duration" and lookups.specifics(lookup, wanted, self._occupations):
            entry = self._home(entry, lookup, general=True)  # the entry is about another route than the one named
        return self._from_entry(entry, wanted)

    def _not_quoted(self, gap: Entry, wanted: Asked) -> Composed:
        """Say that the guides quote no such figure from a publisher, and whom they do quote."""
        page = self._page(wanted)
        known = self._knowledge.publishers
        others = self._knowledge.vocabulary.other_publishers
        terms = (*known.values(), *others)
        names = [figure_text.term_name(terms, name) for name in wanted.publishers]
        quoted = ", ".join(publisher.name for publisher in known.values())
        page.paragraph(wording.NOT_QUOTED.format(names=wording.listed(names), quoted=quoted))
        return self._from_page(gap, page)

    def _naming_what_is_missing(self, lookup: Lookup, wanted: Asked) -> Asked:
        """Return what was asked for, with the names of those things for which the guides have nothing.

        Of several places, employers or credentials a gap must not name one that the guides do speak of; and where they
        have an employer's pay but not in that place, it names both.
        """
        knowledge, names = self._knowledge, dict(wanted.names)

        def lacks(asked: Asked) -> bool:
            return lookups.look_up(lookup, knowledge, asked, self._page(asked)) is not None

        for place in wanted.places if len(wanted.places) > 1 else ():
            if lacks(replace(wanted, places=(place,))):
                names["place"] = place.label
                break
        for name in wanted.credentials if len(wanted.credentials) > 1 else ():
            if lacks(replace(wanted, credentials=(name,))):
                names["credential"] = f"{knowledge.credentials[name].name} ({knowledge.credentials[name].abbreviation})"
                break
        if wanted.places and len(wanted.industries) == 1 and not lacks(Asked(industries=wanted.industries)):
            employers = figure_text.term_name(knowledge.vocabulary.industries, wanted.industries[0])
            names["industry"] = wording.BOTH.format(employers, wanted.places[0].label)
        return replace(wanted, names=tuple(names.items()))

    def _gap(self, lookup: Lookup, missing: Missing) -> Entry | None:
        if lookup == "duration":
            lookup = "credential.process_duration"
        return self._knowledge.gap(lookup, missing) or self._knowledge.gap(lookup, "detail")

    def _filed_under(self, lookup: Lookup, wanted: Asked) -> Entry | None:
        """Return the entry that is about the kind of thing that was named: states, cities, employers."""
        about = lookups.kind_of_scope(lookup, wanted, self._occupations)
        scoped = self._knowledge.scoped(lookup).items() if about else ()
        return next((entry for scope, entry in scoped if about in scope and entry.covered), None)

    def _home(self, entry: Entry, lookup: Lookup, *, general: bool = False) -> Entry:
        """Return the covered entry a look-up's answers are filed under; `general` asks for the one without a scope."""
        if entry.covered and not general:
            return entry
        found = self._knowledge.general(lookup) if general else self._knowledge.looked_up(lookup)
        return found or entry

    def _scoped(self, lookup: Lookup, wanted: Asked) -> Entry | None:
        """Return the entry whose scope is exactly what was asked for, if there is one."""
        specifics = lookups.specifics(lookup, wanted, self._occupations)
        others = (
            wanted.places, wanted.years, wanted.other_occupations, wanted.other_credentials, wanted.publishers,
            wanted.excluded_places, wanted.excluded_industries,
        )  # fmt: skip
        if any(others) or len(specifics) != 1:
            return None
        return self._knowledge.scoped(lookup).get(frozenset(specifics))

    def _agreeing(self, composed: Composed, wanted: Asked) -> Composed:
        """Return an answer all of whose figures are what was asked for.

        Where one isn't, that is what a look-up finds for everything that was named, or else the gap that says what the
        guides lack.
        """
        found = self._first_disagreement(composed.answer, wanted)
        if found is None:
            return composed
        lookup, missing = _LOOKUPS[found[0].kind], found[1]
        if lookup in {"pay", "projection"} or lookups.is_specific(lookup, wanted, self._occupations):
            page = self._page(wanted)
            lacking = lookups.look_up(lookup, self._knowledge, wanted, page)
            if lacking is None:
                other_topic = composed.entry.lookup != lookup
                home = self._home(composed.entry, lookup, general=other_topic)
                looked_up = self._from_page(self._filed_under(lookup, wanted) or home, page)
                found = self._first_disagreement(looked_up.answer, wanted)
                if found is None:
                    return looked_up
                lacking = found[1]
            missing = lacking
        gap = self._gap(lookup, missing)
        if gap is None:
            return Composed(self.unmatched(wording.NOT_UNDERSTOOD, 0.0), composed.entry)
        return self._from_entry(gap, self._naming_what_is_missing(lookup, wanted))

    def _first_disagreement(self, answer: Answer, wanted: Asked) -> tuple[Figure, Missing] | None:
        figures = (self._knowledge.figures[shown.id] for shown in answer.figures)
        return first_disagreement(figures, wanted, self._occupations)

    # ── everything else that can be said ──────────────────────────────────────────────────────────────────────────
    def provenance(self, asks_for: str, context: Context, confidence: float) -> Answer:
        """Say how recent the figures just shown are, or who published them."""
        entry = self._knowledge.entries[context.entry]
        page = self._page(context.asked)
        figures = [self._knowledge.figures[name] for name in context.figures]
        if figures:
            page.provenance(figures[:4], asks_for)
        else:
            page.paragraph(wording.NO_FIGURES_SHOWN)
            page.cite(entry.citations)
        return replace(self._from_page(entry, page).answer, confidence=confidence, chart=None)

    def small_talk(self, name: str, confidence: float) -> Answer:
        """Return the one line said to small talk or to an emergency."""
        item = self._knowledge.social[name]
        outcome = Outcome.CRISIS if item.crisis else Outcome.SOCIAL
        blocks = (Paragraph(item.reply.strip()),)
        return Answer("", outcome, name, confidence, "", blocks, silent_in_channels=item.silent_in_channels)

    def options(self, entries: Sequence[str], confidence: float) -> Answer:
        """Offer entries to choose from."""
        blocks = (Paragraph(wording.DID_YOU_MEAN),)
        return Answer(
            "", Outcome.SUGGESTED, None, confidence, wording.DID_YOU_MEAN_TITLE, blocks,
            suggestions=self._suggestions(entries),
        )  # fmt: skip

    @staticmethod
    def unmatched(text: str, confidence: float) -> Answer:
        """Say that there is no answer."""
        return Answer("", Outcome.UNMATCHED, None, confidence, "", (Paragraph(text),))

    def not_understood(self, confidence: float, *, empty: bool = False) -> Answer:
        """Say that there is no answer and what there are answers to; `empty` when nothing was asked."""
        said = wording.EMPTY if empty else wording.NOT_UNDERSTOOD
        guides = wording.guides_say(len(self._knowledge.guides))
        return self.unmatched(said.format(subject=self._knowledge.subject(), guides=guides), confidence)

    # ── drawing up ────────────────────────────────────────────────────────────────────────────────────────────────
    def _page(self, wanted: Asked) -> Page:
        return Page(self._printer, self._today(), dict(wanted.names))

    def _from_entry(self, entry: Entry, wanted: Asked) -> Composed:
        names = wanted.names if _NAMES_IN_TEXT in entry.answer else ()
        return self._written(entry.id, names, self._today())

    def _write(self, entry_id: str, names: tuple[tuple[str, str], ...], day: date) -> Composed:
        entry = self._knowledge.entries[entry_id]
        page = Page(self._printer, day, dict(names))
        page.template(entry.answer)
        page.cite(entry.citations)
        return self._from_page(entry, page)

    def _from_page(self, entry: Entry, page: Page) -> Composed:
        page.close()
        outcome = Outcome.ANSWERED if entry.covered else Outcome.NOT_COVERED
        related = self._suggestions(entry.see)
        answer = Answer(
            "", outcome, entry.id, 0.0, entry.question, tuple(page.blocks),
            citations=page.sources, figures=page.figures, chart=self._chart(entry, page), related=related,
            suggestions=related[:3] if outcome is Outcome.NOT_COVERED else (),
        )  # fmt: skip
        return Composed(answer, entry)

    def _chart(self, entry: Entry, page: Page) -> str | None:
        """Return the entry's chart, unless the answer shows figures that are all missing from it."""
        table = self._knowledge.tables.get(entry.chart or "")
        if table is None or not page.figure_ids:
            return entry.chart
        drawn = self._knowledge.selected(tuple(table.select))
        return entry.chart if drawn.intersection(page.figure_ids) else None

    def _suggestions(self, entries: Iterable[str]) -> tuple[Suggestion, ...]:
        return tuple(Suggestion(name, self._knowledge.entries[name].question) for name in dict.fromkeys(entries))
