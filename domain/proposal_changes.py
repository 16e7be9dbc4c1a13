"""What a customer asks to be changed in a version, item by item, and what becomes of the proposal by it."""

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
from domain.words import day_in_words

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
    after = fulfilled(draft, item_id, wanted, pricing)
    if after == draft:
        raise InvalidInput("wish", "That is how it is in the proposal already. Ask for something else.")
    return after


def about(wanted: Wanted) -> tuple[str, ...]:
    """What it changes: a later wish about the same thing takes the place of an earlier one."""
    match wanted:
        case QuantityWanted(line) | RemovalWanted(line):
            return ("line", line)
        case ServiceWanted(service):
            return ("service", service)
        case TargetWanted(line, metric):
            return ("target", line, metric)
        case TermWanted(start, end):
            return ("term", "start" if start else "", "end" if end else "")
        case BillingWanted():
            return ("billing",)
        case WordsWanted(text):
            return ("words", text)


def all_wished(draft: Draft, items: Sequence[WishItem], pricing: Pricing, waiting: Sequence[WishItem] = ()) -> Draft:
    """With all of them fulfilled, in their order, after those that are `waiting` for an answer.

    One about the same thing as a waiting one takes its place, and so may also take it back.
    """
    if not items:
        raise InvalidInput("wish", "Say what should be changed.")
    _refuse_too_many(len(items) + len(waiting))
    asked = {about(item.wanted) for item in items}
    replaced = {about(each.wanted): each.wanted for each in waiting if about(each.wanted) in asked}
    for each in waiting:
        if about(each.wanted) not in asked:
            draft = fulfilled(draft, each.id, each.wanted, pricing)
    for item in items:
        if item.wanted in replaced.values():
            raise InvalidInput("wish", "That is asked for already. CEC answers it. Ask for something else.")
        fulfil = fulfilled if about(item.wanted) in replaced else wished
        draft = fulfil(draft, item.id, item.wanted, pricing)
    return draft


def add_items(request: ChangeRequest, items: Sequence[WishItem], note: str) -> ChangeRequest:
    """More wishes in a request that is still open, in the place of unanswered ones about the same things.

    Raises InvalidInput when there are too many.
    """
    asked = {about(item.wanted) for item in items}
    kept = tuple(item for item in request.items if item.answer or about(item.wanted) not in asked)
    _refuse_too_many(len(kept) + len(items))
    notes = "\n".join(text for text in (request.note, note) if text)
    return replace(request, items=(*kept, *items), note=notes)


def _refuse_too_many(items: int) -> None:
    if items > MOST_ITEMS:
        raise InvalidInput("wish", f"Ask for up to {MOST_ITEMS} changes at once.")


def fulfilled(draft: Draft, item_id: str, wanted: Wanted, pricing: Pricing) -> Draft:
    """The draft with one wish fulfilled, also where it is so already. Raises InvalidInput or NotFound."""
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
        raise InvalidInput(
            "end", f"The term would end on {day_in_words(end)}, before it starts on {day_in_words(start)}."
        ) from error
