"""The notices that tell each side what happened to the needs."""

from datetime import datetime

from domain.agreements import Agreement
from domain.needs import Need
from domain.notices import Notice, NoticeKind
from domain.people import Side
from domain.permissions import Actor
from services.step_notices import destinations
from storage.unit_of_work import UnitOfWork


def tell_customer_all(work: UnitOfWork, actor: Actor, agreement: Agreement, at: datetime) -> bool:
    """The needs are complete: the customer gets them to confirm. Returns whether anybody is in Slack to be told."""
    return _tell(work, actor, agreement, Side.CUSTOMER, NoticeKind.NEEDS_SENT, "sent", None, at)


def tell_customer(work: UnitOfWork, actor: Actor, agreement: Agreement, what: str, need: Need, at: datetime) -> bool:
    """A line changed after they were sent: `what` is "added", "changed", "removed", "taken_over"
    (a correction) or "agreed" (a line that the customer added)."""
    return _tell(work, actor, agreement, Side.CUSTOMER, NoticeKind.NEEDS_CHANGED, what, need, at)


def tell_staff(
    work: UnitOfWork, actor: Actor, agreement: Agreement, what: str, need: Need | None, at: datetime
) -> bool:
    """The customer answered: `what` is "corrected", "taken_back" (their correction), "not_needed", "added", or
    "confirmed" for all lines together."""
    return _tell(work, actor, agreement, Side.CEC, NoticeKind.NEEDS_ANSWERED, what, need, at)


def _tell(
    work: UnitOfWork,
    actor: Actor,
    agreement: Agreement,
    side: Side,
    kind: NoticeKind,
    what: str,
    need: Need | None,
    at: datetime,
) -> bool:
    about = need.id if need else agreement.id
    facts = {
        "number": agreement.number,
        "what": what,
        "by": actor.person.name if actor.person else "CEC",
        "text": need.content.text if need else None,
        "at": at.isoformat(),
        "correction": need.correction.text if need and need.correction else None,
    }
    told = destinations(work, agreement, side)
    for place, to in enumerate(told):
        work.notices.enqueue(Notice(f"needs-{what}:{about}:{at.isoformat()}:{place}", kind, to, facts))
    return bool(told)
