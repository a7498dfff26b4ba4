"""What a process needs for its connections to Discord: memory and processor time, by shards and servers.

    python bench/shards.py [--shards 1 4 16] [--servers 0 1000] [--messages 5000]

The bot runs as `career-bot run` does, against the tests' stand-in of Discord. Each shard has so many servers of twenty
channels and twenty roles; then people talk to each other (which the bot has to hear and leaves alone), and to the bot.
Prints a table and writes bench/results/shards.json.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

import psutil
from rich.console import Console
from rich.table import Table

PROJECT = Path(__file__).parents[1]
sys.path[:0] = [str(PROJECT), str(PROJECT / "tests" / "frontends" / "discord")]

from payloads import guild, somebody  # noqa: E402 - of the tests
from processes import ME, running  # noqa: E402
from wire import discord_stand_in  # noqa: E402

RESULTS = Path(__file__).parent / "results" / "shards.json"
IDLE_SECONDS = 10


async def settled(process: psutil.Process) -> None:
    """Wait until the process has done what it had to do: a second with hardly any work."""
    while True:
        before = spent(process)
        await asyncio.sleep(1)
        if spent(process) - before < 0.1:
            return


def spent(process: psutil.Process) -> float:
    """Return the processor seconds that a process has used."""
    times = process.cpu_times()
    return float(times.user + times.system)


async def measured(shards: int, servers: int, messages: int) -> dict[str, Any]:
    """Return what a process with so many shards and servers a shard takes."""
    with tempfile.TemporaryDirectory() as folder:
        async with discord_stand_in() as stand_in:
            stand_in.max_concurrency = 1_000
            stand_in.more_servers = [guild(str(10_000 + n), channels=20, roles=20) for n in range(servers)]
            async with running(stand_in, Path(folder), "guides", SHARDS=f"0-{shards - 1}/{shards}") as bot:
                await stand_in.wait_for("identify", shards)
                process = psutil.Process(bot.process.pid)
                await stand_in.say(f"{ME} how much do coders make?", shard=shards - 1)
                await stand_in.wait_for("message")
                await settled(process)
                memory = process.memory_info().rss
                before = spent(process)
                await asyncio.sleep(IDLE_SECONDS)
                idle = (spent(process) - before) / IDLE_SECONDS

                before = spent(process)
                for number in range(messages):
                    await stand_in.say("and then she said that it was raining", shard=number % shards)
                await stand_in.say(f"{ME} how much do coders make?")
                await stand_in.wait_for("message", 2)
                talk = (spent(process) - before) / messages

                before = spent(process)
                questions = max(1, messages // 10)
                for number in range(questions):
                    await stand_in.say(f"{ME} how much do coders make?", number % shards, somebody(number))
                await stand_in.wait_for("message", 2 + questions)
                answer = (spent(process) - before) / questions
                await bot.told_to_stop()
    return {
        "shards": shards, "servers_a_shard": servers, "memory_mb": round(memory / 2**20, 1),
        "idle_processor_percent": round(idle * 100, 2), "processor_us_a_message_heard": round(talk * 1e6),
        "processor_ms_an_answer": round(answer * 1e3, 2),
    }  # fmt: skip


def main() -> None:
    """Measure all combinations."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shards", type=int, nargs="+", default=[1, 4, 16])
    parser.add_argument("--servers", type=int, nargs="+", default=[0, 1000])
    parser.add_argument("--messages", type=int, default=5_000)
    options = parser.parse_args()
    found = [
        asyncio.run(measured(shards, servers, options.messages))
        for shards in options.shards
        for servers in options.servers
    ]
    table = Table(*(name.replace("_", " ") for name in found[0]))
    for one in found:
        table.add_row(*(f"{value:,}" for value in one.values()))
    Console().print(table)
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
