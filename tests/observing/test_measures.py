"""What Prometheus gets to see, read from the registry as it would be scraped."""

from __future__ import annotations

import logging

from prometheus_client import generate_latest

from bot.answering.answer import Answer, Outcome
from bot.observing.faults import Fault, FaultCounter, told
from bot.observing.measures import Measures
from bot.observing.readings import Readings, ShardState, read_reloads, read_shards, read_store
from bot.observing.reloads import Reloads
from bot.store.address import sqlite_address
from bot.store.counters import Dropped
from bot.store.store import Store


def value(measures: Measures, name: str, **labels: str) -> float | None:
    return measures.registry.get_sample_value(name, labels)


def answer(outcome: Outcome, entry: str | None, confidence: float, elapsed_ms: float) -> Answer:
    return Answer("?", outcome, entry, confidence, title="", blocks=(), elapsed_ms=elapsed_ms)


def test_answers_are_counted_by_outcome_and_entry():
    """With how sure they were and how long they took; an answer of no entry has an empty label."""
    measures = Measures()
    measures.count_answer(answer(Outcome.ANSWERED, "duties", 0.97, 3.0))
    measures.count_answer(answer(Outcome.UNMATCHED, None, 0.05, 700.0))

    assert value(measures, "career_bot_answers_total", outcome="answered", entry="duties") == 1
    assert value(measures, "career_bot_answers_total", outcome="unmatched", entry="") == 1
    assert value(measures, "career_bot_answer_confidence_bucket", le="0.1") == 1
    assert value(measures, "career_bot_answer_confidence_bucket", le="0.99") == 2
    assert value(measures, "career_bot_answer_seconds_bucket", le="0.005") == 1
    assert value(measures, "career_bot_answer_seconds_count") == 2


def test_what_is_told_in_the_log_is_counted():
    """By its kind; an error of no kind is unexpected, and a line that tells of no fault is none."""
    measures = Measures()
    log = logging.getLogger("of this test")
    log.addHandler(FaultCounter(measures.count_fault))
    log.warning("not sent", extra=told(Fault.UNSENT))
    log.error("broken")
    log.warning("a warning")

    assert value(measures, "career_bot_faults_total", kind="unsent") == 1
    assert value(measures, "career_bot_faults_total", kind="unexpected") == 1
    assert value(measures, "career_bot_faults_total", kind="stall") == 0, "those that have not happened are there, too"


async def test_the_store_is_read_when_somebody_looks(tmp_path):
    """Notes that wait, were written and were dropped, by why."""
    store = Store(sqlite_address(tmp_path / "bot.db"))
    measures = Measures()
    measures.registry.register(Readings(lambda: read_store(store)))
    store.note_unanswered("what?", outcome="unmatched")
    store.counters.dropped[Dropped.NO_KEY] += 2
    store.counters.expired["votes"] += 5

    assert value(measures, "career_bot_store_notes_waiting") == 1
    assert value(measures, "career_bot_store_notes_accepted_total") == 1
    assert value(measures, "career_bot_store_notes_dropped_total", why="no_key") == 2
    assert value(measures, "career_bot_store_notes_dropped_total", why="full") == 0
    assert value(measures, "career_bot_store_rows_expired_total", table="votes") == 5
    assert value(measures, "career_bot_store_available") == 0
    await store.database.close()


def test_reloads_and_shards_are_read_when_somebody_looks():
    """A shard that has not heard back from Discord yet has no latency."""
    measures = Measures()
    states = [ShardState(0, connected=True, latency=0.25), ShardState(1, connected=False, latency=float("nan"))]
    measures.registry.register(Readings(lambda: read_reloads(Reloads(swapped=3, refused=1))))
    measures.registry.register(Readings(lambda: read_shards(states, servers=7)))

    assert value(measures, "career_bot_reloads_total", result="good") == 3
    assert value(measures, "career_bot_reloads_total", result="refused") == 1
    assert value(measures, "career_bot_shard_connected", shard="1") == 0
    assert value(measures, "career_bot_shard_latency_seconds", shard="0") == 0.25
    assert value(measures, "career_bot_shard_latency_seconds", shard="1") is None
    assert value(measures, "career_bot_servers") == 7


def test_two_sets_of_measures_share_nothing():
    """There is no registry of the process's."""
    one, other = Measures(), Measures()
    one.count_fault("stall")

    assert value(other, "career_bot_faults_total", kind="stall") == 0
    assert b"career_bot_faults_total" in generate_latest(other.registry)
