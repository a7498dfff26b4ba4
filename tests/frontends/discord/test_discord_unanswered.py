"""What becomes of a question that was asked in vain: taught, made an entry or a known gap, dismissed."""

from __future__ import annotations

import re

import pytest
from moderated import FILE, VAIN, asked_in_vain, moderated
from worlds import FAQ, buttons_of, components, text_of

from bot.frontends.discord.client import CareerBot
from bot.store.server_settings import ServerSettings

ENTRY = "remote-work"
ALIKE = "purple submarine ticket at home"
OTHER = "is there a dress code for zeppelins"


def offered(message):
    """Return what a message's list offers: value to label."""
    (menu,) = [one for one in components(message) if one["type"] == 3]
    return {option["value"]: option["label"] for option in menu["options"]}


async def picked(world, store, text=VAIN):
    """The card of a question, as bob has picked it from the list."""
    await asked_in_vain(world, store, VAIN, ALIKE, VAIN, OTHER)
    listed = await world.bob.slash(world.channel, "faq unanswered")
    number = next(value for value, label in offered(listed.response).items() if label == text)
    return await world.bob.select(listed.response, [number])


async def test_a_question_is_taught_from_the_list(tmp_path, monkeypatch):
    """What is alike stands together; the entries come best first; what is answered then is listed no more."""
    async with moderated(tmp_path, monkeypatch) as (world, store, folder):
        card = (await picked(world, store)).response
        assert "Asked 3 ×" in text_of(card)
        assert ALIKE in text_of(card)
        assert OTHER not in text_of(card)
        (nearest, *others) = offered(card)
        assistant = world.env.bot.assistant
        ranked = [one.id for one in assistant.matcher.match(VAIN, 50).candidates]
        assert nearest == next(one for one in ranked if one in assistant.knowledge.entries)
        assert 10 < len(others) < 25
        assert len([one for one in others if one.startswith("pay-")]) < 10
        proposed = await world.bob.select(card, [ENTRY])
        assert f"+      - {VAIN}" in text_of(proposed.response)
        assert FAQ.settles.format(all=2, count=2) in text_of(proposed.response)
        await world.bob.click(proposed.response, label=FAQ.apply)
        assert VAIN in (folder / FILE).read_text(encoding="utf-8")
        left = await world.bob.slash(world.channel, "faq unanswered")
        assert list(offered(left.response).values()) == [OTHER]
        again = await world.bob.select(card, [ENTRY])
        assert FAQ.settled_already in text_of(again.response)


async def test_what_teaching_does_not_answer_stays_on_the_list(tmp_path, monkeypatch):
    """Although it stands together with what is taught."""
    async with moderated(tmp_path, monkeypatch) as (world, store, _folder):
        monkeypatch.setattr("bot.answering.asked_in_vain._ALIKE", 0.0)
        card = (await picked(world, store)).response
        assert OTHER in text_of(card)
        proposed = await world.bob.select(card, [ENTRY])
        assert FAQ.settles.format(all=3, count=2) in text_of(proposed.response)
        await world.bob.click(proposed.response, label=FAQ.apply)
        left = await world.bob.slash(world.channel, "faq unanswered")
        assert list(offered(left.response).values()) == [OTHER]


async def test_an_entry_is_made_of_a_question(tmp_path, monkeypatch):
    """The form knows the question and its phrasings; the entry stands at the end of the nearest one's file."""
    async with moderated(tmp_path, monkeypatch) as (world, store, folder):
        card = (await picked(world, store)).response
        form = await world.bob.click(card, label=FAQ.make_entry)
        assert f"{VAIN}\\n{ALIKE}" in str(form.modal)
        typed = {
            "question": "Are there tickets for submarines?",
            "phrasings": f"{VAIN}\n{ALIKE}\ntest: may one go by submarine\nTest: submarine trips for purple people",
            "answer": "There are none in {credential:cpc} courses.",
            "citations": "become-mibc-specialist, duties",
            "reason": "asked often",
        }
        wrong = await world.bob.submit_modal(form, typed | {"citations": "become-mibc-specialist"})
        assert "is no citation" in text_of(wrong.response)
        form = await world.bob.click(card, label=FAQ.make_entry)
        proposed = await world.bob.submit_modal(form, typed)
        assert "+  - id: there-tickets-submarines" in text_of(proposed.response)
        assert FAQ.checker_remarks not in text_of(proposed.response)
        await world.bob.click(proposed.response, label=FAQ.apply)
        made = world.env.bot.assistant.knowledge.entries["there-tickets-submarines"]
        assert made.phrasings == (VAIN, ALIKE)
        assert made.tests.asks == ("may one go by submarine", "submarine trips for purple people")
        assert [(one.guide, one.section) for one in made.citations] == [("become-mibc-specialist", "duties")]
        answered = await world.alice.slash(world.channel, "ask", question=VAIN)
        assert "There are none" in text_of(answered.response)
        (change,) = await store.changes.newest(guild_id=world.guild.id)
        assert (change.action, change.reason, change.entry) == ("new entry", "asked often", made.id)
        undone = await world.bob.slash(world.channel, "faq undo")
        await world.bob.click(undone.response, label=FAQ.apply)
        assert made.id not in world.env.bot.assistant.knowledge.entries
        assert not [path for path in folder.rglob("*.yaml") if made.id in path.read_text(encoding="utf-8")]


