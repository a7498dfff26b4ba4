"""Matrix products of few rows, which is what a message or two make of everything."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

FEW_ROWS: Final = 12
"""More rows than these are worth the copy that a product of matrices makes first."""


def product(rows: Floats, matrix: Floats) -> Floats:
    """Return `rows @ matrix`: shapes (rows, n) and (n, columns)."""
    if len(rows) > FEW_ROWS:
        return np.asarray(rows @ matrix, dtype=np.float32)
    result = np.empty((len(rows), matrix.shape[1]), dtype=np.float32)
    for row, into in zip(rows, result, strict=True):
        np.dot(row, matrix, out=into)
    return result
