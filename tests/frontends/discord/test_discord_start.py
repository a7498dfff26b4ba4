"""From settings to an exit status, without a network."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pydantic import SecretStr

from bot.frontends.discord.login import DiscordRefusedError, token_from
from bot.frontends.discord.run import REFUSED, run_with
from bot.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def _no_token_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISCORD_TOKEN", raising=False)
    monkeypatch.delenv("DISCORD_TOKEN_FILE", raising=False)


def test_the_token_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """White space around it is no part of it."""
    monkeypatch.setenv("DISCORD_TOKEN", " a.b.c\n")

    assert token_from(Settings()) == "a.b.c"


def test_the_token_comes_from_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file's last line break is no part of it; an empty DISCORD_TOKEN doesn't hide the file."""
    (tmp_path / "token").write_text("a.b.c\r\n")
    monkeypatch.setenv("DISCORD_TOKEN", "")
    monkeypatch.setenv("DISCORD_TOKEN_FILE", str(tmp_path / "token"))

    assert token_from(Settings()) == "a.b.c"


@pytest.mark.parametrize("content", [None, b"", b" \n", b"\xff\xfe"])
def test_a_bad_token_file_is_named(tmp_path: Path, content: bytes | None) -> None:
    """A file that is missing, empty or no text is a reason that names the file."""
    file = tmp_path / "token"
    if content is not None:
        file.write_bytes(content)

    with pytest.raises(DiscordRefusedError, match=r"DISCORD_TOKEN_FILE names .*token"):
        token_from(Settings(discord_token_file=file))


@pytest.mark.parametrize("token", [None, SecretStr(""), SecretStr(" ")])
def test_without_a_token_no_assistant_is_built(capsys: pytest.CaptureFixture[str], token: SecretStr | None) -> None:
    """The reason comes at once, not after loading all knowledge: one line that says what to set, and status 2."""
    built: list[Settings] = []

    assert run_with(Settings(discord_token=token), built.append) == REFUSED == 2
    assert built == []
    [said] = capsys.readouterr().err.splitlines()
    assert "DISCORD_TOKEN" in said
