"""How long `Assistant.ask` takes on the shipped knowledge, by what is asked: p50 and p99 by clock and processor.

    python bench/answers.py [--rounds 5]

The questions are those of the tests: the asks and rejects beside the entries, tests/answering/ and its manners/.
Writes bench/results/answers.json.
"""

from __future__ import annotations

import argparse
import itertools
import json
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import yaml
from rich.console import Console
from rich.table import Table

from bot.answering.answer import Outcome
from bot.answering.assistant import Assistant
from bot.composition.assistant import build_assistant
from bot.matching.large import matcher_for
from bot.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterable

RESULTS = Path(__file__).parent / "results" / "answers.json"
TESTS = Path(__file__).parents[1] / "tests" / "answering"
FIGURE_LOOKUPS = {"pay", "projection", "duration", "cost"}
Turns = tuple[str, ...]  # what is said one after the other in one conversation; only the last one is timed


def listed(name: str) -> Any:
    return yaml.safe_load((TESTS / name).read_text(encoding="utf-8"))


def manners(name: str) -> list[str]:
    """Return the questions of one file of manners, its templates filled in."""
    groups = listed(f"manners/{name}.yaml")
    filled = [text.format(named) for group in groups for named in group.get("named", []) for text in group["templates"]]
    return [*filled, *(ask for group in groups for ask in group.get("asks", []))]


def conversations() -> list[Turns]:
    """Return every second and later turn with those before it."""
    scripts = [tuple(turn["ask"] for turn in script["turns"]) for script in listed("conversations.yaml")]
    return [turns[: end + 1] for turns in scripts for end in range(1, len(turns))]


def lacking() -> list[str]:
    """Return questions about places, years, occupations and employers that no guide has a figure for."""
    groups = listed("not_in_guides.yaml")
    near = [case["ask"] for case in groups.pop("near_misses")]
    return near + [ask.format(named) for group in groups.values() for ask in group["asked"] for named in group["named"]]


def by_kind(assistant: Assistant) -> dict[str, list[Turns]]:
    """Return the tests' questions by kind; far is what entries reject and nothing here is an answer to."""
    knowledge = assistant.knowledge
    covered = [entry for entry in knowledge.entries.values() if entry.covered]
    alone: dict[str, Iterable[str]] = {
        "entry": (ask for entry in covered if entry.lookup is None for ask in entry.tests.asks),
        "figure query": (
            *(ask for entry in covered if entry.lookup in FIGURE_LOOKUPS for ask in entry.tests.asks),
            *(row["ask"] for row in listed("ledger.yaml") if any("\\$" in pattern for pattern in row["expect"])),
        ),
        "comparison": (
            *manners("several-places"),
            *(ask for entry in covered if entry.lookup == "credential.compare" for ask in entry.tests.asks),
        ),
        "multi-part": manners("parts"),
        "gap": (*lacking(), *(ask for e in knowledge.entries.values() if not e.covered for ask in e.tests.asks)),
        "far": (text for e in covered for text in e.tests.rejects if assistant.ask(text).outcome is Outcome.UNMATCHED),
    }
    kinds = {kind: [(text,) for text in dict.fromkeys(texts)] for kind, texts in alone.items()}
    return kinds | {"follow-up": conversations()}


def timed(assistant: Assistant, questions: list[Turns], rounds: int) -> dict[str, float]:
    """Return percentiles of the milliseconds that the last turn takes."""
    clock: list[float] = []
    processor: list[float] = []
    names = itertools.count()
    for _ in range(rounds):
        assistant = assistant.renewed(assistant.knowledge, assistant.matcher)  # which remembers no answer
        for *before, question in questions:
            conversation = f"bench-{next(names)}" if before else None
            for text in before:
                assistant.ask(text, conversation)
            started, started_processor = time.perf_counter(), time.thread_time()
            assistant.ask(question, conversation)
            processor.append((time.thread_time() - started_processor) * 1000)
            clock.append((time.perf_counter() - started) * 1000)
    found = {"asked": float(len(questions))}
    for name, times in (("clock", clock), ("processor", processor)):
        p50, p99 = np.percentile(times, [50, 99])
        found |= {f"{name}_p50_ms": float(p50), f"{name}_p99_ms": float(p99)}
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5, help="how often each question is asked")
    rounds = parser.parse_args().rounds
    assistant = build_assistant(Settings())
    assistant.matcher.get_ready()  # as every service does
    kinds = by_kind(assistant)
    for question, *_ in (turns for questions in kinds.values() for turns in questions[:3]):
        assistant.ask(question)  # what is loaded when first used
    results = {kind: timed(assistant, questions, rounds) for kind, questions in kinds.items()}
    together = [turns for questions in kinds.values() for turns in questions if len(turns) == 1]
    results["all but follow-ups"] = timed(assistant, together, rounds)
    lexical = Assistant(assistant.knowledge, matcher_for(assistant.knowledge, None))
    results["all, without sentence vectors"] = timed(lexical, together, rounds)
    table = Table("kind", "p50 ms", "p99 ms", "p50 cpu ms", "p99 cpu ms", "questions", title="Assistant.ask")
    for kind, row in results.items():
        times = ("clock_p50_ms", "clock_p99_ms", "processor_p50_ms", "processor_p99_ms")
        table.add_row(kind, *(f"{row[name]:.2f}" for name in times), f"{row['asked']:.0f}")
    Console().print(table)
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
