"""Long lists in portions that fit into one statement."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Item = TypeVar("Item")

MOST_PARAMETERS: Final = 500
"""Values in one statement; both databases bound their number, and long statements are slow to prepare."""


def in_portions(items: Sequence[Item], size: int = MOST_PARAMETERS) -> Iterator[Sequence[Item]]:
    """Return the items in order, at most `size` at a time."""
    return (items[start : start + size] for start in range(0, len(items), size))
