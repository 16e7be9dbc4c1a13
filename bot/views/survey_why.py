"""Why a question of the survey is asked, in words."""

from collections.abc import Iterable, Mapping

from bot.views.blocks import safe
from bot.views.text import join_and
from domain.survey_condition_words import condition_in_words
from domain.survey_uses import Uses, uses_of
from domain.surveys import Question, Survey

MOST_SERVICES, MOST_QUESTIONS = 4, 2


def why_asked(survey: Survey, question: Question, services: Mapping[str, str]) -> str:
    """Its help, what its answer is used for, and which earlier answer brought it up. `services` are names by key."""
    uses = uses_of(survey, question)
    because = " and ".join(condition_in_words(survey, condition) for condition in uses.asked_because)
    asked = f"You are asked because of your earlier answers: {safe(because)}." if because else ""
    purposes = _purposes(survey, uses, services) or [_read_by_staff(survey, question)]
    return "\n".join(part for part in (safe(question.help), " ".join(purposes), asked) if part)


def _purposes(survey: Survey, uses: Uses, services: Mapping[str, str]) -> list[str]:
    told: list[str] = []
    if uses.counted_for:
        named = _named(uses.counted_for, services, MOST_SERVICES)
        told.append(f"CEC works out from the answer how much of {named} to propose.")
    if uses.decides_on:
        named = _named(uses.decides_on, services, MOST_SERVICES)
        told.append(f"The answer helps to decide whether CEC proposes {named}.")
    if uses.leads_on:
        told.append("Some later questions are asked only after certain answers to this one.")
    if uses.compared_with:
        texts = {other.key: f"“{other.text}”" for other in survey.questions}
        told.append(f"The answer must fit together with {_named(uses.compared_with, texts, MOST_QUESTIONS)}.")
    return told


def _read_by_staff(survey: Survey, question: Question) -> str:
    title = safe(survey.section_of(question.key).title)
    return f"CEC's staff read the answer when they plan “{title}” with you. No quantity or price is worked out from it."


def _named(keys: Iterable[str], names: Mapping[str, str], most: int) -> str:
    named = [safe(names.get(key, key)) for key in keys]
    more = len(named) - most
    return join_and([*named[:most], f"{more} others"] if more > 1 else named)
