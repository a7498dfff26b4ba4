"""A small folder of knowledge, and a live assistant on it."""

from __future__ import annotations

import pytest
from served import Served


@pytest.fixture
def folder(tmp_path, small_folder):
    """A small knowledge folder."""
    return small_folder(tmp_path)


@pytest.fixture(scope="module")
def cache(tmp_path_factory):
    """Where fitted states are kept, so that the same small folder is fitted once."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def served(folder, cache):
    """A live assistant on the folder."""
    return Served(folder, cache)
