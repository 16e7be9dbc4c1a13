"""A customer's answers to a survey, given by several people over weeks, and how they are submitted.

A response stays with the version of the survey that it was started on until it is carried to a newer one.
Every transition returns the next response, its `revision` counted up; what changes nothing returns the same one.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from domain.agreements import Agreement
from domain.errors import Conflict, InvalidInput
from domain.survey_answers import failed_checks, missing
from domain.survey_values import Answers, Value
from domain.surveys import Question, QuestionKind, Survey

LONGEST_REASON = 3_000


class ResponseState(StrEnum):
    OPEN = "open"
    SUBMITTED = "submitted"


@dataclass(frozen=True)
class GivenAnswer:
    """An answer, and who gave it when. `kind` is that of the question then, `revision` the response's.

    `prefilled`: taken over from what CEC knew already when the survey was started; nobody looked at it yet.
    """

    value: Value
    kind: QuestionKind
    by: str
    at: datetime
    revision: int
    prefilled: bool = False


@dataclass(frozen=True)
class Cleared:
    """That somebody took an answer back."""

    by: str
    at: datetime
    revision: int


@dataclass(frozen=True)
class Reminders:
    """What was reminded of since the response moved last.

    `rounds` are finished ones; `told` are the ids of the people who were reminded in the round that began at `at`.
    """

    rounds: int = 0
    at: datetime | None = None
    told: tuple[str, ...] = ()


@dataclass(frozen=True)
class SurveyResponse:
    """The answers for one agreement (by id), with their history in the storage.

    `answers`, `cleared` and `set_aside` are by question key. An answer is set aside when the version of the survey
    that the response was carried to has no place for it; it is kept, and comes back where a later version has one.
    `sections` are the ids of the people to whom sections are assigned, by section key.
    """

    id: str
    agreement: str
    organization: str
    survey: str
    version: int
    started_at: datetime
    started_by: str
    moved_at: datetime
    moved_by: str
    state: ResponseState = ResponseState.OPEN
    answers: Mapping[str, GivenAnswer] = field(default_factory=dict[str, GivenAnswer], hash=False)
    cleared: Mapping[str, Cleared] = field(default_factory=dict[str, Cleared], hash=False)
    set_aside: Mapping[str, GivenAnswer] = field(default_factory=dict[str, GivenAnswer], hash=False)
    sections: Mapping[str, str] = field(default_factory=dict[str, str], hash=False)
    submitted_at: datetime | None = None
    submitted_by: str | None = None
    reopened_at: datetime | None = None
    reopened_by: str | None = None
    reopened_reason: str = ""
    reminders: Reminders = Reminders()
    revision: int = 1

    @property
    def values(self) -> Answers:
        """The answers alone, hidden questions' among them."""
        return {key: given.value for key, given in self.answers.items()}

    def last_change(self, question: str) -> GivenAnswer | Cleared | None:
        """Who answered it or took the answer back last; None when nobody did."""
        return self.answers.get(question) or self.cleared.get(question)


def started(response_id: str, agreement: Agreement, survey: Survey, by: str, at: datetime) -> SurveyResponse:
    """A response without any answer."""
    return SurveyResponse(
        id=response_id,
        agreement=agreement.id,
        organization=agreement.organization,
        survey=survey.key,
        version=survey.version,
        started_at=at,
        started_by=by,
        moved_at=at,
        moved_by=by,
    )


def prefill(response: SurveyResponse, survey: Survey, values: Answers, by: str, at: datetime) -> SurveyResponse:
    """Fill in what is known already where there is no answer."""
    new = {key: value for key, value in values.items() if response.last_change(key) is None}
    return _with_answers(response, survey, new, by, at, prefilled=True)


def answer(response: SurveyResponse, survey: Survey, values: Answers, by: str, at: datetime) -> SurveyResponse:
    """Give answers (`values` as `survey_answers.checked` makes them). Raises Conflict once it is submitted.

    The same answer again changes nothing, unless it was only prefilled: then a person has confirmed it.
    """
    require_open(response)
    new = {key: value for key, value in values.items() if _is_news(response.answers.get(key), value)}
    return _with_answers(response, survey, new, by, at, prefilled=False)


