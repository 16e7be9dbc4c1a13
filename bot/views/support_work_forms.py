"""Forms by which CEC's people work on a request."""

from collections.abc import Sequence
from typing import Any

from bot.replies import Block, View
from bot.views.blocks import field, modal, option, safe, section, select, text_input
from bot.views.menus import menu
from bot.views.support_forms import impact_menu, named, urgency_menu
from domain.agreements import AgreementLine
from domain.support_requests import LONGEST_TEXT, Cause
from services.cards import PersonCard
from services.support_cards import RequestCard

NOBODY = "-"
#: What the person writes: callback, title, label of the input, what is said below it.
_WRITTEN = {
    "reply": ("Write to the customer", "What the customer reads", "It goes into their thread."),
    "ask": ("Ask the customer", "What you need to know", "The clocks stand still until they answer."),
    "note": ("Internal note", "Note", "The customer never sees it."),
}


def written_form(name: str, card: RequestCard, metadata: Any) -> View:
    title, label, hint = _WRITTEN[name]
    asked = field("text", label, _long(), hint=hint)
    return modal(
        f"support.{name}", title, [section(named(card)), asked], "Send" if name != "note" else "Keep", metadata
    )


def resolve_form(card: RequestCard, metadata: Any) -> View:
    """Why it took longer is asked where a target was missed, or may be by the time that it is sent."""
    options = [option(each.label, each.value) for each in Cause]
    blocks = [
        section(named(card)),
        field("reason", "How it was solved", _long(), hint="The customer reads it."),
        field("cause", "Where it came from", select("value", "Choose", options)),
    ]
    if any(clock.met_at is None or clock.is_late for clock in card.request.clocks):
        late = any(clock.is_late and not clock.cause for clock in card.request.clocks)
        hint = "A target was missed." if late else "Only where a target was missed."
        blocks.append(field("breach_cause", "Why it took longer than agreed", _long(), optional=not late, hint=hint))
    return modal("support.resolve", "Resolve it", blocks, "Resolve", metadata)


def assign_form(card: RequestCard, staff: Sequence[PersonCard], metadata: Any) -> View:
    """Those of its area first."""
    in_order = sorted(staff, key=lambda each: card.request.area not in each.areas)
    people = [("Nobody: back to the queue", NOBODY), *((each.name, each.id) for each in in_order)]
    chosen = card.request.assignee or NOBODY
    asked = field("person", "Who sees to it", menu("value", "Choose", people, chosen, 1))
    return modal("support.assign", "Assign it", [section(named(card)), asked], "Assign", metadata)


def change_form(card: RequestCard, lines: Sequence[AgreementLine], metadata: Any) -> View:
    report = card.request.report
    services = [(each.name, each.service) for each in lines]
    blocks = [
        section(f"{named(card)}\nThe priority follows from the first two."),
        field("impact", "Whom does it concern", impact_menu(report.impact)),
        field("urgency", "How much does it stop", urgency_menu(report.urgency)),
        field("service", "Service", menu("value", "Choose", services, card.request.service)),
    ]
    return modal("support.change", "Change it", blocks, "Save", metadata)


def merge_form(numbers: Sequence[str], metadata: Any) -> View:
    said = f"{', '.join(safe(each) for each in numbers)}: they go on as the request that you name. Who asked is told."
    asked = field("into", "Number of the request that goes on", text_input(max_length=20, placeholder="REQ-1001"))
    return modal("support.merge", "Merge requests", [section(said), asked], "Merge", metadata)


def _long() -> Block:
    return text_input(multiline=True, max_length=LONGEST_TEXT)
