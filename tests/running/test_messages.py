"""What people say, in every odd form, to the running assistant."""

import pytest

from tests.running.assistant import Assistant, button_of, elements_of, words_of

ODD = [
    ("an emoji alone", "👍"),
    ("control characters", "price\x00 for\x07 40 laptops"),
    ("a broadcast", "<!channel> hello"),
    ("formatting marks", "*_~`* what do you offer `*_~"),
    ("a script", "<script>alert(1)</script> laptops"),
    ("another script", "你好，你们提供什么服务？"),
    ("right to left", "مرحبا كم تكلفة أجهزة الكمبيوتر المحمولة"),
    ("4,000 characters", "how much for 40 laptops and " * 143),
    ("a single dot", "."),
]


@pytest.mark.parametrize(("name", "text"), ODD, ids=[name for name, _ in ODD])
def test_odd_messages_get_a_calm_answer(assistant: Assistant, name: str, text: str) -> None:
    answer = assistant.ask("maria.lopez", text)
    said = words_of(answer)
    assert said.strip()
    assert not [unwanted for unwanted in ("Traceback", "went wrong", "<!channel>", "<script>") if unwanted in said]


@pytest.mark.parametrize("text", ["x" * 40_000, "how much for 40 laptops and " * 1428], ids=["one word", "requests"])
def test_the_longest_message_that_slack_takes_is_answered_politely(assistant: Assistant, text: str) -> None:
    said = words_of(assistant.ask("maria.lopez", text))
    assert "longer than I can read" in said
    assert "Talk to a person" in said


QUANTITIES = [
    ("zero", "how much for 0 laptops", "laptop"),
    ("negative", "price for -5 laptops", "laptop"),
    ("a fraction", "price of 2.5 laptops", "whole"),
    ("absurd", "cost of 1000000000000 laptops", "1,000,000"),
]


@pytest.mark.parametrize(("name", "text", "told"), QUANTITIES, ids=[each[0] for each in QUANTITIES])
def test_an_impossible_quantity_is_told_with_what_to_do(assistant: Assistant, name: str, text: str, told: str) -> None:
    said = words_of(assistant.ask("maria.lopez", text))
    assert told in said
    assert "$" not in said.replace("$0", "") or "illustrative" in said.lower()


def test_a_mention_without_words_gets_help(assistant: Assistant) -> None:
    assert words_of(assistant.ask("maria.lopez", "", "#general"))


def test_the_assistant_does_not_answer_itself_nor_other_bots_nor_edits(assistant: Assistant) -> None:
    ts = assistant.sandbox.dm("linh.tran", "hello there")
    assistant.answer("linh.tran", after=ts)
    assistant.sandbox.edit("linh.tran", "dm", ts, "hello there, edited")
    assistant.sandbox.delete("linh.tran", "dm", ts)
    marker = assistant.ask("linh.tran", "what do you offer")
    answers = [m for m in assistant.all_messages("linh.tran", "dm") if m.get("bot_id")]
    assert len(answers) == 2
    assert answers[-1]["ts"] == marker["ts"]


def test_the_same_event_twice_is_answered_once(assistant: Assistant) -> None:
    ts = assistant.sandbox.dm("anjali.mehta", "hello")
    assistant.answer("anjali.mehta", after=ts)
    event = next(e for e in assistant.sandbox.events("message") if e["event"].get("ts") == ts)
    assistant.sandbox.redeliver(event["event_id"])
    assistant.wait_until(lambda: assistant.sandbox.unanswered() == 0)
    assistant.ask("anjali.mehta", "what do you offer")
    said = [m for m in assistant.all_messages("anjali.mehta", "dm") if m.get("bot_id")]
    assert len(said) == 2


def test_a_stale_button_says_so(assistant: Assistant) -> None:
    sandbox = assistant.sandbox
    answer = assistant.ask("claire.dubois", "hello")
    old = [{"type": "actions", "elements": [{"type": "button", "action_id": "gone.away", "text":
            {"type": "plain_text", "text": "Old"}, "value": "x"}]}]  # fmt: skip
    assistant.running.concierge.slack.update(answer["channel"], answer["ts"], "old", old)
    assert sandbox.click("claire.dubois", answer, "gone.away")["ok"]
    said = words_of(assistant.answer("claire.dubois", after=answer["ts"]))
    assert "older message" in said


def test_every_message_with_blocks_has_a_text(assistant: Assistant) -> None:
    for text in ("hello", "what do you offer", "how much for 40 laptops", "where does our agreement stand", "help"):
        assert assistant.ask("robert.yazzie", text)["text"].strip()
    assert assistant.sandbox.warnings() == []


def test_when_understanding_is_down_it_says_what_still_works(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = assistant.running.concierge.conversation.understander._client
    monkeypatch.setattr(client, "url", "http://127.0.0.1:9")
    answer = assistant.ask("marcus.johnson", "how much for 40 laptops")
    assert "free text" in words_of(answer)
    assert elements_of(answer), "buttons that work without a sentence"
    monkeypatch.undo()
    assert "$" in words_of(assistant.ask("marcus.johnson", "how much for 40 laptops"))


def test_a_workspace_without_niceties_is_served_all_the_same(assistant: Assistant) -> None:
    assistant.sandbox.set_fault("assistant.threads.setStatus", "unknown_method", times=None)
    assistant.sandbox.set_fault("assistant.threads.setSuggestedPrompts", "missing_scope", times=None)
    thread = assistant.sandbox.open_assistant("naomi.begay")
    assistant.answer("naomi.begay", "dm", thread, thread)
    assert "$" in words_of(assistant.ask("naomi.begay", "how much for 40 laptops", "dm", thread))
    assistant.sandbox.clear_faults()


@pytest.mark.parametrize("kind", ["429", "500"])
def test_slack_failing_for_a_moment_delays_the_answer_only(assistant: Assistant, kind: str) -> None:
    assistant.sandbox.set_fault("chat.postMessage", kind, times=2, retry_after=1)
    assert "$" in words_of(assistant.ask("wale.balogun", "how much for 12 mailboxes"))


def test_lost_connections_are_made_anew(assistant: Assistant) -> None:
    assistant.sandbox.disconnect_sockets()
    assistant.wait_until(lambda: assistant.sandbox.connections() == 0)
    assistant.wait_until(lambda: assistant.sandbox.connections() > 0, 30)
    assert words_of(assistant.ask("erik.lindqvist", "hello"))


def test_the_conversation_leans_on_what_was_said_before(assistant: Assistant) -> None:
    first = words_of(assistant.ask("linh.tran", "how much for 40 laptops a year"))
    second = words_of(assistant.ask("linh.tran", "and for 300?"))
    assert "300" in second
    assert first != second


def test_choosing_between_two_meanings_carries_the_choice_out(assistant: Assistant) -> None:
    answer = assistant.ask("tomasz.kowalski", "help")
    button = button_of(answer, next(e["text"]["text"] for e in elements_of(answer) if e["type"] == "button"))
    assert assistant.sandbox.click("tomasz.kowalski", answer, button["action_id"])["ok"]
