"""Messages: posting, threads, changes, who sees what, and the events that go with them."""

# slack_sdk declares every value of an answer as possibly None.
# pyright: reportOptionalSubscript=false, reportOptionalIterable=false, reportOptionalMemberAccess=false, reportArgumentType=false

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox.acting import ActingError
from sandbox.testing import SandboxServer
from sandbox.typed_text import encode
from tests.sandbox.blocks import section


def texts(found: list[dict]) -> list[str]:
    return [message["text"] for message in found]


def test_what_a_person_writes_reaches_the_app_as_slack_sends_it(sandbox: SandboxServer) -> None:
    ts = sandbox.dm("ana.diaz", "good morning")
    (body,) = sandbox.events("message")
    event = body["event"]
    assert event["channel_type"] == "im"
    assert (event["user"], event["text"], event["ts"], event["event_ts"]) == ("U0ANA", "good morning", ts, ts)
    assert event["client_msg_id"]
    assert event["blocks"][0]["elements"][0]["elements"] == [{"type": "text", "text": "good morning"}]
    assert (body["type"], body["team_id"], body["api_app_id"]) == ("event_callback", "T0TEST", "A0TEST")
    assert body["event_id"].startswith("Ev")
    assert body["authorizations"][0]["user_id"] == "U0BOT"
    assert body["is_ext_shared_channel"] is False


def test_a_mention_gives_two_events_for_one_message(sandbox: SandboxServer) -> None:
    sandbox.mention("ana.diaz", "#general", "what do you offer?")
    kinds = [body["event"]["type"] for body in sandbox.events()]
    assert kinds == ["message", "app_mention"]
    assert "channel_type" not in sandbox.events("app_mention")[0]["event"]


def test_no_event_comes_from_a_channel_without_the_bot(sandbox: SandboxServer) -> None:
    sandbox.say("ana.diaz", "C0AWAY", "among ourselves")
    assert sandbox.events() == []


def test_events_tell_that_a_channel_is_shared_with_others(sandbox: SandboxServer) -> None:
    sandbox.say("cleo.park", "C0SHARED", "hello partners")
    assert sandbox.events("message")[0]["is_ext_shared_channel"] is True


def test_the_app_hears_its_own_messages_with_its_bot_id(sandbox: SandboxServer, client: WebClient) -> None:
    client.chat_postMessage(channel="U0ANA", text="hello")
    event = sandbox.events("message")[0]["event"]
    assert (event["bot_id"], event["user"], event["channel"]) == ("B0TEST", "U0BOT", "D0ANA")


def test_an_answer_in_a_thread_counts_at_its_parent(sandbox: SandboxServer, client: WebClient) -> None:
    parent = sandbox.say("ana.diaz", "#general", "a question")
    first = client.chat_postMessage(channel="C0OPEN", text="an answer", thread_ts=parent)
    client.chat_postMessage(channel="C0OPEN", text="answer to the answer", thread_ts=first["ts"])
    assert texts(sandbox.messages("#general")) == ["a question"]
    assert texts(sandbox.thread("#general", parent)) == ["a question", "an answer", "answer to the answer"]
    shown = client.conversations_replies(channel="C0OPEN", ts=parent)["messages"]
    assert (shown[0]["reply_count"], shown[0]["reply_users"]) == (2, ["U0BOT"])
    assert shown[1]["parent_user_id"] == "U0ANA"


def test_a_reply_sent_to_the_channel_as_well_stands_in_both(sandbox: SandboxServer, client: WebClient) -> None:
    parent = sandbox.say("ana.diaz", "#general", "a question")
    client.chat_postMessage(channel="C0OPEN", text="for all", thread_ts=parent, reply_broadcast=True)
    assert texts(sandbox.messages("#general")) == ["a question", "for all"]


