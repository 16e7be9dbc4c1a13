"""The forms of payments: a transfer that is recorded, and what finance says of one."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from bot.replies import Block, View
from bot.views.blocks import field, modal, safe, section, text_input
from bot.views.payments import next_sentence
from bot.views.payments_transfers import REVERSE, transfer_line
from bot.views.text import money
from bot.views.tracker import Reader
from domain.funding import LONGEST_REASON, LONGEST_REFERENCE
from services.funding_cards import FundingView, TransferView

LONGEST_AMOUNT = 40


def record_form(above: Sequence[Block], amount: str, on: date, reference: str, metadata: object) -> View:
    """`above` says to which agreement it belongs, or asks for it; the rest is what is known already."""
    return modal("payments.record", "Record a transfer", [*above, *_fields(amount, on, reference)], "Record", metadata)


def of_agreement(view: FundingView) -> list[Block]:
    """What stands above the form, where the agreement is known."""
    return [section(f"A transfer of {view.number}, {safe(view.title)}. {next_sentence(view)}")]


def more_than_open(view: FundingView, amount: Decimal) -> Block:
    """What is asked before a transfer is recorded that exceeds what is still open."""
    return section(
        f"⚠ {money(amount)} is more than the {money(view.unpaid)} of {view.number} that is still to be transferred. "
        "If this is right, press Record again; else change the amount."
    )


def correct_form(view: TransferView, reader: Reader, metadata: object) -> View:
    payment = view.transfer.payment
    blocks = [
        section(
            f"{transfer_line(view, reader)} It counts as confirmed with what you enter, also "
            "where it was not confirmed yet; the customer is told."
        ),
        *_fields(f"{payment.amount:,.2f}", payment.on, payment.reference),
        _reason("What was wrong"),
    ]
    return modal("payments.correct", "Correct a transfer", blocks, "Correct", metadata, close="Go back")


def settle_form(view: TransferView, do: str, reader: Reader, metadata: object) -> View:
    """To reject a transfer that did not arrive, or to reverse one that went back."""
    reverses = do == REVERSE
    what = "The money went back, so it pays for nothing any more." if reverses else "No such money arrived."
    title, submit = ("Reverse a transfer", "Reverse") if reverses else ("Reject a transfer", "Reject")
    blocks = [section(f"{transfer_line(view, reader)}\n{what} The customer is told why."), _reason("Why")]
    return modal(f"payments.{do}", title, blocks, submit, metadata, close="Go back")


def _fields(amount: str, on: date, reference: str) -> list[Block]:
    day: Block = {"type": "datepicker", "action_id": "value", "initial_date": on.isoformat()}
    return [
        field(
            "amount", "Amount in US dollars", text_input(amount, max_length=LONGEST_AMOUNT), hint="Such as 12,500.00."
        ),
        field("on", "Day of the transfer", day),
        field(
            "reference",
            "Its reference",
            text_input(reference, max_length=LONGEST_REFERENCE),
            hint="Such as its IPAC or G-Invoicing number.",
        ),
    ]


def _reason(label: str) -> Block:
    return field("reason", label, text_input(multiline=True, max_length=LONGEST_REASON))
