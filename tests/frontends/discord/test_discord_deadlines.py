"""Interactions are acknowledged within a second, whatever they wait for."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import discord
from scripted import ScriptedAssistant
from worlds import FAQ, text_of, world_of

from bot.frontends.discord.deadlines import ACKNOWLEDGE_SECONDS
from bot.store.address import sqlite_address
from bot.store.store import Store

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


async def test_a_command_that_waits_is_acknowledged_and_answered_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Discord hears in time that an answer is coming, and nobody but who asked sees it."""
    store = Store(sqlite_address(tmp_path / "bot.db"))

    async def slowly(*_arguments, **_options):
        await asyncio.sleep(ACKNOWLEDGE_SECONDS + 0.3)
        return []

    monkeypatch.setattr(store.changes, "newest", slowly)
    async with store, world_of(ScriptedAssistant(), store) as world:
        role = world.guild.create_role("Managers", permissions=discord.Permissions(manage_guild=True))
        carla = world.guild.add_member(world.env.create_user("carla"), roles=[role])
        result = await carla.slash(world.channel, "faq history")
        [callback] = [one.json for one in world.env.http_requests if one.path.endswith("/callback")]

    assert callback["type"] == discord.InteractionResponseType.deferred_channel_message.value
    assert callback["data"]["flags"] & 64
    assert result.ephemeral
    assert text_of(result.response) == FAQ.no_changes
    assert ACKNOWLEDGE_SECONDS < 1
