"""What the «Sources» button holds: a short key for each source of a card, found again in the knowledge when pressed.

A card's sources aren't always those of its entry: a question for two places, or with two parts, has others. Ids of
guides and figures are too long for a button, so each source has a key made from what it says.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.answering import figure_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.answering.answer import Answer
    from bot.knowledge.snapshot import Knowledge

KEY: Final = 5
"""Characters of a key. Each stands for five bits, so a thousand sources share none, as good as always."""
MOST_KEYS: Final = 17
"""Keys that fit into a custom id."""


@dataclass(frozen=True, slots=True)
class FullSource:
    """A guide's section, and who first published its figure and for when, each empty if the guide doesn't say."""

    guide: str
    section: str
    publisher: str = ""
    period: str = ""


def keys_of(answer: Answer) -> str:
    """Return the keys of an answer's sources, one after another; empty if there are none, or too many for a button."""
    keys = dict.fromkeys(
        _key(FullSource(one.guide, one.section, one.attributed_to or "", one.period or "")) for one in answer.citations
    )
    return "".join(keys) if len(keys) <= MOST_KEYS else ""


class SourcesByKey:
    """Finds sources again by their keys; those of a knowledge are gathered once, when the first is looked for."""

    def __init__(self) -> None:
        self._digest: str | None = None
        self._known: dict[str, FullSource] = {}

    def find(self, keys: str, knowledge: Knowledge) -> list[FullSource | None]:
        """Return the source of each key, None for one that the knowledge no longer has."""
        if self._digest != knowledge.digest:
            self._digest, self._known = knowledge.digest, dict(keyed(knowledge))
        return [self._known.get(keys[start : start + KEY]) for start in range(0, len(keys), KEY)]


def keyed(knowledge: Knowledge) -> Iterator[tuple[str, FullSource]]:
    """Yield the key of every source that an answer may have, and the source; those that say the same more than once."""
    sections = (
        FullSource(guide.id, section.title) for guide in knowledge.guides.values() for section in guide.sections
    )
    figures = (
        FullSource(
            citation.guide, knowledge.section(citation).title, figure.attributed_to or "", figure_text.period(figure)
        )
        for figure in knowledge.figures.values()
        for citation in figure.citations
    )
    for source in (*sections, *figures):
        yield _key(source), source


def _key(source: FullSource) -> str:
    said = f"{source.guide}\n{source.section}\n{source.publisher}\n{source.period}"
    return base64.b32encode(hashlib.sha256(said.encode()).digest()).decode().lower()[:KEY]
