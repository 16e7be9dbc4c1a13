"""A request for what the catalog does not hold: the offer, the form, and what was kept."""

from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

from bot.replies import Block, View
from bot.views.blocks import actions, button, context, field, modal, option, safe, section, select, text_input
from bot.views.catalog import service_groups
from bot.views.handoffs import when_answered
from bot.views.talk import PERSON, SERVICES, ask_button, kept, quoted
from bot.views.text import day, join_and
from domain.catalog import Catalog
from services.catalog_cards import ServiceRow
from services.requests import CustomRequestView

FORM = "Describe what you need"


def offer_text(words: str, near: Sequence[ServiceRow]) -> str:
    """What happens with such a request, and what the catalog already holds that comes near."""
    start = "CEC can build or adapt a service for a fee. Fill in a short form and CEC staff are told at once."
    if near:
        names = join_and([safe(row.name) for row in near], "or")
        return f"{start} The catalog already holds {names}, which may be what you need."
    return start if not words else f"{start} I keep your words for the form: “{quoted(words)}”."


def offer_blocks(words: str, service: str | None, near: Sequence[ServiceRow]) -> list[Block]:
    form = button(FORM, "custom.open", {"w": kept(words), **({"s": service} if service else {})}, style="primary")
    seen = [button(f"About {row.name}", f"catalog.service:{row.key}", {"s": row.key}) for row in near]
    return [section(offer_text(words, near)), actions([form, *seen, ask_button(SERVICES), ask_button(PERSON)])]


def form(catalog: Catalog, what: str, service: str | None, metadata: object) -> View:
    """What, why, how many, by when, based on which service."""
    based_on: Block = select("value", "No service of the catalog", ())
    del based_on["options"]
    based_on["option_groups"] = service_groups(catalog)
    if service and any(each.key == service for each in catalog.services):
        based_on["initial_option"] = option(catalog.service(service).name, service)
    blocks = [
        field("what", "What do you need?", text_input(what, multiline=True)),
        field("why", "What is it for?", text_input(multiline=True), optional=True, hint="It helps CEC find what fits."),
        field("quantity", "How many, or how much?", text_input(max_length=200), optional=True),
        field("needed_by", "By when?", {"type": "datepicker", "action_id": "value"}, optional=True),
        field("service", "Is it a catalog service, adapted?", based_on, optional=True),
    ]
    return modal("custom.request", "Custom service", blocks, submit="Send to CEC", metadata=metadata)


def confirmed_text(view: CustomRequestView, zone: ZoneInfo) -> str:
    """That staff were told, what was kept, and when someone will look at it."""
    facts = [f"{label}: {value}" for label, value in _facts(view)]
    return "\n".join([f"CEC staff have your request. {when_answered(view.answer, zone)}", *facts])


def confirmed_blocks(view: CustomRequestView, zone: ZoneInfo) -> list[Block]:
    lines = [f"*{label}*: {value}" for label, value in _facts(view)]
    return [
        section(f"*CEC staff have your request.* {when_answered(view.answer, zone)}"),
        section("\n".join(lines)),
        actions([ask_button(PERSON)]),
        context(
            "A quote comes from CEC staff. Nothing is ordered until it stands in an agreement that both sides sign."
        ),
    ]


def _facts(view: CustomRequestView) -> list[tuple[str, str]]:
    request = view.request
    facts = [
        ("What", safe(request.what[:1200])),
        ("What for", safe(request.why[:600])),
        ("How many", safe(request.quantity)),
        ("By when", _day(request.needed_by)),
        ("Based on", safe(view.service_name or "")),
    ]
    return [(label, value) for label, value in facts if value]


def _day(value: date | None) -> str:
    return day(value) if value else ""
