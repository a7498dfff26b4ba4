"""What each word adds to a text's sum: what was kept, possibly in a mapped file, and what came since."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Longs = NDArray[np.int64]
    Halves = NDArray[np.uint16]

_MOST_ADDED: Final = 20_000  # words, 25 MB; the FAQ has about 7,000


class KnownWords:
    """One row of numbers a word, of which the upper halves are kept.

    What was read back stays as it is, so that it may be a file that many processes share; new rows are written beside
    it, where there is room that takes no memory until it is used.
    """

    def __init__(self, columns: int) -> None:
        self.rows: dict[str, int] = {}
        self._kept: Halves = np.zeros((0, columns), np.uint16)
        self._begin()

    def _begin(self) -> None:
        self._kept_rows = dict(self.rows)
        self._added: Halves = np.empty((0, self._kept.shape[1]), np.uint16)

    def __getstate__(self) -> dict[str, Any]:
        """Keep the rows that are in use."""
        added = len(self.rows) - len(self._kept_rows)
        return {"rows": self.rows, "_kept": np.concatenate([self._kept, self._added[:added]])}

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Take them back."""
        self.__dict__.update(state)
        self._begin()

    def missing(self, words: Sequence[str]) -> list[str]:
        """Return which words have to be added first; where there are too many, those that were added before go."""
        missing = [word for word in dict.fromkeys(words) if word not in self.rows]
        if missing and len(self.rows) - len(self._kept_rows) + len(missing) > _MOST_ADDED:
            self.rows = dict(self._kept_rows)
            missing = [word for word in dict.fromkeys(words) if word not in self.rows]
        return missing

    def add(self, words: Sequence[str], of_words: Floats) -> None:
        """Write the rows of new words, shape (words, columns)."""
        first = len(self.rows) - len(self._kept_rows)
        last = first + len(words)
        if last > len(self._added):
            room = np.empty((max(last, _MOST_ADDED), self._kept.shape[1]), np.uint16)
            room[:first] = self._added[:first]
            self._added = room
        self._added[first:last] = halved(of_words)
        self.rows.update(zip(words, range(len(self._kept) + first, len(self._kept) + last), strict=True))

    def take(self, words: Sequence[str]) -> Floats:
        """Return the rows of known words, shape (words, columns)."""
        rows: Longs = np.array([self.rows[word] for word in words])
        new = rows >= len(self._kept)
        if not new.any():
            return whole(self._kept[rows])
        found = np.empty((len(rows), self._kept.shape[1]), np.uint16)
        found[~new] = self._kept[rows[~new]]
        found[new] = self._added[rows[new] - len(self._kept)]
        return whole(found)


def halved(values: Floats) -> Halves:
    """Return the upper half of each number's bits, rounded: 8 bits of precision, made whole again in no time."""
    bits = np.ascontiguousarray(values, dtype=np.float32).view(np.uint32)
    return ((bits + 0x8000) >> 16).astype(np.uint16)


def whole(halves: Halves) -> Floats:
    """Return the numbers of which the upper halves are given."""
    return np.left_shift(halves, 16, dtype=np.uint32).view(np.float32)
