"""Every benchmark can be started: what it imports is there, and it says how it is used."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

BENCH = Path(__file__).parents[1] / "bench"
PROGRAMS = sorted(path.name for path in BENCH.glob("*.py") if path.name != "echo_bot.py")


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_benchmark_says_how_it_is_used(program):
    """Without measuring anything."""
    done = subprocess.run([sys.executable, str(BENCH / program), "--help"], capture_output=True, text=True, check=False)  # noqa: S603 - our own files
    assert done.returncode == 0, done.stderr
    assert "usage" in done.stdout
