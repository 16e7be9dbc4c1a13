"""Faults on demand: what an app meets when Slack has trouble."""

# slack_sdk declares every value of an answer as possibly None.
# pyright: reportOptionalSubscript=false, reportOptionalIterable=false, reportOptionalMemberAccess=false, reportArgumentType=false

import time
from http.client import RemoteDisconnected

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_handlers import RateLimitErrorRetryHandler

from sandbox.testing import SandboxServer


def test_too_many_requests_comes_with_the_seconds_to_wait(sandbox: SandboxServer, client: WebClient) -> None:
    sandbox.set_fault("chat.postMessage", "429", retry_after=7)
    with pytest.raises(SlackApiError) as refused:
        client.chat_postMessage(channel="C0OPEN", text="x")
    response = refused.value.response
    assert (response.status_code, response["error"], response.headers["Retry-After"]) == (429, "ratelimited", "7")
    assert client.chat_postMessage(channel="C0OPEN", text="x")["ok"] is True


def test_slacks_own_retry_handler_gets_through(sandbox: SandboxServer) -> None:
    patient = WebClient(
        token=sandbox.bot_token,
        base_url=sandbox.api_url,
        retry_handlers=[RateLimitErrorRetryHandler(max_retry_count=1)],
    )
    sandbox.set_fault("chat.postMessage", "429", retry_after=0)
    assert patient.chat_postMessage(channel="C0OPEN", text="x")["ok"] is True
    assert [call.status for call in sandbox.calls("chat.postMessage")] == [429, 200]


@pytest.mark.parametrize("kind", ["missing_scope", "unknown_method", "fatal_error", "not_allowed_token_type"])
def test_any_refusal_of_slack_can_be_asked_for(sandbox: SandboxServer, client: WebClient, kind: str) -> None:
    sandbox.set_fault("users.info", kind)
    with pytest.raises(SlackApiError, match=kind):
        client.users_info(user="U0ANA")


@pytest.mark.parametrize(("kind", "posted"), [("500", 0), ("503", 0), ("lost", 1)])
def test_a_server_error_posts_nothing_but_a_lost_answer_did(
    sandbox: SandboxServer, client: WebClient, kind: str, posted: int
) -> None:
    sandbox.set_fault("chat.postMessage", kind)
    with pytest.raises(SlackApiError):
        client.chat_postMessage(channel="C0OPEN", text="x")
    assert len(sandbox.messages("#general")) == posted


def test_a_slow_answer_is_late_but_right(sandbox: SandboxServer, client: WebClient) -> None:
    sandbox.set_fault("*", "slow", seconds=0.2)
    started = time.perf_counter()
    assert client.api_test()["ok"] is True
    assert time.perf_counter() - started >= 0.2


def test_a_connection_can_be_dropped_without_an_answer(sandbox: SandboxServer, client: WebClient) -> None:
    sandbox.set_fault("api.test", "drop")
    with pytest.raises(RemoteDisconnected):
        client.api_test()


def test_a_fault_lasts_as_often_as_asked_or_until_cleared(sandbox: SandboxServer, client: WebClient) -> None:
    sandbox.set_fault("api.test", "fatal_error", times=2)
    for _ in range(2):
        with pytest.raises(SlackApiError):
            client.api_test()
    assert client.api_test()["ok"] is True
    sandbox.set_fault("api.test", "fatal_error", times=None)
    with pytest.raises(SlackApiError):
        client.api_test()
    sandbox.clear_faults()
    assert client.api_test()["ok"] is True
