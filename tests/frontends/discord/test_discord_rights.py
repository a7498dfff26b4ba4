"""A form or a button that somebody got while they might is no use to them once they may not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from moderated import ENTRY, VAIN, moderated
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
