"""`/faq settings`: one card on which a server decides for itself, and what it can't decide."""

from __future__ import annotations

from contextlib import asynccontextmanager
from datetime import time
from typing import TYPE_CHECKING

import discord
import pytest
from scripted import ScriptedAssistant
from simcord.components import COMPONENTS_V2_FLAG, validate_components
from worlds import SAID, text_of, world_of

from bot.frontends.discord.language import language_named, languages
from bot.frontends.discord.settings_card import settings_card
from bot.frontends.discord.settings_form import UnusableSettingError, typed_settings
from bot.store.address import sqlite_address
from bot.store.server_settings import MOST_CHANNELS, Mode, QuietHours, ServerSettings
from bot.store.store import Store

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    import simcord
    from worlds import World

EMPTY = {"cooldown_seconds": "", "quiet_hours": "", "answer_threshold": "", "suggest_threshold": ""}


@asynccontextmanager
async def managed(folder: Path, **options: object) -> AsyncIterator[tuple[World, Store, simcord.MemberActor]]:
    """A world with a store, and somebody who may manage the server."""
    store = Store(sqlite_address(folder / "bot.db"))
    async with store, world_of(ScriptedAssistant(), store, **options) as world:
        role = world.guild.create_role("Managers", permissions=discord.Permissions(manage_guild=True))
        yield world, store, world.guild.add_member(world.env.create_user("carla"), roles=[role])


async def test_everything_is_set_on_one_card(tmp_path: Path) -> None:
    """Each press saves at once and shows the card anew."""
    async with managed(tmp_path) as (world, store, carla):
        helpers = world.guild.create_role("Helpers")
        card = (await carla.slash(world.channel, "faq settings")).response
        assert SAID.mode_mentions in text_of(card)
        for menu, chosen in (
            ("mode", ["automatic"]), ("channels", [world.channel]), ("moderator_role", [helpers]),
            ("moderators_channel", [world.channel]), ("language", ["es"]),
        ):  # fmt: skip
            await carla.select(card, chosen, custom_id=f"cb1:set:{menu}")
        await carla.click(card, label=SAID.with_approval)
        form = await carla.click(card, custom_id="cb1:toggle:manners")
        typed = {"cooldown_seconds": "60", "quiet_hours": "22:00-6:30 America/New_York", "answer_threshold": "80",
                 "suggest_threshold": "40 %"}  # fmt: skip
        shown = await carla.submit_modal(form, typed)
        held = store.settings.of(world.guild.id)

        assert held == ServerSettings(
            mode=Mode.AUTOMATIC,
            channels=(world.channel.id,),
            moderator_role=helpers.id,
            moderators_channel=world.channel.id,
            second_moderator_approves=True,
            language="es",
            cooldown_seconds=60,
            answer_threshold=0.8,
            suggest_threshold=0.4,
            quiet_hours=QuietHours(start=time(22), end=time(6, 30), timezone="America/New_York"),
        )
        assert "22:00-06:30 America/New_York" in text_of(shown.response)


async def test_what_was_set_can_be_unset(tmp_path: Path) -> None:
    """Nobody has to remember the defaults."""
    async with managed(tmp_path) as (world, store, carla):
        whole = ServerSettings(channels=(world.channel.id,), moderator_role=5, language="en", cooldown_seconds=1,
                               quiet_hours=QuietHours(start=time(1), end=time(2)))  # fmt: skip
        await store.settings.save(world.guild.id, whole, seen=0)
        card = (await carla.slash(world.channel, "faq settings")).response
        for menu, chosen in (("channels", []), ("moderator_role", []), ("language", ["own"])):
            await carla.select(card, chosen, custom_id=f"cb1:set:{menu}")
        form = await carla.click(card, custom_id="cb1:toggle:manners")
        await carla.submit_modal(form, EMPTY)

        assert store.settings.of(world.guild.id) == ServerSettings()


