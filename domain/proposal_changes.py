"""What a customer asks to be changed in a version, item by item, and what becomes of the proposal by it."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from domain.errors import CecError, Conflict, InvalidInput
from domain.fiscal import Period
from domain.proposal_checks import checked_text
from domain.proposal_dates import check_amendment_day, checked_terms, refuse_past_day
from domain.proposal_edits import (
    Draft,
    FindService,
    LineEdit,
    add_line,
    change_line,
    remove_line,
    set_terms,
)
from domain.proposal_terms import BillingFrequency, BillingTime, Terms
from domain.words import day_in_words

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
    """Another first or last day; None stays. The term of an agreement that is amended has begun: `start` is the day
    from which the amendment counts."""

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
class Asked:
    """Who (person id) asked for something, when, and what they wrote with it."""

    by: str
    at: datetime
    note: str = ""


@dataclass(frozen=True)
class WishItem:
    """`id` is also the id of the line that it adds. `answered_by` is a person id. `asked` is None where it was kept
    before each wish had an author of its own: see `ChangeRequest.asked`."""

    id: str
    wanted: Wanted
    answer: Answer | None = None
    answered_by: str | None = None
    asked: Asked | None = None


@dataclass(frozen=True)
class ChangeRequest:
    """What waits for CEC's answers together, of version `version` of an agreement (id); `by`, `at` and `note` are of
    who asked first. `closed_at`: all is answered, or taken back."""

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

    @property
    def waiting(self) -> tuple[WishItem, ...]:
        """Those that CEC has not answered yet; none of a closed request."""
        return () if self.closed_at else tuple(item for item in self.items if item.answer is None)

    def asked(self, item: WishItem) -> Asked:
        return item.asked or Asked(self.by, self.at, self.note)

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
        case TermWanted(start, end) if pricing.running:
            terms = _amended_term(before, start, end, pricing.running, pricing.today)
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


def _amended_term(before: Terms, start: date | None, end: date | None, running: Period, today: date) -> Terms:
    """`start` is the day from which the amendment counts."""
    term = _period(before.period.start, end or before.period.end)
    if start:
        refuse_past_day(start, today, "start")
        check_amendment_day(start, term, running, today, "start")
    return replace(before, period=term, effective_on=start or before.effective_on)


def _period(start: date, end: date) -> Period:
    try:
        return Period(start, end)
    except CecError as error:
        raise InvalidInput(
            "end", f"The term would end on {day_in_words(end)}, before it starts on {day_in_words(start)}."
        ) from error
