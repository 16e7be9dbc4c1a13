"""Transfers of funds: recorded by the customer or for them, then confirmed, corrected or rejected by CEC's finance
officer, and reversed where the money went back."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from domain.errors import Conflict, InvalidInput
from domain.funding_amounts import usable_amount
from domain.history import Change
from domain.money import format_money
from domain.words import day_in_words

LONGEST_REFERENCE = 60
LONGEST_REASON = 500


class TransferState(StrEnum):
    RECORDED = "recorded"
    CONFIRMED = "confirmed"
    CORRECTED = "corrected"
    REJECTED = "rejected"
    REVERSED = "reversed"


#: The money is there; a corrected one arrived with other figures than were recorded.
ARRIVED = frozenset({TransferState.CONFIRMED, TransferState.CORRECTED})
#: It is there, or said to be on its way.
STANDING = ARRIVED | {TransferState.RECORDED}


@dataclass(frozen=True)
class Payment:
    """An amount in USD, the day of its transfer, and its reference, such as an IPAC or G-Invoicing number."""

    amount: Decimal
    on: date
    reference: str


@dataclass(frozen=True)
class Transfer:
    """`payment` is what counts, `recorded` what the customer said. `revision` counts its changes."""

    id: str
    agreement: str
    organization: str
    payment: Payment
    recorded: Payment
    at: datetime
    by: str
    state: TransferState = TransferState.RECORDED
    settled_at: datetime | None = None
    settled_by: str | None = None
    reason: str = ""
    revision: int = 1

    @property
    def has_arrived(self) -> bool:
        return self.state in ARRIVED

    @property
    def stands(self) -> bool:
        return self.state in STANDING


def checked(payment: Payment, earliest: date, today: date) -> Payment:
    """Tidy, or InvalidInput at the field: an unusable amount, a day before `earliest` (when the agreement was opened)
    or in the future, no reference."""
    if payment.on > today:
        raise InvalidInput("on", "The day of the transfer is in the future. Record it once the money is on its way.")
    if payment.on < earliest:
        raise InvalidInput(
            "on", f"The agreement was opened on {day_in_words(earliest)}. Give the day of the transfer, not before it."
        )
    reference = " ".join(payment.reference.split())
    if not reference_key(reference):
        raise InvalidInput("reference", "Give the transfer's reference, such as its IPAC or G-Invoicing number.")
    if len(reference) > LONGEST_REFERENCE:
        raise InvalidInput("reference", f"Give a reference of at most {LONGEST_REFERENCE} characters.")
    return Payment(usable_amount(payment.amount), payment.on, reference)


def reference_key(reference: str) -> str:
    """By what two references are the same: letters and digits, without case."""
    return re.sub(r"[\W_]+", "", reference).casefold()


def refuse_duplicate(payment: Payment, others: Iterable[Transfer]) -> None:
    """Raises InvalidInput when a transfer that stands has this reference already."""
    key = reference_key(payment.reference)
    same = next((each for each in others if each.stands and reference_key(each.payment.reference) == key), None)
    if same:
        raise InvalidInput(
            "reference",
            f"A transfer with this reference was recorded already: {format_money(same.payment.amount)} on "
            f"{day_in_words(same.payment.on)}. Each transfer has a reference of its own.",
        )


def recorded(transfer: Transfer) -> Change:
    """The history of a new one."""
    return _change(transfer, None, transfer.at, transfer.by, "")


def confirm(transfer: Transfer, at: datetime, by: str) -> tuple[Transfer, Change]:
    """The money arrived as it was recorded. Raises Conflict unless it waits for that."""
    _must_be(transfer, {TransferState.RECORDED}, "confirmed")
    return _settled(transfer, TransferState.CONFIRMED, at, by, "")


def correct(transfer: Transfer, payment: Payment, reason: str, at: datetime, by: str) -> tuple[Transfer, Change]:
    """The money arrived with these figures (`checked`), which count from now on."""
    _must_be(transfer, STANDING, "corrected")
    given = _reason(reason, "Say what was wrong, so that the other side understands the correction.")
    if payment == transfer.payment:
        raise InvalidInput("amount", "These are the figures that are there. Change one of them, or confirm them.")
    return _settled(replace(transfer, payment=payment), TransferState.CORRECTED, at, by, given)


def reject(transfer: Transfer, reason: str, at: datetime, by: str) -> tuple[Transfer, Change]:
    """No such money arrived. Raises Conflict unless it waits to be confirmed."""
    _must_be(transfer, {TransferState.RECORDED}, "rejected")
    given = _reason(reason, "Say why it is rejected, so that the customer knows what to do.")
    return _settled(transfer, TransferState.REJECTED, at, by, given)


def reverse(transfer: Transfer, reason: str, at: datetime, by: str) -> tuple[Transfer, Change]:
    """The money went back. Raises Conflict unless it had arrived."""
    _must_be(transfer, ARRIVED, "reversed")
    given = _reason(reason, "Say why it was reversed, so that the customer knows what to do.")
    return _settled(transfer, TransferState.REVERSED, at, by, given)


def _must_be(transfer: Transfer, states: Iterable[TransferState], wanted: str) -> None:
    if transfer.state not in states:
        raise Conflict(f"This transfer was {transfer.state.value} meanwhile, so it cannot be {wanted}.")


def _reason(text: str, wanted: str) -> str:
    given = text.strip()
    if not given:
        raise InvalidInput("reason", wanted)
    if len(given) > LONGEST_REASON:
        raise InvalidInput("reason", f"Give a reason of at most {LONGEST_REASON} characters.")
    return given


def _settled(transfer: Transfer, state: TransferState, at: datetime, by: str, reason: str) -> tuple[Transfer, Change]:
    changed = replace(
        transfer, state=state, settled_at=at, settled_by=by, reason=reason, revision=transfer.revision + 1
    )
    return changed, _change(changed, transfer.state, at, by, reason)


def _change(transfer: Transfer, old: TransferState | None, at: datetime, by: str, note: str) -> Change:
    payment = transfer.payment
    figures = f"{format_money(payment.amount)} of {day_in_words(payment.on)}, {payment.reference}"
    field = f"transfer_{transfer.state.value}"
    return Change("agreement", transfer.agreement, transfer.organization, field, old, figures, at, by, note)
