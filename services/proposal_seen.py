"""Who comes too late is told what happened meanwhile, and nobody accepts what they have not seen."""

from domain.agreements import Agreement
from domain.errors import Conflict
from domain.permissions import Actor
from domain.proposal_diff import diff
from domain.proposal_versions import ProposalVersion
from domain.proposal_words import said_with_total
from domain.proposals import Negotiation
from services.cards import people_cards
from storage.unit_of_work import UnitOfWork

HISTORY_READ = 50


def draft_as_seen(work: UnitOfWork, negotiation: Negotiation, seen: int) -> None:
    """Raises Conflict, with who did what, when the draft was changed after the person looked at it."""
    now = negotiation.draft.revision
    if seen == now:
        return
    changes = work.history.of("proposal", negotiation.agreement, HISTORY_READ)
    edits = [change for change in changes if change.field == "draft"][: max(now - seen, 1)]
    people = people_cards(work, {change.by for change in edits})
    parts = (f"{people[c.by].name if c.by in people else 'CEC'}: {c.new}" for c in reversed(edits))
    raise Conflict(f"The draft was changed after you opened it. {'; '.join(parts)}. Look at it, then repeat this.")


def version_as_seen(
    work: UnitOfWork, actor: Actor, agreement: Agreement, current: ProposalVersion, version: int
) -> None:
    """Raises Conflict unless `version` is the current one and this person has seen it; says what is new in it."""
    if version != current.number:
        before = next((v for v in work.proposals.versions(agreement.id) if v.number == version), None)
        new = f" New in it: {said_with_total(diff(before.offer, current.offer))}." if before else ""
        raise Conflict(f"Version {current.number} is the current one, not version {version}.{new} Open it first.")
    if (work.proposals.seen(agreement.id, actor.id) or 0) < version:
        raise Conflict(f"You have not opened version {version} yet. Read it first.")
