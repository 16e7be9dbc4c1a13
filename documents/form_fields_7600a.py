"""FS Form 7600A: the general terms and conditions (GT&C)."""

from collections.abc import Iterator

from documents.agreement_facts import AgreementFacts
from documents.form_fields import (
    REQUESTING,
    SERVICING,
    FormField,
    agencies,
    amount,
    day,
    official,
    optional,
    parties,
)
from domain.people import Role
from domain.proposal_terms import BillingTime

_PREPARERS = {REQUESTING: Role.PROGRAM_MANAGER, SERVICING: Role.AGREEMENTS_COORDINATOR}


def fields_7600a(agreement: AgreementFacts) -> Iterator[FormField]:
    """In the order of the form."""
    version = agreement.version
    terms = version.terms
    in_advance = terms.billed_in is BillingTime.ADVANCE
    yield FormField("General Terms and Conditions (GT&C) Number")
    yield FormField("Modification Number", str(version.amendment), is_number=True)
    for agency in (REQUESTING, SERVICING):
        yield FormField("Agency Identifier (AID)", agency=agency)
    yield from agencies(agreement, "Agency Agreement Tracking Number", with_address=True)
    yield FormField("GT&C Title", agreement.title)
    yield FormField("Order Originating Partner Indicator")
    yield day("Agreement Start Date", terms.period.start)
    yield day("Agreement End Date", terms.period.end)
    yield FormField("Termination Days", str(terms.cancellation_days), is_number=True)
    yield FormField("Agreement Type")
    yield FormField("Advance Payment Indicator", "Yes" if in_advance else "No")
    yield FormField("Assisted Acquisition Indicator")
    yield optional("Total Direct Cost Amount")
    yield optional("Total Overhead Fees and Charges Amount")
    yield amount("Total Estimated Amount", version.total)
    yield FormField("Enforce Total Remaining Amount Indicator")
    yield optional("Explanation of Overhead Fees and Charges")
    yield FormField("Requesting Scope", "; ".join(f"{line.name}: {line.units()}" for line in version.lines))
    yield FormField("Requesting Roles")
    yield FormField("Servicing Roles")
    yield optional("Restrictions", terms.special)
    yield optional("Disputes")
    yield optional("Requesting Clauses")
    yield optional("Servicing Clauses")
    for agency, party in parties(agreement):
        preparer = party.holder(_PREPARERS[agency])
        yield FormField("Preparer Name", preparer.name if preparer else "", agency)
        yield FormField("Preparer Phone", preparer.phone if preparer else "", agency)
        yield FormField("Preparer Email", preparer.email if preparer else "", agency)
    yield from official(agreement, "Approving Official", Role.PROGRAM_OFFICIAL)
