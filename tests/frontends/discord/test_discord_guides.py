"""The whole way on Discord with the real knowledge: what a newcomer to a server would try first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worlds import buttons_of, press, text_of, world_of

from bot.frontends.discord.ask import picked_entry, question_choices
from bot.frontends.discord.buttons import ShowEntryButton
from bot.frontends.discord.client import CareerBot

if TYPE_CHECKING:
    from bot.answering.assistant import Assistant


async def test_ask_answers_with_a_cited_figure(assistant: Assistant) -> None:
    """A plain question about pay gets a figure, who published it, and the guide that says so."""
    async with world_of(assistant) as world:
        result = await world.alice.slash(world.channel, "ask", question="how much do medical coders make on average")

    text = text_of(result.response)
    assert not result.ephemeral
    assert "$" in text
    assert "first published by" in text
    assert any(guide.title in text.replace("\\", "") for guide in assistant.knowledge.guides.values())


async def test_a_mention_and_a_direct_message_get_the_same_answer(assistant: Assistant) -> None:
    """The way a question comes in doesn't change what the guides say."""
    question = "where do medical coders work"
    async with world_of(assistant) as world:
        await world.alice.send(world.channel, f"{world.me} {question}")
        await world.bob.send_dm(question)

        assert text_of(world.sent()[0]) == text_of(world.bob.user.dm_channel.last_message)
        assert "Sources" in text_of(world.sent()[0])


async def test_a_gap_is_said_and_not_filled(assistant: Assistant) -> None:
    """What no guide says gets no figure for something else."""
    async with world_of(assistant) as world:
        result = await world.alice.slash(world.channel, "ask", question="what does the CPC exam cost?")

    assert "No guide says what a certification exam costs" in text_of(result.response)
    assert "$" not in text_of(result.response)


async def test_talk_that_is_not_for_the_bot_stays_private(assistant: Assistant) -> None:
    """A question about something else isn't answered from the guides, and doesn't clutter the channel."""
    async with world_of(assistant) as world:
        result = await world.alice.slash(world.channel, "ask", question="who won the football game last night")

    assert result.ephemeral
    assert "Sources" not in text_of(result.response)


async def test_abuse_in_a_channel_gets_silence(assistant: Assistant) -> None:
    """The real small talk that is marked as silent stays silent in channels."""
    silent = next(talk for talk in assistant.knowledge.social.values() if talk.silent_in_channels)
    async with world_of(assistant) as world:
        await world.alice.send(world.channel, f"{world.me} {silent.phrasings[0]}")
        assert world.sent() == []
        await world.alice.send_dm(silent.phrasings[0])
        assert text_of(world.alice.user.dm_channel.last_message)


async def test_a_related_button_works_after_a_restart(assistant: Assistant) -> None:
    """The buttons under a real answer bring real answers, in a later process too."""
    async with world_of(assistant) as world:
        await world.alice.send(world.channel, f"{world.me} how much do medical coders make on average")
        [answer] = world.sent()
        await world.env.restart_bot(CareerBot(assistant))
        related = [label for label, custom_id in buttons_of(answer).items() if ":delete:" not in custom_id]
        for label in related:
            result = await press(world.alice, answer, label)
            assert "Sources" in text_of(result.response)
        assert related


async def test_typing_offers_real_questions(assistant: Assistant) -> None:
    """Nothing typed brings popular questions; a word brings questions with it."""
    async with world_of(assistant) as world:
        popular = await world.alice.autocomplete(world.channel, "ask", "question", "")
        about_exams = await world.alice.autocomplete(world.channel, "ask", "question", "exam")

    assert 5 <= len(popular) <= 25
    assert any("exam" in choice["name"].lower() for choice in about_exams)


def test_every_question_in_the_list_resolves_to_its_own_entry(assistant: Assistant) -> None:
    """For each entry with an answer, what the list sends back when its question is picked is that entry."""
    for entry in (one for one in assistant.knowledge.entries.values() if one.covered):
        assert entry.question in [choice.value for choice in question_choices(assistant, entry.question)], entry.id
        assert picked_entry(assistant, entry.question) == entry.id


def test_the_button_of_every_entry_is_known_again(assistant: Assistant) -> None:
    """By the custom id that Discord sends back of it."""
    for entry in assistant.knowledge.entries:
        button = ShowEntryButton.of("Label", entry=entry, asker=10**19)
        assert button.parts == {"entry": entry, "asker": str(10**19)}
