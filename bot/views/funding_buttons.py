"""Buttons that lead to the signatures and the payments of an agreement, from wherever it is shown. `place` keeps two of
them in one view apart."""

from bot.replies import Block
from bot.views.blocks import button


def signing_button(number: str, text: str = "Signatures", place: str = "") -> Block:
    return button(text, f"signing.open:{place}{number}", {"number": number}, label=f"{text}: {number}")


def payments_button(number: str, text: str = "Payments", place: str = "") -> Block:
    return button(text, f"payments.open:{place}{number}", {"number": number}, label=f"{text}: {number}")


def record_button(number: str, style: str | None = None, place: str = "") -> Block:
    label = f"Record a transfer of {number}"
    return button("Record a transfer", f"payments.record:{place}{number}", {"number": number}, style, label=label)
