"""Somebody at the pages: opens addresses and sends forms, as a browser without scripts does."""

import re
from html import unescape
from typing import Any

from domain.permissions import Actor
from tests.services.office import Office
from web.app import create_web
from web.pages import Online
from web.slack_sign_in import SlackSignIn

PUBLIC_URL = "https://cec.example.gov"
_CSRF = re.compile(r'name="csrf" value="([^"]+)"')


class Visitor:
    """One browser. Several of one office share its people and its database."""

    def __init__(self, office: Office, slack: SlackSignIn | None = None, public_url: str = PUBLIC_URL) -> None:
        self.office = office
        self.public_url = public_url
        online = Online(office.services, office.clock, "a secret key for tests", public_url, slack)
        self.web = create_web({}, online=online)
        self.client = self.web.test_client()
        self.response: Any = None
        self.html = ""
        self._token = ""

    def get(self, path: str) -> int:
        """Open an address and follow where it leads; the status of what is shown in the end."""
        return self._shown(self.client.get(path, base_url=self.public_url, follow_redirects=True))

    def post(self, path: str, **form: str) -> int:
        """Send a form as the page has it that was shown last."""
        data = {"csrf": self._token, **form}
        sent = self.client.post(path, base_url=self.public_url, data=data, follow_redirects=True)
        return self._shown(sent)

    def sign_in(self, name: str, path: str = "/") -> "Visitor":
        """As one of the sample people by first name, with a link of the assistant."""
        link = self.office.services.sessions.link(self.office.actor(name), path)
        assert self.get(link) == 200
        assert self.post(link) == 200
        return self

    @property
    def path(self) -> str:
        """Where they are."""
        return self.response.request.path

    @property
    def text(self) -> str:
        """What they read, on one line."""
        body = re.sub(r"<style.*?</style>|<[^>]+>", " ", self.html.partition("<body>")[2], flags=re.DOTALL)
        return " ".join(unescape(body).split())

    def _shown(self, response: Any) -> int:
        self.response, self.html = response, response.get_data(as_text=True)
        response.close()
        found = _CSRF.search(self.html) if response.mimetype == "text/html" else None
        self._token = found[1] if found else self._token
        return response.status_code


class SlackOfTests:
    """Slack's sign-in without Slack: whoever has the code "ROBERT" is Robert."""

    def __init__(self, people: dict[str, Actor]) -> None:
        self.people = people
        self.asked: dict[str, str] = {}

    def address(self, state: str, nonce: str) -> str:
        self.asked = {"state": state, "nonce": nonce}
        return f"https://slack.example/authorize?state={state}"

    def actor(self, code: str, nonce: str) -> Actor:
        assert nonce == self.asked["nonce"]
        return self.people[code]
