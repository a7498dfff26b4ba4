"""Sending under faults: in order, once, again when a connection is cut, and not at all while the edge turns us away."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace

import aiohttp
import discord
import pytest
from scripted import ScriptedAssistant
from worlds import text_of, world_of

from bot.frontends.discord.outbox import Outbox, Unsent
from bot.observing.faults import fault_of

CUT = aiohttp.ServerDisconnectedError()


def refusal(status: int, code: int = 0, **headers: str) -> discord.HTTPException:
    response = SimpleNamespace(status=status, reason="", headers=headers)
    return discord.HTTPException(response, {"code": code, "message": "no"})


class Clock:
    """Seconds that pass when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 0.0

    def steady(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds


def outbox_of(clock: Clock) -> Outbox:
    return Outbox(clock.steady, clock.sleep)


def attempts(*results: object):
    """Return something to deliver that comes out like this, one result a try."""
    left = list(results)

    async def attempt() -> object:
        result = left.pop(0)
        if isinstance(result, Exception):
            raise result
        return result

    return attempt


async def test_a_channels_things_are_done_in_the_order_they_came() -> None:
    """Each waits for the one before, other channels for nothing; nothing is left of a queue that is empty."""
    outbox, done = Outbox(), []

    async def take(channel: int, name: str, wait: float) -> None:
        async with outbox.turn(channel):
            await asyncio.sleep(wait)
            done.append(name)

    await asyncio.gather(take(1, "first", 0.05), take(1, "second", 0.0), take(2, "elsewhere", 0.0))

    assert done == ["elsewhere", "first", "second"]
    assert not outbox._places


async def test_a_turn_that_begins_ahead_comes_in_its_order() -> None:
    """It is prepared while the one before is acted on, no more than one ahead, and never acted on before it."""
    outbox, done, sent = Outbox(), [], asyncio.Event()

    async def take(name: str) -> None:
        async with outbox.turn(1, ahead=True) as turn:
            done.append(f"{name} prepared")
            await turn.come()
            await sent.wait()
            done.append(f"{name} sent")

    async def take_at_once(name: str) -> None:
        async with outbox.turn(1):
            done.append(name)

    tasks = [
        asyncio.create_task(take("first")),
        asyncio.create_task(take("second")),
        asyncio.create_task(take("third")),
    ]
    tasks.append(asyncio.create_task(take_at_once("an edit")))
    for _ in range(20):
        await asyncio.sleep(0)
    assert done == ["first prepared", "second prepared"]
    tasks[1].cancel()
    for _ in range(20):
        await asyncio.sleep(0)
    assert done == ["first prepared", "second prepared", "third prepared"]
    sent.set()
    await asyncio.gather(*tasks, return_exceptions=True)

    assert done[3:] == ["first sent", "third sent", "an edit"]
    assert not outbox._places


async def test_answers_come_in_the_order_of_questions(monkeypatch: pytest.MonkeyPatch) -> None:
    """Even when Discord takes longer over the first."""
    async with world_of(ScriptedAssistant()) as world:
        send, slow = discord.abc.Messageable.send, [50, 0]

        async def slowly(channel, **options):
            for _ in range(slow.pop(0)):
                await asyncio.sleep(0)
            return await send(channel, **options)

        monkeypatch.setattr(discord.TextChannel, "send", slowly)
        backend = world.env.backend
        asked = [backend.create_message(world.channel.id, world.alice.id, f"{world.me} {n}") for n in ("one", "two")]
        await world.env.settle()

        assert [one.reference.message_id for one in world.sent()] == [one.id for one in asked]


async def test_after_a_cut_connection_it_is_sent_again_with_the_same_nonce(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that Discord doesn't show a message twice that had arrived."""
    nonces = []
    async with world_of(ScriptedAssistant()) as world:
        send = world.env.bot.http.send_message

        def cut_once(channel_id, *, params):
            nonces.append((params.payload["nonce"], params.payload["enforce_nonce"]))
            if len(nonces) == 1:
                raise CUT
            return send(channel_id, params=params)

        monkeypatch.setattr(world.env.bot.http, "send_message", cut_once)
        await world.alice.send(world.channel, f"{world.me} what do coders do?")
        await world.env.advance_time(1)

        assert len(world.sent()) == 1
        assert not world.env.bot.outbox.unsent
    assert nonces[0] == nonces[1]
    assert nonces[0][1] is True


async def test_it_gives_up_on_a_connection_that_stays_cut(caplog: pytest.LogCaptureFixture) -> None:
    """After a second and a bit; it is logged and counted."""
    clock = Clock()
    outbox = outbox_of(clock)

    assert await outbox.deliver("#general", attempts(CUT, CUT, CUT)) is None
    assert await outbox.deliver("#general", attempts(CUT), repeatable=False) is None
    assert outbox.unsent == {Unsent.CUT: 2}
    assert clock.now < 2
    assert "No answer in #general: the connection was cut" in caplog.text


async def test_all_sending_stops_when_the_edge_turns_us_away(caplog: pytest.LogCaptureFixture) -> None:
    """For a minute, then for two; a message that gets through makes it a minute again."""
    clock = Clock()
    outbox = outbox_of(clock)
    for seconds in (60, 120):
        assert await outbox.deliver("here", attempts(refusal(429))) is None
        assert await outbox.deliver("elsewhere", attempts("never tried")) is None
        clock.now += seconds - 1
        assert outbox.is_stopped
        clock.now += 1
        assert not outbox.is_stopped
    assert await outbox.deliver("here", attempts("sent")) == "sent"
    await outbox.deliver("here", attempts(refusal(429)))
    clock.now += 60
    assert not outbox.is_stopped
    assert outbox.unsent == {Unsent.REFUSED: 3, Unsent.STOPPED: 2}
    assert "edge turns the bot away" in caplog.text


async def test_other_refusals_stop_nothing() -> None:
    """A rate limit of Discord's own is waited for by discord.py, up to a bound; the rest is about one message."""
    outbox = outbox_of(Clock())
    for status in (400, 403, 404, 500):
        await outbox.deliver("here", attempts(refusal(status)))
    await outbox.deliver("here", attempts(refusal(429, Via="1.1 google")))
    await outbox.deliver("here", attempts(discord.RateLimited(100.0)))

    assert not outbox.is_stopped
    assert outbox.unsent == {Unsent.REFUSED: 5, Unsent.BUSY: 1}


@pytest.mark.parametrize(("code", "counted", "faults"), [(10062, {Unsent.TOO_LATE: 1}, ["too_late"]), (40060, {}, [])])
async def test_late_and_double_answers_to_interactions(
    code: int, counted: dict, faults: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    """One that comes too late is lost and counted; one that had arrived already is no loss."""
    async with world_of(ScriptedAssistant()) as world:
        world.env.inject_error("POST", "/interactions/*", status=400, code=code, message="no")
        await world.alice.slash(world.channel, "ask", question="what do coders do?")

        assert world.env.bot.outbox.unsent == counted
    assert list(filter(None, map(fault_of, caplog.records))) == faults


async def test_an_answer_to_an_interaction_survives_a_cut_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is given again; Discord takes one answer only."""
    tries = []
    async with world_of(ScriptedAssistant()) as world:
        respond = discord.InteractionResponse.send_message

        async def cut_once(response, **options):
            tries.append(options)
            if len(tries) == 1:
                raise CUT
            return await respond(response, **options)

        monkeypatch.setattr(discord.InteractionResponse, "send_message", cut_once)
        result = await world.alice.slash(world.channel, "ask", question="what do coders do?")
        await world.env.advance_time(1)

        assert "Coders read charts." in text_of(result.response)
    assert len(tries) == 2
