"""What outlives a connection: the assistant in service, and word of changed knowledge between processes."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import Any

from scripted import ScriptedAssistant

from bot.frontends.discord.manners import Allowed
from bot.frontends.discord.service import Service
from bot.observing.measures import Measures
from bot.settings import Settings


class Followed:
    """Stands for a LiveAssistant."""

    def __init__(self, *_: Any) -> None:
        self.reloaded = 0

    async def reload(self) -> None:
        self.reloaded += 1


class Heard:
    """Stands for a store's word to other processes."""

    database = SimpleNamespace(dialect="sqlite")

    def __init__(self) -> None:
        self.told: list[str] = []

    async def tell_changed_knowledge(self, digest: str) -> None:
        self.told.append(digest)


def on(digest: str) -> ScriptedAssistant:
    assistant = ScriptedAssistant()
    assistant.knowledge = SimpleNamespace(digest=digest)
    return assistant


def service_on(digest: str) -> tuple[Service, Followed, Heard]:
    heard, followed = Heard(), Followed()
    service = Service(Settings(), "a.b.c", None, on(digest), heard, Measures())
    service._live = followed
    service._known_digests.append(digest)
    return service, followed, heard


async def settle() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


async def test_changed_knowledge_is_told_once_and_not_back() -> None:
    """Whoever finds a change tells it; whoever was told, and then has it in service, doesn't tell it again."""
    service, followed, heard = service_on("old")
    service._use(on("mine"))
    service._use(on("mine"))  # fitted to the same
    await settle()
    assert heard.told == ["mine"]

    service._look_at_knowledge("theirs")
    service._use(on("theirs"))
    await settle()
    assert heard.told == ["mine"]
    assert followed.reloaded == 1


async def test_knowledge_that_is_in_service_already_is_not_looked_at() -> None:
    """A process hears its own word, too."""
    service, followed, _ = service_on("old")
    service._look_at_knowledge("old")
    await settle()

    assert followed.reloaded == 0


def test_it_is_not_ready_before_it_is_connected_nor_while_it_leaves() -> None:
    """With the reason in words."""
    service, _, _ = service_on("old")
    assert service.why_not_ready() == ("it is not connected to Discord",)
    service._stopping = lambda: True
    assert service.why_not_ready() == ("it is stopping",)


async def test_each_new_client_has_the_memory_of_the_one_before_it() -> None:
    """A lost connection neither ends a cooldown nor forgets which answers follow which questions."""
    service, _, _ = service_on("old")
    service._live = None
    first, second = service._make_client(), service._make_client()

    assert first is not second
    assert first.manners is second.manners
    assert first.held is second.held
    assert first.outbox is second.outbox
    assert first.listener._given is second.listener._given
    assert first.manners.let_ask(1, 0.0) is Allowed.YES
