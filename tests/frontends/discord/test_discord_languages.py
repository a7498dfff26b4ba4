"""The bot's own lines in every language: complete, with the same placeholders, and in that of who reads them."""

from __future__ import annotations

import string
from pathlib import Path

import pytest
import yaml
from scripted import ScriptedAssistant, said
from simcord.components import COMPONENTS_V2_FLAG, validate_components
from worlds import SAID, buttons_of, press, speaking, text_of, world_of

from bot.answering.answer import Outcome, Suggestion
from bot.frontends.discord import language as language_module
from bot.frontends.discord.card import line
from bot.frontends.discord.command_sync import commands_told
from bot.frontends.discord.language import ENGLISH, language_named, languages
from bot.frontends.discord.limits import BUTTON_LABEL
from bot.store.address import sqlite_address
from bot.store.server_settings import ServerSettings
from bot.store.store import Store

FOLDER = Path(language_module.__file__).parent / "languages"
OTHERS = [code for code in languages() if code != ENGLISH]
SPANISH = language_named("es")
ON_BUTTONS = ("delete", "show_chart", "helpful", "not_helpful", "all_topics", "previous_page", "next_page", "forget_me",
              "with_approval", "no_approval", "change_manners")  # fmt: skip
IN_FORMS = ("why_title", "why_text", "change_manners", "setting_cooldown", "setting_quiet", "setting_answer",
            "setting_suggest")  # fmt: skip


def lines_of(code: str) -> dict[str, str]:
    held = yaml.safe_load((FOLDER / f"{code}.yaml").read_text(encoding="utf-8"))
    return {key: value for key, value in held.items() if isinstance(value, str)}


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
    language = language_named(code)
    for key in ON_BUTTONS:
        assert 1 <= len(getattr(language, key)) <= BUTTON_LABEL, key
    for key in IN_FORMS:
        assert 1 <= len(getattr(language, key)) <= 45, key
    for key, text in lines_of(code).items():
        if text:
            validate_components(line(text).to_components(), flags=COMPONENTS_V2_FLAG), key


@pytest.mark.parametrize("code", OTHERS)
async def test_every_command_is_named_and_described_in_every_language(code: str) -> None:
    """But the moderators', whose words are English; and no translation is of a text that isn't there any more."""
    async with world_of(ScriptedAssistant()) as world:
        told = await commands_told(world.env.bot.tree)
    locale = {"es": "es-ES"}.get(code, code)
    everyones = [one for command in told if command["name"] != "faq" for one in (command, *command.get("options", []))]
    for one in everyones:
        assert 1 <= len(one["name_localizations"][locale]) <= 32, one["name"]
        if one.get("description"):  # what stands in menus has a name only
            assert 1 <= len(one["description_localizations"][locale]) <= 100, one["name"]
            assert one["name_localizations"][locale].islower(), one["name"]

    texts, left = set(), list(told)
    while left:
        one = left.pop()
        texts |= {one["name"], one.get("description", "")}
        left += one.get("options", [])
    assert set(language_named(code).commands) <= texts


async def test_names_within_a_command_stay_apart() -> None:
    """Two options of one name, or two commands, would have all commands refused."""
    async with world_of(ScriptedAssistant()) as world:
        told = await commands_told(world.env.bot.tree)
    for group in (told, *(command.get("options", []) for command in told)):
        for locale in ("es-ES", "es-419"):
            names = [one["name_localizations"].get(locale, one["name"]) for one in group if "name_localizations" in one]
            assert len(names) == len(set(names))


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
