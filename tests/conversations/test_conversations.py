"""Plays the conversations of the YAML files beside this one with the real assistant. See README.md here."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.running.assistant import Assistant, Message, answers, button_of, words_of

FOLDER = Path(__file__).parent
CONVERSATIONS = [
    pytest.param(each, id=f"{file.stem}: {each['name']}")
    for file in sorted(FOLDER.glob("*.yaml"))
    for each in yaml.safe_load(file.read_text(encoding="utf-8"))
]


@pytest.mark.parametrize("conversation", CONVERSATIONS)
def test_conversation(assistant: Assistant, conversation: dict[str, Any]) -> None:
    person = handle(conversation["as"])
    channel = conversation.get("in", "dm")
    thread_ts: str | None = None
    if channel == "dm":
        thread_ts = assistant.sandbox.open_assistant(
            person
        )  # a fresh thread: no conversation leans on another's memory
        assistant.answer(person, "dm", thread_ts, thread_ts)
    for step in conversation["turns"]:
        answer = play(assistant, person, channel, thread_ts, step)
        check(step, answer)
        if channel != "dm":
            thread_ts = answer.get("thread_ts") or thread_ts


def play(assistant: Assistant, person: str, channel: str, thread_ts: str | None, step: dict[str, Any]) -> Message:
    """Say it, or press a button of the last answer; give what comes back."""
    if "say" in step:
        return assistant.ask(person, str(step["say"]), channel, thread_ts)
    last = last_answer(assistant, person, channel, thread_ts)
    button = button_of(last, step["press"])
    before = words_of(last)
    outcome = assistant.sandbox.click(person, last, button["action_id"])
    assert outcome["ok"], outcome

    def changed() -> Message | None:
        now = last_answer(assistant, person, channel, thread_ts)
        return now if now["ts"] != last["ts"] or words_of(now) != before else None

    answer = assistant.wait_until(changed)
    assert answer is not None
    return answer


def last_answer(assistant: Assistant, person: str, channel: str, thread_ts: str | None) -> Message:
    return [m for m in assistant.all_messages(person, channel, thread_ts) if answers(m)][-1]


def check(step: dict[str, Any], answer: Message) -> None:
    said = words_of(answer)
    for expected in as_list(step.get("expect")):
        assert expected.casefold() in said.casefold(), f"{expected!r} is not in the answer:\n{said}"
    for unwanted in as_list(step.get("not")):
        assert unwanted.casefold() not in said.casefold(), f"{unwanted!r} is in the answer:\n{said}"
    if "only you" in step:
        assert bool(answer.get("is_ephemeral")) is step["only you"], f"visible to whom?\n{answer}"


def as_list(given: Any) -> list[str]:
    return [str(each) for each in (given if isinstance(given, list) else [given])] if given is not None else []


def handle(name: str) -> str:
    """`Maria Lopez (NRCS)` is `maria.lopez` in the sandbox."""
    return name.partition("(")[0].strip().lower().replace(" ", ".")
