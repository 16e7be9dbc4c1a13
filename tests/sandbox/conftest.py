"""A running sandbox, Slack's own client, and a real Bolt app connected to it."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from slack_bolt import App
from slack_bolt.adapter.socket_mode.builtin import SocketModeHandler
from slack_sdk import WebClient

from sandbox.testing import SandboxServer

WORKSPACE = Path(__file__).parent / "workspace.yaml"

Connect = Callable[[App], SocketModeHandler]


@pytest.fixture
def sandbox() -> Iterator[SandboxServer]:
    with SandboxServer(WORKSPACE, retry_delays=(0.0, 0.0, 0.0)) as running:
        yield running


@pytest.fixture
def client(sandbox: SandboxServer) -> WebClient:
    """Slack's client as the bot; it does not retry by itself."""
    return WebClient(token=sandbox.bot_token, base_url=sandbox.api_url, retry_handlers=[])


@pytest.fixture
def app(client: WebClient) -> App:
    """A Bolt app without listeners, not yet connected."""
    return App(client=client)


@pytest.fixture
def connect(sandbox: SandboxServer) -> Iterator[Connect]:
    """Connect an app in Socket Mode and wait until its connection stands."""
    handlers: list[SocketModeHandler] = []

    def open_connection(app: App) -> SocketModeHandler:
        handler = SocketModeHandler(app, app_token=sandbox.app_token, ping_interval=0.5)
        handlers.append(handler)
        before = sandbox.connections()
        handler.connect()
        sandbox.wait_for(lambda: sandbox.connections() > before)
        return handler

    yield open_connection
    sandbox.wait_for(lambda: not sandbox.unanswered())
    for handler in handlers:
        handler.client.auto_reconnect_enabled = False
    # The client waits three seconds for something to read before it lets go; a cut connection is read at once.
    sandbox.disconnect_sockets()
    for handler in handlers:
        with suppress(AttributeError):  # the client may let go of its socket between looking at it and closing it
            handler.close()
