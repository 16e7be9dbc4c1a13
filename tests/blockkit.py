"""Whether Slack would take a message or a modal, by the documented limits that the sandbox enforces."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.replies import Modal, Outcome, Reply
from sandbox.blockkit.check import check_blocks, check_view

#: What Slack shows at most of a message's own text.
MESSAGE_TEXT = 40_000


def check_reply(reply: Reply) -> None:
    """Its blocks stay within Slack's limits, its text is there, its buttons can be told apart."""
    assert reply.text.strip(), "a message needs a full text"
    assert len(reply.text) <= MESSAGE_TEXT
    if reply.blocks:
        check_blocks(list(reply.blocks))
        check_action_ids(reply.blocks)
        assert_buttons_differ(reply.blocks)


def check_modal(outcome: Modal) -> None:
    check_view(outcome.view)
    check_action_ids(outcome.view["blocks"])


def check_outcome(outcome: Outcome) -> None:
    if isinstance(outcome, Reply):
        check_reply(outcome)
    elif isinstance(outcome, Modal):
        check_modal(outcome)


def check_action_ids(blocks: Sequence[Mapping[str, Any]]) -> None:
    """Slack refuses two elements of one block with one action id; in different blocks they could not be told apart."""
    ids = [each["action_id"] for each in elements(blocks) if each.get("action_id") not in (None, "value")]
    twice = sorted({each for each in ids if ids.count(each) > 1})
    assert not twice, f"used twice in one message: {twice}"


def assert_buttons_differ(blocks: Sequence[Mapping[str, Any]]) -> None:
    """A screen reader reads each button alone: no two may sound alike and do different things."""
    said: dict[str, str] = {}
    for each in elements(blocks):
        if each["type"] == "button":
            name = each.get("accessibility_label") or each["text"]["text"]
            does = f"{each['action_id']} {each.get('value', '')}"
            assert said.setdefault(name, does) == does, f"two buttons are called {name}"


def elements(blocks: Sequence[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """Buttons, menus and inputs, in the order shown."""
    for block in blocks:
        if block["type"] == "actions":
            yield from block["elements"]
        if "accessory" in block:
            yield block["accessory"]
        if block["type"] == "input":
            yield block["element"]


def button(reply: Reply, name: str) -> Mapping[str, Any]:
    """The button with that text, or that label."""
    buttons = [each for each in elements(reply.blocks) if each["type"] == "button"]
    for each in buttons:
        if name in (each["text"]["text"], each.get("accessibility_label")):
            return each
    raise AssertionError(f"no button “{name}” among {[each['text']['text'] for each in buttons]}")


def shown(reply: Reply) -> str:
    """All words of the blocks, as a reader sees them."""
    return "\n".join(words(list(reply.blocks)))


def words(tree: Any) -> Iterator[str]:
    if isinstance(tree, list):
        for each in tree:
            yield from words(each)
    elif isinstance(tree, dict):
        if tree.get("type") in ("mrkdwn", "plain_text") and isinstance(tree.get("text"), str):
            yield tree["text"]
        else:
            for each in tree.values():
                yield from words(each)
