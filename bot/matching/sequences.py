"""Find word sequences from a table in a list of words: the longest match wins, left to right."""

from __future__ import annotations

from typing import Generic, TypeVar

V = TypeVar("V")


class Sequences(Generic[V]):
    """A table from word sequences to values. A look-up of a word that begins none costs next to nothing."""

    def __init__(self) -> None:
        self._values: dict[str, V] = {}  # by the words with a space between them
        self._longest: dict[str, int] = {}  # words in the longest sequence that begins with a word
        self._pairs: set[str] = set()  # the first two words of sequences

    def add(self, sequence: tuple[str, ...], value: V) -> None:
        """Add one sequence; the first one added wins where two are equal."""
        if not sequence:
            return
        self._values.setdefault(" ".join(sequence), value)
        self._longest[sequence[0]] = max(self._longest.get(sequence[0], 0), len(sequence))
        if len(sequence) > 1:
            self._pairs.add(f"{sequence[0]} {sequence[1]}")

    def at(self, words: list[str], start: int) -> tuple[int, V] | None:
        """Return (length, value) of the longest sequence that begins at `start`, or None."""
        word = words[start]
        longest = self._longest.get(word)
        if longest is None:
            return None
        if longest > 1 and start + 1 < len(words) and f"{word} {words[start + 1]}" in self._pairs:
            for length in range(min(longest, len(words) - start), 1, -1):
                value = self._values.get(" ".join(words[start : start + length]))
                if value is not None:
                    return length, value
        value = self._values.get(word)
        return None if value is None else (1, value)

    def within(self, words: list[str]) -> V | None:
        """Return the value of the first sequence that stands anywhere in the words, or None."""
        return next((match[1] for start in self.starts(words) if (match := self.at(words, start))), None)

    def starts(self, words: list[str]) -> list[int]:
        """Return the positions at which a sequence may begin, ascending."""
        longest = self._longest
        return [position for position, word in enumerate(words) if word in longest]

    def first_words(self) -> list[str]:
        """Return every word that a sequence begins with, each once."""
        return list(self._longest)

    def all_words(self) -> set[str]:
        """Return every word that occurs in a sequence."""
        return {word for sequence in self._values for word in sequence.split(" ")}
