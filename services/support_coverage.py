"""Which services a customer may ask help with: those of their agreements that run today."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from domain.actors import Subject
from domain.agreements import Agreement, AgreementLine
from domain.errors import InvalidInput, NotCovered, NotFound, Uncovered
from domain.permissions import Action, Actor
from domain.stages import SERVICES_RUN
from domain.words import day_in_words
from services.access import agreement_for, require
from storage.unit_of_work import UnitOfWork

MOST_AGREEMENTS = 500
"""Of one organization that are looked at."""


@dataclass(frozen=True)
class CoveredService:
    """A service of a running agreement; `service` is the key of its line."""

    number: str
    title: str
    service: str
    name: str


@dataclass(frozen=True)
class Coverage:
    """The line that a request is about, in its agreement."""

    agreement: Agreement
    line: AgreementLine


def is_running(agreement: Agreement, day: date) -> bool:
    return agreement.stage in SERVICES_RUN and agreement.closed_at is None and agreement.term.contains(day)


def lines_on(work: UnitOfWork, agreement: Agreement, day: date) -> tuple[AgreementLine, ...]:
    """What is agreed for a day: an amendment that counts later changes nothing before."""
    return work.agreed_targets.of([agreement.id])[agreement.id].lines_on(day)


def _running_lines(
    work: UnitOfWork, agreements: Iterable[Agreement], today: date
) -> Iterator[tuple[Agreement, tuple[AgreementLine, ...]]]:
    """What those of them that run today have agreed for it, asked for at once."""
    running = [each for each in agreements if is_running(each, today)]
    targets = work.agreed_targets.of([each.id for each in running])
    return ((each, targets[each.id].lines_on(today)) for each in running)


def covered_services(work: UnitOfWork, actor: Actor, today: date) -> Iterator[CoveredService]:
    """Of the actor's organization, in the order of the agreements."""
    for agreement, lines in _running_lines(work, _agreements_of(work, actor), today):
        for line in lines:
            yield CoveredService(agreement.number, agreement.title, line.service, line.name)


def coverage(work: UnitOfWork, actor: Actor, number: str | None, service: str, today: date) -> Coverage:
    """The line that a request for a service (key) is about. `number` is that of the agreement, None for the only one.

    Raises NotCovered, and InvalidInput at `agreement` where several hold the service.
    """
    if number:
        found = _holding(work, [agreement_for(work, actor, number, Action.OPEN_REQUEST)], service, today)
    elif actor.is_staff:
        raise InvalidInput("agreement", "Say for which agreement the request is.")
    else:
        found = coverages(work, actor, service, today)
    if len(found) > 1:
        numbers = ", ".join(each.agreement.number for each in found)
        raise InvalidInput("agreement", f"Several of your agreements hold this service: {numbers}. Say which one.")
    return found[0]


def coverages(work: UnitOfWork, actor: Actor, service: str, today: date) -> list[Coverage]:
    """All lines of the actor's organization for a service (key). Raises NotCovered where there is none."""
    require(actor, Action.LIST_OWN_AGREEMENTS)
    require(actor, Action.OPEN_REQUEST, Subject(actor.organization))
    return _holding(work, list(_agreements_of(work, actor)), service, today)


def _holding(work: UnitOfWork, agreements: list[Agreement], service: str, today: date) -> list[Coverage]:
    running = _running_lines(work, agreements, today)
    found = [Coverage(each, line) for each, lines in running for line in lines if line.service == service]
    if not found:
        raise _not_covered(work, agreements, service, today)
    return found


def _agreements_of(work: UnitOfWork, actor: Actor) -> tuple[Agreement, ...]:
    return work.agreements.of_organization(actor.organization or "", MOST_AGREEMENTS)


def _not_covered(work: UnitOfWork, agreements: list[Agreement], service: str, today: date) -> NotCovered:
    """An agreement that begins later is told before one that is over."""
    name = _name(work, agreements, service)
    holding = [each for each in agreements if any(line.service == service for line in each.lines)]
    coming = next((each for each in holding if each.closed_at is None and today <= each.term.end), None)
    if coming and not is_running(coming, today):
        said = f"{name} is part of {coming.number}, whose services have not begun yet."
        return NotCovered(said, Uncovered.NOT_YET, service, coming.number)
    over = next(iter(holding), None)
    if over and not is_running(over, today):
        said = f"{name} was part of {over.number}, which ended on {day_in_words(_end(over))}."
        return NotCovered(said, Uncovered.ENDED, service, over.number)
    running = next((each.number for each in agreements if is_running(each, today)), None)
    said = f"{name} is not part of {running or 'a running agreement of yours'}. You can ask CEC to add it."
    return NotCovered(said, Uncovered.NOT_IN_AGREEMENT, service, running)


def _end(agreement: Agreement) -> date:
    closed = agreement.closed_at.date() if agreement.closed_at else agreement.term.end
    return min(closed, agreement.term.end)


def _name(work: UnitOfWork, agreements: list[Agreement], service: str) -> str:
    agreed = (line.name for each in agreements for line in each.lines if line.service == service)
    try:
        return next(agreed, None) or work.catalog.current()[1].service(service).name
    except NotFound:
        return "This service"
