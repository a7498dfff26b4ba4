"""Every benchmark can be started: what it imports is there, and it says how it is used."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import report

BENCH = Path(__file__).parents[1] / "bench"
PROGRAMS = sorted(path.name for path in BENCH.glob("*.py") if path.name != "echo_bot.py")


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_benchmark_says_how_it_is_used(program):
    """Without measuring anything."""
    done = subprocess.run([sys.executable, str(BENCH / program), "--help"], capture_output=True, text=True, check=False)  # noqa: S603 - our own files
    assert done.returncode == 0, done.stderr
    assert "usage" in done.stdout


def test_the_page_has_every_benchmark_and_what_it_left(tmp_path):
    """Records become tables; what has not been measured is said to be so."""
    (tmp_path / "answers.json").write_text('{"gap": {"asked": 781.0, "clock_p50_ms": 2.0599}, "bins": [{"low": 0.1}]}')
    text = report.page(tmp_path)
    assert "| gap | 781 | 2.06 |" in text
    assert "| 1 | 0.1 |" in text
    assert text.count("Not measured yet.") == len(report.MEASURED) - 1
    assert {f"{name}.py" for name, *_ in report.MEASURED} == set(PROGRAMS) - {"report.py"}
