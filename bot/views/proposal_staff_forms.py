"""The forms in which staff edit the draft of a proposal: its lines, their prices, and its terms."""

from collections.abc import Sequence
from decimal import Decimal

from bot.replies import Block, View
from bot.views.blocks import clip, field, modal, option, plain, safe, section, select, text_input
from bot.views.menus import menu
from bot.views.text import capital, money
from documents.words import period_words, price_words
from domain.catalog import Charge, Metric
from domain.pricing import MOST_UNITS
from domain.proposal_checks import LONGEST_NAME, LONGEST_TEXT
from domain.proposal_dates import MOST_DAYS
from domain.proposal_lines import ProposalLine
from domain.proposal_terms import BillingFrequency, BillingTime, Terms

#: Slack holds 3,000 characters in an input; special terms may be longer and go on in a second one.
INPUT = 3_000
NOTES_HINT = "The customer reads it with the line."
REASON_HINT = "It is kept with the price, and the customer reads it."
SERVICES = "proposal.services"
FREQUENCIES = {
    BillingFrequency.MONTHLY: "Monthly",
    BillingFrequency.QUARTERLY: "Quarterly",
    BillingFrequency.YEARLY: "Yearly",
    BillingFrequency.OWN_DATES: "On days of its own",
}
TIMES = {BillingTime.ADVANCE: "In advance", BillingTime.ARREARS: "In arrears"}
CHARGES = {Charge.PER_YEAR: "For a year", Charge.PER_UNIT: "Once for each unit"}


def add_form(number: str, metadata: object, chosen: tuple[str, str] | None = None, quantity: int | None = None) -> View:
    """A service of the catalog, found by typing a part of its name. `chosen` (name, key) stands in it already."""
    search: Block = {
        "type": "external_select",
        "action_id": SERVICES,
        "placeholder": plain("Type a part of its name"),
        "min_query_length": 0,
    }
    if chosen:
        search["initial_option"] = option(*chosen)
    blocks = [
        section(f"A service of the catalog for the draft of {number}. Its price follows from the quantity."),
        field("service", "Service", search),
        field("quantity", "How many", _whole(quantity)),
        _notes(""),
    ]
    return modal("proposal.add", "Add a service", blocks, "Add", metadata)


def line_form(line: ProposalLine, metadata: object) -> View:
    """Quantity, notes and targets of a line of the catalog."""
    blocks = [
        section(f"*{safe(line.name)}*, {safe(line.units())}, {safe(price_words(line))}."),
        field("quantity", f"How many {line.unit_plural}", _whole(line.quantity), hint="Priced anew by the quantity."),
        _notes(line.notes),
        *(_target(metric) for metric in line.metrics),
    ]
    return modal("proposal.line", "Change a line", blocks, "Save", metadata)


def custom_form(line: ProposalLine | None, metadata: object) -> View:
    """A line outside the catalog: a new one when None."""
    custom = line.custom if line else None
    charge = (line.charge if line.charge is Charge.PER_UNIT else Charge.PER_YEAR) if line else Charge.PER_YEAR
    charges = [(text, each.value) for each, text in CHARGES.items()]
    blocks = [
        section("A service that the catalog does not have, at a price that CEC quoted."),
        field("name", "Name of the service", _name(line.name if line else "")),
        field("quantity", "How many", _whole(line.quantity if line else None)),
        field(
            "unit", "One of them", text_input(line.unit if line else "", max_length=LONGEST_NAME), hint="As in hour."
        ),
        field(
            "unit_plural",
            "Several of them",
            text_input(line.unit_plural if line else "", max_length=LONGEST_NAME),
            hint="As in hours.",
        ),
        field("unit_price", "Price of one, in USD", _amount(line.unit_price if line else None)),
        field("charge", "The price is", menu("value", "For a year or once", charges, charge.value)),
        field("one_time_fee", "One-time fee, in USD", _amount(line.one_time_fee if line else Decimal("0.00"))),
        field(
            "quote",
            "What the price rests on",
            _name(custom.quote if custom else ""),
            hint="Such as the number of the quote.",
        ),
        field("reason", "Why it is not from the catalog", _long(custom.reason if custom else ""), hint=REASON_HINT),
        _notes(line.notes if line else ""),
        *(_target(metric) for metric in (line.metrics if line else ())),
    ]
    title, submit = ("Change a custom line", "Save") if line else ("Add a custom line", "Add")
    return modal("proposal.custom", title, blocks, submit, metadata)


