"""Responses to the customer survey, and every answer that was ever given in them."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, Text, and_, literal_column, or_, select, type_coerce

from domain.errors import Conflict, NotFound
from domain.survey_changes import AnswerChange, AnswerEvent, changes_between
from domain.survey_plain import from_plain, to_plain
from domain.survey_responses import Cleared, GivenAnswer, Reminders, ResponseState, SurveyResponse
from domain.survey_values import Value
from domain.surveys import QuestionKind
from storage.survey_tables import survey_answer_history, survey_answers, survey_responses
from storage.tables import agreements
from storage.transaction import Transaction, Values
from storage.watches import look_at_agreements

# Written out, not a parameter: only so does a database see that its index of open ones fits.
_OPEN = survey_responses.c.state == literal_column("'open'")
_SAME_NAME = (
    *("id", "agreement", "organization", "survey", "version", "started_at", "started_by", "moved_at", "moved_by"),
    *("submitted_at", "submitted_by", "reopened_at", "reopened_by", "reopened_reason", "revision"),
)


class SurveyResponses:
    """In a writing unit of work, what is read stays locked until its end: of two who answer at once, one waits."""

    def __init__(self, transaction: Transaction) -> None:
        self._db = transaction

    def get(self, response_id: str) -> SurveyResponse:
        """Raises NotFound."""
        found = self._one(select(survey_responses).where(survey_responses.c.id == response_id))
        if found is None:
            raise NotFound("There is no such survey.")
        return found

    def of_agreement(self, agreement_id: str) -> SurveyResponse | None:
        """The response of an agreement, which has one at most."""
        return self._one(select(survey_responses).where(survey_responses.c.agreement == agreement_id))

    def latest(
        self, organization: str | None, limit: int = 10, offset: int = 0, open_only: bool = False
    ) -> tuple[SurveyResponse, ...]:
        """Of an organization (key), or of all; the one that moved last first. `open_only`: not the submitted ones."""
        found = select(survey_responses)
        if organization:
            found = found.where(survey_responses.c.organization == organization)
        if open_only:
            found = found.where(_OPEN)
        last_first = (survey_responses.c.moved_at.desc(), survey_responses.c.id)
        return self._built(found.order_by(*last_first).limit(limit).offset(offset))

    def idle(
        self,
        moved_before: datetime,
        reminded_before: datetime,
        most_rounds: int,
        limit: int,
        after: SurveyResponse | None = None,
    ) -> tuple[SurveyResponse, ...]:
        """Open ones that have not moved since, were not reminded of since, and not in so many rounds; oldest first.

        One whose round of reminders is under way is among them, one of a closed agreement is not. `after` is the
        last one of the page before.
        """
        c = survey_responses.c
        running = select(agreements.c.id).where(agreements.c.id == c.agreement, agreements.c.closed_at.is_(None))
        open_ones = select(survey_responses).where(_OPEN, c.moved_at <= moved_before, running.exists())
        if after:
            same_moment = and_(c.moved_at == after.moved_at, c.id > after.id)
            open_ones = open_ones.where(or_(c.moved_at > after.moved_at, same_moment))
        under_way = type_coerce(c.reminded, Text) != "[]"
        waiting = open_ones.where(
            c.reminder_rounds < most_rounds,
            c.reminded_at.is_(None) | (c.reminded_at <= reminded_before) | under_way,
        )
        return self._built(waiting.order_by(c.moved_at, c.id).limit(limit))

    def open_of_organization(self, organization: str) -> tuple[SurveyResponse, ...]:
        """Every one of an organization (key) that is not submitted, by id."""
        c = survey_responses.c
        return self._built(select(survey_responses).where(_OPEN, c.organization == organization).order_by(c.id))

    def add(self, response: SurveyResponse) -> None:
        """Raises Conflict when its agreement has one already."""
        self._db.insert(survey_responses, [_row(response)])
        self._keep_answers(None, response)
        look_at_agreements(self._db, response.agreement)

    def save(self, before: SurveyResponse, after: SurveyResponse) -> None:
        """Keep what a transition made of a response, with the history of its answers.

        Raises Conflict when it was saved by another one since `before` was read.
        """
        c = survey_responses.c
        same = (c.id == before.id, c.revision == before.revision)
        if not self._db.run(survey_responses.update().where(*same).values(_row(after))):
            raise Conflict("Someone else changed this survey meanwhile. Look at it again, then repeat this.")
        self._keep_answers(before, after)
        look_at_agreements(self._db, after.agreement)

    def history(self, response_id: str, question: str) -> tuple[AnswerChange, ...]:
        """Every answer that was ever given to a question, the first one first."""
        c = survey_answer_history.c
        found = select(survey_answer_history).where(c.response == response_id, c.question == question)
        return tuple(_change(row) for row in self._db.rows(found.order_by(c.id)))

    def built(self, rows: Iterable[Row[Any]]) -> tuple[SurveyResponse, ...]:
        """The responses of rows of their table, in the same order."""
        heads = list(rows)
        answers: dict[str, list[Row[Any]]] = {row.id: [] for row in heads}
        found = select(survey_answers).where(survey_answers.c.response.in_(answers))
        for answer in self._db.rows(found) if answers else ():
            answers[answer.response].append(answer)
        return tuple(_response(row, answers[row.id]) for row in heads)

    def _one(self, statement: Select[Any]) -> SurveyResponse | None:
        return next(iter(self._built(statement)), None)

    def _built(self, statement: Select[Any]) -> tuple[SurveyResponse, ...]:
        return self.built(self._db.rows(self._db.locked(statement)))

    def _keep_answers(self, before: SurveyResponse | None, after: SurveyResponse) -> None:
        old = _kept(before) if before else {}
        new = _kept(after)
        changed = [_answer_row(after.id, *key, given) for key, given in new.items() if given != old.get(key)]
        self._db.upsert(survey_answers, *changed)
        for question, set_aside in old.keys() - new.keys():
            c = survey_answers.c
            gone = (c.response == after.id, c.question == question, c.set_aside == set_aside)
            self._db.run(survey_answers.delete().where(*gone))
        changes = changes_between(before, after)
        self._db.insert(survey_answer_history, [_change_row(after.id, change) for change in changes])


def built_change(row: Row[Any]) -> tuple[str, AnswerChange]:
    """The id of the response, and what happened to one of its answers."""
    return row.response, _change(row)


def _row(response: SurveyResponse) -> Values:
    return {
        **{name: getattr(response, name) for name in _SAME_NAME},
        "state": response.state.value,
        "sections": dict(response.sections),
        "reminder_rounds": response.reminders.rounds,
        "reminded_at": response.reminders.at,
        "reminded": list(response.reminders.told),
    }


def _kept(response: SurveyResponse) -> dict[tuple[str, bool], GivenAnswer | Cleared]:
    """Everything that has a row, by question and whether it was set aside."""
    return {
        **{(key, False): cleared for key, cleared in response.cleared.items()},
        **{(key, False): given for key, given in response.answers.items()},
        **{(key, True): given for key, given in response.set_aside.items()},
    }


def _answer_row(response_id: str, question: str, set_aside: bool, given: GivenAnswer | Cleared) -> Values:
    is_given = isinstance(given, GivenAnswer)
    return {
        "response": response_id,
        "question": question,
        "set_aside": set_aside,
        "value": to_plain(given.value) if is_given else None,
        "kind": given.kind.value if is_given else None,
        "by": given.by,
        "at": given.at,
        "revision": given.revision,
        "prefilled": is_given and given.prefilled,
    }


def _response(row: Row[Any], answers: Iterable[Row[Any]]) -> SurveyResponse:
    values = row._mapping
    rows = sorted(answers, key=lambda answer: answer.question)
    given = {(answer.question, answer.set_aside): _given(answer) for answer in rows if answer.kind is not None}
    return SurveyResponse(
        **{name: values[name] for name in _SAME_NAME},
        state=ResponseState(row.state),
        sections=row.sections,
        reminders=Reminders(row.reminder_rounds, row.reminded_at, tuple(row.reminded)),
        answers={question: answer for (question, aside), answer in given.items() if not aside},
        set_aside={question: answer for (question, aside), answer in given.items() if aside},
        cleared={answer.question: Cleared(answer.by, answer.at, answer.revision) for answer in rows if not answer.kind},
    )


def _given(row: Row[Any]) -> GivenAnswer:
    kind = QuestionKind(row.kind)
    return GivenAnswer(_value(kind, row.value), kind, row.by, row.at, row.revision, row.prefilled)


def _value(kind: QuestionKind, plain: object) -> Value:
    value = from_plain(kind, plain)
    if value is None:
        raise ValueError(f"{plain!r} is kept as an answer of kind {kind}, and is none")
    return value


def _change_row(response_id: str, change: AnswerChange) -> Values:
    return {
        "response": response_id,
        "question": change.question,
        "event": change.event.value,
        "value": None if change.value is None else to_plain(change.value),
        "kind": change.kind.value,
        "by": change.by,
        "at": change.at,
        "version": change.version,
        "revision": change.revision,
    }


def _change(row: Row[Any]) -> AnswerChange:
    kind = QuestionKind(row.kind)
    value = None if row.value is None else _value(kind, row.value)
    event = AnswerEvent(row.event)
    return AnswerChange(row.question, event, value, kind, row.by, row.at, row.version, row.revision)
