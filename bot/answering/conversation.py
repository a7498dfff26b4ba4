"""What was said a moment ago, so that «and in Alaska?» means something. Bounded, forgetful, in memory only."""

from __future__ import annotations

import time
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.answering.asked import Asked

KEPT_SECONDS = 600.0
KEPT_CONVERSATIONS = 10_000


@dataclass(frozen=True, slots=True)
class Context:
    """The last answered question of a conversation: its entry, what it named, the figures shown, its words."""

    entry: str
    asked: Asked
    figures: tuple[str, ...]
    confidence: float
    words: tuple[str, ...] = ()


class Conversations:
    """Remembers the last context of each conversation for ten minutes, for the most recent ten thousand."""

    def __init__(self, clock: Callable[[], float] = time.monotonic, limit: int = KEPT_CONVERSATIONS) -> None:
        self._clock = clock
        self._limit = limit
        self._contexts: OrderedDict[str, tuple[float, Context]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._contexts)

    def recall(self, conversation: str | None) -> Context | None:
        """Return the context, or None when there is none or it is too old."""
        if conversation is None or conversation not in self._contexts:
            return None
        at, context = self._contexts[conversation]
        if self._clock() - at > KEPT_SECONDS:
            del self._contexts[conversation]
            return None
        return context

    def remember(self, conversation: str, context: Context) -> None:
        """Keep what was just answered; the oldest conversation goes when there are too many."""
        self._contexts[conversation] = (self._clock(), context)
        self._contexts.move_to_end(conversation)
        while len(self._contexts) > self._limit:
            self._contexts.popitem(last=False)
