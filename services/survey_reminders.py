"""Reminders of surveys that do not move: after three business days, then weekly, four times at most.

Each person is reminded while it is business time where they are. A round is finished when everyone was told.
"""

from datetime import datetime, timedelta

from domain.agreements import Agreement
from domain.people import Person
from domain.permissions import OPERATOR
from domain.survey_responses import SurveyResponse, remind
from services.context import Context
from services.office_hours import OfficeHours
from services.survey_cards import ResponseView
from services.survey_notices import in_slack, leads_of, tell_reminder
from services.survey_views import view_of
from storage.unit_of_work import UnitOfWork

FIRST_AFTER = 3 * 9 * 60
"""Minutes of business time: three days of nine hours."""
LEAST_IDLE = timedelta(days=3)
"""Three business days are never less, so nothing younger needs to be looked at."""
AGAIN_AFTER = timedelta(days=7)
MOST_ROUNDS = 4


def remind_due(context: Context) -> int:
    """How many people were reminded."""
    now = context.clock()
    with context.reading() as work:
        if not _idle(work, now):
            return 0
    with context.unit_of_work() as work:
        told = sum(_remind(work, response, now) for response in _idle(work, now))
        work.commit()
        return told


def _idle(work: UnitOfWork, now: datetime) -> tuple[SurveyResponse, ...]:
    return work.survey_responses.idle(now - LEAST_IDLE, now - AGAIN_AFTER, MOST_ROUNDS)


def _remind(work: UnitOfWork, response: SurveyResponse, now: datetime) -> int:
    agreement = work.agreements.get(response.agreement)
    if agreement.closed_at is not None:
        return 0
    view = view_of(work, OPERATOR, agreement, response)
    waiting = [p for p in _concerned(work, agreement, view) if p.id not in response.reminders.told]
    due = [person for person in waiting if _is_due(person, response, now)]
    if not due:
        return 0
    for person in due:
        tell_reminder(work, OPERATOR, view, person)
    work.survey_responses.save(response, remind(response, [p.id for p in due], len(due) == len(waiting), now))
    return len(due)


def _concerned(work: UnitOfWork, agreement: Agreement, view: ResponseView) -> tuple[Person, ...]:
    """Who has something to do: those with a section that lacks answers, and those who lead."""
    assigned = (state.assigned.id for state in view.by_section if state.assigned and state.missing)
    people = (*leads_of(work, agreement), *in_slack(work, assigned))
    return tuple({person.id: person for person in people}.values())


def _is_due(person: Person, response: SurveyResponse, now: datetime) -> bool:
    hours = OfficeHours(zone=person.time_zone)
    return hours.is_open(now) and response.moved_at <= hours.before(now, FIRST_AFTER)
