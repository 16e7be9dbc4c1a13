"""The sections of running surveys that are assigned to someone who leaves."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from domain.agreements import Agreement
from domain.people import Person
from domain.permissions import Actor
from domain.survey_responses import ResponseState, SurveyResponse, assign
from services.contact_cards import Holding
from services.survey_starting import keep
from services.survey_views import survey_of
from storage.unit_of_work import UnitOfWork

SECTION = "section"


def assigned_sections(work: UnitOfWork, person: Person) -> Iterator[Holding]:
    for agreement, response in _running(work, person):
        survey = survey_of(work, response)
        for section, assigned in response.sections.items():
            if assigned == person.id:
                title = survey.section(section).title
                what = f"the section “{title}” of the survey of {agreement.number}"
                yield Holding(_key(agreement, section), what, agreement.number)


def pass_on_sections(
    work: UnitOfWork, actor: Actor, person: Person, takers: Mapping[str, Person | None], at: datetime
) -> None:
    """`takers` by the key of the `Holding`."""
    for agreement, response in _running(work, person):
        for section, assigned in response.sections.items():
            if assigned == person.id:
                taker = takers[_key(agreement, section)]
                after = assign(response, section, taker.id if taker else None, actor.id, at)
                keep(work, actor, response, after, f"section {section}", person.id, taker.id if taker else None)
                response = work.survey_responses.get(after.id)


def _running(work: UnitOfWork, person: Person) -> Iterator[tuple[Agreement, SurveyResponse]]:
    for agreement in work.agreements.of_organization(person.organization or ""):
        response = None if agreement.closed_at else work.survey_responses.of_agreement(agreement.id)
        if response and response.state is ResponseState.OPEN and person.id in response.sections.values():
            yield agreement, response


def _key(agreement: Agreement, section: str) -> str:
    return f"{SECTION}|{agreement.number}|{section}"
