"""A real Bolt app in Socket Mode: messages, buttons, forms, commands, home, assistant, broken connections."""

# slack_sdk declares every value of an answer as possibly None.
# pyright: reportOptionalSubscript=false, reportOptionalIterable=false, reportOptionalMemberAccess=false, reportArgumentType=false

import json
import threading
from typing import Any

import pytest
from slack_bolt import App, Assistant
from slack_sdk import WebClient
from websocket import WebSocketBadStatusException, create_connection

from sandbox.acting import ActingError
from sandbox.testing import SandboxServer
from tests.sandbox.blocks import actions, button, field, home, modal, option, section, select, text_input
from tests.sandbox.conftest import Connect


def test_a_message_is_answered(sandbox: SandboxServer, app: App, connect: Connect) -> None:
    app.message("hello")(lambda message, say: say(f"hello <@{message['user']}>"))
    connect(app)
    sandbox.dm("ana.diaz", "hello there")
    sandbox.wait_for(lambda: len(sandbox.messages("ana.diaz")) == 2)
    assert sandbox.messages("ana.diaz")[1]["text"] == "hello <@U0ANA>"


def test_a_mention_is_answered_in_its_thread(sandbox: SandboxServer, app: App, connect: Connect) -> None:
    app.event("app_mention")(lambda event, say: say("here", thread_ts=event["ts"]))
    app.event("message")(lambda event: None)
    connect(app)
    ts = sandbox.mention("ana.diaz", "#general", "are you there?")
    sandbox.wait_for(lambda: len(sandbox.thread("#general", ts)) == 2)


def test_a_button_replaces_its_message(sandbox: SandboxServer, app: App, client: WebClient, connect: Connect) -> None:
    seen: list[dict[str, Any]] = []

    @app.action("go")
    def go(ack: Any, body: dict[str, Any], respond: Any) -> None:
        seen.append(body)
        ack()
        respond(text="done", replace_original=True)

    connect(app)
    client.chat_postMessage(channel="U0ANA", text="ask", blocks=[actions(button(value="7"), block_id="row")])
    (message,) = sandbox.messages("ana.diaz")
    assert sandbox.click("ana.diaz", message, "go") == {"ok": True}
    sandbox.wait_for(lambda: sandbox.messages("ana.diaz")[0]["text"] == "done")
    body = seen[0]
    assert (body["actions"][0]["value"], body["actions"][0]["block_id"]) == ("7", "row")
    assert body["container"]["message_ts"] == message["ts"]
    assert body["message"]["text"] == "ask"
    assert body["channel"] == {"id": "D0ANA", "name": "directmessage"}


def test_what_is_chosen_in_a_message_is_in_its_state(
    sandbox: SandboxServer, app: App, client: WebClient, connect: Connect
) -> None:
    seen: list[dict[str, Any]] = []
    app.action("go")(lambda ack, body: (ack(), seen.append(body)))
    app.action("choose")(lambda ack: ack())
    connect(app)
    row = actions(select(options=[option("1"), option("2", "Two")]), button(), block_id="row")
    client.chat_postMessage(channel="U0ANA", text="choose", blocks=[row])
    (message,) = sandbox.messages("ana.diaz")
    sandbox.select("ana.diaz", message, "choose", "2")
    sandbox.click("ana.diaz", message, "go")
    assert seen[0]["state"]["values"]["row"]["choose"]["selected_option"]["value"] == "2"
    with pytest.raises(ValueError, match="does not offer '9'"):
        sandbox.select("ana.diaz", message, "choose", "9")


def test_a_click_in_an_ephemeral_message_comes_without_the_message(
    sandbox: SandboxServer, app: App, client: WebClient, connect: Connect
) -> None:
    seen: list[dict[str, Any]] = []

    @app.action("go")
    def go(ack: Any, body: dict[str, Any], respond: Any) -> None:
        ack()
        seen.append(body)
        respond(delete_original=True)

    connect(app)
    client.chat_postEphemeral(channel="C0OPEN", user="U0ANA", text="you", blocks=[actions(button())])
    (message,) = sandbox.messages("#general", viewer="ana.diaz")
    with pytest.raises(ActingError, match="no longer there"):
        sandbox.click("ben.cole", message, "go")
    sandbox.click("ana.diaz", message, "go")
    sandbox.wait_for(lambda: sandbox.messages("#general", viewer="ana.diaz") == [])
    assert "message" not in seen[0]
    assert seen[0]["container"]["is_ephemeral"] is True