def test_an_ephemeral_message_is_seen_by_its_reader_alone(sandbox: SandboxServer, client: WebClient) -> None:
    client.chat_postEphemeral(channel="C0OPEN", user="U0ANA", text="just you")
    assert texts(sandbox.messages("#general", viewer="ana.diaz")) == ["just you"]
    assert sandbox.messages("#general", viewer="ben.cole") == []
    assert client.conversations_history(channel="C0OPEN")["messages"] == []
    assert sandbox.events("message") == []


def test_changes_and_deletions_by_a_person_are_events_with_before_and_after(sandbox: SandboxServer) -> None:
    ts = sandbox.dm("ana.diaz", "40 laptops")
    sandbox.edit("ana.diaz", "dm", ts, "50 laptops")
    sandbox.delete("ana.diaz", "dm", ts)
    changed, deleted = (body["event"] for body in sandbox.events("message")[1:])
    assert changed["subtype"] == "message_changed"
    assert (changed["previous_message"]["text"], changed["message"]["text"]) == ("40 laptops", "50 laptops")
    assert changed["message"]["edited"]["user"] == "U0ANA"
    assert (deleted["subtype"], deleted["deleted_ts"]) == ("message_deleted", ts)
    assert sandbox.messages("ana.diaz") == []


def test_a_deleted_parent_with_replies_leaves_its_place(sandbox: SandboxServer) -> None:
    ts = sandbox.say("ana.diaz", "#general", "a question")
    sandbox.say("ben.cole", "#general", "an answer", thread_ts=ts)
    sandbox.delete("ana.diaz", "#general", ts)
    assert sandbox.messages("#general")[0]["subtype"] == "tombstone"
    assert texts(sandbox.thread("#general", ts))[1:] == ["an answer"]


def test_only_ones_own_messages_can_be_changed(sandbox: SandboxServer, client: WebClient) -> None:
    ts = sandbox.say("ana.diaz", "#general", "mine")
    with pytest.raises(ActingError, match="own messages"):
        sandbox.edit("ben.cole", "#general", ts, "not mine")
    with pytest.raises(SlackApiError, match="cant_update_message"):
        client.chat_update(channel="C0OPEN", ts=ts, text="not mine")
    with pytest.raises(SlackApiError, match="cant_delete_message"):
        client.chat_delete(channel="C0OPEN", ts=ts)


def test_the_app_changes_and_deletes_its_messages(sandbox: SandboxServer, client: WebClient) -> None:
    ts = client.chat_postMessage(channel="C0OPEN", text="one", blocks=[section("one")])["ts"]
    client.chat_update(channel="C0OPEN", ts=ts, text="two", blocks=[section("two")])
    assert sandbox.messages("#general")[0]["blocks"][0]["text"]["text"] == "two"
    client.api_call("chat.update", json={"channel": "C0OPEN", "ts": ts, "text": "three"})
    kept = sandbox.messages("#general")[0]
    assert (kept["text"], kept["blocks"][0]["text"]["text"]) == ("three", "two")
    client.chat_update(channel="C0OPEN", ts=ts, text="four", blocks=[])
    assert "blocks" not in sandbox.messages("#general")[0]
    with pytest.raises(SlackApiError, match="msg_too_long"):
        client.chat_update(channel="C0OPEN", ts=ts, text="x" * 4001)
    client.chat_delete(channel="C0OPEN", ts=ts)
    assert sandbox.messages("#general") == []


def test_metadata_is_kept_and_shown_on_demand(client: WebClient) -> None:
    metadata = {"event_type": "notice", "event_payload": {"key": "n-1"}}
    client.chat_postMessage(channel="C0OPEN", text="with key", metadata=metadata)
    assert "metadata" not in client.conversations_history(channel="C0OPEN")["messages"][0]
    shown = client.conversations_history(channel="C0OPEN", include_all_metadata=True)["messages"][0]
    assert shown["metadata"] == metadata
    heavy = {"event_type": "notice", "event_payload": {"key": "x" * 16_000}}
    with pytest.raises(SlackApiError, match="metadata_too_large"):
        client.chat_postMessage(channel="C0OPEN", text="heavy", metadata=heavy)


