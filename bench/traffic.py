"""Several processes share the shards of one bot; one of them is killed in the middle and started again.

    python bench/traffic.py [--messages 200000] [--processes 4] [--shards 8] [--servers 1000] [--at-once 16]

The bots run as `career-bot run --shards` does, with the real knowledge, on one PostgreSQL, against the tests' stand-in
of Discord. Every message is a question to the bot, by somebody else each time. Counts how many got their answer, how
many got two, and how many were lost: said to a shard while its process was down, or being answered when it was killed.
Any other is a fault, and ends this with 1. Writes bench/results/traffic.json.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import sys
import tempfile
import time
from collections import Counter
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import psutil
from rich.console import Console

PROJECT = Path(__file__).parents[1]
sys.path[:0] = [str(PROJECT), str(PROJECT / "tests" / "frontends" / "discord"), str(PROJECT / "tests" / "store")]

from payloads import guild, somebody  # noqa: E402 - of the tests
from processes import ME, Running, running  # noqa: E402
from servers import PostgresServer  # noqa: E402
from soak import as_people_ask  # noqa: E402
from wire import StandIn, discord_stand_in  # noqa: E402

from bot.answering.answer_checks import filled  # noqa: E402
from bot.composition.assistant import build_assistant  # noqa: E402
from bot.settings import Settings  # noqa: E402
from bot.store.address import database_address  # noqa: E402
from bot.store.store import Store  # noqa: E402

RESULTS = Path(__file__).parent / "results" / "traffic.json"
PATIENCE = 60.0
"""Seconds for the last answers to arrive."""


class Traffic:
    """What is asked, of whom, and what was answered."""

    def __init__(self, stand_in: StandIn, shards: int, at_once: int, seed: int) -> None:
        self.stand_in = stand_in
        self.asked: dict[str, int] = {}
        self.words: dict[str, str] = {}
        self.lost: set[str] = set()
        self.down: set[int] = set()
        self._shards = shards
        self._at_once = at_once
        self._chooser = random.Random(seed)  # noqa: S311 - repeatable, nothing secret
        self._assistant = build_assistant(Settings())
        knowledge = self._assistant.knowledge
        examples, entries = knowledge.vocabulary.examples, knowledge.entries.values()
        ways = [filled(way, examples) for entry in entries for way in entry.phrasings]  # and no insults
        self._asking = as_people_ask(ways, self._chooser)

    @property
    def answers(self) -> Counter[str]:
        """How many answers each question got, by its message's id."""
        sent = self.stand_in.all("message")
        return Counter(str(body["message_reference"]["message_id"]) for body in sent)

    def waiting(self) -> int:
        """Return how many questions are not answered yet."""
        return len(self.asked) - len(self.lost) - self.stand_in.number_of["message"]

    async def ask(self, shard: int) -> None:
        """Let somebody ask something on a server of a shard."""
        words = next(one for one in self._asking if not self._is_left_alone(one))
        asked = await self.stand_in.say(f"{ME} {words}", shard, somebody(len(self.asked)))
        self.asked[asked] = shard
        self.words[asked] = words
        if shard in self.down:
            self.lost.add(asked)

    def _is_left_alone(self, words: str) -> bool:
        """Say whether the bot means to be silent: «I suck at math» may be cut to an insult, a number makes spam."""
        return self._assistant.ask(words).silent_in_channels

    async def flow(self, messages: int) -> None:
        """Ask so many questions, as many at once as there may be."""
        for _ in range(messages):
            while self.waiting() >= self._at_once:  # noqa: ASYNC110 - the stand-in's event would wake all for each record
                await asyncio.sleep(0.002)
            await self.ask(self._chooser.randrange(self._shards))

    async def settle(self) -> None:
        """Wait until everything is answered, or nothing comes any more."""
        end = time.monotonic() + PATIENCE
        while self.waiting() > 0 and time.monotonic() < end:  # noqa: ASYNC110 - nothing tells that nothing comes
            await asyncio.sleep(0.05)


