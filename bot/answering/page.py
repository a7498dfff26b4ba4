"""`Page`: an answer being composed. Whatever puts a figure or a name on it also puts its source there."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

from bot.answering import figure_text, wording
from bot.answering.answer import Block, Bullets, Note, Paragraph, Row, ShownFigure, Source, Table
from bot.knowledge.placeholders import BLOCK_KINDS, PLACEHOLDER

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from bot.answering.printing import Printer
    from bot.knowledge.credentials import Credential, Statement
    from bot.knowledge.records import Citation, Figure, TableSpec

_TWICE = re.compile(r"(?<=\w\.)\.(?!\.)")  # the full stop behind «Washington, D.C.»


class Page:
    """Collects blocks, sources and figures. A number gets into an answer by `figure()` or a placeholder only."""

    def __init__(self, printer: Printer, today: date, asked: Mapping[str, str] | None = None) -> None:
        self._printer = printer
        self._knowledge = printer.knowledge
        self._today = today
        self._asked = asked or {}
        self.blocks: list[Block] = []
        self._sources: dict[Source, None] = {}
        self._figures: dict[str, tuple[ShownFigure, ...]] = {}
        self._notes: dict[str, None] = {}

    @property
    def sources(self) -> tuple[Source, ...]:
        """Every source, in the order of first use."""
        return tuple(self._sources)

    @property
    def figures(self) -> tuple[ShownFigure, ...]:
        """Every figure shown, in the order of first use."""
        return tuple(chain.from_iterable(self._figures.values()))

    @property
    def figure_ids(self) -> tuple[str, ...]:
        """The ids of the figures shown."""
        return tuple(self._figures)

    @property
    def notes(self) -> tuple[str, ...]:
        """The cautions collected so far that `close()` hasn't put on the page."""
        return tuple(self._notes)

    # ── what may stand on a page ──────────────────────────────────────────────────────────────────────────────────
    def paragraph(self, text: str) -> None:
        """Add running text; its figures must have come from `figure()`."""
        self.blocks.append(Paragraph(text))

    def bullets(self, items: Iterable[str]) -> None:
        """Add a list."""
        self.blocks.append(Bullets(tuple(items)))

    def note(self, text: str) -> None:
        """Add a caution, once."""
        if text not in self._notes:
            self._notes[text] = None

    def close(self) -> None:
        """Put the collected cautions at the end, but for those that a table has said already."""
        said = " ".join(row.note for block in self.blocks if isinstance(block, Table) for row in block.rows)
        self.blocks.extend(Note(text) for text in self._notes if text.rstrip(".") not in said)
        self._notes = {}

    def cite(self, citations: Iterable[Citation]) -> None:
        """Add sources."""
        self._sources.update(dict.fromkeys(self._printer.sources(citations)))

    def figure(self, figure: Figure, *, with_note: bool = True) -> str:
        """Return a figure in words and put it, its source and its cautions on the page."""
        printed = self._printer.figure(figure)
        self._figures[figure.id] = printed.shown
        self._sources.update(dict.fromkeys(printed.sources))
        if with_note and figure.note:
            self.note(figure.note)
        if with_note and figure.review_by and figure.review_by < self._today:
            self.note(wording.DATED.format(period=figure_text.period(figure) or wording.AN_EARLIER_YEAR))
        return printed.words

    def pair(self, group: list[Figure]) -> str:
        """Return the yearly and hourly form of one measure in words, and put both on the page."""
        first, *rest = [self.figure(figure) for figure in group]
        return f"{first} ({', '.join(rest)})" if rest else first

    def statement(self, statement: Statement) -> str:
        """Return a record's sentence and cite it."""
        self.cite(statement.citations)
        return statement.text

    # ── texts with placeholders ───────────────────────────────────────────────────────────────────────────────────
    def template(self, text: str) -> None:
        """Add an answer's text: paragraphs, `- ` lists, and blocks such as `{table:…}` alone on a line."""
        for chunk in re.split(r"\n\s*\n", text.strip()):
            prose: list[str] = []
            items: list[str] = []
            for line in chunk.splitlines():
                stripped = line.strip()
                whole = PLACEHOLDER.fullmatch(stripped)
                if whole and whole["kind"] in BLOCK_KINDS:
                    self._flush(prose, items)
                    self._block(whole["kind"], whole["name"])
                elif stripped.startswith("- "):
                    self._flush(prose, [])
                    items.append(self.fill(stripped[2:]))
                elif items and line.startswith(" "):
                    items[-1] += " " + self.fill(stripped)
                else:
                    self._flush([], items)
                    prose.append(self.fill(stripped))
            self._flush(prose, items)

    def _flush(self, prose: list[str], items: list[str]) -> None:
        if prose:
            self.blocks.append(Paragraph(" ".join(prose)))
            prose.clear()
        if items:
            self.blocks.append(Bullets(tuple(items)))
            items.clear()

    def fill(self, text: str) -> str:
        """Return a text with its placeholders resolved."""
        return _TWICE.sub("", PLACEHOLDER.sub(lambda match: self._inline(match["kind"], match["name"]), text))

    def _inline(self, kind: str, name: str) -> str:
        knowledge = self._knowledge
        if kind == "figure":
            return self.figure(knowledge.figures[name])
        if kind == "period":
            figure = knowledge.figures[name]
            self._sources.update(dict.fromkeys(self._printer.figure(figure).sources))
            return figure_text.period(figure)
        if kind == "asked":
            return self._asked.get(name, f"that {name}")
        if kind == "credential":
            credential = knowledge.credentials[name]
            self.cite(credential.citations)
            return f"{credential.name} ({credential.abbreviation})"
        records = knowledge.organizations if kind == "organization" else knowledge.code_sets
        record = records[name]
        self.cite(record.citations)
        return f"{record.name} ({record.abbreviation})" if record.abbreviation else record.name

    def _block(self, kind: str, name: str) -> None:
        if kind == "table":
            self.table(self._knowledge.tables[name])
        elif kind == "card":
            self.credential(self._knowledge.credentials[name])
        else:
            self.organization(name)

    # ── records ───────────────────────────────────────────────────────────────────────────────────────────────────
    def table(self, spec: TableSpec) -> None:
        """Add a table of figures."""
        self.figure_table(spec.title, self._knowledge.select(spec.select), spec.order, spec.label)

    def figure_table(
        self, title: str, figures: Iterable[Figure], order: str = "as_listed", label: str = "description"
    ) -> None:
        """Add the figures as a table, hourly and yearly pay of one measure in one row."""
        groups = figure_text.paired(figures)
        if order in {"highest", "lowest"}:
            groups.sort(key=lambda group: group[0].value or 0, reverse=order == "highest")
        elif order == "newest":
            groups.sort(key=_newest_first)
        rows = []
        many_notes = sum(1 for group in groups for figure in group if figure.note) > 2
        for group in groups:
            values = " · ".join(self.figure(figure, with_note=not many_notes) for figure in group)
            notes = [figure_text.attribution(self._knowledge, group[0])]
            if label in {"area", "industry"} and figure_text.period(group[0]):
                notes.append(figure_text.period(group[0]))
            if many_notes:
                notes.extend(figure.note.rstrip(".") for figure in group if figure.note)
            rows.append(Row(self._label(group[0], label), values, "; ".join(dict.fromkeys(notes))))
        self.blocks.append(Table(title, tuple(rows)))

    def other_figures(self, groups: list[list[Figure]]) -> None:
        """Add what else fits the question, each row by what sets it apart."""
        areas = {group[0].area for group in groups}
        label = "area" if len(areas) > 1 else "description"
        self.figure_table(wording.OTHER_GUIDES, [figure for group in groups for figure in group], label=label)

    def _label(self, figure: Figure, label: str) -> str:
        if label == "area" and figure.area:
            if figure.area.type != "country":
                return figure.area.name
            return (
                f"{figure.area.name}, {figure_text.population(self._knowledge, figure)}"  # each country counts others
            )
        if label == "industry":
            text = figure_text.industry(self._knowledge, figure)
        elif label == "subject":
            text = figure.subject or ""
        else:
            text = figure_text.description(self._knowledge, figure)
        return text[:1].upper() + text[1:]

    def provenance(self, figures: list[Figure], asks_for: str) -> None:
        """Say of each figure when it is from, or who published it."""
        items = []
        for group in figure_text.paired(figures):
            period = figure_text.period(group[0])
            when = f"from {period}" if period else wording.NO_PERIOD.rstrip(".")
            publisher = self._knowledge.publishers.get(group[0].attributed_to or "")
            guide = self._knowledge.guides[group[0].citations[0].guide]
            who = f"first published by {publisher.name}, passed on by" if publisher else "no source named, as given in"
            text = f"{self.pair(group)}: {when}; {who} «{guide.title}»."
            items.append(
                text
                if asks_for == "period"
                else f"{self.pair(group)}: {who} «{guide.title}»" + (f", {when}." if period else ".")
            )
        self.bullets(items)

    def organization(self, name: str) -> None:
        """Add what the guides say about an organization."""
        organization = self._knowledge.organizations[name]
        self.cite(organization.citations)
        short = (
            f"{organization.abbreviation} stands for {organization.name}."
            if organization.abbreviation
            else organization.name
        )
        self.paragraph(" ".join([short, *(self.statement(statement) for statement in organization.about)]))
        if organization.note:
            self.note(organization.note)

    def credential(self, credential: Credential) -> None:
        """Add a credential's card: what it is called, who offers it, and every detail the guides give."""
        self.cite(credential.citations)
        self.paragraph(f"{credential.abbreviation} stands for {credential.name}. {self.offered_by(credential)}")
        items = [self.statement(statement) for statement in credential.recognized_as]
        items += [self.statement(statement) for statement in credential.requires]
        items += self.exam(credential)
        items += [self.statement(statement) for statement in credential.covers]
        if credential.process_duration:
            items.append(self.process_duration(credential))
        if items:
            self.bullets(items)
        if credential.note:
            self.note(credential.note)

    def offered_by(self, credential: Credential) -> str:
        """Say who offers a credential, or that no guide does."""
        if credential.offered_by is None:
            return f"The guides don't say which organization issues the {credential.abbreviation}."
        self.cite(credential.offered_by_citations)
        organization = self._knowledge.organizations[credential.offered_by]
        named = f"{organization.name} ({organization.abbreviation})" if organization.abbreviation else organization.name
        return f"The {credential.abbreviation} is offered by the {named}."

    def exam(self, credential: Credential) -> list[str]:
        """Return what the guides say of a credential's exam, one sentence an item."""
        if credential.exam is None:
            return []
        figures = [self._knowledge.figures[name] for name in credential.exam.figures]
        sentences = [f"Its exam has {self.figure(figure)}." for figure in figures]
        return sentences + [self.statement(statement) for statement in credential.exam.statements]

    def process_duration(self, credential: Credential) -> str:
        """Say how long it takes to get a credential."""
        figure = self._knowledge.figures[credential.process_duration or ""]
        return f"Getting the {credential.abbreviation} takes {self.figure(figure)}."


def _newest_first(group: list[Figure]) -> tuple[int, int, int]:
    figure = group[0]
    year = int((figure.base_period or figure.reference_period or figure.target_period or "9999")[:4])
    if figure.target_period:
        return (-int(figure.target_period), -year, 0)
    return (-year, figure.rank != "preferred", 0)
