"""The moderator's loop in chat, on a real folder and a real store: asked in vain, taught, answered, undone."""

from __future__ import annotations

import subprocess

import pytest
from moderated import ENTRY, FILE, VAIN, asked_in_vain, moderated, moderator
from stores import until, written
from worlds import FAQ, buttons_of, components, text_of

from bot.editing.refusals import EditRefusedError, Refusal
from bot.frontends.discord.faq_change_text import PATCH_FILE
from bot.store.server_settings import ServerSettings


async def attached(message):
    """What the files hold that a message shows; Discord shows only those that a component names."""
    shown = [one["file"]["url"] for one in components(message) if one["type"] == 13]
    assert len(shown) == len(message.attachments)
    return [(await one.read()).decode() for one in message.attachments]


def git_apply(folder, patch):
    """Apply a patch as its reader is told to."""
    subprocess.run(["git", "apply"], cwd=folder, input=patch.encode(), check=True, capture_output=True)  # noqa: S607


async def taught(world, by):
    return await by.slash(world.channel, "faq teach", question=VAIN, entry=ENTRY)


async def test_asked_in_vain_taught_answered_and_undone(tmp_path, monkeypatch):
    """The next message is answered; after the undo the next one is in vain again; comments and lines stay."""
    async with moderated(tmp_path, monkeypatch) as (world, store, folder):
        file = folder / FILE
        before = file.read_text(encoding="utf-8")
        asked = await world.alice.slash(world.channel, "ask", question=VAIN)
        assert "no answer" in text_of(asked.response)
        await written(store)
        listed = await world.bob.slash(world.channel, "faq unanswered")
        assert VAIN in text_of(listed.response)
        assert listed.ephemeral

        proposed = await taught(world, world.bob)
        assert f"+      - {VAIN}\n" in text_of(proposed.response)
        assert file.read_text(encoding="utf-8") == before
        done = await world.bob.click(proposed.response, label=FAQ.apply)
        assert "change 1" in text_of(done.response)
        answered = await world.alice.slash(world.channel, "ask", question=VAIN)
        assert "health information" in text_of(answered.response)
        assert VAIN not in text_of((await world.bob.slash(world.channel, "faq unanswered")).response)
        assert "teach" in text_of((await world.bob.slash(world.channel, "faq history")).response)

        proposed = await world.bob.slash(world.channel, "faq undo")
        await world.bob.click(proposed.response, label=FAQ.apply)
        assert file.read_text(encoding="utf-8") == before
        again = await world.alice.slash(world.channel, "ask", question=VAIN)
        assert "no answer" in text_of(again.response)
        assert "undone by 2" in text_of((await world.bob.slash(world.channel, "faq history")).response)


async def test_a_second_moderator_approves_where_the_server_asks_for_it(tmp_path, monkeypatch):
    """Not the one who proposes, and nobody who isn't one."""
    async with moderated(tmp_path, monkeypatch) as (world, store, folder):
        await store.settings.save(world.guild.id, ServerSettings(second_moderator_approves=True), seen=0)
        carol = moderator(world, "carol")
        before = (folder / FILE).read_text(encoding="utf-8")
        proposed = await taught(world, world.bob)
        assert FAQ.approve in buttons_of(proposed.response)
        own = await world.bob.click(proposed.response, label=FAQ.approve)
        assert text_of(own.response) == FAQ.second_needed
        stranger = await world.alice.click(proposed.response, label=FAQ.approve)
        assert text_of(stranger.response) == FAQ.not_allowed
        assert (folder / FILE).read_text(encoding="utf-8") == before
        await carol.click(proposed.response, label=FAQ.approve)
        assert VAIN in (folder / FILE).read_text(encoding="utf-8")
        (change,) = await store.changes.newest(guild_id=world.guild.id)
        assert (change.moderator_id, change.approved_by) == (world.bob.id, carol.id)


