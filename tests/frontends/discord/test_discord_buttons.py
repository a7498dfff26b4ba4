"""Buttons through the real discord.py client: whose card changes, and what outlives a restart."""

from __future__ import annotations

import discord
import pytest
from scripted import ScriptedAssistant, said
from worlds import SAID, World, buttons_of, press, text_of, world_of

from bot.answering.answer import Outcome, Suggestion
from bot.frontends.discord import limits
from bot.frontends.discord.buttons import RetiredButton, ShowEntryButton
from bot.frontends.discord.client import CareerBot

UNSURE = said(
    "Did you mean one of these?", outcome=Outcome.SUGGESTED, entry=None, title="",
    suggestions=(Suggestion("pay", "How much?"), Suggestion("hours", "Which hours?")),
)  # fmt: skip
SURE = said(related=(Suggestion("pay", "How much?"), Suggestion("duties", "This very entry?")))
ENTRIES = {"pay": said("A salary.", entry="pay"), "hours": said("Office hours.", entry="hours")}


async def asked(world: World) -> discord.Message:
    """Have Alice ask, and return the bot's card."""
    await world.alice.send(world.channel, f"{world.me} so?")
    return world.sent()[-1]


async def test_did_you_mean_becomes_the_answer_for_who_asked() -> None:
    """The asker's press turns the card into the answer, in its place, with no second message."""
    async with world_of(ScriptedAssistant(UNSURE, ENTRIES)) as world:
        card = await asked(world)
        assert list(buttons_of(card)) == ["How much?", "Which hours?", SAID.delete]
        await press(world.alice, card, "How much?")
        [changed] = world.sent()
        payload = world.env.http_requests[-1].json

    assert changed.id == card.id
    assert "A salary." in text_of(changed)
    assert "Did you mean" not in text_of(changed)
    assert payload["data"]["allowed_mentions"] == {"parse": []}


async def test_did_you_mean_answers_others_privately() -> None:
    """Somebody else's press leaves the asker's card alone."""
    async with world_of(ScriptedAssistant(UNSURE, ENTRIES)) as world:
        card = await asked(world)
        result = await press(world.bob, card, "How much?")

        assert "Did you mean" in text_of(world.sent()[0])
    assert result.ephemeral
    assert "A salary." in text_of(result.response)


async def test_related_answers_come_beside_the_answer_not_in_its_place() -> None:
    """A related entry is shown privately, and an entry isn't related to itself."""
    async with world_of(ScriptedAssistant(SURE, ENTRIES)) as world:
        card = await asked(world)
        assert list(buttons_of(card)) == ["How much?", SAID.delete]
        result = await press(world.alice, card, "How much?")

        assert "Coders read charts." in text_of(world.sent()[0])
    assert result.ephemeral
    assert "A salary." in text_of(result.response)


async def test_buttons_work_in_direct_messages() -> None:
    """There is nobody to hide from in a direct message: the answer stays in the history."""
    async with world_of(ScriptedAssistant(SURE, ENTRIES)) as world:
        await world.alice.send_dm("so?")
        result = await press(world.alice.user, world.alice.user.dm_channel.last_message, "How much?")

    assert not result.ephemeral
    assert "A salary." in text_of(result.response)


async def test_a_button_works_after_a_restart() -> None:
    """All that a button needs is in its custom id: a new process answers it."""
    async with world_of(ScriptedAssistant(UNSURE, ENTRIES)) as world:
        card = await asked(world)
        await world.env.restart_bot(CareerBot(ScriptedAssistant(UNSURE, ENTRIES)))
        await press(world.alice, card, "Which hours?")

        assert "Office hours." in text_of(world.channel.last_message)


async def test_a_removed_entry_is_explained_privately() -> None:
    """A button whose entry is gone says so, and the card stays as it is."""
    async with world_of(ScriptedAssistant(UNSURE, ENTRIES)) as world:
        card = await asked(world)
        await world.env.restart_bot(CareerBot(ScriptedAssistant(UNSURE, {})))
        result = await press(world.alice, card, "How much?")

        assert "Did you mean" in text_of(world.sent()[0])
    assert result.ephemeral
    assert text_of(result.response) == SAID.entry_gone