def clear(response: SurveyResponse, questions: Iterable[str], by: str, at: datetime) -> SurveyResponse:
    """Take answers back. Raises Conflict once it is submitted."""
    require_open(response)
    gone = {key for key in questions if key in response.answers}
    if not gone:
        return response
    after = moved(response, by, at)
    return replace(
        after,
        answers={key: given for key, given in response.answers.items() if key not in gone},
        cleared={**response.cleared, **dict.fromkeys(gone, Cleared(by, at, after.revision))},
    )


def assign(response: SurveyResponse, section: str, person: str | None, by: str, at: datetime) -> SurveyResponse:
    """Ask a person (id) to answer a section; None takes it from them. Raises Conflict once it is submitted."""
    require_open(response)
    if response.sections.get(section) == person:
        return response
    others = {key: assigned for key, assigned in response.sections.items() if key != section}
    return replace(moved(response, by, at), sections={**others, section: person} if person else others)


def submit(response: SurveyResponse, survey: Survey, by: str, at: datetime) -> SurveyResponse:
    """Lock it. Raises Conflict when it is submitted already, something is missing, or answers do not fit together."""
    require_open(response)
    lacking = missing(survey, response.values)
    if lacking:
        raise Conflict(_lacking_sentence(lacking))
    failed = failed_checks(survey, response.values)
    if failed:
        raise Conflict(f"Some answers do not fit together yet: {failed[0][1]}")
    return replace(moved(response, by, at), state=ResponseState.SUBMITTED, submitted_at=at, submitted_by=by)


def reopen(response: SurveyResponse, reason: str, by: str, at: datetime) -> SurveyResponse:
    """Let it be answered again. Raises Conflict unless it is submitted, InvalidInput without a reason."""
    if response.state is ResponseState.OPEN:
        raise Conflict("This survey is open already.")
    said = reason.strip()
    if not said:
        raise InvalidInput("reason", "Say why the survey is opened again. The customer is told.")
    if len(said) > LONGEST_REASON:
        raise InvalidInput("reason", f"Shorten the reason to {LONGEST_REASON:,} characters.")
    reopened = replace(moved(response, by, at), state=ResponseState.OPEN, submitted_at=None, submitted_by=None)
    return replace(reopened, reopened_at=at, reopened_by=by, reopened_reason=said)


def remind(response: SurveyResponse, people: Iterable[str], everyone: bool, at: datetime) -> SurveyResponse:
    """These people (ids) were reminded. `everyone`: nobody else is left, so this round is finished."""
    before = response.reminders
    begun = before.at if before.told and before.at else at
    under_way = Reminders(before.rounds, begun, (*before.told, *people))
    finished = Reminders(before.rounds + 1, begun)
    return replace(response, reminders=finished if everyone else under_way, revision=response.revision + 1)


def require_open(response: SurveyResponse) -> None:
    """Raises Conflict once it is submitted."""
    if response.state is ResponseState.SUBMITTED:
        raise Conflict("This survey is submitted already, so its answers are locked. CEC can open it again.")


def moved(response: SurveyResponse, by: str, at: datetime) -> SurveyResponse:
    """Its next revision. It moves, so nobody needs a reminder."""
    return replace(response, moved_at=at, moved_by=by, reminders=Reminders(), revision=response.revision + 1)


def _with_answers(
    response: SurveyResponse, survey: Survey, values: Answers, by: str, at: datetime, prefilled: bool
) -> SurveyResponse:
    if not values:
        return response
    after = moved(response, by, at)
    given = {
        key: GivenAnswer(value, survey.question(key).kind, by, at, after.revision, prefilled)
        for key, value in values.items()
    }
    return replace(
        after,
        answers={**response.answers, **given},
        cleared={key: cleared for key, cleared in response.cleared.items() if key not in given},
    )


def _is_news(before: GivenAnswer | None, value: Value) -> bool:
    return before is None or before.prefilled or before.value != value


def _lacking_sentence(lacking: tuple[Question, ...]) -> str:
    count = "1 required question has" if len(lacking) == 1 else f"{len(lacking)} required questions have"
    return f"{count} no answer yet. The first one: {lacking[0].text}"
