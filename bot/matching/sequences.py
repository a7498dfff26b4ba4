"""Find word sequences from a table in a list of words: the longest match wins, left to right."""

from __future__ import annotations

from typing import Generic, TypeVar

V = TypeVar("V")


class Sequences(Generic[V]):
    """A table from word sequences to values."""

    def __init__(self) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], V]]] = {}

    def add(self, sequence: tuple[str, ...], value: V) -> None:
        """Add one sequence; the first one added wins where two are equal."""
        if not sequence:
            return
        known = self._by_first.setdefault(sequence[0], [])
        known.append((sequence, value))
        known.sort(key=lambda item: -len(item[0]))

    def at(self, words: list[str], start: int) -> tuple[int, V] | None:
        """Return (length, value) of the longest sequence that begins at `start`, or None."""
        for sequence, value in self._by_first.get(words[start], ()):
            if len(sequence) == 1 or tuple(words[start : start + len(sequence)]) == sequence:
                return len(sequence), value
        return None

    def every_at(self, words: list[str], start: int) -> list[tuple[int, V]]:
        """Return (length, value) of every sequence of the greatest length that begins at `start`."""
        found = [
            (len(sequence), value)
            for sequence, value in self._by_first.get(words[start], ())
            if tuple(words[start : start + len(sequence)]) == sequence
        ]
        return [item for item in found if item[0] == found[0][0]] if found else []

    def all_words(self) -> set[str]:
        """Return every word that occurs in a sequence."""
        return {word for known in self._by_first.values() for sequence, _ in known for word in sequence}
