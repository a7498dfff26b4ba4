"""What a press of «Sources» shows: every source of a card, with who first published its figures and for when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.frontends.discord import limits
from bot.frontends.discord.layout import line
from bot.frontends.discord.markdown import literal, one_line, shortened
from bot.frontends.discord.sources import first_published, guide_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import discord

    from bot.frontends.discord.language import Language
    from bot.frontends.discord.source_keys import FullSource
    from bot.knowledge.snapshot import Knowledge


def sources_card(knowledge: Knowledge, found: Sequence[FullSource | None], language: Language) -> discord.ui.LayoutView:
    """Draw the sources that a button's keys led to; how many of them are gone is said, or that all are."""
    there = [source for source in found if source is not None]
    if not there:
        return line(language.sources_gone)
    texts = [f"### {language.sources}", *_guides(knowledge, there, language)]
    if len(there) < len(found):
        texts.append(f"-# {language.some_sources_gone.format(count=len(found) - len(there))}")
    return line(shortened("\n".join(texts), limits.BODY))


def _guides(knowledge: Knowledge, sources: Iterable[FullSource], language: Language) -> list[str]:
    """Return a line a guide, and below it one for each of its sections."""
    guides: dict[str, dict[str, dict[str, list[str]]]] = {}
    for source in sources:
        periods = guides.setdefault(source.guide, {}).setdefault(source.section, {}).setdefault(source.publisher, [])
        period = source.period or (language.no_date if source.publisher else "")
        if period and period not in periods:
            periods.append(period)
    lines = []
    for guide, sections in guides.items():
        lines.append(guide_name(knowledge.guides[guide]))
        lines += [f"- {_section(knowledge, section, names, language)}" for section, names in sections.items()]
    return lines


def _section(knowledge: Knowledge, section: str, publishers: dict[str, list[str]], language: Language) -> str:
    """Return a section's name, when its own figures are from, and who first published the others, and for when."""
    own = _when(publishers.get("", []))
    names = [
        f"{knowledge.publishers[one].name if one in knowledge.publishers else one}{_when(periods)}"
        for one, periods in publishers.items()
        if one
    ]
    return f"{literal(one_line(section))}{literal(own)}{first_published(names, language)}"


def _when(periods: list[str]) -> str:
    return f" ({'; '.join(periods)})" if periods else ""
