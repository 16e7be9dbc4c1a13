"""Fiscal years as people name them, shared by the readers of fiscal years and of times."""

import re
from datetime import date

from bot.understanding.readers.plain import FLAGS
from bot.understanding.readers.time_model import fiscal_year_at, full_year

#: Where prices, agreements and money are spoken of, a plain "next year" is the fiscal year, since agreements and
#: their prices follow it. Elsewhere (meetings, reports, small talk) it is the calendar year.
FISCAL_INTENTS = frozenset(
    {
        "ask_price", "explain_pricing", "describe_service", "browse_catalog", "request_custom_service",
        "view_proposal", "request_change", "accept_proposal", "sign_agreement", "agreement_status",
        "list_agreements", "payment_schedule", "record_funding", "ask_renewals", "start_renewal",
    }
)  # fmt: skip
_WHICH = {
    "this": 0, "the current": 0, "current": 0, "our current": 0, "next": 1, "nxt": 1, "the coming": 1, "coming": 1,
    "the upcoming": 1, "upcoming": 1, "the following": 1, "following": 1, "last": -1, "the previous": -1,
    "previous": -1, "the prior": -1, "prior": -1, "the past": -1,
}  # fmt: skip
WHICH = "(?:" + "|".join(sorted(_WHICH, key=len, reverse=True)).replace(" ", r"\s+") + ")"

_FISCAL = r"(?:fiscal|fiscl|fical|fisical|fiscial)"
_YEAR = r"(?:year|yr)"
NUMBERED_YEAR = (
    r"(?:(?<![A-Za-z])G?F\.?Y\.?[es]?[\s-]*(?:20\d\d|19\d\d|'?\d\d)(?!\d)"
    rf"|\b{_FISCAL}(?:\s+{_YEAR})?s?\s*(?:20\d\d|19\d\d|'?\d\d)(?![\d-]\d|\d)"
    rf"|\b(?:20\d\d)\s+{_FISCAL}\s+{_YEAR})"
)
RELATIVE_YEAR = (
    rf"(?:\b{WHICH}\s+(?:federal\s+)?(?:{_FISCAL}\s+{_YEAR}|FY)\b|\b(?:{_FISCAL}\s+{_YEAR}|FY)\s+after\s+next\b)"
)
PLAIN_YEAR = rf"(?:\b{WHICH}\s+(?:contract\s+|budget\s+)?year\b|\b(?:the\s+)?year\s+after\s+next\b)"
_YEAR_DIGITS = re.compile(r"(?<!\d)(?:20\d\d|19\d\d|\d\d)(?!\d)", FLAGS)


def fiscal_year_named(words: str, today: date) -> int:
    """The year of an expression that NUMBERED_YEAR, RELATIVE_YEAR or PLAIN_YEAR matched, such as 2027."""
    if digits := _YEAR_DIGITS.search(words):
        return full_year(digits[0])
    current = fiscal_year_at(today)
    lower = " ".join(words.lower().split())
    if "after next" in lower:
        return current + 2
    return current + next(step for which, step in _WHICH.items() if lower.startswith(which + " "))
