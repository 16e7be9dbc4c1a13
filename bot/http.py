"""Slack's signed HTTP requests, for workspaces that do not use Socket Mode.

Bolt refuses a wrong signature and one older than five minutes with 401. A request that comes a second time with the
same signature within that time is a replay, and refused too: https://docs.slack.dev/authentication/verifying-requests-from-slack
"""

import threading
from collections.abc import Mapping

from cachetools import TTLCache
from slack_bolt import App, BoltRequest

REPLAY_WINDOW = 300  # seconds, as long as a signature is accepted


class SlackEndpoint:
    """Answers one request: (body, headers) -> (status, body, headers)."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._seen: TTLCache[str, bool] = TTLCache(100_000, REPLAY_WINDOW)
        self._lock = threading.Lock()

    def __call__(self, body: str, headers: Mapping[str, str]) -> tuple[int, str, Mapping[str, str]]:
        signature = headers.get("X-Slack-Signature", "")
        if self._replayed(signature):
            return 401, "", {}
        answer = self._app.dispatch(BoltRequest(body=body, headers=dict(headers)))
        if answer.status != 401:
            self._remember(signature)
        return answer.status, answer.body, {name: values[0] for name, values in answer.headers.items()}

    def _replayed(self, signature: str) -> bool:
        with self._lock:
            return signature in self._seen

    def _remember(self, signature: str) -> None:
        with self._lock:
            self._seen[signature] = True
