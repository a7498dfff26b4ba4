"""Records that nothing shows, and related questions that lead nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.knowledge.placeholders import PLACEHOLDER
from bot.knowledge.records import EntriesFile, FiguresFile, GuidesFile

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from pydantic import BaseModel

    from bot.knowledge.problems import Problem
    from bot.knowledge.records import Entry, Figure, Publisher, TableSpec
    from bot.knowledge.snapshot import Knowledge
    from bot.knowledge.yaml_source import Path, YamlSource

    Sources = Sequence[tuple[YamlSource, BaseModel | None]]


def loose_ends(knowledge: Knowledge, sources: Sources) -> Iterator[Problem]:
    """Yield records that no answer leads to, and entries that lead to themselves or to nothing."""
    tables = _shown_tables(knowledge)
    figures = _shown_figures(knowledge, tables)
    quoted = {figure.attributed_to for figure in knowledge.figures.values() if figure.attributed_to}
    for source, part in sources:
        if isinstance(part, FiguresFile):
            yield from _unused(source, "figures", part.figures, figures, "unused-figure")
            yield from _unused(source, "tables", part.tables, tables, "unused-table")
        elif isinstance(part, GuidesFile):
            yield from _unused(source, "publishers", part.publishers, quoted, "unused-publisher")
        elif isinstance(part, EntriesFile):
            for index, entry in enumerate(part.entries):
                yield from _related(source, ("entries", index), entry)


def _unused(
    source: YamlSource,
    listed: str,
    records: Sequence[Figure | TableSpec | Publisher],
    used: Collection[str],
    rule: str,
) -> Iterator[Problem]:
    for index, record in enumerate(records):
        if record.id not in used:
            yield source.problem((listed, index, "id"), rule, name=record.id)


def _related(source: YamlSource, path: Path, entry: Entry) -> Iterator[Problem]:
    if entry.id in entry.see:
        yield source.problem((*path, "see", entry.see.index(entry.id)), "see-itself", name=entry.id)
    if not entry.covered and not entry.see:
        yield source.problem((*path, "id"), "gap-leads-nowhere", name=entry.id)


def _named(knowledge: Knowledge, *kinds: str) -> set[str]:
    return {
        match["name"]
        for entry in knowledge.entries.values()
        for match in PLACEHOLDER.finditer(entry.answer)
        if match["kind"] in kinds
    }


def _shown_tables(knowledge: Knowledge) -> set[str]:
    return _named(knowledge, "table") | {entry.chart for entry in knowledge.entries.values() if entry.chart}


def _shown_figures(knowledge: Knowledge, tables: set[str]) -> set[str]:
    shown = _named(knowledge, "figure", "period")
    for name in tables & set(knowledge.tables):
        shown.update(figure.id for figure in knowledge.select(knowledge.tables[name].select))
    for credential in knowledge.credentials.values():
        shown.update(credential.exam.figures if credential.exam else ())
        shown.add(credential.process_duration or "")
    return shown
