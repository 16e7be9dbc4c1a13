"""Alerts about the survey of an agreement: it was submitted, or nobody answers it."""

from datetime import datetime

from domain.agreements import Agreement
from domain.alerts import AlertKind, Looked
from domain.stages import Stage
from domain.survey_responses import ResponseState, SurveyResponse
from services.alert_facts import about
from services.alert_levels import lead_levels
from services.alert_times import business_days_after, from_then_on, wait_days
from services.context import Context
from storage.unit_of_work import UnitOfWork


def survey_alerts(work: UnitOfWork, context: Context, agreement: Agreement, now: datetime) -> Looked:
    if agreement.stage not in (Stage.SURVEY, Stage.PROPOSAL):
        return Looked()
    response = work.survey_responses.of_agreement(agreement.id)
    if response is None:
        return Looked()
    if response.state is ResponseState.OPEN:
        return _stale(work, agreement, response, now) if agreement.stage is Stage.SURVEY else Looked()
    return _submitted(work, agreement, response)


def _stale(work: UnitOfWork, agreement: Agreement, response: SurveyResponse, now: datetime) -> Looked:
    """Nobody answered anything for some business days, though the customer was reminded."""
    key, levels = f"{response.id}:{response.moved_at.isoformat()}", lead_levels(work, agreement)
    facts = {"reminded": response.reminders.rounds}
    wanted = about(agreement, AlertKind.SURVEY_STALE, key, levels, response.moved_at, facts)
    return from_then_on(wanted, business_days_after(work, response.moved_at, wait_days(work)), now)


def _submitted(work: UnitOfWork, agreement: Agreement, response: SurveyResponse) -> Looked:
    """Until the first services are in the draft."""
    if response.submitted_at is None or agreement.lines or work.proposals.find(agreement.id):
        return Looked()
    people = work.people.several([response.submitted_by] if response.submitted_by else [])
    facts = {"by": people[0].name if people else None}
    key, levels = f"{response.id}:{response.submitted_at.isoformat()}", lead_levels(work, agreement)
    kind = AlertKind.SURVEY_SUBMITTED
    return Looked((about(agreement, kind, key, levels, response.submitted_at, facts, said=True),))
