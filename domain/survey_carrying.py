"""How a response goes on with a newer version of its survey."""

from dataclasses import replace
from datetime import datetime

from domain.errors import Conflict, InvalidInput
from domain.survey_answers import checked
from domain.survey_responses import GivenAnswer, SurveyResponse, moved, require_open
from domain.surveys import Survey


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


def _still_fits(newer: Survey, key: str, given: GivenAnswer) -> bool:
    question = next((question for question in newer.questions if question.key == key), None)
    if question is None or question.kind is not given.kind:
        return False
    try:
        return checked(question, given.value) == given.value
    except InvalidInput:
        return False
