"""The Web API as Slack's own client sees it: answers, refusals, pages, scopes."""

# slack_sdk declares every value of an answer as possibly None.
# pyright: reportOptionalSubscript=false, reportOptionalIterable=false, reportOptionalMemberAccess=false, reportArgumentType=false

import json
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox.testing import SandboxServer


def refusal(client: WebClient, method: str, **arguments: Any) -> dict[str, Any]:
    form = {name: json.dumps(v) if isinstance(v, list | dict) else v for name, v in arguments.items()}
    with pytest.raises(SlackApiError) as refused:
        client.api_call(method, data=form)
    return refused.value.response.data  # type: ignore[return-value]


def test_auth_test_tells_who_the_token_is_and_which_scopes_it_has(client: WebClient) -> None:
    answer = client.auth_test()
    assert (answer["team_id"], answer["user_id"], answer["bot_id"]) == ("T0TEST", "U0BOT", "B0TEST")
    assert "chat:write" in answer.headers["x-oauth-scopes"].split(",")


def test_writing_methods_take_json_and_forms_reading_ones_forms_and_queries(client: WebClient) -> None:
    by_form = client.api_call("users.info", data={"user": "U0ANA"})
    by_query = client.api_call("users.info", params={"user": "U0ANA"}, http_verb="GET")
    assert by_form["user"] == by_query["user"]
    with pytest.raises(SlackApiError, match="user_not_found"):
        client.api_call("users.info", json={"user": "U0ANA"})
    client.api_call("chat.postMessage", json={"channel": "C0OPEN", "text": "t"})
    blocks = '[{"type": "divider"}]'
    posted = client.api_call("chat.postMessage", data={"channel": "C0OPEN", "text": "t", "blocks": blocks})
    assert posted["message"]["blocks"][0]["type"] == "divider"


REFUSALS: list[tuple[str, dict[str, Any], str]] = [
    ("no.such.method", {}, "unknown_method"),
    ("users.info", {"user": "U0NOBODY"}, "user_not_found"),
    ("users.lookupByEmail", {"email": "nobody@example.gov"}, "users_not_found"),
    ("users.lookupByEmail", {"email": "old.hand@cec.example.gov"}, "users_not_found"),
    ("users.list", {"cursor": "junk"}, "invalid_cursor"),
    ("users.list", {"limit": 1001}, "invalid_limit"),
    ("conversations.info", {"channel": "C0NONE"}, "channel_not_found"),
    ("conversations.list", {"types": "secret"}, "invalid_types"),
    ("conversations.history", {"channel": "C0AWAY"}, "not_in_channel"),
    ("conversations.replies", {"channel": "C0OPEN", "ts": "1.0"}, "thread_not_found"),
    ("conversations.open", {}, "users_list_not_supplied"),
    ("conversations.open", {"users": "U0NOBODY"}, "user_not_found"),
    ("conversations.open", {"users": "U0OLD"}, "user_disabled"),
    ("conversations.create", {"name": "Has Spaces"}, "invalid_name_specials"),
    ("conversations.create", {"name": "general"}, "name_taken"),
    ("conversations.invite", {"channel": "C0OPEN", "users": "U0ANA"}, "already_in_channel"),
    ("conversations.archive", {"channel": "C0OPEN"}, "cant_archive_general"),
    ("chat.postMessage", {"channel": "C0OPEN"}, "no_text"),
    ("chat.postMessage", {"channel": "C0OPEN", "text": "   "}, "no_text"),
    ("chat.postMessage", {"text": "no channel"}, "channel_not_found"),
    ("chat.postMessage", {"channel": "C0OPEN", "text": "x" * 40_001}, "msg_too_long"),
    ("chat.postMessage", {"channel": "C0OPEN", "text": "x", "thread_ts": "1.5"}, "thread_not_found"),
    ("chat.postMessage", {"channel": "C0OPEN", "text": "x", "blocks": "{not json"}, "invalid_blocks_format"),
    ("chat.postMessage", {"channel": "C0OPEN", "text": "x", "attachments": [{}] * 101}, "too_many_attachments"),
    (
        "chat.postMessage",
        {"channel": "C0OPEN", "text": "x", "metadata": {"event_type": "a"}},
        "invalid_metadata_format",
    ),
    ("chat.postEphemeral", {"channel": "C0STAFF", "user": "U0ANA", "text": "x"}, "user_not_in_channel"),
    ("chat.update", {"channel": "C0OPEN", "ts": "1.0", "text": "x"}, "message_not_found"),
    ("chat.delete", {"channel": "C0OPEN", "ts": "1.0"}, "message_not_found"),
    ("reactions.add", {"channel": "C0OPEN", "timestamp": "1.0", "name": "eyes"}, "message_not_found"),
    ("files.info", {"file": "F0NONE"}, "file_not_found"),
    ("views.open", {"view": {"type": "modal"}}, "invalid_arguments"),
    ("views.publish", {"user_id": "U0NOBODY", "view": {"type": "home", "blocks": []}}, "invalid_arguments"),
    ("bots.info", {"bot": "B0OTHER"}, "bot_not_found"),
    ("assistant.threads.setStatus", {"channel_id": "C0OPEN", "thread_ts": "1.0", "status": "x"}, "invalid_thread_ts"),
]


@pytest.mark.parametrize(("method", "arguments", "error"), REFUSALS)
def test_refusals_carry_slacks_own_names(client: WebClient, method: str, arguments: dict[str, Any], error: str) -> None:
    assert refusal(client, method, **arguments)["error"] == error


