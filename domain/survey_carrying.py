"""How a response goes on with a newer version of its survey, or with the answers of the term before."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from domain.errors import Conflict, InvalidInput
from domain.survey_answers import checked
from domain.survey_responses import GivenAnswer, SurveyResponse, moved, require_open
from domain.surveys import Question, QuestionKind, Survey

#: What is asked again in a renewal, with the answer of the last time: counts, sums, days, people and places change from
#: year to year. How somebody works does not; it stands unless somebody changes it.
_CHANGES_BY_THE_YEAR = frozenset(
    {QuestionKind.NUMBER, QuestionKind.MONEY, QuestionKind.DATE, QuestionKind.PERSON, QuestionKind.SITES}
)


def carry_to(response: SurveyResponse, newer: Survey, by: str, at: datetime) -> SurveyResponse:
    """Go on with a newer version of the survey. Raises Conflict once it is submitted, or for no newer version.

    Nothing is lost: an answer stays where its question still takes it, and is set aside otherwise.
    """
    require_open(response)
    if newer.key != response.survey or newer.version <= response.version:
        raise Conflict("This survey is already on its newest version.")
    kept = {key: given for key, given in response.answers.items() if _still_fits(newer, key, given)}
    back = {
        key: given
        for key, given in response.set_aside.items()
        if key not in response.answers and _still_fits(newer, key, given)
    }
    gone = {key: given for key, given in response.answers.items() if key not in kept}
    aside = {key: given for key, given in response.set_aside.items() if key not in back}
    known = {section.key for section in newer.sections}
    return replace(
        moved(response, by, at),
        version=newer.version,
        answers={**kept, **back},
        cleared={key: cleared for key, cleared in response.cleared.items() if key not in back},
        set_aside={**aside, **gone},
        sections={key: person for key, person in response.sections.items() if key in known},
    )


def may_have_changed(question: Question) -> bool:
    return question.kind in _CHANGES_BY_THE_YEAR


def lasts(question: Question) -> bool:
    return not may_have_changed(question)


def carry_from(
    before: SurveyResponse, response: SurveyResponse, survey: Survey, wanted: Callable[[Question], bool]
) -> SurveyResponse:
    """With the answers that were given in the term before to the questions that are `wanted`, where there is none yet.

    They stay those of whoever gave them then; what may have changed is asked again. Files are sent anew.
    """
    questions = {question.key: question for question in survey.questions}
    fitting = {
        key: given
        for key, given in before.answers.items()
        if key not in response.answers and given.kind is not QuestionKind.FILES and _still_fits(survey, key, given)
    }
    chosen = {key: given for key, given in fitting.items() if wanted(questions[key])}
    if not chosen:
        return response
    after = moved(response, response.moved_by, response.moved_at)
    carried = {
        key: replace(given, revision=after.revision, prefilled=may_have_changed(questions[key]))
        for key, given in chosen.items()
    }
    return replace(after, answers={**response.answers, **carried})


def _still_fits(newer: Survey, key: str, given: GivenAnswer) -> bool:
    question = next((question for question in newer.questions if question.key == key), None)
    if question is None or question.kind is not given.kind:
        return False
    try:
        return checked(question, given.value) == given.value
    except InvalidInput:
        return False
