"""Confidence: how likely it is that the best class is the right one, learned from the knowledge itself.

Every phrasing is looked at twice: as if it alone had been missing (its own class should still win: an in-scope
question in unseen words) and as if its whole class had been missing (whatever wins is wrong: a question the FAQ
doesn't have). A small logistic model over a few telling numbers learns to tell the two apart.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Confidence:
    """A logistic model over the signals: probability = 1 / (1 + exp(-(weights · (signals - mean) / spread + bias)))."""

    mean: Floats
    spread: Floats
    weights: Floats
    bias: float

    def probability(self, signals: Floats) -> float:
        """Return the probability that the best class is right."""
        return self.probability_of(self.contributions(signals))

    def probability_of(self, contributions: Floats) -> float:
        """Return the probability that the best class is right, given what each signal adds to the log odds."""
        return 1.0 / (1.0 + math.exp(-float(contributions.sum()) - self.bias))

    def contributions(self, signals: Floats) -> Floats:
        """Return what each signal adds to the log odds, for explanations; same shape as the signals."""
        return (signals - self.mean) / self.spread * self.weights


GENERAL: Final = Confidence(
    mean=np.array([0.5907, 0.5614, 0.0650, 0.1078, 0.5608, 0.4800, 0.7516], dtype=np.float32),
    spread=np.array([0.2409, 0.2429, 0.0812, 0.1104, 0.1419, 0.1050, 0.2932], dtype=np.float32),
    weights=np.array([0.1887, 1.5079, -0.0100, -0.6205, -0.3916, -0.0510, 0.4572], dtype=np.float32),
    bias=1.2197,
)
"""What was learned from the shipped knowledge, for small talk and messages for others beside fewer entries than teach
anything; a test holds the two together."""

_OF_EIGHT: Final = Confidence(
    mean=np.array([0.4824, 0.4644, 0.0824, 0.1907, 0.5501, 0.4682, 0.3926], dtype=np.float32),
    spread=np.array([0.2077, 0.2088, 0.1083, 0.1383, 0.1063, 0.0703, 0.2717], dtype=np.float32),
    weights=np.array([0.5043, 1.6854, 0.0071, 0.0800, -0.0977, -0.0599, 1.2145], dtype=np.float32),
    bias=-1.4500,
)
_A_DOUBLING: Final = 0.2571


def of_few(entries: int) -> Confidence:
    """Return the confidence that a question asks for one of so few entries, where they are too few to learn it from.

    It was learned from small knowledges drawn from the shipped one, where what is asked and has no entry can be had by
    the hundred (bench/small_knowledge.py, which prints the numbers anew). Words of a question that no phrasing has
    count twice as much against an entry as among many, whose phrasings leave fewer ways of asking out; and the fewer
    entries there are, the more of what is asked is not among them.
    """
    return replace(_OF_EIGHT, bias=_OF_EIGHT.bias + _A_DOUBLING * math.log2(max(entries, 1) / 8))


def fit(signals: Floats, right: NDArray[np.bool_], importance: Floats) -> Confidence:
    """Fit the logistic model by Newton's method, with a little ridge.

    Args:
        signals: shape (examples, signals).
        right: whether the best class was the right one, shape (examples,).
        importance: weight of each example, shape (examples,).
    """
    mean = signals.mean(axis=0)
    spread = signals.std(axis=0) + 1e-6
    scaled = np.concatenate([(signals - mean) / spread, np.ones((len(signals), 1))], axis=1).astype(np.float64)
    weights = np.zeros(scaled.shape[1])
    target = right.astype(np.float64)
    for _ in range(25):
        predicted = 1.0 / (1.0 + np.exp(-np.clip(scaled @ weights, -30, 30)))
        gradient = scaled.T @ (importance * (predicted - target)) + 1e-3 * weights
        curvature = importance * np.maximum(predicted * (1 - predicted), 1e-6)
        hessian = (scaled * curvature[:, None]).T @ scaled + 1e-3 * np.eye(len(weights))
        step = np.linalg.solve(hessian, gradient)
        weights -= step
        if float(np.abs(step).max()) < 1e-6:
            break
    return Confidence(mean, spread, weights[:-1].astype(np.float32), float(weights[-1]))
