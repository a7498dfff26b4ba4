"""Counting and timing the requests to Discord."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import aiohttp

if TYPE_CHECKING:
    from bot.observing.measures import Measures


def timed_requests(measures: Measures) -> aiohttp.TraceConfig:
    """Return what makes aiohttp count its requests and time them."""
    trace = aiohttp.TraceConfig()

    async def begin(_session: object, context: Any, _params: object) -> None:  # noqa: ANN401 - aiohttp's namespace
        context.began = time.perf_counter()

    async def end(_session: object, context: Any, params: aiohttp.TraceRequestEndParams) -> None:  # noqa: ANN401
        measures.count_request(params.method, str(params.response.status), time.perf_counter() - context.began)

    async def fail(_session: object, context: Any, params: aiohttp.TraceRequestExceptionParams) -> None:  # noqa: ANN401
        measures.count_request(params.method, "none", time.perf_counter() - context.began)

    trace.on_request_start.append(begin)
    trace.on_request_end.append(end)
    trace.on_request_exception.append(fail)
    return trace
