"""The definition of a survey: sections of questions, checks across them, and what the answers recommend."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from domain.catalog import Direction
from domain.errors import NotFound
from domain.people import Role
from domain.survey_conditions import Condition
from domain.survey_values import Bound, Value


class QuestionKind(StrEnum):
    YES_NO = "yes_no"
    ONE_OF = "one_of"
    SEVERAL_OF = "several_of"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    SHORT_TEXT = "short_text"
    LONG_TEXT = "long_text"
    PERSON = "person"
    SITES = "sites"
    FILES = "files"


class DefaultSource(StrEnum):
    """Where the answer comes from that a question has before anybody answered it."""

    VALUE = "value"
    ORGANIZATION = "organization"
    """The organization's name."""
    CONTACT = "contact"
    """The contact of the agreement in a role."""
    NEED = "need"
    """The confirmed need for a service (its quantity) or in an area (its text), or the areas that have one."""


@dataclass(frozen=True)
class AreaChoice:
    """A choice (key) that is filled in where a confirmed need is in the area (key)."""

    choice: str
    area: str


@dataclass(frozen=True)
class Default:
    """`value` goes with VALUE, `role` (of the customer) with CONTACT; `service`, `area` or `choices` with NEED."""

    source: DefaultSource
    value: Value | None = None
    role: Role | None = None
    service: str = ""
    area: str = ""
    choices: tuple[AreaChoice, ...] = ()


@dataclass(frozen=True)
class Choice:
    key: str
    label: str


#: Characters that an answer may have, where the question does not say less.
LONGEST_SHORT_TEXT = 200
LONGEST_LONG_TEXT = 3_000


@dataclass(frozen=True)
class Question:
    """`choices` go with one_of and several_of, `unit` with number, the bounds with number, money and date.

    `unit` is for several ("laptops"), `unit_one` for one ("laptop"), where that is another word.
    `decimals` is how many a number may have. `longest` is in characters, for texts. `matters` marks the
    answers that a summary for staff shows. A number or an amount without a minimum is zero or more.
    """

    key: str
    text: str
    kind: QuestionKind
    help: str = ""
    required: bool = True
    choices: tuple[Choice, ...] = ()
    unit: str = ""
    unit_one: str = ""
    minimum: Bound | None = None
    maximum: Bound | None = None
    decimals: int = 0
    when: Condition | None = None
    default: Default | None = None
    longest: int = LONGEST_LONG_TEXT
    matters: bool = False

    @property
    def lowest(self) -> Bound | None:
        """The lowest answer that is taken; None where any is."""
        counts = self.kind in (QuestionKind.NUMBER, QuestionKind.MONEY)
        return Decimal(0) if counts and self.minimum is None else self.minimum

    def label(self, choice: str) -> str:
        """What a choice is called; the key itself where there is no such choice."""
        return next((known.label for known in self.choices if known.key == choice), choice)


@dataclass(frozen=True)
class Section:
    """`areas` are keys of areas of expertise. `when` counts for all of its questions."""

    key: str
    title: str
    areas: tuple[str, ...]
    questions: tuple[Question, ...]
    help: str = ""
    when: Condition | None = None


@dataclass(frozen=True)
class Check:
    """Answers that do not fit together: `sentence` stands at `question` while `wrong_when` holds.

    It does not count while the question is hidden.
    """

    question: str
    wrong_when: Condition
    sentence: str


@dataclass(frozen=True)
class Quantity:
    """`number`, or the sum of the answers of `questions`; times a factor, rounded up.

    Of a several_of or sites question the number of items counts.
    """

    number: Decimal | None = None
    questions: tuple[str, ...] = ()
    times: Decimal = Decimal(1)


@dataclass(frozen=True)
class Level:
    """The target to agree on for a metric of the service; `direction` is the metric's."""

    metric: str
    target: Decimal
    direction: Direction


@dataclass(frozen=True)
class Rule:
    """When it holds, the service is recommended. `{question_key}` in the reason is filled with the answer.

    `adds`: its quantity is added to that of other rules for the service; otherwise the largest counts.
    """

    service: str
    quantity: Quantity
    reason: str
    when: Condition | None = None
    levels: tuple[Level, ...] = ()
    adds: bool = False


@dataclass(frozen=True)
class Survey:
    """One version of a survey. Conditions of questions refer to earlier questions only."""

    key: str
    title: str
    version: int
    sections: tuple[Section, ...]
    checks: tuple[Check, ...] = ()
    recommendations: tuple[Rule, ...] = ()

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """All questions in order."""
        return tuple(question for section in self.sections for question in section.questions)

    def question(self, key: str) -> Question:
        """Raises NotFound."""
        if key not in self._questions:
            raise NotFound(f"There is no question “{key[:60]}” in this survey.")
        return self._questions[key]

    def section(self, key: str) -> Section:
        """Raises NotFound."""
        for section in self.sections:
            if section.key == key:
                return section
        raise NotFound(f"There is no section “{key[:60]}” in this survey.")

    def section_of(self, question_key: str) -> Section:
        """The section in which a question stands. Raises NotFound."""
        self.question(question_key)
        return self._sections[question_key]

    @cached_property
    def _questions(self) -> Mapping[str, Question]:
        return {question.key: question for question in self.questions}

    @cached_property
    def _sections(self) -> Mapping[str, Section]:
        return {question.key: section for section in self.sections for question in section.questions}
