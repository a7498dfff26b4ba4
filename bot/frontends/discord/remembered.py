"""A memory that forgets: what is older than it should be, and the oldest when there is too much."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Hashable

_Key = TypeVar("_Key", bound="Hashable")
_Value = TypeVar("_Value")


class Remembered(Generic[_Key, _Value]):
    """At most `most` values by key, each with the moment (in seconds) it is from; the longest untouched goes first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._held: OrderedDict[_Key, tuple[float, _Value]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._held)

    def put(self, key: _Key, value: _Value, at: float = 0.0) -> None:
        """Remember a value in place of an earlier one."""
        self._held[key] = (at, value)
        self._held.move_to_end(key)
        while len(self._held) > self._most:
            self._held.popitem(last=False)

    def get(self, key: _Key, *, since: float = 0.0) -> _Value | None:
        """Return the value, or None when there is none or it is from before `since`."""
        at, value = self._held.get(key, (0.0, None))
        return value if at >= since else None

    def pop(self, key: _Key) -> _Value | None:
        """Forget a value, and return it."""
        _, value = self._held.pop(key, (0.0, None))
        return value
