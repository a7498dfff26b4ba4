"""Sources in words: at the foot of a card which guide and section says so, and who first published the figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.frontends.discord import limits
from bot.frontends.discord.limits import characters
from bot.frontends.discord.markdown import literal, one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.answering.answer import Source
    from bot.frontends.discord.language import Language
    from bot.knowledge.records import Guide


def sources_text(citations: Sequence[Source], language: Language) -> str:
    """Return the sources as Discord text, one line a guide, numbered if there are several; empty when there are none.

    Lines that would be too many or too long become "… and n more".
    """
    guides = _lines(citations, language)
    if not guides:
        return ""
    lines = [f"-# {f'{number}. ' if len(guides) > 1 else ''}{line}" for number, line in enumerate(guides, 1)]
    heading = f"**{language.sources}**"
    for shown in range(min(len(lines), limits.SOURCES_LINES), -1, -1):
        left_out = len(lines) - shown
        more = [f"-# {language.more.format(count=left_out)}"] if left_out else []
        text = "\n".join([heading, *lines[:shown], *more])
        if characters(text) <= limits.SOURCES_TEXT:
            return text
    return heading


def _lines(citations: Sequence[Source], language: Language) -> list[str]:
    """Return a line a guide: its title, then each section with all who first published its figures."""
    guides: dict[str, dict[str, list[str]]] = {}
    for source in citations:
        names = guides.setdefault(source.title, {}).setdefault(source.section, [])
        if source.attributed_to and source.attributed_to not in names:
            names.append(source.attributed_to)
    return [
        " · ".join(
            [f"*{literal(title)}*", *(_section(section, names, language) for section, names in sections.items())]
        )
        for title, sections in guides.items()
    ]


def _section(section: str, names: Sequence[str], language: Language) -> str:
    return literal(section) + first_published(names, language)


def first_published(names: Sequence[str], language: Language) -> str:
    """Return by whom the figures of a section were first published, as it stands behind its name; empty for nobody."""
    if not names:
        return ""
    listed = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {language.last_of_names} {names[-1]}"
    return f", {language.first_published_by.format(names=literal(listed))}"


def guide_name(guide: Guide) -> str:
    """Return a guide's title, and who published it if that is known."""
    publisher = f" ({literal(one_line(guide.publisher))})" if guide.publisher else ""
    return f"**{literal(one_line(guide.title))}**{publisher}"
