"""Sign in with Slack, an OpenID Connect provider: https://docs.slack.dev/authentication/sign-in-with-slack

Its addresses are those that the host of the Web API names, so GovSlack works too. PKCE is left out: Slack offers it to
public clients alone, and this one has a secret. The nonce ties the identity to the browser that asked.
"""

import threading
from dataclasses import dataclass, field
from typing import Any, cast
from urllib.parse import urlencode, urljoin

import httpx
import jwt

from bot.places import actor_of
from bot.slack import Slack, SlackError, SlackRefused, make_client
from bot.slack_calls import SlackCalls
from domain.errors import NotAllowed, Unavailable
from domain.permissions import Actor
from services import Services

TIMEOUT = 5.0  # seconds
LEEWAY = 60  # seconds that Slack's clock and ours may differ
_AWAY = "Slack does not answer now. Try again in a minute, or ask the assistant for a personal link."
_NOT_VALID = "Slack did not confirm who you are. Sign in again."
_ELSEWHERE = "That is an account of another Slack workspace. Sign in with the one in which you meet the assistant."


@dataclass
class SlackSignIn:
    """`redirect_uri` is our address to which Slack sends people back; the app's settings must name it."""

    slack: Slack
    services: Services
    api_url: str
    client_id: str
    client_secret: str
    redirect_uri: str
    _known: dict[str, Any] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def address(self, state: str, nonce: str) -> str:
        """Where the browser goes. Raises Unavailable."""
        asked = {
            "response_type": "code",
            "scope": "openid",
            "client_id": self.client_id,
            "redirect_uri": self.redirect_uri,
            "state": state,
            "nonce": nonce,
        }
        team = self._ours().get("team_id")
        return f"{self._provider()['authorization_endpoint']}?{urlencode(asked | ({'team': team} if team else {}))}"

    def actor(self, code: str, nonce: str) -> Actor:
        """Who signed in. Raises NotAllowed for a code that is not valid, and for people of other workspaces;
        Unavailable."""
        claims = self._claims(self._token(code))
        if claims.get("nonce") != nonce:
            raise NotAllowed(_NOT_VALID)
        if not self._is_ours(claims):
            raise NotAllowed(_ELSEWHERE)
        try:
            self.slack.forget(user_id=claims["sub"])
            profile = self.slack.profile(claims["sub"])
        except SlackError as error:
            raise Unavailable(_AWAY) from error
        if profile.deleted or profile.is_bot:
            raise NotAllowed(_NOT_VALID)
        return actor_of(profile, self.services)

    def _token(self, code: str) -> str:
        given = {"code": code, "client_id": self.client_id, "client_secret": self.client_secret}
        try:
            # Without the bot's token: the client's secret says who asks.
            calls = SlackCalls(make_client(None, self.api_url))
            answer = calls.call("openid.connect.token", **given, redirect_uri=self.redirect_uri)
        except SlackRefused as error:
            raise NotAllowed(_NOT_VALID) from error
        except SlackError as error:
            raise Unavailable(_AWAY) from error
        return str(answer["id_token"])

    def _claims(self, token: str) -> dict[str, Any]:
        """What the identity token says, if Slack signed it for us and it has not ended."""
        provider = self._provider()
        try:
            key = jwt.PyJWKSet.from_dict(self._keys(provider))[jwt.get_unverified_header(token)["kid"]]
            return jwt.decode(
                token,
                key,
                ["RS256"],
                {"require": ["iss", "sub", "aud", "exp", "nonce"]},
                audience=self.client_id,
                issuer=provider["issuer"],
                leeway=LEEWAY,
            )
        except (jwt.PyJWTError, KeyError) as error:
            raise NotAllowed(_NOT_VALID) from error

    def _is_ours(self, claims: dict[str, Any]) -> bool:
        """The team, or the organization that has several. The names of these claims begin with Slack's address."""
        told = {name.rpartition("/")[2]: value for name, value in claims.items()}
        ours = self._ours()
        return any(ours.get(name) and ours.get(name) == told.get(name) for name in ("team_id", "enterprise_id"))

    def _ours(self) -> dict[str, Any]:
        try:
            return cast(dict[str, Any], self.slack.identity())
        except SlackError as error:
            raise Unavailable(_AWAY) from error

    def _provider(self) -> dict[str, Any]:
        with self._lock:
            if not self._known:
                self._known = _read(urljoin(self.api_url, "/.well-known/openid-configuration"))
            return self._known

    def _keys(self, provider: dict[str, Any]) -> dict[str, Any]:
        """Asked each time: keys change, and people sign in once a day."""
        return _read(provider["jwks_uri"])


def _read(address: str) -> dict[str, Any]:
    try:
        answer = httpx.get(address, timeout=TIMEOUT)
        answer.raise_for_status()
        return answer.json()
    except (httpx.HTTPError, ValueError) as error:
        raise Unavailable(_AWAY) from error
