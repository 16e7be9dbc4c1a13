"""The forms of needs: what staff record and change, and what the customer says otherwise."""

from collections.abc import Sequence

from bot.replies import Block, View
from bot.views.blocks import clip, field, modal, option, plain, section, select, text_input
from bot.views.catalog import service_groups
from bot.views.menus import menu
from bot.views.needs import SOURCES
from bot.views.text import capital
from domain.catalog import Catalog
from domain.needs import LONGEST_REFERENCE, LONGEST_TEXT, MOST_UNITS, Need, NeedContent, Source
from services.agreement_list_cards import AgreementRow
from services.needs_cards import NeedLine

TEXT_HINT = "In the customer's words, as they should read it."


def need_form(
    catalog: Catalog,
    content: NeedContent,
    source: Source,
    metadata: object,
    above: Sequence[Block],
    known: Need | None = None,
) -> View:
    """A new need, or a known one to change. `above` says to which agreement it belongs, or asks for it."""
    blocks = [
        *above,
        _area_field(catalog, content.area),
        field("text", "What is needed", text_input(content.text, True, LONGEST_TEXT), hint=TEXT_HINT),
        field("service", "Service, if it is clear which", _services(catalog, content.service), optional=True),
        field("quantity", "How many", _number(content.quantity), optional=True),
        field("source", "Where it was said", _sources(source)),
        field(
            "reference",
            "Which one, or its link",
            text_input(source.reference, max_length=LONGEST_REFERENCE),
            optional=True,
            hint="Such as: kickoff on November 3.",
        ),
    ]
    if known:
        return modal("needs.edit", "Change a need", blocks, "Save", metadata)
    return modal("needs.record", "Record a need", blocks, "Record", metadata)


def correct_form(line: NeedLine, metadata: object) -> View:
    """The customer says a line otherwise."""
    content = line.need.correction or line.need.content
    unit = f"In {line.unit}." if line.unit else ""
    blocks = [
        section("CEC staff see your correction and take it over, or come back to you."),
        field("text", f"{line.area}: what you need", text_input(content.text, True, LONGEST_TEXT)),
        field("quantity", "How many", _number(content.quantity), optional=True, hint=unit),
    ]
    return modal("needs.correct", "Correct a need", blocks, "Send to CEC", metadata)


def add_form(catalog: Catalog, number: str, metadata: object) -> View:
    """The customer adds a line that was forgotten."""
    blocks = [
        section(f"What else do you need for {number}? CEC staff see it and take it over, or come back to you."),
        _area_field(catalog),
        field("text", "What you need", text_input(multiline=True, max_length=LONGEST_TEXT)),
        field("quantity", "How many", _number(None), optional=True),
    ]
    return modal("needs.add", "Add a need", blocks, "Send to CEC", metadata)


def remove_form(need: Need, metadata: object) -> View:
    blocks = [
        section("Remove this need? Its history is kept; the customer is told if it was sent."),
        {"type": "section", "text": plain(clip(need.content.text, LONGEST_TEXT))},
    ]
    return modal("needs.remove", "Remove a need", blocks, "Remove", metadata, close="Go back")


def agreement_field(rows: Sequence[AgreementRow], likely: str) -> Block:
    """Which agreement it belongs to; without rows (too many to choose from) the number is typed."""
    if not rows:
        hint = "Such as SLA-2027-0048."
        return field("agreement", "Number of the agreement", text_input(likely, max_length=40), hint=hint)
    choices = [(f"{row.summary.number} {row.summary.title}", row.summary.number) for row in rows]
    chosen = choices[0][1] if len(choices) == 1 else likely
    return field("agreement", "Agreement", menu("value", "Choose the agreement", choices, chosen))


def _area_field(catalog: Catalog, chosen: str = "") -> Block:
    areas = [(area.name, area.key) for area in catalog.areas]
    return field("area", "Area of expertise", menu("value", "Choose an area", areas, chosen or None))


def _services(catalog: Catalog, chosen: str | None) -> Block:
    element: Block = select("value", "No service of the catalog", ())
    del element["options"]
    element["option_groups"] = service_groups(catalog)
    if chosen and any(each.key == chosen for each in catalog.services):
        element["initial_option"] = option(catalog.service(chosen).name, chosen)
    return element


def _number(initial: int | None) -> Block:
    element: Block = {
        "type": "number_input",
        "action_id": "value",
        "is_decimal_allowed": False,
        "min_value": "1",
        "max_value": str(MOST_UNITS),
    }
    return {**element, "initial_value": str(initial)} if initial else element


def _sources(source: Source) -> Block:
    choices = [(capital(words), kind.value) for kind, words in SOURCES.items()]
    return menu("value", "Where", choices, source.kind.value)
