"""«Sources» through the real discord.py client: the whole list, to whoever presses, and what is gone since."""

from __future__ import annotations

from dataclasses import replace

import pytest
from scripted import ScriptedAssistant, said
from worlds import SAID, speaking, text_of, world_of

from bot.answering.answer import Outcome, Source
from bot.frontends.discord import limits
from bot.frontends.discord.buttons import SourcesButton
from bot.frontends.discord.card import Asker, card
from bot.frontends.discord.client import CareerBot
from bot.frontends.discord.language import language_named
from bot.frontends.discord.source_keys import KEY, MOST_KEYS, SourcesByKey, keyed, keys_of

ALICE = Asker(1002, may_delete=True)


def scripted(knowledge, answer) -> ScriptedAssistant:
    """Return an assistant that says one thing and has a knowledge to look sources up in."""
    assistant = ScriptedAssistant(answer)
    assistant.knowledge = knowledge
    return assistant


def cited(assistant, *renamed: str):
    """Return an answer with the sources of the outlook; those of the guides `renamed` are called otherwise."""
    sources = assistant.show("outlook-growth").citations
    return said(citations=tuple(replace(one, guide="old") if one.guide in renamed else one for one in sources))


async def pressed(world):
    """Have Alice ask, and Bob press the button."""
    await world.alice.send(world.channel, f"{world.me} so?")
    return await world.bob.click(world.sent()[-1], label=SAID.sources)


async def test_pressing_lists_guide_section_publisher_and_period_privately(assistant):
    """Every source of the card, whatever the entry's own are."""
    answer = cited(assistant)
    async with world_of(scripted(assistant.knowledge, answer)) as world:
        result = await pressed(world)

        assert len(world.sent()) == 1
    assert result.ephemeral
    text = text_of(result.response).replace("\\", "")
    assert len({one.guide for one in answer.citations}) > 1
    assert all(one.title in text for one in answer.citations)
    dated = [one for one in answer.citations if one.period]
    assert dated
    for one in dated:
        [shown] = [line for line in text.splitlines() if one.section in line and one.period in line]
        assert assistant.knowledge.publishers[one.attributed_to].name in shown


async def test_a_figure_without_a_date_is_said_to_have_none(assistant):
    """So that nobody takes it for this year's."""
    answer = assistant.show("pay-by-state")
    assert {one.period for one in answer.citations} == {None}
    async with world_of(scripted(assistant.knowledge, answer)) as world:
        result = await pressed(world)

    assert f"({SAID.no_date})" in text_of(result.response)


async def test_sources_are_listed_after_a_restart(assistant):
    """All the button needs is in its custom id."""
    answer = cited(assistant)
    async with world_of(scripted(assistant.knowledge, answer)) as world:
        await world.alice.send(world.channel, f"{world.me} so?")
        message = world.sent()[-1]
        await world.env.restart_bot(CareerBot(scripted(assistant.knowledge, said("Something else."))))
        result = await world.alice.click(message, label=SAID.sources)

    assert answer.citations[0].title in text_of(result.response).replace("\\", "")


async def test_sources_that_are_gone_are_counted(assistant):
    """The others are listed."""
    renamed = assistant.show("outlook-growth").citations[0]
    answer = cited(assistant, renamed.guide)
    gone = sum(one is None for one in SourcesByKey().find(keys_of(answer), assistant.knowledge))
    async with world_of(scripted(assistant.knowledge, answer)) as world:
        result = await pressed(world)

    text = text_of(result.response)
    assert gone
    assert SAID.some_sources_gone.format(count=gone) in text
    assert renamed.title not in text.replace("\\", "")
    assert next(one.title for one in answer.citations if one.guide != "old") in text.replace("\\", "")


async def test_sources_that_are_all_gone_are_explained_privately(knowledge):
    """Instead of an empty list."""
    answer = said(citations=(Source("old", "An Old Guide", "Pay"),))
    async with world_of(scripted(knowledge, answer)) as world:
        result = await pressed(world)

    assert result.ephemeral
    assert text_of(result.response) == SAID.sources_gone


async def test_sources_are_called_as_the_readers_language_does(assistant, monkeypatch):
    """On the button, and in the list."""
    spanish = language_named("es")
    speaking("es-ES", monkeypatch)
    async with world_of(scripted(assistant.knowledge, cited(assistant))) as world:
        asked = await world.alice.slash(world.channel, "ask", question="so?")
        result = await world.bob.click(asked.response, label=spanish.sources)

    assert text_of(result.response).startswith(f"### {spanish.sources}")


@pytest.mark.parametrize("code", ["en", "es"])
def test_all_buttons_of_an_answer_fill_one_row_in_their_order(assistant, code):
    """What shows more of the answer comes first, then votes, and last what takes it away."""
    said_in = language_named(code)
    row = card(replace(cited(assistant), chart="pay-by-state"), said_in, ALICE, voting=True).to_components()
    labels = [one["label"] for one in row[0]["components"][-1]["components"]]

    assert labels == [said_in.sources, said_in.show_chart, said_in.helpful, said_in.not_helpful, said_in.delete]
    assert len(labels) == limits.BUTTONS_PER_ROW


def test_a_card_without_sources_has_no_button_for_them(assistant):
    """Nor has one that isn't an answer, whatever it carries."""
    answer = cited(assistant)
    assert "cb1:sources" in str(card(replace(answer, outcome=Outcome.NOT_COVERED), SAID).to_components())
    assert "cb1:sources" not in str(card(said(), SAID).to_components())
    assert "cb1:sources" not in str(card(replace(answer, outcome=Outcome.SOCIAL), SAID).to_components())


def test_more_sources_than_a_button_holds_have_none():
    """A list that leaves something out would pass for the whole one; the foot of the card counts them."""
    most = tuple(Source("guide", "Guide", f"Section {number}") for number in range(MOST_KEYS))
    assert len(SourcesButton.of("Sources", keys=keys_of(said(citations=most))).custom_id) <= limits.CUSTOM_ID
    assert keys_of(said(citations=most)) != ""
    assert keys_of(said(citations=(*most, Source("guide", "Guide", "One more")))) == ""


def test_no_two_sources_share_a_key(knowledge):
    """A key leads to one source."""
    found = set(keyed(knowledge))
    assert found
    assert len({key for key, _ in found}) == len(found)


def test_every_source_of_every_entry_is_found_again(assistant):
    """By its key, and no entry has more than a button holds."""
    sources = SourcesByKey()
    for entry in assistant.knowledge.entries:
        answer = assistant.show(entry)
        keys = keys_of(answer)
        found = sources.find(keys, assistant.knowledge)
        assert None not in found
        assert {(one.guide, one.section) for one in found} == {(one.guide, one.section) for one in answer.citations}
        assert len(keys) == KEY * len(found)


def test_sources_are_those_of_the_knowledge_in_service(assistant):
    """An edit that takes them away is heeded by the next press, and so is the one that brings them back."""
    sources, keys = SourcesByKey(), keys_of(assistant.show("outlook-growth"))
    emptied = replace(assistant.knowledge, digest="edited", guides={}, figures={})
    assert None not in sources.find(keys, assistant.knowledge)
    assert set(sources.find(keys, emptied)) == {None}
    assert None not in sources.find(keys, assistant.knowledge)
