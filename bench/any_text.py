"""Whether any text at all is answered, and how long the slowest takes.

    python bench/any_text.py [--texts 100000]

Texts come from hypothesis: any Unicode to 4,000 characters, and runs of words and signs that look-ups are made of.
Prints percentiles of the answer time by the clock and of the processor (spoilt less by others), and the slowest texts;
ends with status 1 if one fails. Writes bench/results/any_text.json. About twenty minutes.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path

import numpy as np
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from rich.console import Console
from rich.table import Table

from bot.composition.assistant import build_assistant
from bot.garbage import pass_over_what_is_loaded
from bot.settings import Settings

RESULTS = Path(__file__).parent / "results" / "any_text.json"
LONGEST = 4_000  # characters in a Discord message
SLOW_MS = 50.0
_WORDS = st.sampled_from([
    *"""how much pay in alaska washington d.c. per hour top 10% 2013 cpc vs and ? the it which nurse hospitals us $$$
    50k cuanto gana la certificación 💰 <@1> {figure:pay} İ ß ﬁ ٣ ½ http://a.b/c . , ( « ¿""".split(),  # noqa: SIM905 - a list of them would be a column of forty
    "\u202e", "\ud83d", "\x00", "\n",
])  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=LONGEST),
    st.text(alphabet=st.characters(codec="latin-1"), max_size=LONGEST),
    st.lists(_WORDS, max_size=600).map(lambda words: " ".join(words)[:LONGEST]),
    st.lists(st.one_of(_WORDS, st.text(max_size=12)), max_size=40).map(" ".join),
    st.builds(lambda text, times: (text * times)[:LONGEST], st.text(min_size=1, max_size=20), st.integers(1, 4_000)),
)


def main() -> int:
    """Ask every text; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=int, default=100_000)
    wanted = parser.parse_args().texts
    assistant = build_assistant(Settings())
    assistant.get_ready()
    pass_over_what_is_loaded()  # as every service does
    assistant.ask("wakes everything up")
    clock: list[float] = []
    processor: list[float] = []
    slowest: list[tuple[float, str]] = []
    failed: list[tuple[str, str]] = []

    def answer(text: str) -> None:
        started, started_processor = time.perf_counter(), time.thread_time()
        try:
            assistant.ask(text, "one conversation")
        except Exception as problem:  # noqa: BLE001 - counting what fails is what this is for
            failed.append((repr(problem), text))
        processor.append((time.thread_time() - started_processor) * 1000)
        clock.append((time.perf_counter() - started) * 1000)
        slowest.append((processor[-1], text))
        if len(slowest) > 200:
            slowest.sort(key=lambda one: -one[0])
            del slowest[10:]

    # hypothesis stops at a tenth of the examples where it finds few new ones, so it is asked in runs
    while len(clock) < wanted:
        runs = settings(max_examples=min(10_000, wanted - len(clock)), deadline=None, database=None,
                        phases=[Phase.generate], suppress_health_check=list(HealthCheck))  # fmt: skip
        runs(given(TEXTS)(answer))()

    figures: dict[str, float] = {
        "texts": len(clock),
        "failed": len(failed),
        "slower than 50 ms": sum(milliseconds > SLOW_MS for milliseconds in processor),
    }
    for name, times in (("clock", clock), ("processor", processor)):
        for key, value in zip(
            ("p50", "p99", "p99.9", "slowest"), np.percentile(times, [50, 99, 99.9, 100]), strict=True
        ):
            figures[f"{name} {key}, ms"] = float(value)
    table = Table("what", "value", title="Any text")
    for name, value in figures.items():
        table.add_row(name, f"{value:,.2f}" if isinstance(value, float) else f"{value:,}")
    console = Console()
    console.print(table)
    for milliseconds, text in sorted(slowest, key=lambda one: -one[0])[:3]:
        console.print(f"{milliseconds:.1f} ms: {len(text):,} characters, {text[:60]!r}", markup=False)
    for problem, text in failed[:3]:
        console.print(f"failed: {problem} at {text[:200]!r}", markup=False)
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(figures, indent=2) + "\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
