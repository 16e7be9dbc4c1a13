"""An outage of a service that CEC tells its customers of, with what is known about it as time goes by."""

from dataclasses import dataclass, replace
from datetime import datetime

from domain.errors import Conflict
from domain.support_requests import needed_text

_WORDS = "Say in a sentence or two what customers should know."


@dataclass(frozen=True)
class OutageUpdate:
    at: datetime
    by: str
    words: str


@dataclass(frozen=True)
class Outage:
    """`service` is the key of the catalog's service. `place` is where it is, empty for everywhere. `expected_by` is
    when it should be over, as far as is known. `updates` begin with the announcement."""

    id: str
    service: str
    service_name: str
    started_at: datetime
    updates: tuple[OutageUpdate, ...]
    place: str = ""
    expected_by: datetime | None = None
    ended_at: datetime | None = None
    revision: int = 0

    @property
    def is_over(self) -> bool:
        return self.ended_at is not None

    @property
    def last_update(self) -> OutageUpdate:
        return self.updates[-1]


def announcement(words: str, by: str, at: datetime) -> OutageUpdate:
    """Raises InvalidInput without words."""
    return OutageUpdate(at, by, needed_text("words", words, _WORDS))


def updated(outage: Outage, words: str, expected_by: datetime | None, by: str, at: datetime) -> Outage:
    """Raises Conflict once it is over, InvalidInput without words."""
    if outage.is_over:
        raise Conflict("This outage is over already. Announce a new one.")
    return replace(outage, updates=(*outage.updates, announcement(words, by, at)), expected_by=expected_by)


def ended(outage: Outage, words: str, by: str, at: datetime) -> Outage:
    """Raises as `updated`."""
    return replace(updated(outage, words, None, by, at), ended_at=at)