@pytest.mark.parametrize(
    ("token", "method", "error"),
    [
        ("xoxb-wrong", "users.list", "invalid_auth"),
        ("", "users.list", "not_authed"),
        ("xapp-test", "users.list", "not_allowed_token_type"),
        ("xoxb-test", "apps.connections.open", "not_allowed_token_type"),
    ],
)
def test_the_token_must_be_known_and_of_the_right_kind(
    sandbox: SandboxServer, token: str, method: str, error: str
) -> None:
    assert refusal(WebClient(token=token, base_url=sandbox.api_url), method)["error"] == error


@pytest.mark.parametrize(
    ("method", "arguments", "needed"),
    [
        ("users.info", {"user": "U0ANA"}, "users:read"),
        ("reactions.add", {"channel": "C0OPEN", "timestamp": "1", "name": "eyes"}, "reactions:write"),
        ("conversations.history", {"channel": "C0OPEN"}, "channels:history"),
        ("conversations.list", {"types": "private_channel"}, "groups:read"),
    ],
)
def test_a_token_without_the_scope_is_told_which_one_is_needed(
    sandbox: SandboxServer, method: str, arguments: dict[str, Any], needed: str
) -> None:
    narrow = WebClient(token="xoxb-narrow", base_url=sandbox.api_url)
    answer = refusal(narrow, method, **arguments)
    assert (answer["error"], answer["needed"]) == ("missing_scope", needed)
    assert answer["provided"] == "channels:read,chat:write"


def test_emails_are_shown_only_with_the_scope_for_them(sandbox: SandboxServer, client: WebClient) -> None:
    assert client.users_info(user="U0ANA")["user"]["profile"]["email"] == "ana.diaz@nrcs.example.gov"
    sandbox.ws.app.bot_tokens["xoxb-no-email"] = frozenset({"users:read"})
    unseeing = WebClient(token="xoxb-no-email", base_url=sandbox.api_url)
    assert "email" not in unseeing.users_info(user="U0ANA")["user"]["profile"]


def test_lists_come_in_pages_that_together_hold_everything(client: WebClient) -> None:
    names = [person["name"] for page in client.users_list(limit=2) for person in page["members"]]
    assert sorted(names) == ["ana.diaz", "ben.cole", "cleo.park", "gus.guest", "helper", "old.hand"]
    for n in range(7):
        client.chat_postMessage(channel="C0OPEN", text=f"message {n}")
    texts = [m["text"] for page in client.conversations_history(channel="C0OPEN", limit=3) for m in page["messages"]]
    assert texts == [f"message {n}" for n in reversed(range(7))]


def test_private_channels_without_the_bot_do_not_exist_for_it(sandbox: SandboxServer, client: WebClient) -> None:
    sandbox.leave("ben.cole", "C0STAFF", "U0BOT")
    assert refusal(client, "conversations.info", channel="C0STAFF")["error"] == "channel_not_found"
    listed = client.conversations_list(types="public_channel,private_channel")["channels"]
    assert "C0STAFF" not in {channel["id"] for channel in listed}


def test_shared_channels_say_so(client: WebClient) -> None:
    assert client.conversations_info(channel="C0SHARED")["channel"]["is_ext_shared"] is True
    assert client.conversations_info(channel="C0OPEN")["channel"]["is_ext_shared"] is False


def test_a_channel_can_be_made_filled_and_archived(client: WebClient) -> None:
    channel = client.conversations_create(name="new-one", is_private=True)["channel"]
    client.conversations_invite(channel=channel["id"], users="U0ANA,U0BEN")
    client.conversations_setTopic(channel=channel["id"], topic="Why we are here")
    assert client.conversations_members(channel=channel["id"])["members"] == ["U0BOT", "U0ANA", "U0BEN"]
    assert client.conversations_info(channel=channel["id"])["channel"]["topic"]["value"] == "Why we are here"
    client.conversations_archive(channel=channel["id"])
    assert refusal(client, "chat.postMessage", channel=channel["id"], text="late")["error"] == "is_archived"


def test_the_bot_joins_a_public_channel_and_can_then_read_it(sandbox: SandboxServer, client: WebClient) -> None:
    sandbox.say("ana.diaz", "C0AWAY", "before")
    client.conversations_join(channel="C0AWAY")
    texts = [m["text"] for m in client.conversations_history(channel="C0AWAY")["messages"]]
    assert texts == ["<@U0BOT> has joined the channel", "before"]


def test_api_test_and_the_small_methods_answer(client: WebClient) -> None:
    assert client.api_test(foo="bar")["args"]["foo"] == "bar"
    assert client.team_info()["team"]["name"] == "Test workspace"
    assert client.bots_info(bot="B0TEST")["bot"]["app_id"] == "A0TEST"
    ts = client.chat_postMessage(channel="C0OPEN", text="keep this")["ts"]
    client.pins_add(channel="C0OPEN", timestamp=ts)
    assert client.pins_list(channel="C0OPEN")["items"][0]["message"]["text"] == "keep this"
    client.bookmarks_add(channel_id="C0OPEN", title="Catalog", type="link", link="https://example.gov")
    assert client.bookmarks_list(channel_id="C0OPEN")["bookmarks"][0]["title"] == "Catalog"
    assert ts.replace(".", "") in client.chat_getPermalink(channel="C0OPEN", message_ts=ts)["permalink"]


def test_the_log_of_calls_keeps_arguments_and_answers_but_no_token(sandbox: SandboxServer, client: WebClient) -> None:
    client.users_info(user="U0ANA")
    (call,) = sandbox.calls("users.info")
    assert (call.args, call.status, call.response["ok"]) == ({"user": "U0ANA"}, 200, True)
