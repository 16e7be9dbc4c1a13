"""What somebody gave as answers, read by the questions, and weighed against what others answered meanwhile."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from domain.agreements import Agreement
from domain.errors import InvalidInput
from domain.permissions import Action, Actor
from domain.survey_answers import checked
from domain.survey_responses import Cleared, GivenAnswer, SurveyResponse
from domain.survey_values import Answers, Value
from domain.surveys import Survey
from services.access import require, subject_of
from services.cards import people_cards
from services.survey_cards import Overtaken
from services.survey_views import section_subject
from storage.unit_of_work import UnitOfWork

GONE = "This question is not in the survey any more. Open the section again to see the present questions."


@dataclass(frozen=True)
class Given:
    """Answers that can be kept, the keys of those to take back, and a sentence for each that cannot be kept."""

    values: Answers
    taken_back: tuple[str, ...]
    errors: Mapping[str, str]


def read_answers(survey: Survey, raw: Mapping[str, object]) -> Given:
    """`raw` is by question key; None takes an answer back."""
    known = {question.key: question for question in survey.questions}
    values: dict[str, Value] = {}
    errors = {key: GONE for key in raw if key not in known}
    for key in raw.keys() & known.keys():
        try:
            if raw[key] is not None:
                values[key] = checked(known[key], raw[key])
        except InvalidInput as refused:
            errors[key] = refused.message
    return Given(values, tuple(key for key in raw if key in known and raw[key] is None), errors)


def require_answering(
    actor: Actor, agreement: Agreement, response: SurveyResponse, survey: Survey, questions: Iterable[str]
) -> None:
    """Raises NotAllowed unless the actor may answer every section that one of these questions stands in.

    Where none of them stands in the survey: unless the actor may answer any section.
    """
    known = {question.key for question in survey.questions}
    asked = {survey.section_of(key).key for key in questions if key in known}
    if not asked:
        asked = {section for section, person in response.sections.items() if person == actor.id}
    subjects = [section_subject(actor, agreement, response, section) for section in asked]
    for subject in subjects or [subject_of(actor, agreement)]:
        require(actor, Action.ANSWER_SURVEY, subject)


def overtaken(
    work: UnitOfWork, response: SurveyResponse, survey: Survey, given: Given, actor: Actor, seen: int
) -> tuple[Overtaken, ...]:
    """Where someone else answered otherwise, or took an answer back, after the revision that the actor saw."""
    later = {
        key: change
        for key in (*given.values, *given.taken_back)
        if (change := response.last_change(key)) is not None
        and change.revision > seen
        and change.by != actor.id
        and _value(change) != given.values.get(key)
    }
    people = people_cards(work, {change.by for change in later.values()})
    return tuple(
        Overtaken(survey.question(key), _value(change), people.get(change.by), change.at)
        for key, change in later.items()
    )


def _value(change: GivenAnswer | Cleared) -> Value | None:
    return change.value if isinstance(change, GivenAnswer) else None
