"""What the lines of a draft are priced by: services of the catalog, each at the prices that were agreed for it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from domain.agreements import Agreement
from domain.catalog import Service
from domain.errors import InvalidInput
from domain.proposal_changes import Pricing
from domain.proposal_edits import Draft, FindService, repriced
from domain.proposal_lines import ProposalLine
from domain.proposal_versions import ProposalVersion
from domain.proposals import Negotiation
from services.context import Context
from services.proposal_parts import amendable, as_amendment, as_draft
from services.settings_table import office_day
from storage.unit_of_work import UnitOfWork


def find_service(work: UnitOfWork, draft: Draft, running: Mapping[str, Service] | None = None) -> FindService:
    """Services at the prices that the draft is made with, those that are `running` at their own.

    One that was withdrawn from the catalog since is refused, unless it runs: that goes on.
    """
    offered = {service.key: service for service in work.catalog.current()[1].services}
    priced = {service.key: service for service in work.catalog.version(draft.catalog_version).services}
    kept = running or {}

    def find(key: str) -> Service:
        service = kept.get(key) or priced.get(key) or offered.get(key)
        if service is None:
            raise InvalidInput("service", f"There is no service “{key[:60]}” in the catalog. Choose one that is there.")
        if key not in offered and key not in kept:
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
    """Lines that the catalog has another price for now, or none. What was offered at a price keeps it, and so does what
    is amended."""
    promised: Sequence[ProposalLine] = (*(last.lines if last else ()), *(draft.amends.lines if draft.amends else ()))
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
    amends = negotiation.amendment > 0 or amendable(agreement, negotiation)
    find = find_service(work, draft or negotiation.draft, _running_services(work, agreement, negotiation))
    return Pricing(find, office_day(work, context), agreement.term if amends else None)


def wished_draft(
    work: UnitOfWork, context: Context, agreement: Agreement, negotiation: Negotiation, version: ProposalVersion
) -> Draft:
    """What wishes about a version are applied to. What runs is amended: from the day of the amendment that is drafted,
    and before there is one from the usual day on."""
    today = office_day(work, context)
    if amendable(agreement, negotiation):
        return as_amendment(version, today)
    if version.amendment < negotiation.amendment:
        return as_amendment(version, today, negotiation.draft.terms.effective_on)
    return as_draft(version)


def known_services(work: UnitOfWork, version: ProposalVersion) -> Mapping[str, Service]:
    """By their keys, also those that were withdrawn since the version was made."""
    known = (*work.catalog.version(version.catalog_version).services, *work.catalog.current()[1].services)
    return {service.key: service for service in known}


def running_lines(work: UnitOfWork, agreement: Agreement, negotiation: Negotiation) -> tuple[ProposalLine, ...]:
    """The lines in force while an amendment is negotiated or can be started."""
    version = _running_version(work, agreement, negotiation)
    return version.lines if version else ()


def _running_version(work: UnitOfWork, agreement: Agreement, negotiation: Negotiation) -> ProposalVersion | None:
    if not negotiation.amendment and not amendable(agreement, negotiation):
        return None
    number = work.proposals.in_force(agreement.id)
    return work.proposals.version(agreement.id, number) if number else None


def _running_services(work: UnitOfWork, agreement: Agreement, negotiation: Negotiation) -> dict[str, Service]:
    """By its key, each service that runs, in the catalog of the version with which it began: that has its prices."""
    version = _running_version(work, agreement, negotiation)
    ids = {line.id for line in version.lines} if version else set[str]()
    catalogs: dict[str, int] = {}
    while version:
        catalogs |= {line.service: version.catalog_version for line in version.lines if line.service and line.id in ids}
        number = work.proposals.amended_by(agreement.id, version.amendment)
        version = work.proposals.version(agreement.id, number) if number else None
    services = {number: work.catalog.version(number).services for number in set(catalogs.values())}
    return {
        service.key: service for key, number in catalogs.items() for service in services[number] if service.key == key
    }
