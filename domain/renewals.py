"""How near the end of a term is, and whether what follows it has begun."""

from datetime import date, timedelta
from enum import StrEnum

from domain.fiscal import Period
from domain.stages import SERVICES_RUN, Stage

DEFAULT_WINDOW = 180
"""Days before the end of a term from which its renewal is talked about (the first alert of the design)."""

LONGEST_WINDOW = 1_100
"""Three years of days: nobody plans a renewal further ahead."""


class RenewalState(StrEnum):
    """`lapsed`: the term ended and nothing follows. `not_running`: services have not begun yet."""

    LAPSED = "lapsed"
    DUE = "due"
    UNDER_WAY = "under_way"
    SETTLED = "settled"
    NOT_RUNNING = "not_running"


def days_left(term: Period, today: date) -> int:
    """Whole days until the last day of the term: 0 on that day, negative after it."""
    return (term.end - today).days


def window_end(today: date, days: int) -> date:
    """The first day after a window of that many days, as `AgreementFilter.ends_before` wants it."""
    return today + timedelta(days=days + 1)


def renewal_state(stage: Stage, term: Period, today: date, successor_stage: Stage | None) -> RenewalState:
    """`successor_stage` is the step of the agreement that follows, None when there is none."""
    if successor_stage in SERVICES_RUN:
        return RenewalState.SETTLED
    if stage not in SERVICES_RUN:
        return RenewalState.NOT_RUNNING
    if successor_stage is not None:
        return RenewalState.UNDER_WAY
    if days_left(term, today) < 0:
        return RenewalState.LAPSED
    return RenewalState.UNDER_WAY if stage is Stage.RENEWAL else RenewalState.DUE
