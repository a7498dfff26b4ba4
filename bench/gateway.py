"""Our bot on Discord against a bare echo bot, in turn, on the tests' stand-in: throughput, latency, memory, start.

    python bench/gateway.py [--messages 2000] [--rounds 3] [--at-once 8] [--repeated 0 0.9] [--lasting 100000] [--cards]
                            [--round-trip 0 50]

Messages are questions from the entries' phrasings, each to the bot and from somebody else, so many at once; a share of
them repeats what was asked before, as people do (`--repeated`; each share is measured apart). Ours runs as in
service, with its store and its log. Latencies of mentions, commands and lists of choices (for questions as they are
typed) are those of one at a time; `--lasting` has so many more messages answered at the end, to see what memory comes
to. The echo bot sends back what was said; with `--cards` it sends a card of the size of ours, which shows what of the
difference is the card's. Without a `--round-trip` the stand-in takes each answer at once, which shows what processors
do and nobody meets; with one of some milliseconds it takes as long as Discord does, which shows what people meet. Both
bots then have one answer at a time on its way: ours for the order in a channel, discord.py for the rate limit. Prints
tables with the ratios, which hold on a busy machine too, beside what they should be, and writes
bench/results/gateway.json.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import itertools
import json
import operator
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

from payloads import ask_data, member, somebody  # noqa: E402 - of the tests
from processes import ME, running  # noqa: E402
from wire import StandIn, discord_stand_in  # noqa: E402

from bot.answering.answer_checks import filled  # noqa: E402
from bot.knowledge.loader import load  # noqa: E402
from bot.settings import shipped_knowledge  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

RESULTS = Path(__file__).parent / "results" / "gateway.json"
PEOPLE = itertools.count()
"""Nobody asks twice: what somebody has asked before changes what their next question means."""
CAREER_BOT, ECHO = "career-bot", "echo bot"
IDLE = 0.05
"""Share of a second of which a bot that does nothing needs less."""
LONGEST_TYPED = 40
"""Characters of a question after which people have picked one."""
ONE_BY_ONE = 500
"""Mentions, commands and lists of choices whose latency is taken."""
AIMS = {
    "messages a second": (operator.ge, 0.8),
    "mention p99 ms": (operator.le, 2.0),
    "memory at the end MB": (operator.le, 2.0),
    "first answer s": (operator.le, 2.0),
}
"""What the ratios to the echo bot's should be."""
OWN_AIMS = {"choices p99 ms": (operator.le, 20.0)}
"""What our own figures should be, whatever the echo bot's are."""


@asynccontextmanager
async def started(name: str, stand_in: StandIn, folder: Path, *, cards: bool) -> AsyncIterator[int]:
    """Start a bot and yield its process id."""
    if name == CAREER_BOT:
        async with running(stand_in, folder, "day", QUESTIONS_A_MINUTE="1000000") as bot:
            yield bot.process.pid
        return
    program = str(Path(__file__).with_name("echo_bot.py"))
    process = await asyncio.create_subprocess_exec(sys.executable, program, stand_in.url, *(["--cards"] * cards))
    try:
        yield process.pid
    finally:
        process.kill()
        await process.wait()


def asked(count: int, repeated: float, seed: int) -> list[str]:
    """Return questions, of which a share has been asked before."""
    chooser = random.Random(seed)  # noqa: S311 - repeatable, nothing secret
    knowledge = load(shipped_knowledge())
    examples = knowledge.vocabulary.examples
    ways = [filled(way, examples) for entry in knowledge.entries.values() for way in entry.phrasings]
    fresh = iter(chooser.sample(ways, min(len(ways), count)))
    said: list[str] = []
    for _ in range(count):
        again = said and chooser.random() < repeated
        said.append(chooser.choice(said) if again else next(fresh, said[0] if said else ""))
    return said


async def settled(process: psutil.Process) -> None:
    """Wait until a bot does nothing any more: what it still loads after its first answer is no part of the others."""
    spent = -1.0
    while (so_far := sum(process.cpu_times()[:2])) - spent > IDLE:
        spent = so_far
        await asyncio.sleep(1)


async def spoken_to(stand_in: StandIn, questions: Sequence[str], at_once: int) -> tuple[float, list[float]]:
    """Return the seconds that answering all takes, with always so many in flight, and those of each answer.

    Answers come in the order of questions, as all are in one channel.
    """
    before = len(stand_in.all("message"))
    said: list[float] = []
    times: list[float] = []
    began = time.perf_counter()
    while len(times) < len(questions):
        while len(said) < len(questions) and len(said) - len(times) < at_once:
            said.append(time.perf_counter())
            await stand_in.say(f"{ME} {questions[len(said) - 1]}", author=somebody(next(PEOPLE)))
        await stand_in.wait_for("message", before + len(times) + 1)
        times.append(time.perf_counter() - said[len(times)])
    return time.perf_counter() - began, times


async def used(stand_in: StandIn, questions: Sequence[str], *, typed: bool = False) -> list[float]:
    """Return the seconds from each command to its answer, one at a time; `typed` from a key press to the choices."""
    chooser = random.Random(len(questions))  # noqa: S311 - repeatable, nothing secret
    times: list[float] = []
    before = len(stand_in.all("callback"))
    for number, question in enumerate(questions):
        words = question[: chooser.randint(1, min(len(question), LONGEST_TYPED))] if typed else question
        began = time.perf_counter()
        person = member(somebody(next(PEOPLE)))
        await stand_in.use(4 if typed else 2, ask_data(words, focused=typed), member=person)
        await stand_in.wait_for("callback", before + number + 1)
        times.append(time.perf_counter() - began)
    return times


