"""Slack's sign-in, as pages see it."""

from typing import Protocol

from domain.permissions import Actor


class SlackSignIn(Protocol):
    """Raises Unavailable where Slack does not answer."""

    def address(self, state: str, nonce: str) -> str:
        """Where the browser goes to sign in; Slack sends it back with a code and the `state`."""
        ...

    def actor(self, code: str, nonce: str) -> Actor:
        """Who signed in. Raises NotAllowed for a code that is not valid, and for people of other workspaces."""
        ...
