"""Socket Mode: two connections, so that one may be refreshed while the other listens, and a watchdog for both.

A connection can die without a word, and Slack can be down when we start: the watchdog looks every few seconds and
connects anew. The client over `websocket-client` is used because it sees a cut connection at once; the built-in one
needs most of a minute. https://docs.slack.dev/apis/events-api/using-socket-mode/
"""

import logging
import threading

from cachetools import TTLCache
from slack_bolt import App
from slack_bolt.adapter.socket_mode.websocket_client import SocketModeHandler
from slack_sdk import WebClient

from bot.metrics import SOCKETS

log = logging.getLogger("cec.sockets")

CONNECTIONS = 2
LOOK_EVERY = 5.0  # seconds
PING_EVERY = 5.0  # seconds
#: Without an answer to a ping for so long, a connection is dead although nobody said so.
SILENT_FOR = 15.0  # seconds
CLIENT_LOG = logging.getLogger("cec.sockets.client")


class Sockets:
    """Starts at once and never fails: while Slack is away it goes on trying and says so once."""

    def __init__(self, app: App, app_token: str, web_client: WebClient, look_every: float = LOOK_EVERY) -> None:
        self._handlers = [
            SocketModeHandler(app, app_token, web_client=web_client, logger=CLIENT_LOG, ping_interval=PING_EVERY)
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
        CLIENT_LOG.setLevel(logging.CRITICAL)  # what fails because we are leaving is nobody's concern
        for handler in self._handlers:
            handler.close()

    @property
    def connected(self) -> int:
        """How many connections are up."""
        return sum(_is_alive(handler) for handler in self._handlers)

    def _watch(self) -> None:
        while not self._stopping.is_set():
            for handler in self._handlers:
                if not _is_alive(handler):
                    self._connect(handler)
            SOCKETS.set(self.connected)
            self._stopping.wait(self._look_every)

    def _connect(self, handler: SocketModeHandler) -> None:
        try:
            handler.client.connect_to_new_endpoint(force=handler.client.is_connected())
        except Exception as error:  # the client raises what its network layer raises; whatever it is, we try again
            if not self._complained:
                log.warning("Slack cannot be reached (%s); trying again every %s s", error, self._look_every)
            self._complained = True
            return
        if self._complained:
            log.warning("Slack can be reached again")
        self._complained = False


#: When a connection that was never answered was asked first.
_first_ping: TTLCache[int, float] = TTLCache(100, 3600)


def _is_alive(handler: SocketModeHandler) -> bool:
    """Connected, and the last ping was answered in time."""
    session = handler.client.current_session
    if session is None or session.sock is None:
        return False
    heard = session.last_pong_tm or _first_ping.setdefault(id(session), session.last_ping_tm)
    return session.last_ping_tm - heard < SILENT_FOR
