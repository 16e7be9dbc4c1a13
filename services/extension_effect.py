"""What an extension changes once both sides confirmed it: the term, what is paid, and when the renewal begins.

It is kept as an amendment that counts from the day after the term and has the same lines, so that prices, payments and
versions stay one account. Both sides confirmed it, so nobody signs it.
"""

from dataclasses import replace
from datetime import timedelta

from domain.agreements import Agreement
from domain.errors import Conflict
from domain.extensions import Extension
from domain.fiscal import Period
from domain.permissions import Actor
from domain.proposal_states import NegotiationState
from domain.proposal_versions import ProposalVersion
from domain.proposals import amended
from domain.words import day_in_words
from services.context import Context
from services.funding_parts import put_in_force
from services.proposal_parts import amendable, as_draft, keep_adopted_version, negotiation_of
from services.renewal_parts import open_successor, version_in_force
from services.renewal_terms import move_renewal
from storage.unit_of_work import UnitOfWork


def require_no_amendment(work: UnitOfWork, agreement: Agreement) -> None:
    """Raises Conflict while an amendment is negotiated or signed."""
    if not amendable(agreement, negotiation_of(work, agreement)):
        raise Conflict(f"An amendment of {agreement.number} is under way. Conclude or withdraw it first.")


def put_into_force(
    work: UnitOfWork, context: Context, actor: Actor, agreement: Agreement, extension: Extension
) -> Agreement:
    """The agreement with its longer term, kept. Raises Conflict when the renewal was offered from another day."""
    now = context.clock()
    last = negotiation_of(work, agreement)
    keep_adopted_version(work, agreement, last)
    if last.revision == 0:
        last = work.proposals.save(last)
    version = replace(_version(work, agreement, extension), made_at=now, amendment=last.amendment + 1)
    following, change = amended(last, as_draft(version), version.note, now, actor.id)
    work.proposals.add_version(version)
    work.proposals.save(replace(following, state=NegotiationState.IN_FORCE, current=version.number))
    paid = put_in_force(work, context, actor, agreement, version)
    saved = work.agreements.save(replace(agreement, term=version.terms.period))
    work.history.append(change, paid)
    successor = open_successor(work, saved)
    if successor:
        move_renewal(work, saved, successor)
    return saved


def _version(work: UnitOfWork, agreement: Agreement, extension: Extension) -> ProposalVersion:
    base = version_in_force(work, agreement)
    latest = work.proposals.latest_version(agreement.id)
    first_day = extension.end + timedelta(days=1)
    terms = replace(base.terms, period=Period(base.terms.period.start, extension.new_end), effective_on=first_day)
    return replace(
        base,
        number=(latest.number if latest else base.number) + 1,
        terms=terms,
        made_by=extension.asked_by,
        note=f"Extension until {day_in_words(extension.new_end)}, approved by {extension.approved_by}",
        valid_until=None,
        amends=base.offer,
    )
