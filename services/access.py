"""Permission, asked before every read and write; what is refused is kept in the log "cec.access".

The log names who asked for what; the person is told only the reason of `domain.permissions`, which never
says whether the thing exists.
"""

import logging
from dataclasses import replace
from typing import Protocol

from domain.agreement_numbers import agreement_number
from domain.agreements import Agreement
from domain.errors import NotAllowed, NotFound
from domain.people import Side
from domain.permissions import NOTHING, Action, Actor, Subject, decide
from storage.unit_of_work import UnitOfWork

log = logging.getLogger("cec.access")

NEAREST = 3
MOST_NAMED = 3


def require(actor: Actor, action: Action, subject: Subject = NOTHING) -> None:
    """Raises NotAllowed with a reason for the person, and logs it, unless the actor may do this."""
    decision = decide(actor, action, subject)
    if not decision.allowed:
        refused(actor, action, subject)
        raise NotAllowed(decision.reason)


def refused(actor: Actor, action: Action, subject: Subject = NOTHING) -> None:
    """Keep a refusal in the log."""
    asked_for = subject.organization or "-"
    log.warning("refused: %s by %s of %s, asked for %s", action, actor.id, actor.organization or "-", asked_for)


def agreement_for(work: UnitOfWork, actor: Actor, number: str, action: Action = Action.READ_AGREEMENT) -> Agreement:
    """The agreement of that number, when the actor may do `action` with it.

    A customer who asks for another organization's agreement gets word for word what they get for a number
    that does not exist: NotFound, with the nearest numbers of their own. Strangers get NotAllowed for all.
    """
    require(actor, Action.LIST_OWN_AGREEMENTS)
    canonical = agreement_number(number)
    found = work.agreements.by_number(canonical) if canonical else None
    if found and decide(actor, Action.READ_AGREEMENT, Subject(found.organization)).allowed:
        subject = subject_of(actor, found)
        if not decide(actor, action, subject).allowed:
            refused(actor, action, subject)
            raise NotAllowed(why_not(work, actor, found, action))
        return found
    if found:
        refused(actor, action, Subject(found.organization))
    raise NotFound(_no_such_agreement(actor, number), nearest_numbers(work, actor, number))


def why_not(work: UnitOfWork, actor: Actor, agreement: Agreement, action: Action) -> str:
    """Why the actor may not do it, with the names of those of their side who may; empty where the actor may."""
    decision = decide(actor, action, subject_of(actor, agreement))
    if decision.allowed:
        return ""
    side = actor.side
    others = work.people.several(dict.fromkeys(c.person_id for c in agreement.contacts if c.side is side))
    able = [each for each in others if decide(Actor(each), action, subject_of(Actor(each), agreement)).allowed]
    names = [person.name for person in able if person.active]
    if not names:
        return decision.reason
    shown, more = names[:MOST_NAMED], len(names) - MOST_NAMED
    listed = f"{', '.join(shown)} and {more} more" if more > 0 else " or ".join(shown)
    return f"{decision.reason} Ask {listed}."


def subject_of(actor: Actor, agreement: Agreement) -> Subject:
    """What belongs to an agreement, with the roles that the actor has in it."""
    roles = frozenset(contact.role for contact in agreement.contacts if contact.person_id == actor.id)
    return Subject(agreement.organization, roles=roles)


def contacts_of(actor: Actor, agreement: Agreement, side: Side) -> Subject:
    """The contacts of one side of an agreement."""
    nobody = not any(contact.side is Side.CUSTOMER for contact in agreement.contacts)
    return replace(subject_of(actor, agreement), side=side, without_contacts=nobody)


class Owned(Protocol):
    """Something of a customer organization, whose key it knows."""

    @property
    def organization(self) -> str: ...


def own_or_not_found[Thing: Owned](actor: Actor, action: Action, found: Thing | None, sentence: str) -> Thing:
    """What was found, where the actor may. Raises NotFound with the sentence, the same for nothing and for what belongs
    to another organization; that is kept in the log."""
    if found is None:
        raise NotFound(sentence)
    subject = Subject(found.organization)
    if not decide(actor, action, subject).allowed:
        refused(actor, action, subject)
        raise NotFound(sentence)
    return found


def nearest_numbers(work: UnitOfWork, actor: Actor, number: str) -> tuple[str, ...]:
    """Numbers like this one that the actor may see, best first; a customer's own only."""
    if not decide(actor, Action.LIST_OWN_AGREEMENTS).allowed:
        return ()
    wanted = agreement_number(number) or number.strip().upper()[:40]
    return tuple(work.agreements.numbers_like(wanted, actor.organization, NEAREST))


def _no_such_agreement(actor: Actor, number: str) -> str:
    if not actor.is_staff:
        return decide(actor, Action.READ_AGREEMENT).reason
    return f"There is no agreement “{number.strip()[:40]}”."
