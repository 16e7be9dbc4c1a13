"""Calls of Slack's Web API: retries as Slack asks, niceties that may be missing.

SlackError
+-- SlackRefused      Slack said no; `error` is its name for the reason (`channel_not_found`, ...), and `shuts_out`
|                     whether it concerns all that we say: then it is tried again, as when Slack cannot be reached
+-- SlackUnreachable  no answer, 5xx or 429 after the retries: try again later
"""

import json
import logging
from collections.abc import Mapping
from typing import Any
from urllib.error import URLError

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.http_retry import (
    ConnectionErrorRetryHandler,
    FixedValueRetryIntervalCalculator,
    RateLimitErrorRetryHandler,
    RetryHandler,
)
from slack_sdk.http_retry.builtin_handlers import ServerErrorRetryHandler

from bot.metrics import SLACK_ERRORS

log = logging.getLogger("cec.slack")

#: A workspace that lacks a method or scope answers with one of these (or `not_allowed...`): the nicety is left out.
LACKING = ("unknown_method", "missing_scope", "method_deprecated", "feature_not_enabled")
#: The app's token counts no more, until an administrator mends that.
_NO_ENTRY = frozenset(
    {
        *("invalid_auth", "not_authed", "token_revoked", "token_expired", "account_inactive", "access_denied"),
        *("not_allowed_token_type", "org_login_required", "ekm_access_denied", "two_factor_setup_required"),
        *("team_access_not_granted", "accesslimited"),
    }
)
#: Without the scope of one of these nothing at all can be said.
_TO_SAY = frozenset({"chat.postMessage", "chat.update", "conversations.open"})
#: Slack's own faults, which pass.
_PASSING = frozenset({"ratelimited", "internal_error", "service_unavailable", "fatal_error", "request_timeout"})
#: After a lost answer nobody knows whether these were done: they are not sent again without looking.
SAID_ONCE = frozenset({"chat.postMessage", "chat.postEphemeral"})


class SlackError(Exception):
    """The root of what can go wrong between us and Slack."""


class SlackRefused(SlackError):
    def __init__(self, method: str, error: str, needed: str = "") -> None:
        super().__init__(f"{method}: {error}" + (f" (needs {needed})" if needed else ""))
        self.method, self.error, self.needed = method, error, needed

    @property
    def shuts_out(self) -> bool:
        """Whether it is about us, our token or scopes, and not about the place or the person."""
        lacking = self.error == "missing_scope" and self.method in _TO_SAY
        return lacking or self.error in _NO_ENTRY


class SlackUnreachable(SlackError):
    pass


def make_client(token: str | None, api_url: str, timeout: int = 10) -> WebClient:
    """A client that retries as Slack asks: lost connections and 5xx twice, 429 after its Retry-After."""
    client = WebClient(token=token, base_url=api_url, timeout=timeout)
    client.retry_handlers = [
        ConnectionErrorRetryHandler(max_retry_count=2),
        ServerErrorRetryHandler(
            max_retry_count=2, interval_calculator=FixedValueRetryIntervalCalculator(fixed_internal=0.3)
        ),
        RateLimitErrorRetryHandler(max_retry_count=2),
    ]
    return client


def make_poster(client: WebClient) -> WebClient:
    """A client for what must not be said twice: only 429 is retried, where nothing was taken."""
    poster = WebClient(token=client.token, base_url=client.base_url, timeout=client.timeout)
    patient: list[RetryHandler] = [RateLimitErrorRetryHandler(max_retry_count=2)]
    poster.retry_handlers = patient
    return poster


class SlackCalls:
    """Safe to use from several threads."""

    def __init__(self, client: WebClient) -> None:
        self.client = client
        self._poster = make_poster(client)
        self._identity: Mapping[str, Any] | None = None
        self._left_out: set[str] = set()

    def call(self, method: str, **arguments: Any) -> Mapping[str, Any]:
        """One Web API call, form-encoded: every method takes that, reading ones nothing else.

        Raises SlackRefused or SlackUnreachable, nothing else.
        """
        try:
            client = self._poster if method in SAID_ONCE else self.client
            return client.api_call(method, data=_form(arguments)).data  # type: ignore[return-value]
        except SlackApiError as error:
            answer: Any = error.response
            status = getattr(answer, "status_code", 200)
            name = answer.get("error", "") if hasattr(answer, "get") else ""
            SLACK_ERRORS.labels(method, str(name or status)[:40]).inc()
            if status == 429 or status >= 500 or name in _PASSING:
                raise SlackUnreachable(f"{method}: {name or status}") from error
            raise SlackRefused(method, name, answer.get("needed") or "") from error
        except (SlackClientError, URLError, OSError, ValueError) as error:
            raise SlackUnreachable(f"{method}: {error}") from error

    def nicety(self, method: str, **arguments: Any) -> bool:
        """A call that the conversation can do without. Where the workspace lacks it, it is left out from then on."""
        if method in self._left_out:
            return False
        try:
            self.call(method, **arguments)
        except SlackRefused as refused:
            if refused.error in LACKING or refused.error.startswith("not_allowed"):
                self._left_out.add(method)
                log.warning("this workspace does not offer %s (%s): left out from now on", method, refused.error)
            else:
                log.info("left out once: %s", refused)
            return False
        except SlackUnreachable as error:
            log.info("left out once: %s", error)
            return False
        return True

    def identity(self) -> Mapping[str, Any]:
        """Who we are: `user_id`, `bot_id`, `team_id`, `url` of the workspace."""
        if self._identity is None:
            self._identity = self.call("auth.test")
        return self._identity


def _form(arguments: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: json.dumps(value) if isinstance(value, (bool, dict, list, tuple)) else value
        for name, value in arguments.items()
        if value is not None
    }
