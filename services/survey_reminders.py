"""Reminders of surveys that do not move: after three business days, then weekly, four times at most.

Each person is reminded while it is business time where they are. A round is finished when everyone was told, also
where the last ones left meanwhile, or where there was nobody to tell.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from domain.agreements import Agreement
from domain.people import Person
from domain.permissions import OPERATOR
from domain.survey_responses import SurveyResponse, remind
from services.context import Context
from services.office_hours import OfficeHours
from services.settings_table import zone_of_person
from services.step_notices import in_slack
from services.survey_cards import ResponseView
from services.survey_notices import leads_of, tell_reminder
from services.survey_views import view_of
from storage.unit_of_work import UnitOfWork

FIRST_AFTER = 3 * 9 * 60
"""Minutes of business time: three days of nine hours."""
LEAST_IDLE = timedelta(days=3)
"""Three business days are never less, so nothing younger needs to be looked at."""
AGAIN_AFTER = timedelta(days=7)
MOST_ROUNDS = 4
MOST_AT_ONCE = 50
"""Responses in one run; the next run goes on with the others."""
PAGE_SIZE = 50


@dataclass(frozen=True)
class _Turn:
    """Who is told of a response now, and whether that finishes its round."""

    view: ResponseView
    people: tuple[Person, ...]
    finishes: bool


def remind_due(context: Context) -> int:
    """How many people were reminded. Writes only where there is something to write."""
    now = context.clock()
    with context.reading() as work:
        due = tuple(islice((each for each in _idle(work, now) if _turn(work, each, now)), MOST_AT_ONCE))
    return sum(_remind(context, response, now) for response in due)


def _idle(work: UnitOfWork, now: datetime) -> Iterator[SurveyResponse]:
    """All that rest, page by page: whoever waits for business time does not hold up those after them."""
    last: SurveyResponse | None = None
    while page := work.survey_responses.idle(now - LEAST_IDLE, now - AGAIN_AFTER, MOST_ROUNDS, PAGE_SIZE, last):
        yield from page
        last = page[-1]


def _remind(context: Context, seen: SurveyResponse, now: datetime) -> int:
    """Nobody, where the response changed after it was seen: then the next run looks at it again."""
    with context.unit_of_work() as work:
        response = work.survey_responses.get(seen.id)
        turn = _turn(work, response, now) if response.revision == seen.revision else None
        if turn is None:
            return 0
        for person in turn.people:
            tell_reminder(work, OPERATOR, turn.view, person)
        told = [person.id for person in turn.people]
        work.survey_responses.save(response, remind(response, told, turn.finishes, now))
        work.commit()
        return len(told)


def _turn(work: UnitOfWork, response: SurveyResponse, now: datetime) -> _Turn | None:
    """None while there is nothing to do for it."""
    agreement = work.agreements.get(response.agreement)
    if agreement.closed_at is not None:
        return None
    view = view_of(work, OPERATOR, agreement, response)
    waiting = [each for each in _concerned(work, agreement, view) if each.id not in response.reminders.told]
    due = tuple(person for person in waiting if _is_due(work, person, response, now))
    return _Turn(view, due, len(due) == len(waiting)) if due or not waiting else None


def _concerned(work: UnitOfWork, agreement: Agreement, view: ResponseView) -> tuple[Person, ...]:
    """Who has something to do: those with a section that lacks answers, and those who lead."""
    assigned = (state.assigned.id for state in view.by_section if state.assigned and state.missing)
    people = (*leads_of(work, agreement), *in_slack(work, assigned))
    return tuple({person.id: person for person in people}.values())


def _is_due(work: UnitOfWork, person: Person, response: SurveyResponse, now: datetime) -> bool:
    hours = OfficeHours(zone_of_person(work, person).key)
    return hours.is_open(now) and response.moved_at <= hours.before(now, FIRST_AFTER)
