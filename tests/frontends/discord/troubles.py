"""What may come of a request to the stand-in of Discord: an answer, or one of the ways in which Discord fails."""

from __future__ import annotations

import json
from enum import Enum, auto
from typing import Any

from aiohttp import web


class Trouble(Enum):
    """What may happen to a request, once each, in the order in which they are put into `StandIn.troubles`."""

    CUT_BEFORE = auto()
    """The connection is cut, and nothing was done."""
    CUT_AFTER = auto()
    """The connection is cut although what was asked was done."""
    BROKEN_AFTER = auto()
    """Status 500 although what was asked was done."""
    BROKEN = auto()
    """Status 502."""
    UNAVAILABLE = auto()
    """Status 503."""
    WAIT = auto()
    """Status 429 of Discord itself: a moment's wait."""
    WAIT_LONG = auto()
    """Status 429 of Discord itself: an hour's wait."""
    EDGE = auto()
    """Status 429 of Discord's edge, in HTML."""


DONE = frozenset({Trouble.CUT_AFTER, Trouble.BROKEN_AFTER})
_CUT = frozenset({Trouble.CUT_AFTER, Trouble.CUT_BEFORE})


def as_json(body: Any, status: int = 200) -> web.Response:
    """Answer in JSON; discord.py knows it only by a content type without a charset."""
    return web.Response(body=json.dumps(body).encode(), status=status, headers={"Content-Type": "application/json"})


def in_trouble(trouble: Trouble, request: web.Request) -> web.Response:
    """Answer a request that is in trouble."""
    if trouble in _CUT:
        assert request.transport is not None
        request.transport.abort()
        return web.Response()  # goes nowhere
    if trouble is Trouble.EDGE:
        return web.Response(status=429, text="<html>blocked</html>", content_type="text/html")
    if trouble in {Trouble.WAIT, Trouble.WAIT_LONG}:
        seconds = 0.05 if trouble is Trouble.WAIT else 3600.0
        limited = as_json(
            {"message": "You are being rate limited.", "retry_after": seconds, "global": False}, status=429
        )
        limited.headers["Via"] = "1.1 google"
        return limited
    statuses = {Trouble.BROKEN_AFTER: 500, Trouble.BROKEN: 502, Trouble.UNAVAILABLE: 503}
    return as_json({"message": "broken", "code": 0}, status=statuses[trouble])
