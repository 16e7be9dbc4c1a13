"""The parts of an agreement in the words of its documents: also what templates use as filters."""

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from documents.line_periods import stretches
from domain.catalog import Charge
from domain.fiscal import Period
from domain.money import format_money
from domain.people import Role, Side
from domain.proposal_lines import ProposalLine
from domain.proposal_terms import BillingFrequency, BillingTime, Terms
from domain.words import day_in_words

_FREQUENCIES = {
    BillingFrequency.MONTHLY: "Monthly",
    BillingFrequency.QUARTERLY: "Quarterly",
    BillingFrequency.YEARLY: "Yearly",
}


def period_words(period: Period) -> str:
    return f"{day_in_words(period.start)} to {day_in_words(period.end)}"


def days_words(days: int) -> str:
    return f"{days:,} day" if days == 1 else f"{days:,} days"


def billing_words(terms: Terms) -> str:
    """When it is billed: "Quarterly, in advance"."""
    if terms.billing is BillingFrequency.OWN_DATES:
        return f"On {'; '.join(map(day_in_words, terms.own_dates))}"
    time = "in advance" if terms.billed_in is BillingTime.ADVANCE else "in arrears"
    return f"{_FREQUENCIES[terms.billing]}, {time}"


def terms_words(terms: Terms) -> dict[str, str]:
    """Each term by its name; a special term that is not there is empty."""
    return {
        "Term": period_words(terms.period),
        "Counts from": day_in_words(terms.effective_on) if terms.effective_on else "",
        "Billing": billing_words(terms),
        "Payment": f"Due {days_words(terms.payment_days)} after the bill",
        "Cancellation": f"By either side, in writing, {days_words(terms.cancellation_days)} ahead",
        "Special terms": terms.special,
    }


def price_words(line: ProposalLine) -> str:
    """The unit price with what it is for: "$640.00 per laptop and year"."""
    span = "" if line.charge is Charge.PER_UNIT else " and year"
    return f"{format_money(line.unit_price)} per {line.unit}{span}"


def origin_words(line: ProposalLine) -> str:
    """Why the price is another than that of the catalog; empty for a line as the catalog has it."""
    if line.custom:
        return f"Custom service, quote {line.custom.quote}: {line.custom.reason}"
    if line.override:
        return f"Price set by CEC instead of {format_money(line.override.list_price)}: {line.override.reason}"
    return ""


def signed_money(amount: Decimal) -> str:
    """With its sign, for what is added or saved: "+$120.00"."""
    return f"+{format_money(amount)}" if amount > 0 else format_money(amount)


def side_words(side: Side) -> str:
    return "CEC" if side is Side.CEC else "Customer"


def role_words(role: Role) -> str:
    """For a table: "Program manager"."""
    return roles_words((role,))


def roles_words(roles: Iterable[Role]) -> str:
    """Every role of a person: "Budget officer, funding official"."""
    words = ", ".join(role.label for role in roles)
    return words[:1].upper() + words[1:]


agreement_filters: dict[str, Callable[..., Any]] = {
    "period": period_words,
    "days": days_words,
    "terms": terms_words,
    "price": price_words,
    "origin": origin_words,
    "stretches": stretches,
    "change": signed_money,
    "side": side_words,
    "role": role_words,
    "roles": roles_words,
}
"""By the name that templates use."""
