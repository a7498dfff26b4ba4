"""`career-bot sync` over a real socket: what is registered where, what would be, and what Discord refuses."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import discord
import pytest
from payloads import GUILD
from pydantic import SecretStr
from typer.testing import CliRunner
from wire import TOKEN, StandIn, discord_stand_in

from bot.frontends.terminal.app import app
from bot.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result


async def synced(
    stand_in: StandIn, folder: Path, monkeypatch: pytest.MonkeyPatch, *arguments: str, token: str = TOKEN
) -> Result:
    """Run the command in a thread, as it has its own event loop, against the stand-in."""
    settings = Settings().model_copy(update={"cache_dir": folder, "discord_token": SecretStr(token)})
    monkeypatch.setattr("bot.frontends.terminal.sync.settings_for", lambda _context: settings)
    monkeypatch.setattr(discord.http.Route, "BASE", f"{stand_in.url}/api")
    return await asyncio.to_thread(CliRunner().invoke, app, ["sync", *arguments])


def remembered_in(folder: Path) -> list[str]:
    return [file.name for file in folder.iterdir()]


async def test_it_registers_for_all_servers_and_remembers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In every language; the bot's next start has nothing to tell Discord."""
    async with discord_stand_in() as stand_in:
        done = await synced(stand_in, tmp_path, monkeypatch)

        assert done.exit_code == 0, done.output
        [told] = stand_in.all("commands")
    assert "+ pay" in done.output
    assert "= ask" in done.output
    assert "- old" in done.output
    assert {one["name"]: one for one in told}["ask"]["name_localizations"]["es-ES"] == "preguntar"
    assert [name.rpartition(".")[2] for name in remembered_in(tmp_path)] == ["sha256"]


async def test_a_dry_run_only_says_what_would_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is told to Discord, and nothing remembered."""
    async with discord_stand_in() as stand_in:
        done = await synced(stand_in, tmp_path, monkeypatch, "--dry-run")

        assert done.exit_code == 0
        assert stand_in.all("commands") == []
    assert "Nothing was registered" in done.output
    assert remembered_in(tmp_path) == []


async def test_a_dry_run_without_a_token_lists_the_commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each as it is, since what is new nobody can say; Discord is asked nothing."""
    asked_nobody = StandIn(url="http://127.0.0.1:9")
    done = await synced(asked_nobody, tmp_path, monkeypatch, "--dry-run", token="")

    assert done.exit_code == 0, done.output
    assert {"ask", "faq", "pay", "sources"} <= set(done.stdout.splitlines())
    assert "takes a token" in done.stderr
    assert remembered_in(tmp_path) == []


async def test_a_dry_run_with_an_unreadable_token_file_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody meant to have a token."""
    settings = Settings().model_copy(update={"discord_token": None, "discord_token_file": tmp_path / "none"})
    monkeypatch.setattr("bot.frontends.terminal.sync.settings_for", lambda _context: settings)
    done = await asyncio.to_thread(CliRunner().invoke, app, ["sync", "--dry-run"])

    assert done.exit_code == 2
    assert str(tmp_path / "none") in done.output


async def test_it_registers_for_one_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Which the bot's start knows nothing of."""
    async with discord_stand_in() as stand_in:
        done = await synced(stand_in, tmp_path, monkeypatch, "--guild", GUILD)

        assert done.exit_code == 0, done.output
        assert [len(one) > 5 for one in stand_in.all("commands")] == [True]
    assert remembered_in(tmp_path) == []


@pytest.mark.parametrize(
    ("arguments", "token", "says"),
    [
        (["--guild", "999"], TOKEN, "not on server 999"),
        ([], "a.bad.token", "refused the token"),
        ([], "", "No Discord token"),
    ],
)
async def test_refusals_are_one_line_and_exit_2(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], token: str, says: str
) -> None:
    """Somebody has to change something first."""
    async with discord_stand_in() as stand_in:
        done = await synced(stand_in, tmp_path, monkeypatch, *arguments, token=token)

    assert done.exit_code == 2
    assert says in done.output
    assert "Traceback" not in done.output


async def test_an_unreachable_discord_is_exit_1(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Trying again later may help."""
    done = await synced(StandIn(url="http://127.0.0.1:9"), tmp_path, monkeypatch)

    assert done.exit_code == 1
    assert "could not be reached" in done.output
