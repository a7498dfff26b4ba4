"""Deciding on a change that was shown: once, while it is held, and with a word when it isn't any more."""

from __future__ import annotations

import subprocess
from dataclasses import fields, replace

import pytest
from moderated import ENTRY, FILE, VAIN, asked_in_vain, done_as, moderated, moderator
from worlds import FAQ, buttons_of, text_of

from bot.editing.editor import Editor
from bot.frontends.discord import faq_held
from bot.frontends.discord.client import CareerBot
from bot.frontends.discord.faq_held import Fate, HeldChange, HeldChanges
from bot.knowledge import knowledge_files
from bot.live import LiveAssistant
from bot.settings import Settings
from bot.store.changes import Change
from bot.store.errors import StoreError
from bot.store.server_settings import ServerSettings


async def taught(world):
    return (await world.bob.slash(world.channel, "faq teach", question=VAIN, entry=ENTRY)).response


@pytest.mark.parametrize("label", [FAQ.apply, FAQ.leave_it])
async def test_after_a_restart_a_press_is_told_to_run_the_command_again(tmp_path, monkeypatch, label):
    """What was held is gone with the process, and nothing is written."""
    async with moderated(tmp_path, monkeypatch) as (world, store, folder):
        proposed = await taught(world)
        before = (folder / FILE).read_text(encoding="utf-8")
        bot = CareerBot(world.env.bot.assistant, store=store)
        live = LiveAssistant(Settings(knowledge_dir=folder), bot.assistant, bot.use)
        bot.follow(live, Editor(folder, live))
        await world.env.restart_bot(bot)
        pressed = await world.bob.click(proposed, label=label)
        assert pressed.ephemeral
        assert text_of(pressed.response) == FAQ.not_held
        assert (folder / FILE).read_text(encoding="utf-8") == before
        again = await taught(world)
        await world.bob.click(again, label=FAQ.apply)
        assert VAIN in (folder / FILE).read_text(encoding="utf-8")


async def test_a_change_is_decided_on_once(tmp_path, monkeypatch):
    """Whoever presses later is told so, and nothing is written twice."""
    async with moderated(tmp_path, monkeypatch) as (world, store, _folder):
        proposed = await taught(world)
        first, second = [await world.bob.click(proposed, label=FAQ.apply) for _ in range(2)]
        assert text_of(first.response) == done_as(1)
        assert text_of(second.response) == FAQ.decided
        assert len(await store.changes.newest(guild_id=world.guild.id)) == 1


async def proposed_to_two(world, store):
    """What bob proposes where two have to agree, and carol, who may approve it."""
    await store.settings.save(world.guild.id, ServerSettings(second_moderator_approves=True), seen=0)
    return await taught(world), moderator(world, "carol")


async def test_a_change_is_made_again_on_a_file_that_has_changed_meanwhile(tmp_path, monkeypatch):
    """If it does the same there, it is applied; what others have done stays."""
    async with moderated(tmp_path, monkeypatch) as (world, store, folder):
        proposed, carol = await proposed_to_two(world, store)
        file = folder / FILE
        others = file.read_text(encoding="utf-8").replace("entries:\n", "# a remark of somebody's\nentries:\n", 1)
        file.write_text(others, encoding="utf-8")
        done = await carol.click(proposed, label=FAQ.approve)
        assert text_of(done.response) == done_as(1)
        after = file.read_text(encoding="utf-8")
        assert [row for row in after.splitlines() if row not in others.splitlines()] == [f"      - {VAIN}"]
        (change,) = await store.changes.newest(guild_id=world.guild.id)
        assert change.approved_by == carol.id


async def test_a_change_that_does_something_else_by_now_is_shown_anew(tmp_path, monkeypatch):
    """And applied only when that is approved, too; the first buttons lead there."""
    async with moderated(tmp_path, monkeypatch) as (world, store, folder):
        proposed, carol = await proposed_to_two(world, store)
        file, answer = folder / FILE, world.env.bot.assistant.knowledge.entries[ENTRY].answer.splitlines()[0]
        file.write_text(file.read_text(encoding="utf-8").replace(answer, f"Mostly this: {answer}", 1), encoding="utf-8")
        anew = (await carol.click(proposed, label=FAQ.approve)).response
        assert text_of(anew).startswith(FAQ.does_otherwise)
        assert "Mostly this" in text_of(anew)
        assert VAIN not in file.read_text(encoding="utf-8")
        first = await carol.click(proposed, label=FAQ.approve)
        assert text_of(first.response) == FAQ.shown_anew
        own = await world.bob.click(anew, label=FAQ.approve)
        assert text_of(own.response) == FAQ.second_needed
        await carol.click(anew, label=FAQ.approve)
        assert VAIN in file.read_text(encoding="utf-8")


