"""A response to the survey as someone may see it, put together within a unit of work."""

from collections.abc import Iterable, Mapping

from domain.agreements import Agreement
from domain.errors import Conflict, NotFound
from domain.people import Person
from domain.permissions import Action, Actor, Subject, decide
from domain.survey_answers import Standing, standing
from domain.survey_responses import GivenAnswer, ResponseState, SurveyResponse
from domain.surveys import Question, Section, Survey
from services.access import agreement_for, refused, subject_of
from services.agreement_status import organization_of
from services.cards import PersonCard, people_cards
from services.survey_cards import ResponseView, SectionState
from storage.unit_of_work import UnitOfWork


def readable_response(work: UnitOfWork, actor: Actor, number: str) -> tuple[Agreement, SurveyResponse]:
    """Raises NotFound as `agreement_for` does, and for an agreement whose survey nobody started."""
    agreement = agreement_for(work, actor, number, Action.READ_SURVEY)
    response = work.survey_responses.of_agreement(agreement.id)
    if response is None:
        raise NotFound(f"The survey of {agreement.number} has not been started yet.")
    return agreement, response


def changeable_response(work: UnitOfWork, actor: Actor, number: str) -> tuple[Agreement, SurveyResponse]:
    """As `readable_response`. Raises Conflict also when the agreement is closed."""
    agreement, response = readable_response(work, actor, number)
    if agreement.closed_at is not None:
        raise Conflict(f"{agreement.number} is closed, so its survey cannot be changed any more.")
    return agreement, response


def survey_of(work: UnitOfWork, response: SurveyResponse) -> Survey:
    return work.surveys.version(response.survey, response.version)


def section_subject(actor: Actor, agreement: Agreement, response: SurveyResponse, section: str) -> Subject:
    """A section of a response: its `owner` is the person to whom it is assigned."""
    subject = subject_of(actor, agreement)
    return Subject(subject.organization, response.sections.get(section), subject.roles)


def assignee(work: UnitOfWork, actor: Actor, agreement: Agreement, person_id: str) -> Person:
    """Whom a section may be assigned to: someone active of the agreement's organization. Raises NotFound."""
    person = work.people.find(person_id)
    if person is None or not person.active or person.organization != agreement.organization:
        if person is not None:
            refused(actor, Action.ORGANIZE_SURVEY, Subject(person.organization))
        raise NotFound("There is no such person in your organization. Choose someone else.")
    return person


def view_of(work: UnitOfWork, actor: Actor, agreement: Agreement, response: SurveyResponse) -> ResponseView:
    survey = survey_of(work, response)
    people = people_cards(work, _ids(response))
    now = standing(survey, response.values)
    sections = _sections(actor, agreement, response, survey, now, people)
    is_open = response.state is ResponseState.OPEN
    subject = subject_of(actor, agreement)
    newest = work.surveys.newest_versions()[response.survey]
    return ResponseView(
        survey=survey,
        response=response,
        agreement=agreement.number,
        title=agreement.title,
        organization=organization_of(work, agreement),
        progress=now.progress,
        by_section=sections,
        missing=now.missing,
        failed_checks=now.failed_checks,
        may_answer=any(state.may_answer for state in sections),
        may_organize=decide(actor, Action.ORGANIZE_SURVEY, subject).allowed,
        may_submit=is_open and decide(actor, Action.SUBMIT_SURVEY, subject).allowed,
        may_reopen=not is_open and decide(actor, Action.REOPEN_SURVEY, subject).allowed,
        newer_version=newest if is_open and newest > response.version else None,
        people=people,
    )


def _sections(
    actor: Actor,
    agreement: Agreement,
    response: SurveyResponse,
    survey: Survey,
    now: Standing,
    people: Mapping[str, PersonCard],
) -> tuple[SectionState, ...]:
    """The sections that have a question to show."""
    is_open = response.state is ResponseState.OPEN
    by_section = _by_section(survey, now.shown)
    lacking_in = _by_section(survey, now.missing)

    def state(section: Section, questions: tuple[Question, ...]) -> SectionState:
        given = [response.answers[question.key] for question in questions if question.key in response.answers]
        subject = section_subject(actor, agreement, response, section.key)
        return SectionState(
            section=section,
            questions=questions,
            missing=tuple(lacking_in.get(section.key, ())),
            progress=now.by_section[section.key],
            assigned=people.get(response.sections.get(section.key, "")),
            answered_by=_latest_first(given, people),
            last_change=max((answer.at for answer in given), default=None),
            may_answer=is_open and decide(actor, Action.ANSWER_SURVEY, subject).allowed,
        )

    return tuple(
        state(section, tuple(by_section[section.key])) for section in survey.sections if section.key in by_section
    )


def _by_section(survey: Survey, questions: Iterable[Question]) -> dict[str, list[Question]]:
    found: dict[str, list[Question]] = {}
    for question in questions:
        found.setdefault(survey.section_of(question.key).key, []).append(question)
    return found


def _latest_first(given: Iterable[GivenAnswer], people: Mapping[str, PersonCard]) -> tuple[PersonCard, ...]:
    typed = [answer for answer in given if not answer.prefilled]
    ids = dict.fromkeys(answer.by for answer in sorted(typed, key=lambda answer: answer.at, reverse=True))
    return tuple(people[person] for person in ids if person in people)


def _ids(response: SurveyResponse) -> set[str]:
    told = {response.started_by, response.moved_by, response.submitted_by, response.reopened_by}
    changed = {change.by for change in (*response.answers.values(), *response.cleared.values())}
    return {person for person in told if person} | changed | set(response.sections.values())
