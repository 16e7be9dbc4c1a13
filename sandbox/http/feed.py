"""Live updates for open pages: one WebSocket each, carrying what its person may see."""

import asyncio
import json
from dataclasses import dataclass, field

from aiohttp import web

from sandbox.model import Json

PING_SECONDS = 20.0


@dataclass(eq=False)
class Listener:
    user: str
    outgoing: "asyncio.Queue[str]" = field(default_factory=lambda: asyncio.Queue())


class Feed:
    """Takes notices from any thread and passes each on to the pages of its audience."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.listeners: list[Listener] = []
        self._loop = loop

    def publish(self, audience: frozenset[str] | None, notice: Json) -> None:
        if self.listeners:
            self._loop.call_soon_threadsafe(self._pass_on, audience, json.dumps(notice))

    def _pass_on(self, audience: frozenset[str] | None, text: str) -> None:
        for listener in self.listeners:
            if audience is None or listener.user in audience:
                listener.outgoing.put_nowait(text)

    async def serve(self, request: web.Request) -> web.StreamResponse:
        socket = web.WebSocketResponse(heartbeat=PING_SECONDS)
        await socket.prepare(request)
        listener = Listener(request.query.get("as", ""))
        listener.outgoing.put_nowait(json.dumps({"type": "ready"}))
        self.listeners.append(listener)
        writer = asyncio.create_task(_write(socket, listener))
        try:
            async for _ in socket:
                pass
        finally:
            writer.cancel()
            self.listeners.remove(listener)
        return socket


async def _write(socket: web.WebSocketResponse, listener: Listener) -> None:
    while True:
        await socket.send_str(await listener.outgoing.get())
