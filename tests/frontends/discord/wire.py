"""A small Discord on 127.0.0.1: the gateway and the REST routes that the bot uses, over real sockets.

It keeps a record of everything the bot does, which tests wait on: nothing here depends on how long anything takes.
"""

from __future__ import annotations

import asyncio
import json
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, Any

from aiohttp import WSMsgType, web
from payloads import APPLICATION, BOT, GUILD, command, guild, interaction, message, ready

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

TOKEN = "a.good.token"  # noqa: S105 - it opens nothing but the stand-in
PATIENCE = 120
"""Seconds after which a test gives up waiting for something that doesn't come."""


@dataclass
class Connection:
    """The bot's open gateway connection."""

    socket: web.WebSocketResponse
    request: web.Request


@dataclass
class StandIn:
    """What tests hold: the address, the record of what the bot did, and the means to make things happen."""

    url: str = ""
    refuse_at_gateway: int | None = None
    records: list[tuple[str, Any]] = field(default_factory=list)
    _sent: list[dict[str, Any]] = field(default_factory=list)
    _ids: Any = field(default_factory=lambda: count(5000))
    _changed: asyncio.Condition = field(default_factory=asyncio.Condition)
    _connection: Connection | None = None

    # ── what tests do ─────────────────────────────────────────────────────────────────────────────────────────────
    async def wait_for(self, kind: str, number: int = 1) -> Any:
        """Return the `number`th record of a kind, from 1, when it is there."""
        try:
            async with asyncio.timeout(PATIENCE), self._changed:
                await self._changed.wait_for(lambda: len(self.all(kind)) >= number or self.all("ended"))
            return self.all(kind)[number - 1]
        except (TimeoutError, IndexError):
            seen = [kind for kind, _ in self.records]
            raise AssertionError(f"no {kind} number {number}; seen: {seen}; errors: {self.all('ended')}") from None

    def all(self, kind: str) -> list[Any]:
        """Return the records of a kind so far."""
        return [body for one, body in self.records if one == kind]

    async def say(self, content: str) -> str:
        """Post a message in the channel as a person, and return its id."""
        message_id = str(next(self._ids))
        await self._dispatch("MESSAGE_CREATE", message(message_id, content))
        return message_id

    async def use(self, kind: int, data: dict[str, Any], **extra: Any) -> None:
        """Use a command, its list of choices, or a button, as a person does."""
        await self._dispatch("INTERACTION_CREATE", interaction(str(next(self._ids)), kind, data, **extra))

    async def cut(self) -> None:
        """Cut the gateway connection without a farewell; what is dispatched until the bot is back waits for it."""
        assert self._connection is not None
        connection, self._connection = self._connection, None
        assert connection.request.transport is not None
        connection.request.transport.abort()

    # ── the gateway ───────────────────────────────────────────────────────────────────────────────────────────────
    async def gateway(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"op": 10, "d": {"heartbeat_interval": 200}})
        async for frame in socket:
            if frame.type is not WSMsgType.TEXT:
                continue
            await self._received(Connection(socket, request), json.loads(frame.data))
        await self.record("closed", socket.close_code)
        return socket

    async def _received(self, connection: Connection, packet: dict[str, Any]) -> None:
        body = packet["d"]
        if packet["op"] == 1:
            await connection.socket.send_json({"op": 11})
            await self.record("heartbeat", body)
        elif packet["op"] == 2:
            if self.refuse_at_gateway is None:
                self._connection, self._sent = connection, []
                await self._dispatch("READY", ready(self.url))
                await self._dispatch("GUILD_CREATE", guild())
            else:
                await connection.socket.close(code=self.refuse_at_gateway)
            await self.record("identify", body)
        elif packet["op"] == 6:
            self._connection = connection
            for missed in self._sent[body["seq"] :]:
                await connection.socket.send_json(missed)
            await self._dispatch("RESUMED", {})
            await self.record("resume", body)

    async def _dispatch(self, event: str, data: dict[str, Any]) -> None:
        packet = {"op": 0, "t": event, "s": len(self._sent) + 1, "d": data}
        assert self._sent or event == "READY", "the bot has not identified yet"
        self._sent.append(packet)
        if self._connection is not None:
            await self._connection.socket.send_json(packet)

    # ── REST ──────────────────────────────────────────────────────────────────────────────────────────────────────
    async def me(self, request: web.Request) -> web.Response:
        if request.headers.get("Authorization") != f"Bot {TOKEN}":
            await self.record("refused", None)
            return _json({"message": "401: Unauthorized", "code": 0}, status=401)
        return _json(BOT)

    async def application(self, _request: web.Request) -> web.Response:
        return _json(APPLICATION)

    async def gateway_address(self, _request: web.Request) -> web.Response:
        limit = {"total": 1000, "remaining": 1000, "reset_after": 0, "max_concurrency": 1}
        return _json({"url": f"{self.url}/gateway", "shards": 1, "session_start_limit": limit})

    async def commands(self, request: web.Request) -> web.Response:
        body = await request.json()
        await self.record("commands", body)
        return _json([command(str(next(self._ids)), one) for one in body])

    async def known_commands(self, request: web.Request) -> web.Response:
        await self.record("asked for commands", request.path)
        return _json([command("4001", {"name": "ask", "type": 1, "description": "Ask"}),
                      command("4002", {"name": "old", "type": 1, "description": "Old"})])  # fmt: skip

    async def guild_commands(self, request: web.Request) -> web.Response:
        if request.match_info["guild"] != GUILD:
            return _json({"message": "Missing Access", "code": 50001}, status=403)
        return await self.known_commands(request) if request.method == "GET" else await self.commands(request)

    async def messages(self, request: web.Request) -> web.Response:
        body = await request.json()
        answer = message(str(next(self._ids)), body.get("content") or "", author=BOT)
        await self.record("message", body)
        return _json(answer | {"channel_id": request.match_info["channel"]})

    async def callback(self, request: web.Request) -> web.Response:
        body = await request.json()
        await self.record("callback", body)
        about = {"id": request.match_info["interaction"], "type": 2}
        resource = {"type": body["type"], "message": message(str(next(self._ids)), "", author=BOT)}
        return _json({"interaction": about, "resource": resource})

    async def unknown(self, request: web.Request) -> web.Response:
        await self.record("unknown", f"{request.method} {request.path}")
        return _json({"message": "404: Not Found", "code": 0}, status=404)

    async def record(self, kind: str, body: Any) -> None:
        """Add to the record and wake who waits for it."""
        async with self._changed:
            self.records.append((kind, body))
            self._changed.notify_all()


