"""Secrets stay where they are: not in what is printed of objects, not in errors; and nothing of others' is run."""

from __future__ import annotations

import os
import pickle
import stat
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.charts.chart import Bar, Chart
from bot.charts.pictures import ChartPictures
from bot.composition.store import build_store
from bot.matching.cache import StateCache
from bot.settings import Settings
from bot.store.address import database_address
from bot.store.errors import StoreAddressError, StoreError
from bot.store.store import Store

PROJECT = Path(__file__).parents[2]
PASSWORD = "a-word-of-ours"  # noqa: S105 - it opens nothing
URL = f"postgresql://bot:{PASSWORD}@127.0.0.1:9/bot"


def test_no_object_shows_a_secret_when_printed(tmp_path: Path) -> None:
    """As in a traceback's message, a debugger, or a log line that somebody adds."""
    settings = Settings(
        discord_token=SecretStr("a.b.c-of-ours"), database_url=SecretStr(URL),
        voting_key=SecretStr("a key of ours to hide votes"), CAREER_BOT_DATA_DIR=tmp_path,
    )  # fmt: skip
    store = build_store(settings)
    for shown in (settings, store, store.database, store.database.engine, store.database.engine.url, store.votes):
        for text in (repr(shown), str(shown), f"{shown}"):
            assert "of-ours" not in text
            assert "key of ours" not in text


@pytest.mark.parametrize(
    "url", [f"{URL}?nonsense=1", f"mysql://bot:{PASSWORD}@h/b", f"postgresql://bot:{PASSWORD}@h:port/b"]
)
def test_an_address_that_cannot_be_used_is_not_repeated(url: str) -> None:
    """It may hold the password, and the message ends up in a terminal or a log."""
    with pytest.raises(StoreAddressError) as refused:
        database_address(url)
    assert PASSWORD not in str(refused.value)


async def test_a_database_that_is_away_is_told_without_its_password(caplog: pytest.LogCaptureFixture) -> None:
    """Neither by the error nor by the log."""
    store = Store(database_address(URL))
    with pytest.raises(StoreError) as away:
        await store.settings.refresh()
    await store.database.close()

    assert PASSWORD not in str(away.value)
    assert PASSWORD not in caplog.text


class Bomb:
    """Would write a file when unpickled."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.mkdir, (str(self.mark),)


SOMEBODY_ELSE = 65534
giving_files_away = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give a file away"
)


@giving_files_away
def test_a_cache_of_somebody_else_is_not_read(tmp_path: Path) -> None:
    """Reading it would run what they put there; nor is it looked through when another state is kept beside it."""
    theirs = tmp_path / "a-key.state"
    theirs.write_bytes(pickle.dumps(Bomb(tmp_path / "went-off")))
    os.chown(theirs, SOMEBODY_ELSE, SOMEBODY_ELSE)
    cache = StateCache(tmp_path)

    assert cache.load("a-key") is None
    cache.save("another-key", {"fitted": True})
    assert theirs.exists()
    assert not (tmp_path / "went-off").exists()


def test_the_folder_of_kept_states_is_its_owners_alone(tmp_path: Path) -> None:
    """Nobody else can put a file there."""
    StateCache(tmp_path / "new").save("a-key", {"fitted": True})

    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o700


@giving_files_away
def test_a_picture_of_somebody_else_is_not_shown(tmp_path: Path) -> None:
    """Whoever can write into the cache's folder doesn't choose what stands under the bot's name."""
    chart = Chart("a", "A chart", "USD/year", "US dollars", (Bar("One", Decimal(1), "$1"),), "Me.")
    drawn = ChartPictures(tmp_path).draw(chart)
    [kept] = (tmp_path / "charts").iterdir()
    kept.write_bytes(b"theirs")
    os.chown(kept, SOMEBODY_ELSE, SOMEBODY_ELSE)

    assert ChartPictures(tmp_path).draw(chart) == drawn


def test_the_rules_of_bandit_are_on() -> None:
    """ruff has them under the letter S; an exception in the bot needs its reason beside it."""
    ruff = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["ruff"]["lint"]
    excepted = [
        line.strip()
        for path in (PROJECT / "bot").rglob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if "noqa: S" in line
    ]

    assert "S" in ruff["select"]
    assert not [rule for rule in ruff["ignore"] if rule.startswith("S")]
    assert [line for line in excepted if " - " not in line.split("noqa: S", 1)[1]] == []
