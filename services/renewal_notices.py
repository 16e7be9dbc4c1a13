"""The notices that tell both sides what happened to a renewal or to an extension."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from domain.agreements import Agreement
from domain.extensions import Extension
from domain.notices import Notice, NoticeKind
from domain.people import Side
from domain.permissions import OPERATOR, Actor
from services.recipients import destinations
from services.renewal_terms import Moved
from services.telling_hours import wait_of
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
    moved: Moved | None = None,
) -> bool:
    """`what` happened: "asked", "confirmed" by one side, "in_force", "declined" or "withdrawn"; `moved` is what that
    changes for the agreement that follows."""
    facts = {
        "number": agreement.number,
        "title": agreement.title,
        "extension": extension.id,
        "revision": extension.revision,
        "end": extension.end.isoformat(),
        "new_end": extension.new_end.isoformat(),
        "approved_by": extension.approved_by,
        **(_following(moved) if moved else {}),
    }
    return _tell(work, actor, agreement, NoticeKind.EXTENSION_CHANGED, what, at, sides, text, facts)


def _following(moved: Moved) -> dict[str, str]:
    was, after = moved.before, moved.after
    return {
        "following": moved.number,
        "was_from": was.start.isoformat(),
        "was_until": was.end.isoformat(),
        "is_from": after.start.isoformat(),
        "is_until": after.end.isoformat(),
    }


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
            by_the_clock = actor.id == OPERATOR.id
            work.notices.enqueue(Notice(key, kind, to, said), wait_of(work, to, at) if by_the_clock else timedelta(0))
            told = True
    return told
