"""What can be browsed: topics, guides, what the bot is, what it keeps, and how to ask; and the deletion of votes."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from simcord.components import COMPONENTS_V2_FLAG, validate_components
from stores import written
from worlds import SAID, buttons_of, components, flat, press, speaking, text_of, world_of

from bot.frontends.discord.topics import QUESTIONS_A_PAGE, topics_card, topics_with_answers
from bot.store.address import sqlite_address
from bot.store.store import Store
from bot.store.write_queue import QueueLimits

if TYPE_CHECKING:
    from pathlib import Path

    from bot.answering.assistant import Assistant

SURFACES = ("topics", "sources", "about", "privacy", "help")


@pytest.mark.parametrize("command", SURFACES)
async def test_each_is_answered_privately_in_a_server_and_in_a_direct_message(
    assistant: Assistant, command: str
) -> None:
    """Browsing clutters no channel, and works where there is none."""
    async with world_of(assistant) as world:
        in_server = await world.alice.slash(world.channel, command)
        direct = await world.alice.user.slash(command)

    assert in_server.ephemeral
    assert text_of(in_server.response) == text_of(direct.response)
    assert "{" not in text_of(in_server.response)


@pytest.mark.parametrize(("locale", "said"), [("en-US", "“and in {place}?”"), ("es-ES", "«¿y en {place}?»")])
async def test_help_has_a_follow_up_of_the_knowledge_in_use(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch, locale: str, said: str
) -> None:
    """A place that pay is known for, asked for in the reader's language."""
    paid_in = {figure.area.name for figure in assistant.knowledge.figures_of("pay") if figure.area}
    speaking(locale, monkeypatch)
    async with world_of(assistant) as world:
        shown = text_of((await world.alice.slash(world.channel, "help")).response)

    assert any(said.format(place=place) in shown for place in paid_in)


async def test_help_names_no_place_where_pay_is_by_none(assistant: Assistant) -> None:
    """Another field may have no places, and nothing that is asked about an answer; then no follow-up is named."""
    other_field = replace(assistant.knowledge, figures={})
    for knowledge in (other_field, replace(other_field, follow_ups={})):
        async with world_of(SimpleNamespace(knowledge=knowledge)) as world:
            shown = text_of((await world.alice.slash(world.channel, "help")).response)
        assert "and in" not in shown
        assert ("Follow-ups work" in shown) == bool(knowledge.follow_ups)
        assert "write to me directly." in shown


async def test_everybody_can_have_every_command_everywhere() -> None:
    """Each command but the moderators' works in servers, in direct messages and among people, and can be one's own."""
    async with world_of(object()) as world:
        described = [command.to_dict(world.env.bot.tree) for command in world.env.bot.tree.get_commands()]

    for command in described:
        if command["name"] != "faq":
            assert sorted(command["integration_types"]) == [0, 1], command["name"]
            assert sorted(command["contexts"]) == [0, 1, 2], command["name"]


async def test_topics_are_turned_page_by_page(assistant: Assistant) -> None:
    """All topics, then a topic's questions, further and back, each with a button that shows its answer."""
    async with world_of(assistant) as world:
        result = await world.alice.slash(world.channel, "topics")
        assert set(buttons_of(result.response)) == {"Certification", "Education", "Outlook", "Pay", "Skills", "Work"}
        first = await world.alice.click(result.response, label="Pay")
        shown = text_of(first.response)
        assert "Page 1 of 3" in shown
        second = await world.alice.click(first.response, label=SAID.next_page)
        assert "Page 2 of 3" in text_of(second.response)
        question = next(label for label, custom_id in buttons_of(second.response).items() if ":show:" in custom_id)
        answer = await press(world.alice, second.response, question)
        assert SAID.sources in text_of(answer.response)
        back = await world.alice.click(second.response, label=SAID.all_topics)
        assert SAID.topics_title in text_of(back.response)


async def test_a_topic_is_picked_from_the_list(assistant: Assistant) -> None:
    """By its name or its id; one that isn't there shows all of them."""
    async with world_of(assistant) as world:
        choices = await world.alice.autocomplete(world.channel, "topics", "topic", "cert")
        assert [choice["name"] for choice in choices] == ["Certification"]
        for typed in ("certification", "Certification"):
            result = await world.alice.slash(world.channel, "topics", topic=typed)
            assert text_of(result.response).startswith("### Certification")
        lost = await world.alice.slash(world.channel, "topics", topic="herding cats")
        assert SAID.topics_title in text_of(lost.response)


def test_every_page_of_every_topic_fits(assistant: Assistant) -> None:
    """Discord takes each whole, and together they show every entry with an answer once."""
    shown: list[str] = []
    for topic, entries in topics_with_answers(assistant.knowledge).items():
        for page in range((len(entries) - 1) // QUESTIONS_A_PAGE + 1):
            drawn = topics_card(assistant.knowledge, SAID, topic, page).to_components()
            validate_components(drawn, flags=COMPONENTS_V2_FLAG)
            ids = [one["custom_id"] for one in flat(drawn) if one["type"] == 2]
            shown += [one.removeprefix("cb1:show:") for one in ids if one.startswith("cb1:show:")]
    assert sorted(shown) == sorted(entry.id for entry in assistant.knowledge.entries.values() if entry.covered)


async def test_sources_name_every_guide_as_it_is_cited(assistant: Assistant) -> None:
    """By the title that stands under answers."""
    async with world_of(assistant) as world:
        result = await world.alice.slash(world.channel, "sources")

    shown = text_of(result.response).replace("\\", "")
    for guide in assistant.knowledge.guides.values():
        assert guide.title in shown


async def test_a_person_has_their_votes_deleted(assistant: Assistant, tmp_path: Path) -> None:
    """Theirs, written or waiting, and nobody else's; they hear how many there were."""
    limits = QueueLimits(linger=0.01)
    store = Store(sqlite_address(tmp_path / "bot.db"), voting_key=b"k" * 32, limits=limits)
    async with store, world_of(assistant, store) as world:
        for person in (world.alice, world.bob):
            store.vote(person.id, "daily-duties", helpful=True)
        await written(store)
        asked = await world.alice.slash(world.channel, "privacy")
        assert "30 days" in text_of(asked.response)
        done = await world.alice.click(asked.response, label=SAID.forget_me)
        assert done.ephemeral
        assert text_of(done.response) == SAID.forgotten.format(votes=1)
        assert await store.votes.of_person(world.alice.id) == []
        assert len(await store.votes.of_person(world.bob.id)) == 1


async def test_that_votes_cannot_be_deleted_is_said(
    assistant: Assistant, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """With a database that can't be opened the person is told to come back, and the log says why."""
    (tmp_path / "bot.db").mkdir()
    store = Store(sqlite_address(tmp_path / "bot.db"), voting_key=b"k" * 32)
    async with world_of(assistant, store) as world:
        asked = await world.alice.slash(world.channel, "privacy")
        done = await world.alice.click(asked.response, label=SAID.forget_me)
        assert text_of(done.response) == SAID.cannot_forget
    assert "What is kept of a person can't be deleted: " in caplog.text
    await store.database.close()


async def test_without_a_store_nothing_is_kept_and_it_says_so(assistant: Assistant) -> None:
    """And there is no button to delete it with."""
    async with world_of(assistant) as world:
        asked = await world.alice.slash(world.channel, "privacy")

    assert text_of(asked.response) == SAID.privacy_nothing_kept
    assert not [one for one in components(asked.response) if one["type"] == 2]
