"""Readings as sparse vectors."""

from __future__ import annotations

import numpy as np
import pytest

from bot.matching.features import FeatureSpace

SPACE = FeatureSpace([("how", "much", "coder", "earn"), ("what", "is", "‹credential›"), ("pay", "in", "‹state›")])


@pytest.mark.parametrize(
    "terms", [("how", "much", "is", "‹credential›"), ("earn", "earn", "zebra"), ("‹state›",), ("what", "do", "coder")]
)
def test_each_feature_is_there_once_and_the_length_is_one_or_less(terms):
    """However often a word or a letter group is there."""
    vector = SPACE.vector(terms)
    assert len(vector.features) == len(np.unique(vector.features)) > 0
    assert 0 < float(vector.values @ vector.values) <= 1 + 1e-6


def test_what_is_unknown_shortens_the_vector():
    """A rare word that the FAQ has never seen counts against every entry."""
    known, partly = SPACE.vector(("how", "much")), SPACE.vector(("how", "much", "geologist"))
    assert partly.values @ partly.values < known.values @ known.values


def test_nothing_known_is_an_empty_vector():
    """And no error."""
    assert len(SPACE.vector(()).features) == 0
