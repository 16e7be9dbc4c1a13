"""The extension of a term: services go on while a renewal is late. Both sides confirm it, and it is recorded who
approved it and why. Nothing else lets services run after the end of a term.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from domain.errors import Conflict, InvalidInput
from domain.fiscal import Period
from domain.history import Change
from domain.people import Side
from domain.proposal_checks import LONGEST_NAME, checked_text
from domain.words import day_in_words

LONGEST_REASON = 2_000
LONGEST_DAYS = 366
"""More than a year is a renewal."""


class ExtensionState(StrEnum):
    ASKED = "asked"
    IN_FORCE = "in_force"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Agreed:
    """That a person (id) confirmed it for a side."""

    side: Side
    by: str


@dataclass(frozen=True)
class Extension:
    """`end` is the last day of the term as it was, `new_end` as it is to be. `approved_by` is who answers for it, in
    words. `note` says why it was declined or withdrawn. `revision` counts what happened to it."""

    id: str
    agreement: str
    organization: str
    end: date
    new_end: date
    reason: str
    approved_by: str
    asked_at: datetime
    asked_by: str
    confirmed: tuple[Agreed, ...] = ()
    state: ExtensionState = ExtensionState.ASKED
    settled_at: datetime | None = None
    settled_by: str | None = None
    note: str = ""
    revision: int = 1

    @property
    def agreed(self) -> bool:
        return {each.side for each in self.confirmed} == set(Side)

    def waits_for(self) -> tuple[Side, ...]:
        """The sides that have not confirmed it; nobody once it is settled."""
        done = {each.side for each in self.confirmed}
        return tuple(side for side in Side if side not in done) if self.state is ExtensionState.ASKED else ()


def without_extensions(term: Period, extensions: Iterable[Extension]) -> Period:
    """The term as it was agreed before those in force made it longer, one after the other."""
    ends = {each.new_end: each.end for each in extensions if each.state is ExtensionState.IN_FORCE}
    end = term.end
    while end in ends:  # each ends earlier than the one after it
        end = ends[end]
    return Period(term.start, end)


type Changed = tuple[Extension, Change]


def asked(extension: Extension, term: Period, today: date) -> Changed:
    """A new one, its fields checked. Raises InvalidInput with the field."""
    if extension.new_end <= term.end:
        raise InvalidInput("new_end", f"Give a day after {day_in_words(term.end)}, when the term ends now.")
    if extension.new_end < today:
        raise InvalidInput("new_end", f"{day_in_words(extension.new_end)} has passed. Give a day from today on.")
    if (extension.new_end - term.end).days > LONGEST_DAYS:
        raise InvalidInput("new_end", "An extension is for a year at most. For a longer time, renew the agreement.")
    checked = replace(
        extension,
        reason=checked_text("reason", extension.reason, LONGEST_REASON, "Say why the term is extended."),
        approved_by=checked_text(
            "approved_by", extension.approved_by, LONGEST_NAME, "Say who approved it, with name and office."
        ),
    )
    change = _change(checked, None, checked.asked_at, checked.asked_by, checked.reason)
    return checked, change


def confirm(extension: Extension, side: Side, at: datetime, by: str) -> Changed | None:
    """A side agrees; None where it did already. Raises Conflict once it is settled."""
    _must_wait(extension)
    if side not in extension.waits_for():
        return None
    after = replace(extension, confirmed=(*extension.confirmed, Agreed(side, by)), revision=extension.revision + 1)
    if after.agreed:
        return _settled(after, ExtensionState.IN_FORCE, at, by, "")
    return after, _change(after, extension.state, at, by, f"confirmed for {side.label}")


def decline(extension: Extension, reason: str, at: datetime, by: str) -> Changed:
    """The other side does not agree. Raises Conflict once it is settled, InvalidInput without a reason."""
    _must_wait(extension)
    said = checked_text("reason", reason, LONGEST_REASON, "Say why you decline. The other side is told.")
    return _settled(replace(extension, revision=extension.revision + 1), ExtensionState.DECLINED, at, by, said)


def withdraw(extension: Extension, reason: str, at: datetime, by: str) -> Changed:
    """The side that asked takes it back. Raises as `decline`."""
    _must_wait(extension)
    said = checked_text("reason", reason, LONGEST_REASON, "Say why it is withdrawn. The other side is told.")
    return _settled(replace(extension, revision=extension.revision + 1), ExtensionState.WITHDRAWN, at, by, said)


def _settled(extension: Extension, state: ExtensionState, at: datetime, by: str, note: str) -> Changed:
    after = replace(extension, state=state, settled_at=at, settled_by=by, note=note)
    return after, _change(after, extension.state, at, by, note)


def _must_wait(extension: Extension) -> None:
    if extension.state is not ExtensionState.ASKED:
        words = {ExtensionState.IN_FORCE: "in force"}.get(extension.state, extension.state.value)
        raise Conflict(f"This extension is {words} already, so nothing is decided about it any more.")


def _change(extension: Extension, old: ExtensionState | None, at: datetime, by: str, note: str) -> Change:
    subject = ("agreement", extension.agreement, extension.organization)
    new = f"{extension.state.value} until {day_in_words(extension.new_end)}"
    return Change(*subject, "extension", old.value if old else None, new, at, by, note)