async def test_a_change_that_cannot_be_made_goes_on_waiting(tmp_path, monkeypatch):
    """Under its buttons, which work once nothing is in the way any more."""
    async with moderated(tmp_path, monkeypatch) as (world, store, folder):
        proposed, carol = await proposed_to_two(world, store)
        file = folder / FILE
        whole = file.read_text(encoding="utf-8")
        file.write_text(f"{whole}\n  - {{", encoding="utf-8")
        refused = await carol.click(proposed, label=FAQ.approve)
        assert FAQ.refused in text_of(refused.response)
        assert FAQ.still_waits in text_of(refused.response)
        file.write_text(whole, encoding="utf-8")
        done = await carol.click(proposed, label=FAQ.approve)
        assert text_of(done.response) == done_as(1)


async def test_two_presses_at_once_apply_a_change_once(tmp_path, monkeypatch):
    """The second is told that somebody is at it."""
    async with moderated(tmp_path, monkeypatch) as (world, store, _folder):
        proposed = await taught(world)
        held = world.env.bot.held
        key = buttons_of(proposed)[FAQ.apply].rpartition(":")[2]
        change = held.of(key)
        held.decide(key, Fate.BEING_DECIDED)
        second = await world.bob.click(proposed, label=FAQ.apply)
        assert text_of(second.response) == FAQ.being_decided
        held.hold(change, key)  # as when the first came to nothing
        await world.bob.click(proposed, label=FAQ.apply)
        assert len(await store.changes.newest(guild_id=world.guild.id)) == 1


async def test_a_change_that_is_left_is_not_made(tmp_path, monkeypatch):
    """And its buttons are gone."""
    async with moderated(tmp_path, monkeypatch) as (world, _, folder):
        left = await world.bob.click(await taught(world), label=FAQ.leave_it)
        assert text_of(left.response) == FAQ.left
        assert not buttons_of(left.response)
        assert VAIN not in (folder / FILE).read_text(encoding="utf-8")


def test_a_change_is_held_for_a_day_and_only_so_many_are(monkeypatch):
    """The oldest go first."""
    monkeypatch.setattr(faq_held, "_MOST", 2)
    now = [0.0]
    held = HeldChanges(lambda: now[0])
    change = HeldChange(None, None, None)
    first, second, third = (held.hold(change) for _ in range(3))
    assert held.of(first) is None
    assert held.of(second) is held.of(third) is change
    held.decide(second)
    assert (held.of(second), held.fate_of(second), held.fate_of(third)) == (None, Fate.DECIDED, None)
    now[0] = 24 * 3600.0
    assert held.of(third) is change
    now[0] += 1
    assert held.of(third) is None


