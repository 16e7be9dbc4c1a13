"""Socket Mode: WebSocket connections of the app, envelopes, acknowledgements, refreshes.

Source: https://docs.slack.dev/apis/events-api/using-socket-mode.
"""

import asyncio
import itertools
import json
from collections import deque
from dataclasses import dataclass, field

from aiohttp import WSMsgType, web

from sandbox.delivery.dispatcher import ACK_SECONDS, Dispatcher
from sandbox.delivery.envelopes import Envelope
from sandbox.model import Json
from sandbox.workspace import Workspace

CONNECTION_SECONDS = 3600.0
PING_SECONDS = 10.0
MOST_CONNECTIONS = 10


@dataclass(eq=False)
class Connection:
    socket: web.WebSocketResponse
    transport: asyncio.BaseTransport | None
    outgoing: "asyncio.Queue[str]" = field(default_factory=lambda: asyncio.Queue())

    def post(self, message: Json) -> None:
        self.outgoing.put_nowait(json.dumps(message))

    def abort(self) -> None:
        if isinstance(self.transport, asyncio.WriteTransport):
            self.transport.abort()


class SocketMode:
    """All connections of the app; each envelope goes to one of them in turn."""

    def __init__(self, ws: Workspace, dispatcher: Dispatcher, connection_seconds: float = CONNECTION_SECONDS) -> None:
        self.ws = ws
        self.connections: list[Connection] = []
        self._dispatcher = dispatcher
        self._turn = itertools.count()
        self._pending: dict[str, tuple[Envelope, asyncio.TimerHandle]] = {}
        self._parked: deque[Envelope] = deque()
        self._connection_seconds = connection_seconds

    def send(self, envelope: Envelope) -> None:
        if not self.connections:
            self._nobody_there(envelope)
            return
        connection = self.connections[next(self._turn) % len(self.connections)]
        envelope_id = self.ws.ids.uuid()
        connection.outgoing.put_nowait(_as_text(envelope_id, envelope))
        timer = asyncio.get_running_loop().call_later(ACK_SECONDS, self._timed_out, envelope_id)
        self._pending[envelope_id] = (envelope, timer)

    def _nobody_there(self, envelope: Envelope) -> None:
        """An event waits for the app to connect; a person's click fails at once, as in Slack."""
        if envelope.is_event:
            self._parked.append(envelope)
        else:
            self._dispatcher.failed(envelope, "no_connection", "connection_failed")

    def _timed_out(self, envelope_id: str) -> None:
        envelope, _ = self._pending.pop(envelope_id)
        self._dispatcher.failed(envelope, "timeout", "timeout")

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """One connection of the app, from its hello to its end."""
        ticket = request.query.get("ticket", "")
        if ticket not in self.ws.socket_tickets or len(self.connections) >= MOST_CONNECTIONS:
            return web.Response(status=403, text="This address works once. Call apps.connections.open for a new one.")
        self.ws.socket_tickets.discard(ticket)
        socket = web.WebSocketResponse(heartbeat=PING_SECONDS, compress=False)
        await socket.prepare(request)
        connection = Connection(socket, request.transport)
        writer = asyncio.create_task(_write(connection))
        refresh = asyncio.get_running_loop().call_later(self._connection_seconds, self._ask_to_refresh, connection)
        try:
            self._welcome(connection)
            await self._read(connection)
        finally:
            refresh.cancel()
            writer.cancel()
            self._forget(connection)
        return socket

    def _welcome(self, connection: Connection) -> None:
        self.connections.append(connection)
        connection.post(
            {
                "type": "hello",
                "num_connections": len(self.connections),
                "debug_info": {
                    "host": "sandbox",
                    "build_number": 1,
                    "approximate_connection_time": int(self._connection_seconds),
                },
                "connection_info": {"app_id": self.ws.app.id},
            }
        )
        self._tell()
        waiting, self._parked = self._parked, deque()
        for envelope in waiting:
            envelope.retry_attempt, envelope.retry_reason = envelope.retry_attempt + 1, "connection_failed"
            self.send(envelope)

    async def _read(self, connection: Connection) -> None:
        async for message in connection.socket:
            if message.type is WSMsgType.TEXT:
                self._received(message.data)

    def _received(self, text: str) -> None:
        """An acknowledgement; it may come over any connection."""
        try:
            message = json.loads(text)
        except ValueError:
            self.ws.warn("socket_mode", "The app sent something that is not JSON.")
            return
        pending = self._pending.pop(message.get("envelope_id", ""), None)
        if pending is not None:
            envelope, timer = pending
            timer.cancel()
            self._dispatcher.answered(envelope, message.get("payload"))

    def _ask_to_refresh(self, connection: Connection) -> None:
        connection.post({"type": "disconnect", "reason": "refresh_requested", "debug_info": {"host": "sandbox"}})

    def refresh_all(self) -> None:
        """Ask the app to replace every connection, as Slack does from time to time."""
        for connection in self.connections:
            self._ask_to_refresh(connection)

    def break_all(self) -> None:
        """Cut every connection without a word."""
        for connection in self.connections:
            connection.abort()

    def _forget(self, connection: Connection) -> None:
        if connection in self.connections:
            self.connections.remove(connection)
        self._tell()

    def _tell(self) -> None:
        with self.ws.lock:
            self.ws.notice("connection", connections=len(self.connections))


async def _write(connection: Connection) -> None:
    while True:
        await connection.socket.send_str(await connection.outgoing.get())


def _as_text(envelope_id: str, envelope: Envelope) -> str:
    """The envelope as JSON, with the body that was fixed when it was sent off."""
    head: Json = {
        "envelope_id": envelope_id,
        "type": envelope.kind,
        "accepts_response_payload": envelope.accepts_response_payload,
    }
    if envelope.is_event:
        head |= {"retry_attempt": envelope.retry_attempt, "retry_reason": envelope.retry_reason}
    return f'{json.dumps(head)[:-1]}, "payload": {envelope.body}}}'
