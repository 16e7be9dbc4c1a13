"""What a customer asks to be changed, wish by wish, and what CEC answered."""

from collections.abc import Callable, Sequence
from itertools import groupby
from zoneinfo import ZoneInfo

from bot.views.blocks import safe
from bot.views.talk import quotations
from bot.views.text import day, instant
from documents.words import billing_words
from domain.catalog import Catalog
from domain.proposal_changes import (
    Answer,
    Asked,
    BillingWanted,
    Decision,
    QuantityWanted,
    RemovalWanted,
    ServiceWanted,
    TargetWanted,
    TermWanted,
    Wanted,
    WishItem,
    WordsWanted,
)
from domain.proposal_lines import ProposalLine
from domain.proposal_terms import Terms
from domain.proposal_versions import Offer
from services.proposal_cards import ProposalView, WaitingWish

LONGEST_NOTE = 1_000

NameOf = Callable[[str], str]
"""The name of a service, by its key."""


def names_of(catalog: Catalog) -> NameOf:
    """A key that the catalog has no more stands for itself."""
    names = {service.key: service.name for service in catalog.services}
    return lambda key: names.get(key, key)


_GONE = "a line that is not in it any more"


def wish_words(wanted: Wanted, offer: Offer, name_of: NameOf) -> str:
    """ "Managed laptop: 20 laptops instead of 180 laptops". `offer` is what it would change."""
    match wanted:
        case QuantityWanted(line_id, quantity):
            return _quantity(_line(offer, line_id), quantity)
        case ServiceWanted(service, quantity):
            return f"Add {safe(name_of(service))}: {quantity:,}"
        case RemovalWanted(line_id):
            line = _line(offer, line_id)
            return f"Remove {safe(line.name) if line else _GONE}"
        case TargetWanted(line_id, metric, target):
            return _target(_line(offer, line_id), metric, f"{target.normalize():f}")
        case TermWanted(start, end) if offer.amends:
            parts = [f"count from {day(start)}" if start else "", f"end the term on {day(end)}" if end else ""]
            return f"The amendment: {' and '.join(part for part in parts if part)}"
        case TermWanted(start, end):
            parts = [f"start on {day(start)}" if start else "", f"end on {day(end)}" if end else ""]
            return f"The term: {' and '.join(part for part in parts if part)}"
        case BillingWanted(frequency, billed_in, own_dates):
            terms = Terms(offer.terms.period, frequency, billed_in, own_dates)
            before = billing_words(offer.terms)
            return f"Billing: {billing_words(terms)} instead of {before[:1].lower()}{before[1:]}"
        case WordsWanted(text):
            return f"In words: {safe(text)}"


def by_author(view: ProposalView, items: Sequence[WishItem], zone: ZoneInfo) -> list[tuple[str, list[WishItem]]]:
    """The wishes of each author together, below who asked for them, when, and with which words."""
    request = view.request
    if request is None:
        return []
    grouped = groupby(items, key=request.asked)
    return [(_asked(view, asked, zone), list(group)) for asked, group in grouped]


def _asked(view: ProposalView, asked: Asked, zone: ZoneInfo) -> str:
    head = f"{safe(view.askers.get(asked.by, 'A contact'))}, {instant(asked.at, zone)}:"
    return f"{head}\n{quotations(asked.note, LONGEST_NOTE, '\n')}".rstrip()


def waiting_words(waiting: WaitingWish, offer: Offer, name_of: NameOf, zone: ZoneInfo) -> str:
    """What a colleague asked for, who and when."""
    wish = wish_words(waiting.item.wanted, offer, name_of)
    return f"{safe(waiting.by)}, {instant(waiting.at, zone)}: {wish}"


def answer_words(item: WishItem, offer: Offer, name_of: NameOf) -> str:
    """What CEC said to it: "Accepted", "Declined: ...", "CEC offers instead: ...". Empty before the answer."""
    answer = item.answer
    return "" if answer is None else _answer(answer, offer, name_of)


def _answer(answer: Answer, offer: Offer, name_of: NameOf) -> str:
    reason = f" Reason: {safe(answer.reason)}" if answer.reason else ""
    if answer.decision is Decision.COUNTERED and answer.counter is not None:
        return f"CEC offers instead: {wish_words(answer.counter, offer, name_of)}.{reason}"
    return f"{answer.decision.value.capitalize()}.{reason}"


def _line(offer: Offer, line_id: str) -> ProposalLine | None:
    return next((line for line in offer.lines if line.id == line_id), None)


def _quantity(line: ProposalLine | None, quantity: int) -> str:
    if line is None:
        return f"{quantity:,} of {_GONE}"
    unit = line.unit if quantity == 1 else line.unit_plural
    return f"{safe(line.name)}: {quantity:,} {safe(unit)} instead of {safe(line.units())}"


def _target(line: ProposalLine | None, key: str, target: str) -> str:
    metric = next((metric for metric in line.metrics if metric.key == key), None) if line else None
    if line is None or metric is None:
        return f"Another target of {_GONE}: {target}"
    return f"{safe(line.name)}, {safe(metric.measure)}: {target} {safe(metric.unit)} instead of {metric.target_words}"
