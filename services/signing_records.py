"""What an agreement that reaches the step of the signatures late is to know of them, and of its funds."""

from collections.abc import Sequence
from datetime import datetime

from domain.agreement_funding import with_funds, with_signatures
from domain.agreements import Agreement
from domain.funding_accounts import Account
from domain.history import Change
from storage.unit_of_work import UnitOfWork


def with_what_was_signed(
    work: UnitOfWork, agreement: Agreement, at: datetime, by: str
) -> tuple[Agreement, Sequence[Change]]:
    """With the signatures and funds that came while it waited at the proposal, such as for a contact who left."""
    for signing in work.signings.of_agreement(agreement.id)[-1:]:
        agreement = with_signatures(agreement, signing)
    kept = work.funding.schedule_of(agreement.id)
    if kept is None:
        return agreement, ()
    return with_funds(agreement, Account(kept.schedule, work.funding.transfers_of(agreement.id)), at, by)
