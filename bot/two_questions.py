"""Several requests in one message: where they part, and one reply out of several answers."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from bot.handlers.suggestions import NOT_OFFERED
from bot.replies import Block, Reply
from bot.request_parts import is_asked, parts_of
from bot.understanding.client import UnderstandingUnavailable
from bot.understanding.model import Understanding
from bot.understanding.thresholds import SURE
from bot.views.blocks import BLOCKS_A_MESSAGE, divider, section
from bot.views.talk import MEANINGS, Offer, offers_row, quoted

#: What is told and is a request all the same.
STATED = frozenset({"record_funding", "accept_proposal"})
_STATES = re.compile(
    r"^(?:we|i)(?:['’]ve| have)? (?:just |now |also )?"
    r"(?:sent|transferred|wired|paid|made|submitted|funded|accept|agree)\b",
    re.IGNORECASE,
)
#: What changes something by itself is not done beside something else: it is offered.
CHANGES = frozenset({"talk_to_human"})
REQUESTS = (frozenset(MEANINGS) - NOT_OFFERED) | CHANGES
#: So many are answered, the others are offered.
ANSWERED = 2

#: Marks a message that holds several answers.
SEVERAL = "several_answers"


class Read(Protocol):
    """Reads a text; by `intent`, where that is settled. Raises UnderstandingUnavailable."""

    def __call__(self, text: str, intent: str = "") -> Understanding: ...


@dataclass(frozen=True)
class Request:
    """A part of a message that asks for something, with what it means."""

    text: str
    understanding: Understanding

    @property
    def intent(self) -> str:
        return self.understanding.intent


def requests_in(text: str, read: Read) -> tuple[Request, ...]:
    """The requests of a message in its order, each with an intent of its own; fewer than two where it is one request.

    A message is read in parts only where it looks as if it had several.
    """
    parts = parts_of(text)
    if len(parts) < ANSWERED or not any(is_asked(part) for part in parts):
        return ()
    try:
        found = [Request(part, read(part)) for part in parts]
        sure = [each for each in found if _is_sure(each)]
        together: dict[str, list[str]] = {}
        for each in sure:
            together.setdefault(each.intent, []).append(each.text)
        by_intent = {each.intent: each for each in reversed(sure)}
        return tuple(_as_one(by_intent[intent], texts, read) for intent, texts in together.items())
    except UnderstandingUnavailable:
        return ()  # the message as a whole was understood


def the_request(text: str, read: Read) -> Request | None:
    """The one request of a message that says other things, too: a greeting, how things are, what is not asked."""
    asking = [part for part in parts_of(text) if is_asked(part)]
    if len(asking) != 1 or len(asking[0].split()) == len(text.split()):
        return None
    try:
        found = Request(asking[0], read(asking[0]))
    except UnderstandingUnavailable:
        return None
    return found if _is_sure(found) else None


def _is_sure(request: Request) -> bool:
    if request.understanding.confidence < SURE or request.intent not in REQUESTS:
        return False
    return is_asked(request.text) or (request.intent in STATED and bool(_STATES.search(request.text)))


def _as_one(request: Request, texts: Sequence[str], read: Read) -> Request:
    """Parts that ask the same, such as two prices, are one request."""
    if len(texts) == 1:
        return request
    text = ", ".join(part.rstrip(".?!; ") for part in texts)
    return Request(text, read(text, request.intent))


# -- one reply --------------------------------------------------------------------------------------------------


def joined(first: Reply, second: Reply, direct: bool) -> Reply | None:
    """Both answers as one message, told to nobody who may not see both. None where they must not or cannot be one."""
    if second.private and not first.private and not direct:
        return None  # what everyone may read is not hidden because of the other one
    blocks = [*_blocks(first), {**divider(), "block_id": SEVERAL}, *_told_apart(_blocks(first), _blocks(second))]
    if len(blocks) > BLOCKS_A_MESSAGE - 2 or second.thread_ts or first.thread_ts:
        return None
    return replace(
        first,
        text=f"{first.text}\n\n{second.text}",
        blocks=blocks,
        about=first.about | second.about,
        private=first.private or second.private,
        memory=second.memory or first.memory,
    )


def holds_several(message: Mapping[str, Any]) -> bool:
    """Whether a message answers several requests: what is pressed in it must not take the place of all of it."""
    return any(block.get("block_id") == SEVERAL for block in message.get("blocks") or ())


def with_offers_of(reply: Reply, left: Sequence[Request]) -> Reply:
    """The reply, with what is not answered in it said and one button away."""
    if not left:
        return reply
    named = " and ".join(f"“{quoted(each.text)}”" for each in left)
    remark = f"You also wrote {named}. Use the button for {'this one' if len(left) == 1 else 'these'}."
    offers = [Offer(MEANINGS[each.intent], each.intent, each.text) for each in left]
    above = _blocks(reply)[: BLOCKS_A_MESSAGE - 2]
    row = _told_apart(above, [offers_row(offers)], "what you also wrote")
    return replace(reply, text=f"{reply.text}\n{remark}", blocks=[*above, section(remark), *row])


def _blocks(reply: Reply) -> list[Block]:
    return list(reply.blocks) or [section(reply.text)]


def _told_apart(first: Sequence[Block], second: Sequence[Block], what: str = "second answer") -> list[Block]:
    """The second blocks with ids and labels that the first ones do not have; `what` tells their labels apart."""
    ids = {each["action_id"] for each in _elements(first)}
    names = {_name(each) for each in _elements(first)}

    def apart(element: Block) -> Block:
        changed = dict(element)
        if element["action_id"] in ids:
            changed["action_id"] = f"{element['action_id']}{'.' if ':' in element['action_id'] else ':'}more"
        if element.get("type") == "button" and _name(element) in names:
            changed["accessibility_label"] = f"{_name(element)[:50]}, {what}"
        return changed

    return [_changed(block, apart) for block in second]


def _name(element: Mapping[str, object]) -> str:
    text = element.get("text")
    return str(element.get("accessibility_label") or (text.get("text") if isinstance(text, dict) else ""))


def _elements(blocks: Sequence[Block]) -> Iterator[Block]:
    for block in blocks:
        yield from block.get("elements", ()) if block["type"] == "actions" else ()
        if "action_id" in block.get("accessory", {}):
            yield block["accessory"]


def _changed(block: Block, change: Callable[[Block], Block]) -> Block:
    if block["type"] == "actions":
        return {**block, "elements": [change(each) for each in block["elements"]]}
    if "action_id" in block.get("accessory", {}):
        return {**block, "accessory": change(block["accessory"])}
    return block
