"""What is asked back when somebody says that funds were sent."""

from datetime import date

from bot.views.blocks import safe
from bot.views.text import day, join_and


def transfer_question(number: str | None, amount: str, on: date | None, reference: str) -> str:
    """Whether to record it, with what was understood and what the form still asks for."""
    told = [f"${amount}" if amount else "", f"on {day(on)}" if on else "", safe(reference)]
    missing = ["the agreement"] * (number is None) + ["the amount"] * (not amount) + ["the reference"] * (not reference)
    what = ", ".join(part for part in told if part)
    of = f" of {number}" if number else ""
    rest = f" The form asks for {join_and(missing)}." if missing else " Check it in the form first."
    return f"Shall I record this transfer{of}?{f' {what}.' if what else ''}{rest}"
