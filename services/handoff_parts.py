"""What the use cases of conversations with a person have in common, within a unit of work."""

from collections.abc import Sequence
from datetime import datetime

from domain.errors import NotFound
from domain.handoffs import Handoff, Thread
from domain.notices import Notice
from domain.permissions import Action, Actor, Subject, decide
from services.access import refused
from services.cards import organization_card, person_card
from services.context import plain_change
from services.handoff_cards import HandoffView, RelayOutcome
from storage.unit_of_work import UnitOfWork

_GONE = "I can't find that conversation."


def outcome_of(actor: Actor, handoff: Handoff, thread: Thread) -> RelayOutcome:
    if thread == handoff.staff_thread:
        return RelayOutcome.RELAYED if actor.id == handoff.claimed_by else RelayOutcome.INTERNAL
    return RelayOutcome.RELAYED if is_requester(actor, handoff) else RelayOutcome.OUTSIDER


def is_requester(actor: Actor, handoff: Handoff) -> bool:
    """By the Slack account too: a stranger who becomes known in the meantime is still the one who asked."""
    return handoff.requester in (actor.id, f"slack:{actor.slack_user_id}")


def readable_handoff(work: UnitOfWork, actor: Actor, handoff_id: str, action: Action) -> Handoff:
    """Raises NotFound, the same for one that does not exist and one that is not the actor's."""
    found = work.handoffs.find(handoff_id)
    if found is None:
        raise NotFound(_GONE)
    subject = Subject(found.organization, actor.id if is_requester(actor, found) else found.requester)
    if not decide(actor, action, subject).allowed:
        refused(actor, action, subject)
        raise NotFound(_GONE)
    return found


def view_of(work: UnitOfWork, handoff: Handoff) -> HandoffView:
    organization = work.organizations.find(handoff.organization) if handoff.organization else None
    claimed = work.people.find(handoff.claimed_by) if handoff.claimed_by else None
    requester = work.people.find(handoff.requester)
    return HandoffView(
        handoff,
        organization_card(organization) if organization else None,
        person_card(claimed) if claimed else None,
        person_card(requester) if requester else None,
    )


def keep_handoff(work: UnitOfWork, actor: Actor, before: Handoff | None, after: Handoff, now: datetime) -> None:
    work.handoffs.save(after)
    old = before.state.value if before else None
    subject = ("handoff", after.id)
    work.history.append(plain_change(actor, subject, "state", old, after.state.value, now, after.organization))


def enqueue_all(work: UnitOfWork, notices: Sequence[Notice]) -> None:
    for notice in notices:
        work.notices.enqueue(notice)


def known_organization(work: UnitOfWork, organization: str | None) -> str | None:
    found = work.organizations.find(organization) if organization else None
    return found.key if found and found.active else None
