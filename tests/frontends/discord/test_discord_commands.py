"""Registering commands: once for each set of commands and application, and never at the price of not starting."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING

import simcord
from scripted import ScriptedAssistant
from worlds import text_of, world_of

from bot.frontends.discord.client import CareerBot
from bot.frontends.discord.command_sync import sync_if_changed

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def registrations(env: simcord.Env) -> int:
    return sum(one.method == "PUT" and one.path.endswith("/commands") for one in env.http_requests)


async def test_unchanged_commands_are_registered_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A restart with the same commands tells Discord nothing; a changed command does."""
    async with simcord.run(CareerBot(ScriptedAssistant(), cache_dir=tmp_path / "new"), shard_count=1) as env:
        assert registrations(env) == 1
        await env.restart_bot(CareerBot(ScriptedAssistant(), cache_dir=tmp_path / "new"))
        assert registrations(env) == 1

        monkeypatch.setattr(env.bot.tree.get_command("ask"), "description", "Ask something else")
        assert await sync_if_changed(env.bot.tree, tmp_path / "new")
        assert registrations(env) == 2


async def test_what_is_remembered_is_remembered_for_one_application(tmp_path: Path) -> None:
    """What one application was told says nothing about another with the same folder."""
    async with simcord.run(CareerBot(ScriptedAssistant(), cache_dir=tmp_path), shard_count=1) as env:
        application = str(env.bot.application_id)

    assert await asyncio.to_thread(os.listdir, tmp_path) == [f"discord-commands-{application}.sha256"]


async def test_a_folder_that_cannot_be_written_is_no_obstacle(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Without a place to remember in, the commands are registered and the log says why they will be again."""
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    async with simcord.run(CareerBot(ScriptedAssistant(), cache_dir=blocked), shard_count=1) as env:
        assert registrations(env) == 1

    assert "Could not remember" in caplog.text


async def test_a_refused_registration_is_logged_and_mentions_still_work(caplog: pytest.LogCaptureFixture) -> None:
    """When Discord refuses the commands, the bot goes on."""
    env = simcord.Env(CareerBot(ScriptedAssistant()), shard_count=1)
    env.inject_error("PUT", "/applications/*/commands", status=400, code=50035, message="no")
    await env.start()
    try:
        guild = env.create_guild()
        channel = guild.create_text_channel("general")
        alice = guild.add_member(env.create_user("alice"))
        await alice.send(channel, f"<@{env.bot.user.id}> what do coders do?")
        assert "Coders read charts." in text_of(channel.last_message)
    finally:
        await env.shutdown()
    assert "Could not register the commands" in caplog.text


async def test_every_command_and_option_is_described() -> None:
    """The commands keep Discord's limits on names and descriptions, and none is left as '…'."""
    async with world_of(ScriptedAssistant()) as world:
        described = [command.to_dict(world.env.bot.tree) for command in world.env.bot.tree.get_commands()]

    assert described
    spoken = [command for command in described if command["type"] == 1]  # what stands in menus has a name only
    groups = [spoken]
    for group in groups:  # subcommands have options of their own
        groups += [one["options"] for one in group if one.get("options")]
    assert len(groups) > len(spoken)
    for one in (one for group in groups for one in group):
        assert 1 <= len(one["name"]) <= 32
        assert 10 <= len(one["description"]) <= 100
