"""What was decided about the renewal of an agreement, before it is told by what follows it.

That it is renewed is said by the agreement that follows; here stands the rest: the wish of the customer, that it is not
to be renewed, from when the customer is told, and that services ended with the term.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime

from domain.errors import Conflict, InvalidInput
from domain.history import Change
from domain.proposal_checks import checked_text

LONGEST_REASON = 2_000
LONGEST_NOTICE = 400
"""Days before the end of a term: nobody tells a customer earlier."""


@dataclass(frozen=True)
class Renewal:
    """`agreement` is the id of the one whose term ends. `reason` says why it is not to be renewed, with when and by
    whom that was decided; "" while nothing is decided against it.

    `customer_days` is from how many days before the end the customer is told, None for the office's setting.
    `ended_on` is the last day of services where the term ended and nothing followed.
    """

    agreement: str
    organization: str
    asked_at: datetime | None = None
    asked_by: str | None = None
    wish: str = ""
    reason: str = ""
    decided_at: datetime | None = None
    decided_by: str | None = None
    customer_days: int | None = None
    ended_on: date | None = None
    revision: int = 0

    @property
    def refused(self) -> bool:
        """Whether it is not to be renewed."""
        return bool(self.reason)


type Decided = tuple[Renewal, Change]


def ask(renewal: Renewal, words: str, at: datetime, by: str) -> Decided:
    """The customer wishes to renew, with words or without. Raises Conflict when it is not to be renewed."""
    if renewal.refused:
        raise Conflict(f"It was decided not to renew this agreement. Reason: {renewal.reason}")
    if renewal.asked_at is not None:
        raise Conflict("CEC was told already that you want to renew. Your SML answers you.")
    said = checked_text("words", words, LONGEST_REASON)
    return replace(renewal, asked_at=at, asked_by=by, wish=said), _change(renewal, "renewal_asked", None, said, at, by)


def refuse(renewal: Renewal, reason: str, at: datetime, by: str) -> Decided:
    """It is not to be renewed. Raises Conflict when that was said before, InvalidInput without a reason."""
    said = checked_text("reason", reason, LONGEST_REASON, "Say why it is not renewed. The other side is told.")
    if renewal.refused:
        raise Conflict(f"That was decided already. Reason: {renewal.reason}")
    after = replace(renewal, reason=said, decided_at=at, decided_by=by)
    return after, _change(renewal, "not_renewing", None, "not to be renewed", at, by, said)


def take_back(renewal: Renewal, at: datetime, by: str) -> Decided:
    """The decision against it counts no more. Raises Conflict where there is none."""
    if not renewal.refused:
        raise Conflict("Nothing was decided against the renewal, so there is nothing to take back.")
    after = replace(renewal, reason="", decided_at=None, decided_by=None)
    return after, _change(renewal, "not_renewing", "not to be renewed", None, at, by)


def tell_customer_from(renewal: Renewal, days: int | None, at: datetime, by: str) -> Decided:
    """The customer is told from so many days before the end; None for the office's setting. Raises InvalidInput."""
    if days is not None and not 0 <= days <= LONGEST_NOTICE:
        raise InvalidInput("days", f"Give a whole number of days from 0 to {LONGEST_NOTICE}.")
    old, new = (None if each is None else str(each) for each in (renewal.customer_days, days))
    return replace(renewal, customer_days=days), _change(renewal, "renewal_notice_days", old, new, at, by)


def ended(renewal: Renewal, last_day: date, at: datetime, by: str) -> Decided:
    """The term is over and nothing follows, so services ended."""
    change = _change(renewal, "services_ended", None, last_day.isoformat(), at, by)
    return replace(renewal, ended_on=last_day), change


def _change(
    renewal: Renewal, field: str, old: str | None, new: str | None, at: datetime, by: str, note: str = ""
) -> Change:
    return Change("agreement", renewal.agreement, renewal.organization, field, old, new, at, by, note)