def _json(body: Any, status: int = 200) -> web.Response:
    """Answer in JSON; discord.py knows it only by a content type without a charset."""
    return web.Response(body=json.dumps(body).encode(), status=status, headers={"Content-Type": "application/json"})


@asynccontextmanager
async def discord_stand_in() -> AsyncIterator[StandIn]:
    """Serve on a free port for the length of a test."""
    stand_in = StandIn()
    app = web.Application()
    app.router.add_get("/gateway", stand_in.gateway)
    app.router.add_get("/gateway/", stand_in.gateway)
    app.router.add_get("/api/users/@me", stand_in.me)
    app.router.add_get("/api/oauth2/applications/@me", stand_in.application)
    app.router.add_get("/api/gateway/bot", stand_in.gateway_address)
    app.router.add_put("/api/applications/{application}/commands", stand_in.commands)
    app.router.add_get("/api/applications/{application}/commands", stand_in.known_commands)
    app.router.add_route("*", "/api/applications/{application}/guilds/{guild}/commands", stand_in.guild_commands)
    app.router.add_post("/api/channels/{channel}/messages", stand_in.messages)
    app.router.add_post("/api/interactions/{interaction}/{token}/callback", stand_in.callback)
    app.router.add_route("*", "/{rest:.*}", stand_in.unknown)
    runner = web.AppRunner(app, shutdown_timeout=1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    stand_in.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield stand_in
    finally:
        await runner.cleanup()
