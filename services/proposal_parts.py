"""Proposals: the steps of their use cases within a unit of work."""

from collections.abc import Iterable
from dataclasses import replace

from domain.agreements import Agreement, AgreementLine
from domain.catalog import Catalog, Service
from domain.errors import Conflict, InvalidInput, NotFound
from domain.permissions import OPERATOR, Action, Actor
from domain.proposal_changes import Pricing
from domain.proposal_edits import Draft, FindService, repriced
from domain.proposal_lines import ProposalLine
from domain.proposal_states import NegotiationState
from domain.proposal_terms import Terms
from domain.proposal_versions import ProposalVersion
from domain.proposals import Negotiation
from domain.stages import SEQUENCE, SIGNED, Stage
from services.access import agreement_for
from services.context import Context
from services.settings_table import office_day
from storage.unit_of_work import UnitOfWork

_NEEDS_A_CHANGE = frozenset({NegotiationState.DRAFTING, NegotiationState.PRESENTED, NegotiationState.CUSTOMER_ACCEPTED})


def negotiable(work: UnitOfWork, actor: Actor, number: str, action: Action) -> tuple[Agreement, Negotiation]:
    """An open agreement with its negotiation, to change it. Raises as `agreement_for`, Conflict when it is closed."""
    agreement = agreement_for(work, actor, number, action)
    if agreement.closed_at is not None:
        raise Conflict(f"{agreement.number} is closed, so nothing is changed in it any more.")
    return agreement, negotiation_of(work, agreement)


def negotiation_of(work: UnitOfWork, agreement: Agreement) -> Negotiation:
    """The latest one; where none was begun yet, the one that the agreement stands for, with its lines as draft.

    Raises Conflict before the step of the proposal.
    """
    found = work.proposals.find(agreement.id)
    if found is not None:
        return found
    if SEQUENCE.index(agreement.stage) < SEQUENCE.index(Stage.PROPOSAL):
        raise Conflict(f"{agreement.number} has no proposal yet. It is made once the survey is submitted.")
    return begun(work, agreement)


def begun(work: UnitOfWork, agreement: Agreement) -> Negotiation:
    """A negotiation at its start. An agreement that was kept here when it was signed already is in force."""
    version, catalog = _catalog_of(work, agreement)
    lines = tuple(taken_over(f"line-{place}", line, catalog) for place, line in enumerate(agreement.lines, start=1))
    state = NegotiationState.DRAFTING
    if agreement.stage is not Stage.PROPOSAL:
        state = NegotiationState.IN_FORCE if agreement.stage in SIGNED else NegotiationState.AGREED
    return Negotiation(
        agreement=agreement.id,
        organization=agreement.organization,
        amendment=0,
        state=state,
        since=agreement.waiting_since,
        draft=Draft(lines, Terms(agreement.term), version),
        current=1 if state is not NegotiationState.DRAFTING else None,
    )


def taken_over(line_id: str, line: AgreementLine, catalog: Catalog) -> ProposalLine:
    """A line of an agreement as a line of a proposal; what has left the catalog since is named in simple plural."""
    service = next((each for each in catalog.services if each.key == line.service), None)
    return ProposalLine(
        id=line_id,
        name=line.name,
        quantity=line.quantity,
        unit=line.unit,
        unit_plural=service.unit_plural if service else f"{line.unit}s",
        unit_price=line.unit_price,
        one_time_fee=line.one_time_fee,
        service=line.service,
        metrics=line.metrics,
        charge=line.charge,
    )


def current_version(work: UnitOfWork, agreement: Agreement, negotiation: Negotiation) -> ProposalVersion | None:
    """The version on the table. Of an agreement that was signed before it was kept here, the one made of its lines."""
    if negotiation.current is None:
        return None
    try:
        return work.proposals.version(agreement.id, negotiation.current)
    except NotFound:
        return _version_of_draft(agreement, negotiation)


def drafted_from(work: UnitOfWork, agreement: Agreement, negotiation: Negotiation) -> ProposalVersion | None:
    """The version that the draft goes on from: the one on the table, else the one in force that is amended."""
    current = current_version(work, agreement, negotiation)
    number = None if current else work.proposals.in_force(agreement.id)
    return work.proposals.version(agreement.id, number) if number else current


