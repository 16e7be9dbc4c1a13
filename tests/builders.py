"""Builders with defaults: say only what matters to the test."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from domain.agreement_contacts import set_contact
from domain.agreement_funding import adopted
from domain.agreements import Agreement, AgreementLine, advance, record
from domain.first_contacts import FirstContact
from domain.fiscal import Period
from domain.people import Contact, Person, Role, Side
from domain.permissions import Actor
from domain.stages import KEPT_BESIDE, SEQUENCE, Stage, requirements_of

NOON = datetime(2026, 11, 2, 17, 0, tzinfo=UTC)
TERM = Period(date(2026, 10, 1), date(2027, 9, 30))


def a_person(id: str = "p-1", side: Side = Side.CUSTOMER, organization: str | None = "nrcs", **changes: Any) -> Person:
    made = Person(
        id=id,
        name=id.replace("-", " ").title(),
        email=f"{id}@example.gov",
        side=side,
        organization=organization if side is Side.CUSTOMER else None,
    )
    return replace(made, **changes)


def a_customer(organization: str = "nrcs", **changes: Any) -> Actor:
    return Actor(person=a_person(f"{organization}-person", organization=organization, **changes), slack_user_id="U1")


def staff(**changes: Any) -> Actor:
    return Actor(person=a_person("staff", Side.CEC, **changes), slack_user_id="U2")


def a_stranger() -> Actor:
    return Actor(slack_user_id="U3")


def a_line(**changes: Any) -> AgreementLine:
    line = AgreementLine("managed_laptop", "Managed laptop", 40, "laptop", Decimal("640.00"), Decimal("0.00"))
    return replace(line, **changes)


def a_first_contact(id: str = "f-1", **changes: Any) -> FirstContact:
    made = FirstContact(
        id=id,
        requester="slack:U0NINA",
        slack_user_id="U0NINA",
        name="Nina Petrova",
        email="nina.petrova@ers.example.gov",
        title="",
        phone="",
        role=Role.PROGRAM_MANAGER,
        organization=None,
        organization_name="Economic Research Service",
        wish="40 laptops",
        fiscal_year="2027",
        asked_at=NOON,
    )
    return replace(made, **changes)


def an_agreement(stage: Stage = Stage.EXCHANGE_CONTACTS, organization: str = "nrcs", **changes: Any) -> Agreement:
    """At `stage` as it gets there: by the domain's own steps, with everything before it recorded."""
    made = Agreement(
        id="a-1",
        number="SLA-2027-0001",
        organization=organization,
        title="Seats",
        stage=Stage.EXCHANGE_CONTACTS,
        term=TERM,
        opened_at=NOON,
        stage_since=NOON,
        lines=(a_line(),),
    )
    for passed in SEQUENCE[: SEQUENCE.index(stage)]:
        made = complete(made)
        assert made.stage is passed
        made, _ = advance(made, NOON, "staff")
    return replace(made, **changes)


def complete(agreement: Agreement, at: datetime = NOON) -> Agreement:
    """Everything that the current step needs."""
    for requirement in requirements_of(agreement.stage):
        if requirement.filled_by_contact:
            role = Role(requirement.key.partition("_")[2])
            contact = Contact(f"{requirement.side}-{role}", requirement.side, role)
            agreement, _ = set_contact(agreement, contact, at, "staff")
        else:
            at += timedelta(hours=1)
            keep = adopted if requirement.stage in KEPT_BESIDE else record
            agreement, _ = keep(agreement, requirement.key, at, "someone", "")
    return agreement
