"""An answer's sources, section by section: what a front end prints below the answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.answering.answer import Source


@dataclass(frozen=True, slots=True)
class CitedSection:
    """A section of a guide, by the guide's id and both titles, and who first published the figures taken from it."""

    guide: str
    title: str
    section: str
    publishers: tuple[str, ...]


def cited_sections(sources: Iterable[Source]) -> tuple[CitedSection, ...]:
    """Return every section that is cited, once, in the order of first use."""
    publishers: dict[tuple[str, str, str], dict[str, None]] = {}
    for source in sources:
        names = publishers.setdefault((source.guide, source.title, source.section), {})
        if source.attributed_to:
            names[source.attributed_to] = None
    return tuple(CitedSection(*section, tuple(names)) for section, names in publishers.items())


def by_guide(sections: Iterable[CitedSection]) -> dict[str, list[CitedSection]]:
    """Return the sections of each guide, by its title, in the order of first use."""
    guides: dict[str, list[CitedSection]] = {}
    for section in sections:
        guides.setdefault(section.title, []).append(section)
    return guides
