"""Several requests in one message: where they part, and one reply out of several answers."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from bot.handlers.suggestions import NOT_OFFERED
from bot.intent_names import OUT_OF_SCOPE
from bot.replies import Block, Reply
from bot.request_parts import is_asked, only_names, parts_of
from bot.said import has_any
from bot.understanding.client import UnderstandingUnavailable
from bot.understanding.model import Understanding
from bot.understanding.thresholds import SURE, is_understood
from bot.views.blocks import BLOCKS_A_MESSAGE, divider, section
from bot.views.talk import MEANINGS, PERSON, Offer, offers_row, quoted
from bot.views.text import join_and

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
ANSWERED = 3
#: A part that names one of these without asking goes on with the part before it: "... and also 30 tablets".
_GOES_ON = ("service", "category", "quantity", "organization", "fiscal_year", "time")
_NEXT = ("second answer", "third answer")

_OF_A_PAYMENT = re.compile(
    r"how much\b(?: (?:is|are|will|would|does|do))? (?:it|that|this|they|those)\b", re.IGNORECASE
)

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
    """The requests of a message in its order, each with an intent of its own; none where it is one request.

    What is asked and not understood comes last. A message is read in parts only where it looks as if it had several.
    """
    parts = parts_of(text)
    if len(parts) < 2 or not any(is_asked(part) for part in parts):
        return ()
    try:
        found = _read_parts(parts, read)
        together: dict[str, list[Request]] = {}
        for each in found:
            if is_sure(each):
                together.setdefault(each.intent, []).append(each)
        if len(together) < 2:
            return ()
        one_each = [_as_one(same[0], [each.text for each in same], read) for same in together.values()]
        return (*one_each, *(each for each in found if _is_open(each)))
    except UnderstandingUnavailable:
        return ()  # the message as a whole was understood


def _read_parts(parts: Sequence[str], read: Read) -> list[Request]:
    """Every part that asks for something, with those after it that only name more of the same."""
    found: list[Request] = []
    for part in parts:
        request = Request(part, read(part))
        if found and _OF_A_PAYMENT.match(part) and found[-1].intent == "payment_schedule":
            continue  # its amount is part of the answer
        if is_asked(part) or is_sure(request):
            found.append(request)
        elif found and only_names(part):
            before = found.pop()
            text = f"{before.text}, {part}"
            found.append(Request(text, read(text, before.intent if is_sure(before) else "")))
    return found


def the_request(text: str, read: Read) -> Request | None:
    """The one request of a message that says other things, too: a greeting, how things are, what is not asked."""
    asking = [part for part in parts_of(text) if is_asked(part)]
    if len(asking) != 1 or len(asking[0].split()) == len(text.split()):
        return None
    try:
        found = Request(asking[0], read(asking[0]))
    except UnderstandingUnavailable:
        return None
    return found if is_sure(found) else None


def is_sure(request: Request) -> bool:
    """Whether it is understood well enough to be answered beside something else."""
    if request.understanding.confidence < SURE or request.intent not in REQUESTS:
        return False
    if is_asked(request.text) or request.intent == "report_issue":
        return True
    if only_names(request.text):
        return not has_any(request.understanding, _GOES_ON)
    return request.intent in STATED and bool(_STATES.search(request.text))


def _is_open(request: Request) -> bool:
    """Whether something was asked that is not understood well enough."""
    return not is_sure(request) and request.intent in REQUESTS | {OUT_OF_SCOPE}


def _as_one(request: Request, texts: Sequence[str], read: Read) -> Request:
    """Parts that ask the same, such as two prices, are one request."""
    if len(texts) == 1:
        return request
    text = ", ".join(part.rstrip(".?!; ") for part in texts)
    return Request(text, read(text, request.intent))


# -- one reply --------------------------------------------------------------------------------------------------


def joined(first: Reply, second: Reply, direct: bool, answered: int = 1) -> Reply | None:
    """Both answers as one message, told to nobody who may not see both. None where they must not or cannot be one.

    `first` holds so many answers.
    """
    if second.private and not first.private and not direct:
        return None  # what everyone may read is not hidden because of the other one
    line = divider() if answered > 1 else {**divider(), "block_id": SEVERAL}
    blocks = [*_blocks(first), line, *_told_apart(_blocks(first), _blocks(second), _NEXT[answered - 1])]
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
    named = join_and([f"“{quoted(each.text)}”" for each in left])
    remark = f"You also wrote {named}. Use the button for {'this one' if len(left) == 1 else 'these'}."
    offers = [_offer_of(each) for each in left]
    above = _blocks(reply)[: BLOCKS_A_MESSAGE - 2]
    row = _told_apart(above, [offers_row(offers)], "what you also wrote")
    return replace(reply, text=f"{reply.text}\n{remark}", blocks=[*above, section(remark), *row])


def _offer_of(request: Request) -> Offer:
    """A person answers what was not understood."""
    if request.intent not in REQUESTS or not is_understood(request.understanding):
        return replace(PERSON, words=request.text)
    return Offer(MEANINGS[request.intent], request.intent, request.text)


def _blocks(reply: Reply) -> list[Block]:
    return list(reply.blocks) or [section(reply.text)]


def _told_apart(first: Sequence[Block], second: Sequence[Block], what: str) -> list[Block]:
    """The second blocks with ids and labels that the first ones do not have; `what` tells their labels apart."""
    ids = {each["action_id"] for each in _elements(first)}
    names = {_name(each) for each in _elements(first)}

    def apart(element: Block) -> Block:
        changed = dict(element)
        while changed["action_id"] in ids:
            changed["action_id"] += f"{'.' if ':' in changed['action_id'] else ':'}more"
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