def form_app(app: App) -> None:
    """Opens a form by a shortcut; "bad" is refused, "more" pushes, "other" updates, "all" clears, else it closes."""

    @app.shortcut("ask_any")
    def opened(ack: Any, body: dict[str, Any], client: WebClient) -> None:
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=modal(field(text_input())))

    @app.view("form")
    def sent(ack: Any, view: dict[str, Any]) -> None:
        value = view["state"]["values"]["b"]["a"]["value"]
        answers = {
            "bad": {"response_action": "errors", "errors": {"b": "No."}},
            "more": {"response_action": "push", "view": modal(field(text_input()), callback_id="form")},
            "other": {"response_action": "update", "view": modal(section("thank you"))},
            "all": {"response_action": "clear"},
            "wrong": {"response_action": "errors", "errors": {"nowhere": "No."}},
            "too big": {"response_action": "update", "view": modal(section("x" * 3001))},
        }
        ack(**answers.get(value, {}))


def test_a_form_can_be_refused_pushed_updated_cleared_and_closed(
    sandbox: SandboxServer, app: App, connect: Connect
) -> None:
    form_app(app)
    connect(app)

    def open_and_send(value: str) -> dict[str, Any]:
        sandbox.shortcut("ana.diaz", "ask_any")
        sandbox.wait_for(lambda: len(sandbox.views("ana.diaz")) == 1)
        return sandbox.submit("ana.diaz", state={"a": value})

    assert open_and_send("bad")["errors"] == {"b": "No."}
    assert sandbox.submit("ana.diaz", state={"b": {"a": "good"}}) == {"ok": True}
    assert sandbox.views("ana.diaz") == []
    open_and_send("more")
    assert len(sandbox.views("ana.diaz")) == 2
    sandbox.submit("ana.diaz", state={"a": "all"})
    assert sandbox.views("ana.diaz") == []
    open_and_send("other")
    assert sandbox.views("ana.diaz")[0]["blocks"][0]["text"]["text"] == "thank you"
    sandbox.close("ana.diaz")
    assert open_and_send("wrong")["problem"] == "invalid"
    assert sandbox.submit("ana.diaz", state={"a": "too big"})["problem"] == "invalid"
    assert {warning["code"] for warning in sandbox.warnings()} == {"response_action_refused"}


def test_the_app_hears_of_a_closed_form_when_it_asked_for_that(
    sandbox: SandboxServer, app: App, connect: Connect
) -> None:
    closed = threading.Event()

    @app.shortcut("ask_any")
    def opened(ack: Any, body: dict[str, Any], client: WebClient) -> None:
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=modal(section(), notify_on_close=True))

    app.view_closed("form")(lambda ack: (ack(), closed.set()))
    connect(app)
    sandbox.shortcut("ana.diaz", "ask_any")
    sandbox.wait_for(lambda: sandbox.views("ana.diaz"))
    sandbox.close("ana.diaz")
    assert closed.wait(5)


def test_a_select_asks_the_app_for_its_options(
    sandbox: SandboxServer, app: App, client: WebClient, connect: Connect
) -> None:
    app.options("find")(lambda ack, payload: ack(options=[option("1", payload["value"].upper())]))
    connect(app)
    client.chat_postMessage(channel="U0ANA", text="find", blocks=[actions(select("external_select", "find"))])
    (message,) = sandbox.messages("ana.diaz")
    found = sandbox.suggest("ana.diaz", message, "find", "nrcs")
    assert found["options"][0]["text"]["text"] == "NRCS"


