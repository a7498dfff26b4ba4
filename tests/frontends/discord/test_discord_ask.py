"""`/ask` through the real discord.py client: answers, privacy, choices, and what goes wrong."""

from __future__ import annotations

import pytest
from scripted import ScriptedAssistant, said
from worlds import SAID, buttons_of, text_of, world_of

from bot.answering.answer import Outcome, Source, Suggestion

SOURCE = Source("guide", "A Guide", "Duties", "U.S. Bureau of Labor Statistics")


async def test_an_answer_is_a_card_for_everybody_with_its_source() -> None:
    """The answer names title, text, guide, section and who first published it, and everybody sees it."""
    async with world_of(ScriptedAssistant(said(citations=(SOURCE,)))) as world:
        result = await world.alice.slash(world.channel, "ask", question="what do coders do")

    assert not result.ephemeral
    text = text_of(result.response)
    assert text.startswith("### What do coders do?\nCoders read charts.")
    assert "A Guide" in text
    assert "Duties, first published by U.S. Bureau of Labor Statistics" in text


async def test_private_answers_are_for_the_asker_alone() -> None:
    """`private: True` shows the same card to nobody else."""
    async with world_of(ScriptedAssistant()) as world:
        result = await world.alice.slash(world.channel, "ask", question="what do coders do", private=True)

        assert result.ephemeral
        assert "Coders read charts." in text_of(result.response)
        assert world.channel.history(viewer=world.bob) == []


async def test_ask_works_in_a_direct_message() -> None:
    """The command is there in direct messages too."""
    async with world_of(ScriptedAssistant()) as world:
        result = await world.alice.user.slash("ask", question="what do coders do")

    assert "Coders read charts." in text_of(result.response)


@pytest.mark.parametrize("outcome", [Outcome.UNMATCHED, Outcome.SOCIAL, Outcome.CRISIS])
async def test_what_is_nobody_elses_business_is_private(outcome: Outcome) -> None:
    """No answer, small talk and emergencies are told to the asker alone, without a career card."""
    script = ScriptedAssistant(said("A line.", outcome=outcome, entry=None, title=""))
    async with world_of(script) as world:
        result = await world.alice.slash(world.channel, "ask", question="tell me a joke")

    assert result.ephemeral
    assert text_of(result.response).endswith("A line.")
    assert buttons_of(result.response) == {}


@pytest.mark.parametrize(
    ("outcome", "silent", "line"),
    [(Outcome.UNMATCHED, False, SAID.no_answer), (Outcome.SOCIAL, True, SAID.nothing_to_say)],
)
async def test_a_command_always_gets_a_response(outcome: Outcome, silent: bool, line: str) -> None:
    """Even where the bot would be silent in a channel, the person who used the command hears something."""
    script = ScriptedAssistant(said("", outcome=outcome, entry=None, title="", silent_in_channels=silent))
    async with world_of(script) as world:
        result = await world.alice.slash(world.channel, "ask", question="buy my coins")

    assert result.ephemeral
    assert text_of(result.response).endswith(line)


async def test_unsure_answers_show_the_question_so_that_it_can_do_nothing() -> None:
    """The asker's words stand above did-you-mean buttons, and neither ping, link nor format there."""
    unsure = said("Did you mean", outcome=Outcome.SUGGESTED, entry=None, suggestions=(Suggestion("duties", "Duties?"),))
    async with world_of(ScriptedAssistant(unsure)) as world:
        words = "@everyone **look** <@1> https://evil.example/x\n# big"
        result = await world.alice.slash(world.channel, "ask", question=words)
        payload = world.env.http_requests[-1].json

    shown = text_of(result.response)
    assert "You asked: " in shown
    for dangerous in ("@everyone", "**look**", "<@1>", "https://", "\n# big"):
        assert dangerous not in shown
    assert payload["data"]["allowed_mentions"] == {"parse": []}
    assert buttons_of(result.response)["Duties?"] == f"cb1:show:duties:{world.alice.id}"


async def test_follow_ups_share_a_conversation_by_channel_and_person() -> None:
    """The same person in the same channel has one conversation, whichever way they ask; others have their own."""
    script = ScriptedAssistant()
    async with world_of(script) as world:
        await world.alice.slash(world.channel, "ask", question="pay in texas")
        await world.alice.send(world.channel, f"{world.me} and in Alaska?")
        await world.bob.slash(world.channel, "ask", question="pay in texas")
        await world.alice.send_dm("pay in texas")

    conversations = [conversation for _, conversation in script.asked]
    assert conversations[0] == conversations[1]
    assert len(set(conversations)) == 3


async def test_typing_offers_at_most_25_choices_of_at_most_100_characters() -> None:
    """Whatever the assistant offers, the list keeps Discord's limits."""
    offered = tuple(Suggestion(f"entry-{number}", f"Question {number} " + "word " * 40) for number in range(40))
    async with world_of(ScriptedAssistant(offered=offered)) as world:
        choices = await world.alice.autocomplete(world.channel, "ask", "question", "que")

    assert len(choices) == 25
    assert all(1 <= len(choice["name"]) <= 100 for choice in choices)
    assert all(1 <= len(choice["value"]) <= 100 for choice in choices)
    assert len({choice["value"] for choice in choices}) == 25


@pytest.mark.parametrize("question", ["How much?", "Question " + "word " * 40])
async def test_a_picked_choice_brings_its_own_entry(question: str) -> None:
    """A picked question gets the entry it was offered for, even where asking it would bring another."""
    script = ScriptedAssistant(
        said(entry="duties"), {"pay": said("A salary.", entry="pay")}, (Suggestion("pay", question),)
    )
    async with world_of(script) as world:
        [choice] = await world.alice.autocomplete(world.channel, "ask", "question", "how")
        picked = await world.alice.slash(world.channel, "ask", question=choice["value"])
        typed = await world.alice.slash(world.channel, "ask", question="how much??")

    assert "A salary." in text_of(picked.response)
    assert "Coders read charts." in text_of(typed.response)


async def test_a_failure_is_told_privately_and_logged(caplog: pytest.LogCaptureFixture) -> None:
    """When answering breaks, the asker is told so in private and the log has the traceback."""
    async with world_of(ScriptedAssistant(error=RuntimeError("broken"))) as world:
        result = await world.alice.slash(world.channel, "ask", question="what do coders do")
        assert [type(error.original) for error in world.env.errors] == [RuntimeError]

    assert result.ephemeral
    assert text_of(result.response) == SAID.failed
    [record] = [record for record in caplog.records if record.name == "bot.frontends.discord.failures"]
    assert "broken" in caplog.text
    assert record.exc_info is not None


async def test_a_command_that_is_gone_is_explained() -> None:
    """A command that Discord still shows but the bot no longer has gets a private line."""
    async with world_of(ScriptedAssistant()) as world:
        world.env.bot.tree.remove_command("ask")
        result = await world.alice.slash(world.channel, "ask", question="what do coders do")
        assert [type(error).__name__ for error in world.env.errors] == ["CommandNotFound"]

    assert result.ephemeral
    assert text_of(result.response) == SAID.command_changed


async def test_a_response_that_discord_refuses_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    """A refused response doesn't raise; one line says what Discord said."""
    async with world_of(ScriptedAssistant()) as world:
        world.env.inject_error("POST", "/interactions/*", status=404, code=10062, message="Unknown interaction")
        await world.alice.slash(world.channel, "ask", question="what do coders do")

    assert "came too late" in caplog.text
