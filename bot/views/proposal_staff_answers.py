"""One form in which staff answer what a customer asked for, wish by wish: accept, offer something else, decline."""

from collections.abc import Mapping, Sequence
from zoneinfo import ZoneInfo

from bot.replies import Block, View
from bot.views.blocks import divider, field, modal, option, safe, section, select, text_input
from bot.views.proposal_wishes import NameOf, by_author, wish_words
from bot.views.tracker import Reader
from domain.proposal_changes import (
    BillingWanted,
    Decision,
    QuantityWanted,
    RemovalWanted,
    ServiceWanted,
    TargetWanted,
    TermWanted,
    WishItem,
    WordsWanted,
)
from domain.proposal_checks import LONGEST_TEXT
from domain.proposal_terms import BillingFrequency, BillingTime
from domain.proposal_versions import Offer
from services.proposal_cards import ProposalView

#: Wishes of one form: each has up to five blocks and two above it, a modal has a hundred.
ITEMS = 12
DECIDES = "proposal.decide"
DECISIONS = {
    Decision.ACCEPTED: "Accept as asked",
    Decision.COUNTERED: "Offer something else",
    Decision.DECLINED: "Decline",
}
BILLINGS = {
    f"{frequency.value} {time.value}": f"{words}, {when}"
    for frequency, words in (
        (BillingFrequency.MONTHLY, "Monthly"),
        (BillingFrequency.QUARTERLY, "Quarterly"),
        (BillingFrequency.YEARLY, "Yearly"),
    )
    for time, when in ((BillingTime.ADVANCE, "in advance"), (BillingTime.ARREARS, "in arrears"))
}
_REASON = "The customer reads it."


def open_items(view: ProposalView) -> tuple[WishItem, ...]:
    """Those that nobody answered yet, as many as one form holds."""
    return view.request.waiting[:ITEMS] if view.request else ()


def asked_of(view: ProposalView) -> Offer:
    """What the wishes would change."""
    if view.asked_of is None:
        raise ValueError("wishes are about a version")
    return view.asked_of


def request_lines(view: ProposalView, name_of: NameOf, reader: Reader) -> list[str]:
    """What the customer asks for at the moment, for the card; empty where nothing waits."""
    items = open_items(view)
    if not items or view.request is None:
        return []
    what = "an amendment" if view.may_amend else f"changes of version {view.request.version}"
    lines, offer = [f"*The customer asks for {what}:*"], asked_of(view)
    for head, group in by_author(view, items, reader.zone):
        lines += [head, *(f"• {wish_words(item.wanted, offer, name_of)}" for item in group)]
    return lines


def answer_form(
    view: ProposalView, name_of: NameOf, chosen: Mapping[str, Decision], metadata: object, zone: ZoneInfo
) -> View:
    """`chosen` are decisions made so far in this form (by the id of the wish): they say what else is asked."""
    items, offer = open_items(view), asked_of(view)
    waiting = sum(item.answer is None for item in view.request.items) if view.request else 0
    more = f" The first {len(items)} of {waiting} are here, the others come next." if waiting > len(items) else ""
    blocks = [
        section(
            f"{safe(view.organization.name)} asks for these changes. What you accept or offer enters the draft. "
            f"The customer is told once all are answered.{more}"
        )
    ]
    place = 0
    for head, group in by_author(view, items, zone):
        blocks += [divider(), section(head)]
        for item in group:
            place += 1
            blocks += _item(place, item, offer, name_of, chosen.get(item.id))
    return modal("proposal.answer", "Answer the request", blocks, "Send the answers", metadata, close="Go back")


def _item(place: int, item: WishItem, offer: Offer, name_of: NameOf, decision: Decision | None) -> list[Block]:
    blocks = [section(f"*{place}. {wish_words(item.wanted, offer, name_of)}*"), _decision(place, item, decision)]
    if decision is Decision.COUNTERED:
        blocks += _counter(item, offer)
    if decision in (Decision.COUNTERED, Decision.DECLINED):
        blocks.append(field(f"reason|{item.id}", "Reason", text_input("", True, LONGEST_TEXT), hint=_REASON))
    return blocks


def _decision(place: int, item: WishItem, decision: Decision | None) -> Block:
    options = [option(text, each.value) for each, text in DECISIONS.items()]
    initial = next((each for each in options if decision and each["value"] == decision.value), None)
    element = select(f"{DECIDES}:{item.id}", "Leave it open for now", options, initial)
    return field(f"decision|{item.id}", f"Your answer to {place}", element, optional=True, dispatch=True)


def _counter(item: WishItem, offer: Offer) -> Sequence[Block]:
    """What CEC offers instead, in the kind of what was asked for."""
    key, wanted = item.id, item.wanted
    match wanted:
        case QuantityWanted() | ServiceWanted() | RemovalWanted():
            hint = "Keep it with this quantity." if isinstance(wanted, RemovalWanted) else ""
            return [field(f"counter|{key}", "Quantity that CEC offers", text_input(max_length=20), hint=hint)]
        case TargetWanted():
            return [field(f"counter|{key}", "Target that CEC offers", text_input(max_length=20))]
        case TermWanted():
            term = offer.terms.period
            first = "Day from which it counts" if offer.amends else "First day"
            days = (("counter", first, offer.days.start), ("end", "Last day of the term", term.end))
            return [
                field(f"{name}|{key}", f"{label} that CEC offers", _day(day.isoformat())) for name, label, day in days
            ]
        case BillingWanted():
            options = [option(text, value) for value, text in BILLINGS.items()]
            return [field(f"counter|{key}", "Billing that CEC offers", select("value", "Choose", options))]
        case WordsWanted(text):
            return [field(f"counter|{key}", "Words that CEC offers", text_input(text, True, 2_000))]


def _day(initial: str) -> Block:
    return {"type": "datepicker", "action_id": "value", "initial_date": initial}
