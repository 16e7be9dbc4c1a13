"""What happened to the answers of a survey response: its history, which only grows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.survey_responses import GivenAnswer, SurveyResponse
from domain.survey_values import Value
from domain.surveys import QuestionKind


class AnswerEvent(StrEnum):
    GIVEN = "given"
    PREFILLED = "prefilled"
    CLEARED = "cleared"
    SET_ASIDE = "set_aside"
    RESTORED = "restored"


@dataclass(frozen=True)
class AnswerChange:
    """One change of the answer to one question. `value` is None after it was cleared.

    `version` is that of the survey, `revision` that of the response.
    """

    question: str
    event: AnswerEvent
    value: Value | None
    kind: QuestionKind
    by: str
    at: datetime
    version: int
    revision: int


def changes_between(before: SurveyResponse | None, after: SurveyResponse) -> tuple[AnswerChange, ...]:
    """What happened to each answer, in the order of the keys. `before` is None for a new response."""
    nothing: Mapping[str, GivenAnswer] = {}
    old, aside = (before.answers, before.set_aside) if before else (nothing, nothing)
    changed = sorted(key for key in {*old, *after.answers} if old.get(key) != after.answers.get(key))
    return tuple(
        _given(key, after.answers[key], aside.get(key), after) if key in after.answers else _gone(key, old[key], after)
        for key in changed
    )


def _given(key: str, now: GivenAnswer, aside: GivenAnswer | None, after: SurveyResponse) -> AnswerChange:
    if now == aside:
        return _change(key, AnswerEvent.RESTORED, now.value, now.kind, after)
    return _change(key, AnswerEvent.PREFILLED if now.prefilled else AnswerEvent.GIVEN, now.value, now.kind, after)


def _gone(key: str, was: GivenAnswer, after: SurveyResponse) -> AnswerChange:
    if after.set_aside.get(key) == was:
        return _change(key, AnswerEvent.SET_ASIDE, was.value, was.kind, after)
    return _change(key, AnswerEvent.CLEARED, None, was.kind, after)


def _change(
    key: str, event: AnswerEvent, value: Value | None, kind: QuestionKind, after: SurveyResponse
) -> AnswerChange:
    return AnswerChange(key, event, value, kind, after.moved_by, after.moved_at, after.version, after.revision)
