"""What every use case is built from: the storage, the clock and the source of ids."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from domain.history import Change
from domain.permissions import Actor
from storage.unit_of_work import Storage, UnitOfWork

DEFAULT_ZONE = "America/New_York"


@dataclass(frozen=True)
class Context:
    """`clock` gives the present instant with its zone, `new_id` an id that was never used."""

    storage: Storage
    clock: Callable[[], datetime]
    new_id: Callable[[], str]

    def unit_of_work(self) -> AbstractContextManager[UnitOfWork]:
        """One transaction to read and write: nothing is kept unless it is committed."""
        return self.storage.unit_of_work()

    def reading(self) -> AbstractContextManager[UnitOfWork]:
        """To read only, without waiting for those who write."""
        return self.storage.reading()

    def today(self, zone: str = DEFAULT_ZONE) -> date:
        """The day that it is at CEC's office."""
        return self.clock().astimezone(ZoneInfo(zone)).date()


def plain_change(
    actor: Actor,
    subject: tuple[str, str],
    field: str,
    old: str | None,
    new: str | None,
    at: datetime,
    organization: str | None = None,
    note: str = "",
) -> Change:
    """A change of one field; `subject` is its type and id, such as ("person", "p-1")."""
    return Change(subject[0], subject[1], organization, field, old, new, at, actor.id, note)
