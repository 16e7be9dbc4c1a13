"""The notices that tell each side what happened to a proposal, and that documents of a version are wanted."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta

from domain.agreements import Agreement
from domain.money import format_money
from domain.notices import Destination, Notice, NoticeKind
from domain.people import Side
from domain.permissions import OPERATOR, Actor
from domain.proposal_versions import ProposalVersion
from domain.proposals import Negotiation
from services.recipients import destinations, in_slack
from services.telling_hours import wait_of
from storage.unit_of_work import UnitOfWork


def other_side(actor: Actor) -> tuple[Side, ...]:
    """Whom to tell of what the actor did."""
    return (Side.CUSTOMER if actor.is_staff else Side.CEC,)


def tell(
    work: UnitOfWork,
    actor: Actor,
    agreement: Agreement,
    negotiation: Negotiation,
    what: str,
    at: datetime,
    sides: tuple[Side, ...],
    version: ProposalVersion | None = None,
    text: str = "",
    note: str = "",
) -> bool:
    """`what` happened: "presented", "requested", "wish_taken_back", "answered", "accepted", "agreed", "withdrawn",
    "paused", "resumed", "expired", "sent_back", "in_force", "amendment_asked", "amendment" or "ceiling". `text` is the
    reason of who did it, or what they changed or asked for; `note` what they wrote with it, a line for each sentence.

    Returns whether anybody is in Slack to be told.
    """
    told = False
    for side in sides:
        facts = _facts(actor, agreement, negotiation, what, at, side, text)
        facts |= {"total": format_money(version.total) if version else None, "note": note}
        to = destinations(work, agreement, side)
        _enqueue(work, agreement, facts, to, at if actor.id == OPERATOR.id else None)
        told = told or bool(to)
    return told


def tell_customers(
    work: UnitOfWork,
    actor: Actor,
    agreement: Agreement,
    negotiation: Negotiation,
    what: str,
    at: datetime,
    text: str,
    people: Collection[str] | None = None,
) -> None:
    """What a customer's contact did to colleagues: "replaced" what these `people` (ids) asked for; what was accepted is
    "unaccepted", or "stands_again", which those who lead are told. Never the actor."""
    if people is None:
        to = destinations(work, agreement, Side.CUSTOMER)
    else:
        to = tuple(Destination(slack_user_id=person.slack_user_id) for person in in_slack(work, sorted(people)))
    facts = _facts(actor, agreement, negotiation, what, at, Side.CUSTOMER, text)
    _enqueue(work, agreement, facts, [each for each in to if each.slack_user_id != actor.slack_user_id])


def _facts(
    actor: Actor, agreement: Agreement, negotiation: Negotiation, what: str, at: datetime, side: Side, text: str
) -> dict[str, str | int | None]:
    return {
        "number": agreement.number,
        "what": what,
        "side": side.value,
        "turn": negotiation.turn.value if negotiation.turn else None,
        "by": actor.person.name if actor.person else "CEC",
        "version": negotiation.current,
        "amendment": negotiation.amendment,
        "valid_until": negotiation.valid_until.isoformat() if negotiation.valid_until else None,
        "text": text,
        "at": at.isoformat(),
    }


def _enqueue(
    work: UnitOfWork,
    agreement: Agreement,
    facts: Mapping[str, str | int | None],
    to: Iterable[Destination],
    by_the_clock: datetime | None = None,
) -> None:
    """What came of the clock at an instant is told in business time."""
    for place, each in enumerate(to):
        key = f"proposal-{facts['what']}:{agreement.id}:{facts['at']}:{facts['side']}:{place}"
        wait = wait_of(work, each, by_the_clock) if by_the_clock else timedelta(0)
        work.notices.enqueue(Notice(key, NoticeKind.PROPOSAL_CHANGED, each, facts), wait)


def want_documents(work: UnitOfWork, agreement: Agreement, version: int, agreed: bool) -> None:
    """Have the documents of a version made where the notice is delivered; once it is agreed they are signed."""
    state = "agreed" if agreed else "presented"
    facts = {"number": agreement.number, "version": version, "agreed": agreed}
    key = f"documents-{state}:{agreement.id}:{version}"
    work.notices.enqueue(Notice(key, NoticeKind.DOCUMENTS_WANTED, Destination(staff=True), facts))