def git(folder, *arguments):
    """What git says, with an identity for its own commits."""
    identity = ("-c", "user.name=T", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false")
    done = subprocess.run(["git", "-C", folder, *identity, *arguments], check=True, capture_output=True)  # noqa: S603, S607
    return done.stdout.decode()


async def test_a_change_is_committed_where_that_is_wanted(tmp_path, monkeypatch):
    """In the proposer's name, with the reason and who approved it; what else has changed is left alone."""
    async with moderated(tmp_path, monkeypatch, commits=True) as (world, store, folder):
        await store.settings.save(world.guild.id, ServerSettings(second_moderator_approves=True), seen=0)
        git(tmp_path, "init", "-q")
        git(tmp_path, "add", "knowledge")
        git(tmp_path, "commit", "-qm", "The beginning")
        (folder / "guides.yaml").write_text((folder / "guides.yaml").read_text() + "# a remark\n")
        git(tmp_path, "add", "-A")
        reason = "--amend people ask it daily"
        proposed = await world.bob.slash(world.channel, "faq teach", question=VAIN, entry=ENTRY, reason=reason)
        done = await moderator(world, "carol").click(proposed.response, label=FAQ.approve)
        assert text_of(done.response) == done_as(1)
        told = git(tmp_path, "log", "-1", "--stat", "--format=%an <%ae>%n%cn%n%B")
        assert told.startswith(f"carla <{world.bob.id}@discord.invalid>\ncareer-bot\n{reason}\n\nApproved-by: carol <")
        assert "1 file changed, 1 insertion(+)" in told
        assert f"knowledge/{FILE}" in told


async def test_a_change_stands_although_git_refuses_it(tmp_path, monkeypatch):
    """And the moderator is told why it isn't committed."""
    async with moderated(tmp_path, monkeypatch, commits=True) as (world, store, folder):
        done = await world.bob.click(await taught(world), label=FAQ.apply)
        assert done_as(1) in text_of(done.response)
        assert "not a git repository" in text_of(done.response)
        assert VAIN in (folder / FILE).read_text(encoding="utf-8")
        assert len(await store.changes.newest(guild_id=world.guild.id)) == 1


async def test_a_change_that_cannot_be_served_yet_is_not_called_in_service(tmp_path, monkeypatch):
    """As when another file has got an error while this one was written."""
    async with moderated(tmp_path, monkeypatch) as (world, _, folder):
        proposed, save = await taught(world), knowledge_files.write_atomically

        def written_beside_another(path, content):
            save(path, content)
            (folder / "guides.yaml").write_text("guides: {", encoding="utf-8")

        monkeypatch.setattr(knowledge_files, "write_atomically", written_beside_another)
        done = await world.bob.click(proposed, label=FAQ.apply)
        assert text_of(done.response) == f"{FAQ.not_served}\n{FAQ.recorded.format(number=1)}"
        assert VAIN in (folder / FILE).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("table", "method", "told"),
    [
        ("changes", "record", FAQ.not_recorded),
        ("unanswered", "forget", f"{FAQ.recorded.format(number=1)}\n{FAQ.not_off_the_list}"),
    ],
)
async def test_what_cannot_be_noted_is_told_of_just_that(tmp_path, monkeypatch, table, method, told):
    """The history, or the list of what was asked in vain; the change stands."""
    async with moderated(tmp_path, monkeypatch) as (world, store, folder):
        await asked_in_vain(world, store, VAIN)
        proposed = await taught(world)

        async def gone(*_arguments, **_options):
            raise StoreError

        monkeypatch.setattr(getattr(store, table), method, gone)
        done = await world.bob.click(proposed, label=FAQ.apply)
        assert text_of(done.response) == f"{FAQ.applied}\n{told}"
        assert VAIN in (folder / FILE).read_text(encoding="utf-8")


async def test_what_was_taken_back_already_is_a_change_of_its_own_when_taken_back_again(tmp_path, monkeypatch):
    """Its number is in the history, rather than none."""
    async with moderated(tmp_path, monkeypatch) as (world, store, _folder):
        await world.bob.click(await taught(world), label=FAQ.apply)
        undos = [(await world.bob.slash(world.channel, "faq undo")).response for _ in range(2)]
        await world.bob.click(undos[0], label=FAQ.apply)
        await world.bob.click(await taught(world), label=FAQ.apply)
        again = await world.bob.click(undos[1], label=FAQ.apply)
        assert text_of(again.response) == f"{FAQ.undone}\n{FAQ.recorded_undoing.format(number=4)}"
        assert [one.action for one in await store.changes.newest()] == ["undo", "teach", "undo", "teach"]


async def test_an_old_change_is_taken_back_although_its_neighbours_have_changed(tmp_path, monkeypatch):
    """However many changes came after it: only its own lines have to be as it left them."""
    async with moderated(tmp_path, monkeypatch) as (world, store, folder):
        await world.bob.click(await taught(world), label=FAQ.apply)
        other = await world.bob.slash(world.channel, "faq teach", question="zeppelin dress code", entry=ENTRY)
        await world.bob.click(other.response, label=FAQ.apply)
        (_, first) = await store.changes.newest()
        for _ in range(51):
            await store.changes.record(replace(as_written(first), guild_id=world.guild.id, action="edit"))
        assert text_of((await world.bob.slash(world.channel, "faq undo", change=99)).response) == FAQ.nothing_to_undo
        proposed = await world.bob.slash(world.channel, "faq undo", change=first.id)
        await world.bob.click(proposed.response, label=FAQ.apply)
        text = (folder / FILE).read_text(encoding="utf-8")
        assert VAIN not in text
        assert "zeppelin dress code" in text


def as_written(recorded):
    """A change as it was given to the history."""
    return Change(**{one.name: getattr(recorded, one.name) for one in fields(Change)})
