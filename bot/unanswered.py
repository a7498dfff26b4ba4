"""What was asked in vain: with what is alike put together, and as questions that are known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rapidfuzz import fuzz

from bot.answering.outcomes import KnownQuestion

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.matching.match import MessageMatcher
    from bot.store.unanswered import UnansweredQuestion

_ALIKE: Final = 80.0  # of the words as they are read, to 100


def grouped(asked: Sequence[UnansweredQuestion], matcher: MessageMatcher) -> list[list[UnansweredQuestion]]:
    """Put questions together that are alike once read (typos mended, fillers gone); the most asked groups first."""
    groups: list[tuple[str, list[UnansweredQuestion]]] = []
    for one in asked:
        read = " ".join(matcher.read(one.text).terms) or one.text
        group = next((group for words, group in groups if fuzz.token_sort_ratio(words, read) >= _ALIKE), None)
        if group is None:
            groups.append((read, [one]))
        else:
            group.append(one)
    return sorted((group for _, group in groups), key=lambda group: -sum(one.count for one in group))


def as_known(asked: Iterable[UnansweredQuestion]) -> list[KnownQuestion]:
    """Return what was asked in vain as questions to compare two versions of the knowledge by."""
    return [KnownQuestion(one.text, f"asked in vain {one.count} ×") for one in asked]
