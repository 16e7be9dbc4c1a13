"""What the use cases of agreements answer with for lists of them: pages, renewals, counts."""

from dataclasses import dataclass

from domain.agreement_lists import AgreementSummary
from domain.renewals import RenewalState
from domain.stages import Stage


@dataclass(frozen=True)
class Count:
    """A number of agreements; `capped` when there are more."""

    count: int
    capped: bool

    def __str__(self) -> str:
        return f"{self.count:,}+" if self.capped else f"{self.count:,}"


@dataclass(frozen=True)
class AgreementRow:
    """An agreement in a list. `days_overdue` is None unless its due day is past and somebody is waited for.

    `days_left` counts to the last day of the term: 0 on it, negative after it.
    """

    summary: AgreementSummary
    days_overdue: int | None
    days_left: int


@dataclass(frozen=True)
class AgreementPage:
    """A page of agreements, counted from 0. `count` is exact unless `count_is_capped`: then there are more.

    `to_decide`: where it was asked what waits for CEC, the renewals that do so besides, as their terms end soon.
    """

    rows: tuple[AgreementRow, ...]
    page: int
    has_next: bool
    count: int
    count_is_capped: bool
    to_decide: Count | None = None


@dataclass(frozen=True)
class RenewalItem:
    """An agreement whose term ends soon, or has ended. `successor` is the number of the one that follows,
    `not_renewing` the reason why it is not to be renewed."""

    row: AgreementRow
    state: RenewalState
    successor: str | None
    not_renewing: str = ""


@dataclass(frozen=True)
class RenewalPage:
    """A page of renewals, the earliest end first. `window_days` is how far ahead was looked, unless days were named."""

    items: tuple[RenewalItem, ...]
    window_days: int
    page: int
    has_next: bool
    count: int
    count_is_capped: bool


@dataclass(frozen=True)
class Overview:
    """What staff see first: how many open agreements stand where. `renewals` end within `window_days`,
    and `to_decide` of them wait for CEC besides those of `waiting_for_cec`."""

    by_stage: tuple[tuple[Stage, Count], ...]
    waiting_for_cec: Count
    waiting_for_customer: Count
    renewals: Count
    to_decide: Count
    window_days: int
