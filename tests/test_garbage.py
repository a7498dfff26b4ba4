"""What is loaded to stay is left out of garbage collection until something takes its place."""

from __future__ import annotations

import gc
import weakref
from typing import TYPE_CHECKING

import pytest

from bot.garbage import collect_what_was_replaced, pass_over_what_is_loaded

if TYPE_CHECKING:
    from collections.abc import Iterator


class Knowledge:
    """Something that holds itself, so that only a collection frees it."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def collector() -> Iterator[None]:
    """Leave the collector as it was."""
    yield
    gc.unfreeze()


@pytest.mark.usefixtures("collector")
def test_what_was_replaced_is_freed_although_it_was_left_out() -> None:
    """Collections pass over it before, so that they take no time."""
    loaded = Knowledge()
    is_there = weakref.ref(loaded)
    pass_over_what_is_loaded()
    del loaded
    gc.collect()
    assert is_there() is not None

    collect_what_was_replaced()
    assert is_there() is None
    assert gc.get_freeze_count()
