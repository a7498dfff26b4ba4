"""What the garbage collector leaves alone, and when: it has nothing to find in what is loaded to stay.

The knowledge and the matcher are a great many objects, which no collection frees as long as they are in service, and
looking through them keeps everybody waiting for 0.1 s.
"""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def collecting_paused() -> Iterator[None]:
    """Collect nothing while records are loaded: they are many thousand, none is garbage, and it doubles the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def pass_over_what_is_loaded() -> None:
    """Have collections leave out everything that there is."""
    gc.freeze()


def collect_what_was_replaced() -> None:
    """Free what is no longer used of what was left out, and leave out what is there now; everything waits meanwhile."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()
