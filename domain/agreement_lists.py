"""What lists of agreements are asked by, and what a row of them says."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from domain.fiscal import Period
from domain.people import Side
from domain.stages import Stage


class Order(StrEnum):
    """`urgency`: what waits for CEC first, the earliest due day first. `end`: the earliest end of term first."""

    URGENCY = "urgency"
    END = "end"
    NUMBER = "number"


@dataclass(frozen=True)
class AgreementFilter:
    """What None leaves open. `owner` is the person id of the SML. Ends are days: `ends_from` <= end < `ends_before`.

    `due_before` (a day) leaves what somebody is waited for and should have done earlier than that day.
    Of `organizations` and `stages`, where they are given, any; of `services` (keys) every one is in the agreement.
    """

    organization: str | None = None
    stage: Stage | None = None
    owner: str | None = None
    waiting_for: Side | None = None
    ends_from: date | None = None
    ends_before: date | None = None
    due_before: date | None = None
    organizations: tuple[str, ...] = ()
    stages: tuple[Stage, ...] = ()
    services: tuple[str, ...] = ()
    include_closed: bool = False
    order: Order = Order.URGENCY


@dataclass(frozen=True)
class AgreementSummary:
    """A row of a list. `waiting_for` and `next_action` are None when nobody is waited for."""

    id: str
    number: str
    organization: str
    organization_name: str
    title: str
    stage: Stage
    term: Period
    waiting_for: Side | None
    next_action: str | None
    waiting_since: datetime
    due_on: date | None
    owner: str | None
    owner_name: str | None
    annual_amount: Decimal
    closed_at: datetime | None = None


@dataclass(frozen=True)
class Page[Item]:
    """One page of a list, counted from 0. `count` is capped: `count_is_capped` says that there are more."""

    items: tuple[Item, ...]
    page: int
    has_next: bool
    count: int
    count_is_capped: bool = False
