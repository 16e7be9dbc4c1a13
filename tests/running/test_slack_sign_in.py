"""Signing in with Slack over its own protocol, as the sandbox speaks it: what is forged, old or foreign is refused."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from bot.slack import Slack, make_client
from bot.slack_sign_in import SlackSignIn
from domain.errors import NotAllowed, Unavailable
from sandbox.openid import KEY_ID
from sandbox.testing import SandboxServer
from tests.services.conftest import empty_file, office, sample_file
from tests.services.office import Office

__all__ = ["empty_file", "office", "sample_file"]

BACK = "http://127.0.0.1:3000/sign-in/slack/return"
OTHER_KEY = rsa.generate_private_key(65537, 2048)


@pytest.fixture
def sandbox() -> Iterator[SandboxServer]:
    with SandboxServer() as running:
        yield running


@pytest.fixture
def sign_in(sandbox: SandboxServer, office: Office) -> SlackSignIn:
    slack = Slack(make_client(sandbox.bot_token, sandbox.api_url))
    app = sandbox.ws.app
    return SlackSignIn(slack, office.services, sandbox.api_url, app.client_id, app.client_secret, BACK)


def code_of(sign_in: SlackSignIn, person: str, nonce: str = "n-1") -> str:
    """What Slack sends back when this person signs in."""
    answer = httpx.post(sign_in.address("s-1", nonce), data={"user": person})
    given = parse_qs(urlsplit(answer.headers["Location"]).query)
    assert answer.headers["Location"].startswith(BACK)
    assert given["state"] == ["s-1"]
    return given["code"][0]


def test_a_person_who_signs_in_with_slack_is_known_as_in_a_message(sign_in: SlackSignIn) -> None:
    actor = sign_in.actor(code_of(sign_in, "U0MARIA"), "n-1")
    assert actor.person
    assert actor.person.name == "Maria Lopez"
    assert actor.slack_user_id == "U0MARIA"


def test_whom_cec_does_not_know_is_a_stranger(sign_in: SlackSignIn) -> None:
    assert sign_in.actor(code_of(sign_in, "U0NINA"), "n-1").person is None


def test_slacks_page_lets_one_choose_who_one_is(sign_in: SlackSignIn) -> None:
    page = httpx.get(sign_in.address("s-1", "n-1")).text
    assert "Maria Lopez" in page
    assert "Helen Brandt" not in page  # she left


def test_a_code_counts_once(sign_in: SlackSignIn) -> None:
    code = code_of(sign_in, "U0MARIA")
    sign_in.actor(code, "n-1")
    with pytest.raises(NotAllowed, match="Sign in again"):
        sign_in.actor(code, "n-1")


@pytest.mark.parametrize("code", ["", "made-up", "é" * 300])
def test_a_made_up_code_is_refused(sign_in: SlackSignIn, code: str) -> None:
    with pytest.raises(NotAllowed):
        sign_in.actor(code, "n-1")


def test_a_code_that_another_browser_asked_for_is_refused(sign_in: SlackSignIn) -> None:
    with pytest.raises(NotAllowed):
        sign_in.actor(code_of(sign_in, "U0MARIA", "n-1"), "n-2")


def test_a_wrong_secret_of_the_app_signs_nobody_in(sign_in: SlackSignIn) -> None:
    with pytest.raises(NotAllowed):
        replace(sign_in, client_secret="wrong").actor(code_of(sign_in, "U0MARIA"), "n-1")


def test_a_person_of_another_workspace_is_refused(sign_in: SlackSignIn, sandbox: SandboxServer) -> None:
    code = code_of(sign_in, "U0MARIA")
    sandbox.ws.people["U0MARIA"].team_id = "T0OTHER"
    with pytest.raises(NotAllowed, match="another Slack workspace"):
        sign_in.actor(code, "n-1")


def test_an_account_that_was_deleted_meanwhile_is_refused(sign_in: SlackSignIn, sandbox: SandboxServer) -> None:
    code = code_of(sign_in, "U0MARIA")
    sandbox.ws.people["U0MARIA"].deleted = True
    with pytest.raises(NotAllowed):
        sign_in.actor(code, "n-1")


FORGED: dict[str, Any] = {
    "signed by another key": lambda claims: jwt.encode(claims, OTHER_KEY, "RS256", {"kid": KEY_ID}),
    "signed by a key that is not Slack's": lambda claims: jwt.encode(claims, OTHER_KEY, "RS256", {"kid": "own"}),
    "without a key": lambda claims: jwt.encode(claims, OTHER_KEY, "RS256"),
    "without a signature": lambda claims: jwt.encode(claims, "", "none", {"kid": KEY_ID}),
    "no token at all": lambda claims: "nothing",
}


@pytest.mark.parametrize("way", FORGED)
def test_an_identity_that_slack_did_not_sign_is_refused(
    sign_in: SlackSignIn, sandbox: SandboxServer, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    openid = sandbox.services.openid
    exchange = openid.exchange

    def forged(given: dict[str, Any]) -> dict[str, Any]:
        answer = exchange(given)
        claims = jwt.decode(answer["id_token"], options={"verify_signature": False})
        return {**answer, "id_token": FORGED[way](claims)}

    monkeypatch.setattr(openid, "exchange", forged)
    with pytest.raises(NotAllowed, match="did not confirm"):
        sign_in.actor(code_of(sign_in, "U0MARIA"), "n-1")


CHANGED = {
    "for another app": {"aud": "another"},
    "of another issuer": {"iss": "https://evil.example"},
    "old": {"exp": 1},
}


@pytest.mark.parametrize("way", CHANGED)
def test_an_identity_that_is_not_for_us_or_has_ended_is_refused(
    sign_in: SlackSignIn, sandbox: SandboxServer, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    openid = sandbox.services.openid
    claims = openid._claims
    monkeypatch.setattr(openid, "_claims", lambda asked: claims(asked) | CHANGED[way])
    with pytest.raises(NotAllowed, match="did not confirm"):
        sign_in.actor(code_of(sign_in, "U0MARIA"), "n-1")


def test_slack_that_does_not_answer_is_said_in_a_sentence(sign_in: SlackSignIn, sandbox: SandboxServer) -> None:
    sandbox.stop()
    with pytest.raises(Unavailable, match="Try again in a minute"):
        sign_in.address("s-1", "n-1")


@pytest.mark.parametrize(
    ("name", "value"),
    [("client_id", "another"), ("scope", "email"), ("response_type", "token"), ("redirect_uri", "ftp://x")],
)
def test_the_sandbox_shows_no_page_for_what_slack_refuses(sign_in: SlackSignIn, name: str, value: str) -> None:
    asked = httpx.URL(sign_in.address("s-1", "n-1"))
    assert httpx.get(asked.copy_set_param(name, value)).status_code == 400