async def test_a_folder_that_cannot_be_written_gives_a_patch(tmp_path, monkeypatch):
    """To be applied where it can."""
    async with moderated(tmp_path, monkeypatch) as (world, store, folder):

        def refused(*_arguments):
            raise OSError(30, "Read-only file system")

        monkeypatch.setattr("bot.knowledge.knowledge_files.write_atomically", refused)
        proposed = await taught(world, world.bob)
        done = await world.bob.click(proposed.response, label=FAQ.apply)
        assert text_of(done.response) == FAQ.read_only
        (patch,) = await attached(done.response)
        git_apply(tmp_path, patch)
        assert VAIN in (folder / FILE).read_text(encoding="utf-8")
        assert not await store.changes.newest(guild_id=world.guild.id)


async def test_lines_that_do_not_fit_are_attached_whole(tmp_path, monkeypatch):
    """Nobody approves what can't be seen: the message says so, and the file holds every line."""
    async with moderated(tmp_path, monkeypatch) as (world, _, folder):
        entry = world.env.bot.assistant.knowledge.entries[ENTRY]
        ways = [f"{VAIN} of the {word} kind" for word in ("a" * 9 + chr(98 + number) for number in range(24))]
        typed = {
            "question": entry.question,
            "phrasings": "\n".join([*entry.phrasings[:9], *ways]),
            "answer": entry.answer,
        }
        opened = await world.bob.slash(world.channel, "faq edit", entry=ENTRY)
        proposed = await world.bob.submit_modal(opened, typed)
        assert ways[-1] not in text_of(proposed.response)
        assert FAQ.not_all_shown.format(file=PATCH_FILE) in text_of(proposed.response)
        (patch,) = await attached(proposed.response)
        assert all(f"+      - {way}\n" in patch for way in ways)
        git_apply(tmp_path, patch)
        assert ways[-1] in (folder / FILE).read_text(encoding="utf-8")
        short = await taught(world, world.bob)
        assert not await attached(short.response)


async def test_what_the_checker_refuses_is_not_written(tmp_path, monkeypatch):
    """A phrasing that another entry has, or an entry that isn't there."""
    async with moderated(tmp_path, monkeypatch) as (world, store, folder):
        before = {path: path.read_bytes() for path in folder.rglob("*.yaml")}
        twice = await world.bob.slash(world.channel, "faq teach", question="salary by state", entry=ENTRY)
        assert "phrasing-twice" in text_of(twice.response)
        missing = await world.bob.slash(world.channel, "faq teach", question=VAIN, entry="no-such-thing")
        assert FAQ.refusals["no_entry"].format(entry="no-such-thing") in text_of(missing.response)
        for refused in (twice, missing):
            assert FAQ.apply not in buttons_of(refused.response)
        assert before == {path: path.read_bytes() for path in folder.rglob("*.yaml")}
        assert not await store.changes.newest(guild_id=world.guild.id)


async def test_an_entry_is_shown_tried_and_read_anew(tmp_path, monkeypatch):
    """With its place and its sources, with why a question goes to it, and with word that nothing has changed."""
    async with moderated(tmp_path, monkeypatch) as (world, _, folder):
        shown = await world.bob.slash(world.channel, "faq show", entry=ENTRY)
        (number,) = [
            number
            for number, row in enumerate((folder / FILE).read_text(encoding="utf-8").splitlines(), start=1)
            if row == f"  - id: {ENTRY}"
        ]
        assert f"`knowledge/{FILE}:{number}`" in text_of(shown.response)
        assert "become-mibc-specialist, duties" in text_of(shown.response)
        why = await world.bob.slash(world.channel, "faq try", question="what do coders do all day")
        assert ENTRY in text_of(why.response)
        new = await world.bob.slash(world.channel, "faq reload")
        assert text_of(new.response) == FAQ.nothing_new


