"""The bot's own lines in every language: complete, with the same placeholders, and in that of who reads them."""

from __future__ import annotations

import re
import string
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml
from scripted import ScriptedAssistant, said
from simcord.components import COMPONENTS_V2_FLAG, validate_components
from worlds import SAID, buttons_of, press, speaking, text_of, world_of

from bot.answering.answer import Outcome, Suggestion
from bot.answering.asked_in_vain import as_known
from bot.answering.outcomes import known_questions
from bot.editing.refusals import Refusal
from bot.frontends.discord import language as language_module
from bot.frontends.discord.command_sync import commands_told
from bot.frontends.discord.language import ENGLISH, language_named, languages
from bot.frontends.discord.layout import line
from bot.frontends.discord.limits import BUTTON_LABEL
from bot.store.address import sqlite_address
from bot.store.server_settings import ServerSettings
from bot.store.store import Store
from bot.store.unanswered import UnansweredQuestion

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.answering.assistant import Assistant

FOLDER = Path(language_module.__file__).parent / "languages"
OTHERS = [code for code in languages() if code != ENGLISH]
SPANISH = language_named("es")
COMMAND = re.compile(r"(?<!\w)/(faq(?: [^\W\d_]+)?|[^\W\d_]+)")
ON_BUTTONS = ("delete", "show_chart", "helpful", "not_helpful", "all_topics", "previous_page", "next_page", "forget_me",
              "with_approval", "no_approval", "change_manners", "faq.make_entry", "faq.mark_gap", "faq.dismiss",
              "faq.dismiss_this", "faq.dismiss_all", "faq.back", "faq.apply", "faq.approve", "faq.leave_it",
              "faq.form_again")  # fmt: skip
IN_FORMS = ("why_title", "why_text", "change_manners", "setting_cooldown", "setting_quiet", "setting_answer",
            "setting_suggest", "faq.edit_title", "faq.edit_answer", "faq.edit_reason", "faq.new_title",
            "faq.new_gap_title", "faq.new_question", "faq.new_phrasings", "faq.new_citations",
            "faq.new_gap_answer")  # fmt: skip


def lines_of(code: str) -> dict[str, str]:
    """Every line by its key; those within another key with both."""
    held = yaml.safe_load((FOLDER / f"{code}.yaml").read_text(encoding="utf-8"))
    of_other_texts = (held.pop("topics", {}), held.pop("commands", {}), held["faq"].pop("known_as", {}))
    assert all(all(texts.values()) for texts in of_other_texts)
    return dict(flat_lines(held))


def flat_lines(held: dict[str, object], above: str = "") -> Iterator[tuple[str, str]]:
    for key, value in held.items():
        if isinstance(value, dict):
            yield from flat_lines(value, f"{above}{key}.")
        else:
            yield f"{above}{key}", str(value)


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_there_are_english_and_spanish() -> None:
    """A third is one file more."""
    assert {"en", "es"} <= set(languages())


@pytest.mark.parametrize("code", OTHERS)
def test_every_language_says_the_same_with_the_same_placeholders(code: str) -> None:
    """A line that one file has, all have; what is filled into it is filled into all."""
    english, other = lines_of(ENGLISH), lines_of(code)

    assert english.keys() == other.keys()
    for key, text in english.items():
        if key != "gap":  # said only where the answer itself is in another language
            assert placeholders(text) == placeholders(other[key]), key
            assert other[key].strip() or not text.strip(), key


@pytest.mark.parametrize("code", languages())
def test_every_line_fits_where_it_stands(code: str) -> None:
    """On buttons, in titles of forms, and in messages of their own."""
    lines = lines_of(code)
    for key in ON_BUTTONS:
        assert 1 <= len(lines[key]) <= BUTTON_LABEL, key
    for key in IN_FORMS:
        assert 1 <= len(lines[key]) <= 45, key
    for key in (key for key in lines if key.endswith("_hint")):
        assert 1 <= len(lines[key]) <= 100, key
    for text in filter(None, lines.values()):
        validate_components(line(text).to_components(), flags=COMPONENTS_V2_FLAG)


@pytest.mark.parametrize("code", OTHERS)
async def test_every_command_is_named_and_described_in_every_language(code: str) -> None:
    """The moderators' as well; and no translation is of a text that isn't there any more."""
    async with world_of(ScriptedAssistant()) as world:
        told = await commands_told(world.env.bot.tree)
    locale = {"es": "es-ES"}.get(code, code)
    every, left = [], list(told)
    while left:
        every.append(left.pop())
        left += every[-1].get("options", [])
    for one in every:
        assert 1 <= len(one["name_localizations"][locale]) <= 32, one["name"]
        if one.get("description"):  # what stands in menus has a name only
            assert 1 <= len(one["description_localizations"][locale]) <= 100, one["name"]
            assert one["name_localizations"][locale].islower(), one["name"]

    texts = {text for one in every for text in (one["name"], one.get("description", ""))}
    assert set(language_named(code).commands) <= texts


