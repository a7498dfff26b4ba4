"""The straight line that stands for the encoder's windows is the one that its tool fits, to this package's weights."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import numpy as np
import pytest

from bot.matching.cache import code_digest
from bot.matching.token_layers import LINE, StraightLine

TOOL = Path(__file__).parents[2] / "tools" / "make_straight_line.py"
LEAST_EXPLAINED = 0.75  # of the variance; the tool prints .86 and .78


@pytest.fixture(scope="module")
def tool():
    """The tool as a module."""
    spec = importlib.util.spec_from_file_location("make_straight_line", TOOL)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_shipped_line_explains_what_the_whole_network_makes_of_texts(tool):
    """Of phrasings and of random words, which it is fitted to; another package's weights would tell at once."""
    network, line = tool.Network(), StraightLine.kept()
    matrix = np.concatenate([line.matrix, line.constants])
    for texts in (tool.texts_of_faq()[::60], tool.random_texts(250)):
        wanted, sums = network.run(texts)
        left = np.square(wanted - sums @ matrix).sum() / np.square(wanted - wanted.mean(axis=0)).sum()
        assert 1 - left > LEAST_EXPLAINED


def test_another_line_is_fitted_to_anew(tmp_path):
    """What is kept of a fit is known by all files that shaped it."""
    (tmp_path / LINE.name).write_bytes(LINE.read_bytes())
    before = code_digest(tmp_path)
    (tmp_path / LINE.name).write_bytes(LINE.read_bytes() + b"\0")
    assert code_digest(tmp_path) != before
