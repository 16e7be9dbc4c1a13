"""FS Form 7600B: the order, with a line for each service."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from documents.agreement_facts import AgreementFacts
from documents.form_fields import REQUESTING, SERVICING, FormField, agencies, amount, day, official, optional
from domain.money import cents
from domain.people import Role
from domain.proposal_terms import BillingFrequency, BillingTime

_FREQUENCIES = {
    BillingFrequency.MONTHLY: "Monthly",
    BillingFrequency.QUARTERLY: "Quarterly",
    BillingFrequency.YEARLY: "Other",
    BillingFrequency.OWN_DATES: "Other",
}


def fields_7600b(agreement: AgreementFacts) -> Iterator[FormField]:
    """In the order of the form."""
    version = agreement.version
    terms = version.terms
    made_on = version.made_at.astimezone(agreement.zone).date()
    yield FormField("Order Number")
    yield FormField("Modification Number", str(version.amendment), is_number=True)
    yield FormField("General Terms & Conditions (GT&C) Number")
    yield day("Order Create Date", made_on)
    yield FormField("Assisted Acquisition Indicator")
    yield day("Period of Performance Start Date", terms.period.start)
    yield day("Period of Performance End Date", terms.period.end)
    yield from agencies(agreement, "Order Tracking Number")
    yield from _authority()
    if terms.billed_in is BillingTime.ADVANCE:
        yield FormField("Advance Revenue Recognition Methodology", agency=SERVICING)
        yield optional("Advance Revenue Recognition Description", agency=SERVICING)
        yield FormField("Advance Payment Authority Title", agency=REQUESTING)
        yield FormField("Advance Payment Authority Citation", agency=REQUESTING)
        yield amount("Total Advance Amount", version.total)
    for name in ("FOB Point", "Constructive Receipt Days", "Acceptance Point", "Place of Acceptance"):
        yield FormField(name, agency=REQUESTING)
    for name in ("Inspection Point", "Place of Inspection"):
        yield optional(name, agency=REQUESTING)
    yield FormField("Billing Frequency", _FREQUENCIES[terms.billing])
    yield optional("Billing Frequency Explanation", _explained(agreement))
    yield FormField("Payment Terms", f"{terms.payment_days} days")
    yield FormField("Priority Order Indicator", agency=REQUESTING)
    for number, line in enumerate(_order_lines(agreement), 1):
        yield from _line(number, line)
    yield amount("Total Order Amount", version.total)
    yield from official(agreement, "Program Official", Role.PROGRAM_OFFICIAL)
    yield from official(agreement, "Funding Official", Role.FUNDING_OFFICIAL)


def _authority() -> Iterator[FormField]:
    for agency in (REQUESTING, SERVICING):
        yield FormField("Statutory Authority Fund Type Code", agency=agency)
        for name in ("Statutory Authority Fund Type Title", "Statutory Authority Fund Type Citation"):
            yield FormField(name, agency=agency)
        for name in ("Program Authority Title", "Program Authority Citation"):
            yield optional(name, agency=agency)


def _explained(agreement: AgreementFacts) -> str:
    terms = agreement.version.terms
    if terms.billing is BillingFrequency.OWN_DATES:
        return ", ".join(day.isoformat() for day in terms.own_dates)
    return "Yearly" if terms.billing is BillingFrequency.YEARLY else ""


@dataclass(frozen=True)
class _OrderLine:
    """`quantity` times `unit_cost` is exactly `total`: the form asks for that."""

    item: str
    description: str
    unit: str
    quantity: int
    total: Decimal


def _order_lines(agreement: AgreementFacts) -> Iterator[_OrderLine]:
    """A one-time fee is a line of its own. What does not divide into whole cents is ordered as one lot. What an
    amendment removes is ordered until then."""
    for cost in agreement.version.offer.line_costs:
        line, total = cost.line, cost.amount
        item = line.service or ""
        if cents(total / line.quantity) * line.quantity != total:
            yield _OrderLine(item, f"{line.name}: {line.units()}", "lot", 1, total)
        elif total or not cost.until:
            yield _OrderLine(item, line.name, line.unit, line.quantity, total)
        if cost.one_time_fee:
            yield _OrderLine(item, f"{line.name}: one-time fee", "fee", 1, cost.one_time_fee)


def _line(number: int, line: _OrderLine) -> Iterator[FormField]:
    yield FormField("Line Number", str(number), line=number, is_number=True)
    yield optional("Item Code", line.item, line=number)
    yield FormField("Item Description", line.description, line=number)
    yield FormField("Product/Service Code", line=number)
    yield FormField("Unit of Measure", line.unit, line=number)
    yield FormField("Quantity", str(line.quantity), line=number, is_number=True)
    yield amount("Unit Cost", line.total / line.quantity, number)
    yield amount("Line Total Cost", line.total, number)
    yield FormField("Capitalized Asset Indicator", line=number)
    for agency in (REQUESTING, SERVICING):
        yield FormField("Agency Treasury Account Symbol (TAS)", agency=agency, line=number)
        yield FormField("Business Event Type Code (BETC)", agency=agency, line=number)
        yield optional("Object Class Code", agency=agency, line=number)
