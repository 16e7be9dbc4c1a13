"""Answers that stand for all others: whatever conditions can tell apart, some candidate shows."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import chain, combinations

from domain.survey_conditions import (
    AllOf,
    Answered,
    AnyOf,
    AtLeast,
    AtMost,
    Condition,
    Includes,
    Is,
    MoreThan,
    Not,
    holds,
    parts_of,
)
from domain.survey_values import AnsweredFile, Bound, NamedPerson, Value
from domain.surveys import Question, QuestionKind

#: Answers of the kinds of which conditions ask only whether there is one.
_ANY: dict[QuestionKind, Value] = {
    QuestionKind.SHORT_TEXT: "anything",
    QuestionKind.LONG_TEXT: "anything",
    QuestionKind.PERSON: NamedPerson("Somebody", "somebody@example.gov"),
    QuestionKind.SITES: ("anywhere",),
    QuestionKind.FILES: (AnsweredFile("any", "any.pdf", 1, "pdf"),),
}
_SOME_NUMBER = Decimal(1)
_SOME_DAY = date(2027, 1, 1)


class Told:
    """What a set of conditions says about each question."""

    def __init__(self, conditions: Iterable[Condition]) -> None:
        self._about: dict[str, list[Is | Includes | AtLeast | AtMost | Answered]] = {}
        self._compared: dict[str, set[str]] = {}
        for part in chain.from_iterable(parts_of(condition) for condition in conditions):
            match part:
                case MoreThan(questions, than):
                    for key in (*questions, *than):
                        self._compared.setdefault(key, set()).update(questions, than)
                case AllOf() | AnyOf() | Not():
                    pass
                case _:
                    self._about.setdefault(part.question, []).append(part)

    @property
    def compares(self) -> bool:
        """Whether answers are compared with each other: then no set of candidates stands for all."""
        return bool(self._compared)

    def compared_with(self, question: str) -> frozenset[str]:
        """The questions that stand in one comparison with this one."""
        return frozenset(self._compared.get(question, ()))

    def about(self, question: str) -> tuple[Is | Includes | AtLeast | AtMost | Answered, ...]:
        """The conditions about this question alone."""
        return tuple(dict.fromkeys(self._about.get(question, ())))

    def choices(self, question: str) -> tuple[str, ...]:
        """The choices of a question that some condition names."""
        named: list[bool | str] = []
        for part in self.about(question):
            match part:
                case Is(_, values):
                    named.extend(values)
                case Includes(_, choice):
                    named.append(choice)
                case _:
                    pass
        return tuple(dict.fromkeys(name for name in named if isinstance(name, str)))

    def bounds(self, question: str) -> tuple[Bound, ...]:
        return tuple(part.bound for part in self.about(question) if isinstance(part, AtLeast | AtMost))


def candidates(question: Question, told: Told, others: Mapping[str, Question]) -> Iterator[Value]:
    """Valid answers, the simplest first. `others` are the questions that it may be compared with, by key."""
    values = _values(question, told, others)
    return values if told.compared_with(question.key) else _told_apart(values, question.key, told)


def _told_apart(values: Iterable[Value], key: str, told: Told) -> Iterator[Value]:
    """One of all values of which the conditions say the same."""
    seen: set[tuple[bool, ...]] = set()
    for value in values:
        said = tuple(holds(part, {key: value}) for part in told.about(key))
        if said not in seen:
            seen.add(said)
            yield value


def _values(question: Question, told: Told, others: Mapping[str, Question]) -> Iterator[Value]:
    match question.kind:
        case QuestionKind.YES_NO:
            return iter((True, False))
        case QuestionKind.ONE_OF:
            return iter(_choices(question, told.choices(question.key)))
        case QuestionKind.SEVERAL_OF:
            return _subsets(told.choices(question.key))
        case QuestionKind.NUMBER | QuestionKind.MONEY | QuestionKind.DATE:
            peers = [others[key] for key in sorted(told.compared_with(question.key)) if key in others]
            return iter(_marks(question, told, peers))
        case _:
            return iter((_ANY[question.kind],))


def _choices(question: Question, named: Sequence[str]) -> tuple[str, ...]:
    """Those that conditions name, and one that they do not."""
    others = [choice.key for choice in question.choices if choice.key not in named]
    return (*others[:1], *named)


def _subsets(named: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return chain.from_iterable(combinations(named, count) for count in range(len(named) + 1))


def _marks(question: Question, told: Told, peers: Sequence[Question]) -> list[Bound]:
    """The places where a condition may change its mind, and the ends of the range."""
    middle = _SOME_DAY if question.kind is QuestionKind.DATE else _SOME_NUMBER
    ends = [end for asked in (question, *peers) for end in (asked.lowest, asked.maximum) if end is not None]
    bounds = [bound for asked in (question, *peers) for bound in told.bounds(asked.key)]
    around = [near for bound in bounds for near in (bound, *_beside(question, bound))]
    found = [mark for mark in dict.fromkeys((*ends, middle, *around)) if _takes(question, mark)]
    return found or [middle]


def _beside(question: Question, bound: Bound) -> tuple[Bound, ...]:
    if isinstance(bound, date):
        return (bound - timedelta(days=1), bound + timedelta(days=1)) if date.min < bound < date.max else ()
    step = Decimal(1).scaleb(-2 if question.kind is QuestionKind.MONEY else -question.decimals)
    return (bound - step, bound + step)


def _takes(question: Question, mark: Bound) -> bool:
    low, high = question.lowest, question.maximum
    if isinstance(mark, date):
        return (not isinstance(low, date) or low <= mark) and (not isinstance(high, date) or mark <= high)
    whole = question.kind is QuestionKind.MONEY or mark == round(mark, question.decimals)
    fits = (not isinstance(low, Decimal) or low <= mark) and (not isinstance(high, Decimal) or mark <= high)
    return whole and fits
