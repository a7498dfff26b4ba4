"""The bot in a process of its own, as tests start, signal and read it."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import aiohttp
from payloads import BOT
from prometheus_client.parser import text_string_to_metric_families
from wire import PATIENCE, TOKEN, StandIn, discord_stand_in

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

HERE = Path(__file__).parent
ME = f"<@{BOT['id']}>"


@dataclass
class Running:
    """A bot's process, and the task that waits for its end."""

    process: asyncio.subprocess.Process
    end: asyncio.Task[list[str]]
    lines: list[str]
    """What it has said on standard error so far."""

    async def told(self, words: str) -> None:
        """Wait until a line with these words has been said."""
        async with asyncio.timeout(PATIENCE):
            while not any(words in line for line in self.lines):  # noqa: ASYNC110 - lines come over a pipe
                await asyncio.sleep(0.02)

    async def ended(self) -> tuple[int, list[str]]:
        """Return the exit status and the lines on standard error, when the process has ended."""
        async with asyncio.timeout(PATIENCE):
            lines = await self.end
        assert self.process.returncode is not None
        return self.process.returncode, lines

    async def told_to_stop(self) -> tuple[int, list[str]]:
        self.process.send_signal(signal.SIGTERM)
        return await self.ended()


@asynccontextmanager
async def running(
    stand_in: StandIn, folder: Path, whose: str = "script", token: str | None = TOKEN, **settings: str
) -> AsyncIterator[Running]:
    """Start the bot with settings of its environment, and make sure that it doesn't outlive the test."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("DISCORD_TOKEN")}
    environment |= {"DISCORD_TOKEN": token} if token is not None else {}
    environment |= settings
    command = (sys.executable, str(HERE / "launch.py"), stand_in.url, str(folder), whose)
    process = await asyncio.create_subprocess_exec(*command, env=environment, stderr=asyncio.subprocess.PIPE)

    lines: list[str] = []

    async def end() -> list[str]:
        assert process.stderr is not None
        async for line in process.stderr:
            lines.append(line.decode().rstrip("\n"))  # noqa: PERF401 - each is there as soon as it has been said
        if await process.wait():
            await stand_in.record("ended", lines)
        return lines

    ending = asyncio.create_task(end())
    try:
        yield Running(process, ending, lines)
    finally:
        if process.returncode is None:
            process.kill()
        await ending


def words(body: dict[str, Any]) -> str:
    """Return all text of a message that the bot sent."""
    return "\n".join(one["content"] for one in parts(body) if one["type"] == 10)


def parts(body: dict[str, Any]) -> list[dict[str, Any]]:
    """Return all components of a message that the bot sent, in reading order."""
    inner = [*body.get("components", []), *([body["accessory"]] if "accessory" in body else [])]
    return [found for one in inner for found in (one, *parts(one))]


def free_port() -> int:
    """Return the number of a port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


@dataclass
class Watched:
    """A bot whose health and metrics can be asked for."""

    port: int

    async def fetch(self, path: str) -> tuple[int, str]:
        async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{self.port}{path}") as response:
            return response.status, await response.text()

    async def counted(self, name: str, **labels: str) -> float:
        """Return a metric's value; 0 when there is none with these labels."""
        _, text = await self.fetch("/metrics")
        for family in text_string_to_metric_families(text):
            for sample in family.samples:
                if sample.name == name and labels.items() <= sample.labels.items():
                    return sample.value
        return 0.0

    async def until_counted(self, name: str, value: float = 1, **labels: str) -> None:
        """Wait until a metric has reached a value."""
        async with asyncio.timeout(PATIENCE):
            while True:
                with suppress(aiohttp.ClientConnectionError):  # it doesn't listen yet
                    if await self.counted(name, **labels) >= value:
                        return
                await asyncio.sleep(0.02)

    async def faults(self) -> dict[str, float]:
        """Return the faults that happened, by kind."""
        _, text = await self.fetch("/metrics")
        families = text_string_to_metric_families(text)
        samples = [sample for family in families for sample in family.samples]
        return {
            sample.labels["kind"]: sample.value
            for sample in samples
            if sample.name == "career_bot_faults_total" and sample.value
        }


@asynccontextmanager
async def watched(
    stand_in: StandIn, folder: Path, whose: str = "script", **settings: str
) -> AsyncIterator[tuple[Running, Watched]]:
    """Start the bot with a port to ask it on."""
    port = free_port()
    async with running(stand_in, folder, whose, STATUS_PORT=str(port), **settings) as bot:
        yield bot, Watched(port)


@asynccontextmanager
async def at_work(
    folder: Path, whose: str = "script", **settings: str
) -> AsyncIterator[tuple[StandIn, Running, Watched]]:
    """Start a stand-in for Discord, and a bot to be watched that has connected to it."""
    async with discord_stand_in() as stand_in, watched(stand_in, folder, whose, **settings) as (bot, status):
        await stand_in.wait_for("identify")
        yield stand_in, bot, status
