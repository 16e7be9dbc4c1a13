"""What the answer to a question of a survey is used for: what a person is told who asks why it is asked."""

from collections.abc import Iterable
from dataclasses import dataclass

from domain.survey_conditions import Condition, mentioned
from domain.surveys import Question, Survey


@dataclass(frozen=True)
class Uses:
    """`counted_for` are keys of services whose quantity the answer counts in, `decides_on` of those that it suggests
    or rules out. `asked_because` are the conditions under which it is asked, `compared_with` the questions (by key)
    with which its answer must agree, `leads_on`: whether later questions depend on it.
    """

    counted_for: tuple[str, ...]
    decides_on: tuple[str, ...]
    compared_with: tuple[str, ...]
    leads_on: bool
    asked_because: tuple[Condition, ...]


def uses_of(survey: Survey, question: Question) -> Uses:
    rules, key = survey.recommendations, question.key
    counted_for = _once(rule.service for rule in rules if key in rule.quantity.questions)
    decides_on = _once(rule.service for rule in rules if key in mentioned(rule.when))
    checks = [(check.question, *mentioned(check.wrong_when)) for check in survey.checks]
    conditions = [each.when for each in (*survey.questions, *survey.sections)]
    return Uses(
        counted_for=counted_for,
        decides_on=tuple(service for service in decides_on if service not in counted_for),
        compared_with=_once(other for check in checks if key in check for other in check if other != key),
        leads_on=any(key in mentioned(condition) for condition in conditions),
        asked_because=tuple(each for each in (survey.section_of(key).when, question.when) if each),
    )


def _once(keys: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(keys))
