"""The answers of a survey: which questions are shown, what is missing, and what does not fit together.

A hidden question's answer is kept by whoever keeps the answers, but counts nowhere.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from domain.survey_conditions import Condition, holds
from domain.survey_plain import Plain, from_plain, to_plain
from domain.survey_reading import checked
from domain.survey_values import AnsweredFile, Answers, NamedPerson, Value
from domain.survey_words import in_words
from domain.surveys import Question, Survey

__all__ = [
    "AnsweredFile",
    "Answers",
    "NamedPerson",
    "Plain",
    "Progress",
    "Standing",
    "Value",
    "checked",
    "counted",
    "failed_checks",
    "from_plain",
    "in_words",
    "missing",
    "progress",
    "standing",
    "to_plain",
    "visible",
]


@dataclass(frozen=True)
class Progress:
    """How many of the required questions that are shown have an answer."""

    answered: int
    total: int

    @property
    def percent(self) -> int:
        """0 to 100, rounded down: 100 only when nothing is missing."""
        return 100 * self.answered // self.total if self.total else 100

    @property
    def complete(self) -> bool:
        return self.answered == self.total


def visible(survey: Survey, answers: Answers) -> tuple[Question, ...]:
    """The questions that are shown, in order. Only answers of shown questions count in conditions."""
    return _shown(survey, answers)[0]


def counted(survey: Survey, answers: Answers) -> Answers:
    """The answers that count: those of questions that are shown, in the survey's order."""
    return _shown(survey, answers)[1]


@dataclass(frozen=True)
class Standing:
    """What the answers come to: the questions that are shown, what is missing, what does not fit together.

    `by_section` is by section key, in order; a section that is hidden has nothing to answer.
    """

    shown: tuple[Question, ...]
    missing: tuple[Question, ...]
    failed_checks: tuple[tuple[str, str], ...]
    progress: Progress
    by_section: Mapping[str, Progress]


def standing(survey: Survey, answers: Answers) -> Standing:
    """Everything about the answers at once: a large survey takes milliseconds to find out what is shown."""
    shown, counting = _shown(survey, answers)
    by_section: dict[str, list[Question]] = {section.key: [] for section in survey.sections}
    for question in shown:
        by_section[survey.section_of(question.key).key].append(question)
    return Standing(
        shown=shown,
        missing=_missing(shown, answers),
        failed_checks=_failed(survey, shown, counting),
        progress=_progress(shown, answers),
        by_section={key: _progress(questions, answers) for key, questions in by_section.items()},
    )


def progress(survey: Survey, answers: Answers) -> Progress:
    """Of the whole survey."""
    return _progress(visible(survey, answers), answers)


def missing(survey: Survey, answers: Answers) -> tuple[Question, ...]:
    """The required questions that are shown and have no answer, in order."""
    return _missing(visible(survey, answers), answers)


def failed_checks(survey: Survey, answers: Answers) -> tuple[tuple[str, str], ...]:
    """Question key and sentence of each check that the answers do not pass; none at a hidden question."""
    return _failed(survey, *_shown(survey, answers))


def _shown(survey: Survey, answers: Answers) -> tuple[tuple[Question, ...], dict[str, Value]]:
    """The questions that are shown, and the answers that count.

    One pass is enough, as conditions look back only: a section's to the sections before it.
    """
    shown: list[Question] = []
    counting: dict[str, Value] = {}
    for section in survey.sections:
        if not _met(section.when, counting):
            continue
        for question in section.questions:
            if _met(question.when, counting):
                shown.append(question)
                if question.key in answers:
                    counting[question.key] = answers[question.key]
    return tuple(shown), counting


def _missing(shown: Iterable[Question], answers: Answers) -> tuple[Question, ...]:
    return tuple(question for question in shown if question.required and question.key not in answers)


def _failed(survey: Survey, shown: Iterable[Question], counting: Answers) -> tuple[tuple[str, str], ...]:
    places = {question.key for question in shown}
    return tuple(
        (check.question, check.sentence)
        for check in survey.checks
        if check.question in places and holds(check.wrong_when, counting)
    )


def _met(condition: Condition | None, answers: Answers) -> bool:
    return condition is None or holds(condition, answers)


def _progress(questions: Iterable[Question], answers: Answers) -> Progress:
    required = [question.key in answers for question in questions if question.required]
    return Progress(sum(required), len(required))
