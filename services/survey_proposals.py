"""The services that the answers of a survey recommend, priced, and the first lines of a proposal made from them."""

from dataclasses import replace
from datetime import datetime

from domain.agreement_proposal import draft
from domain.agreements import Agreement, AgreementLine
from domain.catalog import Catalog, Metric, Service
from domain.errors import Conflict, InvalidInput, NotFound
from domain.fiscal import Period
from domain.permissions import Actor
from domain.survey_recommendations import Recommended, recommended
from domain.survey_responses import ResponseState, SurveyResponse
from domain.surveys import Level
from services.agreement_changes import priced_line
from services.proposal_steps import lines_into_draft
from services.survey_cards import ProposalMade, RecommendedLine, ServicesRecommended
from services.survey_views import survey_of
from storage.unit_of_work import UnitOfWork


def recommendation_of(work: UnitOfWork, agreement: Agreement, response: SurveyResponse) -> ServicesRecommended:
    """At the prices of the year in which the agreement's term starts, or of the nearest year that has prices."""
    version, catalog = work.catalog.current()
    found = recommended(survey_of(work, response), response.values)
    lines = tuple(_line(each, catalog, agreement) for each in found)
    return ServicesRecommended(agreement.number, lines, catalog.notice, version)


def put_into_draft(
    work: UnitOfWork,
    actor: Actor,
    agreement: Agreement,
    response: SurveyResponse,
    now: datetime,
    replacing: bool = False,
) -> ProposalMade:
    """Lines that are there stay as they are, unless they are to be replaced by others.

    Raises Conflict before the survey is submitted, at another step than the proposal, once that was presented, and
    when there is nothing to put into it.
    """
    if response.state is not ResponseState.SUBMITTED:
        raise Conflict(f"The survey of {agreement.number} is not submitted now, so no proposal is made from it.")
    found = recommendation_of(work, agreement, response)
    lines = tuple(line.line for line in found.lines if line.line)
    same = agreement.lines == lines
    if agreement.lines and (same or not replacing):
        return ProposalMade(agreement.number, agreement.lines, (), changed=False, as_recommended=same)
    if not lines:
        raise Conflict("The answers recommend no service that has a price, so there is nothing to propose from them.")
    drafted, change = draft(agreement, lines, found.catalog_version, now, actor.id, replacing)
    saved = work.agreements.save(drafted)
    work.history.append(change)
    lines_into_draft(work, actor, saved, now)
    left_out = tuple(line.name for line in found.lines if line.line is None)
    return ProposalMade(agreement.number, lines, left_out, changed=True, as_recommended=True)


def _line(found: Recommended, catalog: Catalog, agreement: Agreement) -> RecommendedLine:
    """The catalog may have changed since the survey was written: then the service has no price, or is gone."""
    one = found.quantity == 1
    try:
        service = catalog.service(found.service)
    except NotFound:
        return _recommended(found, found.service, "unit" if one else "units", None)
    line = _priced(service, found, agreement.term)
    return _recommended(found, service.name, service.unit if one else service.unit_plural, line)


def _priced(service: Service, found: Recommended, term: Period) -> AgreementLine | None:
    try:
        line = priced_line(service, found.quantity, term)
    except InvalidInput:
        return None
    return replace(line, metrics=tuple(_agreed(metric, found.levels) for metric in line.metrics))


def _recommended(found: Recommended, name: str, unit: str, line: AgreementLine | None) -> RecommendedLine:
    return RecommendedLine(
        service=found.service,
        name=name,
        quantity=found.quantity,
        unit=unit,
        line=line,
        levels=found.levels,
        reason=found.reason,
        from_questions=found.from_questions,
    )


def _agreed(metric: Metric, levels: tuple[Level, ...]) -> Metric:
    """The metric with the recommended target, where there is one."""
    target = next((level.target for level in levels if level.metric == metric.key), metric.target)
    return replace(metric, target=target)
