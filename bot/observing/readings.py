"""What is read from the working rooms when somebody looks: the store's queue, reloads of the knowledge, shards."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.registry import Collector

from bot.store.counters import Dropped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from prometheus_client import Metric

    from bot.observing.reloads import Reloads
    from bot.store.store import Store


@dataclass(frozen=True, slots=True)
class ShardState:
    """One connection to Discord. `latency` is in seconds; not a number before the first heartbeat was answered."""

    id: int
    connected: bool
    latency: float


class Readings(Collector):
    """A part of the registry that reads its values when they are asked for."""

    def __init__(self, read: Callable[[], Iterable[Metric]]) -> None:
        self._read = read

    def collect(self) -> Iterable[Metric]:
        """Read the values."""
        return self._read()


def read_store(store: Store) -> Iterator[Metric]:
    """Read what the store has written, dropped and not written yet."""
    counters = store.counters
    yield _gauge(
        "career_bot_store_available", "Whether the database could be used last time.", store.database.available
    )
    yield _gauge("career_bot_store_notes_waiting", "Notes that are not in the database yet.", store.waiting)
    yield _count("career_bot_store_notes_accepted", "Notes that were taken.", counters.accepted)
    yield _count("career_bot_store_notes_written", "Notes that were written.", counters.written)
    dropped = CounterMetricFamily("career_bot_store_notes_dropped", "Notes that were lost, by why.", labels=["why"])
    for why in Dropped:
        dropped.add_metric([why.name.lower()], counters.dropped[why])
    yield dropped
    yield _count("career_bot_store_failed_writes", "Batches that have to be tried again.", counters.failed_writes)
    yield _count("career_bot_store_failed_refreshes", "Settings that could not be read.", counters.failed_refreshes)
    yield _count("career_bot_store_unusable_settings", "Settings that make no sense.", counters.unusable_settings)
    yield _count(
        "career_bot_store_skipped_sweeps", "Deletions put off by a clock that jumped.", counters.skipped_sweeps
    )
    yield _count(
        "career_bot_store_left_in_files", "Times deleted rows had to stay in SQLite's files.", counters.left_in_files
    )
    expired = CounterMetricFamily("career_bot_store_rows_expired", "Rows deleted for their age.", labels=["table"])
    for table, rows in sorted(counters.expired.items()):
        expired.add_metric([table], rows)
    yield expired


def read_reloads(reloads: Reloads) -> Iterator[Metric]:
    """Read how often the knowledge was read anew."""
    family = CounterMetricFamily(
        "career_bot_reloads", "Changes of the knowledge, by what came of them.", labels=["result"]
    )
    family.add_metric(["good"], reloads.swapped)
    family.add_metric(["refused"], reloads.refused)
    family.add_metric(["fitted"], reloads.fitted)
    family.add_metric(["failed_fit"], reloads.failed_fits)
    yield family


def read_shards(shards: Iterable[ShardState], servers: int) -> Iterator[Metric]:
    """Read the state of the connections to Discord."""
    connected = GaugeMetricFamily("career_bot_shard_connected", "Whether the shard is connected.", labels=["shard"])
    latency = GaugeMetricFamily(
        "career_bot_shard_latency_seconds", "How long Discord took to answer a heartbeat.", labels=["shard"]
    )
    for shard in shards:
        connected.add_metric([str(shard.id)], shard.connected)
        if math.isfinite(shard.latency):
            latency.add_metric([str(shard.id)], shard.latency)
    yield connected
    yield latency
    yield _gauge("career_bot_servers", "Servers that this process serves.", servers)


def _gauge(name: str, words: str, value: float) -> Metric:
    return GaugeMetricFamily(name, words, value=value)


def _count(name: str, words: str, value: float) -> Metric:
    return CounterMetricFamily(name, words, value=value)
