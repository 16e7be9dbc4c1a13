"""The notices that tell each side what happened to a proposal, and that documents of a version are wanted."""

from datetime import datetime

from domain.agreements import Agreement
from domain.money import format_money
from domain.notices import Destination, Notice, NoticeKind
from domain.people import Side
from domain.permissions import Actor
from domain.proposal_versions import ProposalVersion
from domain.proposals import Negotiation
from services.step_notices import destinations
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
) -> bool:
    """`what` happened: "presented", "requested", "answered", "accepted", "agreed", "withdrawn", "paused", "resumed",
    "expired", "sent_back", "in_force", "amendment" or "ceiling". `text` is the reason or note of who did it.

    Returns whether anybody is in Slack to be told.
    """
    told = False
    for side in sides:
        facts = {
            "number": agreement.number,
            "what": what,
            "side": side.value,
            "turn": negotiation.turn.value if negotiation.turn else None,
            "by": actor.person.name if actor.person else "CEC",
            "version": negotiation.current,
            "amendment": negotiation.amendment,
            "total": format_money(version.total) if version else None,
            "valid_until": negotiation.valid_until.isoformat() if negotiation.valid_until else None,
            "text": text,
            "at": at.isoformat(),
        }
        for place, to in enumerate(destinations(work, agreement, side)):
            key = f"proposal-{what}:{agreement.id}:{at.isoformat()}:{side}:{place}"
            work.notices.enqueue(Notice(key, NoticeKind.PROPOSAL_CHANGED, to, facts))
            told = True
    return told


def want_documents(work: UnitOfWork, agreement: Agreement, version: int, agreed: bool) -> None:
    """Have the documents of a version made where the notice is delivered; once it is agreed they are signed."""
    state = "agreed" if agreed else "presented"
    facts = {"number": agreement.number, "version": version, "agreed": agreed}
    key = f"documents-{state}:{agreement.id}:{version}"
    work.notices.enqueue(Notice(key, NoticeKind.DOCUMENTS_WANTED, Destination(staff=True), facts))
