"""A matcher that works out each message once: for those who put the same questions to it again and again."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.matching.match import Match, MessageMatcher
    from bot.matching.reading import Reading

_MOST = 10_000  # matches that are kept; then it begins anew


class RememberingMatcher:
    """Matches as another matcher does, which knows nothing of it, and remembers what that made of each message."""

    def __init__(self, matcher: MessageMatcher) -> None:
        self._matcher = matcher
        self._matches: dict[tuple[Reading, int], Match] = {}

    def get_ready(self) -> None:
        """Load what only messages of new words need, so that the first of them doesn't wait."""
        self._matcher.get_ready()

    def read(self, text: str) -> Reading:
        """Return how a message is read."""
        return self._matcher.read(text)

    def match(self, text: str, limit: int = 5) -> Match:
        """Return the best classes for a message, and how likely the first one's group is right."""
        return self.match_readings([self.read(text)], limit)[0]

    def match_readings(self, readings: Sequence[Reading], limit: int = 5) -> list[Match]:
        """Like `match`, for messages that have been read already."""
        if len(self._matches) > _MOST:
            self._matches.clear()
        missing = [one for one in dict.fromkeys(readings) if (one, limit) not in self._matches]
        self._matches.update(
            ((one, limit), match)
            for one, match in zip(missing, self._matcher.match_readings(missing, limit), strict=True)
        )
        return [self._matches[one, limit] for one in readings]
