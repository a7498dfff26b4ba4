"""Every benchmark can be started, and what it leaves reaches the pages that tell of it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import accuracy
import pytest
import report
from measuring.headlines import HEADLINES, NOT_MEASURED, headlines
from measuring.systems import Found

BENCH = Path(__file__).parents[1] / "bench"
PROGRAMS = sorted(path.name for path in BENCH.glob("*.py") if path.name != "echo_bot.py")


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_benchmark_says_how_it_is_used(program):
    """Without measuring anything."""
    done = subprocess.run([sys.executable, str(BENCH / program), "--help"], capture_output=True, text=True, check=False)  # noqa: S603 - our own files
    assert done.returncode == 0, done.stderr
    assert "usage" in done.stdout


def test_the_page_has_every_benchmark():
    """What has not been measured is said to be so."""
    assert report.page({}).count("Not measured yet.") == len(report.MEASURED)
    assert {f"{name}.py" for name, *_ in report.MEASURED} == set(PROGRAMS) - {"report.py"}


def test_what_a_benchmark_left_becomes_tables():
    """Records with the same fields one table, lists of numbers one cell; what is said in a cell doesn't end it."""
    found = {
        "gap": {"asked": 781.0, "clock_p50_ms": 2.0599}, "bins": [{"low": 0.1}], "memory_mb": [7, 8],
        "says": "a|b\nc_d", "which": [["a single case", 3]], "failures": [],
    }  # fmt: skip
    lines = report.rendered(found)
    assert [line for text in lines for line in text.splitlines()] == [
        "|  | value |", "|---|---|", "| memory mb | 7, 8 |", "| says | a\\|b c_d |",
        "|  | asked | clock p50 ms |", "|---|---|---|", "| gap | 781 | 2.06 |",
        "### bins", "|  | low |", "|---|---|", "| 1 | 0.1 |",
    ]  # fmt: skip


def test_a_benchmark_that_was_not_run_again_keeps_its_numbers(tmp_path):
    """With the day and the machine that they are of; what was found anew gets its own."""
    old = {"day": "2020-01-01", "machine": "an old one", "versions": "old"}
    before = {"soak": {**old, "found": {"failed": 0}}, "load": {**old, "found": {"ms": 1}}}
    (tmp_path / "load.json").write_text(json.dumps({"ms": 2}), encoding="utf-8")
    kept = report.taken(tmp_path, before)
    assert kept["soak"] == before["soak"]
    assert kept["load"]["found"] == {"ms": 2}
    assert kept["load"]["machine"] == report.machine()
    assert kept["load"]["day"] > old["day"]


def test_the_pages_tell_what_was_measured():
    """`python bench/report.py` writes them anew; a number that somebody types in is seen here."""
    kept = report.kept_before()
    readme = report.README.read_text(encoding="utf-8")
    assert report.PAGE.read_text(encoding="utf-8") == report.page(kept)
    assert report.with_numbers(readme, kept) == readme
    assert all(f"| {one.words} | " in readme for one in HEADLINES)


def test_a_number_that_was_not_measured_is_said_to_be_so():
    """Instead of a row that is missing."""
    assert report.with_numbers(report.README.read_text(encoding="utf-8"), {}).count(NOT_MEASURED) == len(HEADLINES)


def started(clock: float, processor: float) -> dict[str, dict[str, dict[str, float]]]:
    """What `speed` finds of starts: a warm one, and a cold one that takes so many milliseconds."""
    warm = {"p50_ms": 1_681.0, "p50_processor_ms": 747.0}
    return {
        "whole": {"first answer, warm": warm, "first answer, cold": {"p50_ms": clock, "p50_processor_ms": processor}}
    }


def test_a_first_start_takes_as_long_as_the_pages_say():
    """Half a minute of two processors' work: what else the clock showed, the machine was busy with."""
    cold = report.kept_before()["speed"]["found"]["whole"]["first answer, cold"]
    assert 20_000 <= cold["p50_processor_ms"] <= 60_000
    pages = (report.README, report.PROJECT / "docs" / "operators.md", report.PROJECT / "bot" / "settings.py")
    assert [page.name for page in pages if "half a minute" not in page.read_text(encoding="utf-8")] == []


@pytest.mark.parametrize(
    ("benchmark", "found", "told"),
    [
        ("soak", {"failed": 0, "questions": 1_000_000, "memory_mb": [300.0, 350.4, 351.0]},
         "0 of 1,000,000 questions failed; 350 MB in the middle, 351 MB at the end"),
        ("traffic", {"messages": 200_000, "unanswered": 0, "answered_twice": 0},
         "of 200,000 messages 0 unanswered, 0 answered twice"),
        ("any_text", {"failed": 0, "texts": 30_000}, "0 of 30,000"),
        ("speed", started(clock=83_600, processor=31_600),
         "1.7 s; the very first 84 s on a busy machine, of which 32 s were work"),
        ("speed", started(clock=29_000, processor=31_600), "1.7 s; the very first 29 s"),
    ],
)  # fmt: skip
def test_a_result_is_put_into_words(benchmark, found, told):
    """Those of the long runs, which the shipped numbers need not have, and a start that had to wait for others."""
    [headline] = [one for one in HEADLINES if one.benchmark == benchmark]
    assert headline.told(found) == told


class Sure:
    """A system that is always half sure of nothing."""

    def find(self, texts):
        """Find no label."""
        return [Found((), 0.5, 0.5) for _ in texts]


def test_what_accuracy_leaves_is_what_the_readme_tells():
    """Under the names that the page looks for."""
    found = {"our knowledge": accuracy.on_our_knowledge({accuracy.OURS: lambda _: Sure()}, (), folds=1, count=5)}

    told = [value for _, value, by in headlines({"accuracy": found}) if "accuracy.py" in by]

    assert len(told) > 2
    assert NOT_MEASURED not in told