async def measured(
    name: str, questions: Sequence[str], round_trip: float, options: argparse.Namespace
) -> dict[str, float]:
    """Return what one bot makes of the questions, and of so many messages more, on a stand-in that takes so long."""
    at_once = options.at_once
    questions, later = questions[: -2 * ONE_BY_ONE], questions[-2 * ONE_BY_ONE :]
    with tempfile.TemporaryDirectory() as folder:
        async with discord_stand_in() as stand_in:
            stand_in.round_trip = round_trip / 1e3
            began = time.perf_counter()
            async with started(name, stand_in, Path(folder), cards=options.cards) as pid:
                await stand_in.wait_for("identify")
                await stand_in.say(f"{ME} hello")
                await stand_in.wait_for("message")
                first = time.perf_counter() - began
                process = psutil.Process(pid)
                await settled(process)
                busy = sum(process.cpu_times()[:2])
                seconds, crowded = await spoken_to(stand_in, questions, at_once)
                busy = sum(process.cpu_times()[:2]) - busy
                _, single = await spoken_to(stand_in, later[:ONE_BY_ONE], 1)
                commands = await used(stand_in, later[ONE_BY_ONE:])
                choices = await used(stand_in, later[:ONE_BY_ONE], typed=True)
                memory = process.memory_info().rss
                for _ in range(options.lasting // len(questions)):
                    await spoken_to(stand_in, questions, at_once)
                    stand_in.forget("message")
                    gc.collect()
                lasted = process.memory_info()
    return {
        "messages a second": len(questions) / seconds,
        "processor ms a message": busy / len(questions) * 1e3,
        "mention in flight p99 ms": float(np.percentile(crowded, 99)) * 1e3,
        "mention p50 ms": float(np.percentile(single, 50)) * 1e3,
        "mention p99 ms": float(np.percentile(single, 99)) * 1e3,
        "command p50 ms": float(np.percentile(commands, 50)) * 1e3,
        "command p99 ms": float(np.percentile(commands, 99)) * 1e3,
        "choices p50 ms": float(np.percentile(choices, 50)) * 1e3,
        "choices p99 ms": float(np.percentile(choices, 99)) * 1e3,
        "memory MB": memory / 2**20,
        "memory at the end MB": lasted.rss / 2**20,
        # what is mapped from files can be shared, and the system may take it back; only Linux tells
        "of that not from files MB": (lasted.rss - getattr(lasted, "shared", 0)) / 2**20,
        "first answer s": first,
    }


def _aim(key: str, own: float, ratio: float, round_trip: float) -> str:
    """Return what a ratio, or our own figure beside the round trip, should be and whether it is; "" if anything."""
    aims, value, unit = (OWN_AIMS, own, " itself") if key in OWN_AIMS else (AIMS, ratio, "")
    if key not in aims:
        return ""
    holds, bound = aims[key]
    bound += round_trip if key in OWN_AIMS else 0.0
    sign = "≥" if holds is operator.ge else "≤"
    return f"{sign} {bound:g}{unit} {'met' if holds(value, bound) else 'missed'}"


def compared(options: argparse.Namespace, repeated: float, round_trip: float) -> dict[str, dict[str, float]]:
    """Return what both bots make of questions of which a share is repeated: the middle of some rounds in turn."""
    rounds: dict[str, list[dict[str, float]]] = {CAREER_BOT: [], ECHO: []}
    for number in range(options.rounds):
        questions = asked(options.messages + 2 * ONE_BY_ONE, repeated, number)
        for name, results in rounds.items():
            results.append(asyncio.run(measured(name, questions, round_trip, options)))
            gc.collect()
    return {
        name: {key: float(np.median([one[key] for one in results])) for key in results[0]}
        for name, results in rounds.items()
    }


def main() -> None:
    """Measure both in turn."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--messages", type=int, default=2_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--at-once", type=int, default=8)
    parser.add_argument(
        "--repeated", type=float, nargs="+", default=[0.0, 0.9], help="shares of questions asked before, from 0 to 1"
    )
    parser.add_argument(
        "--round-trip", type=float, nargs="+", default=[0.0], help="milliseconds until an answer has arrived"
    )
    parser.add_argument("--lasting", type=int, default=0, help="messages more at the end, to see what memory comes to")
    parser.add_argument("--cards", action="store_true", help="have the echo bot send a card like ours")
    options = parser.parse_args()
    # What the stand-in has been sent piles up here; time to look through that would seem to be the bots'.
    gc.disable()
    found: dict[str, Any] = {}
    for repeated, round_trip in itertools.product(options.repeated, options.round_trip):
        middle = compared(options, repeated, round_trip)
        what = f"{repeated:.0%} asked before" + (f", round trip {round_trip:g} ms" if round_trip else "")
        table = Table("", CAREER_BOT, ECHO, "ratio", "aim", title=f"{options.at_once} in flight, {what}")
        for key, ours in middle[CAREER_BOT].items():
            echo = middle[ECHO][key]
            table.add_row(
                key, f"{ours:,.2f}", f"{echo:,.2f}", f"{ours / echo:.2f}", _aim(key, ours, ours / echo, round_trip)
            )
        Console().print(table)
        found[what] = middle
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