def price_form(line: ProposalLine, metadata: object) -> View:
    """Another price than the catalog's, or back to it."""
    override = line.override
    listed = override.list_price if override else line.unit_price
    blocks = [
        section(
            f"*{safe(line.name)}*, {safe(line.units())}. The catalog's price is {money(listed)} a {safe(line.unit)}; "
            "give that to go back to it. Beyond the office's limit a second person of CEC approves the price."
        ),
        field("unit_price", f"Price of one {line.unit}, in USD", _amount(line.unit_price)),
        field("reason", "Reason", _long(override.reason if override else ""), optional=True, hint=REASON_HINT),
    ]
    return modal("proposal.price", "Set the price", blocks, "Save", metadata)


def remove_form(line: ProposalLine, metadata: object) -> View:
    blocks = [section(f"Remove *{safe(line.name)}*, {safe(line.units())}, from the draft?")]
    return modal("proposal.remove", "Remove a line", blocks, "Remove", metadata, close="Go back")


def terms_form(terms: Terms, is_amendment: bool, metadata: object) -> View:
    """Period, billing, payment, cancellation and special terms."""
    dates = "\n".join(each.isoformat() for each in terms.own_dates)
    start = (
        [
            section(f"The term runs: {period_words(terms.period)}. An amendment can change its end only."),
            field(
                "effective_on",
                "The amendment counts from",
                _day((terms.effective_on or terms.period.start).isoformat()),
                hint="Until the day before, what is in force is charged. It must be signed by all by then.",
            ),
        ]
        if is_amendment
        else [field("start", "First day of the term", _day(terms.period.start.isoformat()))]
    )
    blocks = [
        *start,
        field("end", "Last day of the term", _day(terms.period.end.isoformat())),
        field("billing", "Billed", _choice(FREQUENCIES, terms.billing)),
        field("billed_in", "Billed when", _choice(TIMES, terms.billed_in)),
        field(
            "own_dates",
            "Days of billing of its own",
            text_input(dates, multiline=True, max_length=2_000),
            optional=True,
            hint="Only where it is billed on days of its own: one on each line, as in 2026-12-01.",
        ),
        field("payment_days", "Days to pay after a bill", _whole(terms.payment_days, 0, MOST_DAYS)),
        field("cancellation_days", "Days of notice to end it", _whole(terms.cancellation_days, 0, MOST_DAYS)),
        *_special(terms.special),
    ]
    return modal("proposal.terms", "Terms", blocks, "Save", metadata)


def _special(special: str) -> Sequence[Block]:
    first = field("special", "Special terms", text_input(special[:INPUT], True, INPUT), optional=True)
    if len(special) <= INPUT:
        return [first]
    rest = text_input(special[INPUT:], True, INPUT)
    return [first, field("special_more", "Special terms, continued", rest, optional=True)]


def _notes(notes: str) -> Block:
    return field("notes", "Notes", _long(notes), optional=True, hint=NOTES_HINT)


def _target(metric: Metric) -> Block:
    bound = metric.target_words.rpartition(f"{metric.target.normalize():f}")[0].strip()
    label = capital(f"{metric.measure}, {bound} ({metric.unit})".replace(" ()", ""))
    element = text_input(f"{metric.target.normalize():f}", max_length=20)
    return field(f"target.{metric.key}", clip(label, 150), element)


def _name(initial: str) -> Block:
    return text_input(initial, max_length=LONGEST_NAME)


def _long(initial: str) -> Block:
    return text_input(initial, multiline=True, max_length=LONGEST_TEXT)


def _amount(initial: Decimal | None) -> Block:
    return text_input(f"{initial:,.2f}" if initial is not None else "", max_length=20)


def _whole(initial: int | None, least: int = 1, most: int = MOST_UNITS) -> Block:
    element: Block = {
        "type": "number_input",
        "action_id": "value",
        "is_decimal_allowed": False,
        "min_value": str(least),
        "max_value": str(most),
    }
    return {**element, "initial_value": str(initial)} if initial is not None else element


def _day(initial: str) -> Block:
    return {"type": "datepicker", "action_id": "value", "initial_date": initial}


def _choice[Each: (BillingFrequency, BillingTime)](names: dict[Each, str], chosen: Each) -> Block:
    options = [option(text, each.value) for each, text in names.items()]
    return select("value", "Choose", options, next(each for each in options if each["value"] == chosen.value))
