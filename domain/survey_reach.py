"""What the answers of a survey can come to: whether a condition can ever hold, and answers that pass all checks."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice

from domain.survey_candidates import Told, candidates
from domain.survey_conditions import (
    AllOf,
    Answered,
    AtLeast,
    AtMost,
    Condition,
    Includes,
    Is,
    Not,
    holds,
    mentioned,
)
from domain.survey_values import Answers, Value
from domain.surveys import Question, Survey

MOST_STEPS = 20_000
"""Answers tried before the search gives up: a fifth of a second."""
_MOST_CANDIDATES = 1_000


class TooEntangled(Exception):
    """So many questions depend on each other that the search gave up."""


@dataclass(frozen=True)
class Goal:
    """`condition` shall hold; with `place`, it is enough that this question is hidden."""

    condition: Condition
    place: str = ""

    @property
    def questions(self) -> tuple[str, ...]:
        return (*mentioned(self.condition), *((self.place,) if self.place else ()))


def can_hold(survey: Survey, condition: Condition) -> bool:
    """Whether some complete answers make it true. True also where that cannot be found out."""
    try:
        search = _Search(survey, [Goal(condition)])
        return search.told.compares or search.answers() is not None
    except TooEntangled:
        return True


def passing(survey: Survey) -> Answers | None:
    """Answers that pass all checks, of the questions on which checks depend; None when none were found.

    Raises TooEntangled.
    """
    answers: dict[str, Value] = {}
    for goals in _apart(survey, [Goal(Not(check.wrong_when), check.question) for check in survey.checks]):
        found = _Search(survey, goals).answers()
        if found is None:
            return None
        answers |= found
    return answers


def conditions_of(survey: Survey, question: Question) -> tuple[Condition, ...]:
    """What must hold for a question to be shown: its own condition and its section's."""
    conditions = (survey.section_of(question.key).when, question.when)
    return tuple(condition for condition in conditions if condition is not None)


class _NoMore:
    """All that can be answered has been tried."""


_NO_MORE = _NoMore()


class _Search:
    """Goes through the candidates of the questions that the goals depend on, in order, and back on a dead end."""

    def __init__(self, survey: Survey, goals: Iterable[Goal]) -> None:
        goals = _with_what_follows(survey, goals)
        needed = _dependencies(survey, goals)
        self._questions = [question for question in survey.questions if question.key in needed]
        self._by_key = {question.key: question for question in self._questions}
        self._conditions = {question.key: conditions_of(survey, question) for question in self._questions}
        self.told = Told([*(goal.condition for goal in goals), *chain.from_iterable(self._conditions.values())])
        self._options = {question.key: self._options_of(question) for question in self._questions}
        self._goals: dict[int, list[Goal]] = {}
        places = {question.key: place for place, question in enumerate(self._questions)}
        for goal in goals:
            # A goal is decided as soon as the last of its questions has an answer.
            self._goals.setdefault(max((places[key] for key in goal.questions), default=0), []).append(goal)

    def answers(self) -> dict[str, Value] | None:
        """The first complete answers that meet all goals, None when there are none. Raises TooEntangled."""
        chosen: dict[str, Value] = {}
        tries: list[Iterator[Value | None]] = [self._tries(0, chosen)]
        steps = 0
        while tries:
            place = len(tries) - 1
            chosen.pop(self._key(place), None)
            tried = next(tries[-1], _NO_MORE)
            if isinstance(tried, _NoMore):
                tries.pop()
                continue
            steps += 1
            if steps > MOST_STEPS:
                raise TooEntangled
            if tried is not None:
                chosen[self._key(place)] = tried
            if not self._met(place, chosen):
                continue
            if place + 1 >= len(self._questions):
                return chosen
            tries.append(self._tries(place + 1, chosen))
        return None

    def _options_of(self, question: Question) -> tuple[Value | None, ...]:
        """What may be answered; None is no answer, which a required question does not take."""
        values = tuple(islice(candidates(question, self.told, self._by_key), _MOST_CANDIDATES))
        if len(values) == _MOST_CANDIDATES:
            raise TooEntangled
        return values if question.required else (*values, None)

    def _key(self, place: int) -> str:
        return self._questions[place].key if self._questions else ""

    def _tries(self, place: int, chosen: Answers) -> Iterator[Value | None]:
        key = self._key(place)
        return iter(self._options[key]) if key and self._is_shown(key, chosen) else iter((None,))

    def _is_shown(self, key: str, chosen: Answers) -> bool:
        return all(holds(condition, chosen) for condition in self._conditions[key])

    def _met(self, place: int, chosen: Answers) -> bool:
        return all(
            holds(goal.condition, chosen) or (goal.place and not self._is_shown(goal.place, chosen))
            for goal in self._goals.get(place, ())
        )


def _dependencies(survey: Survey, goals: Iterable[Goal]) -> set[str]:
    """The goals' questions, and those on which it depends whether these are shown."""
    needed: set[str] = set()
    left = [key for goal in goals for key in goal.questions]
    while left:
        key = left.pop()
        if key not in needed:
            needed.add(key)
            left += [m for condition in conditions_of(survey, survey.question(key)) for m in mentioned(condition)]
    return needed


def _with_what_follows(survey: Survey, goals: Iterable[Goal]) -> list[Goal]:
    """The goals in their parts, and that a question is shown whose answer is asked for: so a dead end is seen early."""
    found: dict[Goal, None] = {}
    left = list(goals)
    while left:
        goal = left.pop()
        if not goal.place and isinstance(goal.condition, AllOf):
            left += [Goal(part) for part in goal.condition.parts]
        elif goal not in found:
            found[goal] = None
            if not goal.place and isinstance(goal.condition, Is | Includes | AtLeast | AtMost | Answered):
                left += [Goal(shown) for shown in conditions_of(survey, survey.question(goal.condition.question))]
    return list(found)


def _apart(survey: Survey, goals: Iterable[Goal]) -> list[list[Goal]]:
    """Goals that share no question can be met one after the other."""
    groups: list[tuple[set[str], list[Goal]]] = []
    for goal in goals:
        needed, together = _dependencies(survey, [goal]), [goal]
        for group in [group for group in groups if group[0] & needed]:
            groups.remove(group)
            needed |= group[0]
            together = [*group[1], *together]
        groups.append((needed, together))
    return [together for _, together in groups]
