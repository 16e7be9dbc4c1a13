"""A real Bolt app behind signed HTTP: the challenge, events, interactions, commands, retries, signatures."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask, request
from slack_bolt import App
from slack_bolt.adapter.flask import SlackRequestHandler
from slack_sdk import WebClient
from slack_sdk.signature import SignatureVerifier
from werkzeug.serving import make_server

from sandbox.delivery.signed_http import sign
from sandbox.testing import SandboxServer
from tests.sandbox.blocks import actions, button, field, modal, section, text_input
from tests.sandbox.conftest import WORKSPACE


@contextmanager
def served(flask: Flask) -> Iterator[str]:
    """The address of a Flask application that runs in a thread."""
    server = make_server("127.0.0.1", 0, flask, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.port}/slack/events"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class Peer:
    """An app behind HTTP: set `bolt` once the sandbox's address is known."""

    def __init__(self) -> None:
        self.bolt: App | None = None
        self.heads: list[dict[str, str]] = []
        self.statuses: list[int] = []
        self.flask = Flask(__name__)
        self.flask.post("/slack/events")(self.receive)

    def receive(self) -> Any:
        if self.bolt is None:
            return "not ready", 503
        self.heads.append(dict(request.headers))
        if self.statuses:
            return "no", self.statuses.pop(0)
        return SlackRequestHandler(self.bolt).handle(request)


@pytest.fixture
def peer() -> Peer:
    return Peer()


@pytest.fixture
def sandbox(peer: Peer) -> Iterator[SandboxServer]:
    with (
        served(peer.flask) as address,
        SandboxServer(WORKSPACE, events_url=address, retry_delays=(0.0, 0.0, 0.0)) as running,
    ):
        yield running
        running.wait_for(lambda: not running.unanswered())


@pytest.fixture
def app(sandbox: SandboxServer, client: WebClient, peer: Peer) -> App:
    peer.bolt = App(client=client, signing_secret=sandbox.signing_secret)
    sandbox.wait_for(sandbox.connections)
    return peer.bolt


def test_events_interactions_and_commands_arrive_signed(sandbox: SandboxServer, app: App, peer: Peer) -> None:
    @app.message("form")
    def message(say: Any) -> None:
        say(text="press", blocks=[section("press"), actions(button())])

    @app.action("go")
    def go(ack: Any, body: dict[str, Any], client: WebClient) -> None:
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=modal(field(text_input())))

    app.view("form")(lambda ack: ack(response_action="errors", errors={"b": "No."}))
    app.command("/cec")(lambda ack: ack("plain words"))
    sandbox.dm("ana.diaz", "form please")
    sandbox.wait_for(lambda: len(sandbox.messages("ana.diaz")) == 2)
    assert sandbox.click("ana.diaz", sandbox.messages("ana.diaz")[1], "go") == {"ok": True}
    sandbox.wait_for(lambda: sandbox.views("ana.diaz"))
    assert sandbox.submit("ana.diaz", state={"a": "x"})["errors"] == {"b": "No."}
    assert sandbox.command("ana.diaz", "#general", "/cec")["ok"] is True
    assert sandbox.messages("#general", viewer="ana.diaz")[0]["text"] == "plain words"


def test_the_signature_is_slacks(sandbox: SandboxServer) -> None:
    verifier = SignatureVerifier(sandbox.signing_secret)
    assert verifier.generate_signature(timestamp="1700000000", body="a=b") == sign("test-secret", "1700000000", "a=b")


def test_a_failed_event_is_sent_again_with_its_number_and_reason(sandbox: SandboxServer, app: App, peer: Peer) -> None:
    done = threading.Event()
    app.event("message")(lambda: done.set())
    peer.statuses = [500, 503]
    peer.heads.clear()
    sandbox.dm("ana.diaz", "hello")
    assert done.wait(5)
    numbers = [head.get("X-Slack-Retry-Num") for head in peer.heads]
    assert numbers == [None, "1", "2"]
    assert peer.heads[1]["X-Slack-Retry-Reason"] == "http_error"


def test_after_three_retries_an_event_is_given_up(sandbox: SandboxServer, app: App, peer: Peer) -> None:
    peer.statuses = [500] * 4
    peer.heads.clear()
    sandbox.dm("ana.diaz", "hello")
    sandbox.wait_for(lambda: not sandbox.unanswered())
    assert len(peer.heads) == 4


def test_a_click_that_the_app_fails_on_is_told_to_the_person(
    sandbox: SandboxServer, app: App, client: WebClient, peer: Peer
) -> None:
    app.event("message")(lambda: None)
    client.chat_postMessage(channel="U0ANA", text="ask", blocks=[actions(button())])
    sandbox.wait_for(lambda: not sandbox.unanswered())
    peer.statuses = [500]
    outcome = sandbox.click("ana.diaz", sandbox.messages("ana.diaz")[0], "go")
    assert (outcome["ok"], outcome["problem"]) == (False, "http_error")


def test_socket_mode_is_off_then(sandbox: SandboxServer) -> None:
    answer = WebClient(base_url=sandbox.api_url, retry_handlers=[])
    with pytest.raises(Exception, match="socket_mode_not_enabled"):
        answer.apps_connections_open(app_token=sandbox.app_token)