@pytest.mark.parametrize(
    "custom_id",
    [
        "cb1:show:pay", "cb1:show:pay:81384788765712384", "cb1:chart:pay-by-state", "cb1:sources:abcde234ab",
        "cb1:vote:pay:yes", "cb1:vote:pay:no", "cb1:topics", "cb1:topics:salary:12", "cb1:forget", "cb1:delete:42",
        "cb1:set:mode", "cb1:set:moderators_channel", "cb1:toggle:manners", "cb1:vain:list", "cb1:vain:teach:7",
        "cb1:vain:dismiss-all:7", "cb1:vain:back:7", "cb1:change:apply:0123456789abcdef", "cb1:form:0123456789abcdef",
        "cb0:show:pay", "cb1:topics:salary", "cb1:vain:teach:7:8",
    ],
)  # fmt: skip
async def test_each_id_on_a_card_has_one_kind_of_button_or_menu_that_makes_it(custom_id: str) -> None:
    """What stands on cards of years ago is known by one kind, which makes the very id of its parts."""
    async with world_of(ScriptedAssistant()) as world:
        kinds = world.env.bot._connection._view_store._dynamic_items
        [kind] = [kind for template, kind in kinds.items() if template.fullmatch(custom_id)]

    pressed = kind(discord.ui.Button(label="Old", custom_id=custom_id))
    if kind is RetiredButton:
        assert pressed.parts == {}
    else:
        assert kind.form.filled(**pressed.parts) == custom_id


@pytest.mark.parametrize("custom_id", ["cb0:show:pay", "cb2:show:pay", "cb1:vote:pay", "cb1:show:PAY!"])
async def test_a_button_of_another_version_is_answered(custom_id: str) -> None:
    """A button that this version doesn't know gets a private line instead of Discord's 'interaction failed'."""
    async with world_of(ScriptedAssistant()) as world:
        view = discord.ui.View(timeout=None)
        view.add_item(discord.ui.Button(label="Old", custom_id=custom_id))
        view.stop()
        card = await world.env.bot.get_channel(world.channel.id).send("an old card", view=view)
        result = await world.alice.click(card, label="Old")

    assert result.ephemeral
    assert text_of(result.response) == SAID.button_retired


async def test_a_failure_is_told_privately_and_logged(caplog: pytest.LogCaptureFixture) -> None:
    """When showing breaks, the person is told so in private and the log has the traceback."""
    script = ScriptedAssistant(UNSURE, ENTRIES)
    async with world_of(script) as world:
        card = await asked(world)
        script.error = RuntimeError("broken")
        result = await press(world.alice, card, "How much?")

    assert result.ephemeral
    assert text_of(result.response) == SAID.failed
    assert "RuntimeError: broken" in caplog.text


async def test_cards_leave_nothing_behind_in_memory() -> None:
    """discord.py keeps no view of a sent card: buttons are known by their ids alone."""
    async with world_of(ScriptedAssistant(UNSURE, ENTRIES)) as world:
        await asked(world)
        await world.alice.slash(world.channel, "ask", question="so?")

        assert world.env.bot.persistent_views == []
        assert world.env.bot._connection._view_store._views == {}


def test_the_longest_entry_id_fits_into_a_custom_id() -> None:
    """64 characters of entry id and 20 of user id stay within Discord's 100."""
    button = ShowEntryButton.of("Label", entry="e" * 64, asker=10**19)

    assert len(button.custom_id) <= limits.CUSTOM_ID


@pytest.mark.parametrize("who", ["the asker", "a moderator"])
async def test_an_answer_is_taken_away_by_who_asked_and_by_moderators(who: str) -> None:
    """After a restart as before it; the question stays."""
    async with world_of(ScriptedAssistant()) as world:
        card = await asked(world)
        role = world.guild.create_role("Moderators", permissions=discord.Permissions(manage_messages=True))
        carla = world.guild.add_member(world.env.create_user("carla"), roles=[role])
        await world.env.restart_bot(CareerBot(ScriptedAssistant()))
        await (world.alice if who == "the asker" else carla).click(card, label=SAID.delete)

        assert world.sent() == []
        assert len(world.channel.history()) == 1


async def test_an_answer_to_a_command_is_taken_away_the_same_way() -> None:
    """Where everybody sees it."""
    async with world_of(ScriptedAssistant()) as world:
        asked = await world.alice.slash(world.channel, "ask", question="so?")
        told = await world.bob.click(asked.response, label=SAID.delete)
        assert text_of(told.response) == SAID.not_yours_to_delete
        await world.alice.click(asked.response, label=SAID.delete)

        assert world.sent() == []


async def test_nobody_else_takes_an_answer_away() -> None:
    """They are told whose it is to do so."""
    async with world_of(ScriptedAssistant()) as world:
        card = await asked(world)
        told = await world.bob.click(card, label=SAID.delete)

        assert len(world.sent()) == 1
    assert told.ephemeral
    assert text_of(told.response) == SAID.not_yours_to_delete


async def test_what_nobody_else_sees_has_no_button_to_take_it_away() -> None:
    """Direct messages, private answers and single lines."""
    async with world_of(ScriptedAssistant()) as world:
        await world.alice.send_dm("so?")
        assert SAID.delete not in buttons_of(world.alice.user.dm_channel.last_message)
        private = await world.alice.slash(world.channel, "ask", question="so?", private=True)
        assert SAID.delete not in buttons_of(private.response)
        await world.alice.send(world.channel, world.me)
        assert buttons_of(world.sent()[-1]) == {}
