"""A server with a moderator, on a real folder and a real store."""

from __future__ import annotations

import asyncio
import shutil
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import discord
from stores import written
from worlds import FAQ, world_of

from bot.answering.outcomes import known_questions
from bot.composition.assistant import build_assistant
from bot.editing.editor import Editor
from bot.live import LiveAssistant
from bot.settings import Settings
from bot.store.address import sqlite_address
from bot.store.store import Store
from bot.store.write_queue import QueueLimits

SHIPPED = Path(__file__).parents[3] / "knowledge"
FILE = "faq/work.yaml"
ENTRY = "daily-duties"
VAIN = "purple submarine tickets at home"


@asynccontextmanager
async def moderated(tmp_path, monkeypatch, known=20, commits=False):
    """A world whose bot serves a folder that can be changed; bob may manage the server.

    With each change, so many of the known questions are compared: all of them take seconds.
    """
    monkeypatch.setattr(
        "bot.editing.consequences.known_questions", lambda *versions: known_questions(*versions)[:known]
    )
    monkeypatch.setattr(LiveAssistant, "_fit", lambda _self: asyncio.sleep(0))
    folder = tmp_path / "knowledge"
    shutil.copytree(SHIPPED, folder)
    settings = Settings(knowledge_dir=folder)  # fitted once for all tests, as the shipped knowledge is
    store = Store(sqlite_address(tmp_path / "bot.db"), voting_key=b"key of the tests", limits=QueueLimits(linger=0.01))
    assistant = build_assistant(settings)
    async with store, world_of(assistant, store) as world:
        live = LiveAssistant(settings, assistant, world.env.bot.use, world.env.bot.tell_moderators)
        world.env.bot.follow(live, Editor(folder, live, commits=commits))
        yield replace(world, bob=moderator(world, "carla")), store, folder
        await live.close()


def moderator(world, name):
    """Somebody who may manage the server."""
    role = world.guild.create_role(f"Role of {name}", permissions=discord.Permissions(manage_guild=True))
    return world.guild.add_member(world.env.create_user(name), roles=[role])


def done_as(number):
    """What is said of a change that was made, under its number."""
    return f"{FAQ.applied}\n{FAQ.recorded.format(number=number)}"


async def asked_in_vain(world, store, *questions):
    """Have Alice ask, and wait until it is on the list."""
    for question in questions:
        await world.alice.slash(world.channel, "ask", question=question)
    await written(store)