@pytest.mark.parametrize(
    ("typed", "named"),
    [({"answer_threshold": "20"}, "setting_answer"), ({"answer_threshold": "very"}, "setting_answer"),
     ({"suggest_threshold": "90", "answer_threshold": "80"}, "setting_suggest"),
     ({"cooldown_seconds": "-1"}, "setting_cooldown"), ({"cooldown_seconds": "90000"}, "setting_cooldown"),
     ({"quiet_hours": "at night"}, "setting_quiet"), ({"quiet_hours": "22:00-06:00 Mars/Olympus"}, "setting_quiet"),
     ({"quiet_hours": "22:00-22:00"}, "setting_quiet"), ({"quiet_hours": "25:00-26:00"}, "setting_quiet")],
)  # fmt: skip
async def test_what_is_out_of_bounds_is_refused_by_name(tmp_path: Path, typed: dict[str, str], named: str) -> None:
    """And nothing else of the form is taken either."""
    async with managed(tmp_path) as (world, store, carla):
        card = (await carla.slash(world.channel, "faq settings")).response
        form = await carla.click(card, custom_id="cb1:toggle:manners")
        told = await carla.submit_modal(form, {**EMPTY, "cooldown_seconds": "7", **typed})

        assert text_of(told.followups[-1]) == SAID.unusable_setting.format(setting=getattr(SAID, named))
        assert store.settings.of(world.guild.id) == ServerSettings()


async def test_a_moderator_role_sees_the_settings_but_changes_none(tmp_path: Path) -> None:
    """Who may manage the server decides who moderates, not those who do."""
    async with managed(tmp_path) as (world, store, _):
        helpers = world.guild.create_role("Helpers")
        await store.settings.save(world.guild.id, ServerSettings(moderator_role=helpers.id), seen=0)
        (faq,) = [one for one in await world.env.bot.tree.fetch_commands() if one.name == "faq"]
        dave = world.guild.add_member(world.env.create_user("dave"), roles=[helpers])
        world.guild.set_command_permissions(faq, {dave: True})
        card = (await dave.slash(world.channel, "faq settings")).response
        for told in (
            await dave.select(card, ["commands"], custom_id="cb1:set:mode"),
            await dave.click(card, label=SAID.with_approval),
            await dave.click(card, custom_id="cb1:toggle:manners"),
            await dave.slash(world.channel, "faq settings", second_moderator=True),
        ):
            assert told.ephemeral
            assert text_of(told.response) == SAID.only_managers
        assert store.settings.of(world.guild.id).mode is Mode.MENTIONS


async def test_the_card_says_what_keeps_it_from_answering_unasked(tmp_path: Path) -> None:
    """A mode alone does nothing without a channel, or without the words of messages."""
    async with managed(tmp_path) as (world, _store, carla):
        card = (await carla.slash(world.channel, "faq settings")).response
        await carla.select(card, ["automatic"], custom_id="cb1:set:mode")
        shown = (await carla.slash(world.channel, "faq settings")).response
        assert SAID.settings_no_intent in text_of(shown)
    async with managed(tmp_path, message_content=True) as (world, store, carla):
        await store.settings.save(
            world.guild.id,
            ServerSettings(mode=Mode.AUTOMATIC),
            seen=(await store.settings.read(world.guild.id)).revision,
        )
        shown = (await carla.slash(world.channel, "faq settings")).response
        assert SAID.settings_no_channels in text_of(shown)


async def test_without_a_store_or_with_a_broken_one_it_says_so(tmp_path: Path) -> None:
    """Answers go on without settings."""
    (tmp_path / "bot.db").mkdir()
    broken = Store(sqlite_address(tmp_path / "bot.db"))
    for store, line in ((None, SAID.no_settings), (broken, SAID.settings_gone)):
        async with world_of(ScriptedAssistant(), store) as world:
            role = world.guild.create_role("Managers", permissions=discord.Permissions(manage_guild=True))
            carla = world.guild.add_member(world.env.create_user("carla"), roles=[role])
            told = await carla.slash(world.channel, "faq settings")
            assert told.ephemeral
            assert text_of(told.response) == line
    await broken.database.close()


@pytest.mark.parametrize("code", languages())
def test_the_card_fits_whatever_is_set(code: str) -> None:
    """With as many channels as can be chosen, in every language."""
    most = ServerSettings(
        mode=Mode.AUTOMATIC, channels=tuple(10**18 + number for number in range(MOST_CHANNELS)), moderator_role=10**18,
        moderators_channel=10**18, language=code, second_moderator_approves=True,
    )  # fmt: skip
    for held in (ServerSettings(), most):
        drawn = settings_card(held, language_named(code), hears_all=False).to_components()
        validate_components(drawn, flags=COMPONENTS_V2_FLAG)


def test_only_numbers_are_numbers() -> None:
    """Digits of other scripts, signs and fractions are not guessed at."""
    for typed in ("1e3", "+5", "٣٠", "12.5", "1" * 20):
        with pytest.raises(UnusableSettingError):
            typed_settings({"cooldown_seconds": typed})
