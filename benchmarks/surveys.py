"""How long a large survey takes: the recommendation, and opening and saving a section by the use cases."""

import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from itertools import count
from pathlib import Path
from uuid import uuid4

from benchmarks.figures import Figure, Table
from benchmarks.processes import ROOT
from cli.data import seed_samples
from domain.permissions import OPERATOR, Actor
from domain.survey_answers import Answers, checked, visible
from domain.survey_conditions import AtLeast, Is
from domain.survey_recommendations import recommended
from domain.surveys import Quantity, Question, QuestionKind, Rule, Section, Survey
from services.build import build_services
from services.knowledge_files import read_knowledge
from storage.engine import make_engine
from storage.migrate import upgrade
from storage.unit_of_work import Storage

QUESTIONS, RULES, IN_SECTION, CALLS = 500, 500, 20, 40
AIM_RECOMMENDATION, AIM_SECTION = 50, 150
NOW = datetime(2026, 11, 2, 15, 0, tzinfo=UTC)
AGREEMENT = "SLA-2027-0038"
KINDS = (QuestionKind.YES_NO, QuestionKind.NUMBER, QuestionKind.LONG_TEXT, QuestionKind.SHORT_TEXT)
RAW: dict[QuestionKind, object] = {
    QuestionKind.YES_NO: True,
    QuestionKind.NUMBER: "1,200",
    QuestionKind.LONG_TEXT: "What we need is described here in some words. " * 10,
    QuestionKind.SHORT_TEXT: "some words",
}


def measure(rounds: int) -> Table:
    survey = a_large_survey()
    answers = {question.key: checked(question, RAW[question.kind]) for question in survey.questions}
    assert len(visible(survey, answers)) == QUESTIONS
    figures = [
        _figure(f"recommendation by {RULES} rules", lambda: recommended(survey, answers), rounds, AIM_RECOMMENDATION),
        *_on_a_database(survey, answers, rounds),
    ]
    note = (
        f"Each run is the median of {CALLS} calls in one process, on SQLite, for a survey of {QUESTIONS} questions "
        f"that are all shown and answered, {IN_SECTION} in a section. Every saving changes one section's answers."
    )
    return Table("A large survey", "time", "", tuple(figures), (note,))


def a_large_survey() -> Survey:
    """Each question but the first of its section depends on an earlier one."""
    keys = [f"q{number}" for number in range(QUESTIONS)]
    questions = [_question(keys, number) for number in range(QUESTIONS)]
    sections = tuple(
        Section(f"s{start}", f"Section {start}", ("project_delivery",), tuple(questions[start : start + IN_SECTION]))
        for start in range(0, QUESTIONS, IN_SECTION)
    )
    numbers = [question.key for question in questions if question.kind is QuestionKind.NUMBER]
    rules = tuple(
        Rule(
            service=("managed_laptop", "mailbox", "smartphone", "virtual_machine")[number % 4],
            quantity=Quantity(questions=(numbers[number % len(numbers)],), times=Decimal("1.1")),
            reason=f"You need {{{numbers[number % len(numbers)]}}}, says rule {number}.",
            when=AtLeast(numbers[(number * 7) % len(numbers)], Decimal(1)),
        )
        for number in range(RULES)
    )
    return Survey("large", "A large survey", 1, sections, recommendations=rules)


def _question(keys: list[str], number: int) -> Question:
    kind = KINDS[number % len(KINDS)]
    earlier = keys[number - number % len(KINDS)]
    when = None if earlier == keys[number] else Is(earlier, (True,))
    return Question(keys[number], f"What about number {number}?", kind, unit="pieces", when=when)


def _on_a_database(survey: Survey, answers: Answers, rounds: int) -> list[Figure]:
    with tempfile.TemporaryDirectory(prefix="cec-survey-") as folder:
        engine = make_engine(f"sqlite:///{Path(folder) / 'cec.db'}")
        try:
            upgrade(engine)
            return _use_cases(Storage(engine), survey, answers, rounds)
        finally:
            engine.dispose()


def _use_cases(storage: Storage, survey: Survey, answers: Answers, rounds: int) -> list[Figure]:
    seed_samples(storage, NOW)
    knowledge = read_knowledge(ROOT / "knowledge").required()
    services = build_services(storage, lambda: NOW, lambda: uuid4().hex, knowledge)
    surveys = services.surveys
    surveys.import_survey(OPERATOR, survey, "the benchmark")
    customer = _customer(storage)
    surveys.start(customer, AGREEMENT)
    surveys.answer(customer, AGREEMENT, answers, surveys.view(customer, AGREEMENT).response.revision)
    changed = count()

    def save() -> None:
        section = survey.sections[next(changed) % len(survey.sections)]
        seen = surveys.view(customer, AGREEMENT).response.revision
        number = f"{next(changed):,}"
        raw = {
            question.key: number if question.kind is QuestionKind.NUMBER else RAW[question.kind]
            for question in section.questions
        }
        assert not surveys.answer(customer, AGREEMENT, raw, seen).errors

    return [
        _figure("opening a section", lambda: surveys.view(customer, AGREEMENT), rounds, None),
        _figure("opening a section and saving it", save, rounds, AIM_SECTION),
        _figure("the priced recommendation", lambda: surveys.recommendation(customer, AGREEMENT), rounds, None),
    ]


def _customer(storage: Storage) -> Actor:
    """The customer's program manager in the agreement."""
    with storage.reading() as work:
        agreement = work.agreements.by_number(AGREEMENT)
        assert agreement
        contact = next(contact for contact in agreement.contacts if contact.role == "program_manager")
        return Actor(work.people.get(contact.person_id), slack_user_id="U0BENCH")


def _figure(name: str, call: Callable[[], object], rounds: int, aim: int | None) -> Figure:
    call()
    return Figure(name, tuple(_milliseconds(call) for _ in range(rounds)), "ms", aim=aim)


def _milliseconds(call: Callable[[], object]) -> float:
    spent: list[float] = []
    for _ in range(CALLS):
        began = time.perf_counter()
        call()
        spent.append(time.perf_counter() - began)
    return statistics.median(spent) * 1000
