"""Interactions are acknowledged within a second, whatever they wait for, and answered when that has come."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass
from threading import Event
from typing import TYPE_CHECKING, Any

import discord
import pytest
from moderated import VAIN, asked_in_vain, moderated, moderator
from payloads import ask_data
from processes import at_work
from scripted import ScriptedAssistant, said
from worlds import FAQ, SAID, World, buttons_of, components, text_of, world_of

from bot.answering.answer import Outcome
from bot.frontends.discord import deadlines, thinking
from bot.frontends.discord.client import CareerBot
from bot.frontends.discord.thinking import Thinking
from bot.store.address import sqlite_address
from bot.store.store import Store

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    import simcord

    from bot.answering.assistant import Assistant

LONG = 10.0
"""Seconds after which what nobody has acknowledged fails a test."""
AT_ONCE, PROMISE, UPDATE, CHOICES = 4, 5, 6, 8
UNMATCHED = said("", outcome=Outcome.UNMATCHED, entry=None, title="")


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """What takes longer than a twentieth of a second is acknowledged, so that the tests take less."""
    assert deadlines.ACKNOWLEDGE_SECONDS < 1
    monkeypatch.setattr(deadlines, "ACKNOWLEDGE_SECONDS", 0.05)


def acknowledged(world: World) -> list[dict[str, Any]]:
    """Return what Discord was told first about interactions."""
    return [one.json for one in world.env.http_requests if one.path.endswith("/callback")]


@dataclass
class Held:
    """Holds something up until Discord has heard of the latest interaction."""

    world: World
    before: int = 0

    def begin(self) -> None:
        """Wait for one acknowledgement more than there has been."""
        self.before = len(acknowledged(self.world))

    @property
    def is_heard(self) -> bool:
        return len(acknowledged(self.world)) > self.before

    async def on_loop(self) -> None:
        """Wait on the event loop."""
        async with asyncio.timeout(LONG):
            while not self.is_heard:  # noqa: ASYNC110 - simcord has no event for it
                await asyncio.sleep(0.005)


@asynccontextmanager
async def held_world(assistant: object, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[World]:
    """Yield a world whose assistant works nothing out before Discord has heard of it.

    That it does so in a thread shows over a real wire only, as simcord's time stands still while threads work.
    """
    async with world_of(assistant) as world:
        held, beside = Held(world), Thinking.beside

        async def held_up(thinking: Thinking, work: Callable[[], Any]) -> Any:
            await held.on_loop()
            return await beside(thinking, work)

        monkeypatch.setattr(Thinking, "beside", held_up)
        yield world


@pytest.mark.parametrize("private", [False, True])
async def test_a_question_that_takes_long_is_promised_an_answer(private: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """To whom the asker wants it shown."""
    async with held_world(ScriptedAssistant(), monkeypatch) as world:
        result = await world.alice.slash(world.channel, "ask", question="duties?", private=private)
        [promise] = acknowledged(world)

        assert promise["type"] == PROMISE
        assert bool(promise.get("data", {}).get("flags", 0) & 64) is private
        assert result.ephemeral is private
        assert "Coders read charts." in text_of(result.response)


async def test_what_is_nobody_elses_business_is_not_shown_for_being_late(monkeypatch: pytest.MonkeyPatch) -> None:
    """The answer was promised to everybody; that promise is taken back, and the asker hears in private."""
    async with held_world(ScriptedAssistant(UNMATCHED), monkeypatch) as world:
        result = await world.alice.slash(world.channel, "ask", question="who won?")
        [told] = result.followups

        assert result.response is None
        assert world.sent() == []
        assert told.ephemeral
        assert SAID.no_answer in text_of(told)


async def test_a_look_up_that_takes_long_is_promised_an_answer(
    monkeypatch: pytest.MonkeyPatch, assistant: Assistant
) -> None:
    """Whatever it is looked up in."""
    async with held_world(assistant, monkeypatch) as world:
        result = await world.alice.slash(world.channel, "pay", place="Alaska")

        assert acknowledged(world)[0]["type"] == PROMISE
        assert "$" in text_of(result.response)


async def test_who_points_at_a_message_hears_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """And the reply follows when there is one."""
    async with held_world(ScriptedAssistant(), monkeypatch) as world:
        question = await world.alice.send(world.channel, "what do coders do?")
        done = await world.bob.context_menu(world.channel, "Answer this", question)

        assert acknowledged(world)[0]["data"]["flags"] & 64
        assert text_of(done.response) == SAID.answered_there
        assert "Coders read charts." in text_of(world.sent()[-1])


async def test_an_assistant_that_never_comes_back_holds_up_nobody(tmp_path: Path) -> None:
    """Over a real wire: who asked it hears that an answer is coming, and everything else is answered."""
    async with at_work(tmp_path, "hung") as (stand_in, *_):
        await stand_in.use(2, ask_data("duties?"))
        promise = await stand_in.wait_for("callback")
        await stand_in.use(2, {"id": "4002", "name": "help", "type": 1})
        answer = await stand_in.wait_for("callback", 2)

    assert promise["type"] == PROMISE
    assert answer["type"] == AT_ONCE


async def test_nobody_waits_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    """What takes too long has failed, and the next has its turn."""
    monkeypatch.setattr(thinking, "LONGEST_SECONDS", 0.05)
    one_at_a_time, go_on = Thinking(), Event()
    with pytest.raises(TimeoutError):
        await one_at_a_time.beside(go_on.wait)
    go_on.set()
    assert await one_at_a_time.beside(lambda: "next") == "next"


async def test_what_is_asked_in_time_is_answered_at_once() -> None:
    """Nothing is promised without need."""
    async with world_of(ScriptedAssistant()) as world:
        await world.alice.slash(world.channel, "ask", question="duties?")
        await asyncio.sleep(2 * deadlines.ACKNOWLEDGE_SECONDS)

        assert [one["type"] for one in acknowledged(world)] == [AT_ONCE]


# ── a store that hangs ────────────────────────────────────────────────────────────────────────────────────────────
def hold_up(monkeypatch: pytest.MonkeyPatch, where: object, name: str, held: Held) -> None:
    """Have a method of the store's wait until Discord has heard of the interaction."""
    method = getattr(where, name)
    held.begin()

    async def waiting(*arguments: Any, **options: Any) -> object:
        await held.on_loop()
        return await method(*arguments, **options)

    monkeypatch.setattr(where, name, waiting)


