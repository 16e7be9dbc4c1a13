"""A signer names a deputy who may sign for them during a period."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from domain.errors import Conflict, InvalidInput
from domain.fiscal import Period
from domain.history import Change
from domain.people import Person
from domain.words import day_in_words

LONGEST_DAYS = 366


@dataclass(frozen=True)
class Delegation:
    """`deputy` may sign for `signer` (person ids) on every day of the period, unless it was ended before.

    `organization` is that of both, None for CEC's own people.
    """

    id: str
    signer: str
    deputy: str
    organization: str | None
    period: Period
    at: datetime
    ended_at: datetime | None = None

    def holds_on(self, day: date) -> bool:
        return self.ended_at is None and self.period.contains(day)


def delegate(
    delegation_id: str, signer: Person, deputy: Person, first: date, last: date, at: datetime, today: date
) -> tuple[Delegation, Change]:
    """Raises InvalidInput for the signer themselves, someone of another side or organization or who left, a period
    that begins in the past, ends before it begins, or is longer than a year."""
    if deputy.id == signer.id:
        raise InvalidInput("deputy", "Name somebody else as your deputy.")
    if not deputy.active or (deputy.side, deputy.organization) != (signer.side, signer.organization):
        raise InvalidInput("deputy", "A deputy is an active colleague of your own organization. Choose one of them.")
    if first < today:
        raise InvalidInput("first", "The period begins today at the earliest. Give another first day.")
    if last < first:
        raise InvalidInput("last", "The last day is before the first. Give a last day that is not before it.")
    period = Period(first, last)
    if period.days > LONGEST_DAYS:
        raise InvalidInput("last", "A deputy is named for a year at most. Give an earlier last day.")
    made = Delegation(delegation_id, signer.id, deputy.id, signer.organization, period, at)
    return made, _change(made, None, f"{deputy.id} {day_in_words(first)} to {day_in_words(last)}", at)


def end(delegation: Delegation, at: datetime) -> tuple[Delegation, Change]:
    """Raises Conflict when it was ended before."""
    if delegation.ended_at is not None:
        raise Conflict("This was ended before. Nobody signs for you by it any more.")
    return replace(delegation, ended_at=at), _change(delegation, delegation.deputy, None, at)


def signers_for(person: str, day: date, delegations: Iterable[Delegation]) -> frozenset[str]:
    """For whom a person may sign on a day: themselves, and who named them as deputy."""
    return frozenset({person, *(d.signer for d in delegations if d.deputy == person and d.holds_on(day))})


def _change(delegation: Delegation, old: str | None, new: str | None, at: datetime) -> Change:
    return Change("person", delegation.signer, delegation.organization, "deputy", old, new, at, delegation.signer)
