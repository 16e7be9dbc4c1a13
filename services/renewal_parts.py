"""Renewals: the steps of their use cases within a unit of work."""

from domain.agreements import Agreement
from domain.errors import Conflict
from domain.extensions import Extension, without_extensions
from domain.fiscal import Period
from domain.permissions import Action, Actor, decide
from domain.proposal_lines import ProposalLine
from domain.proposal_versions import ProposalVersion
from domain.renewal_decisions import Renewal
from domain.renewal_lines import CarriedLine, PriceOutlook, carried
from domain.renewals import days_left, following_term, renewal_state
from domain.stages import SERVICES_RUN
from services.access import agreement_for, subject_of
from services.agreement_status import organization_of
from services.context import Context
from services.proposal_parts import begun, current_version
from services.renewal_cards import RenewalView
from services.settings_table import RENEWAL_CUSTOMER_DAYS, office_day, value_of
from storage.unit_of_work import UnitOfWork


def held(work: UnitOfWork, actor: Actor, number: str, action: Action) -> Agreement:
    """An agreement whose renewal nobody else changes until the transaction ends. Raises as `agreement_for`."""
    found = agreement_for(work, actor, number, action)
    work.needs.hold(found.id)
    return work.agreements.get(found.id)


def renewal_of(work: UnitOfWork, agreement: Agreement) -> Renewal:
    """What was decided; nothing so far where nothing is kept."""
    return work.renewals.find(agreement.id) or Renewal(agreement.id, agreement.organization)


def open_successor(work: UnitOfWork, agreement: Agreement) -> Agreement | None:
    found = work.agreements.successor_of(agreement.id)
    return found if found and found.closed_at is None else None


def version_in_force(work: UnitOfWork, agreement: Agreement) -> ProposalVersion:
    """Of an agreement that was signed before it was kept here, the one made of its lines. Raises Conflict before."""
    number = work.proposals.in_force(agreement.id)
    found = (
        work.proposals.version(agreement.id, number)
        if number
        else current_version(work, agreement, begun(work, agreement))
    )
    if found is None:
        raise Conflict(f"{agreement.number} is not signed yet.")
    return found


def next_term(work: UnitOfWork, agreement: Agreement) -> Period:
    """Of a renewal: as long as the term was agreed, without its extensions."""
    agreed = without_extensions(agreement.term, work.renewals.extensions_of(agreement.id))
    return following_term(agreement.term, agreed)


def next_lines(
    work: UnitOfWork, agreement: Agreement, following: Period
) -> tuple[tuple[CarriedLine, ...], tuple[ProposalLine, ...]]:
    """The lines in force with what becomes of them in the next term, and those that go on, at today's catalog."""
    services = {service.key: service for service in work.catalog.current()[1].services}
    made = [
        carried(line, services.get(line.service or ""), agreement.term, following)
        for line in version_in_force(work, agreement).lines
    ]
    return tuple(told for told, _ in made), tuple(line for _, line in made if line)


def outlook_of(work: UnitOfWork, agreement: Agreement, successor: Agreement | None) -> PriceOutlook:
    """What was taken over by the renewal; before it is begun, what would be with today's catalog."""
    kept = work.renewals.carryover(successor.id) if successor else None
    if kept:
        return kept.outlook
    if agreement.stage not in SERVICES_RUN:
        return PriceOutlook(())
    return PriceOutlook(next_lines(work, agreement, next_term(work, agreement))[0])


def customer_days(work: UnitOfWork, renewal: Renewal) -> int:
    """From how many days before the end the customer is told."""
    return int(value_of(work, RENEWAL_CUSTOMER_DAYS)) if renewal.customer_days is None else renewal.customer_days


def view_of(work: UnitOfWork, context: Context, actor: Actor, agreement: Agreement) -> RenewalView:
    successor, renewal = open_successor(work, agreement), renewal_of(work, agreement)
    subject, today = subject_of(actor, agreement), office_day(work, context)
    runs = agreement.closed_at is None and agreement.stage in SERVICES_RUN
    undecided = runs and successor is None and not renewal.refused
    extensions = work.renewals.extensions_of(agreement.id)
    waiting = next((each for each in extensions if each.waits_for()), None)
    return RenewalView(
        number=agreement.number,
        title=agreement.title,
        organization=organization_of(work, agreement),
        stage=agreement.stage,
        term=agreement.term,
        days_left=days_left(agreement.term, today),
        state=renewal_state(agreement.stage, agreement.term, today, successor.stage if successor else None),
        following=successor.term if successor else next_term(work, agreement),
        outlook=outlook_of(work, agreement, successor),
        notice=work.catalog.current()[1].notice,
        decided=renewal,
        successor=successor.number if successor else None,
        extensions=extensions,
        customer_days=customer_days(work, renewal),
        may_start=undecided and decide(actor, Action.START_RENEWAL, subject).allowed,
        may_ask=undecided and renewal.asked_at is None and decide(actor, Action.ASK_RENEWAL, subject).allowed,
        may_decide=runs and decide(actor, Action.START_RENEWAL, subject).allowed,
        may_ask_extension=runs and decide(actor, Action.ASK_EXTENSION, subject).allowed,
        may_confirm_extension=runs and decide(actor, Action.CONFIRM_EXTENSION, subject).allowed,
        asked_for_own_side=waiting is not None and asked_for_own_side(work, actor, waiting),
        names=_names(work, renewal, extensions),
    )


def asked_for_own_side(work: UnitOfWork, actor: Actor, extension: Extension) -> bool:
    """Whether somebody of the actor's side asked for it: they take it back, where the other side declines it."""
    asker = work.people.find(extension.asked_by)
    return asker is not None and asker.side is actor.side


def _names(work: UnitOfWork, renewal: Renewal, extensions: tuple[Extension, ...]) -> dict[str, str]:
    ids = {renewal.asked_by, renewal.decided_by}
    for each in extensions:
        ids |= {each.asked_by, each.settled_by, *(agreed.by for agreed in each.confirmed)}
    return {each.id: each.name for each in work.people.several(id for id in ids if id)}
