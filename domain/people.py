"""People on both sides of an agreement, and the roles that they take in it."""

from dataclasses import dataclass
from enum import StrEnum


class Side(StrEnum):
    CEC = "cec"
    CUSTOMER = "customer"

    @property
    def label(self) -> str:
        return "CEC" if self is Side.CEC else "the customer"


class Role(StrEnum):
    """What a person does in an agreement. Program and funding officials sign, on both sides."""

    PROGRAM_MANAGER = "program_manager"
    TECHNICAL_LEAD = "technical_lead"
    BUDGET_OFFICER = "budget_officer"
    SECURITY_OFFICER = "security_officer"
    PROGRAM_OFFICIAL = "program_official"
    FUNDING_OFFICIAL = "funding_official"
    SML = "sml"
    TECHNICAL_SPECIALIST = "technical_specialist"
    AGREEMENTS_COORDINATOR = "agreements_coordinator"
    FINANCE_OFFICER = "finance_officer"

    @property
    def label(self) -> str:
        return "SML" if self is Role.SML else self.value.replace("_", " ")


#: Who sees to the survey on the customer's side, and submits it.
SURVEY_LEADS = frozenset({Role.PROGRAM_MANAGER, Role.TECHNICAL_LEAD})

#: Who of the customer records transfers of funds.
FUNDS_RECORDERS = frozenset({Role.BUDGET_OFFICER, Role.FUNDING_OFFICIAL, Role.PROGRAM_MANAGER})

#: Who leads the agreement on each side.
LEADS: dict[Side, Role] = {Side.CEC: Role.SML, Side.CUSTOMER: Role.PROGRAM_MANAGER}

ROLES_OF: dict[Side, tuple[Role, ...]] = {
    Side.CUSTOMER: (
        Role.PROGRAM_MANAGER,
        Role.TECHNICAL_LEAD,
        Role.BUDGET_OFFICER,
        Role.SECURITY_OFFICER,
        Role.PROGRAM_OFFICIAL,
        Role.FUNDING_OFFICIAL,
    ),
    Side.CEC: (
        Role.SML,
        Role.TECHNICAL_SPECIALIST,
        Role.AGREEMENTS_COORDINATOR,
        Role.FINANCE_OFFICER,
        Role.PROGRAM_OFFICIAL,
        Role.FUNDING_OFFICIAL,
    ),
}


@dataclass(frozen=True)
class Person:
    """Someone on either side. The e-mail (lower case) is how Slack's profile is matched to a person.

    `organization` is the key of a customer organization, None for CEC staff.
    `areas` are keys of areas of expertise (technical specialists).
    """

    id: str
    name: str
    email: str
    side: Side
    organization: str | None = None
    title: str = ""
    phone: str = ""
    time_zone: str = "America/New_York"
    areas: tuple[str, ...] = ()
    administrator: bool = False
    active: bool = True
    slack_user_id: str | None = None


@dataclass(frozen=True)
class Contact:
    """A person's role in one agreement."""

    person_id: str
    side: Side
    role: Role