async def test_a_question_is_marked_as_a_known_gap(tmp_path, monkeypatch):
    """A sentence in words is enough; the nearest answers are offered with it; a digit in it is refused."""
    async with moderated(tmp_path, monkeypatch) as (world, store, _folder):
        card = (await picked(world, store)).response
        form = await world.bob.click(card, label=FAQ.mark_gap)
        digits = {"question": "Submarines?", "phrasings": VAIN, "answer": "The guides know of 0 submarines."}
        wrong = await world.bob.submit_modal(form, digits)
        assert "digit" in text_of(wrong.response)
        form = await world.bob.click(card, label=FAQ.mark_gap)
        proposed = await world.bob.submit_modal(form, digits | {"answer": "The guides don't mention submarines."})
        assert "covered: false" in text_of(proposed.response)
        assert "test questions" in text_of(proposed.response).split(FAQ.checker_remarks)[1]
        await world.bob.click(proposed.response, label=FAQ.apply)
        answered = await world.alice.slash(world.channel, "ask", question=VAIN)
        assert "don't mention submarines" in text_of(answered.response)
        gap = world.env.bot.assistant.knowledge.entries["submarines"]
        assert not gap.covered
        assert len(gap.see) == 3


async def test_one_question_of_several_alike_is_dismissed(tmp_path, monkeypatch):
    """Only that one: the others stay."""
    async with moderated(tmp_path, monkeypatch) as (world, store, _folder):
        card = (await picked(world, store)).response
        assert FAQ.dismiss not in buttons_of(card)
        listed = (await world.bob.click(card, label=FAQ.dismiss_this)).response
        assert FAQ.dismissed.format(count=1) in text_of(listed)
        assert sorted(offered(listed).values()) == sorted([ALIKE, OTHER])


async def test_a_question_is_dismissed(tmp_path, monkeypatch):
    """With what is alike, and for good; the rest of the list is there at once, and the way back to it."""
    async with moderated(tmp_path, monkeypatch) as (world, store, _folder):
        card = (await picked(world, store)).response
        listed = (await world.bob.click(card, label=FAQ.dismiss_all.format(count=2))).response
        assert FAQ.dismissed.format(count=2) in text_of(listed)
        assert list(offered(listed).values()) == [OTHER]
        await asked_in_vain(world, store, VAIN)
        again = await world.bob.slash(world.channel, "faq unanswered")
        (other,) = offered(again.response)
        card = (await world.bob.select(again.response, [other])).response
        back = await world.bob.click(card, label=FAQ.back)
        assert list(offered(back.response).values()) == [OTHER]


@pytest.mark.parametrize("second", [False, True])
async def test_what_is_proposed_from_the_list_waits_for_a_second_moderator_too(tmp_path, monkeypatch, second):
    """Where the server asks for that."""
    async with moderated(tmp_path, monkeypatch) as (world, store, _folder):
        await store.settings.save(world.guild.id, ServerSettings(second_moderator_approves=second), seen=0)
        card = (await picked(world, store)).response
        proposed = await world.bob.select(card, [ENTRY])
        assert (FAQ.approve in buttons_of(proposed.response)) is second
        assert proposed.ephemeral is not second


async def test_the_list_outlives_a_restart(tmp_path, monkeypatch):
    """What it shows holds all that a press needs."""
    async with moderated(tmp_path, monkeypatch) as (world, store, _folder):
        card = (await picked(world, store)).response
        await world.env.restart_bot(CareerBot(world.env.bot.assistant, store=store))
        back = await world.bob.click(card, label=FAQ.back)
        card = (await world.bob.select(back.response, list(offered(back.response))[:1])).response
        assert FAQ.make_entry in buttons_of(card)


async def test_what_was_asked_elsewhere_is_nobodys_business_here(tmp_path, monkeypatch):
    """Neither another server's questions nor those of direct messages are listed, offered, or compared with."""
    async with moderated(tmp_path, monkeypatch) as (world, store, _folder):
        store.note_unanswered(f"hey {VAIN}", outcome="unmatched", guild_id=world.guild.id + 1)
        store.note_unanswered(f"hello {VAIN}", outcome="unmatched")
        await asked_in_vain(world, store, VAIN)
        listed = await world.bob.slash(world.channel, "faq unanswered")
        offers = await world.bob.autocomplete(world.channel, "faq teach", "question", "purple")
        proposed = await world.bob.slash(world.channel, "faq teach", question=VAIN, entry=ENTRY)

        assert list(offered(listed.response).values()) == [VAIN]
        assert [one["value"] for one in offers] == [VAIN]
        for shown in (listed.response, proposed.response):
            assert not re.search("(hey|hello) purple", text_of(shown))


async def test_words_of_people_do_nothing_where_moderators_see_them(tmp_path, monkeypatch):
    """No link of theirs works in the list, in what a change does, in the history, or where it is refused."""
    trick = f"[{VAIN}](y)"
    async with moderated(tmp_path, monkeypatch) as (world, store, _folder):
        await asked_in_vain(world, store, trick, f"hey {trick}")
        listed = (await world.bob.slash(world.channel, "faq unanswered")).response
        said = [text_of(listed)]
        proposed = await world.bob.slash(world.channel, "faq teach", question=VAIN, entry=ENTRY, reason=trick)
        said.append(text_of(proposed.response))
        await world.bob.click(proposed.response, label=FAQ.apply)
        said.append(text_of((await world.bob.slash(world.channel, "faq history")).response))
        said.append(text_of((await world.bob.slash(world.channel, "faq show", entry=trick)).response))

    for shown in said:
        assert f"[{VAIN}\\](y)" in shown
        assert not re.search(r"(?<!\\)\[", shown)
