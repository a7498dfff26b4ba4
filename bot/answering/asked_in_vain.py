"""What was asked in vain: with what is alike put together, and as questions that are known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol, TypeVar

from rapidfuzz import fuzz

from bot.answering.outcomes import KnownQuestion

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.matching.match import MessageMatcher

_ALIKE: Final = 80.0  # of the words as they are read, to 100


class AskedInVain(Protocol):
    """A question that got no answer, and how often it was asked."""

    @property
    def text(self) -> str:
        """As it was typed."""
        ...

    @property
    def count(self) -> int:
        """How often, at least once."""
        ...


AskedT = TypeVar("AskedT", bound=AskedInVain)


def grouped(asked: Sequence[AskedT], matcher: MessageMatcher) -> list[list[AskedT]]:
    """Put questions together that are alike once read (typos mended, fillers gone); the most asked groups first."""
    groups: list[tuple[str, list[AskedT]]] = []
    for one in asked:
        read = " ".join(matcher.read(one.text).terms) or one.text
        group = next((group for words, group in groups if fuzz.token_sort_ratio(words, read) >= _ALIKE), None)
        if group is None:
            groups.append((read, [one]))
        else:
            group.append(one)
    return sorted((group for _, group in groups), key=lambda group: -sum(one.count for one in group))


def as_known(asked: Iterable[AskedInVain]) -> list[KnownQuestion]:
    """Return what was asked in vain as questions to compare two versions of the knowledge by."""
    return [KnownQuestion(one.text, f"asked in vain {one.count} ×") for one in asked]
