"""Which shards a process has, from what an operator sets."""

from __future__ import annotations

import pytest

from bot.settings import Settings
from bot.shards import ShardsError, ShardSlice, configured_shards, shards_in


@pytest.mark.parametrize(
    ("text", "shards"),
    [("0-15/64", ShardSlice(0, 15, 64)), (" 63/64 ", ShardSlice(63, 63, 64)), ("0-0/1", ShardSlice(0, 0, 1))],
)
def test_a_part_is_named_by_its_first_and_last(text, shards):
    """Both are included; one alone stands for itself."""
    assert shards_in(text) == shards


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("64/64", "numbered from 0 to 63"), ("5-3/8", "no shards 5 to 3 of 8"), ("0-1/0", "no shards 0 to 1 of 0"),
        *((text, "shards look like 0-15/64") for text in ("0-15", "a/b", "", "-1/2", "0-9999999/1")),
    ],
)  # fmt: skip
def test_what_is_no_part_is_refused(text, says):
    """With a reason that says how it looks, or which numbers there are."""
    with pytest.raises(ShardsError, match=says):
        shards_in(text)


@pytest.mark.parametrize(
    ("index", "first", "last"), [("0", 0, 15), ("3", 48, 63), ("career-bot-4", 64, 67), ("bot2-1", 16, 31)]
)
def test_a_pods_number_says_which_part_is_its(index, first, last):
    """A StatefulSet numbers its pods; the last one may have fewer."""
    settings = Settings(shards="auto", pod_index=index, shards_per_process=16, shard_count=68)

    assert configured_shards(settings) == ShardSlice(first, last, 68)


def test_all_pods_together_have_every_shard_once():
    """For any size of the parts."""
    for per_process in (1, 3, 7, 64, 100):
        pods = -(-64 // per_process)
        parts = [
            configured_shards(
                Settings(shards="auto", pod_index=str(pod), shards_per_process=per_process, shard_count=64)
            )
            for pod in range(pods)
        ]
        assert [shard for part in parts if part is not None for shard in part.ids] == list(range(64))


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({}, "set all three"),
        ({"pod_index": "0", "shards_per_process": 16}, "set all three"),
        ({"pod_index": "career-bot", "shards_per_process": 16, "shard_count": 64}, "ends in no number: 'career-bot'"),
        ({"pod_index": "4", "shards_per_process": 16, "shard_count": 64}, "process 4 has nothing to do"),
    ],
)
def test_a_pod_without_a_part_says_why(settings, says):
    """A missing number, or one process too many."""
    with pytest.raises(ShardsError, match=says):
        configured_shards(Settings(shards="auto", **settings))


@pytest.mark.parametrize("shards", [None, "", " "])
def test_without_it_a_process_has_all_shards(shards):
    """As many as Discord recommends."""
    assert configured_shards(Settings(shards=shards)) is None
