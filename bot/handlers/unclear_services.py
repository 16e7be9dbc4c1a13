"""Names of several services beside others that are clear: these are priced, and it is asked which one is meant."""

from collections.abc import Sequence
from dataclasses import replace

from bot.context import Turn
from bot.estimates import Draft, Number, pack
from bot.handlers.estimate_remarks import left_out_remark, with_remark
from bot.handlers.estimating import Desk, answer
from bot.handlers.which_service import WHICH, rows_of, which_of
from bot.price_words import left_out
from bot.replies import Block, Reply
from bot.service_quantities import pairs_in
from bot.understanding.model import Entity
from bot.views.blocks import button
from bot.views.price_questions import which_service_text
from services.memory import Memory, Pending


def unclear_names(turn: Turn) -> tuple[Entity, ...]:
    """The names in the sentence that may each mean several services."""
    return tuple(each for each in turn.understanding.entities if each.entity == "service" and len(each.candidates) > 1)


def clear_part(turn: Turn, draft: Draft) -> Turn | None:
    """The turn without these names and their numbers; None where nothing is clear. `draft` is all that it asks for."""
    unclear = unclear_names(turn)
    left_out = {*unclear, *(number for service, number in pairs_in(turn.understanding) if service in unclear)}
    entities = tuple(each for each in turn.understanding.entities if each not in left_out)
    clear = any(each.entity == "service" for each in entities) or set(draft.keys) - {str(e.value) for e in unclear}
    return replace(turn, understanding=replace(turn.understanding, entities=entities)) if clear else None


def asked_beside(turn: Turn, desk: Desk, sure: Draft) -> Reply:
    """The price of what is clear, and the question which services the other names mean."""
    numbers = {service: number.value for service, number in pairs_in(turn.understanding)}
    counted = [(each, _count(numbers.get(each))) for each in unclear_names(turn)]
    first, quantity = counted[0]
    if not sure.lines:
        return which_of(desk, first.text, first.candidates, sure, quantity)
    reply = answer(desk, sure)
    row = [made for each, number in counted for made in _buttons(desk, sure, each, number)]
    text = " ".join(which_service_text(each.text, rows_of(desk, each.candidates), several=True) for each, _ in counted)
    asked = replace(
        with_remark(reply, text, row), memory=waiting(reply.memory or desk.memory, first.candidates, quantity)
    )
    missing = left_out(turn)
    return with_remark(asked, left_out_remark(desk, sure, missing)[0]) if missing else asked


def _count(value: object) -> Number | None:
    return value if isinstance(value, int | float) else None


def _buttons(desk: Desk, sure: Draft, unclear: Entity, quantity: Number | None) -> list[Block]:
    """Each service that may be meant, added to what is clear; so many more where it is there already."""
    before = {line.service: line.quantity for line in sure.lines}
    made: list[Block] = []
    for row in rows_of(desk, unclear.candidates):
        counted, held = quantity or 0, before.get(row.key)
        draft = sure.with_line(row.key, quantity if held is None else held + counted)
        made.append(button(f"Add {row.name}", f"prices.show:add.{row.key}", pack(draft)))
    return made


def waiting(memory: Memory, keys: Sequence[str], quantity: Number | None) -> Memory:
    """The memory with the estimate and the question which of these is meant: "desk phones" then adds them to it."""
    if not keys or (memory.pending and memory.pending.question == "quantity"):
        return memory  # a number is asked for first
    facts = {
        **(memory.pending.facts if memory.pending else {}),
        "intent": "ask_price",
        "kinds": "service",
        "services": " ".join(keys),
        "quantity": quantity if isinstance(quantity, int) else None,
    }
    return replace(memory, pending=Pending(WHICH, facts))
