"""Survey files: what a valid one becomes, and the survey that is shipped."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from domain.catalog import Direction
from domain.people import Role
from domain.survey_conditions import AllOf, AnyOf, AtLeast, AtMost, Includes, Is, MoreThan, Not
from domain.survey_recommendations import recommended
from domain.surveys import AreaChoice, Default, DefaultSource, Level, Quantity, QuestionKind, Survey
from services.catalog_files import read_catalog
from services.survey_files import read_survey
from tests.services.valid_survey import VALID, spoiled
from tests.survey_definitions import MARIA

ROOT = Path(__file__).parents[2]
SHIPPED = ROOT / "surveys" / "customer_survey.yaml"


def test_a_valid_file_becomes_a_survey(check):
    survey = check(VALID).required()
    assert (survey.key, survey.title, survey.version) == ("needs", "Needs", 3)
    assert [section.areas for section in survey.sections] == [("support",), ("support", "networks")]
    people = survey.question("people")
    assert (people.minimum, people.maximum, people.unit, people.unit_one) == (1, 500, "people", "person")
    assert (people.matters, people.required, survey.question("tools").required) == (True, True, False)
    assert survey.question("budget").minimum == Decimal("100.50")
    assert survey.question("start").minimum == date(2026, 10, 1)
    assert [choice.label for choice in survey.question("colour").choices] == ["Red", "Blue"]
    assert {question.kind for question in survey.questions} == set(QuestionKind)


def test_conditions_checks_and_rules_are_read(check):
    survey = check(VALID).required()
    assert survey.sections[1].when == AtLeast("people", Decimal(10))
    assert survey.question("laptops").when == Is("remote", (True,))
    colour = survey.question("colour").when
    assert isinstance(colour, AnyOf)
    assert isinstance(colour.parts[1], Not)
    assert colour.parts[0] == Includes("tools", "mail")
    assert [check.wrong_when for check in survey.checks] == [
        MoreThan(("laptops",), ("people",), Decimal(2)),
        MoreThan(("start",), ("end",)),
    ]
    laptops, mailboxes = survey.recommendations
    assert laptops.quantity == Quantity(questions=("laptops", "people"), times=Decimal("1.1"))
    assert laptops.when == AllOf((Is("remote", (True,)), Is("colour", ("red", "blue"))))
    assert laptops.levels == (Level("resolution", Decimal(4), Direction.AT_MOST),)
    assert (mailboxes.quantity, mailboxes.adds) == (Quantity(Decimal(5)), True)


def test_defaults_are_read(check):
    survey = check(VALID).required()
    assert {question.key: question.default for question in survey.questions if question.default} == {
        "name": Default(DefaultSource.ORGANIZATION),
        "remote": Default(DefaultSource.VALUE, value=True),
        "people": Default(DefaultSource.NEED, service="mailbox"),
        "lead": Default(DefaultSource.CONTACT, role=Role.TECHNICAL_LEAD),
        "tools": Default(DefaultSource.NEED, choices=(AreaChoice("mail", "support"),)),
        "more": Default(DefaultSource.NEED, area="support"),
    }


def test_a_range_in_a_condition_has_two_ends(check):
    survey = check(spoiled("at_least: 10}", "at_least: 10, at_most: 20}")).required()
    assert survey.sections[1].when == AllOf((AtLeast("people", Decimal(10)), AtMost("people", Decimal(20))))


# The survey that is shipped.


@pytest.fixture(scope="module")
def shipped_catalog():
    return read_catalog(ROOT / "catalog").required()


@pytest.fixture(scope="module")
def shipped(shipped_catalog) -> Survey:
    return read_survey(SHIPPED, shipped_catalog).required()


def test_the_shipped_survey_covers_all_areas_kinds_and_services(shipped, shipped_catalog):
    areas = {area for section in shipped.sections for area in section.areas}
    assert areas == {area.key for area in shipped_catalog.areas}
    assert {question.kind for question in shipped.questions} == set(QuestionKind)
    assert len(shipped.sections) >= 12
    assert len(shipped.questions) >= 70
    assert {question.default.source for question in shipped.questions if question.default} == set(DefaultSource)
    services = {rule.service for rule in shipped.recommendations}
    assert services == {service.key for service in shipped_catalog.services}


def test_the_shipped_survey_recommends_what_was_asked_for(shipped):
    answers = {
        "help_wanted": ("workplace", "network"),
        "people": Decimal(120),
        "working_hours": "always",
        "laptops": Decimal(110),
        "help_desk": True,
        "wireless": True,
        "floor_area": Decimal(12_600),
        "mailboxes": Decimal(130),
        "survey_contact": MARIA,
    }
    found = {one.service: one for one in recommended(shipped, answers)}
    assert {key: one.quantity for key, one in found.items()} == {
        "managed_laptop": 110,
        "service_desk": 120,
        "wireless_access": 6,
    }
    assert {level.metric: level.target for level in found["managed_laptop"].levels} == {
        "first_response": 1,
        "resolution": 8,
    }
    assert found["managed_laptop"].reason.startswith("You need 110 laptops.")
