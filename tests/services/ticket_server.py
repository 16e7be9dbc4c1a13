"""A ticket system of an office, small but real: HTTP on this machine, as docs/support.md says it has to answer."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

TOKEN = "a-token-for-tests"


@dataclass
class TicketSystem:
    """Its tickets by id, comments, and the changes that are polled; `failing` answers 503, `garbage` with no JSON."""

    url: str = ""
    tickets: dict[str, dict[str, Any]] = field(default_factory=dict[str, dict[str, Any]])
    comments: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    changes: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    keys: dict[str, Any] = field(default_factory=dict[str, Any])
    asked: list[str] = field(default_factory=list[str])
    failing: bool = False
    garbage: bool = False

    def answer(self, method: str, path: str, key: str | None, content: dict[str, Any]) -> Any:
        """What was sent with the same key before is answered as before, and not done again."""
        if key and key in self.keys:
            return self.keys[key]
        made = self._done(method, path, content)
        if key:
            self.keys[key] = made
        return made

    def _done(self, method: str, path: str, content: dict[str, Any]) -> Any:
        parts = urlsplit(path)
        match method, parts.path.strip("/").split("/"):
            case "POST", ["tickets"]:
                id = f"INC{len(self.tickets) + 1}"
                self.tickets[id] = content
                return {"id": id}
            case "PATCH", ["tickets", id]:
                self.tickets[id] = content
                return {}
            case "POST", ["tickets", id, "comments"]:
                self.comments.append({"ticket": id, **content})
                return {}
            case "GET", ["changes"]:
                after = int(parse_qs(parts.query).get("after", ["0"])[0] or 0)
                return {"changes": self.changes[after : after + 2], "position": min(after + 2, len(self.changes))}
            case _:
                return None


@contextmanager
def running() -> Iterator[TicketSystem]:
    system = TicketSystem()

    class Handler(BaseHTTPRequestHandler):
        def _serve(self) -> None:
            system.asked.append(f"{self.command} {self.path}")
            size = int(self.headers.get("Content-Length") or 0)
            content = json.loads(self.rfile.read(size)) if size else {}
            if self.headers.get("Authorization") != f"Bearer {TOKEN}":
                return self._send(401, b"{}")
            if system.failing:
                return self._send(503, b"{}")
            found = system.answer(self.command, self.path, self.headers.get("Idempotency-Key"), content)
            body = b"<html>" if system.garbage else json.dumps(found).encode()
            return self._send(404 if found is None else 200, body)

        def _send(self, status: int, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = do_PATCH = _serve

        def log_message(self, format: str, *args: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    system.url = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield system
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
