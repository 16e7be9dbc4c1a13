"""What CEC's staff decide about a customer's wishes, and what becomes of the draft by it."""

from dataclasses import replace
from datetime import datetime

from domain.errors import Conflict, InvalidInput
from domain.proposal_changes import (
    Answer,
    ChangeRequest,
    Decision,
    Pricing,
    QuantityWanted,
    RemovalWanted,
    ServiceWanted,
    WishItem,
    fulfilled,
)
from domain.proposal_checks import checked_text
from domain.proposal_edits import Draft

_WITHDRAWN = "CEC withdrew this version."


def answer_item(request: ChangeRequest, item_id: str, answer: Answer, at: datetime, by: str) -> ChangeRequest:
    """Decide about one item; the request is closed with the last one. Raises Conflict when it was answered before."""
    item = request.item(item_id)
    if item.answer is not None:
        raise Conflict("Someone answered this wish already. Open the proposal again.")
    done = replace(item, answer=_checked_answer(answer), answered_by=by)
    items = tuple(done if each is item else each for each in request.items)
    closed = at if all(each.answer for each in items) else None
    return replace(request, items=items, closed_at=closed)


def declined_by_withdrawal(request: ChangeRequest, at: datetime, by: str) -> ChangeRequest:
    """The version that it is about is withdrawn, which answers what is still open."""
    return all_declined(request, _WITHDRAWN, at, by)


def all_declined(request: ChangeRequest, reason: str, at: datetime, by: str) -> ChangeRequest:
    """What is still open is answered with one sentence. Raises InvalidInput without a reason."""
    declined = _checked_answer(Answer(Decision.DECLINED, reason))
    items = tuple(item if item.answer else replace(item, answer=declined, answered_by=by) for item in request.items)
    return replace(request, items=items, closed_at=at)


def taken_out(request: ChangeRequest, item_id: str, at: datetime) -> ChangeRequest:
    """Without a wish that its customer takes back; closed when none is open any more. Raises Conflict when CEC has
    answered it."""
    item = request.item(item_id)
    if item.answer is not None or request.closed_at is not None:
        raise Conflict("CEC has answered this wish already. Ask for another change instead.")
    items = tuple(each for each in request.items if each is not item)
    closed = at if all(each.answer for each in items) else None
    return replace(request, items=items, closed_at=closed)


def with_answer(draft: Draft, item: WishItem, pricing: Pricing) -> Draft:
    """The draft with what was granted of an answered item; staff may have put it there themselves before."""
    if item.answer is None or item.answer.decision is Decision.DECLINED:
        return draft
    wanted = item.answer.counter or item.wanted
    match wanted:
        case RemovalWanted(line) if all(each.id != line for each in draft.lines):
            return draft
        case ServiceWanted(service, quantity):
            there = next((line.id for line in draft.lines if line.service == service), None)
            wanted = QuantityWanted(there, quantity) if there else wanted
        case _:
            pass
    return fulfilled(draft, item.id, wanted, pricing)


def _checked_answer(answer: Answer) -> Answer:
    wanted = (
        "" if answer.decision is Decision.ACCEPTED else "Say why it is not accepted as asked. The customer reads it."
    )
    reason = checked_text("reason", answer.reason, wanted=wanted)
    if (answer.decision is Decision.COUNTERED) != (answer.counter is not None):
        raise InvalidInput("counter", "Say what CEC offers instead.")
    return replace(answer, reason=reason)
