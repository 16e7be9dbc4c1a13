"""The files of a submitted survey: what is in them, and who gets them."""

import io
from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from documents.survey_document import DocumentAnswer, SurveyDocument
from domain.errors import Conflict, NotAllowed, NotFound
from domain.notices import NoticeKind
from domain.permissions import OPERATOR
from domain.survey_conditions import Is
from domain.surveys import (
    Choice,
    Default,
    DefaultSource,
    Level,
    Quantity,
    Question,
    QuestionKind,
    Rule,
    Section,
    Survey,
)
from services.survey_cards import ResponseView, ServicesRecommended
from services.survey_documents import PREFILLED, USUAL_LEVEL, survey_document
from tests.services.office import CATALOG, Office

NUMBER = "SLA-2027-0036"
LAPTOP = next(service for service in CATALOG.services if service.metrics and service.prices)
METRIC = LAPTOP.metrics[0]
SURVEY = Survey(
    "test",
    "Customer survey",
    1,
    (
        Section(
            "devices",
            "Devices & people",
            (),
            (
                Question("laptops", "How many laptops?", QuestionKind.NUMBER, unit="laptops"),
                Question("budget", "What is the budget?", QuestionKind.MONEY),
                Question("start", "When do you start?", QuestionKind.DATE),
                Question("travel", "Do people travel?", QuestionKind.YES_NO),
                Question("where", "Where to?", QuestionKind.SHORT_TEXT, when=Is("travel", (True,))),
                Question(
                    "agency",
                    "Who are you?",
                    QuestionKind.SHORT_TEXT,
                    default=Default(DefaultSource.VALUE, "APHIS"),
                ),
                Question("note", "Anything else?", QuestionKind.LONG_TEXT, required=False),
                Question(
                    "kind",
                    "Which kind?",
                    QuestionKind.ONE_OF,
                    required=False,
                    choices=(Choice("a", "Alpha <1>"), Choice("b", "Beta")),
                ),
            ),
        ),
    ),
    recommendations=(
        Rule(
            LAPTOP.key,
            Quantity(questions=("laptops",)),
            "You need {laptops}.",
            levels=(Level(METRIC.key, Decimal("7.5"), METRIC.direction),),
        ),
    ),
)
ANSWERS = {
    "laptops": Decimal(40),
    "budget": Decimal("12500.00"),
    "start": date(2027, 3, 31),
    "travel": False,
    "where": "=1+1",
    "kind": "a",
}


@pytest.fixture
def submitted(office: Office) -> Office:
    """Fatima started, answered and submitted the survey."""
    fatima, surveys = office.actor("fatima"), office.services.surveys
    surveys.import_survey(OPERATOR, SURVEY)
    revision = surveys.start(fatima, NUMBER).view.response.revision
    saved = surveys.answer(fatima, NUMBER, ANSWERS, revision)
    assert not saved.errors
    office.clock.pass_by(days=1)
    surveys.submit(fatima, NUMBER)
    return office


def parts(office: Office) -> tuple[ResponseView, ServicesRecommended]:
    fatima, surveys = office.actor("fatima"), office.services.surveys
    return surveys.view(fatima, NUMBER), surveys.recommendation(fatima, NUMBER)


def answers(document: SurveyDocument) -> dict[str, DocumentAnswer]:
    return {answer.question: answer for section in document.sections for answer in section.answers}


def test_answers_stand_in_words_with_who_gave_them_and_when(submitted: Office) -> None:
    document = survey_document(*parts(submitted))
    found = answers(document)
    laptops = found["How many laptops?"]
    assert (laptops.words, laptops.value, laptops.unit) == ("40 laptops", Decimal(40), "laptops")
    assert laptops.by == submitted.actor("fatima").person.name  # pyright: ignore[reportOptionalMemberAccess]
    assert found["What is the budget?"].is_money
    assert found["When do you start?"].value == date(2027, 3, 31)
    assert found["Which kind?"].words == "Alpha <1>"
    assert document.submitted_at == submitted.clock()


