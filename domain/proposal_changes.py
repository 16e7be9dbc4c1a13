"""What a customer asks to be changed in a version, item by item, and what CEC's staff decide about each."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from domain.errors import CecError, Conflict, InvalidInput
from domain.fiscal import Period
from domain.proposal_checks import checked_text
from domain.proposal_dates import checked_terms
from domain.proposal_edits import (
    Draft,
    FindService,
    LineEdit,
    add_line,
    change_line,
    remove_line,
    set_terms,
)
from domain.proposal_terms import BillingFrequency, BillingTime

MOST_ITEMS = 50
LONGEST_WORDS = 2_000


@dataclass(frozen=True)
class QuantityWanted:
    line: str
    quantity: int


@dataclass(frozen=True)
class ServiceWanted:
    """A service of the catalog, by its key."""

    service: str
    quantity: int


@dataclass(frozen=True)
class RemovalWanted:
    line: str


@dataclass(frozen=True)
class TargetWanted:
    """Another target of a metric (key) of a line. It changes no price by itself; CEC may answer with another one."""

    line: str
    metric: str
    target: Decimal


@dataclass(frozen=True)
class TermWanted:
    """Another first or last day; None stays."""

    start: date | None = None
    end: date | None = None


@dataclass(frozen=True)
class BillingWanted:
    frequency: BillingFrequency
    billed_in: BillingTime
    own_dates: tuple[date, ...] = ()


@dataclass(frozen=True)
class WordsWanted:
    """Another term in words. Accepted, it becomes a special term."""

    text: str


type Wanted = QuantityWanted | ServiceWanted | RemovalWanted | TargetWanted | TermWanted | BillingWanted | WordsWanted


class Decision(StrEnum):
    ACCEPTED = "accepted"
    COUNTERED = "countered"
    DECLINED = "declined"


@dataclass(frozen=True)
class Answer:
    """`reason` is given unless it was accepted, `counter` where something else is offered instead."""

    decision: Decision
    reason: str = ""
    counter: Wanted | None = None


@dataclass(frozen=True)
class WishItem:
    """`id` is also the id of the line that it adds. `answered_by` is a person id."""

    id: str
    wanted: Wanted
    answer: Answer | None = None
    answered_by: str | None = None


@dataclass(frozen=True)
class ChangeRequest:
    """What was asked for together, of version `version` of an agreement (id). `closed_at`: all is answered."""

    id: str
    agreement: str
    organization: str
    version: int
    items: tuple[WishItem, ...]
    at: datetime
    by: str
    note: str = ""
    closed_at: datetime | None = None

    @property
    def changes(self) -> bool:
        """Whether any answer changes the proposal."""
        return any(item.answer and item.answer.decision is not Decision.DECLINED for item in self.items)

    def item(self, item_id: str) -> WishItem:
        """Raises Conflict for one that is not in it."""
        found = next((item for item in self.items if item.id == item_id), None)
        if found is None:
            raise Conflict("This wish is not open any more. Open the proposal again.")
        return found


@dataclass(frozen=True)
class Pricing:
    """What wishes are applied with: the services on offer, the day at the office, and the running term, if one runs."""

    find: FindService
    today: date
    running: Period | None = None


def wished(draft: Draft, item_id: str, wanted: Wanted, pricing: Pricing) -> Draft:
    """The draft with one wish fulfilled. Raises InvalidInput or NotFound for what cannot be, or is so already."""
    after = _fulfilled(draft, item_id, wanted, pricing)
    if after == draft:
        raise InvalidInput("wish", "That is how it is in the proposal already. Ask for something else.")
    return after


def all_wished(draft: Draft, items: Sequence[WishItem], pricing: Pricing) -> Draft:
    """With all of them fulfilled, in their order."""
    if not items:
        raise InvalidInput("wish", "Say what should be changed.")
    if len(items) > MOST_ITEMS:
        raise InvalidInput("wish", f"Ask for up to {MOST_ITEMS} changes at once.")
    for item in items:
        draft = wished(draft, item.id, item.wanted, pricing)
    return draft


def add_items(request: ChangeRequest, items: Sequence[WishItem], note: str) -> ChangeRequest:
    """More wishes in a request that is still open. Raises InvalidInput when there are too many."""
    if len(request.items) + len(items) > MOST_ITEMS:
        raise InvalidInput("wish", f"Ask for up to {MOST_ITEMS} changes at once.")
    notes = "\n".join(text for text in (request.note, note) if text)
    return replace(request, items=(*request.items, *items), note=notes)


def answer_item(request: ChangeRequest, item_id: str, answer: Answer, at: datetime, by: str) -> ChangeRequest:
    """Decide about one item; the request is closed with the last one. Raises Conflict when it was answered before."""
    item = request.item(item_id)
    if item.answer is not None:
        raise Conflict("Someone answered this wish already. Open the proposal again.")
    done = replace(item, answer=_checked_answer(answer), answered_by=by)
    items = tuple(done if each is item else each for each in request.items)
    closed = at if all(each.answer for each in items) else None
    return replace(request, items=items, closed_at=closed)


def with_answer(draft: Draft, item: WishItem, pricing: Pricing) -> Draft:
    """The draft with what was granted of an answered item; staff may have put it there themselves before."""
    if item.answer is None or item.answer.decision is Decision.DECLINED:
        return draft
    wanted = item.answer.counter or item.wanted
    match wanted:
        case RemovalWanted(line) if all(each.id != line for each in draft.lines):
            return draft
        case ServiceWanted(service, quantity):
            there = next((line.id for line in draft.lines if line.service == service), None)
            wanted = QuantityWanted(there, quantity) if there else wanted
        case _:
            pass
    return _fulfilled(draft, item.id, wanted, pricing)


def _checked_answer(answer: Answer) -> Answer:
    wanted = (
        "" if answer.decision is Decision.ACCEPTED else "Say why it is not accepted as asked. The customer reads it."
    )
    reason = checked_text("reason", answer.reason, wanted=wanted)
    if (answer.decision is Decision.COUNTERED) != (answer.counter is not None):
        raise InvalidInput("counter", "Say what CEC offers instead.")
    return replace(answer, reason=reason)


def _fulfilled(draft: Draft, item_id: str, wanted: Wanted, pricing: Pricing) -> Draft:
    match wanted:
        case QuantityWanted(line, quantity):
            return change_line(draft, line, LineEdit(quantity=quantity), pricing.find)
        case ServiceWanted(service, quantity):
            return add_line(draft, item_id, pricing.find(service), quantity)
        case RemovalWanted(line):
            return remove_line(draft, line)
        case TargetWanted(line, metric, target):
            return change_line(draft, line, LineEdit(targets={metric: target}), pricing.find)
        case TermWanted() | BillingWanted() | WordsWanted():
            return _with_terms(draft, wanted, pricing)


def _with_terms(draft: Draft, wanted: TermWanted | BillingWanted | WordsWanted, pricing: Pricing) -> Draft:
    before = draft.terms
    match wanted:
        case TermWanted(start, end):
            terms = replace(before, period=_period(start or before.period.start, end or before.period.end))
        case BillingWanted(frequency, billed_in, own_dates):
            terms = replace(before, billing=frequency, billed_in=billed_in, own_dates=own_dates)
        case WordsWanted(text):
            terms = replace(
                before,
                special="\n\n".join(
                    part
                    for part in (
                        before.special,
                        checked_text("words", text, LONGEST_WORDS, "Say in words what should be changed."),
                    )
                    if part
                ),
            )
    return set_terms(draft, checked_terms(terms, pricing.today, pricing.running), pricing.find)


def _period(start: date, end: date) -> Period:
    try:
        return Period(start, end)
    except CecError as error:
        raise InvalidInput("end", f"The term would end on {end}, before it starts on {start}.") from error
