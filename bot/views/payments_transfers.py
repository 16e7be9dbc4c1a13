"""Transfers of funds, each with its state and what the reader can do with it; and what waits for a person."""

from collections.abc import Sequence

from bot.replies import Block
from bot.views.blocks import actions, button, confirmation, divider, header, option, safe, section
from bot.views.funding_buttons import payments_button, record_button
from bot.views.text import instant_day, money, plural, short_day, without_bold
from bot.views.tracker import Reader
from domain.funding import TransferState
from domain.funding_accounts import InstalmentState
from domain.money import ZERO
from services.funding_cards import FundingView, FundingWaiting, PaymentDue, TransferView

#: Of one page: each transfer has up to two blocks.
PAGE = 8
#: Of what waits, in a message and on Home.
WAITING_SHOWN = 10
SHOWN_ON_HOME = 3
CORRECT, REJECT, REVERSE = "correct", "reject", "reverse"


def transfer_line(view: TransferView, reader: Reader) -> str:
    """As in $12,500.00 of Nov 2, 2026, IPAC 1234567: confirmed by Samuel Stone Nov 4, 2026."""
    transfer, payment = view.transfer, view.transfer.payment
    late = ", late" if view.late else ""
    line = (
        f"*{money(payment.amount)}* of {short_day(payment.on)}{late}, {safe(payment.reference)}: {_state(view, reader)}"
    )
    reason = f" Reason: “{safe(transfer.reason)}”" if transfer.reason else ""
    if transfer.state is TransferState.CORRECTED and transfer.recorded.amount != payment.amount:
        reason = f" It was recorded as {money(transfer.recorded.amount)}.{reason}"
    return f"{line}.{reason}"


def transfer_blocks(view: TransferView, reader: Reader, with_number: bool = False) -> list[Block]:
    """Its line and its buttons. `with_number` says to which agreement it belongs."""
    of = f"{view.number}, {safe(view.organization.abbreviation)}\n" if with_number else ""
    menu = _menu(view)
    blocks = [section(f"{of}{transfer_line(view, reader)}", menu)]
    return [*blocks, actions([_confirm(view)])] if view.may_confirm else blocks


def transfers_text(view: FundingView, reader: Reader, page: int) -> str:
    lines = [without_bold(transfer_line(each, reader)) for each in _shown(view, page)]
    return "\n".join([_title(view), *lines])


def transfers_blocks(view: FundingView, reader: Reader, page: int) -> list[Block]:
    """Every transfer, the latest first, a page at a time."""
    number = view.number
    blocks = [header(f"{number}: Transfers"), section(_title(view))]
    for each in _shown(view, page):
        blocks += transfer_blocks(each, reader)
    turns = [("Newer", page - 1)] * (page > 0) + [("Older", page + 1)] * (len(view.transfers) > (page + 1) * PAGE)
    made = [
        button(text, f"payments.transfers:{text}", {"number": number, "p": to}, label=f"{text} transfers of {number}")
        for text, to in turns
    ]
    back = payments_button(number, "Payment schedule")
    return [*blocks, actions([*made, back])]


def waiting_text(found: FundingWaiting, reader: Reader) -> str:
    """What waits for the reader: transfers to confirm, or instalments to pay."""
    lines = [without_bold(f"{each.number}: {transfer_line(each, reader)}") for each in found.to_confirm]
    lines += [without_bold(due_line(each)) for each in found.to_pay]
    return "\n".join([waiting_title(found), *lines[:WAITING_SHOWN]])


def waiting_title(found: FundingWaiting) -> str:
    if found.to_confirm:
        count = len(found.to_confirm)
        return f"{plural(count, 'transfer')} {'waits' if count == 1 else 'wait'} to be confirmed, the oldest first."
    if found.to_pay:
        return f"{plural(len(found.to_pay), 'instalment')} to be paid."
    return "No payment waits for you."


