"""Answers to the survey in natural words."""

from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from bot.understanding.said_answers import Hearing, said_answer
from domain.errors import InvalidInput
from domain.survey_values import NamedPerson, Value
from domain.surveys import Choice, Question, QuestionKind

MARIA = NamedPerson("Maria Lopez", "maria.lopez@nrcs.example.gov", "p-maria")
LINH = NamedPerson("Linh Tran", "linh.tran@nrcs.example.gov", "p-linh")
HEARING = Hearing(datetime(2026, 11, 23, 15, tzinfo=UTC), ZoneInfo("America/New_York"), (MARIA, LINH), MARIA)
CHOICES = (
    Choice("office", "Business hours"),
    Choice("extended", "Extended hours, 6 am to 10 pm"),
    Choice("always", "Around the clock"),
    Choice("mail", "E-mail and calendar"),
)
YEARS = (Choice("one", "A year"), Choice("seven", "Seven years"))


def question(kind: QuestionKind, **more: object) -> Question:
    choices = CHOICES if kind in (QuestionKind.ONE_OF, QuestionKind.SEVERAL_OF) else ()
    return Question("asked", "What is asked?", kind, choices=choices, **more)  # pyright: ignore[reportArgumentType]


@pytest.mark.parametrize(
    ("kind", "said", "value"),
    [
        (QuestionKind.YES_NO, "yeah, mostly", True),
        (QuestionKind.YES_NO, "Yes.", True),
        (QuestionKind.YES_NO, "we do", True),
        (QuestionKind.YES_NO, "I think so", True),
        (QuestionKind.YES_NO, "not really", False),
        (QuestionKind.YES_NO, "no, we don’t", False),
        (QuestionKind.YES_NO, "we don't", False),
        (QuestionKind.YES_NO, "nope", False),
        (QuestionKind.NUMBER, "about 1.2k", Decimal(1200)),
        (QuestionKind.NUMBER, "two dozen laptops", Decimal(24)),
        (QuestionKind.NUMBER, "roughly 1,250 people", Decimal(1250)),
        (QuestionKind.NUMBER, "14", Decimal(14)),
        (QuestionKind.NUMBER, "I'm sure of 40 in building B", Decimal(40)),
        (QuestionKind.NUMBER, "two hundred and fifty", Decimal(250)),
        (QuestionKind.NUMBER, "none", Decimal(0)),
        (QuestionKind.MONEY, "$1.5 million", Decimal("1500000.00")),
        (QuestionKind.MONEY, "around 250k dollars", Decimal("250000.00")),
        (QuestionKind.MONEY, "12,500.50", Decimal("12500.50")),
        (QuestionKind.MONEY, "about half a million", Decimal("500000.00")),
        (QuestionKind.MONEY, "a half million dollars", Decimal("500000.00")),
        (QuestionKind.MONEY, "half a thousand", Decimal("500.00")),
        (QuestionKind.MONEY, "a quarter million", Decimal("250000.00")),
        (QuestionKind.MONEY, "three quarters of a million", Decimal("750000.00")),
        (QuestionKind.MONEY, "one and a half million", Decimal("1500000.00")),
        (QuestionKind.MONEY, "two and a half thousand", Decimal("2500.00")),
        (QuestionKind.MONEY, "$2 and a half million", Decimal("2500000.00")),
        (QuestionKind.MONEY, "a million and a half", Decimal("1500000.00")),
        (QuestionKind.MONEY, "one million two hundred thousand", Decimal("1200000.00")),
        (QuestionKind.MONEY, "1.5 mil", Decimal("1500000.00")),
        (QuestionKind.MONEY, "250k for the first half of the year", Decimal("250000.00")),
        (QuestionKind.DATE, "end of March", date(2027, 3, 31)),
        (QuestionKind.DATE, "by January 15, 2027", date(2027, 1, 15)),
        (QuestionKind.DATE, "next Tuesday", date(2026, 12, 1)),
        (QuestionKind.ONE_OF, "around the clock", "always"),
        (QuestionKind.ONE_OF, "the second", "extended"),
        (QuestionKind.ONE_OF, "3", "always"),
        (QuestionKind.ONE_OF, "we need it arond the clock", "always"),
        (QuestionKind.ONE_OF, "the last one", "mail"),
        (QuestionKind.SEVERAL_OF, "none of those", ()),
        (QuestionKind.SEVERAL_OF, "extended hours, 6 am and the second", ("extended",)),
        (QuestionKind.SEVERAL_OF, "around the clock and extended hours, 6 am", ("extended", "always")),
        (QuestionKind.SEVERAL_OF, "all of them", ("office", "extended", "always", "mail")),
        (QuestionKind.SEVERAL_OF, "all but the second", ("office", "always", "mail")),
        (QuestionKind.SEVERAL_OF, "1 and 3", ("office", "always")),
        (QuestionKind.SEVERAL_OF, "e-mail and calendar, business hours", ("office", "mail")),
        (QuestionKind.PERSON, "Ana Ruiz, ana@nrcs.example.gov", NamedPerson("Ana Ruiz", "ana@nrcs.example.gov")),
        (QuestionKind.PERSON, "it's Linh", LINH),
        (QuestionKind.PERSON, "me", MARIA),
        (QuestionKind.SITES, "Denver, CO and Fort Collins, CO", ("Denver, CO", "Fort Collins, CO")),
        (QuestionKind.SITES, "Beltsville\nKansas City", ("Beltsville", "Kansas City")),
        (QuestionKind.SHORT_TEXT, "  we share a building ", "we share a building"),
    ],
)  # fmt: skip
def test_an_answer_in_words_is_read_by_the_kind_of_its_question(kind: QuestionKind, said: str, value: Value) -> None:
    assert said_answer(question(kind), said, HEARING) == value


