"""What the use cases of renewals answer with. Amounts in USD, days in the calendar of CEC's office."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from domain.extensions import Extension
from domain.fiscal import FiscalYear, Period
from domain.renewal_calendar import MonthLoad
from domain.renewal_decisions import Renewal
from domain.renewal_lines import PriceOutlook
from domain.renewals import RenewalState
from domain.stages import Stage
from services.cards import ContactCard, OrganizationCard, PersonCard


@dataclass(frozen=True)
class RenewalView:
    """Everything that the decision about a renewal needs, for who looks. `following` is the term that a renewal has.

    `outlook` is what was taken over where the renewal was begun, else what it would be with today's catalog, whose
    `notice` is shown with it. `used` and `performance` say how much of the services was used and how they performed;
    None while that is not measured. `customer_days` is from how many days before the end the customer is told.
    `successor` is the number of the agreement that follows. `extensions`: the first one first; `asked_for_own_side`
    says of the one that waits whether the side of who looks asked for it. `names` are those of the people (id) who
    decided, asked or answered.
    """

    number: str
    title: str
    organization: OrganizationCard
    stage: Stage
    term: Period
    days_left: int
    state: RenewalState
    following: Period
    outlook: PriceOutlook
    notice: str
    decided: Renewal
    successor: str | None
    extensions: tuple[Extension, ...]
    customer_days: int
    may_start: bool
    may_ask: bool
    may_decide: bool
    may_ask_extension: bool
    may_confirm_extension: bool
    asked_for_own_side: bool = False
    used: str | None = None
    performance: str | None = None
    names: Mapping[str, str] = field(default_factory=dict[str, str])

    @property
    def offer(self) -> str:
        """The term and the value that a renewal has if it is begun now: who begins it says which ones they saw."""
        return f"{self.following.start}:{self.following.end}:{self.outlook.after}"

    @property
    def waiting_extension(self) -> Extension | None:
        return next((each for each in self.extensions if each.waits_for()), None)


@dataclass(frozen=True)
class CarriedView:
    """What a renewal (number) took over from the agreement before it, and the contacts that wait to be confirmed.

    `left` are people who had a role before and are not there any more.
    """

    number: str
    organization: OrganizationCard
    predecessor: str
    term: Period
    outlook: PriceOutlook
    notice: str
    to_confirm: tuple[ContactCard, ...]
    left: tuple[ContactCard, ...]
    may_confirm: bool


@dataclass(frozen=True)
class CalendarItem:
    """An agreement whose term ends in the year. `successor` is the number of the one that follows."""

    number: str
    title: str
    organization: OrganizationCard
    term: Period
    state: RenewalState
    successor: str | None
    not_renewing: str
    owner: str | None
    annual_amount: Decimal


@dataclass(frozen=True)
class CalendarPage:
    """A page of a fiscal year or a month of it, the earliest end first; counted from 0."""

    year: FiscalYear
    period: Period
    items: tuple[CalendarItem, ...]
    page: int
    has_next: bool
    count: int
    count_is_capped: bool


@dataclass(frozen=True)
class OwnedLoad:
    """What one lead has in a month; `owner` None for what nobody leads."""

    owner: PersonCard | None
    count: int
    to_start: int


@dataclass(frozen=True)
class MonthOfWork:
    load: MonthLoad
    owners: tuple[OwnedLoad, ...]


@dataclass(frozen=True)
class Workload:
    """The twelve months of a fiscal year, October first. `busiest` are those with a quarter of the year or more."""

    year: FiscalYear
    months: tuple[MonthOfWork, ...]

    @property
    def count(self) -> int:
        return sum(month.load.count for month in self.months)

    @property
    def busiest(self) -> tuple[MonthOfWork, ...]:
        return tuple(month for month in self.months if month.load.busy)


@dataclass(frozen=True)
class MonthDay:
    """A day of a month view with what ends on it."""

    day: date
    items: tuple[CalendarItem, ...]
