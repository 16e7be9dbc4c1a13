"""The term of a renewal follows that of the agreement before it, without a gap and without an overlap."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from domain.agreements import Agreement
from domain.errors import Conflict, InvalidInput
from domain.fiscal import Period
from domain.renewals import moved_to_follow, require_following
from domain.words import day_in_words
from services.renewal_parts import open_successor
from storage.unit_of_work import UnitOfWork

_DAY = timedelta(days=1)


def require_follows(work: UnitOfWork, agreement: Agreement, term: Period) -> None:
    """Raises InvalidInput unless the term follows directly that of an agreement which this one renews and which is
    still open, and what renews this one follows it. It may also follow an extension that waits to be confirmed."""
    before = work.agreements.get(agreement.predecessor) if agreement.predecessor else None
    if before and before.closed_at is None:
        waiting = (each.new_end for each in work.renewals.extensions_of(before.id) if each.waits_for())
        if term.start - _DAY not in waiting:
            require_following(before.term, term)
    after = open_successor(work, agreement)
    if after and term.end != agreement.term.end and term.end + _DAY != after.term.start:
        raise InvalidInput(
            "end",
            f"{after.number}, the renewal, begins on {day_in_words(after.term.start)}. "
            "Services go on for longer by an extension.",
        )


@dataclass(frozen=True)
class Moved:
    """The term of the agreement (number) that follows an extended one, as it was and as it is then."""

    number: str
    before: Period
    after: Period


def moved_by(work: UnitOfWork, agreement: Agreement, new_end: date) -> Moved | None:
    """What another last day of a term changes for what follows; None where nothing does, or it begins then already."""
    successor = open_successor(work, agreement)
    if successor is None:
        return None
    after = moved_to_follow(replace(agreement.term, end=new_end), successor.term)
    return Moved(successor.number, successor.term, after) if after != successor.term else None


def move_renewal(work: UnitOfWork, before: Agreement, successor: Agreement) -> Agreement | None:
    """After the term before was extended, the renewal begins later; None where it begins then already.

    Raises Conflict when its version that is on the table has another term: CEC presents it anew first.
    """
    term = moved_to_follow(before.term, successor.term)
    if term == successor.term:
        return None
    negotiation = work.proposals.find(successor.id)
    if negotiation and negotiation.current is not None:
        raise Conflict(
            f"{successor.number}, the renewal, was offered from {day_in_words(successor.term.start)}. "
            f"Present it with a term from {day_in_words(term.start)} first, then confirm the extension."
        )
    if negotiation:
        terms = replace(negotiation.draft.terms, period=term)
        draft = replace(negotiation.draft, terms=terms, revision=negotiation.draft.revision + 1)
        work.proposals.save(replace(negotiation, draft=draft))
    return work.agreements.save(replace(successor, term=term))