async def test_an_answer_is_edited_in_a_form(tmp_path, monkeypatch):
    """The form holds the text; a digit typed into it is refused; a new text is in service; the doctor is content."""
    async with moderated(tmp_path, monkeypatch) as (world, _, folder):
        entry = world.env.bot.assistant.knowledge.entries[ENTRY]
        text, others = entry.answer, {"question": entry.question, "phrasings": "\n".join(entry.phrasings)}
        opened = await world.bob.slash(world.channel, "faq edit", entry=ENTRY)
        wrong = await world.bob.submit_modal(
            opened, others | {"answer": f"{text.rstrip()} That takes 40 hours.", "reason": "hours"}
        )
        assert "digit" in text_of(wrong.response)
        opened = await world.bob.click(wrong.response, label=FAQ.form_again)
        assert "That takes 40 hours." in str(opened.modal)
        right = await world.bob.submit_modal(opened, others | {"answer": f"{text.rstrip()} Every day differs."})
        assert "Every day differs" in text_of(right.response)
        await world.bob.click(right.response, label=FAQ.apply)
        answered = await world.alice.slash(world.channel, "ask", question="duties?")
        assert "Every day differs" in text_of(answered.response)
        assert "Every day differs" in (folder / FILE).read_text(encoding="utf-8")
        assert text_of((await world.bob.slash(world.channel, "faq doctor")).response) == FAQ.healthy
        assert FAQ.stats_no_votes in text_of((await world.bob.slash(world.channel, "faq stats")).response)


async def test_a_question_and_the_ways_to_ask_it_are_edited_in_the_form(tmp_path, monkeypatch):
    """Only the lines that differ change: one way goes, one comes, the question is worded anew."""
    async with moderated(tmp_path, monkeypatch) as (world, _, folder):
        before = (folder / FILE).read_text(encoding="utf-8").splitlines()
        entry = world.env.bot.assistant.knowledge.entries[ENTRY]
        gone, *kept = entry.phrasings
        opened = await world.bob.slash(world.channel, "faq edit", entry=ENTRY)
        asked = "What does the job hold, day by day?"
        ways = "\n".join((*kept, "what fills a workday of yours"))
        typed = {"question": asked, "phrasings": ways, "answer": entry.answer}
        proposed = await world.bob.submit_modal(opened, typed)
        await world.bob.click(proposed.response, label=FAQ.apply)
        after = (folder / FILE).read_text(encoding="utf-8").splitlines()
        assert {line.strip() for line in before if line not in after} == {f"question: {entry.question}", f"- {gone}"}
        assert {line.strip() for line in after if line not in before} == {
            f"question: {asked}", "- what fills a workday of yours",
        }  # fmt: skip


async def test_what_others_changed_while_a_form_was_open_stays(tmp_path, monkeypatch):
    """A phrasing that was taught meanwhile is kept; an answer that was changed meanwhile is not written over."""
    async with moderated(tmp_path, monkeypatch) as (world, _, folder):
        entry = world.env.bot.assistant.knowledge.entries[ENTRY]
        typed = {"question": entry.question, "phrasings": "\n".join(entry.phrasings), "answer": entry.answer}
        opened = await world.bob.slash(world.channel, "faq edit", entry=ENTRY)
        late = await world.bob.slash(world.channel, "faq edit", entry=ENTRY)
        taught = await world.bob.slash(world.channel, "faq teach", question=VAIN, entry=ENTRY)
        await world.bob.click(taught.response, label=FAQ.apply)
        first = await world.bob.submit_modal(opened, typed | {"answer": f"{entry.answer.rstrip()} Every day differs."})
        await world.bob.click(first.response, label=FAQ.apply)
        written = (folder / FILE).read_text(encoding="utf-8")
        assert VAIN in written
        assert "Every day differs" in written
        second = await world.bob.submit_modal(late, typed | {"answer": f"{entry.answer.rstrip()} No two are alike."})
        assert "meanwhile" in text_of(second.response)
        assert (folder / FILE).read_text(encoding="utf-8") == written


