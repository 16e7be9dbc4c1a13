"""One form in which staff answer what a customer asked for, wish by wish: accept, offer something else, decline."""

from collections.abc import Mapping, Sequence

from bot.replies import Block, View
from bot.views.blocks import divider, field, modal, option, plain, safe, section, select, text_input
from bot.views.proposal_wishes import NameOf, wish_words
from bot.views.text import instant
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

#: Wishes of one form: each has up to six blocks, a modal has a hundred.
ITEMS = 15
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
    items = view.request.items if view.request and view.request.closed_at is None else ()
    return tuple(item for item in items if item.answer is None)[:ITEMS]


def asked_of(view: ProposalView) -> Offer:
    """What the wishes would change: the version on the table."""
    if view.current is None:
        raise ValueError("wishes are about a version")
    return view.current.version.offer


def request_lines(view: ProposalView, name_of: NameOf, reader: Reader) -> list[str]:
    """What the customer asks for at the moment, for the card; empty where nothing waits."""
    items = open_items(view)
    if not items or view.request is None:
        return []
    head = f"*{safe(view.asked_by)} asks* for changes of version {view.request.version}"
    note = f"\n“{safe(view.request.note)}”" if view.request.note else ""
    offer = asked_of(view)
    listed = [f"• {wish_words(item.wanted, offer, name_of)}" for item in items]
    return [f"{head}, {instant(view.request.at, reader.zone)}:{note}", *listed]


def answer_form(view: ProposalView, name_of: NameOf, chosen: Mapping[str, Decision], metadata: object) -> View:
    """`chosen` are decisions made so far in this form (by the id of the wish): they say what else is asked."""
    items, offer = open_items(view), asked_of(view)
    waiting = sum(item.answer is None for item in view.request.items) if view.request else 0
    more = f" The first {len(items)} of {waiting} are here, the others come next." if waiting > len(items) else ""
    blocks = [
        section(
            f"{safe(view.asked_by)} of {safe(view.organization.name)} asks for these changes. What you accept or offer "
            f"enters the draft. The customer is told once all are answered.{more}"
        )
    ]
    if view.request and view.request.note:
        blocks.append({"type": "section", "text": plain(view.request.note)})
    for place, item in enumerate(items, start=1):
        blocks += [divider(), *_item(place, item, offer, name_of, chosen.get(item.id))]
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
            days = (("counter", "First day", term.start), ("end", "Last day", term.end))
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
