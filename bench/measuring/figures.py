"""Figures of merit, each a plain function of arrays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Booleans = NDArray[np.bool_]


def auroc(inside: Floats, outside: Floats) -> float:
    """Return how often a question in scope gets more confidence than one out of scope; ties count half."""
    if not len(inside) or not len(outside):
        return float("nan")
    ordered = np.sort(outside)
    below = np.searchsorted(ordered, inside, side="left") + np.searchsorted(ordered, inside, side="right")
    return float(below.mean() / 2 / len(outside))


def recall_outside(inside: Floats, outside: Floats, answered: float) -> float:
    """Return the share out of scope that is declined where a share `answered` of those in scope is not."""
    if not len(inside) or not len(outside):
        return float("nan")
    return float((outside < np.quantile(inside, 1 - answered)).mean())


@dataclass(frozen=True, slots=True)
class Bin:
    """Predictions of about the same probability: how many, what they said, and how many came true."""

    low: float
    weight: float
    said: float
    true: float


def reliability(probability: Floats, right: Booleans, weight: Floats, bins: int = 10) -> list[Bin]:
    """Sort predictions into bins of equal width."""
    places = np.minimum((probability * bins).astype(int), bins - 1)
    result: list[Bin] = []
    for number in range(bins):
        chosen = places == number
        total = float(weight[chosen].sum())
        said = float((probability * weight)[chosen].sum() / total) if total else 0.0
        true = float((right * weight)[chosen].sum() / total) if total else 0.0
        result.append(Bin(number / bins, total, said, true))
    return result


def calibration_error(bins: Sequence[Bin]) -> float:
    """Return the expected calibration error: how far bins are off, by their weight."""
    total = sum(one.weight for one in bins)
    return sum(one.weight * abs(one.said - one.true) for one in bins) / total if total else float("nan")
