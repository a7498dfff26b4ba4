"""Write docs/benchmarks.md from what the other benchmarks have left in bench/results.

    python bench/report.py

`make bench` runs them all and then this. A benchmark that has left nothing is named as not measured.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import platform
from collections.abc import Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

PROJECT = Path(__file__).parents[1]
RESULTS = PROJECT / "bench" / "results"
PAGE = PROJECT / "docs" / "benchmarks.md"
LIBRARIES = ("numpy", "scipy", "rapidfuzz", "discord.py", "sqlalchemy")
_MEASURED = """
accuracy | Accuracy | Questions that the matcher hasn't seen: phrasings, or whole entries, left out of what it knows.
  `top1` is how often the right entry comes first, `auroc` how well questions with an entry are told from the rest.
answers | Speed of answers | By what is asked, in milliseconds from the text to the finished answer.
any_text | Any text at all | Random, hostile and broken texts: whether each is answered, how long the slowest takes.
speed | Scale | Answering, starting and memory as the knowledge grows.
load | Editing | Reading, checking and changing a large knowledge folder.
gateway | Discord | The whole bot over a socket, beside a bot that only echoes; what stands in for
  Discord and asks is on the same machine.
shards | Many servers | Memory and processor by connections and servers.
soak | Many questions | A long run, with memory before and after.
traffic | Several processes | One of them is killed while people ask.
"""
MEASURED = [[part.strip() for part in line.split("|")] for line in _MEASURED.replace("\n  ", " ").strip().splitlines()]
"""The benchmarks in the page's order: program, title, what is measured."""
Value = object


def main() -> int:
    """Write the page."""
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter).parse_args()
    PAGE.write_text(page(RESULTS), encoding="utf-8")
    print(f"written: {PAGE.relative_to(PROJECT)}")
    return 0


def page(results: Path) -> str:
    """Return the page's text."""
    parts = ["# Benchmarks\n", f"Written by `make bench` on {machine()}.\n", f"Versions: {versions()}.\n"]
    for name, title, words in MEASURED:
        file = results / f"{name}.json"
        parts += [f"## {title}\n", f"{words} `python bench/{name}.py`\n"]
        if file.is_file():
            day = dt.datetime.fromtimestamp(file.stat().st_mtime, dt.UTC).date()
            parts += [f"Measured on {day}.\n", *rendered(json.loads(file.read_text(encoding="utf-8")))]
        else:
            parts.append("Not measured yet.\n")
    parts += [
        "## Faults\n",
        "Each fault is injected by a test: [faults.md](faults.md) has the table, `make test` runs it.\n",
    ]
    return "\n".join(parts)


def machine() -> str:
    """Return the machine in a few words."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.is_file() else []
    model = next(
        (line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine()
    )
    return f"{os.cpu_count()} × {model}, {platform.system()}, Python {platform.python_version()}"


def versions() -> str:
    """Return the versions of the bot and of what it stands on."""
    return ", ".join(f"{name} {version_of(name)}" for name in ("career-bot", *LIBRARIES))


def version_of(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"


def rendered(data: Value, path: tuple[str, ...] = ()) -> list[str]:
    """Return a result as tables: one for each group of records that have the same fields."""
    if isinstance(data, Mapping):
        plain = {key: one for key, one in data.items() if not isinstance(one, Mapping | list)}
        rows = {key: one for key, one in data.items() if isinstance(one, Mapping) and is_row(one)}
        deeper = {key: one for key, one in data.items() if key not in plain and key not in rows}
        heading = [f"### {', '.join(path)}\n"] if path and (plain or rows) else []
        tables = [*([table(["", "value"], [[key, one] for key, one in plain.items()])] if plain else []),
                  *([records(rows)] if rows else [])]  # fmt: skip
        return [*heading, *tables, *(line for key, one in deeper.items() for line in rendered(one, (*path, str(key))))]
    if isinstance(data, Sequence) and data and all(isinstance(one, Mapping) and is_row(one) for one in data):
        heading = [f"### {', '.join(path)}\n"] if path else []
        return [*heading, records({str(number): one for number, one in enumerate(data, 1)})]
    return [f"{', '.join(path)}: {', '.join(map(said, data if isinstance(data, list) else [data]))}\n"]


def is_row(record: Mapping[str, Value]) -> bool:
    return bool(record) and not any(isinstance(one, Mapping | list) for one in record.values())


def records(rows: Mapping[str, Mapping[str, Value]]) -> str:
    fields = list(dict.fromkeys(field for row in rows.values() for field in row))
    return table(["", *fields], [[name, *(row.get(field, "") for field in fields)] for name, row in rows.items()])


def table(head: Sequence[str], rows: Sequence[Sequence[Value]]) -> str:
    lines = [
        f"| {' | '.join(head)} |",
        f"|{'---|' * len(head)}",
        *(f"| {' | '.join(map(said, row))} |" for row in rows),
    ]
    return "\n".join(lines).replace("_", " ") + "\n"


def said(value: Value) -> str:
    """Return a value with three digits that count."""
    if isinstance(value, float):
        return f"{value:,.0f}" if abs(value) >= 100 or value == int(value) else f"{value:.3g}"
    return (
        "–" if value is None else f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else str(value)
    )


if __name__ == "__main__":
    raise SystemExit(main())
