"""Answers, bounds and conditions of a survey as people read them."""

from datetime import date
from decimal import Decimal

from domain.money import format_money
from domain.survey_values import AnsweredFile, Bound, NamedPerson, Value
from domain.surveys import Question, QuestionKind
from domain.words import day_in_words

NONE_OF_THESE = "none of these"


def in_words(question: Question, value: Value) -> str:
    """For example "yes", "1,200 mailboxes", "$12,500.00", "March 31, 2027", "Denver; Boise"."""
    match value:
        case bool():
            return "yes" if value else "no"
        case Decimal():
            return bound_in_words(question, value)
        case date():
            return day_in_words(value)
        case NamedPerson(name, email):
            return f"{name} ({email})"
        case tuple():
            return "; ".join(_item(question, item) for item in value) or NONE_OF_THESE
        case str():
            return question.label(value) if question.kind is QuestionKind.ONE_OF else value


def as_answer(question: Question, value: Value) -> str:
    """As `in_words`, where it stands alone beside its question: "Yes", "None of these"."""
    words = in_words(question, value)
    return words[0].upper() + words[1:] if isinstance(value, bool) or value == () else words


def bound_in_words(question: Question, bound: Bound) -> str:
    """A number with its unit, an amount, or a day."""
    if isinstance(bound, date):
        return day_in_words(bound)
    if question.kind is QuestionKind.MONEY:
        return format_money(bound)
    unit = question.unit_one if bound == 1 and question.unit_one else question.unit
    return f"{number_in_words(bound)} {unit}".rstrip()


def number_in_words(number: Decimal) -> str:
    """With commas and without needless zeros: "1,200", "0.5"."""
    text = f"{number:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _item(question: Question, item: str | AnsweredFile) -> str:
    return item.name if isinstance(item, AnsweredFile) else question.label(item)
