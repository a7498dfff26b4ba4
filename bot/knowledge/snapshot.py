"""`Knowledge`: everything the bot knows, as one immutable snapshot. A reload builds a new one and swaps the reference."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bot.knowledge.records import (
        Citation,
        CodeSet,
        Credential,
        ElsewhereGroup,
        Entry,
        Figure,
        FollowUp,
        Guide,
        Lookup,
        Missing,
        Organization,
        Publisher,
        Section,
        Selection,
        SmallTalk,
        TableSpec,
        Vocabulary,
    )


@dataclass(frozen=True, slots=True)
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

    def section(self, citation: Citation) -> Section:
        """Return the section a citation names; KeyError when the guide has no such section."""
        for section in self.guides[citation.guide].sections:
            if section.id == citation.section:
                return section
        raise KeyError(citation.section)

    def select(self, selections: Iterable[Selection]) -> tuple[Figure, ...]:
        """Return the figures that match any of the selections, in file order."""
        wanted = tuple(selections)
        return tuple(figure for figure in self.figures.values() if any(matches(figure, one) for one in wanted))

    def gap(self, lookup: Lookup, missing: Missing) -> Entry | None:
        """Return the known gap that says a look-up has no answer for want of `missing`."""
        for entry in self.entries.values():
            if not entry.covered and entry.lookup == lookup and entry.missing == missing:
                return entry
        return None


def matches(figure: Figure, wanted: Selection) -> bool:  # noqa: PLR0911 - one line a field
    """Say whether a figure has every qualifier that the selection asks for."""
    if figure.kind != wanted.kind:
        return False
    if wanted.statistic and figure.statistic not in wanted.statistic:
        return False
    if wanted.population and figure.population not in wanted.population:
        return False
    if wanted.industry and not _qualifier(figure.industry, wanted.industry):
        return False
    if wanted.area and (figure.area is None or figure.area.name not in wanted.area):
        return False
    if wanted.area_type and (figure.area is None or figure.area.type not in wanted.area_type):
        return False
    if wanted.experience and not _qualifier(figure.experience, wanted.experience):
        return False
    if wanted.education and not set(wanted.education) & set(figure.education):
        return False
    if wanted.credentials and not set(wanted.credentials) & set(figure.credentials):
        return False
    if wanted.pay_period and figure.pay_period != wanted.pay_period:
        return False
    if wanted.currency and figure.currency not in wanted.currency:
        return False
    return wanted.dated is None or wanted.dated == (figure.reference_period is not None)


def _qualifier(value: str | None, wanted: tuple[str, ...]) -> bool:
    if value is None:
        return "none" in wanted
    return value in wanted or "any" in wanted