@pytest.mark.parametrize(
    ("kind", "said", "told"),
    [
        (QuestionKind.YES_NO, "partly cloudy", "yes or no"),
        (QuestionKind.NUMBER, "between 50 and 80", "more than one number"),
        (QuestionKind.NUMBER, "a lot", "digits"),
        (QuestionKind.MONEY, "plenty", "dollars"),
        (QuestionKind.MONEY, "a third of a million", "whole amount.*digits, such as 500,000"),
        (QuestionKind.MONEY, "1½ million", "whole amount"),
        (QuestionKind.MONEY, "half of 80k", "whole amount"),
        (QuestionKind.MONEY, "a hundred grand", "whole amount"),
        (QuestionKind.MONEY, "six figures", "whole amount"),
        (QuestionKind.MONEY, "a few thousand", "dollars"),
        (QuestionKind.NUMBER, "twice 40", "whole number.*digits, such as 1,200"),
        (QuestionKind.DATE, "soon", "Give a day"),
        (QuestionKind.ONE_OF, "purple", "1 Business hours"),
        (QuestionKind.ONE_OF, "9", "1 Business hours"),
        (QuestionKind.SEVERAL_OF, "1 and bananas", "“bananas”"),
        (QuestionKind.PERSON, "somebody in the office", "name and e-mail"),
        (QuestionKind.FILES, "here it is", "form"),
    ],
)
def test_what_is_no_answer_is_refused_with_what_to_say(kind: QuestionKind, said: str, told: str) -> None:
    with pytest.raises(InvalidInput, match=told):
        said_answer(question(kind), said, HEARING)


def test_the_bounds_of_the_question_hold_for_words_too() -> None:
    with pytest.raises(InvalidInput, match="100"):
        said_answer(question(QuestionKind.NUMBER, maximum=Decimal(100)), "a thousand", HEARING)


@pytest.mark.parametrize("said", ["7 years", "seven years", "Seven Years."])
def test_a_number_in_a_choice_is_said_in_digits_or_words(said: str) -> None:
    assert said_answer(Question("kept", "How long?", QuestionKind.ONE_OF, choices=YEARS), said, HEARING) == "seven"
