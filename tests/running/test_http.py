"""Slack's signed HTTP requests: what is forged, replayed or broken is refused, and nothing of it is run."""

import json
from typing import Any
from urllib.parse import quote

import pytest
from slack_bolt import App
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.signature import SignatureVerifier

from bot.clock import now
from bot.http import SlackEndpoint
from web.app import create_web

SECRET = "shhh"


class Office:
    """An endpoint over a Bolt app that notes what reaches it."""

    def __init__(self) -> None:
        self.ran: list[str] = []
        app = App(
            signing_secret=SECRET,
            authorize=lambda **_: AuthorizeResult(enterprise_id=None, team_id="T1", bot_token="xoxb-1", bot_id="B1"),
        )

        @app.middleware
        def note(body: dict[str, Any], next: Any) -> None:
            self.ran.append(str(body.get("type")))
            next()

        @app.event("app_mention")
        def mention() -> None:
            pass

        self.client = create_web({}, SlackEndpoint(app, SECRET)).test_client()

    def post(self, body: str, *, secret: str = SECRET, age: int = 0, kind: str = "application/json") -> int:
        at = str(int(now().timestamp()) - age)
        signature = SignatureVerifier(secret).generate_signature(timestamp=at, body=body) or ""
        headers = {"X-Slack-Signature": signature, "X-Slack-Request-Timestamp": at, "Content-Type": kind}
        return self.client.post("/slack/events", data=body, headers=headers).status_code


@pytest.fixture
def office() -> Office:
    return Office()


EVENT = json.dumps({"type": "event_callback", "event_id": "Ev1", "team_id": "T1", "event": {"type": "app_mention"}})


def test_a_rightly_signed_event_is_taken(office: Office) -> None:
    assert office.post(EVENT) == 200
    assert office.ran == ["event_callback"]


def test_the_address_is_verified_when_slack_asks(office: Office) -> None:
    assert office.post(json.dumps({"type": "url_verification", "challenge": "abc"})) == 200


@pytest.mark.parametrize(
    ("name", "options"), [("forged", {"secret": "wrong"}), ("too old", {"age": 400})], ids=["forged", "too old"]
)
def test_a_wrong_signature_is_refused_and_nothing_is_run(office: Office, name: str, options: dict[str, Any]) -> None:
    assert office.post(EVENT, **options) == 401
    assert office.ran == []


def test_a_request_without_a_signature_is_refused(office: Office) -> None:
    assert office.client.post("/slack/events", data=EVENT).status_code == 401


def test_a_replay_is_refused(office: Office) -> None:
    assert office.post(EVENT) == 200
    assert office.post(EVENT) == 401
    assert len(office.ran) == 1


BROKEN = [
    "{bad", "[]", "null", '"x"', "", '{"type":"event_callback","event":null}', '{"type":"event_callback","event":{}}',
    "payload=" + quote("{bad"), "payload=[]",
]  # fmt: skip


@pytest.mark.parametrize("kind", ["application/json", "application/x-www-form-urlencoded"])
@pytest.mark.parametrize("body", BROKEN)
def test_what_is_signed_but_broken_is_answered_with_400(office: Office, body: str, kind: str) -> None:
    assert office.post(body, kind=kind) == 400
    assert office.post(body, secret="wrong", kind=kind) == 401
    assert office.ran == []


def test_what_is_no_text_is_refused(office: Office) -> None:
    assert office.client.post("/slack/events", data=b"\xff\xfe\x00").status_code == 400
