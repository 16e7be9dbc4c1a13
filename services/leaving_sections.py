"""The sections of running surveys that are assigned to someone who leaves."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from domain.agreements import Agreement
from domain.people import Person
from domain.permissions import Actor
from domain.survey_responses import SurveyResponse, assign
from services.contact_cards import Holding
from services.survey_notices import tell_assigned
from services.survey_starting import keep
from services.survey_views import survey_of, view_of
from storage.unit_of_work import UnitOfWork

SECTION = "section"


def assigned_sections(work: UnitOfWork, person: Person) -> Iterator[Holding]:
    for agreement, response in running_for(work, person):
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
    for agreement, response in running_for(work, person):
        for section, assigned in response.sections.items():
            if assigned == person.id:
                taker = takers[_key(agreement, section)]
                after = assign(response, section, taker.id if taker else None, actor.id, at)
                keep(work, actor, response, after, f"section {section}", person.id, taker.id if taker else None)
                response = work.survey_responses.get(after.id)
                if taker:
                    tell_assigned(work, actor, view_of(work, actor, agreement, response), taker, section)


def running_for(work: UnitOfWork, person: Person) -> Iterator[tuple[Agreement, SurveyResponse]]:
    """The open surveys in which a section is assigned to the person."""
    for response in work.survey_responses.open_of_organization(person.organization or ""):
        agreement = work.agreements.get(response.agreement)
        if agreement.closed_at is None and person.id in response.sections.values():
            yield agreement, response


def _key(agreement: Agreement, section: str) -> str:
    return f"{SECTION}|{agreement.number}|{section}"