def waiting_blocks(found: FundingWaiting, reader: Reader) -> list[Block]:
    blocks = [section(f"*{waiting_title(found)}*")]
    for each in found.to_confirm[:WAITING_SHOWN]:
        blocks += transfer_blocks(each, reader, with_number=True)
    return [*blocks, *(_due_block(each) for each in found.to_pay[:WAITING_SHOWN])]


def home_payments(found: FundingWaiting, reader: Reader) -> list[Block]:
    """What the reader should pay or confirm; nothing where nothing waits."""
    if not found.to_confirm and not found.to_pay:
        return []
    blocks: list[Block] = [divider(), header("Transfers to confirm" if found.to_confirm else "To be paid by you")]
    for each in found.to_confirm[:SHOWN_ON_HOME]:
        line = f"*{each.number}*  {transfer_line(each, reader)}"
        blocks.append(section(line, payments_button(each.number, "Open the payments", f"{each.transfer.id}.")))
    blocks += [_due_block(each) for each in found.to_pay[:SHOWN_ON_HOME]]
    more = len(found.to_confirm) + len(found.to_pay) > SHOWN_ON_HOME
    return [*blocks, actions([button("All payments that wait", "payments.waiting")])] if more else blocks


def due_line(view: PaymentDue) -> str:
    part, amount = view.instalment.instalment, money(view.instalment.open)
    late = " It is overdue." if view.instalment.state is InstalmentState.OVERDUE else ""
    due = f"{amount}, instalment {part.number}, due {short_day(part.due_on)}.{late}"
    return f"*{view.number}*  {safe(view.title)}\n{due}"


# -- pieces ------------------------------------------------------------------------------------------------------


def _state(view: TransferView, reader: Reader) -> str:
    transfer = view.transfer
    when = instant_day(transfer.settled_at or transfer.at, reader.zone)
    if transfer.state is TransferState.RECORDED:
        return f"recorded by {safe(view.by)} {when}, waits to be confirmed by CEC"
    return f"{transfer.state.value} by {safe(view.settled_by or 'CEC')} {when}"


def _confirm(view: TransferView) -> Block:
    transfer, amount = view.transfer, money(view.transfer.payment.amount)
    value = {"number": view.number, "t": transfer.id, "v": transfer.revision}
    said = f"{amount} arrived, {transfer.payment.reference}. {_against_open(view)}"
    ask = confirmation("Confirm the transfer?", said, "Confirm")
    label = f"Confirm {amount}, {transfer.payment.reference}"
    return button("Confirm", f"payments.confirm:{transfer.id}", value, "primary", label=label, confirm=ask)


def _against_open(view: TransferView) -> str:
    """What is open before this transfer counts, and by how much it is too much."""
    over = view.transfer.payment.amount - view.outstanding
    whole = f"{money(view.outstanding)} of {view.number} is still open"
    return f"{whole}, so this is {money(over)} too much." if over > ZERO else f"{whole}."


def _menu(view: TransferView) -> Block | None:
    """What is done seldom stands in a menu."""
    transfer = view.transfer
    allowed = (("Correct", CORRECT, view.may_correct), ("Reject", REJECT, view.may_reject))
    choices = [*allowed, ("Reverse", REVERSE, view.may_reverse)]
    options = [
        option(text, f"{do} {transfer.revision} {transfer.id} {view.number}") for text, do, may in choices if may
    ]
    return (
        {"type": "overflow", "action_id": f"payments.transfer:{transfer.id}", "options": options} if options else None
    )


def _due_block(view: PaymentDue) -> Block:
    return section(due_line(view), record_button(view.number, place="due."))


def _shown(view: FundingView, page: int) -> Sequence[TransferView]:
    return tuple(reversed(view.transfers))[page * PAGE : (page + 1) * PAGE]


def _title(view: FundingView) -> str:
    return f"{plural(len(view.transfers), 'transfer')} of {view.number}, {safe(view.title)}, the latest first."