async def measure(options: argparse.Namespace, database: str) -> dict[str, Any]:
    """Run the processes and the traffic."""
    size = -(-options.shards // options.processes)
    parts = [
        f"{first}-{min(first + size, options.shards) - 1}/{options.shards}" for first in range(0, options.shards, size)
    ]
    settings = {"DATABASE_URL": database, "LOG_LEVEL": "warning", "VOTING_KEY": "the same key for all of them"}
    with tempfile.TemporaryDirectory() as scratch:
        async with discord_stand_in() as stand_in, AsyncExitStack() as stack:
            stand_in.max_concurrency = 1_000
            servers = options.servers // options.shards
            stand_in.more_servers = [guild(str(10_000 + n), channels=5, roles=5) for n in range(servers)]

            async def start(number: int) -> Running:
                folder = Path(scratch) / str(number)
                return await stack.enter_async_context(
                    running(stand_in, folder, "day", SHARDS=parts[number], **settings)
                )

            bots = [await start(number) for number in range(len(parts))]
            await stand_in.wait_for("identify", options.shards)
            traffic = Traffic(stand_in, options.shards, options.at_once, options.seed)
            began = time.perf_counter()
            await traffic.flow(options.messages // 2)

            victim = len(parts) // 2
            first, last = map(int, parts[victim].split("/")[0].split("-"))
            mine = set(range(first, last + 1))
            bots[victim].process.kill()
            await bots[victim].end
            stand_in.forget("ended")
            answered = traffic.answers
            in_flight = {one for one, shard in traffic.asked.items() if shard in mine and one not in answered}
            traffic.lost |= in_flight
            traffic.down |= mine
            for shard in mine:
                stand_in._connections.pop(shard, None)  # noqa: SLF001 - its process is gone
            identified = len(stand_in.all("identify"))
            bots[victim] = await start(victim)
            await traffic.flow(min(options.messages // 20, 200))
            await stand_in.wait_for("identify", identified + len(mine))
            said_while_down = len(traffic.lost) - len(in_flight)
            traffic.down.clear()
            await traffic.flow(options.messages - len(traffic.asked))
            await traffic.settle()
            seconds = time.perf_counter() - began
            memory = [round(psutil.Process(bot.process.pid).memory_info().rss / 2**20) for bot in bots]
            statuses = [(await bot.told_to_stop())[0] for bot in bots]
        answers = traffic.answers
        async with Store(database_address(database)) as store:
            kept = sum(one.count for one in await store.unanswered.most_asked(limit=100_000))
    unanswered = [one for one in traffic.asked if one not in answers and one not in traffic.lost]
    return {
        "messages": len(traffic.asked), "processes": len(parts), "shards": options.shards,
        "servers": (servers + 1) * options.shards, "answered": len(answers),
        "answered_twice": sum(1 for count in answers.values() if count > 1), "unanswered": len(unanswered),
        "which": [(traffic.words[one], traffic.asked[one], list(traffic.asked).index(one)) for one in unanswered[:20]],
        "lost_in_flight_when_killed": len(in_flight - answers.keys()), "said_while_down": said_while_down,
        "questions_kept": kept, "seconds": round(seconds, 1), "a_second": round(len(answers) / seconds, 1),
        "memory_mb": memory, "statuses": statuses,
    }  # fmt: skip


def main() -> int:
    """Run, and say what came of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--messages", type=int, default=2_000)
    parser.add_argument("--processes", type=int, default=4)
    parser.add_argument("--shards", type=int, default=8)
    parser.add_argument("--servers", type=int, default=1_000)
    parser.add_argument("--at-once", type=int, default=16)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    server = PostgresServer()
    try:
        found = asyncio.run(measure(options, server.address()))
    finally:
        server.close()
    Console().print(found)
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    return int(bool(found["unanswered"] or found["answered_twice"] or any(found["statuses"])))


if __name__ == "__main__":
    sys.exit(main())