async def test_names_within_a_command_stay_apart() -> None:
    """Two options of one name, or two commands, would have all commands refused."""
    async with world_of(ScriptedAssistant()) as world:
        told = await commands_told(world.env.bot.tree)
    groups = [told]
    for group in groups:
        groups += [one["options"] for one in group if one.get("options")]
        for locale in ("es-ES", "es-419"):
            names = [one["name_localizations"].get(locale, one["name"]) for one in group]
            assert len(names) == len(set(names))


@pytest.mark.parametrize("code", languages())
def test_everything_that_moderators_can_be_told_of_has_its_words(code: str, assistant: Assistant) -> None:
    """Every outcome, refusal and kind of change, and why questions are known."""
    lines = language_named(code).faq
    outcomes = {one.value for one in Outcome}
    assert set(lines.outcomes) == set(lines.goes_to) == outcomes
    assert set(lines.refusals) == {one.value for one in Refusal}
    if code != ENGLISH:
        now = datetime.now(UTC)
        vain = UnansweredQuestion(1, 1, "who?", "unmatched", None, None, 1, first_seen=now, last_seen=now)
        for known in (*known_questions(assistant.knowledge), *as_known([vain])):
            assert any(known.known_as.startswith(begin) for begin in lines.known_as), known.known_as


@pytest.mark.parametrize("code", OTHERS)
def test_commands_that_lines_name_are_called_so_in_their_language(code: str) -> None:
    """Somebody would look for them in vain."""
    names = language_named(code).commands
    english, other = lines_of(ENGLISH), lines_of(code)
    assert {"ask", "faq teach"} <= set(COMMAND.findall("\n".join(english.values())))
    for key, text in english.items():
        named = {" ".join(names[part] for part in command.split()) for command in COMMAND.findall(text)}
        assert named == set(COMMAND.findall(other[key])), key


@pytest.mark.parametrize(("locale", "spoken"), [("es-ES", SPANISH), ("es-419", SPANISH), ("en-GB", SAID), ("ja", SAID)])
async def test_a_command_is_answered_in_the_persons_language(
    monkeypatch: pytest.MonkeyPatch, locale: str, spoken: object
) -> None:
    """In English where there is no file for it."""
    speaking(locale, monkeypatch)
    script = ScriptedAssistant(said("I have no answer to that.", outcome=Outcome.UNMATCHED, entry=None, title=""))
    async with world_of(script) as world:
        about = await world.alice.slash(world.channel, "privacy")
        unknown = await world.alice.slash(world.channel, "ask", question="who?")

    assert text_of(about.response) == spoken.privacy_nothing_kept
    if spoken is SPANISH:
        assert SPANISH.no_answer in text_of(unknown.response)
        assert "I have no answer" not in text_of(unknown.response)


async def test_cards_buttons_and_gaps_speak_the_persons_language(monkeypatch: pytest.MonkeyPatch) -> None:
    """The answer itself is in the guides' language; what is around it isn't."""
    speaking("es-ES", monkeypatch)
    unsure = said(
        "Did you mean?", outcome=Outcome.SUGGESTED, entry=None, suggestions=(Suggestion("duties", "Duties?"),)
    )
    async with world_of(ScriptedAssistant(unsure, {"duties": said(chart="pay-by-state")})) as world:
        asked = await world.alice.slash(world.channel, "ask", question="so?")
        assert SPANISH.did_you_mean in text_of(asked.response)
        shown = await press(world.alice, asked.response, "Duties?")
        assert SPANISH.show_chart in buttons_of(shown.response)
        world.env.bot.assistant.answer = said("The guides don't say.", outcome=Outcome.NOT_COVERED)
        gap = await world.alice.slash(world.channel, "ask", question="fee?")
        assert SPANISH.gap in text_of(gap.response)
        world.env.bot.assistant.error = RuntimeError("broken")
        failed = await world.alice.slash(world.channel, "ask", question="so?")
        assert text_of(failed.response) == SPANISH.failed
        assert len(world.env.errors) == 1


@pytest.mark.parametrize(("chosen", "spoken"), [("es", SPANISH), ("es-ES", SPANISH), ("en", SAID), (None, SAID)])
async def test_messages_speak_the_servers_language(tmp_path: Path, chosen: str | None, spoken: object) -> None:
    """Who writes a message doesn't tell theirs."""
    store = Store(sqlite_address(tmp_path / "bot.db"))
    async with store, world_of(ScriptedAssistant(), store) as world:
        await store.settings.save(world.guild.id, ServerSettings(language=chosen), seen=0)
        await world.alice.send(world.channel, world.me)

        assert text_of(world.sent()[0]) == spoken.no_question


async def test_a_server_that_has_set_nothing_is_spoken_to_in_the_language_it_told_discord() -> None:
    """Communities have one."""
    async with world_of(ScriptedAssistant()) as world:
        guild = world.env.create_guild("Codificadores", preferred_locale="es-ES")
        channel = guild.create_text_channel("general")
        ana = guild.add_member(world.env.create_user("ana"))
        await ana.send(channel, world.me)

        assert text_of(channel.last_message) == SPANISH.no_question
