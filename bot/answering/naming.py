"""Names that people type: found as they stand, or ranked by likeness, for lists to choose from and "did you mean"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from rapidfuzz.distance import OSA

from bot.matching.tokens import words

if TYPE_CHECKING:
    from collections.abc import Iterable

T = TypeVar("T")

_BEGINS, _WORD_BEGINS, _CONTAINS = 0.98, 0.94, 0.90  # likeness of a text to a name that holds it there
_UNFINISHED = 0.88  # likeness of a text to the equally long beginning of a name counts this much
_LEAST_LIKENESS = 0.62  # below this a name is another name, not a slip


class Names(Generic[T]):
    """Things by their names, in the order they were added. Letter case, marks and accents don't count."""

    def __init__(self) -> None:
        self._things: list[tuple[T, tuple[str, ...]]] = []
        self._exact: dict[str, T] = {}
        self._further: dict[str, T] = {}

    def add(self, thing: T, names: Iterable[str]) -> None:
        """Add a thing with all it may be called, its own name first; a taken name stays with who had it first."""
        forms = tuple(dict.fromkeys(filter(None, map(_form, names))))
        self._things.append((thing, forms))
        for form in forms[:1]:
            self._exact.setdefault(form, thing)
        for form in forms[1:]:
            self._further.setdefault(form, thing)

    def things(self) -> tuple[T, ...]:
        """Return everything, in the order it was added."""
        return tuple(thing for thing, _ in self._things)

    def exactly(self, text: str) -> T | None:
        """Return the thing whose own name this is, or else one that may be called so; None when there is none."""
        form = _form(text)
        return self._exact.get(form, self._further.get(form))

    def like(self, text: str, limit: int) -> tuple[T, ...]:
        """Return at most `limit` things whose names are like an unfinished or misspelt text, the likest first."""
        return tuple(thing for _, thing in self.ranked(text)[:limit])

    def ranked(self, text: str) -> list[tuple[float, T]]:
        """Return (likeness from 0 to 1, thing), the likest first, of equals the one added first."""
        typed = _form(text)
        if not typed:
            return [(1.0, thing) for thing, _ in self._things]
        scored = [
            (max((_likeness(typed, name) for name in names), default=0.0), thing) for thing, names in self._things
        ]
        return sorted((found for found in scored if found[0] >= _LEAST_LIKENESS), key=lambda found: -found[0])


def _form(text: str) -> str:
    return " ".join(words(text)) or text.strip().casefold()


def _likeness(typed: str, name: str) -> float:
    if typed == name:
        return 1.0
    if name.startswith(typed):
        return _BEGINS
    if f" {typed}" in name:
        return _WORD_BEGINS
    if len(typed) > 2 and typed in name:
        return _CONTAINS
    whole: float = OSA.normalized_similarity(typed, name)
    if len(typed) < 3:
        return whole
    starts = [0, *(place + 1 for place, letter in enumerate(name) if letter == " ")]
    begun = max(OSA.normalized_similarity(typed, name[start : start + len(typed)]) for start in starts)
    return max(whole, _UNFINISHED * begun)
