"""A small Discord on 127.0.0.1: the gateway and the REST routes that the bot uses, over real sockets.

It keeps a record of everything the bot does, which tests wait on: nothing here depends on how long anything takes.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections import Counter, defaultdict
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, Any

from aiohttp import WSMsgType, web
from payloads import ALICE, APPLICATION, BOT, GUILD, command, guild, interaction, message, ready
from troubles import DONE, Trouble, as_json, in_trouble

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

TOKEN = "a.good.token"  # noqa: S105 - it opens nothing but the stand-in
PATIENCE = 120
"""Seconds after which a test gives up waiting for something that doesn't come."""


@dataclass
class Connection:
    """An open gateway connection of the bot's."""

    socket: web.WebSocketResponse
    request: web.Request
    shard: int = 0


@dataclass
class StandIn:
    """What tests hold: the address, the record of what the bot did, and the means to make things happen."""

    url: str = ""
    refuse_at_gateway: int | None = None
    refuse_handshakes: int = 0
    refuse_logins: list[Trouble] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)
    hold: asyncio.Event | None = None
    """What requests wait for before they are answered, if anything."""
    round_trip: float = 0.0
    """Seconds that an answer to somebody takes to arrive, as to Discord itself."""
    recommended_shards: int = 1
    max_concurrency: int = 1
    more_servers: list[dict[str, Any]] = field(default_factory=list)
    """Servers that every shard has besides the one of the tests."""
    sessions_left: int = 1000
    records: list[tuple[str, Any]] = field(default_factory=list)
    number_of: Counter[str] = field(default_factory=Counter)
    """How many records of each kind there have been."""
    _by_kind: defaultdict[str, list[Any]] = field(default_factory=lambda: defaultdict(list))
    identified_at: list[tuple[int, float]] = field(default_factory=list)
    """Shards in the order in which they identified, and when, in seconds."""
    _sent: dict[int, list[dict[str, Any]]] = field(default_factory=dict)
    _ids: Any = field(default_factory=lambda: count(5000))
    _changed: asyncio.Condition = field(default_factory=asyncio.Condition)
    _connections: dict[int, Connection] = field(default_factory=dict)
    _sent_by_nonce: dict[str, dict[str, Any]] = field(default_factory=dict)
    _answered: set[str] = field(default_factory=set)

    # ── what tests do ─────────────────────────────────────────────────────────────────────────────────────────────
    async def wait_for(self, kind: str, number: int = 1) -> Any:
        """Return the `number`th record of a kind, from 1, when it is there."""
        try:
            async with asyncio.timeout(PATIENCE), self._changed:
                await self._changed.wait_for(lambda: len(self._by_kind[kind]) >= number or self._by_kind["ended"])
            return self._by_kind[kind][number - 1]
        except (TimeoutError, IndexError):
            seen = [kind for kind, _ in self.records]
            raise AssertionError(f"no {kind} number {number}; seen: {seen}; errors: {self.all('ended')}") from None

    def all(self, kind: str) -> list[Any]:
        """Return the records of a kind so far."""
        return list(self._by_kind[kind])

    def forget(self, kind: str) -> None:
        """Drop the records of a kind, after very many of them."""
        self._by_kind[kind].clear()
        self.records = [(one, body) for one, body in self.records if one != kind]
        self._sent_by_nonce.clear()

    async def say(self, content: str, shard: int = 0, author: dict[str, Any] = ALICE) -> str:
        """Post a message in the channel as a person, and return its id."""
        message_id = str(next(self._ids))
        await self._dispatch("MESSAGE_CREATE", message(message_id, content, author), shard)
        return message_id

    async def use(self, kind: int, data: dict[str, Any], **extra: Any) -> None:
        """Use a command, its list of choices, or a button, as a person does."""
        await self._dispatch("INTERACTION_CREATE", interaction(str(next(self._ids)), kind, data, **extra))

    async def cut(self) -> None:
        """Cut the gateway connection without a farewell; what is dispatched until the bot is back waits for it."""
        connection = self._connections.pop(0)
        assert connection.request.transport is not None
        connection.request.transport.abort()

    async def invalidate(self, *, resumable: bool) -> None:
        """Tell the bot that its session is no longer valid."""
        connection = self._connections.pop(0)
        await connection.socket.send_json({"op": 9, "d": resumable})

    async def ask_to_reconnect(self) -> None:
        """Tell the bot to connect elsewhere."""
        connection = self._connections.pop(0)
        await connection.socket.send_json({"op": 7, "d": None})

    async def close_gateway(self, code: int) -> None:
        """Close the gateway connection with a code."""
        connection = self._connections.pop(0)
        await connection.socket.close(code=code)

    async def say_nonsense(self) -> None:
        """Dispatch a message that discord.py can't read."""
        await self._dispatch("MESSAGE_CREATE", {"id": "not a number", "channel_id": "nor this"})

    # ── the gateway ───────────────────────────────────────────────────────────────────────────────────────────────
    async def gateway(self, request: web.Request) -> web.WebSocketResponse:
        if self.refuse_handshakes:
            self.refuse_handshakes -= 1
            await self.record("handshake refused", None)
            return web.Response(status=503)  # type: ignore[return-value]
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
                shard, count = body.get("shard") or (0, 1)
                connection.shard = shard
                self.identified_at.append((shard, time.monotonic()))
                self._connections[shard], self._sent[shard] = connection, []
                hello = ready(self.url) | {"session_id": f"session-{shard}", "shard": [shard, count]}
                await self._dispatch("READY", hello, shard)
                await self._dispatch("GUILD_CREATE", guild(), shard)
                for server in self.more_servers:
                    await self._dispatch("GUILD_CREATE", server | {"id": f"{server['id']}{shard:03}"}, shard)
            else:
                await connection.socket.close(code=self.refuse_at_gateway)
            await self.record("identify", body)
            await self.record("connected", body)
        elif packet["op"] == 6:
            shard = int(body["session_id"].rpartition("-")[2])
            self._connections[shard] = connection
            for missed in self._sent[shard][body["seq"] :]:
                await connection.socket.send_json(missed)
            await self._dispatch("RESUMED", {}, shard)
            await self.record("resume", body)
            await self.record("connected", body)

    async def _dispatch(self, event: str, data: dict[str, Any], shard: int = 0) -> None:
        sent = self._sent[shard]
        packet = {"op": 0, "t": event, "s": len(sent) + 1, "d": data}
        assert sent or event == "READY", "the bot has not identified yet"
        sent.append(packet)
        if shard in self._connections:
            await self._connections[shard].socket.send_json(packet)

    # ── REST ──────────────────────────────────────────────────────────────────────────────────────────────────────
    async def me(self, request: web.Request) -> web.Response:
        if request.headers.get("Authorization") != f"Bot {TOKEN}":
            await self.record("refused", None)
            return as_json({"message": "401: Unauthorized", "code": 0}, status=401)
        if self.refuse_logins:
            trouble = self.refuse_logins.pop(0)
            await self.record("login refused", trouble)
            return in_trouble(trouble, request)
        return as_json(BOT)

    async def application(self, _request: web.Request) -> web.Response:
        return as_json(APPLICATION)

    async def gateway_address(self, _request: web.Request) -> web.Response:
        limit = {
            "total": 1000,
            "remaining": self.sessions_left,
            "reset_after": 0,
            "max_concurrency": self.max_concurrency,
        }
        return as_json({"url": f"{self.url}/gateway", "shards": self.recommended_shards, "session_start_limit": limit})

    async def commands(self, request: web.Request) -> web.Response:
        body = await request.json()
        await self.record("commands", body)
        return as_json([command(str(next(self._ids)), one) for one in body])

    async def known_commands(self, request: web.Request) -> web.Response:
        await self.record("asked for commands", request.path)
        return as_json([command("4001", {"name": "ask", "type": 1, "description": "Ask"}),
                      command("4002", {"name": "old", "type": 1, "description": "Old"})])  # fmt: skip

    async def guild_commands(self, request: web.Request) -> web.Response:
        if request.match_info["guild"] != GUILD:
            return as_json({"message": "Missing Access", "code": 50001}, status=403)
        return await self.known_commands(request) if request.method == "GET" else await self.commands(request)

    async def messages(self, request: web.Request) -> web.Response:
        body = await request.json()
        await asyncio.sleep(self.round_trip)
        if self.hold is not None:
            await self.record("held", body)
            await self.hold.wait()
        trouble = self.troubles.pop(0) if self.troubles else None
        if trouble is None or trouble in DONE:
            nonce = str(body.get("nonce"))
            if body.get("enforce_nonce") and nonce in self._sent_by_nonce:
                return as_json(self._sent_by_nonce[nonce])
            answer = message(str(next(self._ids)), body.get("content") or "", author=BOT)
            answer |= {"channel_id": request.match_info["channel"]}
            self._sent_by_nonce[nonce] = answer
            await self.record("message", body)
        if trouble is not None:
            await self.record("trouble", trouble)
            return in_trouble(trouble, request)
        return as_json(answer)

    async def callback(self, request: web.Request) -> web.Response:
        body = await request.json()
        await asyncio.sleep(self.round_trip)
        trouble = self.troubles.pop(0) if self.troubles else None
        if trouble is None or trouble in DONE:
            if request.match_info["interaction"] in self._answered:
                await self.record("answered twice", body)
                return as_json({"message": "Interaction has already been acknowledged.", "code": 40060}, status=400)
            self._answered.add(request.match_info["interaction"])
            await self.record("callback", body)
        if trouble is not None:
            await self.record("trouble", trouble)
            return in_trouble(trouble, request)
        about = {"id": request.match_info["interaction"], "type": 2}
        resource = {"type": body["type"], "message": message(str(next(self._ids)), "", author=BOT)}
        return as_json({"interaction": about, "resource": resource})

    async def unknown(self, request: web.Request) -> web.Response:
        await self.record("unknown", f"{request.method} {request.path}")
        return as_json({"message": "404: Not Found", "code": 0}, status=404)

    async def record(self, kind: str, body: Any) -> None:
        """Add to the record and wake who waits for it."""
        async with self._changed:
            self.records.append((kind, body))
            self._by_kind[kind].append(body)
            self.number_of[kind] += 1
            self._changed.notify_all()


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
