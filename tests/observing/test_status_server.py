"""Health, readiness and metrics over a real socket."""

from __future__ import annotations

import aiohttp

from bot.observing.measures import Measures
from bot.observing.status_server import StatusServer
from bot.settings import Settings


async def fetch(port: int | None, path: str) -> tuple[int, str]:
    async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{port}{path}") as response:
        return response.status, await response.text()


async def test_it_tells_health_readiness_and_metrics():
    """Ready once nothing is waited for any more; alive all along."""
    reasons = ["shard 3 is not connected"]
    async with StatusServer("127.0.0.1", 0, Measures().registry, lambda: tuple(reasons)) as server:
        assert await fetch(server.port, "/healthz") == (200, "ok\n")
        assert await fetch(server.port, "/readyz") == (503, "shard 3 is not connected\n")
        reasons.clear()
        assert await fetch(server.port, "/readyz") == (200, "ok\n")
        status, metrics = await fetch(server.port, "/metrics")
        assert (status, (await fetch(server.port, "/"))[0]) == (200, 404)
    assert "career_bot_answer_seconds_count 0.0" in metrics


async def test_a_port_that_is_taken_stops_nothing(caplog):
    """It is logged; whoever wanted the metrics sees it there."""
    async with StatusServer("127.0.0.1", 0, Measures().registry, tuple) as first:
        assert first.port is not None
        async with StatusServer("127.0.0.1", first.port, Measures().registry, tuple) as second:
            assert second.port is None
    assert "No health or metrics can be served on 127.0.0.1" in caplog.text


def test_the_status_server_is_off_and_local_by_default():
    """Nobody outside the machine reaches it unless the operator wants that."""
    fields = Settings.model_fields
    assert (fields["status_port"].default, fields["status_host"].default) == (None, "127.0.0.1")
