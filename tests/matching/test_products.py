"""Products of few rows are those that numpy makes of the whole."""

from __future__ import annotations

import numpy as np
import pytest

from bot.matching.products import FEW_ROWS, product


@pytest.mark.parametrize("rows", [1, 2, 3, FEW_ROWS, FEW_ROWS + 1])
@pytest.mark.parametrize(("inner", "columns"), [(768, 640), (512, 64), (64, 15_000), (10, 200_001), (7, 1)])
def test_every_shape_is_multiplied(rows, inner, columns):
    """Small products, wide ones that are cut into columns, and sizes that no cut divides."""
    random = np.random.default_rng(rows)
    left = random.standard_normal((rows, inner)).astype(np.float32)
    right = random.standard_normal((inner, columns)).astype(np.float32)
    found = product(left, right)
    assert found.dtype == np.float32
    np.testing.assert_allclose(found, left @ right, rtol=1e-4, atol=1e-3)
