"""Proposals: the steps of their use cases within a unit of work."""

from dataclasses import replace
from datetime import date

from domain.agreements import Agreement, AgreementLine
from domain.catalog import Catalog
from domain.errors import Conflict, NotFound
from domain.permissions import OPERATOR, Action, Actor
from domain.proposal_dates import usual_amendment_day
from domain.proposal_edits import Draft
from domain.proposal_lines import ProposalLine
from domain.proposal_states import Move, NegotiationState
from domain.proposal_terms import Terms
from domain.proposal_versions import ProposalVersion
from domain.proposals import Negotiation, is_over
from domain.stages import SEQUENCE, SIGNED, Stage
from domain.words import day_in_words
from services.access import agreement_for
from storage.unit_of_work import UnitOfWork

#: Steps in which an agreement is changed by an amendment: services run on while it is renewed.
AMENDED = SIGNED
_NEEDS_A_CHANGE = frozenset({NegotiationState.DRAFTING, NegotiationState.PRESENTED, NegotiationState.CUSTOMER_ACCEPTED})


def negotiable(work: UnitOfWork, actor: Actor, number: str, action: Action) -> tuple[Agreement, Negotiation]:
    """An open agreement with its negotiation, which nobody else changes until the transaction ends.

    Raises as `agreement_for`, Conflict when it is closed.
    """
    found = agreement_for(work, actor, number, action)
    work.needs.hold(found.id)
    agreement = work.agreements.get(found.id)
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


def amendable(agreement: Agreement, negotiation: Negotiation) -> bool:
    """Whether an amendment can be started: the agreement runs, and none is negotiated or being signed."""
    return agreement.stage in AMENDED and (is_over(negotiation) or negotiation.allows(Move.AMEND))


def asked_version(work: UnitOfWork, agreement: Agreement, negotiation: Negotiation) -> ProposalVersion | None:
    """The version that changes are asked of: the one in force where no amendment is negotiated, else the one that the
    draft goes on from."""
    number = work.proposals.in_force(agreement.id) if amendable(agreement, negotiation) else None
    return work.proposals.version(agreement.id, number) if number else drafted_from(work, agreement, negotiation)


def repeated_version(work: UnitOfWork, agreement: Agreement, negotiation: Negotiation) -> int | None:
    """The number of the version that the draft says again, where that would tell the customer nothing."""
    base = drafted_from(work, agreement, negotiation)
    # What a signer sent back with a reason may be presented as it was.
    needs_change = negotiation.state in _NEEDS_A_CHANGE and not negotiation.reason
    return base.number if base and needs_change and _says_the_same(negotiation.draft, base) else None


def _says_the_same(draft: Draft, base: ProposalVersion) -> bool:
    """From which day nothing changes is no change of what is in force."""
    in_force = draft.amends == base.offer
    terms = replace(base.terms, effective_on=draft.terms.effective_on) if in_force else base.terms
    return (draft.lines, draft.terms) == (base.lines, terms)


def keep_adopted_version(work: UnitOfWork, agreement: Agreement, negotiation: Negotiation) -> None:
    """Of an agreement that was signed before it was kept here, make its lines version 1."""
    if negotiation.current and work.proposals.latest_version(agreement.id) is None:
        work.proposals.add_version(_version_of_draft(agreement, negotiation))


def as_draft(version: ProposalVersion) -> Draft:
    """What a version says, to be changed."""
    return Draft(version.lines, version.terms, version.catalog_version, amends=version.amends)


def as_amendment(version: ProposalVersion, today: date, day: date | None = None) -> Draft:
    """What is in force, to be amended from a day on, which is the usual one unless it is given."""
    terms = replace(version.terms, effective_on=day or usual_amendment_day(version.terms.period, today))
    return Draft(version.lines, terms, version.catalog_version, amends=version.offer)


def refuse_past_day(version: ProposalVersion, today: date, way_out: str) -> None:
    """Raises Conflict, with the way out, for an amendment that should count from a day before today."""
    day = version.terms.effective_on
    if day and day < today:
        raise Conflict(f"Version {version.number} counts from {day_in_words(day)}, which has passed. {way_out}")


def _version_of_draft(agreement: Agreement, negotiation: Negotiation) -> ProposalVersion:
    draft, at = negotiation.draft, agreement.stage_since
    return ProposalVersion(agreement.id, 1, draft.lines, draft.terms, draft.catalog_version, at, OPERATOR.id)


def _catalog_of(work: UnitOfWork, agreement: Agreement) -> tuple[int, Catalog]:
    if agreement.catalog_version is None:
        return work.catalog.current()
    return agreement.catalog_version, work.catalog.version(agreement.catalog_version)
