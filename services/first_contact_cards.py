"""What the use cases of first contacts answer with, and what they are given."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.first_contacts import FirstContact
from domain.fiscal import FiscalYear
from domain.people import Role
from services.cards import OrganizationCard, PersonCard


@dataclass(frozen=True)
class FirstContactGiven:
    """What someone says in the form. `organization` is a name as they write it. `email` counts only where Slack
    shows none. `fiscal_year` is the first one that an agreement is wanted for, such as "2027"."""

    organization: str
    role: Role
    wish: str
    fiscal_year: str
    title: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True)
class Start:
    """What the form knows before anything is typed. `organization` is None for someone whom nobody can place."""

    name: str
    email: str
    title: str
    phone: str
    organization: OrganizationCard | None
    fiscal_years: Sequence[FiscalYear]


@dataclass(frozen=True)
class FirstContactView:
    """A request with the names in it. `number` is the agreement's, None until it was opened."""

    first: FirstContact
    organization: OrganizationCard | None
    number: str | None
    claimed_by: PersonCard | None
    decided_by: PersonCard | None


@dataclass(frozen=True)
class FirstContactChanged:
    """`changed` is false when it was so before: a second press of a button changes nothing."""

    view: FirstContactView
    changed: bool
