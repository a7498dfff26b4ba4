"""Log lines are written together, none is lost, and none comes before an earlier one."""

from __future__ import annotations

import asyncio
import io
import logging

import pytest

from bot.observing.gathered_lines import SECONDS, GatheredLines


class CountedStream(io.StringIO):
    """Counts what is written."""

    writes = 0

    def write(self, text: str) -> int:
        """Write, and count it."""
        self.writes += 1
        return super().write(text)


@pytest.fixture
def logged():
    stream = CountedStream()
    log, handler = logging.getLogger("gathered"), GatheredLines(stream)
    log.setLevel(logging.INFO)
    log.propagate = False
    log.addHandler(handler)
    yield log, stream
    log.removeHandler(handler)


async def test_lines_of_a_moment_are_one_write(logged):
    """A moment after the first."""
    log, stream = logged
    for number in range(100):
        log.info("answer %d", number)
    assert stream.getvalue() == ""
    await asyncio.sleep(2 * SECONDS)

    assert stream.writes == 1
    assert stream.getvalue().splitlines() == [f"answer {number}" for number in range(100)]

    log.info("another")
    await asyncio.sleep(2 * SECONDS)
    assert stream.getvalue().endswith("another\n")


async def test_a_warning_waits_for_nothing_and_stays_behind_what_came_before(logged):
    """Something may end the process next."""
    log, stream = logged
    log.info("first")
    log.warning("second")

    assert stream.getvalue() == "first\nsecond\n"


def test_without_a_loop_lines_are_written_at_once(logged):
    """Nothing would come back for them."""
    log, stream = logged
    log.info("at the start")

    assert stream.getvalue() == "at the start\n"


def test_a_loop_that_ends_leaves_nothing_behind(logged):
    """The standard library flushes every handler when the process ends."""
    log, stream = logged

    async def say() -> None:
        log.info("last words")

    asyncio.run(say())
    [handler] = [one for one in log.handlers if isinstance(one, GatheredLines)]
    handler.flush()

    assert stream.getvalue() == "last words\n"
