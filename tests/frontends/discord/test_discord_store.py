"""What the bot keeps of a day on Discord, with a real store: what it could not answer, votes, and no names."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import discord
import pytest
from scripted import ScriptedAssistant, said
from stores import written
from worlds import SAID, buttons_of, text_of, world_of

from bot.answering.answer import Outcome
from bot.frontends.discord.buttons import VoteButton
from bot.store.address import sqlite_address
from bot.store.store import Store
from bot.store.write_queue import QueueLimits

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

UNKNOWN = said("", outcome=Outcome.UNMATCHED, entry=None)
GAP = said("The guides don't say.", outcome=Outcome.NOT_COVERED, entry="exam-fee")
ENTRIES = {"duties": said()}


@asynccontextmanager
async def opened(folder: Path, key: bytes | None = b"the key of the tests") -> AsyncIterator[Store]:
    async with Store(sqlite_address(folder / "bot.db"), voting_key=key, limits=QueueLimits(linger=0.01)) as store:
        yield store


def everything_in(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.iterdir())


@pytest.mark.parametrize(("answer", "entry"), [(UNKNOWN, None), (GAP, "exam-fee")])
async def test_what_got_no_answer_is_noted_without_who_asked(tmp_path: Path, answer, entry) -> None:
    """By mention, command and direct message; the known gap is named."""
    async with opened(tmp_path) as store, world_of(ScriptedAssistant(answer), store) as world:
        await world.alice.send(world.channel, f"{world.me} What does the exam COST?")
        await world.alice.slash(world.channel, "ask", question="what does the exam cost")
        await world.bob.send_dm("what does the exam cost")
        await written(store)
        found = await store.unanswered.most_asked()

        assert {(one.guild_id, one.text, one.count, one.entry) for one in found} == {
            (world.guild.id, "what does the exam cost", 2, entry),
            (0, "what does the exam cost", 1, entry),
        }
        people = (world.alice.id, world.bob.id)
    assert not [person for person in people if str(person).encode() in everything_in(tmp_path)]


@pytest.mark.parametrize("outcome", [Outcome.ANSWERED, Outcome.SUGGESTED, Outcome.SOCIAL, Outcome.CRISIS])
async def test_nothing_else_is_noted(tmp_path: Path, outcome: Outcome) -> None:
    """Least of all what people say in distress."""
    async with opened(tmp_path) as store, world_of(ScriptedAssistant(said(outcome=outcome)), store) as world:
        await world.alice.send(world.channel, f"{world.me} so?")
        await world.alice.slash(world.channel, "ask", question="so?")

        assert store.counters.accepted == 0


async def test_a_vote_counts_once_a_person(tmp_path: Path) -> None:
    """Pressing again changes one's vote; only the presser sees the thanks; an entry that is gone takes none."""
    async with opened(tmp_path) as store, world_of(ScriptedAssistant(entries=ENTRIES), store) as world:
        buttons = discord.ui.View(timeout=None)
        buttons.add_item(VoteButton.of("Helpful", entry="duties", opinion="yes"))
        buttons.add_item(VoteButton.of("Not helpful", entry="duties", opinion="no"))
        buttons.add_item(VoteButton.of("Old", entry="gone", opinion="yes"))
        card = await world.env.bot.get_channel(world.channel.id).send(view=buttons)
        thanks = await world.alice.click(card, label="Helpful")
        form = await world.alice.click(card, label="Not helpful")
        told = await world.alice.submit_modal(form, {"reason": "no word on nights"})
        await world.bob.click(card, label="Helpful")
        gone = await world.bob.click(card, label="Old")
        await written(store)

        assert [(one.entry, one.helpful, one.not_helpful) for one in await store.votes.by_entry()] == [("duties", 1, 1)]
        assert [one.guild_id for one in await store.votes.of_person(world.bob.id)] == [world.guild.id]
        assert [one.reason for one in await store.votes.of_person(world.alice.id)] == ["no word on nights"]
    assert thanks.ephemeral
    assert text_of(thanks.response) == text_of(told.response) == SAID.vote_taken
    assert text_of(gone.response) == SAID.entry_gone


async def test_answers_can_be_voted_on_where_votes_are_kept(tmp_path: Path) -> None:
    """On answers, not on what the guides lack; without a store there is nothing to press."""
    async with opened(tmp_path) as store:
        for kept, answer, offered in ((store, said(), True), (store, GAP, False), (None, said(), False)):
            async with world_of(ScriptedAssistant(answer, ENTRIES), kept) as world:
                await world.alice.send(world.channel, f"{world.me} what do coders do?")
                assert (SAID.helpful in buttons_of(world.sent()[-1])) is offered


@pytest.mark.parametrize("key", [None, b"the key of the tests"])
async def test_answers_need_no_store(tmp_path: Path, key: bytes | None) -> None:
    """With a database that can't be opened, or none at all, everything is answered; votes are thanked for honestly."""
    (tmp_path / "bot.db").mkdir()
    for store in (Store(sqlite_address(tmp_path / "bot.db"), voting_key=key), None):
        async with world_of(ScriptedAssistant(GAP, ENTRIES), store) as world:
            await world.alice.send(world.channel, f"{world.me} what does the exam cost?")
            assert "The guides don't say." in text_of(world.sent()[-1])
            buttons = discord.ui.View(timeout=None)
            buttons.add_item(VoteButton.of("Helpful", entry="duties", opinion="yes"))
            card = await world.env.bot.get_channel(world.channel.id).send(view=buttons)
            told = await world.alice.click(card, label="Helpful")

        taken = store is not None and key is not None
        assert text_of(told.response) == (SAID.vote_taken if taken else SAID.vote_not_taken)
        if store is not None:
            await store.database.close()
