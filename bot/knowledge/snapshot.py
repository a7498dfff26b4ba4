"""`Knowledge`: everything the bot knows, as one immutable snapshot. A reload builds a new one and swaps it in."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from bot.knowledge.occupations import Occupations

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bot.knowledge.credentials import CodeSet, Credential, Organization
    from bot.knowledge.records import (
        Citation,
        Entry,
        Figure,
        Guide,
        Lookup,
        Missing,
        Publisher,
        Section,
        Selection,
        TableSpec,
    )
    from bot.knowledge.small_talk import ElsewhereGroup, FollowUp, SmallTalk
    from bot.knowledge.vocabulary import Vocabulary


@dataclass(frozen=True)
class Knowledge:
    """All records by id, in the order of their files. `digest` is a hash of the files they came from."""

    digest: str
    guides: Mapping[str, Guide]
    publishers: Mapping[str, Publisher]
    figures: Mapping[str, Figure]
    tables: Mapping[str, TableSpec]
    organizations: Mapping[str, Organization]
    credentials: Mapping[str, Credential]
    code_sets: Mapping[str, CodeSet]
    entries: Mapping[str, Entry]
    topics: Mapping[str, tuple[str, ...]]
    social: Mapping[str, SmallTalk]
    elsewhere: Mapping[str, ElsewhereGroup]
    follow_ups: Mapping[str, FollowUp]
    vocabulary: Vocabulary
    about: Mapping[str, str] = field(default_factory=dict)

    def subject(self, language: str = "en") -> str:
        """Return what the guides are about in a language, or else in English, as it stands behind «ask me about»."""
        return self.about.get(language) or self.about.get("en") or "what my guides say"

    def section(self, citation: Citation) -> Section:
        """Return the section a citation names; KeyError when the guide has no such section."""
        for section in self.guides[citation.guide].sections:
            if section.id == citation.section:
                return section
        raise KeyError(citation.section)

    def select(self, selections: Iterable[Selection]) -> tuple[Figure, ...]:
        """Return the figures that match any of the selections, in file order."""
        found = self.selected(tuple(selections))
        return tuple(figure for figure in self.figures.values() if figure.id in found)

    def selected(self, selections: tuple[Selection, ...]) -> frozenset[str]:
        """Return the ids of the figures that match any of the selections."""
        found = self._selected.get(selections)
        if found is None:
            found = self._selected[selections] = frozenset(
                figure.id for one in selections for figure in self.figures_of(one.kind) if matches(figure, one)
            )
        return found

    def figures_of(self, kind: str) -> tuple[Figure, ...]:
        """Return the figures of a kind, in file order."""
        return self._figures_by_kind.get(kind, ())

    def looked_up(self, lookup: Lookup) -> Entry | None:
        """Return the first covered entry of a look-up, whatever it is about."""
        return self._entries_by_lookup.get((lookup, True, None))

    def general(self, lookup: Lookup) -> Entry | None:
        """Return the first covered entry of a look-up that is about nothing in particular."""
        return self._general_entries.get(lookup)

    def scoped(self, lookup: Lookup) -> Mapping[frozenset[tuple[str, str]], Entry]:
        """Return the entries of a look-up that are about something in particular, by exactly what.

        Of several about the same thing it is the first that is covered, or else the first.
        """
        return self._scoped_entries.get(lookup, {})

    def gap(self, lookup: Lookup, missing: Missing) -> Entry | None:
        """Return the known gap that says a look-up has no answer for want of `missing`."""
        return self._entries_by_lookup.get((lookup, False, missing))

    @cached_property
    def _general_entries(self) -> Mapping[str, Entry]:
        first: dict[str, Entry] = {}
        for entry in self.entries.values():
            if entry.lookup and entry.covered and not entry.scope:
                first.setdefault(entry.lookup, entry)
        return first

    @cached_property
    def _scoped_entries(self) -> Mapping[str, Mapping[frozenset[tuple[str, str]], Entry]]:
        found: dict[str, dict[frozenset[tuple[str, str]], Entry]] = {}
        for entry in sorted(self.entries.values(), key=lambda entry: not entry.covered):
            if entry.lookup and entry.scope:
                scope = frozenset(entry.scope.model_dump(exclude_none=True).items())
                found.setdefault(entry.lookup, {}).setdefault(scope, entry)
        return found

    @cached_property
    def occupations(self) -> Occupations:
        """Whose figures stand for whose."""
        return Occupations.of(self.vocabulary.occupations, self.figures_of("pay"))

    @cached_property
    def _selected(self) -> dict[tuple[Selection, ...], frozenset[str]]:
        """What `selected` has found before; as many as there are different selections in the knowledge."""
        return {}

    @cached_property
    def _figures_by_kind(self) -> Mapping[str, tuple[Figure, ...]]:
        kinds: dict[str, list[Figure]] = {}
        for figure in self.figures.values():
            kinds.setdefault(figure.kind, []).append(figure)
        return {kind: tuple(figures) for kind, figures in kinds.items()}

    @cached_property
    def _entries_by_lookup(self) -> Mapping[tuple[str | None, bool, str | None], Entry]:
        """The first entry of each look-up that has an answer, and for each thing missing the first that says so."""
        first: dict[tuple[str | None, bool, str | None], Entry] = {}
        for entry in self.entries.values():
            first.setdefault((entry.lookup, entry.covered, None if entry.covered else entry.missing), entry)
        return first


def matches(figure: Figure, wanted: Selection) -> bool:
    """Say whether a figure has every qualifier that the selection asks for."""
    if figure.kind != wanted.kind:
        return False
    area = figure.area
    asked_and_found: tuple[tuple[tuple[str, ...], Iterable[str | None]], ...] = (
        (wanted.statistic, [figure.statistic]),
        (wanted.population, [figure.population]),
        (wanted.industry, [figure.industry]),
        (wanted.area, [area.name if area else None]),
        (wanted.area_type, [area.type if area else None]),
        (wanted.experience, [figure.experience]),
        (wanted.education, figure.education),
        (wanted.credentials, figure.credentials),
        ((wanted.pay_period,) if wanted.pay_period else (), [figure.pay_period]),
        (wanted.currency, [figure.currency]),
    )
    fits = all(not asked or any(_fits(value, asked) for value in found) for asked, found in asked_and_found)
    is_dated = figure.reference_period is not None
    return fits and wanted.dated in {None, is_dated}


def _fits(value: str | None, asked: tuple[str, ...]) -> bool:
    return "none" in asked if value is None else value in asked or "any" in asked
