"""How long knowledge takes to load, to check, and to read again after an edit, and how that grows with its size.

    python bench/load.py [--sizes 100 1000 5000] [--runs 5]

The knowledge is made up: entries with eight phrasings, tests, citations and a figure each, in files of a hundred. An
edit that is read goes into service before the matcher is fitted to it, as in a running bot. Each time is the middle of
the runs, by the clock and of the processor (spoilt less by others). Writes bench/results/load.json.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from bot.answering.assistant import Assistant
from bot.composition.checks import find_problems
from bot.knowledge.knowledge_files import read_file, save_file
from bot.knowledge.loader import FolderReader, load
from bot.matching.match import Match
from bot.matching.reading import Reader
from bot.matching.revised import RevisedMatcher

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.knowledge.snapshot import Knowledge
    from bot.knowledge.splice import KnowledgeText
    from bot.matching.reading import Reading

RESULTS = Path(__file__).parent / "results" / "load.json"
PER_FILE = 100
_GUIDES = """\
guides:
  - id: made-up
    file: made-up.txt
    title: A Made-up Guide
    attribution_short: Made up
    sections: [{id: all, title: All, opens_with: All}]
"""
_WORDS = ("salt", "tree", "lamp", "wind", "coin", "rope", "door", "leaf", "bell", "fern", "mast", "seed", "wool",
          "jade", "pond", "reed", "silk", "tide", "vine", "wasp")  # fmt: skip


def word_of(number: int) -> str:
    """Return a number as a word of its own: phrasings of different entries have to differ."""
    digits = []
    while True:
        number, digit = divmod(number, len(_WORDS))
        digits.append(_WORDS[digit])
        if not number:
            return "".join(digits)


def entry(number: int) -> str:
    """Return the text of one entry."""
    name = word_of(number)
    ways = [f"how {name} works", f"what is {name}", f"tell me of {name}", f"{name} explained please",
            f"why {name} at all", f"is {name} any good", f"{name} or not", f"who needs {name}"]  # fmt: skip
    phrasings = "\n".join(f"      - {way}" for way in ways)
    return f"""
  - id: entry-{number}
    question: What about {name}?
    phrasings:
{phrasings}
    answer: |
      It is what the guide says it is, and takes {{figure:figure-{number}}} of work.
      - One may like it.
      - One may not.
    see: [entry-{max(0, number - 1) if number else 1}]
    citations:
      - {{guide: made-up, section: all}}
    tests:
      asks:
        - does {name} make sense to anybody
        - could somebody say a word on {name}
      rejects: [where is {name} sold]
"""


def figure(number: int) -> str:
    """Return the text of one figure."""
    return f"""
  - id: figure-{number}
    kind: duration
    value: {number + 2}
    unit: weeks
    subject: {word_of(number)}
    citations:
      - {{guide: made-up, section: all, as_printed: {number + 2} weeks}}
"""


def write(folder: Path, size: int) -> None:
    """Write a knowledge folder of so many entries."""
    for part, head, one in (("faq", "entries:", entry), ("figures", "figures:", figure)):
        (folder / part).mkdir(parents=True)
        for first in range(0, size, PER_FILE):
            text = head + "".join(one(number) for number in range(first, min(size, first + PER_FILE)))
            (folder / part / f"part-{first // PER_FILE:03}.yaml").write_text(text, encoding="utf-8")
    (folder / "guides.yaml").write_text(_GUIDES, encoding="utf-8")


def timed(work: Callable[[], object], runs: int, before: Callable[[], object] = lambda: None) -> dict[str, float]:
    """Return the middle of the times that some work takes, in milliseconds; `before` each run isn't counted."""
    clock, processor = [], []
    for _ in range(runs):
        before()
        started, started_processor = time.perf_counter(), time.process_time()
        work()
        processor.append((time.process_time() - started_processor) * 1000)
        clock.append((time.perf_counter() - started) * 1000)
    return {"ms": statistics.median(clock), "processor_ms": statistics.median(processor)}


def measured(size: int, runs: int) -> dict[str, dict[str, float]]:
    """Return what loading, checking and reading again take at a size."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "knowledge"
        write(folder, size)
        problems = find_problems(folder)
        assert not problems, problems[0].as_text()  # noqa: S101 - a made-up folder with problems would measure those
        reader = FolderReader(folder)
        reader.inspect()
        path = folder / "faq" / "part-000.yaml"
        turn = iter(range(1_000))

        def change(text: KnowledgeText) -> KnowledgeText:
            return text.add(("entries", 0, "phrasings"), f"one more way, number {word_of(next(turn) + 9_000)}")

        def edit() -> None:
            before = read_file(path, "knowledge/faq/part-000.yaml")
            save_file(path, before, change(before))

        assistant = Assistant(knowledge := read(reader), ReadingOnly(knowledge))

        def serve() -> None:
            now = read(reader)
            assistant.renewed(now, RevisedMatcher(assistant.matcher, assistant.knowledge, now))

        return {
            "load": timed(lambda: load(folder), runs),
            "check": timed(lambda: find_problems(folder), runs),
            "edit one phrasing": timed(edit, runs),
            "read again after an edit": timed(reader.inspect, runs, edit),
            "read again and into service after an edit": timed(serve, runs, edit),
            "read again unchanged": timed(reader.inspect, runs),
        }


def read(reader: FolderReader) -> Knowledge:
    """Return what is read, which has no problems."""
    knowledge, problems = reader.inspect()
    assert knowledge is not None and not problems  # noqa: S101, PT018 - see above
    return knowledge


class ReadingOnly:
    """A matcher that reads as the real one does and finds nothing: fitting it to thousands of entries takes minutes."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.read = Reader(knowledge).read

    def get_ready(self) -> None:
        """Nothing is needed."""

    def match(self, text: str, limit: int = 5) -> Match:
        return self.match_readings([self.read(text)], limit)[0]

    def match_readings(self, readings: Sequence[Reading], limit: int = 5) -> list[Match]:  # noqa: ARG002 - a matcher's
        return [Match(reading, (), 0.0, (), ()) for reading in readings]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="*", default=[100, 1_000, 5_000])
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    result = {size: measured(size, options.runs) for size in options.sizes}
    table = Table(
        "what", *(f"{size:,} entries" for size in result), title="Milliseconds by the clock (of the processor)"
    )
    for what in next(iter(result.values())):
        cells = (f"{times[what]['ms']:,.0f} ({times[what]['processor_ms']:,.0f})" for times in result.values())
        table.add_row(what, *cells)
    Console().print(table)
    told = {"processors": os.cpu_count(), "load": os.getloadavg()[0], "entries": result}
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
