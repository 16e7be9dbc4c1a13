"""One change in a form: of a line, of the term, of the billing, one more service, or anything in words."""

from datetime import date

from bot.replies import Block, View
from bot.views.blocks import actions, button, field, modal, option, plain, safe, section, select, text_input
from bot.views.catalog import service_groups
from bot.views.menus import menu
from bot.views.proposal_staff_answers import BILLINGS
from bot.views.text import money
from documents.words import billing_words, period_words, price_words
from domain.catalog import Catalog
from domain.proposal_changes import LONGEST_WORDS
from domain.proposal_lines import ProposalLine
from domain.proposal_versions import ProposalVersion

REMOVE = "remove"
#: Metrics of a line that can be changed in its form; no line has more.
TARGETS = 20


def choose_line_form(version: ProposalVersion, metadata: object) -> View:
    """Which line; its own form follows."""
    choices = [(f"{place}. {line.name}, {line.units()}", line.id) for place, line in enumerate(version.lines, start=1)]
    chooser = menu("proposal.wish_line", "Choose a line", choices)
    return _form("choose", [section("Which line is to change?", chooser)], metadata, submit=None)


def line_form(line: ProposalLine, metadata: object) -> View:
    """Another quantity, other targets, or without it."""
    current = f"{line.units()}, {price_words(line)}"
    fee = f", one-time fee {money(line.one_time_fee)}" if line.one_time_fee else ""
    removed = {
        "type": "checkboxes",
        "action_id": "value",
        "options": [option(f"Remove {line.name}", REMOVE)],
    }
    blocks = [
        section(f"*{safe(line.name)}*: {safe(current)}{fee}."),
        field("quantity", f"How many {line.unit_plural}", text_input(str(line.quantity), max_length=20)),
        *(
            field(
                f"target|{metric.key}",
                f"{metric.measure} ({metric.unit})",
                text_input(f"{metric.target.normalize():f}", max_length=20),
                optional=True,
                hint=f"In the proposal: {metric.target_words}.",
            )
            for metric in line.metrics[:TARGETS]
        ),
        field("remove", "Without it", removed, optional=True),
    ]
    return _form("line", blocks, metadata)


def service_form(catalog: Catalog, metadata: object) -> View:
    element: Block = select("value", "Choose a service", ())
    del element["options"]
    element["option_groups"] = service_groups(catalog)
    blocks = [
        field("service", "Service", element),
        field("quantity", "How many", text_input(max_length=20), hint="In whole numbers, such as 40."),
    ]
    return _form("service", blocks, metadata)


def term_form(version: ProposalVersion, metadata: object) -> View:
    term, offer = version.terms.period, version.offer
    blocks = [
        section(f"The term in version {version.number}: {period_words(term)}."),
        field("start", "The amendment counts from" if offer.amends else "First day", _day(offer.days.start)),
        field("end", "Last day", _day(term.end)),
    ]
    return _form("term", blocks, metadata)


def billing_form(version: ProposalVersion, metadata: object) -> View:
    choices = [(text, value) for value, text in BILLINGS.items()]
    current = f"{version.terms.billing.value} {version.terms.billed_in.value}"
    blocks = [
        section(f"The billing in version {version.number}: {safe(billing_words(version.terms))}."),
        field("billing", "Bill us", menu("value", "How often and when", choices, current)),
    ]
    return _form("billing", blocks, metadata)


def words_form(metadata: object) -> View:
    hint = "Such as another way of payment, a discount, or a special term."
    blocks = [field("words", "What should be changed", text_input("", True, LONGEST_WORDS), hint=hint)]
    return _form("words", blocks, metadata)


def _day(chosen: date) -> Block:
    return {
        "type": "datepicker",
        "action_id": "value",
        "initial_date": chosen.isoformat(),
        "placeholder": plain("Choose a day"),
    }


def _form(kind: str, blocks: list[Block], metadata: object, submit: str | None = "Add it") -> View:
    back = actions([button("Back to the changes", "proposal.wish:back", "back")])
    return modal(f"proposal.wish_{kind}", "Ask for a change", [back, *blocks], submit, metadata, close="Cancel")


def budget_form(number: str, ceiling: str, metadata: object) -> View:
    """What the customer can spend at most; empty takes it back."""
    blocks = [
        section(f"CEC sees the budget of {number}, and each version says whether it is within it."),
        field(
            "ceiling",
            "The most that you can spend in the whole term, in USD",
            text_input(ceiling, max_length=25),
            optional=True,
            hint="Such as 250,000. Leave it empty to have no budget.",
        ),
    ]
    return modal("proposal.budget", "Budget", blocks, "Save", metadata)
