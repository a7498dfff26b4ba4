"""What was typed into a form isn't lost, whatever comes of it: a button opens the form again as it was left."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from moderated import ENTRY, VAIN, moderated
from worlds import FAQ, SAID, buttons_of, text_of

from bot.editing.editor import Editor
from bot.store.errors import SettingsConflictError, StoreUnavailableError
from bot.store.server_settings import ServerSettings

if TYPE_CHECKING:
    import simcord

EDITED = {"question": "What fills a coder's day?", "phrasings": VAIN, "answer": "Records.", "reason": "shorter"}
MADE = {"question": "May coders work in a submarine?", "phrasings": VAIN, "answer": "Wherever there are records.",
        "citations": "become-mibc-specialist, workplaces", "reason": "asked often"}  # fmt: skip
MANNERS = {"cooldown_seconds": "60", "quiet_hours": "22:00-06:30 America/New_York", "answer_threshold": "80",
           "suggest_threshold": "40"}  # fmt: skip
FORMS = pytest.mark.parametrize(
    ("command", "options", "typed"),
    [("faq edit", {"entry": ENTRY}, EDITED), ("faq new", {"topic": "work"}, MADE)],
)


async def fails(*_arguments: object, **_named: object) -> None:
    raise RuntimeError("something unexpected")


def held_by(opened: simcord.InteractionResult) -> dict[str, str]:
    """Return what the fields of a form hold."""
    fields = [one["component"] for one in opened.modal["components"]]
    return {one["custom_id"]: one.get("value") or "" for one in fields}


@FORMS
async def test_after_a_failure(tmp_path, monkeypatch, command, options, typed):
    """It is told and logged, and once what broke is mended the same form is sent anew."""
    async with moderated(tmp_path, monkeypatch) as (world, _store, _folder):
        form = await world.bob.slash(world.channel, command, **options)
        with monkeypatch.context() as broken:
            broken.setattr(Editor, "reword", fails)
            broken.setattr(Editor, "add", fails)
            failed = (await world.bob.submit_modal(form, typed)).response
        assert text_of(failed) == SAID.failed
        opened = await world.bob.click(failed, label=FAQ.form_again)
        assert held_by(opened) == typed
        proposed = (await world.bob.submit_modal(opened, typed)).response
        assert FAQ.apply in buttons_of(proposed)


@FORMS
async def test_after_the_change_was_shown(tmp_path, monkeypatch, command, options, typed):
    """Whoever sees a slip in what a change does mends that alone."""
    async with moderated(tmp_path, monkeypatch) as (world, _store, _folder):
        form = await world.bob.slash(world.channel, command, **options)
        proposed = (await world.bob.submit_modal(form, typed)).response
        assert held_by(await world.bob.click(proposed, label=FAQ.form_again)) == typed


@FORMS
async def test_after_nothing_could_be_changed_from_there_any_more(tmp_path, monkeypatch, command, options, typed):
    """The bot came to a second server while the form was open."""
    async with moderated(tmp_path, monkeypatch) as (world, _store, _folder):
        form = await world.bob.slash(world.channel, command, **options)
        world.env.create_guild("Somebody else's")
        refused = (await world.bob.submit_modal(form, typed)).response
        assert text_of(refused) == FAQ.not_from_here
        assert held_by(await world.bob.click(refused, label=FAQ.form_again)) == typed


@pytest.mark.parametrize(
    ("error", "told"),
    [(SettingsConflictError(), SAID.settings_conflict), (StoreUnavailableError("gone"), SAID.settings_gone),
     (RuntimeError("something unexpected"), SAID.failed)],
)  # fmt: skip
async def test_settings_that_were_not_saved(tmp_path, monkeypatch, error, told):
    """Somebody else was faster, the store is gone, or what nobody thought of."""
    async with moderated(tmp_path, monkeypatch) as (world, store, _folder):
        card = (await world.bob.slash(world.channel, "faq settings")).response
        form = await world.bob.click(card, custom_id="cb1:toggle:manners")

        async def refuses(*_arguments: object, **_named: object) -> None:
            raise error

        with monkeypatch.context() as broken:
            broken.setattr(type(store.settings), "save", refuses)
            refused = (await world.bob.submit_modal(form, MANNERS)).followups[-1]
        assert text_of(refused) == told
        opened = await world.bob.click(refused, label=FAQ.form_again)
        assert held_by(opened) == MANNERS
        await world.bob.submit_modal(opened, MANNERS)
        assert store.settings.of(world.guild.id).cooldown_seconds == int(MANNERS["cooldown_seconds"])


async def test_settings_that_cannot_be_used(tmp_path, monkeypatch):
    """The one that is wrong is mended, and the others needn't be typed again."""
    async with moderated(tmp_path, monkeypatch) as (world, store, _folder):
        card = (await world.bob.slash(world.channel, "faq settings")).response
        form = await world.bob.click(card, custom_id="cb1:toggle:manners")
        wrong = MANNERS | {"quiet_hours": "at night"}
        refused = (await world.bob.submit_modal(form, wrong)).followups[-1]
        assert store.settings.of(world.guild.id) == ServerSettings()
        opened = await world.bob.click(refused, label=FAQ.form_again)
        assert held_by(opened) == wrong
        shown = await world.bob.submit_modal(opened, MANNERS)
        assert MANNERS["quiet_hours"] in text_of(shown.response)
