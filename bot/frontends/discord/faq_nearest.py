"""Which entries a question is likeliest to mean, and where a new one belongs: what moderators choose from."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from bot.frontends.discord import limits

if TYPE_CHECKING:
    from bot.answering.assistant import Assistant
    from bot.knowledge.records import Entry

_COMPARED: Final = 150  # classes that the nearest entries are looked for in
_OF_ONE_GROUP: Final = 4


def nearest(assistant: Assistant, question: str) -> list[tuple[Entry, str]]:
    """Return the entries that a question is likeliest to mean, best first, each with its nearest phrasing.

    Of entries that answer the same look-up there are a few only: what is named decides between them, not a phrasing.
    """
    entries = assistant.knowledge.entries
    groups: Counter[str] = Counter()
    near = []
    for one in assistant.matcher.match(question, _COMPARED).candidates:
        groups[one.group] += 1
        if one.id in entries and groups[one.group] <= _OF_ONE_GROUP:
            near.append((entries[one.id], one.nearest))
    return near[: limits.CHOICES]


def topic_near(assistant: Assistant, question: str, *, covered: bool) -> str:
    """Return the topic that a new entry belongs to: that of the nearest one of its kind."""
    near = [entry for entry, _ in nearest(assistant, question)]
    alike = next((entry.id for entry in near if entry.covered is covered), near[0].id if near else None)
    topics = assistant.knowledge.topics
    return next((topic for topic, ids in topics.items() if alike in ids), next(iter(topics)))