def test_a_command_answers_its_user_at_once_and_later(sandbox: SandboxServer, app: App, connect: Connect) -> None:
    seen: list[dict[str, Any]] = []

    @app.command("/cec")
    def command(ack: Any, command: dict[str, Any], respond: Any) -> None:
        seen.append(command)
        ack("at once")
        respond("later", response_type="in_channel")

    connect(app)
    assert sandbox.command("ana.diaz", "#general", "/cec", "price 40 laptops")["ok"] is True
    sandbox.wait_for(lambda: len(sandbox.messages("#general")) == 2)
    by_reader = {m["text"] for m in sandbox.messages("#general", viewer="ben.cole")}
    assert by_reader == {"later"}
    assert (seen[0]["text"], seen[0]["channel_name"], seen[0]["user_name"]) == (
        "price 40 laptops",
        "general",
        "ana.diaz",
    )


def test_a_command_that_wants_it_gets_mentions_escaped(sandbox: SandboxServer, app: App, connect: Connect) -> None:
    seen: list[str] = []
    app.command("/escaped")(lambda ack, command: (ack(), seen.append(command["text"])))
    app.command("/cec")(lambda ack, command: (ack(), seen.append(command["text"])))
    connect(app)
    sandbox.command("ana.diaz", "dm", "/escaped", "@ben.cole <b>")
    sandbox.command("ana.diaz", "dm", "/cec", "@ben.cole <b>")
    assert seen == ["<@U0BEN|ben.cole> &lt;b&gt;", "@ben.cole <b>"]


def test_a_message_shortcut_carries_its_message(sandbox: SandboxServer, app: App, connect: Connect) -> None:
    seen: list[dict[str, Any]] = []
    app.shortcut("ask_this")(lambda ack, body: (ack(), seen.append(body)))
    app.event("message")(lambda: None)
    connect(app)
    ts = sandbox.say("ben.cole", "#general", "VPN is slow")
    assert sandbox.shortcut("ana.diaz", "ask_this", ("C0OPEN", ts)) == {"ok": True}
    assert (seen[0]["message"]["text"], seen[0]["channel"]["id"], seen[0]["user"]["id"]) == (
        "VPN is slow",
        "C0OPEN",
        "U0ANA",
    )


def test_the_home_is_published_when_opened_and_its_buttons_work(
    sandbox: SandboxServer, app: App, connect: Connect
) -> None:
    clicked = threading.Event()

    @app.event("app_home_opened")
    def opened(event: dict[str, Any], client: WebClient) -> None:
        client.views_publish(user_id=event["user"], view=home(actions(button())))

    app.action("go")(lambda ack, body: (ack(), clicked.set()))
    connect(app)
    sandbox.open_home("ana.diaz")
    sandbox.wait_for(lambda: sandbox.home("ana.diaz"))
    sandbox.click("ana.diaz", "home", "go")
    assert clicked.wait(5)


def test_the_assistant_greets_suggests_thinks_and_answers(sandbox: SandboxServer, app: App, connect: Connect) -> None:
    assistant = Assistant()
    statuses: list[str] = []
    thinking = threading.Event()

    @assistant.thread_started
    def started(say: Any, set_suggested_prompts: Any, get_thread_context: Any) -> None:
        say(f"You look at {get_thread_context()['channel_id']}")
        set_suggested_prompts(prompts=[{"title": "Status", "message": "my status"}])

    @assistant.user_message
    def asked(payload: dict[str, Any], say: Any, set_status: Any, set_title: Any) -> None:
        set_title("Status")
        set_status("is thinking…")
        statuses.append(sandbox.assistant("ana.diaz", payload["thread_ts"])["status"])
        thinking.set()
        say("all is well")

    app.use(assistant)
    connect(app)
    ts = sandbox.open_assistant("ana.diaz", "C0OPEN")
    sandbox.wait_for(lambda: sandbox.assistant("ana.diaz", ts)["prompts"])
    assert [m["text"] for m in sandbox.thread("ana.diaz", ts)] == ["You look at C0OPEN"]
    sandbox.dm("ana.diaz", "my status", thread_ts=ts)
    assert thinking.wait(5)
    sandbox.wait_for(lambda: len(sandbox.thread("ana.diaz", ts)) == 3)
    assert statuses == ["is thinking…"]
    assert sandbox.assistant("ana.diaz", ts)["status"] == ""
    assert sandbox.assistant("ana.diaz", ts)["title"] == "Status"
    assert sandbox.messages("ana.diaz") == []


