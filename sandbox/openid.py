"""Sign in with Slack, as Slack documents it: https://docs.slack.dev/authentication/sign-in-with-slack

A code counts once, for ten minutes, for the client and the address that asked for it. Identity tokens are signed with a
key that is made for the workspace when it is needed first.
"""

import json
import secrets
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

from sandbox.model import Json
from sandbox.workspace import Workspace

CODE_SECONDS = 600
TOKEN_SECONDS = 300
KEY_ID = "sandbox"
NEEDED = ("client_id", "redirect_uri", "response_type", "scope")


class Refused(Exception):
    """Slack's name for what is wrong."""


@dataclass(frozen=True)
class Asked:
    """A sign-in that a person agreed to."""

    user: str
    client_id: str
    redirect_uri: str
    nonce: str
    until: float


@dataclass
class OpenId:
    """The sign-in of one workspace. Hold the workspace's lock."""

    ws: Workspace
    _codes: dict[str, Asked] = field(default_factory=dict)

    @cached_property
    def _key(self) -> rsa.RSAPrivateKey:
        return rsa.generate_private_key(65537, 2048)

    def configuration(self) -> Json:
        """What `/.well-known/openid-configuration` says."""
        base = self.ws.base_url
        return {
            "issuer": base,
            "authorization_endpoint": f"{base}/openid/connect/authorize",
            "token_endpoint": f"{base}/api/openid.connect.token",
            "jwks_uri": f"{base}/openid/connect/keys",
            "scopes_supported": ["openid", "profile", "email"],
            "response_types_supported": ["code"],
            "id_token_signing_alg_values_supported": ["RS256"],
        }

    def keys(self) -> Json:
        public = json.loads(RSAAlgorithm.to_jwk(self._key.public_key()))
        return {"keys": [{**public, "kid": KEY_ID, "use": "sig", "alg": "RS256"}]}

    def check(self, asked: Json) -> None:
        """Raises Refused for a request to sign in that Slack would not show a page for."""
        if any(not asked.get(name) for name in NEEDED) or asked["response_type"] != "code":
            raise Refused("invalid_request")
        if asked["client_id"] != self.ws.app.client_id:
            raise Refused("invalid_client_id")
        if "openid" not in asked["scope"].replace(",", " ").split():
            raise Refused("invalid_scope")
        if not asked["redirect_uri"].startswith(("https://", "http://127.0.0.1", "http://localhost")):
            raise Refused("bad_redirect_uri")

    def agree(self, asked: Json, user: str) -> str:
        """The code for a person who signs in. Raises Refused."""
        self.check(asked)
        person = self.ws.people.get(user)
        if person is None or person.deleted or person.is_bot:
            raise Refused("user_not_found")
        code = secrets.token_urlsafe(24)
        until = self.ws.clock.now() + CODE_SECONDS
        self._codes[code] = Asked(user, asked["client_id"], asked["redirect_uri"], asked.get("nonce", ""), until)
        return code

    def exchange(self, given: Json) -> Json:
        """What `openid.connect.token` answers."""
        app = self.ws.app
        if given.get("client_id") != app.client_id:
            return _error("invalid_client_id")
        if given.get("client_secret") != app.client_secret:
            return _error("bad_client_secret")
        asked = self._codes.pop(given.get("code", ""), None)
        if asked is None or asked.until < self.ws.clock.now():
            return _error("invalid_code")
        if given.get("redirect_uri") != asked.redirect_uri:
            return _error("bad_redirect_uri")
        return {
            "ok": True,
            "access_token": f"xoxp-{secrets.token_urlsafe(24)}",
            "token_type": "Bearer",
            "id_token": jwt.encode(self._claims(asked), self._key, "RS256", {"kid": KEY_ID}),
        }

    def _claims(self, asked: Asked) -> dict[str, Any]:
        person, now = self.ws.people[asked.user], int(self.ws.clock.now())
        return {
            "iss": self.ws.base_url,
            "sub": person.id,
            "aud": asked.client_id,
            "iat": now,
            "exp": now + TOKEN_SECONDS,
            "auth_time": now,
            "nonce": asked.nonce,
            "https://slack.com/user_id": person.id,
            "https://slack.com/team_id": person.team_id or self.ws.team.id,
            "email": person.email,
            "email_verified": True,
            "name": person.real_name,
        }


def _error(name: str) -> Json:
    return {"ok": False, "error": name}
