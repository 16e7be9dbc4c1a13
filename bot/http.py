"""Slack's signed HTTP requests, for workspaces that do not use Socket Mode.

A wrong signature, and one older than five minutes, is answered with 401; so is a request that comes a second time with
the same signature within that time: https://docs.slack.dev/authentication/verifying-requests-from-slack
What is signed and yet cannot be read is answered with 400. Nothing of any of them is run.
"""

import threading
from collections.abc import Mapping

from cachetools import TTLCache
from slack_bolt import App, BoltRequest
from slack_sdk.signature import SignatureVerifier

REPLAY_WINDOW = 300  # seconds, as long as a signature is accepted

#: Every request of Slack has one of these.
KNOWN_BY = frozenset({"type", "command", "ssl_check"})

Answer = tuple[int, str, Mapping[str, str]]


class SlackEndpoint:
    """Answers one request: (body, headers) -> (status, body, headers)."""

    def __init__(self, app: App, signing_secret: str) -> None:
        self._app = app
        self._verifier = SignatureVerifier(signing_secret)
        self._seen: TTLCache[str, bool] = TTLCache(100_000, REPLAY_WINDOW)
        self._lock = threading.Lock()

    def __call__(self, body: str, headers: Mapping[str, str]) -> Answer:
        signature = headers.get("X-Slack-Signature", "")
        if not self._verifier.is_valid_request(body, dict(headers)) or not self._first_time(signature):
            return 401, "", {}
        request = _readable(body, headers)
        if request is None:
            return 400, "", {}
        answer = self._app.dispatch(request)
        if answer.status >= 500:
            self._forget(signature)  # it was not taken: the same request may come again
        return answer.status, answer.body, {name: values[0] for name, values in answer.headers.items()}

    def _first_time(self, signature: str) -> bool:
        with self._lock:
            if signature in self._seen:
                return False
            self._seen[signature] = True
            return True

    def _forget(self, signature: str) -> None:
        with self._lock:
            self._seen.pop(signature, None)


def _readable(body: str, headers: Mapping[str, str]) -> BoltRequest | None:
    """The request, unless it is no JSON object or form, or an event without what every event has."""
    try:
        request = BoltRequest(body=body, headers=dict(headers))
    except (ValueError, AttributeError, TypeError):
        return None
    if not isinstance(request.body, dict) or not KNOWN_BY & request.body.keys():
        return None
    if request.body.get("type") == "event_callback":
        event = request.body.get("event")
        return request if isinstance(event, dict) and request.body.get("event_id") else None
    return request
