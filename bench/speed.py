"""How fast phrasings are found, and how that grows, against what FAQ bots usually use; and how fast the bot answers.

    python bench/speed.py [--large] [--sizes 1000 10000 100000]

All systems answer the same questions (phrasings with one slip) in turn, ten at a time, in one run; ratios are of
processor time, so that they hold on a busy machine too. `--large` adds 1,000,000 phrasings: about ten minutes. Writes
bench/results/speed.json.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from rich.console import Console
from rich.table import Table
from scale.corpus import made_up, questions, shipped_phrasings
from scale.systems import OURS, WRATIO, systems
from scale.whole import asking, starting

from bot.knowledge.loader import load
from bot.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scale.systems import Finder

RESULTS = Path(__file__).parent / "results" / "speed.json"
QUESTIONS = 1_000
AT_A_TIME = 10
"""Questions that a system answers before the next one's turn: each finds its own in the processor's caches."""
_SECONDS_EACH = 20.0  # a slow system answers as many questions as fit into this, evenly spread
_FEWEST = 20
_MEGABYTE = 1_000_000


def percentiles(milliseconds: Sequence[float], processor: Sequence[float]) -> dict[str, float]:
    """Return the middle and the 99th percentile, by the clock and of the processor (spoilt less by others)."""
    p50, p99 = np.percentile(milliseconds, [50, 99])
    middle, busy = np.percentile(processor, [50, 99])
    return {
        "p50_ms": float(p50), "p99_ms": float(p99), "measured": len(milliseconds),
        "p50_processor_ms": float(middle), "p99_processor_ms": float(busy),
    }  # fmt: skip


def measured(texts: list[str]) -> dict[str, dict[str, Any]]:
    """Return build time, speed and the share found again (first) of every system, with the questions taken in turn."""
    asked = questions(texts, QUESTIONS)
    result: dict[str, dict[str, Any]] = {}
    built: dict[str, Finder] = {}
    every: dict[str, int] = {}
    for name, build in systems(len(texts)).items():
        if isinstance(build, str):
            result[name] = {"note": build}
            continue
        started = time.perf_counter()
        built[name] = build(texts)
        result[name] = {"build_s": time.perf_counter() - started}
        started = time.perf_counter()
        for text, _ in asked[:3]:
            built[name].find(text)
        seconds = (time.perf_counter() - started) / 3
        every[name] = QUESTIONS // int(min(QUESTIONS, max(_FEWEST, _SECONDS_EACH / seconds)))
    gc.collect()
    times: dict[str, list[float]] = {name: [] for name in built}
    processor: dict[str, list[float]] = {name: [] for name in built}
    found: dict[str, list[bool]] = {name: [] for name in built}
    turns = list(enumerate(asked))
    for start in range(0, len(turns), AT_A_TIME):
        for name, finder in built.items():
            for turn, (text, number) in turns[start : start + AT_A_TIME]:
                if turn % every[name] == 0:
                    started, started_processor = time.perf_counter(), time.thread_time()
                    numbers = finder.find(text)
                    processor[name].append((time.thread_time() - started_processor) * 1000)
                    times[name].append((time.perf_counter() - started) * 1000)
                    found[name].append(bool(numbers) and numbers[0] == number)
    for name in built:
        result[name] |= {**percentiles(times[name], processor[name]), "found_again": float(np.mean(found[name]))}
    # the same questions for both, so that the ratio is of like with like
    shared = [ms for turn, ms in enumerate(processor[OURS]) if turn % every[WRATIO] == 0]
    result[OURS]["times_faster_than_wratio"] = float(np.median(processor[WRATIO]) / np.median(shared))
    return result


def memory(size: int) -> float:
    """Return the most megabytes a fresh process held that made the phrasings, indexed them and answered questions."""
    done = subprocess.run(  # noqa: S603 - this file again
        [sys.executable, __file__, "--memory-of", str(size)], check=True, capture_output=True, text=True
    )
    return float(done.stdout)


def print_memory(size: int) -> None:
    """Index in this process and print the most megabytes it has held."""
    texts = made_up(shipped_phrasings(load(Settings().knowledge_dir)), size)
    build = systems(size)[OURS]
    assert not isinstance(build, str)  # noqa: S101 - ours is always there
    finder = build(texts)
    for text, _ in questions(texts, 100):
        finder.find(text)
    unit = 1 if sys.platform == "darwin" else 1024
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / _MEGABYTE)


def show(console: Console, size: int, figures: dict[str, dict[str, Any]]) -> None:
    """Print one size as a table."""
    columns = ("system", "build s", "p50 ms", "p99 ms", "p50 cpu", "p99 cpu", "of ours", "found again", "asked")
    table = Table(*columns, title=f"{size:,} phrasings")
    ours = figures[OURS]["p50_processor_ms"]
    for name, row in figures.items():
        if "note" in row:
            table.add_row(name, row["note"])
            continue
        table.add_row(
            name, f"{row['build_s']:.2f}", f"{row['p50_ms']:.3f}", f"{row['p99_ms']:.3f}",
            f"{row['p50_processor_ms']:.3f}", f"{row['p99_processor_ms']:.3f}",
            f"× {row['p50_processor_ms'] / ours:.1f}", f"{row['found_again']:.1%}", str(row["measured"]),
        )  # fmt: skip
    console.print(table)
    console.print(
        f"ours: {figures[OURS]['times_faster_than_wratio']:.0f} × faster than the WRatio scan on the same questions; "
        f"process at most {figures[OURS]['process_mb']:.0f} MB\n"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--large", action="store_true", help="also 1,000,000 phrasings")
    parser.add_argument("--sizes", type=int, nargs="*", default=[1_000, 10_000, 100_000])
    parser.add_argument("--memory-of", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.memory_of:
        print_memory(options.memory_of)
        return
    console = Console(width=120)
    shipped = shipped_phrasings(load(Settings().knowledge_dir))
    sizes = [*options.sizes, *([1_000_000] if options.large else [])]
    result: dict[str, Any] = {"processors": os.cpu_count(), "load": os.getloadavg()[0], "phrasings": {}}
    for size in sizes:
        figures = measured(made_up(shipped, size))
        gc.collect()
        figures[OURS]["process_mb"] = memory(size)
        result["phrasings"][size] = figures
        show(console, size, figures)
    p50 = {size: figures[OURS]["p50_processor_ms"] for size, figures in result["phrasings"].items()}
    if sizes:
        growth = ", ".join(f"{size:,}: × {p50[size] / p50[sizes[0]]:.1f}" for size in sizes)
        console.print(f"ours, growth of the median from {sizes[0]:,} phrasings: {growth}\n")
    whole = {name: percentiles(*times) for name, times in (asking() | starting()).items()}
    table = Table("shipped knowledge", "p50 ms", "p99 ms", "p99 cpu ms", "measured")
    for name, row in whole.items():
        table.add_row(
            name, f"{row['p50_ms']:.2f}", f"{row['p99_ms']:.2f}", f"{row['p99_processor_ms']:.2f}", str(row["measured"])
        )
    console.print(table)
    result["whole"] = whole
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
