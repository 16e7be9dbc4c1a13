"""A small survey with every kind of question that matters to responses, and responses to it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

from domain.catalog import Direction
from domain.people import Role
from domain.stages import Stage
from domain.survey_answers import Value
from domain.survey_conditions import Is, MoreThan
from domain.survey_responses import SurveyResponse, answer, started
from domain.surveys import (
    Check,
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
from tests.builders import NOON, an_agreement

MARIA, ROBERT = "customer-program_manager", "customer-technical_lead"
LATER = NOON + timedelta(hours=1)


def a_question(key: str, kind: QuestionKind = QuestionKind.SHORT_TEXT, **changes: Any) -> Question:
    return replace(Question(key, f"What about {key}?", kind), **changes)


PEOPLE = Section(
    "people",
    "People and devices",
    ("end_user_support",),
    (
        a_question("staff", QuestionKind.NUMBER, maximum=Decimal(5000)),
        a_question("laptops", QuestionKind.NUMBER, default=Default(DefaultSource.NEED, service="managed_laptop")),
        a_question("field", QuestionKind.YES_NO),
        a_question("field_notes", QuestionKind.LONG_TEXT, when=Is("field", (True,))),
        a_question("lead", QuestionKind.PERSON, default=Default(DefaultSource.CONTACT, role=Role.TECHNICAL_LEAD)),
    ),
)
HOSTING = Section(
    "hosting",
    "Hosting",
    ("hosting",),
    (
        a_question("size", QuestionKind.ONE_OF, choices=(Choice("small", "Small"), Choice("large", "Large"))),
        a_question("uses", QuestionKind.SEVERAL_OF, choices=(Choice("web", "Web"), Choice("data", "Data"))),
        a_question("budget", QuestionKind.MONEY, required=False),
        a_question("start", QuestionKind.DATE, required=False),
        a_question("sites", QuestionKind.SITES, required=False),
        a_question("plans", QuestionKind.FILES, required=False),
    ),
)
CHECK = Check(
    "laptops", MoreThan(("laptops",), ("staff",), Decimal(2)), "That is more than two laptops for each person."
)
LAPTOPS = Rule(
    "managed_laptop",
    Quantity(questions=("laptops",)),
    "You need laptops for {laptops} people.",
    levels=(Level("patch_compliance", Decimal("99.9"), Direction.AT_LEAST),),
)


def a_survey(version: int = 1, sections: tuple[Section, ...] = (PEOPLE, HOSTING), **changes: Any) -> Survey:
    return replace(Survey("customer", "Customer survey", version, sections, (CHECK,), (LAPTOPS,)), **changes)


def a_response(
    survey: Survey | None = None, values: Mapping[str, Value] | None = None, **changes: Any
) -> SurveyResponse:
    """Of the agreement of `tests.builders.an_agreement`; the technical lead gave the answers."""
    of = survey or a_survey()
    made = replace(started("r-1", an_agreement(Stage.SURVEY), of, MARIA, NOON), **changes)
    return answer(made, of, values or {}, ROBERT, NOON)
