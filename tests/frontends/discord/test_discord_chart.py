"""«Show chart» through the real discord.py client: picture, words, and what can go wrong on the way."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from scripted import ScriptedAssistant, said
from worlds import SAID, buttons_of, components, text_of, world_of

from bot.answering.answer import Outcome
from bot.charts import pictures
from bot.charts.build import chart_named
from bot.frontends.discord.card import card
from bot.frontends.discord.client import CareerBot
from bot.frontends.discord.custom_ids import RETIRED_ID

WITH_CHART = said(chart="pay-by-state")


def scripted(knowledge, answer=WITH_CHART) -> ScriptedAssistant:
    """Return an assistant whose answers have a chart."""
    assistant = ScriptedAssistant(answer)
    assistant.knowledge = knowledge
    return assistant


async def pressed(world):
    """Have Alice ask, and Bob press the button."""
    await world.alice.send(world.channel, f"{world.me} so?")
    return await world.bob.click(world.sent()[-1], label=SAID.show_chart)


async def test_pressing_shows_the_chart_privately_with_picture_and_words(knowledge):
    """Deferred first; the picture has its alternative text, and every number stands in the words, too."""
    chart = chart_named(knowledge, "pay-by-state")
    async with world_of(scripted(knowledge)) as world:
        result = await pressed(world)

        assert len(world.sent()) == 1
    assert result.ephemeral
    [gallery] = [one for one in components(result.response) if one["type"] == 12]
    [item] = gallery["items"]
    assert item["description"] == chart.alt_text
    assert "pay-by-state.png" in str(item["media"])
    assert all(bar.text in text_of(result.response) for bar in chart.bars)
    assert chart.source in text_of(result.response).replace("\\", "")


async def test_a_chart_button_outlives_a_restart(knowledge):
    """All it needs is in its custom id."""
    async with world_of(scripted(knowledge)) as world:
        await world.alice.send(world.channel, f"{world.me} so?")
        message = world.sent()[-1]
        assert buttons_of(message)[SAID.show_chart] == "cb1:chart:pay-by-state"
        await world.env.restart_bot(CareerBot(scripted(knowledge)))
        result = await world.alice.click(message, label=SAID.show_chart)

    assert "$58,620" in text_of(result.response)


async def test_a_chart_that_was_renamed_is_explained_privately(knowledge):
    """The button of an old card says so instead of failing."""
    async with world_of(scripted(knowledge, said(chart="gone"))) as world:
        result = await pressed(world)

    assert result.ephemeral
    assert text_of(result.response) == SAID.chart_gone


async def test_a_picture_that_cannot_be_drawn_leaves_the_words(knowledge, monkeypatch, caplog):
    """The numbers are there, and the log has the traceback."""

    def broken(*_):
        raise RuntimeError("no ink")

    monkeypatch.setattr(pictures.drawing, "draw", broken)
    async with world_of(scripted(knowledge)) as world:
        result = await pressed(world)

    assert "$58,620" in text_of(result.response)
    assert not [one for one in components(result.response) if one["type"] == 12]
    assert "RuntimeError: no ink" in caplog.text


def test_only_answers_offer_a_chart():
    """Suggestions and gaps don't, whatever they carry."""
    assert "Show chart" in str(card(WITH_CHART, SAID).to_components())
    for outcome in (Outcome.NOT_COVERED, Outcome.SUGGESTED):
        assert "Show chart" not in str(card(replace(WITH_CHART, outcome=outcome), SAID).to_components())


@pytest.mark.parametrize(
    "custom_id", ["cb1:chart:pay-by-state", "cb1:show:pay", "cb1:show:pay:5", "cb1:sources:jqx3b34p6b"]
)
def test_a_known_button_is_not_taken_for_a_retired_one(custom_id):
    """Exactly one kind answers a press."""
    assert re.fullmatch(RETIRED_ID, custom_id) is None
