"""What each token adds to the encoder's first layers: what was kept, possibly in a mapped file, and what came since."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Longs = NDArray[np.int64]
    Halves = NDArray[np.uint16]

_MOST_ADDED: Final = 12_000  # tokens, 90 MB; the FAQ has about 6,000


class KnownTokens:
    """Arrays with one row a token, by token number. Those of floats are halved when they are put in, but `whole` ones.

    What was read back stays as it is, so that it may be a file that many processes share; new rows are written beside
    it, where there is room that takes no memory until it is used.
    """

    def __init__(self, shapes: Mapping[str, tuple[int, ...]], whole: Sequence[str]) -> None:
        types = {name: np.float32 if name in whole else np.uint16 for name in shapes}
        self.rows: dict[int, int] = {}
        self._kept: dict[str, NDArray[Any]] = {
            name: np.empty((0, *shape), types[name]) for name, shape in shapes.items()
        }
        self._begin()

    def _begin(self) -> None:
        self._kept_rows = dict(self.rows)
        self._added: dict[str, NDArray[Any]] = {
            name: np.empty((0, *array.shape[1:]), array.dtype) for name, array in self._kept.items()
        }

    def __getstate__(self) -> dict[str, Any]:
        """Keep the rows that are in use."""
        added = len(self.rows) - len(self._kept_rows)
        kept = {name: np.concatenate([array, self._added[name][:added]]) for name, array in self._kept.items()}
        return {"rows": self.rows, "_kept": kept}

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Take them back."""
        self.__dict__.update(state)
        self._begin()

    def missing(self, tokens: Sequence[int]) -> list[int]:
        """Return which tokens have to be added first; where there are too many, those that were added before go."""
        missing = [token for token in dict.fromkeys(tokens) if token not in self.rows]
        if missing and len(self.rows) - len(self._kept_rows) + len(missing) > _MOST_ADDED:
            self.rows = dict(self._kept_rows)
            missing = [token for token in dict.fromkeys(tokens) if token not in self.rows]
        return missing

    def add(self, tokens: Sequence[int], of_tokens: Mapping[str, Floats]) -> None:
        """Write the rows of new tokens: an array for each name."""
        first = len(self.rows) - len(self._kept_rows)
        last = first + len(tokens)
        for name, values in of_tokens.items():
            if last > len(self._added[name]):
                self._added[name] = _with_room(self._added[name], max(last, _MOST_ADDED))
            array = self._added[name]
            array[first:last] = values if array.dtype == np.float32 else halved(values)
        self.rows.update({token: len(self._kept_rows) + first + number for number, token in enumerate(tokens)})

    def take(self, name: str, rows: Longs) -> Floats:
        """Return some rows of an array, shape (rows, ...)."""
        kept = self._kept[name]
        new = rows >= len(kept)
        if new.any():
            found = np.empty((len(rows), *kept.shape[1:]), kept.dtype)
            found[~new] = kept[rows[~new]]
            found[new] = self._added[name][rows[new] - len(kept)]
        else:
            found = kept[rows]
        return found if found.dtype == np.float32 else whole(found)


def halved(values: Floats) -> Halves:
    """Return the upper half of each number's bits, rounded: 8 bits of precision, made whole again in no time."""
    bits = np.ascontiguousarray(values, dtype=np.float32).view(np.uint32)
    return ((bits + 0x8000) >> 16).astype(np.uint16)


def whole(halves: Halves) -> Floats:
    """Return the numbers of which the upper halves are given."""
    bits = halves.astype(np.uint32)
    bits <<= 16
    return bits.view(np.float32)


def _with_room(rows: NDArray[Any], room: int) -> NDArray[Any]:
    result = np.empty((room, *rows.shape[1:]), rows.dtype)
    result[: len(rows)] = rows
    return result
