"""Which of all connections to Discord a process has: `0-15/64`, one of them `3/64`, or worked out of a pod's number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from bot.settings import Settings

AUTOMATIC: Final = "auto"
_FORM: Final = re.compile(r"(\d{1,6})(?:-(\d{1,6}))?/(\d{1,6})")
_NUMBER_AT_THE_END: Final = re.compile(r"(?:^|-)(\d{1,6})$")


class ShardsError(Exception):
    """The shards can't be what was given; the message says why."""


@dataclass(frozen=True, slots=True)
class ShardSlice:
    """The shards from `first` to `last`, both included, of `count`."""

    first: int
    last: int
    count: int

    def __post_init__(self) -> None:
        if not 0 <= self.first <= self.last < self.count:
            raise ShardsError(
                f"there are no shards {self.first} to {self.last} of {self.count}: "
                f"they are numbered from 0 to {self.count - 1}"
            )

    @property
    def ids(self) -> list[int]:
        """The numbers of the shards."""
        return list(range(self.first, self.last + 1))


def shards_in(text: str) -> ShardSlice:
    """Return the shards that are written as `0-15/64` or `3/64`. Raises ShardsError."""
    found = _FORM.fullmatch(text.strip())
    if found is None:
        raise ShardsError(f"shards look like 0-15/64, 3/64 or {AUTOMATIC}, not like {text!r}")
    first = int(found[1])
    return ShardSlice(first, int(found[2] or first), int(found[3]))


def configured_shards(settings: Settings) -> ShardSlice | None:
    """Return the shards of this process; None when it has all, as many as Discord recommends. Raises ShardsError."""
    if settings.shards is None or not settings.shards.strip():
        return None
    if settings.shards.strip() != AUTOMATIC:
        return shards_in(settings.shards)
    if settings.shard_count is None or settings.shards_per_process is None or settings.pod_index is None:
        raise ShardsError("shards are worked out of POD_INDEX, SHARDS_PER_PROCESS and SHARD_COUNT; set all three")
    number = _NUMBER_AT_THE_END.search(settings.pod_index.strip())
    if number is None:
        raise ShardsError(f"POD_INDEX ends in no number: {settings.pod_index!r}")
    first = int(number[1]) * settings.shards_per_process
    if first >= settings.shard_count:
        raise ShardsError(
            f"process {number[1]} has nothing to do: {settings.shard_count} shards are spread over "
            f"{-(-settings.shard_count // settings.shards_per_process)} processes of {settings.shards_per_process}"
        )
    return ShardSlice(first, min(first + settings.shards_per_process, settings.shard_count) - 1, settings.shard_count)