def test_blocks_without_a_text_are_accepted_and_noted(sandbox: SandboxServer, client: WebClient) -> None:
    client.api_call("chat.postMessage", json={"channel": "C0OPEN", "text": "said", "blocks": [section()]})
    assert sandbox.warnings() == []
    client.api_call("chat.postMessage", json={"channel": "C0OPEN", "blocks": [section()]})
    assert [warning["code"] for warning in sandbox.warnings()] == ["missing_text_in_message"]


def test_reactions_are_seen_counted_and_taken_back(sandbox: SandboxServer, client: WebClient) -> None:
    ts = client.chat_postMessage(channel="C0OPEN", text="decide")["ts"]
    sandbox.react("ana.diaz", "#general", ts, "eyes")
    client.reactions_add(channel="C0OPEN", timestamp=ts, name="eyes")
    assert sandbox.messages("#general")[0]["reactions"] == [{"name": "eyes", "users": ["U0ANA", "U0BOT"], "count": 2}]
    assert sandbox.events("reaction_added")[0]["event"]["item"]["ts"] == ts
    with pytest.raises(SlackApiError, match="already_reacted"):
        client.reactions_add(channel="C0OPEN", timestamp=ts, name="eyes")
    sandbox.react("ana.diaz", "#general", ts, "eyes")
    client.reactions_remove(channel="C0OPEN", timestamp=ts, name="eyes")
    assert "reactions" not in sandbox.messages("#general")[0]


def test_people_join_leave_and_change_and_the_app_hears_of_it(sandbox: SandboxServer) -> None:
    sandbox.join("ben.cole", "C0STAFF", "ana.diaz")
    sandbox.leave("ana.diaz", "C0STAFF")
    sandbox.archive("ben.cole", "C0SHARED")
    sandbox.archive("ben.cole", "C0SHARED", archived=False)
    sandbox.share("ben.cole", "C0OPEN")
    sandbox.share("ben.cole", "C0OPEN", shared=False)
    sandbox.change_person("ana.diaz", title="Director")
    kinds = [body["event"]["type"] for body in sandbox.events() if body["event"]["type"] != "message"]
    assert kinds == [
        "member_joined_channel",
        "member_left_channel",
        "channel_archive",
        "channel_unarchive",
        "channel_shared",
        "channel_unshared",
        "user_change",
    ]


@pytest.mark.parametrize(
    ("typed", "encoded"),
    [
        ("a < b & c > d", "a &lt; b &amp; c &gt; d"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("<!channel> stop", "&lt;!channel&gt; stop"),
        ("@channel stop", "<!channel> stop"),
        ("ask @ana.diaz.", "ask <@U0ANA>."),
        ("ask @nobody", "ask @nobody"),
        ("mail ana.diaz@nrcs.example.gov", "mail ana.diaz@nrcs.example.gov"),
        ("see #general", "see <#C0OPEN|general>"),
        ("see #staff", "see #staff"),
        ("look: https://example.gov/a?b=1&c=2.", "look: <https://example.gov/a?b=1&amp;c=2>."),
        ("<@U0ANA> hi", "<@U0ANA> hi"),
    ],
)
def test_typed_text_becomes_slacks_encoded_text(sandbox: SandboxServer, typed: str, encoded: str) -> None:
    assert encode(sandbox.ws, typed) == encoded


def test_a_person_cannot_write_where_they_do_not_belong(sandbox: SandboxServer) -> None:
    with pytest.raises(ActingError, match="no conversation"):
        sandbox.say("ana.diaz", "C0STAFF", "let me in")
    with pytest.raises(ActingError, match="Join #shared"):
        sandbox.say("ana.diaz", "C0SHARED", "hello")
    with pytest.raises(ActingError, match="no conversation"):
        sandbox.messages("C0STAFF", viewer="ana.diaz")
