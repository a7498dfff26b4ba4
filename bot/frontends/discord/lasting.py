"""What is loaded to stay is left out of garbage collection: looking through it keeps everybody waiting for 0.1 s.

The knowledge and the matcher are a great many objects, which no collection frees as long as they are in service.
"""

from __future__ import annotations

import gc


def pass_over_what_is_loaded() -> None:
    """Have collections leave out everything that there is."""
    gc.freeze()


def collect_what_was_replaced() -> None:
    """Free what is no longer used of what was left out, and leave out what is there now; everything waits meanwhile."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()
