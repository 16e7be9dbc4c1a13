"""A field of an interagency form, and those that both forms have."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from documents.agreement_facts import AgreementFacts, Party
from domain.people import Role

REQUESTING = "Requesting Agency (Buyer)"
SERVICING = "Servicing Agency (Seller)"
NO_SIDE = ""


@dataclass(frozen=True)
class FormField:
    """`agency` is the side that the value is of, and `line` the order line, where the form has one for each.

    An empty `value` is not known to CEC; with `required` it must be filled in.
    """

    name: str
    value: str = ""
    agency: str = NO_SIDE
    line: int = 0
    required: bool = True
    is_number: bool = False

    @property
    def is_missing(self) -> bool:
        return self.required and not self.value


def amount(name: str, value: Decimal, line: int = 0) -> FormField:
    """In USD, as the forms write it: 1234.50."""
    return FormField(name, f"{value:.2f}", line=line, is_number=True)


def day(name: str, value: date) -> FormField:
    """As the forms write it: 2027-10-01."""
    return FormField(name, value.isoformat(), is_number=True)


def optional(name: str, value: str = "", agency: str = NO_SIDE, line: int = 0) -> FormField:
    return FormField(name, value, agency, line, required=False)


def parties(agreement: AgreementFacts) -> tuple[tuple[str, Party], ...]:
    """Each side under the form's name for it."""
    return (REQUESTING, agreement.customer), (SERVICING, agreement.cec)


def agencies(agreement: AgreementFacts, tracking: str, with_address: bool = False) -> Iterator[FormField]:
    """Who the two agencies are; `tracking` is the form's name for an agency's own number of the agreement, which both
    have to give. Only form 7600A asks for the address."""
    for agency, party in parties(agreement):
        yield FormField("Agency Location Code (ALC)", agency=agency)
        yield FormField("Agency Name", party.name, agency)
        if with_address:
            yield FormField("Agency Address", agency=agency)
        yield FormField(tracking, agreement.number if agency is SERVICING else "", agency)
        for name in ("Cost Center", "Business Unit", "Department ID", "Agency Business Partner Network (BPN)"):
            yield optional(name, agency=agency)


def official(agreement: AgreementFacts, title: str, role: Role) -> Iterator[FormField]:
    """The person who stands for each agency in a role, under the form's title for it."""
    for agency, party in parties(agreement):
        found = party.holder(role)
        yield FormField(f"{title} Name", found.name if found else "", agency)
        yield optional(f"{title} Title", found.title if found else "", agency)
        yield FormField(f"{title} Email", found.email if found else "", agency)
        yield FormField(f"{title} Phone", found.phone if found else "", agency)
        yield FormField(f"{title} Date Signed", agency=agency)