def test_an_event_that_is_not_acknowledged_comes_again_marked_as_a_retry(
    sandbox: SandboxServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sandbox.delivery.socket_mode.ACK_SECONDS", 0.05)
    address = WebClient(base_url=sandbox.api_url).apps_connections_open(app_token=sandbox.app_token)["url"]
    socket = create_connection(address, timeout=5)
    try:
        assert _json(socket.recv())["type"] == "hello"
        sandbox.dm("ana.diaz", "anyone?")
        first, second = (_json(socket.recv()) for _ in range(2))
        assert (first["retry_attempt"], second["retry_attempt"]) == (0, 1)
        assert second["retry_reason"] == "timeout"
        assert first["payload"]["event_id"] == second["payload"]["event_id"]
        assert first["envelope_id"] != second["envelope_id"]
    finally:
        socket.close()


def _json(text: str | bytes) -> dict[str, Any]:
    return json.loads(text)


def test_a_socket_address_works_once(sandbox: SandboxServer) -> None:
    address = WebClient(base_url=sandbox.api_url).apps_connections_open(app_token=sandbox.app_token)["url"]
    create_connection(address, timeout=5).close()
    with pytest.raises(WebSocketBadStatusException):
        create_connection(address, timeout=5)


def test_an_event_can_be_delivered_twice(sandbox: SandboxServer, app: App, connect: Connect) -> None:
    ids: list[str] = []
    both = threading.Event()

    @app.event("message")
    def message(body: dict[str, Any]) -> None:
        ids.append(body["event_id"])
        if len(ids) == 2:
            both.set()

    connect(app)
    sandbox.dm("ana.diaz", "once")
    sandbox.wait_for(lambda: not sandbox.unanswered())
    sandbox.redeliver(sandbox.events("message")[0]["event_id"])
    assert both.wait(5)
    assert ids[0] == ids[1]


def test_events_wait_for_an_app_that_connects_later(sandbox: SandboxServer, app: App, connect: Connect) -> None:
    sandbox.dm("ana.diaz", "are you up?")
    app.message("up")(lambda say: say("now I am"))
    connect(app)
    sandbox.wait_for(lambda: len(sandbox.messages("ana.diaz")) == 2)


def test_a_click_without_a_connected_app_fails_at_once(sandbox: SandboxServer, client: WebClient) -> None:
    client.chat_postMessage(channel="U0ANA", text="ask", blocks=[actions(button())])
    outcome = sandbox.click("ana.diaz", sandbox.messages("ana.diaz")[0], "go")
    assert (outcome["ok"], outcome["problem"]) == (False, "no_connection")


def test_a_broken_or_refreshed_connection_comes_back(sandbox: SandboxServer, app: App, connect: Connect) -> None:
    app.message("still")(lambda say: say("yes"))
    connect(app)
    opened = len(sandbox.calls("apps.connections.open"))
    sandbox.refresh_sockets()
    sandbox.wait_for(lambda: len(sandbox.calls("apps.connections.open")) == opened + 1)
    sandbox.dm("ana.diaz", "still there?")
    sandbox.wait_for(lambda: len(sandbox.messages("ana.diaz")) == 2)
    sandbox.disconnect_sockets()
    sandbox.wait_for(lambda: sandbox.connections() == 0)
    sandbox.wait_for(lambda: sandbox.connections() == 1, timeout=30)


def test_each_of_two_connections_gets_its_share(sandbox: SandboxServer, connect: Connect, client: WebClient) -> None:
    counts = [0, 0]
    for number in range(2):
        app = App(client=client)

        @app.event("message")
        def message(number: int = number) -> None:
            counts[number] += 1

        connect(app)
    for n in range(10):
        sandbox.dm("ana.diaz", f"message {n}")
    sandbox.wait_for(lambda: not sandbox.unanswered())
    assert len(sandbox.events("message")) == 10
    assert sandbox.connections() == 2
