"""A loop that stands still is noticed, with what it stands still in."""

from __future__ import annotations

import asyncio
import re
import time

import pytest

from bot.observing.stall_watch import StallWatch


def wait_for_a_disk() -> None:
    """Stand for anything that blocks and lets other threads work."""
    time.sleep(0.6)


def backtrack() -> None:
    """Stand for anything that blocks and lets nobody else work."""
    began = time.perf_counter()
    length = 18
    while time.perf_counter() - began < 0.6:  # longer and longer, whatever the machine
        re.match(r"(a+)+$", "a" * length + "b")
        length += 1


def calculate() -> None:
    """Stand for much work in Python, during which the watching thread gets its turns."""
    end = time.perf_counter() + 0.6
    while time.perf_counter() < end:
        sum(number * number for number in range(100))


@pytest.mark.parametrize("block", [wait_for_a_disk, backtrack, calculate])
async def test_what_blocks_is_named(block, caplog):
    """Whether or not it lets the watching thread look."""
    stalls: list[float] = []
    async with StallWatch(stalls.append, seconds=0.1):
        await asyncio.sleep(0.1)
        block()
        async with asyncio.timeout(10):
            while not stalls:  # noqa: ASYNC110 - the watch has no event for tests
                await asyncio.sleep(0.01)

    told = [one for one in caplog.records if getattr(one, "fault", None) == "stall"]
    assert told
    assert all(f"in {block.__name__}" in one.getMessage() for one in told)
    assert stalls[0] > 0.1


async def test_a_loop_that_turns_is_left_alone(caplog):
    """Work in small pieces is no stall."""
    stalls: list[float] = []
    async with StallWatch(stalls.append, seconds=5):
        for _ in range(20):
            await asyncio.sleep(0.001)

    assert stalls == []
    assert caplog.records == []
