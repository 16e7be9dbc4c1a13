"""To whom an alert goes first, and to whom after that."""

from dataclasses import replace

from domain.agreements import Agreement
from domain.alerts import Level
from domain.people import Role, Side
from services.settings_table import ALERT_HOURS, value_of
from storage.unit_of_work import UnitOfWork


def levels(work: UnitOfWork, *groups: tuple[str, ...]) -> tuple[Level, ...]:
    """Each group of people (ids) after the other, each person once, then the staff channel."""
    hours, told, found = int(value_of(work, ALERT_HOURS)), set[str](), list[Level]()
    for group in groups:
        people = tuple(each for each in dict.fromkeys(group) if each not in told)
        told.update(people)
        if people:
            found.append(Level(people, hours))
    return (*found, Level((), None, staff_channel=True))


def lead_levels(work: UnitOfWork, agreement: Agreement, *before: str | None) -> tuple[Level, ...]:
    """`before` (person ids), then who leads the agreement for CEC, its coordinator, and the staff channel."""
    first = tuple(each for each in before if each)
    coordinators = in_role(agreement, Role.AGREEMENTS_COORDINATOR)
    return levels(work, first, in_role(agreement, Role.SML), coordinators)


def lead_only(work: UnitOfWork, agreement: Agreement) -> tuple[Level, ...]:
    """For news, which nobody has to act on: who leads it, and nobody after them."""
    return (replace(lead_levels(work, agreement)[0], hours=None),)


def in_role(agreement: Agreement, role: Role) -> tuple[str, ...]:
    """The people (ids) of CEC in a role."""
    return tuple(c.person_id for c in agreement.contacts if c.side is Side.CEC and c.role is role)