def repeated_version(work: UnitOfWork, agreement: Agreement, negotiation: Negotiation) -> int | None:
    """The number of the version that the draft says again, where that would tell the customer nothing."""
    base = drafted_from(work, agreement, negotiation)
    # What a signer sent back with a reason may be presented as it was.
    needs_change = negotiation.state in _NEEDS_A_CHANGE and not negotiation.reason
    return base.number if base and needs_change and negotiation.draft.offer == base.offer else None


def keep_adopted_version(work: UnitOfWork, agreement: Agreement, negotiation: Negotiation) -> None:
    """Of an agreement that was signed before it was kept here, make its lines version 1."""
    if negotiation.current and work.proposals.latest_version(agreement.id) is None:
        work.proposals.add_version(_version_of_draft(agreement, negotiation))


def find_service(work: UnitOfWork, draft: Draft, kept: Iterable[ProposalLine] = ()) -> FindService:
    """Services at the prices that the draft is made with. One that was withdrawn from the catalog since is refused,
    unless it is among `kept`: what runs already goes on."""
    offered = {service.key: service for service in work.catalog.current()[1].services}
    priced = {service.key: service for service in work.catalog.version(draft.catalog_version).services}
    running = {line.service for line in kept}

    def find(key: str) -> Service:
        service = priced.get(key) or offered.get(key)
        if service is None:
            raise InvalidInput("service", f"There is no service “{key[:60]}” in the catalog. Choose one that is there.")
        if key not in offered and key not in running:
            raise InvalidInput("service", withdrawn_words(service.name))
        return service

    return find


def withdrawn_words(*names: str) -> str:
    verb = "was" if len(names) == 1 else "were"
    return f"{', '.join(names)} {verb} withdrawn from the catalog. Remove it, or quote it as a custom line."


def withdrawn_services(work: UnitOfWork, lines: Iterable[ProposalLine]) -> tuple[str, ...]:
    """The names of services that the catalog does not offer any more."""
    offered = {service.key for service in work.catalog.current()[1].services}
    return tuple(line.name for line in lines if line.service and line.service not in offered)


def outdated_lines(work: UnitOfWork, draft: Draft, last: ProposalVersion | None) -> tuple[ProposalLine, ...]:
    """Lines that the catalog has another price for now, or none. What was offered at a price keeps it."""
    promised = last.lines if last else ()
    offered = {(line.service, line.quantity, line.unit_price) for line in promised}
    find = find_service(work, replace(draft, catalog_version=work.catalog.current()[0]))
    return tuple(
        line
        for line in draft.lines
        if (line.service, line.quantity, line.unit_price) not in offered and _price_differs(line, draft, find)
    )


def _price_differs(line: ProposalLine, draft: Draft, find: FindService) -> bool:
    try:
        return repriced(line, draft.terms.period, find) != line
    except InvalidInput:
        return True


def pricing_for(
    work: UnitOfWork, context: Context, agreement: Agreement, negotiation: Negotiation, draft: Draft | None = None
) -> Pricing:
    """What wishes and edits are applied with: to the working draft, or to another one."""
    kept = running_lines(work, agreement, negotiation)
    running = agreement.term if negotiation.amendment else None
    return Pricing(find_service(work, draft or negotiation.draft, kept), office_day(work, context), running)


def running_lines(work: UnitOfWork, agreement: Agreement, negotiation: Negotiation) -> tuple[ProposalLine, ...]:
    """The lines in force while an amendment is negotiated."""
    if not negotiation.amendment:
        return ()
    number = work.proposals.in_force(agreement.id)
    return work.proposals.version(agreement.id, number).lines if number else ()


def as_draft(version: ProposalVersion) -> Draft:
    """What a version says, to be changed."""
    return Draft(version.lines, version.terms, version.catalog_version)


def _version_of_draft(agreement: Agreement, negotiation: Negotiation) -> ProposalVersion:
    draft, at = negotiation.draft, agreement.stage_since
    return ProposalVersion(agreement.id, 1, draft.lines, draft.terms, draft.catalog_version, at, OPERATOR.id)


def _catalog_of(work: UnitOfWork, agreement: Agreement) -> tuple[int, Catalog]:
    if agreement.catalog_version is None:
        return work.catalog.current()
    return agreement.catalog_version, work.catalog.version(agreement.catalog_version)