def test_hidden_questions_are_left_out_and_unanswered_ones_named(submitted: Office) -> None:
    document = survey_document(*parts(submitted))
    assert "Where to?" not in answers(document)
    assert [answer.question for _, answer in document.unanswered] == ["Anything else?"]
    assert (document.answered, document.asked) == (6, 7)


def test_an_answer_that_nobody_looked_at_is_named_as_known_before(submitted: Office) -> None:
    assert answers(survey_document(*parts(submitted)))["Who are you?"].by == PREFILLED


def test_recommended_services_have_price_level_and_reason(submitted: Office) -> None:
    view, recommended = parts(submitted)
    document = survey_document(view, recommended)
    service, line = document.services[0], recommended.lines[0].line
    assert line is not None
    assert (service.name, service.quantity, service.price_a_year) == (LAPTOP.name, 40, line.annual_amount)
    assert f"{METRIC.measure}: at" in service.level
    assert f"7.5 {METRIC.unit}" in service.level
    assert service.level.count(":") == 1, "levels that the answers do not ask for are left out"
    assert service.unit == LAPTOP.unit_plural
    assert service.reason == "You need 40 laptops."
    assert document.total_a_year == recommended.amount_a_year
    assert document.price_note == CATALOG.notice


def test_a_service_that_is_not_in_the_catalog_any_more_has_no_price(submitted: Office) -> None:
    view, recommended = parts(submitted)
    gone = replace(recommended, lines=(replace(recommended.lines[0], line=None),))
    service = survey_document(view, gone).services[0]
    assert (service.price_a_year, service.price_once, service.level) == (None, None, USUAL_LEVEL)


def test_both_sides_get_the_same_files_each_time(submitted: Office) -> None:
    documents = submitted.services.survey_documents.documents
    to_staff = documents(submitted.actor("james"), NUMBER)
    assert [file.name for file in to_staff] == [f"{NUMBER}-survey.pdf", f"{NUMBER}-survey.xlsx"]
    assert [file.sha256 for file in documents(submitted.actor("fatima"), NUMBER)] == [f.sha256 for f in to_staff]
    assert to_staff[0].content.startswith(b"%PDF-1.7")
    sheet = load_workbook(io.BytesIO(to_staff[1].content))["Answers"]
    assert sheet["C2"].value == 40
    assert sheet["C4"].value == datetime.combine(date(2027, 3, 31), time())


@pytest.mark.parametrize("method", ["documents", "send"])
def test_another_organization_learns_nothing(submitted: Office, method: str) -> None:
    ask = getattr(submitted.services.survey_documents, method)
    told: set[str] = set()
    for number in (NUMBER, "SLA-2027-9999"):
        with pytest.raises(NotFound) as refused:
            ask(submitted.actor("maria"), number)
        told.add(str(refused.value))
    assert len(told) == 1
    with pytest.raises(NotAllowed):
        ask(submitted.actor("stranger"), NUMBER)


@pytest.mark.parametrize("method", ["documents", "send"])
def test_there_are_no_files_before_the_survey_is_submitted(submitted: Office, method: str) -> None:
    submitted.services.surveys.reopen(submitted.actor("james"), NUMBER, "A section is missing.")
    with pytest.raises(Conflict, match="not submitted yet"):
        getattr(submitted.services.survey_documents, method)(submitted.actor("fatima"), NUMBER)


def test_files_are_sent_to_who_asks_once_for_a_double_click(submitted: Office) -> None:
    for _ in range(2):
        submitted.services.survey_documents.send(submitted.actor("fatima"), NUMBER)
    sent = [notice for notice in submitted.notices() if notice.kind is NoticeKind.SURVEY_FILES]
    assert [(notice.to.slack_user_id, notice.facts["number"]) for notice in sent] == [("U0FATIMA", NUMBER)]
    submitted.clock.pass_by(minutes=2)
    submitted.services.survey_documents.send(submitted.actor("fatima"), NUMBER)
    assert len([notice for notice in submitted.notices() if notice.kind is NoticeKind.SURVEY_FILES]) == 2
