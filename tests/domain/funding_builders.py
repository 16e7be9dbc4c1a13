"""Versions, signings and transfers with defaults: say only what matters to the test."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from domain.agreements import Agreement
from domain.fiscal import Period
from domain.funding import Payment, Transfer
from domain.people import Person
from domain.proposal_lines import ProposalLine
from domain.proposal_terms import Terms
from domain.proposal_versions import ProposalVersion
from domain.signing import Signing, opened, sign
from domain.signing_places import PLACES
from tests.builders import NOON, TERM, a_person

SHA = "ab" * 32
OTHER_SHA = "cd" * 32
#: A term whose instalments of one quarter are easy to read.
YEAR = Period(date(2026, 10, 1), date(2027, 9, 30))


def a_version(
    price: str = "12000.00", fee: str = "0.00", terms: Terms | None = None, **changes: Any
) -> ProposalVersion:
    """One line of one unit, for a year at this price."""
    line = ProposalLine("l-1", "Platform", 1, "site", "sites", Decimal(price), Decimal(fee), service="platform_hosting")
    made = ProposalVersion("a-1", 1, (line,), terms or Terms(TERM), 1, NOON, "staff")
    return replace(made, **changes)


def a_signing(**changes: Any) -> Signing:
    return replace(Signing("s-1", "a-1", "nrcs", 1, SHA, PLACES, NOON), **changes)


def signer(signing: Signing) -> Person:
    """Whose turn it is, as `tests.builders.an_agreement` names its contacts."""
    place = signing.next_place
    assert place is not None
    return a_person(f"{place.side}-{place.role}", place.side)


def signed_once(signing: Signing, agreement: Agreement) -> Signing:
    person, at = signer(signing), NOON + timedelta(hours=1 + len(signing.signatures))
    ready = opened(signing, person.id, signing.sha256, at)
    return sign(ready, agreement, person, {person.id}, signing.sha256, person.name, True, at, {})[0]


def fully_signed(agreement: Agreement, signing: Signing | None = None) -> Signing:
    made = signing or a_signing()
    while made.next_place:
        made = signed_once(made, agreement)
    return made


def a_payment(amount: str = "3000.00", on: date = date(2026, 11, 2), reference: str = "IPAC 12-4471") -> Payment:
    return Payment(Decimal(amount), on, reference)


def a_transfer(payment: Payment | None = None, **changes: Any) -> Transfer:
    given = payment or a_payment()
    return replace(Transfer("t-1", "a-1", "nrcs", given, given, NOON, "p-1"), **changes)
