"""What is counted and timed as it happens: answers, faults, requests to Discord, connections, stalls.

Names follow Prometheus: a unit at the end, `_total` for what only grows. All are in one registry of the bot's own.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from prometheus_client import CollectorRegistry, Counter, GCCollector, Histogram, PlatformCollector, ProcessCollector

from bot.observing.faults import Fault

if TYPE_CHECKING:
    from bot.answering.answer import Answer

NO_ENTRY: Final = ""
"""The label of answers that are of no entry."""
_CONFIDENCES: Final = (*tuple(tenth / 10 for tenth in range(1, 10)), 0.95, 0.99, 1.0)
_ANSWER_SECONDS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5)
_REQUEST_SECONDS: Final = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
_LABELS_KEPT: Final = 512
_STALL_SECONDS: Final = (0.5, 1.0, 2.5, 5.0, 10.0, 30.0)


class Measures:
    """The instruments. Made once by the composition root and handed to whoever has something to tell."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry(auto_describe=True)
        ProcessCollector(registry=self.registry)
        PlatformCollector(registry=self.registry)
        GCCollector(registry=self.registry)
        self._answers = Counter(
            "career_bot_answers", "Questions that were answered, by what came of them.", ["outcome", "entry"],
            registry=self.registry,
        )  # fmt: skip
        self._confidence = Histogram(
            "career_bot_answer_confidence", "How sure the answers were, from 0 to 1.", buckets=_CONFIDENCES,
            registry=self.registry,
        )  # fmt: skip
        self._answer_seconds = Histogram(
            "career_bot_answer_seconds", "How long finding an answer took.", buckets=_ANSWER_SECONDS,
            registry=self.registry,
        )  # fmt: skip
        self._faults = Counter(
            "career_bot_faults", "What went wrong, by kind; each is in the log.", ["kind"], registry=self.registry
        )
        self._requests = Histogram(
            "career_bot_discord_request_seconds", "Requests to Discord, by status; none when there was no response.",
            ["method", "status"], buckets=_REQUEST_SECONDS, registry=self.registry,
        )  # fmt: skip
        self._sessions = Counter(
            "career_bot_shard_sessions", "Sessions with Discord's gateway: started, resumed, lost, disconnected.",
            ["shard", "event"], registry=self.registry,
        )  # fmt: skip
        self._stalls = Histogram(
            "career_bot_loop_stall_seconds", "How long the event loop stood still, when it did.",
            buckets=_STALL_SECONDS, registry=self.registry,
        )  # fmt: skip
        # Looking up the instrument of some labels takes longer than using it.
        self._answers_of = lru_cache(_LABELS_KEPT)(self._answers.labels)
        self._requests_of = lru_cache(_LABELS_KEPT)(self._requests.labels)
        for kind in Fault:  # a fault that hasn't happened yet is 0, so that its first one is an increase
            self._faults.labels(kind.value)

    def count_answer(self, answer: Answer) -> None:
        """Count an answer that is about to be given."""
        self._answers_of(answer.outcome.value, answer.entry or NO_ENTRY).inc()
        self._confidence.observe(answer.confidence)
        self._answer_seconds.observe(answer.elapsed_ms / 1000)

    def count_fault(self, kind: str) -> None:
        """Count something that went wrong."""
        self._faults.labels(kind).inc()

    def count_request(self, method: str, status: str, seconds: float) -> None:
        """Count a request to Discord."""
        self._requests_of(method, status).observe(seconds)

    def count_session(self, shard: int, event: str) -> None:
        """Count what happened to a shard's session."""
        self._sessions.labels(str(shard), event).inc()

    def count_stall(self, seconds: float) -> None:
        """Count a time in which the event loop stood still."""
        self._stalls.observe(seconds)
