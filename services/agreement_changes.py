"""Changes of agreements by the rules of the domain, each with its history."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from domain.agreements import Agreement, AgreementLine
from domain.catalog import Catalog, Service
from domain.errors import InvalidInput
from domain.fiscal import FiscalYear, Period, fiscal_year_of
from domain.people import ROLES_OF, Contact, Person, Role, Side
from domain.pricing import tier_for, whole_quantity
from domain.stages import SEQUENCE


@dataclass(frozen=True)
class LineWanted:
    """A service (key, name or alias) and how many."""

    service: str
    quantity: int


@dataclass(frozen=True)
class NewAgreement:
    """What an agreement is opened with. `predecessor` is the number of the agreement that it follows."""

    organization: str
    title: str
    term: Period
    lines: tuple[LineWanted, ...] = ()
    due_on: date | None = None
    predecessor: str | None = None


def opened(
    new: NewAgreement,
    agreement_id: str,
    number: str,
    lines: Sequence[AgreementLine],
    catalog_version: int | None,
    predecessor: str | None,
    at: datetime,
) -> Agreement:
    """A new agreement at its first step; `predecessor` is an id."""
    return Agreement(
        id=agreement_id,
        number=number,
        organization=new.organization,
        title=new.title.strip(),
        stage=SEQUENCE[0],
        term=new.term,
        opened_at=at,
        stage_since=at,
        due_on=new.due_on,
        lines=tuple(lines),
        predecessor=predecessor,
        catalog_version=catalog_version,
    )


def priced_line(service: Service, quantity: int, term: Period) -> AgreementLine:
    """A line at the prices of the year in which the term starts, or of the nearest year that has prices.

    Raises InvalidInput for a quantity that cannot be used, and for a service without any prices.
    """
    whole = whole_quantity(quantity, service)
    prices = service.prices[_priced_year(service, fiscal_year_of(term.start))]
    return AgreementLine(
        service=service.key,
        name=service.name,
        quantity=whole,
        unit=service.unit,
        unit_price=tier_for(prices, whole).unit_price,
        one_time_fee=prices.one_time_fee,
        metrics=service.metrics,
        charge=service.charge,
    )


def priced_lines(wanted: Sequence[LineWanted], catalog: Catalog, term: Period) -> tuple[AgreementLine, ...]:
    """Raises NotFound for an unknown service, InvalidInput as `priced_line` and for one named twice."""
    services = [catalog.find_service(line.service) for line in wanted]
    if len({service.key for service in services}) != len(services):
        raise InvalidInput("service", "Each service can stand in an agreement once. Add up its quantities.")
    return tuple(priced_line(s, line.quantity, term) for s, line in zip(services, wanted, strict=True))


def contact_of(agreement: Agreement, person: Person, role: Role) -> Contact:
    """The person in that role. Raises InvalidInput for a role of the other side or a person who can't have it."""
    if role not in ROLES_OF[person.side]:
        known = ", ".join(r.label for r in ROLES_OF[person.side])
        raise InvalidInput("role", f"{person.name} can't be {role.label} for {person.side.label}. Choose: {known}.")
    if person.side is Side.CUSTOMER and person.organization != agreement.organization:
        raise InvalidInput("person", f"{person.name} is not of the organization of {agreement.number}.")
    if not person.active:
        raise InvalidInput("person", f"{person.name} is no longer active. Choose someone else.")
    return Contact(person.id, person.side, role)


def _priced_year(service: Service, wanted: FiscalYear) -> str:
    years = service.years
    if not years:
        raise InvalidInput("service", f"{service.name} has no prices yet.")
    return next((year for year in years if year >= wanted.name), years[-1])