@asynccontextmanager
async def stored_world(tmp_path: Path) -> AsyncIterator[tuple[World, Store, simcord.MemberActor]]:
    """Yield a world with a store and a moderator."""
    store = Store(sqlite_address(tmp_path / "bot.db"), voting_key=b"k" * 32)
    async with store, world_of(ScriptedAssistant(), store) as world:
        yield world, store, moderator(world, "carla")


async def test_a_moderators_command_is_promised_an_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody but who asked sees it."""
    async with stored_world(tmp_path) as (world, store, carla):
        hold_up(monkeypatch, store.changes, "newest", Held(world))
        result = await carla.slash(world.channel, "faq history")
        [promise] = acknowledged(world)

        assert promise["type"] == PROMISE
        assert promise["data"]["flags"] & 64
        assert result.ephemeral
        assert text_of(result.response) == FAQ.no_changes


async def test_choices_that_take_long_are_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A list of choices can't be promised; what is typed counts without it."""
    async with stored_world(tmp_path) as (world, store, carla):
        hold_up(monkeypatch, store.unanswered, "most_asked", Held(world))
        choices = await carla.autocomplete(world.channel, "faq teach", "question", "sub")

        assert [one["type"] for one in acknowledged(world)] == [CHOICES]
        assert choices == []


async def test_a_vote_and_what_is_kept_wait_for_no_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The person hears in time that something is done, and then what."""
    async with stored_world(tmp_path) as (world, store, _carla):
        card = await world.alice.slash(world.channel, "privacy")
        hold_up(monkeypatch, store, "purge_person", Held(world))
        done = await world.alice.click(card.response, label=SAID.forget_me)

        assert acknowledged(world)[-1]["type"] == PROMISE
        assert text_of(done.response) == SAID.forgotten.format(votes=0)


async def test_a_setting_waits_for_no_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The card changes when the setting is saved, also for what was typed into the form."""
    async with stored_world(tmp_path) as (world, store, carla):
        card = await carla.slash(world.channel, "faq settings")
        held = Held(world)
        hold_up(monkeypatch, store.settings, "read", held)
        await carla.click(card.response, custom_id="cb1:toggle:second_moderator_approves")
        assert acknowledged(world)[-1]["type"] == UPDATE
        assert store.settings.of(world.guild.id).second_moderator_approves

        form = await carla.click(card.response, custom_id="cb1:toggle:manners")
        held.begin()
        await carla.submit_modal(form, {"cooldown_seconds": "90"})
        assert acknowledged(world)[-1]["type"] == UPDATE


async def test_a_list_turns_into_a_card_when_the_store_has_answered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A form can't be opened so late; a button opens it then."""
    async with moderated(tmp_path, monkeypatch) as (world, store, _folder):
        await asked_in_vain(world, store, VAIN)
        listed = await world.bob.slash(world.channel, "faq unanswered")
        held = Held(world)
        hold_up(monkeypatch, store.unanswered, "most_asked", held)
        [menu] = [one for one in components(listed.response) if one["type"] == discord.ComponentType.select.value]
        card = (await world.bob.select(listed.response, [menu["options"][0]["value"]])).response
        assert acknowledged(world)[-1]["type"] == UPDATE
        assert VAIN in text_of(card)

        held.begin()
        late = await world.bob.click(card, label=FAQ.make_entry)
        assert acknowledged(world)[-1]["type"] == UPDATE
        [offer] = late.followups
        assert offer.ephemeral
        assert text_of(offer) == SAID.form_is_ready
        form = await world.bob.click(offer, custom_id=buttons_of(offer)[FAQ.form_again])
        assert form.modal["title"] == FAQ.new_title


async def test_a_form_from_before_a_restart_is_answered(tmp_path: Path) -> None:
    """What was typed can't be taken any more, and the person is told so."""
    async with stored_world(tmp_path) as (world, store, carla):
        card = await carla.slash(world.channel, "faq settings")
        form = await carla.click(card.response, custom_id="cb1:toggle:manners")
        await world.env.restart_bot(CareerBot(ScriptedAssistant(), store=store))
        told = await carla.submit_modal(form, {"cooldown_seconds": "90"})

        assert text_of((told.followups or [told.response])[0]) == SAID.form_forgotten
