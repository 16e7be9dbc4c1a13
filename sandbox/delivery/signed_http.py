"""Signed HTTP: events, interactions and commands posted to the app's address.

Source: https://docs.slack.dev/authentication/verifying-requests-from-slack and .../apis/events-api.
"""

import asyncio
import hashlib
import hmac
import json
from collections import deque
from collections.abc import Coroutine
from typing import Any
from urllib.parse import urlencode

from aiohttp import ClientError, ClientSession, ClientTimeout

from sandbox.delivery.dispatcher import ACK_SECONDS, Dispatcher
from sandbox.delivery.envelopes import Envelope
from sandbox.model import Json
from sandbox.workspace import Workspace

JSON_TYPE = "application/json"
FORM_TYPE = "application/x-www-form-urlencoded"
VERIFY_AGAIN_SECONDS = 0.25


def sign(secret: str, timestamp: str, body: str) -> str:
    """The `X-Slack-Signature` of a request."""
    base = f"v0:{timestamp}:{body}".encode()
    return "v0=" + hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()


class SignedHttp:
    """Posts to one address, once the app there has answered Slack's challenge."""

    def __init__(self, ws: Workspace, dispatcher: Dispatcher, url: str) -> None:
        self.ws = ws
        self.url = url
        self.verified = False
        self._dispatcher = dispatcher
        self._waiting: deque[Envelope] = deque()
        self._tasks: set[asyncio.Task[None]] = set()
        self._session: ClientSession | None = None

    async def start(self) -> None:
        self._session = ClientSession(timeout=ClientTimeout(total=ACK_SECONDS))
        self._run(self._verify())

    async def stop(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._session is not None:
            await self._session.close()

    def send(self, envelope: Envelope) -> None:
        if self.verified:
            self._run(self._post(envelope))
        elif envelope.is_event:
            self._waiting.append(envelope)
        else:
            self._dispatcher.failed(envelope, "no_connection", "connection_failed")

    def _run(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _verify(self) -> None:
        """Send the challenge until the app answers it rightly."""
        challenge = self.ws.ids.secret(40)
        body = {"token": self.ws.app.verification_token, "challenge": challenge, "type": "url_verification"}
        while not self.verified:
            try:
                status, text, _ = await self._request(json.dumps(body), JSON_TYPE, {})
                self.verified = status == 200 and challenge in text
            except (ClientError, TimeoutError):
                pass
            if not self.verified:
                await asyncio.sleep(VERIFY_AGAIN_SECONDS)
        with self.ws.lock:
            self.ws.notice("connection", connections=1)
        while self._waiting:
            self.send(self._waiting.popleft())

    async def _post(self, envelope: Envelope) -> None:
        body, kind = _body(envelope)
        try:
            status, text, retry = await self._request(body, kind, _retry_headers(envelope))
        except TimeoutError:
            self._dispatcher.failed(envelope, "timeout", "http_timeout")
        except ClientError:
            self._dispatcher.failed(envelope, "no_connection", "connection_failed")
        else:
            if status >= 300:
                self._dispatcher.failed(envelope, "http_error", "http_error", may_retry=retry)
            else:
                self._dispatcher.answered(envelope, _payload(text))

    async def _request(self, body: str, kind: str, headers: dict[str, str]) -> tuple[int, str, bool]:
        """Returns status, text, and whether the app allows retries."""
        assert self._session is not None
        timestamp = str(int(self.ws.clock.now()))
        signed = {
            "Content-Type": kind,
            "X-Slack-Request-Timestamp": timestamp,
            "X-Slack-Signature": sign(self.ws.app.signing_secret, timestamp, body),
            "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
            **headers,
        }
        async with self._session.post(self.url, data=body.encode(), headers=signed, allow_redirects=False) as response:
            return response.status, await response.text(), response.headers.get("X-Slack-No-Retry") != "1"


def _body(envelope: Envelope) -> tuple[str, str]:
    """Events go as JSON, commands as a form, interactions as a form with one `payload` field."""
    if envelope.is_event:
        return envelope.body, JSON_TYPE
    if envelope.kind == "slash_commands":
        return urlencode(envelope.payload), FORM_TYPE
    return urlencode({"payload": envelope.body}), FORM_TYPE


def _retry_headers(envelope: Envelope) -> dict[str, str]:
    if not envelope.retry_attempt:
        return {}
    return {"X-Slack-Retry-Num": str(envelope.retry_attempt), "X-Slack-Retry-Reason": envelope.retry_reason}


def _payload(text: str) -> Json | None:
    """An answer may be empty, JSON, or plain text that a command shows as it is."""
    if not text.strip():
        return None
    try:
        payload = json.loads(text)
    except ValueError:
        return {"text": text}
    return payload if isinstance(payload, dict) else {"text": text}
