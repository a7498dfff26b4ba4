"""`/faq new`: an entry made in a form, checked and shown before it is written."""

from __future__ import annotations

import pytest
from moderated import VAIN, moderated
from worlds import FAQ, text_of

from bot.frontends.discord.faq_new import Draft, NewEntryForm
from bot.frontends.discord.language import language_named, languages

TYPED = {
    "question": "May coders work in a submarine?",
    "phrasings": f"{VAIN}\n  is there   coding under water\n\n{VAIN}",
    "answer": "Wherever there are records, there is coding.",
    "citations": "become-mibc-specialist, workplaces\ncoding-billing-specialist , introduction",
}


def field_of(form, name):
    """A field of a form, as Discord was sent it."""
    (found,) = [one["component"] for one in form["components"] if one["component"]["custom_id"] == name]
    return found


@pytest.mark.parametrize(("topic", "file"), [("pay", "faq/pay.yaml"), (None, "faq/work.yaml")])
async def test_an_entry_is_made_in_a_form(tmp_path, monkeypatch, topic, file):
    """In the topic that was picked, or in that of the nearest entry; each phrasing once, however it was typed."""
    async with moderated(tmp_path, monkeypatch) as (world, store, folder):
        offered = await world.bob.autocomplete(world.channel, "faq new", "topic", "OUT")
        assert [one["value"] for one in offered] == ["outlook"]
        form = await world.bob.slash(world.channel, "faq new", **({"topic": topic} if topic else {}))
        proposed = await world.bob.submit_modal(form, TYPED)
        assert f"knowledge/{file}" in text_of(proposed.response)
        assert "After: answered, may-coders-work-submarine" in text_of(proposed.response)
        assert "may-coders-work-submarine" not in (folder / file).read_text(encoding="utf-8")
        await world.bob.click(proposed.response, label=FAQ.apply)
        assert "id: may-coders-work-submarine" in (folder / file).read_text(encoding="utf-8")
        made = world.env.bot.assistant.knowledge.entries["may-coders-work-submarine"]
        assert made.phrasings == (VAIN, "is there coding under water")
        answered = await world.alice.slash(world.channel, "ask", question="is there coding under water??")
        assert "Wherever there are records" in text_of(answered.response)
        (change,) = await store.changes.newest(guild_id=world.guild.id)
        assert change.reason == TYPED["question"]


@pytest.mark.parametrize(
    ("field", "text", "told"),
    [
        ("answer", "Some 40 of them.", "digit"),
        ("citations", "become-mibc-specialist workplaces", "is no citation"),
        ("citations", "become-mibc-specialist, workplace", "did you mean 'workplaces'"),
        ("phrasings", "test: only a test", FAQ.refusals["no_phrasings"]),
        ("phrasings", "salary by state", "also stands under"),
    ],
)
async def test_what_cannot_stand_is_told_and_nothing_is_written(tmp_path, monkeypatch, field, text, told):
    """In the checker's words, or in the form's own."""
    async with moderated(tmp_path, monkeypatch) as (world, _, folder):
        before = {path: path.read_bytes() for path in folder.rglob("*.yaml")}
        form = await world.bob.slash(world.channel, "faq new", topic="work")
        refused = await world.bob.submit_modal(form, TYPED | {field: text})
        assert FAQ.refused in text_of(refused.response)
        assert told in text_of(refused.response)
        again = await world.bob.click(refused.response, label=FAQ.form_again)
        assert {name: field_of(again.modal, name).get("value") or "" for name in (*TYPED, "reason")} == (
            TYPED | {field: text, "reason": ""}
        )
        proposed = await world.bob.submit_modal(again, TYPED)
        assert "After: answered" in text_of(proposed.response)
        assert before == {path: path.read_bytes() for path in folder.rglob("*.yaml")}


async def test_a_topic_that_is_not_there_is_told_with_those_that_are(tmp_path, monkeypatch):
    """New files are for those who edit the folder."""
    async with moderated(tmp_path, monkeypatch) as (world, _, _folder):
        form = await world.bob.slash(world.channel, "faq new", topic="submarines", gap=True)
        refused = await world.bob.submit_modal(
            form, {name: TYPED[name] for name in ("question", "phrasings", "answer")}
        )
        assert "There is no topic “submarines”" in text_of(refused.response)
        assert "outlook" in text_of(refused.response)


async def test_no_form_opens_where_nothing_can_be_changed(tmp_path, monkeypatch):
    """Rather than after it has been filled in."""
    async with moderated(tmp_path, monkeypatch) as (world, _, _folder):
        world.env.create_guild("Somebody else's")
        for command, options in (("faq new", {}), ("faq edit", {"entry": "daily-duties"})):
            refused = await world.bob.slash(world.channel, command, **options)
            assert refused.modal is None
            assert text_of(refused.response) == FAQ.not_from_here


@pytest.mark.parametrize("code", languages())
@pytest.mark.parametrize("covered", [True, False])
async def test_the_form_keeps_discords_limits_however_long_the_question_is(covered, code):
    """Title and labels of 45 characters, hints of 100, texts of 4,000."""
    draft = Draft(covered=covered, phrasings=("why " * 75,) * 15)
    form = NewEntryForm(draft, language_named(code).faq).to_dict()
    assert len(form["title"]) <= 45
    assert len(form["components"]) == (5 if covered else 4)
    for part in form["components"]:
        assert len(part["label"]) <= 45
        assert len(part.get("description") or "") <= 100
        assert len(part["component"].get("value") or "") <= part["component"]["max_length"] <= 4_000
