"""Conditions of a survey as people read them."""

from collections.abc import Callable, Iterable

from domain.survey_conditions import (
    AllOf,
    Answered,
    AnyOf,
    AtLeast,
    AtMost,
    Condition,
    Includes,
    Is,
    MoreThan,
    Not,
)
from domain.survey_values import Bound
from domain.survey_words import bound_in_words, number_in_words
from domain.surveys import Question, QuestionKind, Survey


def condition_in_words(survey: Survey, condition: Condition) -> str:
    """For example "“Is that day fixed?” is yes, and “How many people?” is 100 people or more"."""
    return _WORDS[type(condition)](survey, condition)


def _is(survey: Survey, condition: Is) -> str:
    question = survey.question(condition.question)
    values = [question.label(value) if isinstance(value, str) else _yes(value) for value in condition.values]
    return f"{_named(question)} is {_listed(values, 'or')}"


def _includes(survey: Survey, condition: Includes) -> str:
    question = survey.question(condition.question)
    return f"{_named(question)} includes {question.label(condition.choice)}"


def _at_least(survey: Survey, condition: AtLeast) -> str:
    return _bounded(survey.question(condition.question), condition.bound, "more", "later")


def _at_most(survey: Survey, condition: AtMost) -> str:
    return _bounded(survey.question(condition.question), condition.bound, "less", "earlier")


def _bounded(question: Question, bound: Bound, of_numbers: str, of_days: str) -> str:
    end = of_days if question.kind is QuestionKind.DATE else of_numbers
    return f"{_named(question)} is {bound_in_words(question, bound)} or {end}"


def _answered(survey: Survey, condition: Answered) -> str:
    return f"{_named(survey.question(condition.question))} has an answer"


def _more_than(survey: Survey, condition: MoreThan) -> str:
    left, right = _together(survey, condition.questions), _together(survey, condition.than)
    if survey.question(condition.questions[0]).kind is QuestionKind.DATE:
        return f"{left} is later than {right}"
    times = "" if condition.times == 1 else f"{number_in_words(condition.times)} times "
    return f"{left} is more than {times}{right}"


def _all_of(survey: Survey, condition: AllOf) -> str:
    return ", and ".join(_part(survey, part) for part in condition.parts)


def _any_of(survey: Survey, condition: AnyOf) -> str:
    return ", or ".join(_part(survey, part) for part in condition.parts)


def _not(survey: Survey, condition: Not) -> str:
    return f"it is not so that {_part(survey, condition.part)}"


def _part(survey: Survey, part: Condition) -> str:
    """In brackets where it has parts of its own."""
    words = condition_in_words(survey, part)
    return f"({words})" if isinstance(part, AllOf | AnyOf) else words


_WORDS: dict[type, Callable[..., str]] = {
    Is: _is,
    Includes: _includes,
    AtLeast: _at_least,
    AtMost: _at_most,
    Answered: _answered,
    MoreThan: _more_than,
    AllOf: _all_of,
    AnyOf: _any_of,
    Not: _not,
}


def _named(question: Question) -> str:
    return f"“{question.text}”"


def _together(survey: Survey, keys: Iterable[str]) -> str:
    names = [_named(survey.question(key)) for key in keys]
    return names[0] if len(names) == 1 else f"the sum of {_listed(names, 'and')}"


def _listed(words: list[str], link: str) -> str:
    *first, last = words
    return f"{', '.join(first)} {link} {last}" if first else last


def _yes(value: bool) -> str:
    return "yes" if value else "no"
