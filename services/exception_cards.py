"""What is told of exceptions: with the names of services, levels and people, and what the reader may do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.agreements import Agreement
from domain.catalog import Metric
from domain.measurement_exceptions import ExceptionState, MeasurementException
from domain.permissions import Action, Actor, decide
from services.access import subject_of
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class ExceptionCard:
    """`measure` is None where all levels of the service are meant. `concerned`: how many measurements it concerns at
    present. `own`: the reader's side proposed it, and takes it back where it `may_decline`."""

    exception: MeasurementException
    number: str
    title: str
    service_name: str
    measure: str | None
    by: str
    settled_by: str
    concerned: int
    own: bool
    may_agree: bool
    may_decline: bool


@dataclass(frozen=True)
class Promised:
    """A service with its levels: what an exception can be about."""

    service: str
    name: str
    metrics: tuple[Metric, ...]


@dataclass(frozen=True)
class ExceptionList:
    """The latest ones first. `promised` is what another one can be about."""

    number: str
    title: str
    organization: str
    cards: tuple[ExceptionCard, ...]
    more: int
    promised: tuple[Promised, ...]
    may_propose: bool


def exception_cards(
    work: UnitOfWork, actor: Actor, agreement: Agreement, exceptions: Sequence[MeasurementException]
) -> tuple[ExceptionCard, ...]:
    subject, targets = subject_of(actor, agreement), work.agreed_targets.of([agreement.id])[agreement.id]
    ids = dict.fromkeys(who for each in exceptions for who in (each.by, each.settled_by) if who)
    names = {person.id: person.name for person in work.people.several(ids)}
    services = {line.service: line.name for line in targets.lines_in(agreement.term)}
    metrics = targets.targets_in(agreement.term)
    settles = decide(actor, Action.SETTLE_EXCEPTION, subject).allowed
    declines = decide(actor, Action.PROPOSE_EXCEPTION, subject).allowed
    found: list[ExceptionCard] = []
    for each in exceptions:
        waits = each.state is ExceptionState.PROPOSED
        found.append(
            ExceptionCard(
                exception=each,
                number=agreement.number,
                title=agreement.title,
                service_name=services.get(each.service, each.service),
                measure=_measure(metrics, each),
                by=names.get(each.by, each.side.label),
                settled_by=names.get(each.settled_by or "", ""),
                concerned=work.measurements.concerned(each),
                own=each.side is actor.side,
                may_agree=waits and settles and each.side is not actor.side,
                may_decline=waits and declines,
            )
        )
    return tuple(found)


def promised_of(work: UnitOfWork, agreement: Agreement) -> tuple[Promised, ...]:
    targets = work.agreed_targets.of([agreement.id])[agreement.id]
    return tuple(
        Promised(line.service, line.name, line.metrics) for line in targets.lines_in(agreement.term) if line.metrics
    )


def _measure(metrics: Mapping[tuple[str, str], Metric], exception: MeasurementException) -> str | None:
    if exception.metric is None:
        return None
    found = metrics.get((exception.service, exception.metric))
    return found.measure if found else exception.metric
