"""What sentences about payments say and ask: a transfer that was made, whether funds arrived, what is owed or next."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bot.context import Turn
from bot.said import values
from bot.views.payments import arrived_sentence, next_sentence, overdue_sentence, owed_sentence
from domain.errors import InvalidInput
from domain.funding import LONGEST_REFERENCE
from domain.funding_amounts import amount_from, usable_amount
from services.funding_cards import FundingView


@dataclass(frozen=True)
class SaidTransfer:
    """What a sentence tells of a transfer; empty where it tells nothing. `amount` in USD, as in 12,500.00."""

    amount: str = ""
    on: date | None = None
    reference: str = ""


_TIMES = {"k": 1_000, "thousand": 1_000, "m": 1_000_000, "mm": 1_000_000, "million": 1_000_000, "mil": 1_000_000}
_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_AMOUNT = re.compile(
    rf"(?:(?:US)?\$|\bUSD)\s?(?P<led>{_NUMBER})\s?(?P<led_times>k|thousand|mm|mil|million|m)?\b"
    rf"|(?<![\w.,-])(?P<number>{_NUMBER})\s?(?P<times>k|thousand|mm|mil|million)?\s?(?:dollars|USD|bucks)\b",
    re.IGNORECASE | re.ASCII,
)
#: "IPAC 1234567", "reference no. G-INV-4471", "G-Invoicing order O2701-334".
_REFERENCE = re.compile(
    r"\b(?P<system>IPAC|G-?Invoicing)?\W{0,3}"
    r"(?:(?:ref(?:erence)?|document|doc|order|transaction|number|no|num|id|#)\b\.?\s?(?:is\b|#|:)?\W{0,3}){0,3}"
    r"(?P<code>(?=[\w/.-]*\d)[A-Z0-9][\w/.-]*[A-Z0-9]|\d)\b",
    re.IGNORECASE | re.ASCII,
)
_NAMES_IT = re.compile(
    r"IPAC|G-?Invoicing|ref|document|\bdoc\b|order|transaction|\bid\b|#|number|\bno\b", re.IGNORECASE
)

_FIRST = re.compile(r"\b(?:first|1st|initial)\b", re.IGNORECASE)
_WAITS = re.compile(
    r"\b(?:transfers?|payments?|funds?|money)\b.{0,40}\b(?:wait\w*|confirm\w*|pending)\b"
    r"|\b(?:confirm|waiting for confirmation)\b.{0,40}\b(?:transfers?|payments?|funds?)\b",
    re.IGNORECASE,
)
_ARRIVED = re.compile(
    r"\b(?:arrived?|receiv\w*|got|gotten|come in|came in|come through|went through|cleared|landed|confirmed"
    r"|have you seen)\b",
    re.IGNORECASE,
)
_LATE = re.compile(r"\b(?:overdue|late|past due|behind|in arrears)\b", re.IGNORECASE)
_OWED = re.compile(
    r"\b(?:owed?|owes|owing|balance|outstanding|left|remaining|still (?:to|have to) pay)\b", re.IGNORECASE
)
_NEXT = re.compile(r"\b(?:next|when|due|upcoming|coming up)\b", re.IGNORECASE)
_ANSWERS = ((_LATE, overdue_sentence), (_ARRIVED, arrived_sentence), (_OWED, owed_sentence), (_NEXT, next_sentence))


def answer_to(text: str, view: FundingView) -> str:
    """The sentence that answers what was asked; empty where the payments as a whole are asked for."""
    return next((answer(view) for words, answer in _ANSWERS if words.search(text)), "")


def agreement_paid(text: str, amount: str, views: Sequence[FundingView]) -> str | None:
    """The number of the one that a transfer fits: by its amount, as the first one, or as the only one that is due."""
    signed = [view for view in views if view.in_force and view.next]
    exact = Decimal(amount.replace(",", "")) if amount else None
    by_amount = [view for view in signed if view.next and view.next.open == exact]
    first = [view for view in signed if _FIRST.search(text) and not view.transfers]
    due = [view for view in signed if view.next and view.next.instalment.billed_on <= view.today]
    return next((found[0].number for found in (by_amount, first, due, signed) if len(found) == 1), None)


def asks_what_waits(text: str) -> bool:
    """ "Which transfers wait to be confirmed"."""
    return bool(_WAITS.search(text)) and not re.search(r"\b(?:my|our|has|have|did|was|were)\b", text, re.IGNORECASE)


def said_transfer(turn: Turn) -> SaidTransfer:
    """The amount, the day and the reference that the sentence names."""
    amount = _AMOUNT.search(turn.text)
    rest = turn.text if amount is None else turn.text[: amount.start()] + " " + turn.text[amount.end() :]
    days = [found for each in values(turn.understanding, "time") if (found := day_said(each))]
    return SaidTransfer(_amount(amount), days[0] if days else None, _reference(rest))


def day_said(text: str) -> date | None:
    """The day of an ISO date or moment; None for stretches of time and what is none."""
    try:
        return date.fromisoformat(text if "/" in text else text[:10])
    except ValueError:
        return None


def _amount(found: re.Match[str] | None) -> str:
    """As a form shows it; empty where there is none that can be transferred."""
    if found is None:
        return ""
    times = _TIMES.get((found["led_times"] or found["times"] or "").casefold(), 1)
    try:
        exact = usable_amount(amount_from(found["led"] or found["number"]) * Decimal(times))
    except InvalidInput:
        return ""
    return f"{exact:,.2f}"


def _reference(text: str) -> str:
    """The code after a word that says so, with the system's name where it stands before."""
    for found in _REFERENCE.finditer(text):
        if _NAMES_IT.search(found[0]) and not found["code"].upper().startswith(("SLA", "FY")):
            system = f"{found['system']} " if found["system"] else ""
            return f"{system}{found['code']}"[:LONGEST_REFERENCE]
    return ""
