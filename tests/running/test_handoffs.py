"""A conversation between a customer and a person at CEC, carried over between their threads."""

from typing import Any

from tests.running.assistant import Assistant, button_of, words_of

STAFF = "#cec-staff"


def staff_thread(assistant: Assistant, words: str) -> dict[str, Any]:
    """The message in the staff channel that opens the conversation about these words."""

    def found() -> dict[str, Any] | None:
        messages = assistant.sandbox.messages(STAFF, viewer="james.okafor")
        return next((m for m in messages if m.get("bot_id") and words in words_of(m)), None)

    message = assistant.wait_until(found, 30)
    assert message is not None
    return message


def seen_in(assistant: Assistant, channel: str, thread_ts: str, person: str, words: str) -> None:
    assistant.wait_until(
        lambda: any(words in words_of(m) for m in assistant.sandbox.thread(channel, thread_ts, person)), 30
    )


def test_both_sides_write_in_their_own_thread_until_it_is_closed(assistant: Assistant) -> None:
    sandbox = assistant.sandbox
    asked = sandbox.dm("maria.lopez", "can a real person call me about <b>field</b> laptops")
    reply = assistant.answer("maria.lopez", after=asked, thread_ts=asked)
    assert reply["thread_ts"] == asked
    head = staff_thread(assistant, "field")
    marked_up = [block for block in head["blocks"] if "<b>" in str(block)]
    assert [block["text"]["type"] for block in marked_up] == ["plain_text"], "what a person wrote has no effect"
    assert "<b>" not in head["text"]

    assert sandbox.click("james.okafor", head, button_of(head, "Claim")["action_id"])["ok"]
    seen_in(assistant, "dm", asked, "maria.lopez", "James Okafor")

    sandbox.say("james.okafor", STAFF, "Good morning, what do you need?", head["ts"])
    seen_in(assistant, "dm", asked, "maria.lopez", "Good morning, what do you need?")
    mine = sandbox.dm("maria.lopez", "We need 12 rugged laptops", asked)
    seen_in(assistant, STAFF, head["ts"], "james.okafor", "We need 12 rugged laptops")

    sandbox.edit("maria.lopez", "dm", mine, "We need 14 rugged laptops")
    seen_in(assistant, STAFF, head["ts"], "james.okafor", "We need 14 rugged laptops")
    sandbox.upload("maria.lopez", "dm", "sites.csv", b"site,laptops\nFort Collins,14\n", "the list", asked)
    assistant.wait_until(
        lambda: any(
            file["name"] == "sites.csv"
            for m in sandbox.thread(STAFF, head["ts"], "james.okafor")
            for file in m.get("files", [])
        ),
        30,
    )

    sandbox.upload("james.okafor", STAFF, "how to.pdf", b"%PDF-1.4 guide", "guide", head["ts"])
    assistant.wait_until(
        lambda: any(
            file["name"] == "how to.pdf"
            for m in sandbox.thread("dm", asked, "maria.lopez")
            for file in m.get("files", [])
        ),
        30,
    )

    sandbox.say("grace.nakamura", STAFF, "internal: check the stock first", head["ts"])
    refreshed = staff_thread(assistant, "field")
    assert sandbox.click("james.okafor", refreshed, button_of(refreshed, "Close")["action_id"])["ok"]
    seen_in(assistant, "dm", asked, "maria.lopez", "closed")
    said = "\n".join(words_of(m) for m in sandbox.thread("dm", asked, "maria.lopez"))
    assert "check the stock" not in said

    after = sandbox.dm("maria.lopez", "how much for 40 laptops a year", asked)
    assert "$" in words_of(assistant.answer("maria.lopez", "dm", after, asked))


def test_asking_twice_points_to_the_open_conversation(assistant: Assistant) -> None:
    first = assistant.sandbox.dm("naomi.begay", "I want to talk to a person")
    assistant.answer("naomi.begay", after=first, thread_ts=first)
    again = assistant.ask("naomi.begay", "I want to talk to a person please")
    assert "already have a conversation" in words_of(again)


def test_a_customer_cannot_claim_by_a_forged_click(assistant: Assistant) -> None:
    asked = assistant.sandbox.dm("wale.balogun", "please get me a human being about invoices")
    assistant.answer("wale.balogun", after=asked, thread_ts=asked)
    head = staff_thread(assistant, "invoices")
    claim = button_of(head, "Claim")
    assistant.running.concierge.slack.update(
        assistant.sandbox.messages("dm", viewer="wale.balogun")[-1]["channel"],
        assistant.sandbox.thread("dm", asked, "wale.balogun")[-1]["ts"],
        "forged",
        [{"type": "actions", "elements": [claim]}],
    )
    message = assistant.sandbox.thread("dm", asked, "wale.balogun")[-1]
    assistant.sandbox.click("wale.balogun", message, claim["action_id"])
    assistant.wait_until(lambda: assistant.sandbox.unanswered() == 0)
    assert "Waiting for someone to claim it" in words_of(staff_thread(assistant, "invoices"))
