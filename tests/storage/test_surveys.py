"""Versions of the survey, responses and the history of every answer, on both databases."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from domain.errors import Conflict, NotFound
from domain.stages import Stage
from domain.survey_answers import AnsweredFile, NamedPerson
from domain.survey_carrying import carry_to
from domain.survey_changes import AnswerEvent
from domain.survey_responses import (
    ResponseState,
    SurveyResponse,
    answer,
    assign,
    clear,
    prefill,
    remind,
    reopen,
    submit,
)
from domain.surveys import Survey
from storage.unit_of_work import Storage
from tests.builders import NOON, an_agreement
from tests.storage.filling import fill_agreements
from tests.storage.texts import TEXTS
from tests.surveys import HOSTING, LATER, MARIA, ROBERT, a_response, a_survey

SURVEY = a_survey()
VALUES = {
    "staff": Decimal("40"),
    "laptops": Decimal("30.50"),
    "field": True,
    "field_notes": "Boise & <Nome>",
    "lead": NamedPerson("Łukasz", "l@nrcs.example.gov", ROBERT),
    "size": "small",
    "uses": (),
    "budget": Decimal("1000000.01"),
    "start": date(2027, 3, 31),
    "sites": ("Boise", "Nome"),
    "plans": (AnsweredFile("F1", "plan.pdf", 12, "pdf"),),
}


@pytest.fixture
def filled(storage: Storage) -> Storage:
    fill_agreements(
        storage,
        an_agreement(Stage.SURVEY),
        an_agreement(Stage.SURVEY, id="a-2", number="SLA-2027-0002", organization="fns"),
    )
    return storage


def add_survey(storage: Storage, survey: Survey) -> Survey:
    with storage.unit_of_work() as work:
        kept = work.surveys.add(survey, "survey.yaml", "system", NOON)
        work.commit()
        return kept


def add(storage: Storage, response: SurveyResponse) -> SurveyResponse:
    with storage.unit_of_work() as work:
        work.survey_responses.add(response)
        work.commit()
        return response


def save(storage: Storage, before: SurveyResponse, after: SurveyResponse) -> SurveyResponse:
    with storage.unit_of_work() as work:
        work.survey_responses.save(before, after)
        work.commit()
        return after


def found(storage: Storage, response_id: str = "r-1") -> SurveyResponse:
    with storage.reading() as work:
        return work.survey_responses.get(response_id)


def test_there_is_no_survey_before_the_first_import(storage: Storage) -> None:
    with storage.reading() as work, pytest.raises(NotFound):
        work.surveys.current()


def test_a_survey_comes_back_as_it_was(filled: Storage) -> None:
    survey = add_survey(filled, SURVEY)
    again = Storage(filled.engine)  # nothing in its memory yet
    with again.reading() as work:
        assert work.surveys.current() == survey == SURVEY
        assert work.surveys.version("customer", 1) == survey


def test_the_same_survey_again_is_no_new_version(storage: Storage) -> None:
    add_survey(storage, SURVEY)
    assert add_survey(storage, SURVEY).version == 1
    assert add_survey(storage, replace(SURVEY, version=5)).version == 1


def test_another_content_gets_the_next_number_or_the_one_that_it_brings(storage: Storage) -> None:
    add_survey(storage, SURVEY)
    assert add_survey(storage, replace(SURVEY, title="Second")).version == 2
    assert add_survey(storage, replace(SURVEY, title="Third", version=7)).version == 7
    assert add_survey(storage, SURVEY).version == 8
    with storage.reading() as work:
        assert [survey.version for survey, *_ in work.surveys.all()] == [1, 2, 7, 8]
        assert work.surveys.newest_versions() == {"customer": 8}
        assert work.surveys.version("customer", 2).title == "Second"
        assert work.surveys.newest("customer").title == SURVEY.title


@pytest.mark.parametrize(("key", "version"), [("customer", 2), ("other", 1)])
def test_an_unknown_version_is_not_found(storage: Storage, key: str, version: int) -> None:
    add_survey(storage, SURVEY)
    with storage.reading() as work, pytest.raises(NotFound):
        work.surveys.version(key, version)


def test_a_response_comes_back_as_it_was_with_answers_of_every_kind(filled: Storage) -> None:
    response = assign(a_response(SURVEY, VALUES), "people", ROBERT, MARIA, LATER)
    response = clear(response, ["budget"], MARIA, LATER)
    response = replace(response, reminders=remind(response, [ROBERT], everyone=False, at=LATER).reminders)
    add(filled, response)
    assert found(filled) == response


def test_every_step_of_a_response_is_kept(filled: Storage) -> None:
    steps = [add(filled, a_response(SURVEY, VALUES))]
    for step in (
        lambda r: prefill(clear(r, ["size"], ROBERT, NOON), SURVEY, {}, MARIA, NOON),
        lambda r: answer(r, SURVEY, {"size": "large", "laptops": Decimal(20)}, ROBERT, NOON),
        lambda r: submit(r, SURVEY, MARIA, LATER),
        lambda r: reopen(r, "Sites changed", "staff", LATER),
        lambda r: carry_to(r, a_survey(2, (HOSTING,)), MARIA, LATER),
        lambda r: carry_to(r, a_survey(3), MARIA, LATER),
    ):
        steps.append(save(filled, steps[-1], step(steps[-1])))
        assert found(filled) == steps[-1]


@pytest.mark.parametrize("name", TEXTS)
def test_any_text_comes_back_as_it_was(filled: Storage, name: str) -> None:
    add(filled, a_response(SURVEY, {"field_notes": TEXTS[name], "sites": (TEXTS[name],)}))
    assert found(filled).values == {"field_notes": TEXTS[name], "sites": (TEXTS[name],)}


def test_a_save_over_a_newer_revision_is_refused(filled: Storage) -> None:
    before = add(filled, a_response(SURVEY))
    save(filled, before, answer(before, SURVEY, {"staff": Decimal(1)}, ROBERT, LATER))
    with pytest.raises(Conflict, match="changed this survey meanwhile"):
        save(filled, before, answer(before, SURVEY, {"staff": Decimal(2)}, MARIA, LATER))
    assert found(filled).values == {"staff": Decimal(1)}


def test_an_agreement_has_one_response(filled: Storage) -> None:
    add(filled, a_response(SURVEY))
    with pytest.raises(Conflict):
        add(filled, a_response(SURVEY, id="r-2"))
    with filled.reading() as work:
        assert work.survey_responses.of_agreement("a-2") is None
        first = work.survey_responses.of_agreement("a-1")
        assert first is not None
        assert first.id == "r-1"


def test_an_unknown_response_is_not_found(filled: Storage) -> None:
    with pytest.raises(NotFound):
        found(filled, "r-9")


def test_history_keeps_every_answer_in_order(filled: Storage) -> None:
    first = add(filled, a_response(SURVEY, {"staff": Decimal(40)}))
    second = save(filled, first, answer(first, SURVEY, {"staff": Decimal(41)}, MARIA, LATER))
    save(filled, second, clear(second, ["staff"], ROBERT, LATER))
    with filled.reading() as work:
        changes = work.survey_responses.history("r-1", "staff")
        assert [(c.event, c.value, c.by) for c in changes] == [
            (AnswerEvent.GIVEN, Decimal(40), ROBERT),
            (AnswerEvent.GIVEN, Decimal(41), MARIA),
            (AnswerEvent.CLEARED, None, ROBERT),
        ]
        assert work.survey_responses.history("r-1", "never asked") == ()


@pytest.mark.parametrize("statement", ["UPDATE survey_answer_history SET at = at", "DELETE FROM survey_answer_history"])
def test_the_database_refuses_to_change_the_history_of_answers(filled: Storage, statement: str) -> None:
    add(filled, a_response(SURVEY, VALUES))
    with filled.engine.begin() as connection, pytest.raises(DatabaseError, match="history only grows"):
        connection.execute(text(statement))


def test_the_latest_ones_come_first_by_organization_or_of_all(filled: Storage) -> None:
    add(filled, a_response(SURVEY))
    add(filled, a_response(SURVEY, id="r-2", agreement="a-2", organization="fns", moved_at=LATER))
    with filled.reading() as work:
        latest = work.survey_responses.latest
        assert [r.id for r in latest(None)] == ["r-2", "r-1"]
        assert [r.id for r in latest(None, 1, 1)] == ["r-1"]
        assert [r.id for r in latest("nrcs")] == ["r-1"]
        assert latest("fs") == ()


def test_the_latest_open_ones_leave_out_what_is_submitted(filled: Storage) -> None:
    add(filled, a_response(SURVEY))
    add(filled, replace(a_response(SURVEY, id="r-2", agreement="a-2", moved_at=LATER), state=ResponseState.SUBMITTED))
    with filled.reading() as work:
        latest = work.survey_responses.latest
        assert [r.id for r in latest("nrcs", 1)] == ["r-2"]
        assert [r.id for r in latest("nrcs", 1, open_only=True)] == ["r-1"]


def test_idle_are_open_ones_that_neither_moved_nor_were_reminded_of_lately(filled: Storage) -> None:
    response = add(filled, a_response(SURVEY))

    def idle(days: int) -> bool:
        now = NOON + timedelta(days=days)
        with filled.reading() as work:
            return bool(work.survey_responses.idle(now - timedelta(days=3), now - timedelta(days=7), 2, 10))

    assert [idle(2), idle(4)] == [False, True]
    begun = save(filled, response, remind(response, [ROBERT], everyone=False, at=NOON + timedelta(days=4)))
    assert idle(4), "its round is under way"
    told = save(filled, begun, remind(begun, [MARIA], everyone=True, at=NOON + timedelta(days=5)))
    assert [idle(10), idle(12)] == [False, True]
    save(filled, told, remind(told, [MARIA], everyone=True, at=NOON + timedelta(days=12)))
    assert not idle(40), "it had all its rounds"


def test_what_is_submitted_is_never_idle(filled: Storage) -> None:
    complete = a_response(SURVEY, VALUES)
    add(filled, submit(answer(complete, SURVEY, {"laptops": Decimal(3)}, ROBERT, NOON), SURVEY, MARIA, NOON))
    with filled.reading() as work:
        assert work.survey_responses.idle(LATER, LATER, 4, 10) == ()


def test_exports_read_everything(filled: Storage) -> None:
    add_survey(filled, SURVEY)
    response = add(filled, a_response(SURVEY, VALUES))
    with filled.reading() as work:
        assert [survey for survey, *_ in work.whole_tables.survey_versions()] == [SURVEY]
        assert list(work.whole_tables.survey_responses()) == [response]
        assert len(list(work.whole_tables.survey_answers())) == len(VALUES)
