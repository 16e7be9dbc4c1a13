"""The notices that tell both sides what happened to a renewal or to an extension."""

from collections.abc import Mapping
from datetime import datetime

from domain.agreements import Agreement
from domain.extensions import Extension
from domain.notices import Notice, NoticeKind
from domain.people import Side
from domain.permissions import Actor
from services.recipients import destinations
from storage.unit_of_work import UnitOfWork


def other_side(actor: Actor) -> tuple[Side, ...]:
    return (Side.CUSTOMER if actor.is_staff else Side.CEC,)


def tell_of_renewal(
    work: UnitOfWork,
    actor: Actor,
    agreement: Agreement,
    what: str,
    at: datetime,
    sides: tuple[Side, ...],
    successor: Agreement | None = None,
    text: str = "",
) -> bool:
    """`what` happened: "started", "not_renewing", "taken_back", "taken_over", "ended" (the term, and nothing follows)
    or "over" (as was decided). `text` is the reason. Returns whether anybody is in Slack to be told."""
    facts = {
        "number": agreement.number,
        "title": agreement.title,
        "end": agreement.term.end.isoformat(),
        "successor": successor.number if successor else None,
        "start": successor.term.start.isoformat() if successor else None,
    }
    return _tell(work, actor, agreement, NoticeKind.RENEWAL_CHANGED, what, at, sides, text, facts)


def tell_of_extension(
    work: UnitOfWork,
    actor: Actor,
    agreement: Agreement,
    extension: Extension,
    what: str,
    at: datetime,
    sides: tuple[Side, ...],
    text: str = "",
) -> bool:
    """`what` happened: "asked", "confirmed" by one side, "in_force", "declined" or "withdrawn"."""
    facts = {
        "number": agreement.number,
        "title": agreement.title,
        "extension": extension.id,
        "revision": extension.revision,
        "end": extension.end.isoformat(),
        "new_end": extension.new_end.isoformat(),
        "approved_by": extension.approved_by,
    }
    return _tell(work, actor, agreement, NoticeKind.EXTENSION_CHANGED, what, at, sides, text, facts)


def _tell(
    work: UnitOfWork,
    actor: Actor,
    agreement: Agreement,
    kind: NoticeKind,
    what: str,
    at: datetime,
    sides: tuple[Side, ...],
    text: str,
    facts: Mapping[str, str | int | None],
) -> bool:
    told = False
    for side in sides:
        for place, to in enumerate(destinations(work, agreement, side)):
            if to.slack_user_id and to.slack_user_id == actor.slack_user_id:
                continue  # who did it knows
            key = f"{kind.value}:{agreement.id}:{what}:{at.isoformat()}:{side}:{place}"
            by = actor.person.name if actor.person else None
            said = {**facts, "what": what, "side": side.value, "by": by, "text": text}
            work.notices.enqueue(Notice(key, kind, to, said))
            told = True
    return told
