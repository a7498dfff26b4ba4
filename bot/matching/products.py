"""Matrix products of few rows, which is what a message or two make of everything."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

# What BLAS kernels are written for; the rows left over take three times as long together as one by one.
ROWS_AT_ONCE = 4


def product(rows: Floats, matrix: Floats) -> Floats:
    """Return `rows @ matrix`: shapes (rows, n) and (n, columns)."""
    together = len(rows) - len(rows) % ROWS_AT_ONCE
    if together == len(rows):
        return np.asarray(rows @ matrix, dtype=np.float32)
    result = np.empty((len(rows), matrix.shape[1]), dtype=np.float32)
    if together:
        np.matmul(rows[:together], matrix, out=result[:together])
    for row in range(together, len(rows)):
        np.dot(rows[row], matrix, out=result[row])
    return result
