"""The words that the knowledge's own phrasings use."""

from __future__ import annotations

import re
from collections import Counter
from itertools import chain, pairwise
from typing import TYPE_CHECKING

from bot.matching.gazetteer import BEFORE_PLACE
from bot.matching.tokens import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.knowledge.snapshot import Knowledge

SLOT = re.compile(r"\{([a-z_]+)\}")
"""What stands in a phrasing for anything of a kind, such as `{state}`."""


def _own_phrasings(knowledge: Knowledge) -> Iterator[str]:
    """Yield what people say to this bot, without the slots."""
    for entry in knowledge.entries.values():
        yield from (SLOT.sub(" ", phrasing) for phrasing in (entry.question, *entry.phrasings))
    for small_talk in knowledge.social.values():
        yield from small_talk.phrasings


def words_of_phrasings(knowledge: Knowledge) -> Counter[str]:
    """Count the words of all phrasings."""
    counts: Counter[str] = Counter()
    elsewhere = (phrasing for group in knowledge.elsewhere.values() for phrasing in group.phrasings)
    for phrasing in chain(_own_phrasings(knowledge), elsewhere):
        counts.update(words(phrasing))
    return counts


def words_beside_places(knowledge: Knowledge) -> frozenset[str]:
    """Return the words that our phrasings use, more than once, where no place stands: union, reading, nice."""
    counts: Counter[str] = Counter()
    for phrasing in _own_phrasings(knowledge):
        texts = words(phrasing)
        counts.update(word for before, word in pairwise(("", *texts)) if before not in BEFORE_PLACE and before != "to")
    return frozenset(word for word, count in counts.items() if count > 1)
