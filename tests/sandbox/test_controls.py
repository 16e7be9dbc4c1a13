"""The controls under `/_sandbox/`, as the page and the benchmark use them."""

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from websocket import create_connection

from sandbox.testing import SandboxServer


@pytest.fixture
def controls(sandbox: SandboxServer) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=f"{sandbox.page_url}_sandbox/") as client:
        yield client


def act(controls: httpx.Client, verb: str, **body: Any) -> tuple[int, dict[str, Any]]:
    answer = controls.post(f"act/{verb}", json=body)
    return answer.status_code, answer.json()


def test_the_state_is_what_its_person_may_see(controls: httpx.Client) -> None:
    ana = controls.get("state", params={"as": "U0ANA"}).json()
    gus = controls.get("state", params={"as": "U0GUS"}).json()
    assert {c["id"] for c in ana["channels"]} == {"C0OPEN", "C0SHARED", "C0AWAY", "D0ANA"}
    assert {c["id"] for c in gus["channels"]} == {"C0SHARED", "D0GUS"}
    assert ana["app"]["commands"][0]["name"] == "/cec"


def test_an_act_answers_with_its_outcome(controls: httpx.Client, sandbox: SandboxServer) -> None:
    status, said = act(controls, "say", **{"as": "U0ANA", "channel": "C0OPEN", "text": "hello"})
    assert (status, said["ok"]) == (200, True)
    read = controls.get("messages", params={"as": "U0BEN", "channel": "C0OPEN"}).json()
    assert [m["ts"] for m in read["messages"]] == [said["ts"]]
    status, clicked = act(controls, "command", **{"as": "U0ANA", "channel": "C0OPEN", "command": "/cec"})
    assert (status, clicked["problem"]) == (200, "no_connection")


@pytest.mark.parametrize(
    ("verb", "body", "status", "text"),
    [
        ("dance", {}, 404, "There is no act dance"),
        ("say", {"as": "U0ANA"}, 400, "channel is missing"),
        ("say", {"as": "U0NOBODY", "channel": "C0OPEN", "text": "x"}, 400, "nobody called U0NOBODY"),
        ("say", {"as": "U0ANA", "channel": "C0STAFF", "text": "x"}, 400, "no conversation C0STAFF"),
        ("say", {"as": "U0ANA", "channel": "C0OPEN", "text": " "}, 400, "Write something first"),
        ("say", {"as": "U0ANA", "channel": "C0OPEN", "text": "x" * 40_001}, 400, "40,000 characters"),
        ("edit", {"as": "U0ANA", "channel": "C0OPEN", "ts": "1", "text": "x"}, 400, "no longer there"),
        ("command", {"as": "U0ANA", "channel": "C0OPEN", "command": "/x"}, 400, "not a command"),
        ("submit", {"as": "U0ANA", "view": "V1"}, 400, "no longer open"),
    ],
)
def test_an_act_that_cannot_be_is_refused_in_plain_words(
    controls: httpx.Client, verb: str, body: dict[str, Any], status: int, text: str
) -> None:
    got, answer = act(controls, verb, **body)
    assert (got, answer["ok"]) == (status, False)
    assert text in answer["text"]


def test_malformed_requests_are_refused_in_plain_words(controls: httpx.Client) -> None:
    assert controls.post("act/say", content=b"{").json()["text"] == "The request is not JSON."
    assert controls.post("act/say", content=b"[]").json()["text"] == "The request must be a JSON object."
    assert controls.post("faults", json={"colour": 1}).status_code == 400
    assert controls.get("nothing").status_code == 404
    assert controls.post("connections/dance").status_code == 404
    assert controls.post("redeliver", json={"event_id": "Ev0"}).status_code == 404


def test_faults_are_set_seen_and_cleared(controls: httpx.Client, sandbox: SandboxServer) -> None:
    controls.post("faults", json={"method": "users.info", "kind": "500", "times": 2})
    assert controls.get("state").json()["faults"][0]["kind"] == "500"
    controls.delete("faults")
    assert controls.get("state").json()["faults"] == []


def test_calls_and_deliveries_can_be_followed_from_outside(controls: httpx.Client, sandbox: SandboxServer) -> None:
    httpx.post(f"{sandbox.api_url}api.test")
    assert controls.get("calls", params={"method": "api.test"}).json()["calls"][0]["status"] == 200
    act(controls, "say", **{"as": "U0ANA", "channel": "dm", "text": "hello"})
    (delivery,) = controls.get("deliveries").json()["deliveries"]
    assert (delivery["kind"], delivery["type"], delivery["answered_at"]) == ("events_api", "message", None)


def test_the_feed_tells_each_person_what_concerns_them(sandbox: SandboxServer) -> None:
    address = sandbox.page_url.replace("http", "ws") + "_sandbox/feed?as="
    ana, gus = create_connection(f"{address}U0ANA", timeout=5), create_connection(f"{address}U0GUS", timeout=5)
    try:
        assert json.loads(ana.recv())["type"] == json.loads(gus.recv())["type"] == "ready"
        sandbox.say("ben.cole", "C0OPEN", "for members")
        sandbox.say("ben.cole", "C0SHARED", "for partners")
        assert json.loads(ana.recv())["message"]["text"] == "for members"
        assert json.loads(gus.recv())["message"]["text"] == "for partners"
    finally:
        ana.close()
        gus.close()


def test_files_outside_the_page_are_not_served(sandbox: SandboxServer) -> None:
    assert httpx.get(f"{sandbox.page_url}page/js/main.js").status_code == 200
    assert httpx.get(f"{sandbox.page_url}page/..%2fworkspace.yaml").status_code == 404
    assert httpx.get(f"{sandbox.page_url}page/%2e%2e/workspace.yaml").status_code == 404


def test_a_picture_shows_a_persons_initials(sandbox: SandboxServer) -> None:
    picture = httpx.get(f"{sandbox.page_url}avatars/U0ANA.svg")
    assert picture.headers["content-type"].startswith("image/svg+xml")
    assert ">AD</text>" in picture.text
    assert httpx.get(f"{sandbox.page_url}avatars/U0NOBODY.svg").status_code == 404
