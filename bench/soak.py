"""Many questions in one process: whether any fails, and whether memory stays what it was.

    python bench/soak.py [--questions 1000000] [--seed 1]

Questions are the knowledge's phrasings and test questions with slips of the finger, chat shorthand, words left out or
said twice, marks and emoji, by many people in conversations. Memory is what the process has in use (RSS), after as many
questions again each time. Writes bench/results/soak.json; ends with 1 when a question failed or memory grew for good.
"""

from __future__ import annotations

import argparse
import gc
import json
import random
import sys
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
from measuring.noise import in_shorthand, with_typos
from rich.console import Console
from rich.table import Table

from bot.answering.answer_checks import filled
from bot.answering.outcomes import known_questions
from bot.composition.assistant import build_assistant
from bot.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.knowledge.snapshot import Knowledge

RESULTS = Path(__file__).parent / "results" / "soak.json"
SAMPLES = 10
PEOPLE = 50_000
MOST_GROWTH = 0.05
"""Of memory, from the middle to the end: what is still being filled at first is full by then."""
TAILS = ("", "", "", "?", "???", " pls", " lol", " 🙏", " 💰💰", "\n", " thx!!", " \u200b", " <:hm:123456789>")


def phrasings(knowledge: Knowledge) -> list[str]:
    """Return every way to ask that is known: phrasings, and the questions of the tests."""
    entries = knowledge.entries.values()
    known = [one.text for one in known_questions(knowledge)]
    examples = knowledge.vocabulary.examples
    return [filled(text, examples) for text in (*(way for entry in entries for way in entry.phrasings), *known)]


def as_people_ask(ways: list[str], chooser: random.Random) -> Iterator[str]:
    """Return questions without end."""
    disguises: tuple[Callable[[str], str], ...] = (
        str,
        str,
        with_typos,
        in_shorthand,
        str.upper,
        _shortened,
        _stuttered,
    )
    while True:
        words = chooser.choice(ways)
        if chooser.random() < 0.1:
            words = f"{words} {chooser.choice(('and', 'or', '? also'))} {chooser.choice(ways)}"
        disguised = chooser.choice(disguises)(words)
        # A number makes texts that nobody has asked before, so that nothing is answered from memory for ever.
        number = f" {chooser.randrange(10**6)}" if chooser.random() < 0.2 else ""
        yield f"{disguised}{number}{chooser.choice(TAILS)}"


def _shortened(text: str) -> str:
    words = text.split()
    return " ".join(words[: max(1, len(words) * 2 // 3)])


def _stuttered(text: str) -> str:
    return " ".join(word for word in text.split() for _ in range(1 + (len(word) % 5 == 0)))


def soak(questions: int, seed: int) -> dict[str, object]:
    """Ask so many questions; return what came of them."""
    assistant = build_assistant(Settings())
    chooser = random.Random(seed)  # noqa: S311 - repeatable, nothing secret
    asking = as_people_ask(phrasings(assistant.knowledge), chooser)
    process = psutil.Process()
    outcomes: Counter[str] = Counter()
    failures: list[dict[str, str]] = []
    slowest = (0.0, "")
    memory: list[float] = []
    began = time.perf_counter()
    for number in range(questions + 1):
        if number % max(1, questions // SAMPLES) == 0:
            gc.collect()
            memory.append(round(process.memory_info().rss / 2**20, 1))
            print(
                f"{number:>9,}  {memory[-1]:8.1f} MB  {time.perf_counter() - began:8.0f} s", file=sys.stderr, flush=True
            )
        if number == questions:
            break
        question = next(asking)
        conversation = f"person {chooser.randrange(PEOPLE)}" if chooser.random() < 0.7 else None
        try:
            answer = assistant.ask(question, conversation)
        except Exception as failure:  # noqa: BLE001 - that there is none is what is to be shown
            failures.append({"question": question, "failure": repr(failure)})
            continue
        outcomes[answer.outcome.value] += 1
        if answer.elapsed_ms > slowest[0]:
            slowest = (answer.elapsed_ms, question)
    seconds = time.perf_counter() - began
    return {
        "questions": questions, "seed": seed, "failures": failures[:100], "failed": len(failures),
        "outcomes": dict(outcomes.most_common()), "memory_mb": memory, "seconds": round(seconds, 1),
        "ms_a_question": round(seconds / max(1, questions) * 1e3, 3), "slowest_ms": round(slowest[0], 1),
        "slowest": slowest[1][:200],
    }  # fmt: skip


def main() -> int:
    """Ask, and say what came of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--questions", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    found = soak(options.questions, options.seed)
    memory = found["memory_mb"]
    assert isinstance(memory, list)  # noqa: S101 - for the type checker
    start, middle, end = memory[0], memory[len(memory) // 2], memory[-1]
    table = Table(
        "questions", "failed", "memory at start", "in the middle", "at the end", "ms a question", "slowest (ms)"
    )
    table.add_row(
        f"{found['questions']:,}", str(found["failed"]), *(f"{value:,.0f} MB" for value in (start, middle, end)),
        str(found["ms_a_question"]), str(found["slowest_ms"]),
    )  # fmt: skip
    Console().print(table)
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(found, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return int(bool(found["failed"]) or end > middle * (1 + MOST_GROWTH))


if __name__ == "__main__":
    sys.exit(main())
