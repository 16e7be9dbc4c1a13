"""Exceptions: one side proposes to leave measurements out, the other one agrees or declines."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from documents.words import period_words
from domain.agreements import Agreement
from domain.errors import InvalidInput
from domain.fiscal import Period
from domain.measurement_exceptions import ExceptionState, MeasurementException, agree, checked_reason, decline
from domain.people import Side
from domain.permissions import Action, Actor, decide
from services.access import agreement_for, own_or_not_found, require, subject_of
from services.context import Context, plain_change
from services.exception_cards import ExceptionCard, ExceptionList, exception_cards, promised_of
from services.exception_notices import tell_exception
from storage.unit_of_work import UnitOfWork

MOST_LISTED = 8
_NO_SUCH = "There is no such exception. Look at the exceptions of the agreement."


@dataclass(frozen=True)
class Excepted:
    """`concerned`: how many measurements it concerns at present."""

    exception: MeasurementException
    number: str
    concerned: int


@dataclass(frozen=True)
class MeasurementExceptionUseCases:
    """An exception of another organization is NotFound, as one that never was."""

    context: Context

    def of_agreement(self, actor: Actor, number: str) -> tuple[MeasurementException, ...]:
        """All that were ever proposed, the first one first."""
        with self.context.reading() as work:
            return work.measurement_exceptions.of_agreement(agreement_for(work, actor, number).id)

    def listing(self, actor: Actor, number: str) -> ExceptionList:
        """The latest ones with what the actor may do about each, and what another one can be about."""
        with self.context.reading() as work:
            agreement = agreement_for(work, actor, number)
            found = work.measurement_exceptions.of_agreement(agreement.id)[::-1]
            shown = found[:MOST_LISTED]
            return ExceptionList(
                number=agreement.number,
                title=agreement.title,
                organization=agreement.organization,
                cards=exception_cards(work, actor, agreement, shown),
                more=len(found) - len(shown),
                promised=promised_of(work, agreement),
                may_propose=decide(actor, Action.PROPOSE_EXCEPTION, subject_of(actor, agreement)).allowed,
            )

    def view(self, actor: Actor, exception_id: str) -> ExceptionCard:
        """One of them, as the actor sees it."""
        with self.context.reading() as work:
            found = work.measurement_exceptions.find(exception_id)
            found = own_or_not_found(actor, Action.READ_AGREEMENT, found, _NO_SUCH)
            agreement = work.agreements.get(found.agreement)
            return exception_cards(work, actor, agreement, [found])[0]

    def propose(
        self,
        actor: Actor,
        number: str,
        service: str,
        days: Period,
        reason: str,
        metric: str | None = None,
        key: str | None = None,
        exception_id: str | None = None,
    ) -> Excepted:
        """Of all metrics of the service unless one is named; with a `key` only that measurement. `exception_id` makes
        it count once (the id of the form). The days may be still to come. Raises InvalidInput at "service", "metric",
        "days", "key" or "reason"."""
        with self.context.unit_of_work() as work:
            agreement = agreement_for(work, actor, number, Action.PROPOSE_EXCEPTION)
            before = work.measurement_exceptions.find(exception_id) if exception_id else None
            if before and before.agreement == agreement.id:
                return _excepted(work, agreement, before)
            _check(work, agreement, service, metric, days)
            made = MeasurementException(
                id=exception_id or self.context.new_id(),
                agreement=agreement.id,
                organization=agreement.organization,
                service=service,
                days=days,
                reason=checked_reason(reason),
                side=_side(actor),
                by=actor.id,
                at=self.context.clock(),
                metric=metric,
                key=key,
            )
            if key is not None and not work.measurements.concerned(made):
                raise InvalidInput("key", "There is no measurement with this key on these days, so look at both again.")
            return self._kept(work, actor, agreement, made)

    def agree(self, actor: Actor, exception_id: str) -> Excepted:
        """For the other side: from now on it is left out, also what is brought in later for these days."""
        return self._settle(
            actor, exception_id, Action.SETTLE_EXCEPTION, lambda each, at: agree(each, _side(actor), actor.id, at)
        )

    def decline(self, actor: Actor, exception_id: str, note: str) -> Excepted:
        """By either side: who proposed it takes it back."""
        return self._settle(
            actor, exception_id, Action.PROPOSE_EXCEPTION, lambda each, at: decline(each, actor.id, at, note)
        )

    def _settle(
        self,
        actor: Actor,
        exception_id: str,
        action: Action,
        change: Callable[[MeasurementException, datetime], MeasurementException],
    ) -> Excepted:
        with self.context.unit_of_work() as work:
            found = work.measurement_exceptions.find(exception_id)
            found = own_or_not_found(actor, Action.READ_AGREEMENT, found, _NO_SUCH)
            agreement = work.agreements.get(found.agreement)
            require(actor, action, subject_of(actor, agreement))
            return self._kept(work, actor, agreement, change(found, self.context.clock()))

    def _kept(self, work: UnitOfWork, actor: Actor, agreement: Agreement, exception: MeasurementException) -> Excepted:
        """It ends the transaction."""
        saved = work.measurement_exceptions.save(exception)
        if saved.state is ExceptionState.AGREED:
            work.measurements.except_anew(agreement.id, saved.days.start, saved.days.end)
        subject, what = ("measurement_exception", saved.id), saved.note or saved.reason
        now = self.context.clock()
        work.history.append(plain_change(actor, subject, "state", None, saved.state, now, agreement.organization, what))
        shown = _excepted(work, agreement, saved)
        tell_exception(work, actor, agreement, saved)
        work.commit()
        return shown


def _side(actor: Actor) -> Side:
    return Side.CEC if actor.is_staff else Side.CUSTOMER


def _check(work: UnitOfWork, agreement: Agreement, service: str, metric: str | None, days: Period) -> None:
    if days.overlap(agreement.term) != days:
        term = period_words(agreement.term)
        raise InvalidInput("days", f"Give days within the term of {agreement.number}, {term}.")
    known = work.agreed_targets.of([agreement.id])[agreement.id].targets_in(days)
    if service not in {each for each, _ in known}:
        raise InvalidInput("service", f"{agreement.number} has no service “{service[:40]}” on these days.")
    if metric is not None and (service, metric) not in known:
        raise InvalidInput("metric", f"This service has no metric “{metric[:40]}” on these days.")


def _excepted(work: UnitOfWork, agreement: Agreement, exception: MeasurementException) -> Excepted:
    return Excepted(exception, agreement.number, work.measurements.concerned(exception))
