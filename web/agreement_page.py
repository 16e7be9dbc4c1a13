"""The page of an agreement: where it stands, how well it is kept, requests, money, meetings, renewal, documents.

Each part asks its own use case, so it shows what the reader may see. What a use case refuses is said in its place.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from flask import Response, request

from documents.charts import MetricChart, metric_chart
from domain.attainment import Attainment, Verdict
from domain.errors import Conflict, InvalidInput, NotAllowed, NotFound
from domain.fiscal import FiscalYear, fiscal_year_of
from domain.measured_periods import with_months_before
from domain.permissions import Actor
from services import Services
from services.agreement_cards import AgreementStatus
from services.performance_cards import AgreementPerformance
from web.page_words import day_of_reader
from web.pages import Page, Pages, page_asked, show, with_query
from web.periods import PeriodChoices, asked_period

ADDRESS = "/agreements/<number>"
ALL = "all"
_MEDIA = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
}


@dataclass(frozen=True)
class Part[Found]:
    """What a part of the page shows, or the sentence why there is nothing to show."""

    found: Found | None
    sentence: str = ""


@dataclass(frozen=True)
class MetricFigure:
    """A metric of the service that is looked at, month by month."""

    attainment: Attainment
    months: tuple[Attainment, ...]
    chart: MetricChart


def add(pages: Pages) -> None:
    services = pages.services

    @pages.get(ADDRESS)
    def agreement(actor: Actor, number: str) -> Page:  # pyright: ignore[reportUnusedFunction]
        status = services.agreements.status(actor, number)
        today = day_of_reader(pages.online.clock())
        choices = asked_period(_usual_year(status, today))
        performance = _part(lambda: services.performance.view(actor, number, choices.asked.period))
        service = _service(performance.found)
        return show(
            "agreement.html",
            status=status,
            choices=choices,
            performance=performance,
            Verdict=Verdict,
            service=service,
            figures=_figures(services, actor, status, performance.found, service, today),
            requests=_part(lambda: services.support_requests.of_agreement(actor, number, page_asked())),
            payments=_part(lambda: services.funding.schedule(actor, number)),
            credits=services.funding.service_credits(actor, number),
            meetings=_part(lambda: services.meetings.of_agreement(actor, number)),
            renewal=_part(lambda: services.renewals.view(actor, number)),
            documents=_part(lambda: services.agreement_documents.listing(actor, number)),
            address=lambda **more: _address(status.number, choices, **more),
        )

    @pages.get(f"{ADDRESS}/documents/<document_id>")
    def agreement_document(actor: Actor, number: str, document_id: str) -> Page:  # pyright: ignore[reportUnusedFunction]
        file = services.agreement_documents.open(actor, number, document_id)
        response = Response(file.content, content_type=_MEDIA.get(file.kind, "application/octet-stream"))
        response.headers.set("Content-Disposition", "attachment", filename=file.name)
        return response


def _part[Found](ask: Callable[[], Found]) -> Part[Found]:
    try:
        return Part(ask())
    except (Conflict, InvalidInput, NotAllowed, NotFound) as error:
        return Part(None, str(error))


def _usual_year(status: AgreementStatus, today: date) -> FiscalYear:
    """This one, or the nearest one of the term."""
    return fiscal_year_of(min(max(today, status.term.start), status.term.end))


def _service(performance: AgreementPerformance | None) -> str:
    """The key of the service whose charts are shown: the one that is asked for, else the first that missed something,
    that was measured, or that there is. There may be many services, and each chart takes its time."""
    if performance is None or not performance.rows:
        return ""
    keys = [row.attainment.service for row in performance.rows]
    asked = request.args.get("service", "")
    if asked == ALL or asked in keys:
        return asked
    order = (Verdict.MISSED, Verdict.MET, Verdict.NO_DATA)
    return min(performance.rows, key=lambda row: order.index(row.attainment.verdict)).attainment.service


def _figures(
    services: Services,
    actor: Actor,
    status: AgreementStatus,
    performance: AgreementPerformance | None,
    service: str,
    today: date,
) -> tuple[MetricFigure, ...]:
    """Of months that are in the term and not still to come."""
    if performance is None:
        return ()
    charted = with_months_before(performance.period, today)
    if not status.term.overlap(charted):
        return ()
    whole = performance if charted == performance.period else services.performance.view(actor, status.number, charted)
    shown = [row for row in whole.rows if service in (ALL, row.attainment.service)]
    figures: list[MetricFigure] = []
    for row in shown:
        months = tuple(each for each in row.months if each.period.start <= today and status.term.overlap(each.period))
        if months:
            figures.append(MetricFigure(row.attainment, months, metric_chart(months)))
    return tuple(figures)


def _address(number: str, choices: PeriodChoices, **more: str | int | None) -> str:
    """Of the same page about the same period."""
    return with_query(f"/agreements/{number}", **{**choices.query, **more})
