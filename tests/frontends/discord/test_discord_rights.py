"""Nobody else uses the moderators' commands, and what somebody got while they might is no use once they may not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from moderated import ENTRY, VAIN, asked_in_vain, moderated
from worlds import FAQ, SAID, text_of

from bot.store.server_settings import ServerSettings

if TYPE_CHECKING:
    import simcord
    from worlds import World

MADE = {
    "question": "May coders work in a submarine?", "phrasings": VAIN, "answer": "Wherever there are records.",
    "citations": "become-mibc-specialist, workplaces",
}  # fmt: skip


def dismissed(world: World, person: simcord.MemberActor) -> None:
    """Take all roles from somebody."""
    member = world.env.backend.get_member(world.guild.id, person.id)
    for role in list(member.role_ids):
        world.env.backend.remove_member_role(world.guild.id, person.id, role)


async def test_nobody_else_may(tmp_path, monkeypatch):
    """Each command is refused privately, also where an administrator has opened it to somebody."""
    async with moderated(tmp_path, monkeypatch) as (world, _store, _folder):
        (command_of_all,) = [one for one in await world.env.bot.tree.fetch_commands() if one.name == "faq"]
        world.guild.set_command_permissions(command_of_all, {world.alice: True})
        commands = world.env.bot.tree.get_command("faq").commands
        assert len(commands) > 5
        for command in commands:
            needed = {one.name: "anything" for one in command.parameters if one.required}
            refused = await world.alice.slash(world.channel, command.qualified_name, **needed)
            assert text_of(refused.response) == FAQ.not_allowed, command.name
            assert refused.ephemeral
            assert refused.modal is None


async def test_no_list_or_button_of_the_moderators_serves_who_lost_the_right_since(tmp_path, monkeypatch):
    """Whatever they have on their screen: nothing is shown, opened, dismissed or written any more."""
    async with moderated(tmp_path, monkeypatch) as (world, store, folder):
        before = {path: path.read_bytes() for path in folder.rglob("*.yaml")}
        await asked_in_vain(world, store, VAIN)
        listed, card = [(await world.bob.slash(world.channel, "faq unanswered")).response for _ in range(2)]
        number = str((await store.unanswered.most_asked(world.guild.id))[0].id)
        await world.bob.select(card, [number])
        form = await world.bob.slash(world.channel, "faq new", topic="work")
        proposed = (await world.bob.submit_modal(form, MADE)).response
        dismissed(world, world.bob)
        refused = [await world.bob.select(listed, [number]), await world.bob.select(card, ["remote-work"])]
        buttons = [(card, label) for label in (FAQ.make_entry, FAQ.mark_gap, FAQ.dismiss, FAQ.back)]
        buttons += [(proposed, label) for label in (FAQ.apply, FAQ.leave_it, FAQ.form_again)]
        refused += [await world.bob.click(message, label=label) for message, label in buttons]

        for told in refused:
            assert text_of(told.response) == FAQ.not_allowed
            assert told.ephemeral
            assert told.modal is None
        assert {path: path.read_bytes() for path in folder.rglob("*.yaml")} == before
        assert len(await store.unanswered.most_asked(world.guild.id)) == 1


@pytest.mark.parametrize(
    ("command", "options", "typed"),
    [
        ("faq edit", {"entry": ENTRY}, {"question": "Cats?", "phrasings": VAIN, "answer": "Buy cats."}),
        ("faq new", {}, MADE),
    ],
)
async def test_a_form_of_the_knowledge_is_refused_to_who_lost_the_right_while_it_was_open(
    tmp_path, monkeypatch, command: str, options: dict[str, Any], typed: dict[str, str]
):
    """Nothing is proposed, held or written."""
    async with moderated(tmp_path, monkeypatch) as (world, store, folder):
        before = {path: path.read_bytes() for path in folder.rglob("*.yaml")}
        form = await world.bob.slash(world.channel, command, **options)
        dismissed(world, world.bob)
        refused = await world.bob.submit_modal(form, typed)

        assert text_of(refused.response) == FAQ.not_allowed
        assert refused.ephemeral
        assert {path: path.read_bytes() for path in folder.rglob("*.yaml")} == before
        assert not await store.changes.newest(guild_id=world.guild.id)


async def test_a_change_is_not_applied_by_who_lost_the_right_since(tmp_path, monkeypatch):
    """Although it was proposed by them, and shown to them alone."""
    async with moderated(tmp_path, monkeypatch) as (world, store, _folder):
        proposed = await world.bob.slash(world.channel, "faq teach", question=VAIN, entry=ENTRY)
        dismissed(world, world.bob)
        refused = await world.bob.click(proposed.response, label=FAQ.apply)

        assert text_of(refused.response) == FAQ.not_allowed
        assert not await store.changes.newest(guild_id=world.guild.id)


async def test_the_form_of_the_settings_is_refused_to_who_lost_the_right_while_it_was_open(tmp_path, monkeypatch):
    """The settings stay."""
    async with moderated(tmp_path, monkeypatch) as (world, store, _folder):
        card = (await world.bob.slash(world.channel, "faq settings")).response
        form = await world.bob.click(card, custom_id="cb1:toggle:manners")
        dismissed(world, world.bob)
        refused = await world.bob.submit_modal(form, {"cooldown_seconds": "1"})

        assert text_of(refused.response) == SAID.only_managers
        assert store.settings.of(world.guild.id) == ServerSettings()
