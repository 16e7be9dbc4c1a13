"""Whom to write to in Slack: a side of an agreement, or certain people."""

from collections.abc import Iterable

from domain.agreements import Agreement
from domain.notices import Destination
from domain.people import LEADS, Person, Role, Side
from storage.unit_of_work import UnitOfWork


def destinations(work: UnitOfWork, agreement: Agreement, side: Side) -> tuple[Destination, ...]:
    """Where that side is told: who leads it; else for CEC the staff channel, for a customer every contact in Slack."""
    if side is Side.CUSTOMER:
        return tuple(map(direct, customers_told(work, agreement)))
    leads = _contacts_in_slack(work, agreement, side, LEADS[side])
    return tuple(map(direct, leads)) or (Destination(staff=True),)


def customers_told(work: UnitOfWork, agreement: Agreement) -> tuple[Person, ...]:
    """Who leads it for the customer, else every contact of theirs in Slack."""
    leads = _contacts_in_slack(work, agreement, Side.CUSTOMER, LEADS[Side.CUSTOMER])
    return leads or _contacts_in_slack(work, agreement, Side.CUSTOMER)


def direct(person: Person) -> Destination:
    """Their direct message."""
    return Destination(slack_user_id=person.slack_user_id)


def in_slack(work: UnitOfWork, ids: Iterable[str]) -> tuple[Person, ...]:
    """Those of these people who are active and have an account."""
    return tuple(person for person in work.people.several(ids) if person.active and person.slack_user_id)


def _contacts_in_slack(
    work: UnitOfWork, agreement: Agreement, side: Side, role: Role | None = None
) -> tuple[Person, ...]:
    named = dict.fromkeys(c.person_id for c in agreement.contacts if c.side is side and role in (None, c.role))
    return in_slack(work, named)
