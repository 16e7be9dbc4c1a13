"""Socket Mode: two connections, so that one may be refreshed while the other listens, and a watchdog for both.

A connection can die without a word, and Slack can be down when we start: the watchdog looks every few seconds and
connects anew. https://docs.slack.dev/apis/events-api/using-socket-mode/
"""

import logging
import threading

from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from bot.metrics import SOCKETS

log = logging.getLogger("cec.sockets")

CONNECTIONS = 2
LOOK_EVERY = 5.0  # seconds


class Sockets:
    """Starts at once and never fails: while Slack is away it goes on trying and says so once."""

    def __init__(self, app: App, app_token: str, web_client: WebClient, look_every: float = LOOK_EVERY) -> None:
        self._handlers = [
            SocketModeHandler(app, app_token, web_client=web_client, logger=logging.getLogger("cec.sockets.client"))
            for _ in range(CONNECTIONS)
        ]
        self._look_every = look_every
        self._stopping = threading.Event()
        self._watchdog = threading.Thread(target=self._watch, name="socket-watchdog", daemon=True)
        self._complained = False

    def start(self) -> None:
        self._watchdog.start()

    def stop(self) -> None:
        self._stopping.set()
        self._watchdog.join(timeout=self._look_every + 15)
        for handler in self._handlers:
            handler.close()

    @property
    def connected(self) -> int:
        return sum(handler.client.is_connected() for handler in self._handlers)

    def _watch(self) -> None:
        while not self._stopping.is_set():
            for handler in self._handlers:
                if not handler.client.is_connected():
                    self._connect(handler)
            SOCKETS.set(self.connected)
            self._stopping.wait(self._look_every)

    def _connect(self, handler: SocketModeHandler) -> None:
        try:
            handler.client.connect_to_new_endpoint()
        except Exception as error:  # the client raises what its network layer raises; whatever it is, we try again
            if not self._complained:
                log.warning("Slack cannot be reached (%s); trying again every %s s", error, self._look_every)
            self._complained = True
            return
        if self._complained:
            log.warning("Slack can be reached again")
        self._complained = False
