"""`/healthz`, `/readyz` and `/metrics` on a port of the machine's own: for probes and Prometheus, not for people."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Self

from aiohttp import web
from prometheus_client import generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from prometheus_client import CollectorRegistry

_log = logging.getLogger(__name__)


class StatusServer:
    """Serves as long as it is entered. A port that can't be had is logged; answers go on without it.

    `why_not_ready` returns what the process is still waiting for, in words; nothing once it serves people.
    """

    def __init__(
        self, host: str, port: int, registry: CollectorRegistry, why_not_ready: Callable[[], tuple[str, ...]]
    ) -> None:
        self._host, self._port = host, port
        self._registry = registry
        self._why_not_ready = why_not_ready
        self._runner: web.AppRunner | None = None

    @property
    def port(self) -> int | None:
        """The port that it listens on; None when it doesn't."""
        addresses = self._runner.addresses if self._runner is not None else []
        return int(addresses[0][1]) if addresses else None

    async def __aenter__(self) -> Self:
        """Begin to serve."""
        app = web.Application()
        app.router.add_get("/healthz", self._tell_health)
        app.router.add_get("/readyz", self._tell_readiness)
        app.router.add_get("/metrics", self._tell_metrics)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, self._host, self._port).start()
        except OSError as problem:
            _log.error("No health or metrics can be served on %s port %d: %s", self._host, self._port, problem)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop serving."""
        if self._runner is not None:
            await self._runner.cleanup()

    async def _tell_health(self, _request: web.Request) -> web.Response:
        """Answer at all, which a process whose event loop is stuck does not."""
        return web.Response(text="ok\n")

    async def _tell_readiness(self, _request: web.Request) -> web.Response:
        reasons = self._why_not_ready()
        if reasons:
            return web.Response(text="".join(f"{reason}\n" for reason in reasons), status=503)
        return web.Response(text="ok\n")

    async def _tell_metrics(self, _request: web.Request) -> web.Response:
        return web.Response(
            body=generate_latest(self._registry), headers={"Content-Type": str(CONTENT_TYPE_PLAIN_0_0_4)}
        )
