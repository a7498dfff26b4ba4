"""Checks across files: every id that is named exists, and what a chart draws shares a unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import BaseModel

from bot.knowledge.charts import CREDENTIALS_CHART, axis_units
from bot.knowledge.credentials import CredentialsFile
from bot.knowledge.near_names import did_you_mean
from bot.knowledge.placeholders import ASKED, KINDS, PLACEHOLDER
from bot.knowledge.records import Citation, EntriesFile, FiguresFile
from bot.knowledge.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.knowledge.problems import Problem
    from bot.knowledge.records import Entry
    from bot.knowledge.snapshot import Knowledge
    from bot.knowledge.yaml_source import Path, YamlSource


def check_references(knowledge: Knowledge, sources: Iterable[tuple[YamlSource, BaseModel | None]]) -> Iterator[Problem]:
    """Yield every broken reference."""
    for source, part in sources:
        if part is None:
            continue
        yield from _citations(knowledge, source)
        if isinstance(part, FiguresFile):
            yield from _figures(knowledge, source, part)
        elif isinstance(part, CredentialsFile):
            yield from _credentials(knowledge, source, part)
        elif isinstance(part, Vocabulary):
            yield from _occupations(source, part)
        elif isinstance(part, EntriesFile):
            for index, entry in enumerate(part.entries):
                yield from _entry(knowledge, source, ("entries", index), entry)


def _unknown(  # noqa: PLR0913, PLR0917 - where, what, and among which
    source: YamlSource, path: Path, what: str, name: str, known: Iterable[str], needle: str = ""
) -> Problem:
    where = source.find_in_value(path, needle) if needle else path
    listed = list(known)
    return source.problem(
        where, f"unknown-{what.replace(' ', '-')}", name=name, known=", ".join(listed), hint=did_you_mean(name, listed)
    )


def citations_of(part: object, path: Path = ()) -> Iterator[tuple[Path, str, str]]:
    """Yield the path, guide and section of every citation in a record, wherever in it they stand."""
    if isinstance(part, Citation):
        yield path, part.guide, part.section
    elif isinstance(part, tuple):
        for index, item in enumerate(part):
            if not isinstance(item, str):
                yield from citations_of(item, (*path, index))
    elif isinstance(part, BaseModel):
        for name in type(part).model_fields:
            value = getattr(part, name)
            if isinstance(value, tuple | BaseModel):
                yield from citations_of(value, (*path, name))


def _citations(knowledge: Knowledge, source: YamlSource) -> Iterator[Problem]:
    sections = {name: {section.id for section in guide.sections} for name, guide in knowledge.guides.items()}
    for path, guide, section in source.cited:
        if guide not in sections:
            yield _unknown(source, (*path, "guide"), "guide", guide, sections)
        elif section not in sections[guide]:
            yield _unknown(source, (*path, "section"), "section", section, sorted(sections[guide]))


def _figures(knowledge: Knowledge, source: YamlSource, part: FiguresFile) -> Iterator[Problem]:
    occupations = {term.id for term in knowledge.vocabulary.occupations}
    industries = {term.id for term in knowledge.vocabulary.industries}
    for index, figure in enumerate(part.figures):
        path: Path = ("figures", index)
        if figure.population and figure.population not in occupations:
            yield _unknown(source, (*path, "population"), "occupation", figure.population, occupations)
        if figure.industry and figure.industry not in industries:
            yield _unknown(source, (*path, "industry"), "industry", figure.industry, industries)
        if figure.attributed_to and figure.attributed_to not in knowledge.publishers:
            yield _unknown(source, (*path, "attributed_to"), "publisher", figure.attributed_to, knowledge.publishers)
        for number, credential in enumerate(figure.credentials):
            if credential not in knowledge.credentials:
                yield _unknown(source, (*path, "credentials", number), "credential", credential, knowledge.credentials)
    for index, table in enumerate(part.tables):
        if not knowledge.select(table.select):
            yield source.problem(("tables", index, "select"), "empty-table", name=table.id)


def _occupations(source: YamlSource, part: Vocabulary) -> Iterator[Problem]:
    ids = [one.id for one in part.occupations]
    for index, one in enumerate(part.occupations):
        if one.kind_of and one.kind_of not in ids:
            yield _unknown(source, ("occupations", index, "kind_of"), "occupation", one.kind_of, ids)


def _credentials(knowledge: Knowledge, source: YamlSource, part: CredentialsFile) -> Iterator[Problem]:
    for index, credential in enumerate(part.credentials):
        path: Path = ("credentials", index)
        if credential.offered_by and credential.offered_by not in knowledge.organizations:
            yield _unknown(
                source, (*path, "offered_by"), "organization", credential.offered_by, knowledge.organizations
            )
        if credential.offered_by and not credential.offered_by_citations:
            what = "who offers a credential needs offered_by_citations"
            yield source.problem((*path, "offered_by"), "uncited", what=what, field="offered_by_citations")
        figures = credential.exam.figures if credential.exam else ()
        for name in (*figures, *([credential.process_duration] if credential.process_duration else [])):
            if name not in knowledge.figures:
                yield _unknown(source, path, "figure", name, knowledge.figures, needle=name)


def _entry(knowledge: Knowledge, source: YamlSource, path: Path, entry: Entry) -> Iterator[Problem]:
    yield from _prose(knowledge, source, (*path, "answer"), entry.answer)
    for number, other in enumerate(entry.see):
        if other not in knowledge.entries:
            yield _unknown(source, (*path, "see", number), "entry", other, knowledge.entries)
    if entry.chart:
        yield from _chart(knowledge, source, (*path, "chart"), entry.chart)


def _chart(knowledge: Knowledge, source: YamlSource, path: Path, name: str) -> Iterator[Problem]:
    if name == CREDENTIALS_CHART:
        return
    if name not in knowledge.tables:
        yield _unknown(source, path, "table", name, [*knowledge.tables, CREDENTIALS_CHART])
        return
    units = axis_units(knowledge.select(knowledge.tables[name].select))
    if len(units) > 1:
        yield source.problem(path, "chart-of-several-units", name=name, units=" and ".join(units))


def _prose(knowledge: Knowledge, source: YamlSource, path: Path, text: str) -> Iterator[Problem]:
    known: dict[str, Iterable[str]] = {
        "figure": knowledge.figures, "period": knowledge.figures, "table": knowledge.tables,
        "credential": knowledge.credentials, "card": knowledge.credentials,
        "organization": knowledge.organizations, "about": knowledge.organizations,
        "code_set": knowledge.code_sets, "asked": ASKED,
    }  # fmt: skip
    for match in PLACEHOLDER.finditer(text):
        kind, name = match["kind"], match["name"]
        if kind not in KINDS:
            yield _unknown(source, path, "placeholder", kind, KINDS, needle=match[0])
        elif name not in known[kind]:
            what = {"period": "figure", "card": "credential", "about": "organization", "code_set": "code set",
                    "asked": "placeholder"}.get(kind, kind)  # fmt: skip
            yield _unknown(source, path, what, name, known[kind], needle=match[0])
