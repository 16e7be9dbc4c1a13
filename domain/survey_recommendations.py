"""The services that answers recommend, with quantities, levels and the reasons in words."""

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from domain.catalog import Direction
from domain.survey_answers import counted
from domain.survey_conditions import holds, mentioned
from domain.survey_values import Answers, Value
from domain.survey_words import in_words
from domain.surveys import Level, Quantity, Rule, Survey

NOT_ANSWERED = "no answer"
_PLACE = re.compile(r"\{([a-z0-9_]+)\}", re.ASCII)


@dataclass(frozen=True)
class Recommended:
    """A service with what to agree on. `from_questions` are keys of the answers that led to it."""

    service: str
    quantity: int
    levels: tuple[Level, ...]
    reasons: tuple[str, ...]
    from_questions: tuple[str, ...]

    @property
    def reason(self) -> str:
        """All reasons in one text."""
        return " ".join(self.reasons)


def recommended(survey: Survey, answers: Answers) -> tuple[Recommended, ...]:
    """In the order of the rules, each service once: the largest quantity of its rules, plus those that add.

    Of several targets for one metric the stricter is taken. A quantity of zero recommends nothing.
    """
    counting = counted(survey, answers)
    by_service: dict[str, list[tuple[Rule, int]]] = {}
    for rule in survey.recommendations:
        if rule.when is None or holds(rule.when, counting):
            amount = quantity(rule.quantity, counting)
            if amount > 0:
                by_service.setdefault(rule.service, []).append((rule, amount))
    return tuple(_together(survey, counting, service, found) for service, found in by_service.items())


def quantity(wanted: Quantity, answers: Answers) -> int:
    """Whole units, rounded up. `answers` are those that count; questions without an answer add nothing."""
    amount = wanted.number or Decimal(0)
    amount += sum((_amount(answers[key]) for key in wanted.questions if key in answers), Decimal(0))
    return math.ceil(amount * wanted.times)


def places_in(reason: str) -> tuple[str, ...]:
    """The keys of the questions whose answers are filled into a reason."""
    return tuple(dict.fromkeys(_PLACE.findall(reason)))


def _together(survey: Survey, answers: Answers, service: str, found: list[tuple[Rule, int]]) -> Recommended:
    largest = max((amount for rule, amount in found if not rule.adds), default=0)
    rules = [rule for rule, _ in found]
    return Recommended(
        service=service,
        quantity=largest + sum(amount for rule, amount in found if rule.adds),
        levels=_strictest(level for rule in rules for level in rule.levels),
        reasons=tuple(dict.fromkeys(_filled(rule.reason, survey, answers) for rule in rules)),
        from_questions=tuple(dict.fromkeys(key for rule in rules for key in _questions(rule) if key in answers)),
    )


def _questions(rule: Rule) -> tuple[str, ...]:
    return (*mentioned(rule.when), *rule.quantity.questions, *places_in(rule.reason))


def _strictest(levels: Iterable[Level]) -> tuple[Level, ...]:
    kept: dict[str, Level] = {}
    for level in levels:
        other = kept.setdefault(level.metric, level)
        higher = level.target > other.target
        if level.target != other.target and higher == (level.direction is Direction.AT_LEAST):
            kept[level.metric] = level
    return tuple(kept.values())


def _filled(reason: str, survey: Survey, answers: Mapping[str, Value]) -> str:
    def words(place: re.Match[str]) -> str:
        key = place[1]
        return in_words(survey.question(key), answers[key]) if key in answers else NOT_ANSWERED

    return _PLACE.sub(words, reason)


def _amount(value: Value) -> Decimal:
    if isinstance(value, Decimal):
        return value
    return Decimal(len(value)) if isinstance(value, tuple) else Decimal(0)
