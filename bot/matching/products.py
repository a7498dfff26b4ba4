"""Matrix products of few rows, which is what a message or two make of everything."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

FEW_ROWS: Final = 12
"""More rows than these are worth the copy that a large product makes first."""
# Multiplications; OpenBLAS first copies the matrices of a larger product, which takes longer than multiplying them.
_SMALL = 1_000_000
_INNER = 64  # dimensions summed up at a time, which makes a product of few rows a small one


def product(rows: Floats, matrix: Floats) -> Floats:
    """Return `rows @ matrix`: shapes (rows, n) and (n, columns)."""
    count, inner = rows.shape
    columns = matrix.shape[1]
    if count > FEW_ROWS:
        return np.asarray(rows @ matrix, dtype=np.float32)
    if count > 1 and inner % _INNER == 0 and count * _INNER * columns <= _SMALL:
        parts = rows.reshape(count, -1, _INNER).swapaxes(0, 1) @ matrix.reshape(-1, _INNER, columns)
        return np.asarray(parts.sum(axis=0), dtype=np.float32)
    result = np.empty((count, columns), dtype=np.float32)
    if count == 1:
        np.dot(rows[0], matrix, out=result[0])
        return result
    at_once = max(_SMALL // (count * inner), 1)
    for start in range(0, columns, at_once):
        np.matmul(rows, matrix[:, start : start + at_once], out=result[:, start : start + at_once])
    return result
