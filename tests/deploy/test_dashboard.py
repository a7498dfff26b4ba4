"""The dashboard asks for nothing that the bot doesn't tell."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from bot.observing.measures import Measures
from bot.observing.readings import Readings, ShardState, read_reloads, read_shards, read_store
from bot.observing.reloads import Reloads
from bot.store.address import sqlite_address
from bot.store.store import Store

DASHBOARD = Path(__file__).parents[2] / "deploy" / "grafana-dashboard.json"
SUFFIXES = {"counter": ("_total",), "histogram": ("_bucket", "_sum", "_count"), "gauge": ("",)}


@pytest.fixture
async def told(tmp_path: Path) -> set[str]:
    """The names of everything that a whole bot tells."""
    measures = Measures()
    store = Store(sqlite_address(tmp_path / "bot.db"))
    for read in (
        lambda: read_store(store),
        lambda: read_reloads(Reloads()),
        lambda: read_shards([ShardState(0, connected=True, latency=0.1)], servers=1),
    ):
        measures.registry.register(Readings(read))
    families = list(measures.registry.collect())
    await store.database.close()
    return {family.name + suffix for family in families for suffix in SUFFIXES.get(family.type, ("",))}


def expressions() -> list[str]:
    panels = json.loads(DASHBOARD.read_text(encoding="utf-8"))["panels"]
    return [target["expr"] for panel in panels for target in panel["targets"]]


async def test_every_metric_of_the_dashboard_is_told(told: set[str]) -> None:
    """Somebody who renames a metric is told here."""
    asked = {name for one in expressions() for name in re.findall(r"\b(?:career_bot|process)_[a-z_]+", one)}

    assert asked
    assert asked - told == set()


async def test_every_metric_of_the_bot_is_on_the_dashboard_or_left_out_on_purpose(told: set[str]) -> None:
    """Somebody who adds one decides where it is looked at."""
    left_out = {
        "career_bot_store_notes_accepted_total", "career_bot_store_notes_written_total",
        "career_bot_store_failed_refreshes_total", "career_bot_store_unusable_settings_total",
        "career_bot_store_skipped_sweeps_total", "career_bot_store_rows_expired_total",
        "career_bot_store_left_in_files_total",
    }  # fmt: skip
    text = " ".join(expressions())
    families = {re.sub(r"_(bucket|sum|count)$", "", name) for name in told if name.startswith("career_bot")}

    assert {name for name in families if name not in text} == left_out
