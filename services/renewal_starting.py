"""How a renewal begins: the agreement that follows, with what it takes over from the one before."""

from dataclasses import replace
from datetime import datetime

from domain.agreement_contacts import set_contact
from domain.agreements import Agreement
from domain.errors import Conflict
from domain.fiscal import Period, fiscal_year_of
from domain.needs import confirmed, recorded
from domain.people import Contact, Side
from domain.permissions import Actor
from domain.proposal_edits import Draft
from domain.proposal_lines import ProposalLine
from domain.proposal_states import NegotiationState
from domain.proposal_terms import BillingFrequency, Terms
from domain.proposals import Negotiation
from domain.renewal_carrying import Carryover, carried_need, split_contacts
from domain.renewal_steps import renewed, require_renewable
from services.agreement_changes import NewAgreement, opened
from services.context import Context, plain_change
from services.renewal_notices import tell_of_renewal
from services.renewal_parts import next_lines, next_term, open_successor, renewal_of, version_in_force
from storage.unit_of_work import UnitOfWork


def start_in(work: UnitOfWork, context: Context, actor: Actor, agreement: Agreement) -> Agreement:
    """The agreement that follows, kept; both sides are told. `agreement` is held.

    Raises Conflict while services do not run, when it is renewed already, and when it is not to be.
    """
    _require_undecided(work, agreement)
    now, term = context.clock(), next_term(work, agreement)
    told, lines = next_lines(work, agreement, term)
    successor = _opened(work, context, actor, agreement, term, lines, now)
    after, changes = renewed(agreement, successor.number, now, actor.id)
    work.agreements.save(after)
    work.history.append(*changes)
    _carry_needs(work, context, actor, agreement, successor, now)
    _carry_proposal(work, agreement, successor, lines, now)
    _, to_confirm = _contacts(work, agreement)
    work.renewals.save_carryover(Carryover(successor.id, agreement.id, told, to_confirm, now, actor.id))
    tell_of_renewal(work, actor, after, "started", now, tuple(Side), successor)
    return successor


def _require_undecided(work: UnitOfWork, agreement: Agreement) -> None:
    require_renewable(agreement)
    successor, renewal = open_successor(work, agreement), renewal_of(work, agreement)
    if successor:
        raise Conflict(f"{agreement.number} is being renewed already, by {successor.number}. Open that one.")
    if renewal.refused:
        raise Conflict(
            f"It was decided not to renew {agreement.number}. Reason: {renewal.reason} Take that back first."
        )
    organization = work.organizations.get(agreement.organization)
    if not organization.active:
        raise Conflict(f"{organization.name} is no longer served. An administrator can change that.")


def _opened(
    work: UnitOfWork,
    context: Context,
    actor: Actor,
    before: Agreement,
    term: Period,
    lines: tuple[ProposalLine, ...],
    now: datetime,
) -> Agreement:
    new = NewAgreement(before.organization, before.title, term)
    number = work.agreements.next_number(fiscal_year_of(term.start).name)
    agreed, version = [line.agreed for line in lines], work.catalog.current()[0]
    made = opened(new, context.new_id(), number, agreed, version, before.id, now)
    note = f"It renews {before.number}"
    history = [plain_change(actor, ("agreement", made.id), "opened", None, number, now, made.organization, note)]
    for contact in _contacts(work, before)[0]:
        made, change = set_contact(made, contact, now, actor.id)
        history.append(change)
    work.history.append(*history)
    return work.agreements.add(made)


def _contacts(work: UnitOfWork, before: Agreement) -> tuple[tuple[Contact, ...], tuple[Contact, ...]]:
    people = work.people.several({contact.person_id for contact in before.contacts})
    active = {person.id for person in people if person.active}
    return split_contacts(before.contacts, active.__contains__)


def _carry_needs(
    work: UnitOfWork, context: Context, actor: Actor, before: Agreement, successor: Agreement, now: datetime
) -> None:
    for need in confirmed(work.needs.of_agreement(before.id)):
        again = carried_need(need, context.new_id(), successor.id, actor.id, now)
        work.needs.save(again)
        work.history.append(recorded(again))


def _carry_proposal(
    work: UnitOfWork, before: Agreement, successor: Agreement, lines: tuple[ProposalLine, ...], now: datetime
) -> None:
    """The first draft: quotes and notes of lines, and how the term before was billed, stand in no agreement."""
    terms = _terms(version_in_force(work, before).terms, successor.term)
    draft = Draft(lines, terms, successor.catalog_version or work.catalog.current()[0])
    work.proposals.save(Negotiation(successor.id, successor.organization, 0, NegotiationState.DRAFTING, now, draft))


def _terms(before: Terms, term: Period) -> Terms:
    """As before, for another term; days of billing that were chosen for the one before are over."""
    usual = Terms(term)
    own = before.billing is BillingFrequency.OWN_DATES
    billing = usual.billing if own else before.billing
    return replace(before, period=term, billing=billing, own_dates=(), effective_on=None)
