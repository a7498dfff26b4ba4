"""Our bot on Discord against a bare echo bot, in turn, on the tests' stand-in: throughput, latency, memory, start.

    python bench/gateway.py [--messages 2000] [--rounds 3] [--at-once 8]

Messages are questions from the entries' phrasings, each to the bot and from somebody else, so many at once; a share of
them repeats what was asked before, as people do (`--repeated`). Prints a table with the ratios, which hold on a busy
machine too, and writes bench/results/gateway.json.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import sys
import tempfile
import time
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import psutil
from rich.console import Console
from rich.table import Table

PROJECT = Path(__file__).parents[1]
sys.path[:0] = [str(PROJECT), str(PROJECT / "tests" / "frontends" / "discord")]

from payloads import ask_data, somebody  # noqa: E402 - of the tests
from processes import ME, running  # noqa: E402
from wire import StandIn, discord_stand_in  # noqa: E402

from bot.answering.answer_checks import filled  # noqa: E402
from bot.knowledge.loader import load  # noqa: E402
from bot.settings import shipped_knowledge  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

RESULTS = Path(__file__).parent / "results" / "gateway.json"
CAREER_BOT, ECHO = "career-bot", "echo bot"


@asynccontextmanager
async def started(name: str, stand_in: StandIn, folder: Path) -> AsyncIterator[int]:
    """Start a bot and yield its process id."""
    if name == CAREER_BOT:
        async with running(stand_in, folder, "guides", QUESTIONS_A_MINUTE="1000000") as bot:
            yield bot.process.pid
        return
    process = await asyncio.create_subprocess_exec(
        sys.executable, str(Path(__file__).with_name("echo_bot.py")), stand_in.url
    )
    try:
        yield process.pid
    finally:
        process.kill()
        await process.wait()


def asked(count: int, repeated: float, seed: int) -> list[str]:
    """Return questions, of which a share has been asked before."""
    chooser = random.Random(seed)  # noqa: S311 - repeatable, nothing secret
    ways = [filled(way) for entry in load(shipped_knowledge()).entries.values() for way in entry.phrasings]
    fresh = iter(chooser.sample(ways, min(len(ways), count)))
    said: list[str] = []
    for _ in range(count):
        again = said and chooser.random() < repeated
        said.append(chooser.choice(said) if again else next(fresh, said[0] if said else ""))
    return said


async def spoken_to(stand_in: StandIn, questions: Sequence[str], at_once: int) -> tuple[float, list[float]]:
    """Return the seconds that answering all takes, with so many in flight, and those of each answer."""
    before = len(stand_in.all("message"))
    times: list[float] = []
    began = time.perf_counter()
    for start in range(0, len(questions), at_once):
        some = questions[start : start + at_once]
        said = time.perf_counter()
        for number, question in enumerate(some):
            await stand_in.say(f"{ME} {question}", author=somebody(start + number))
        for number in range(len(some)):
            await stand_in.wait_for("message", before + start + number + 1)
            times.append(time.perf_counter() - said)
    return time.perf_counter() - began, times


async def used(stand_in: StandIn, questions: Sequence[str]) -> list[float]:
    """Return the seconds from each command to its answer, one at a time."""
    times: list[float] = []
    before = len(stand_in.all("callback"))
    for number, question in enumerate(questions):
        began = time.perf_counter()
        await stand_in.use(2, ask_data(question))
        await stand_in.wait_for("callback", before + number + 1)
        times.append(time.perf_counter() - began)
    return times


async def measured(name: str, questions: Sequence[str], at_once: int) -> dict[str, float]:
    """Return what one bot makes of the questions."""
    with tempfile.TemporaryDirectory() as folder:
        async with discord_stand_in() as stand_in:
            began = time.perf_counter()
            async with started(name, stand_in, Path(folder)) as pid:
                await stand_in.wait_for("identify")
                await stand_in.say(f"{ME} hello")
                await stand_in.wait_for("message")
                first = time.perf_counter() - began
                await asyncio.sleep(2)
                process = psutil.Process(pid)
                busy = sum(process.cpu_times()[:2])
                seconds, _ = await spoken_to(stand_in, questions, at_once)
                busy = sum(process.cpu_times()[:2]) - busy
                _, single = await spoken_to(stand_in, questions[:200], 1)
                commands = await used(stand_in, questions[:200])
                memory = process.memory_info().rss
    return {
        "messages a second": len(questions) / seconds,
        "processor ms a message": busy / len(questions) * 1e3,
        "mention p50 ms": float(np.percentile(single, 50)) * 1e3,
        "mention p99 ms": float(np.percentile(single, 99)) * 1e3,
        "command p50 ms": float(np.percentile(commands, 50)) * 1e3,
        "command p99 ms": float(np.percentile(commands, 99)) * 1e3,
        "memory MB": memory / 2**20,
        "first answer s": first,
    }


def main() -> None:
    """Measure both in turn."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--messages", type=int, default=2_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--at-once", type=int, default=8)
    parser.add_argument("--repeated", type=float, default=0.0, help="share of questions asked before, from 0 to 1")
    options = parser.parse_args()
    rounds: dict[str, list[dict[str, float]]] = {CAREER_BOT: [], ECHO: []}
    for number in range(options.rounds):
        questions = asked(options.messages, options.repeated, number)
        for name, results in rounds.items():
            results.append(asyncio.run(measured(name, questions, options.at_once)))
    middle: dict[str, dict[str, Any]] = {
        name: {key: float(np.median([one[key] for one in results])) for key in results[0]}
        for name, results in rounds.items()
    }
    table = Table(
        "", CAREER_BOT, ECHO, "ratio", title=f"{options.at_once} in flight, {options.repeated:.0%} asked before"
    )
    for key, ours in middle[CAREER_BOT].items():
        echo = middle[ECHO][key]
        table.add_row(key, f"{ours:,.2f}", f"{echo:,.2f}", f"{ours / echo:.2f}")
    Console().print(table)
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(middle, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
