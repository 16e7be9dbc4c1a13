"""Paying for an agreement: its schedule, transfers recorded by the customer and confirmed by CEC, warnings."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from domain import funding
from domain.agreements import Agreement
from domain.funding import Payment, Transfer
from domain.funding_accounts import Account
from domain.funding_amounts import amount_from
from domain.history import Change
from domain.permissions import Action, Actor
from services.access import agreement_for, require
from services.context import Context
from services.funding_cards import FundingView, FundingWaiting, ServiceCreditView
from services.funding_notices import tell_transfer
from services.funding_parts import account_of, held_transfer, planned_schedule, settled, signed_account
from services.funding_reminders import remind_overdue
from services.funding_views import funding_view, service_credit_views
from services.funding_waiting import to_confirm, to_pay
from services.needs_parts import held, still_open
from services.settings_table import OFFICE_ZONE, office_day, value_of
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class FundingUseCases:
    """Amounts are in USD: a Decimal, or what a person wrote ("12,500.00 USD"). `seen` is the transfer's revision that
    the person saw: a change of what is another by now is refused. A transfer of another organization is NotFound."""

    context: Context

    def schedule(self, actor: Actor, number: str) -> FundingView:
        """What is paid, due, overdue and next. Before all have signed, what the version on the table would bring.

        Raises NotFound while there is neither.
        """
        with self.context.reading() as work:
            agreement = agreement_for(work, actor, number)
            account = account_of(work, agreement)
            shown = account or Account(planned_schedule(work, self.context, agreement))
            return funding_view(work, self.context, actor, agreement, shown, in_force=account is not None)

    def service_credits(self, actor: Actor, number: str) -> tuple[ServiceCreditView, ...]:
        """What CEC gives back for missed targets, month by month."""
        with self.context.reading() as work:
            agreement = agreement_for(work, actor, number)
            return service_credit_views(agreement, work.service_credits.of_agreement(agreement.id))

    def waiting_of(self, actor: Actor) -> FundingWaiting:
        """For staff transfers that they can confirm, for customers instalments that they should pay."""
        require(actor, Action.LIST_OWN_AGREEMENTS)
        with self.context.reading() as work:
            return FundingWaiting(to_confirm(work, actor), to_pay(work, self.context, actor))

    def to_record(self, actor: Actor, number: str) -> FundingView:
        """What a form to record a transfer shows. Raises what `record` would raise, whatever is entered."""
        with self.context.reading() as work:
            agreement = still_open(agreement_for(work, actor, number, Action.RECORD_FUNDS))
            return funding_view(work, self.context, actor, agreement, signed_account(work, agreement))

    def record(
        self,
        actor: Actor,
        number: str,
        amount: Decimal | str,
        on: date,
        reference: str,
        transfer_id: str | None = None,
    ) -> FundingView:
        """The customer transferred funds. `transfer_id` makes it count once (the id of the form).

        Raises InvalidInput at the field, Conflict before all have signed.
        """
        with self.context.unit_of_work() as work:
            agreement = held(work, actor, number, Action.RECORD_FUNDS)
            before = work.funding.transfer(transfer_id) if transfer_id else None
            if before and before.agreement == agreement.id:
                return funding_view(work, self.context, actor, agreement, signed_account(work, agreement))
            account = signed_account(work, agreement)
            payment = self._checked(work, agreement, amount, on, reference)
            funding.refuse_duplicate(payment, account.transfers)
            made = Transfer(
                id=transfer_id or self.context.new_id(),
                agreement=agreement.id,
                organization=agreement.organization,
                payment=payment,
                recorded=payment,
                at=self.context.clock(),
                by=actor.id,
            )
            work.funding.add(made)
            return self._kept(work, actor, agreement, made, funding.recorded(made))

    def confirm(self, actor: Actor, transfer_id: str, seen: int) -> FundingView:
        """The money arrived as it was recorded."""
        return self._change(actor, transfer_id, seen, lambda transfer, at: funding.confirm(transfer, at, actor.id))

    def reject(self, actor: Actor, transfer_id: str, reason: str, seen: int) -> FundingView:
        """No such money arrived."""
        return self._change(
            actor, transfer_id, seen, lambda transfer, at: funding.reject(transfer, reason, at, actor.id)
        )

    def reverse(self, actor: Actor, transfer_id: str, reason: str, seen: int) -> FundingView:
        """The money went back. Where it was the first instalment, services may not begin until it is there again."""
        return self._change(
            actor, transfer_id, seen, lambda transfer, at: funding.reverse(transfer, reason, at, actor.id)
        )

    def correct(
        self,
        actor: Actor,
        transfer_id: str,
        amount: Decimal | str,
        on: date,
        reference: str,
        reason: str,
        seen: int,
    ) -> FundingView:
        """The money arrived with these figures instead, which count from now on."""
        with self.context.unit_of_work() as work:
            agreement, found = held_transfer(work, actor, transfer_id, Action.CONFIRM_FUNDS, seen)
            payment = self._checked(work, agreement, amount, on, reference)
            others = (each for each in work.funding.transfers_of(agreement.id) if each.id != found.id)
            funding.refuse_duplicate(payment, others)
            changed, change = funding.correct(found, payment, reason, self.context.clock(), actor.id)
            work.funding.save(changed, found.revision)
            return self._kept(work, actor, agreement, changed, change)

    def remind_due(self) -> int:
        """Tell the customer once of each instalment that is overdue. Returns how many messages leave."""
        return remind_overdue(self.context)

    def _change(
        self, actor: Actor, transfer_id: str, seen: int, change: Callable[[Transfer, datetime], tuple[Transfer, Change]]
    ) -> FundingView:
        with self.context.unit_of_work() as work:
            agreement, found = held_transfer(work, actor, transfer_id, Action.CONFIRM_FUNDS, seen)
            changed, entry = change(found, self.context.clock())
            work.funding.save(changed, found.revision)
            return self._kept(work, actor, agreement, changed, entry)

    def _kept(
        self, work: UnitOfWork, actor: Actor, agreement: Agreement, transfer: Transfer, change: Change
    ) -> FundingView:
        """What follows from a transfer that was kept; it ends the transaction."""
        saved = settled(work, self.context, actor, agreement, change)
        account = signed_account(work, saved)
        tell_transfer(work, actor, saved, transfer, account)
        view = funding_view(work, self.context, actor, saved, account)
        work.commit()
        return view

    def _checked(
        self, work: UnitOfWork, agreement: Agreement, amount: Decimal | str, on: date, reference: str
    ) -> Payment:
        exact = amount_from(amount) if isinstance(amount, str) else amount
        opened = agreement.opened_at.astimezone(ZoneInfo(value_of(work, OFFICE_ZONE))).date()
        return funding.checked(Payment(exact, on, reference), opened, office_day(work, self.context))
