"""Write docs/benchmarks.md, and the README's numbers, from what the other benchmarks have left in bench/results.

    python bench/report.py

`make bench` runs them all and then this. What they left goes into docs/measured.json first, with day, machine and
versions, and stays there until the same benchmark is run again: pages are written from that file alone.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import platform
import re
from collections.abc import Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from measuring.headlines import headlines

PROJECT = Path(__file__).parents[1]
RESULTS = PROJECT / "bench" / "results"
KEPT = PROJECT / "docs" / "measured.json"
PAGE = PROJECT / "docs" / "benchmarks.md"
README = PROJECT / "README.md"
NUMBERS = re.compile(r"(<!-- numbers, written by bench/report.py -->\n).*?(<!-- end -->)", re.DOTALL)
LIBRARIES = ("numpy", "scipy", "rapidfuzz", "discord.py", "sqlalchemy")
_MEASURED = """
accuracy | Accuracy | Questions that the matcher hasn't seen: phrasings, or whole entries, left out of what it knows.
  `top1` is how often the right entry comes first, `auroc` how well questions with an entry are told from the rest.
small_knowledge | Few entries | Small knowledges drawn from ours, asked what they have and what only the rest of
  ours has: how many questions in a hundred are answered rightly, wrongly, and without an entry for them.
answers | Speed of answers | By what is asked, in milliseconds from the text to the finished answer.
any_text | Any text at all | Random, hostile and broken texts: how many it failed on, how long the slowest takes.
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
Kept = Mapping[str, Mapping[str, Value]]
"""By benchmark: `day`, `machine`, `versions`, and what was `found`."""


def main() -> int:
    """Keep what is new, and write the pages."""
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter).parse_args()
    kept = taken(RESULTS, kept_before())
    KEPT.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    PAGE.write_text(page(kept), encoding="utf-8")
    README.write_text(with_numbers(README.read_text(encoding="utf-8"), kept), encoding="utf-8")
    print(", ".join(f"{path.relative_to(PROJECT)}" for path in (KEPT, PAGE, README)), "written")
    return 0


def kept_before() -> Kept:
    """Return what was measured until now."""
    return json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.is_file() else {}


def taken(results: Path, before: Kept) -> Kept:
    """Return what was kept before, with what benchmarks have found anew."""
    kept = dict(before)
    for name, *_ in MEASURED:
        file = results / f"{name}.json"
        if not file.is_file():
            continue
        found = json.loads(file.read_text(encoding="utf-8"))
        if found != kept.get(name, {}).get("found"):
            day = dt.datetime.fromtimestamp(file.stat().st_mtime, dt.UTC).date()
            kept[name] = {"day": str(day), "machine": machine(), "versions": versions(), "found": found}
    return kept


def page(kept: Kept) -> str:
    """Return the page's text."""
    parts = ["# Benchmarks\n", "Written by `make bench` from [what was measured](measured.json).\n"]
    for name, title, words in MEASURED:
        parts += [f"## {title}\n", f"{words} `.venv/bin/python bench/{name}.py`\n"]
        if one := kept.get(name):
            parts += [f"Measured on {one['day']}, {one['machine']}; {one['versions']}.\n", *rendered(one["found"])]
        else:
            parts.append("Not measured yet.\n")
    parts += [
        "## Faults\n",
        "Each fault is injected by a test: [faults.md](faults.md) has the table, `make test` runs it.\n",
    ]
    return "\n".join(parts)


def with_numbers(readme: str, kept: Kept) -> str:
    """Return the README with the table of its numbers as they were measured."""
    told = headlines({name: one["found"] for name, one in kept.items()})
    rows = [f"| {words} | {value} | `{program}` |" for words, value, program in told]
    lines = "\n".join(["| what | measured | by |", "|---|---|---|", *rows])
    return NUMBERS.sub(lambda found: f"{found[1]}{lines}\n{found[2]}", readme)


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
    """Return a result as tables: one for each group of records that have the same fields.

    Lists of lists and empty ones, which name single cases, stay in the file.
    """
    heading = [f"### {', '.join(path)}\n"] if path else []
    if isinstance(data, Mapping):
        plain = {key: one for key, one in data.items() if is_plain(one)}
        rows = {key: one for key, one in data.items() if isinstance(one, Mapping) and is_row(one)}
        deeper = {key: one for key, one in data.items() if key not in plain and key not in rows}
        tables = [*([table(["", "value"], [[key, one] for key, one in plain.items()])] if plain else []),
                  *([records(rows)] if rows else [])]  # fmt: skip
        inside = [line for key, one in deeper.items() for line in rendered(one, (*path, str(key)))]
        return [*(heading if tables else []), *tables, *inside]
    if isinstance(data, Sequence) and data and all(isinstance(one, Mapping) and is_row(one) for one in data):
        return [*heading, records({str(number): one for number, one in enumerate(data, 1)})]
    return []


def is_plain(value: Value) -> bool:
    """Say whether a value goes into one cell."""
    if isinstance(value, list):
        return bool(value) and not any(isinstance(one, Mapping | list) for one in value)
    return not isinstance(value, Mapping)


def is_row(record: Mapping[str, Value]) -> bool:
    return bool(record) and all(map(is_plain, record.values()))


def records(rows: Mapping[str, Mapping[str, Value]]) -> str:
    fields = list(dict.fromkeys(field for row in rows.values() for field in row))
    return table(["", *fields], [[name, *(row.get(field, "") for field in fields)] for name, row in rows.items()])


def table(head: Sequence[str], rows: Sequence[Sequence[Value]]) -> str:
    lines = [
        f"| {' | '.join(map(named, head))} |",
        f"|{'---|' * len(head)}",
        *(f"| {' | '.join([named(str(name)), *map(said, values)])} |" for name, *values in rows),
    ]
    return "\n".join(lines) + "\n"


def named(key: str) -> str:
    return key.replace("_", " ")


def said(value: Value) -> str:
    """Return a value for a cell: numbers with three digits that count, texts without what would end the cell."""
    if isinstance(value, list):
        return ", ".join(map(said, value))
    if isinstance(value, float):
        return f"{value:,.0f}" if abs(value) >= 100 or value == int(value) else f"{value:.3g}"
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value:,}"
    return "–" if value is None else " ".join(str(value).replace("|", "\\|").split())


if __name__ == "__main__":
    raise SystemExit(main())
