"""What a customer needs, line by line: recorded by CEC staff, confirmed or corrected by the customer."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from domain.errors import Conflict, InvalidInput
from domain.history import Change

LONGEST_TEXT = 3_000
LONGEST_REFERENCE = 1_000
MOST_NEEDS = 100
"""Lines of one agreement: more than that nobody reads and confirms."""
MOST_UNITS = 1_000_000


class NeedState(StrEnum):
    """`recorded`: waits for the customer. `corrected`, `added`: the customer's own words wait for staff. `removed`: by
    staff."""

    RECORDED = "recorded"
    CONFIRMED = "confirmed"
    CORRECTED = "corrected"
    ADDED = "added"
    NOT_NEEDED = "not_needed"
    REMOVED = "removed"


class SourceKind(StrEnum):
    MEETING = "meeting"
    MESSAGE = "message"
    CONVERSATION = "conversation"
    CUSTOMER = "customer"


@dataclass(frozen=True)
class Source:
    """Where a need was said. `reference` is the link of a message, or which meeting or conversation it was; a line that
    the customer added comes from the customer."""

    kind: SourceKind
    reference: str = ""


@dataclass(frozen=True)
class NeedContent:
    """What is needed: an area of the catalog (key), in words, and where it is clear which service (key) how often."""

    area: str
    text: str
    service: str | None = None
    quantity: int | None = None


@dataclass(frozen=True)
class Need:
    """One line. `correction` is what the customer wants it to say while the state is `corrected`.

    `revision` counts what it said so far: who answers an older one is told what it says now. `answered_by` is the
    person of the customer who confirmed, corrected or declined it.
    """

    id: str
    agreement: str
    organization: str
    content: NeedContent
    source: Source
    author: str
    at: datetime
    state: NeedState = NeedState.RECORDED
    correction: NeedContent | None = None
    answered_by: str | None = None
    answered_at: datetime | None = None
    revision: int = 1


type Changed = tuple[Need, tuple[Change, ...]]


def checked(content: NeedContent) -> NeedContent:
    """Raises InvalidInput for an empty or too long text and for a quantity that is none."""
    text = content.text.strip()
    if not text:
        raise InvalidInput("text", "Say in a sentence what is needed.")
    if len(text) > LONGEST_TEXT:
        raise InvalidInput("text", f"That is {len(text):,} characters; a need holds {LONGEST_TEXT:,}. Make it shorter.")
    if content.quantity is not None and content.quantity < 1:
        raise InvalidInput("quantity", "The quantity must be 1 or more. Leave it empty where there is none.")
    if content.quantity is not None and content.quantity > MOST_UNITS:
        raise InvalidInput("quantity", f"A need goes up to {MOST_UNITS:,}. Give a smaller number.")
    return replace(content, text=text)


def recorded(need: Need) -> Change:
    """The first entry of its history."""
    return _change(need, "recorded", None, need.content.text, need.at, need.author)


def edit(need: Need, content: NeedContent, source: Source, at: datetime, by: str) -> Changed:
    """Staff change what it says: the customer must confirm it anew. What stays the same changes nothing.

    Raises Conflict when it was removed.
    """
    _must_stand(need)
    if (content, source) == (need.content, need.source) and need.state is not NeedState.CORRECTED:
        return need, ()
    return _saying(replace(need, source=source), content, at, by)


def remove(need: Need, at: datetime, by: str) -> Changed:
    """Again changes nothing."""
    if need.state is NeedState.REMOVED:
        return need, ()
    return _settled(need, NeedState.REMOVED, at, by)


def confirm(need: Need, at: datetime, by: str) -> Changed:
    """The customer agrees. Again changes nothing. Raises Conflict when it was removed or waits for staff."""
    return _answered(need, NeedState.CONFIRMED, at, by)


def decline(need: Need, at: datetime, by: str) -> Changed:
    """The customer does not need it. Again changes nothing. Raises Conflict as `confirm`."""
    return _answered(need, NeedState.NOT_NEEDED, at, by)


def correct(need: Need, content: NeedContent, at: datetime, by: str) -> Changed:
    """The customer says it otherwise; staff take it over. What it said before takes their correction back. Raises
    Conflict when it was removed, InvalidInput for the same words."""
    _must_stand(need)
    if content == need.content and need.state is NeedState.CORRECTED:
        return _taken_back(need, at, by)
    if content == need.content:
        raise InvalidInput("text", "This is what it says already. Confirm it, or change the words.")
    if content == need.correction:
        return need, ()
    corrected = replace(
        need, state=NeedState.CORRECTED, correction=content, answered_by=by, answered_at=at, revision=need.revision + 1
    )
    return corrected, _differences(need, content, at, by, "corrected_")


def take_over(need: Need, at: datetime, by: str) -> Changed:
    """Staff agree with the customer's words: it then says these, and is confirmed by who wrote them.

    Again changes nothing. Raises Conflict when no correction and no added line waits.
    """
    _must_stand(need)
    if need.state is NeedState.ADDED:
        return _settled(need, NeedState.CONFIRMED, at, by)
    if need.correction is None and need.state is NeedState.CONFIRMED:
        return need, ()
    if need.correction is None:
        raise Conflict("There is no correction of this line to take over. Look at the needs again.")
    changes = _differences(need, need.correction, at, by)
    said = replace(need, content=need.correction, correction=None, state=NeedState.CONFIRMED)
    return said, (*changes, _change(need, "state", need.state, said.state, at, by))


def standing(needs: Sequence[Need]) -> tuple[Need, ...]:
    """All but the removed ones."""
    return tuple(need for need in needs if need.state is not NeedState.REMOVED)


def waiting(needs: Sequence[Need]) -> tuple[Need, ...]:
    """Those that the customer has not answered."""
    return tuple(need for need in needs if need.state is NeedState.RECORDED)


def confirmed(needs: Sequence[Need]) -> tuple[Need, ...]:
    return tuple(need for need in needs if need.state is NeedState.CONFIRMED)


def all_settled(needs: Sequence[Need]) -> bool:
    """Whether the customer agrees with every line that is left, and there is at least one."""
    open_ones = (NeedState.RECORDED, NeedState.CORRECTED, NeedState.ADDED)
    return bool(confirmed(needs)) and not any(need.state in open_ones for need in needs)


def edition(needs: Sequence[Need]) -> int:
    """Grows whenever a line is added or says something else. Takes all lines, the removed ones too."""
    return sum(need.revision for need in needs)


def _saying(need: Need, content: NeedContent, at: datetime, by: str) -> Changed:
    said = replace(
        need,
        content=content,
        state=NeedState.RECORDED,
        correction=None,
        answered_by=None,
        answered_at=None,
        revision=need.revision + 1,
    )
    again = () if need.state is said.state else (_change(need, "state", need.state, said.state, at, by),)
    return said, (*_differences(need, content, at, by), *again)


def _taken_back(need: Need, at: datetime, by: str) -> Changed:
    """It waits as before the correction: for staff where the customer added the line, else for the customer."""
    if need.source.kind is SourceKind.CUSTOMER:
        said, changes = _settled(need, NeedState.ADDED, at, by)
        return replace(said, revision=need.revision + 1), changes
    return _saying(need, need.content, at, by)


def _answered(need: Need, state: NeedState, at: datetime, by: str) -> Changed:
    _must_stand(need)
    if need.state is state:
        return need, ()
    if need.state is NeedState.CORRECTED:
        raise Conflict("Your correction of this line waits for CEC staff. They answer it first.")
    if need.state is NeedState.ADDED and state is NeedState.CONFIRMED:
        raise Conflict("Your side added this line, so CEC staff answer it first.")
    said, changes = _settled(need, state, at, by)
    return replace(said, answered_by=by, answered_at=at), changes


def _settled(need: Need, state: NeedState, at: datetime, by: str) -> Changed:
    changed = replace(need, state=state, correction=None)
    return changed, (_change(need, "state", need.state, state, at, by),)


def _must_stand(need: Need) -> None:
    if need.state is NeedState.REMOVED:
        raise Conflict("CEC staff removed this line meanwhile. Look at the needs again.")


def _differences(need: Need, content: NeedContent, at: datetime, by: str, prefix: str = "") -> tuple[Change, ...]:
    return tuple(
        _change(need, prefix + name, _text(getattr(need.content, name)), _text(getattr(content, name)), at, by)
        for name in ("area", "text", "service", "quantity")
        if getattr(need.content, name) != getattr(content, name)
    )


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _change(need: Need, field: str, old: str | None, new: str | None, at: datetime, by: str) -> Change:
    return Change("need", need.id, need.organization, field, old, new, at, by)
