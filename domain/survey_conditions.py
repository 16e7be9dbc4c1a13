"""Conditions over the answers of a survey: when a question is shown, a check fails, a service is recommended.

A question without an answer makes every condition about it false, so `Not` of it true.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import assert_never

from domain.survey_values import Answers, Bound, Value


@dataclass(frozen=True)
class Is:
    """The answer of a yes_no or one_of question is one of `values`."""

    question: str
    values: tuple[bool | str, ...]


@dataclass(frozen=True)
class Includes:
    """The choice is among the answers of a several_of question."""

    question: str
    choice: str


@dataclass(frozen=True)
class AtLeast:
    """The answer of a number, money or date question is the bound or more."""

    question: str
    bound: Bound


@dataclass(frozen=True)
class AtMost:
    """The answer of a number, money or date question is the bound or less."""

    question: str
    bound: Bound


@dataclass(frozen=True)
class Answered:
    question: str


@dataclass(frozen=True)
class MoreThan:
    """The sum of some answers is above `times` the sum of others; of dates: later than.

    Numbers and money only, or one date on each side. False when a side has no answer.
    """

    questions: tuple[str, ...]
    than: tuple[str, ...]
    times: Decimal = Decimal(1)


@dataclass(frozen=True)
class AllOf:
    parts: "tuple[Condition, ...]"


@dataclass(frozen=True)
class AnyOf:
    parts: "tuple[Condition, ...]"


@dataclass(frozen=True)
class Not:
    part: "Condition"


type Condition = Is | Includes | AtLeast | AtMost | Answered | MoreThan | AllOf | AnyOf | Not


def holds(condition: Condition, answers: Answers) -> bool:
    """Whether it is so. `answers` are those that count: no hidden ones."""
    match condition:
        case AllOf(parts):
            return all(holds(part, answers) for part in parts)
        case AnyOf(parts):
            return any(holds(part, answers) for part in parts)
        case Not(part):
            return not holds(part, answers)
        case MoreThan(questions, than, times):
            return _is_more(_present(questions, answers), _present(than, answers), times)
        case Answered(question):
            return question in answers
        case Is(question, values):
            return answers.get(question) in values
        case Includes(question, choice):
            chosen = answers.get(question)
            return isinstance(chosen, tuple) and choice in chosen
        case AtLeast(question, bound):
            return question in answers and in_order(bound, answers[question])
        case AtMost(question, bound):
            return question in answers and in_order(answers[question], bound)
        case _:
            assert_never(condition)


def mentioned(condition: Condition | None) -> tuple[str, ...]:
    """The keys of the questions that it is about, each once, in order."""
    return tuple(dict.fromkeys(_mentioned(condition))) if condition else ()


def parts_of(condition: Condition) -> Iterator[Condition]:
    """The condition and everything inside it."""
    yield condition
    for part in _inside(condition):
        yield from parts_of(part)


def _inside(condition: Condition) -> tuple[Condition, ...]:
    match condition:
        case AllOf(parts) | AnyOf(parts):
            return parts
        case Not(part):
            return (part,)
        case _:
            return ()


def _mentioned(condition: Condition) -> Iterator[str]:
    for part in parts_of(condition):
        match part:
            case AllOf() | AnyOf() | Not():
                pass
            case MoreThan(questions, than):
                yield from questions
                yield from than
            case _:
                yield part.question


def _present(questions: Iterable[str], answers: Answers) -> list[Value]:
    return [answers[question] for question in questions if question in answers]


def _is_more(left: list[Value], right: list[Value], times: Decimal) -> bool:
    if not left or not right:
        return False
    if isinstance(left[0], date):
        return not in_order(left[0], right[0])
    return _sum(left) > times * _sum(right)


def _sum(values: list[Value]) -> Decimal:
    return sum((value for value in values if isinstance(value, Decimal)), Decimal(0))


def in_order(low: Value, high: Value) -> bool:
    """Whether two numbers or two dates stand in this order; never for anything else."""
    if isinstance(low, Decimal) and isinstance(high, Decimal):
        return low <= high
    return isinstance(low, date) and isinstance(high, date) and low <= high
