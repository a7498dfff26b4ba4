"""«Did you mean»: the known name that is nearest to a mistyped one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import rapidfuzz

if TYPE_CHECKING:
    from collections.abc import Iterable

_LIKELY = 65
"""From this likeness on (of 100) a slip of the fingers is likelier than something else being meant."""


def did_you_mean(name: str, known: Iterable[str], at_least: float = _LIKELY) -> str | None:
    """Return the hint that names the nearest of the known names, or None if none is near."""
    near = rapidfuzz.process.extractOne(name, list(known), score_cutoff=at_least)
    return f"did you mean '{near[0]}'?" if near else None
