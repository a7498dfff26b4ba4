"""Moderators are spoken to in their own language, and everybody in a channel in the server's."""

from __future__ import annotations

from moderated import ENTRY, FILE, VAIN, asked_in_vain, moderated, moderator
from stores import until
from worlds import FAQ, buttons_of, speaking, text_of

from bot.frontends.discord.language import language_named
from bot.store.server_settings import ServerSettings

SPANISH = language_named("es").faq


async def test_the_moderators_loop_is_gone_through_in_spanish(tmp_path, monkeypatch):
    """List, group, change, word afterwards, history: no line of it is English but what stands in the files."""
    speaking("es-419", monkeypatch)
    async with moderated(tmp_path, monkeypatch) as (world, store, _folder):
        await asked_in_vain(world, store, VAIN)
        listed = (await world.bob.slash(world.channel, "faq unanswered")).response
        assert SPANISH.unanswered_title in text_of(listed)
        await world.bob.select(listed, [str((await store.unanswered.most_asked(world.guild.id))[0].id)])
        card = listed
        assert {SPANISH.make_entry, SPANISH.mark_gap, SPANISH.dismiss, SPANISH.back} <= set(buttons_of(card))
        proposed = (await world.bob.slash(world.channel, "faq teach", question=VAIN, entry=ENTRY)).response
        said = text_of(proposed)
        assert SPANISH.lines_change.format(file=f"knowledge/{FILE}") in said
        assert SPANISH.before.format(outcome=SPANISH.outcomes["unmatched"], entry="–") in said
        assert SPANISH.after.format(outcome=SPANISH.outcomes["answered"], entry=ENTRY) in said
        assert SPANISH.all_stay.format(asked=20) in said
        done = await world.bob.click(proposed, label=SPANISH.apply)
        assert text_of(done.response) == f"{SPANISH.applied}\n{SPANISH.recorded.format(number=1)}"
        history = text_of((await world.bob.slash(world.channel, "faq history")).response)
        assert f"{SPANISH.actions['teach']} · `{ENTRY}`" in history
        undone = (await world.bob.slash(world.channel, "faq undo", change=1)).response
        await world.bob.click(undone, label=SPANISH.leave_it)
        assert text_of(undone) == SPANISH.left


async def test_questions_that_go_elsewhere_are_told_in_spanish(tmp_path, monkeypatch):
    """Where they went, where they go, and why they are known."""
    speaking("es-ES", monkeypatch)
    async with moderated(tmp_path, monkeypatch) as (world, store, _folder):
        await asked_in_vain(world, store, VAIN, f"hey {VAIN}")
        said = text_of((await world.bob.slash(world.channel, "faq teach", question=VAIN, entry=ENTRY)).response)
        assert SPANISH.one_goes.format(asked=21) in said
        known_as, before = SPANISH.known_as["asked in vain"], SPANISH.goes_to["unmatched"]
        after = SPANISH.goes_to["answered"].format(entry=ENTRY)
        assert f"({known_as} 1 ×): {before} → {after}" in said


async def test_what_is_refused_is_told_in_spanish(tmp_path, monkeypatch):
    """With what it is about."""
    speaking("es-ES", monkeypatch)
    async with moderated(tmp_path, monkeypatch) as (world, _store, _folder):
        refused = await world.bob.slash(world.channel, "faq teach", question=VAIN, entry="no-such-entry")
        assert text_of(refused.response).startswith(SPANISH.refused)
        assert SPANISH.refusals["no_entry"].format(entry="no-such-entry") in text_of(refused.response)


async def test_what_all_moderators_see_is_in_the_servers_language(tmp_path, monkeypatch):
    """A proposal that waits for a second one, and a problem with the knowledge; whoever presses hears their own."""
    speaking("en-US", monkeypatch)
    async with moderated(tmp_path, monkeypatch) as (world, store, folder):
        chosen = ServerSettings(second_moderator_approves=True, language="es", moderators_channel=world.channel.id)
        await store.settings.save(world.guild.id, chosen, seen=0)
        proposed = (await world.bob.slash(world.channel, "faq teach", question=VAIN, entry=ENTRY)).response
        assert SPANISH.for_a_second.format(user=world.bob.id) in text_of(proposed)
        form = await world.bob.slash(world.channel, "faq edit", entry=ENTRY)
        edited = {"question": "What fills a day?", "phrasings": "what fills a day of yours", "answer": "Records."}
        shown = (await world.bob.submit_modal(form, edited)).response
        assert {SPANISH.approve, SPANISH.leave_it, SPANISH.form_again} == set(buttons_of(shown))
        own = await world.bob.click(proposed, label=SPANISH.approve)
        assert text_of(own.response) == FAQ.second_needed
        done = await moderator(world, "carol").click(proposed, label=SPANISH.approve)
        assert SPANISH.applied in text_of(done.response)

        path, before = folder / FILE, len(world.sent())
        path.write_text(path.read_text(encoding="utf-8") + "\n  - {", encoding="utf-8")
        await world.env.bot.live.reload()
        await until(lambda: len(world.sent()) > before)
        assert text_of(world.sent()[-1]).startswith(SPANISH.problems_found)


async def test_a_form_that_was_opened_in_spanish_takes_its_own_mark_for_tests(tmp_path, monkeypatch):
    """It is the one that its hint names."""
    speaking("es-419", monkeypatch)
    typed = {
        "question": "May coders work in a submarine?",
        "phrasings": f"{VAIN}\n{SPANISH.test_line} is there coding under water",
        "answer": "Wherever there are records, there is coding.",
        "citations": "become-mibc-specialist, workplaces",
    }
    async with moderated(tmp_path, monkeypatch) as (world, _store, _folder):
        form = await world.bob.slash(world.channel, "faq new", topic="work")
        assert form.modal["title"] == SPANISH.new_title
        proposed = (await world.bob.submit_modal(form, typed)).response
        assert "+      asks:\n+        - is there coding under water" in text_of(proposed)
        await world.bob.click(proposed, label=SPANISH.apply)
        made = world.env.bot.assistant.knowledge.entries["may-coders-work-submarine"]
        assert (made.phrasings, made.tests.asks) == ((VAIN,), ("is there coding under water",))