async def test_a_change_that_has_errors_beside_another_is_refused_when_it_is_applied(tmp_path, monkeypatch):
    """The same phrasing for two entries: the second is refused before anything is written."""
    async with moderated(tmp_path, monkeypatch) as (world, _, folder):
        other = next(one for one in world.env.bot.assistant.knowledge.entries if one != ENTRY)
        first = await world.bob.slash(world.channel, "faq teach", question=VAIN, entry=ENTRY)
        second = await world.bob.slash(world.channel, "faq teach", question=VAIN, entry=other)
        await world.bob.click(first.response, label=FAQ.apply)
        before = {path: path.read_bytes() for path in folder.rglob("*.yaml")}
        refused = await world.bob.click(second.response, label=FAQ.apply)
        assert FAQ.refused in text_of(refused.response)
        assert {path: path.read_bytes() for path in folder.rglob("*.yaml")} == before


async def test_a_broken_edit_is_told_in_the_channel_that_was_chosen_for_it(tmp_path, monkeypatch):
    """Once, with file and line."""
    async with moderated(tmp_path, monkeypatch) as (world, store, folder):
        shown = await world.bob.slash(world.channel, "faq settings", channel=world.channel, second_moderator=True)
        assert f"<#{world.channel.id}>" in text_of(shown.response)
        held = store.settings.of(world.guild.id)
        assert (held.moderators_channel, held.second_moderator_approves) == (world.channel.id, True)
        path = folder / FILE
        path.write_text(path.read_text(encoding="utf-8") + "\n  - {", encoding="utf-8")
        for _ in range(2):
            await world.env.bot.live.reload()
        await until(world.sent)
        (told,) = world.sent()
        assert world.env.http_requests[-1].json["allowed_mentions"] == {"parse": []}
        assert f"knowledge/{FILE}:" in text_of(told)


async def test_on_several_servers_the_knowledge_is_changed_from_those_that_were_named(tmp_path, monkeypatch):
    """It is everybody's: moderators of another community see, but change nothing."""
    async with moderated(tmp_path, monkeypatch) as (world, _, folder):
        world.env.create_guild("Somebody else's")
        proposed = await taught(world, world.bob)
        assert text_of(proposed.response) == FAQ.not_from_here
        world.env.bot._faq_servers = frozenset({world.guild.id})
        proposed = await taught(world, world.bob)
        await world.bob.click(proposed.response, label=FAQ.apply)
        assert VAIN in (folder / FILE).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "file",
    ["knowledge/../secrets.yaml", "knowledge/faq/link.yaml", "elsewhere/faq/work.yaml", "../x", "/etc/passwd"],
)
async def test_no_change_leaves_the_knowledge_folder(tmp_path, monkeypatch, file):
    """Whatever a history says, and wherever a link leads."""
    async with moderated(tmp_path, monkeypatch) as (world, _, folder):
        (tmp_path / "secrets.yaml").write_text("a: 1\n", encoding="utf-8")
        (folder / "faq" / "link.yaml").symlink_to(tmp_path / "secrets.yaml")
        with pytest.raises(EditRefusedError, match=Refusal.NOT_IN_FOLDER):
            await world.env.bot.editor.undoing(file, "a: 2\n", "a: 1\n", None)
        assert (tmp_path / "secrets.yaml").read_text(encoding="utf-8") == "a: 1\n"


async def test_a_change_shows_which_known_questions_go_elsewhere(tmp_path, monkeypatch):
    """Some of them, the rest counted; those that were asked in vain are known; the question itself is shown apart."""
    alike = [f"{filler} {VAIN}" for filler in ("hi", "hey", "hello", "ok", "please", "thanks", "um")]
    async with moderated(tmp_path, monkeypatch) as (world, store, _folder):
        await asked_in_vain(world, store, VAIN, *alike)
        said = text_of((await taught(world, world.bob)).response)
        assert f"{len(alike)} of {20 + len(alike)} known questions go elsewhere:" in said
        moved = [row for row in said.splitlines() if "→" in row]
        assert len(moved) == 5
        assert f"(asked in vain 1 ×): no answer → answered by {ENTRY}" in moved[0]
        assert "and 2 more" in said
        untouched = await world.bob.slash(world.channel, "faq teach", question="zeppelin dress code", entry=ENTRY)
        assert "known questions go where they went" in text_of(untouched.response)
