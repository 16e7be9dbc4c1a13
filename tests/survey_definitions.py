"""Surveys for tests: builders with defaults, and definitions drawn by chance."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from domain.catalog import Area, Catalog, Category, Charge, Direction, Metric, Service
from domain.survey_reading import checked
from domain.survey_values import AnsweredFile, NamedPerson, Value
from domain.surveys import Choice, Question, QuestionKind, Section, Survey

CATALOG = Catalog(
    categories=(Category("seats", "Seat services", (), "Places to work."),),
    services=tuple(
        Service(
            key=key,
            name=key.replace("_", " ").capitalize(),
            category="seats",
            aliases=(),
            description="It.",
            included=("It",),
            how_we_charge="By the year.",
            unit="piece",
            unit_plural="pieces",
            prices={},
            price_drivers=(),
            metrics=(
                Metric("resolution", "Time until it works", "hours", Decimal(8), Direction.AT_MOST),
                Metric("availability", "Share of time", "%", Decimal("99.5"), Direction.AT_LEAST),
            ),
            cost_saving_tips=(),
            areas=("support",),
            charge=Charge.PER_YEAR,
        )
        for key in ("managed_laptop", "mailbox")
    ),
    areas=(Area("support", "End-user support"), Area("networks", "Networks")),
    notice="Illustrative prices",
)
CHOICES = (Choice("red", "Red"), Choice("green", "Green"), Choice("blue", "Blue"))
A_FILE = AnsweredFile("F1", "sites.pdf", 1_000, "pdf")
MARIA = NamedPerson("Maria Lopez", "maria@nrcs.example.gov")


def a_question(key: str = "q", kind: QuestionKind = QuestionKind.YES_NO, **changes: Any) -> Question:
    choices = CHOICES if kind in (QuestionKind.ONE_OF, QuestionKind.SEVERAL_OF) else ()
    return replace(Question(key, f"What about {key}?", kind, choices=choices), **changes)


def a_section(*questions: Question, key: str = "s", **changes: Any) -> Section:
    return Section(key, key.title(), ("support",), questions, **changes)


def a_survey(*questions: Question, **changes: Any) -> Survey:
    """With one section, where `sections` says nothing else."""
    return Survey(**{"key": "s", "title": "Survey", "version": 1, "sections": (a_section(*questions),)} | changes)


def write(definition: dict[str, Any], file: Path) -> Path:
    """As a file: JSON is YAML."""
    file.write_text(json.dumps(definition), encoding="utf-8")
    return file


# Definitions drawn by chance, as they stand in a file. Some contradict themselves: the check finds these.

DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))


@st.composite
def definitions(draw: st.DrawFn) -> dict[str, Any]:
    """One to three sections of one to four questions, with conditions over what comes before, and checks."""
    earlier: list[dict[str, Any]] = []
    sections: list[dict[str, Any]] = []
    for number in range(draw(st.integers(1, 3))):
        section: dict[str, Any] = {"key": f"s{number}", "title": f"Section {number}", "areas": ["support"]}
        _maybe_when(draw, section, earlier)
        section["questions"] = []
        for _ in range(draw(st.integers(1, 4))):
            question = _question(draw, f"q{len(earlier)}")
            _maybe_when(draw, question, earlier)
            section["questions"].append(question)
            earlier.append(question)
        sections.append(section)
    checks = [_check(draw, earlier) for _ in range(draw(st.integers(0, 3)))]
    return {"key": "drawn", "title": "Drawn", "version": 1, "sections": sections, "checks": checks}


def _question(draw: st.DrawFn, key: str) -> dict[str, Any]:
    kind = draw(st.sampled_from(QuestionKind))
    made: dict[str, Any] = {"key": key, "text": f"What about {key}?", "kind": kind.value}
    made["required"] = draw(st.booleans())
    if kind in (QuestionKind.ONE_OF, QuestionKind.SEVERAL_OF):
        made["choices"] = [{"key": choice.key, "label": choice.label} for choice in CHOICES]
    if kind in (QuestionKind.NUMBER, QuestionKind.MONEY) and draw(st.booleans()):
        made["minimum"], made["maximum"] = sorted(draw(st.tuples(st.integers(-5, 20), st.integers(-5, 20))))
    if kind is QuestionKind.DATE and draw(st.booleans()):
        made["minimum"], made["maximum"] = (day.isoformat() for day in sorted(draw(st.tuples(DAYS, DAYS))))
    return made


def _maybe_when(draw: st.DrawFn, made: dict[str, Any], earlier: list[dict[str, Any]]) -> None:
    if earlier and draw(st.booleans()):
        made["when"] = draw(_conditions(earlier))


def _check(draw: st.DrawFn, questions: list[dict[str, Any]]) -> dict[str, Any]:
    at = draw(st.sampled_from(questions))["key"]
    return {"question": at, "wrong_when": draw(_conditions(questions)), "say": "These two do not fit together."}


def _conditions(questions: list[dict[str, Any]]) -> st.SearchStrategy[dict[str, Any]]:
    numbers = [question["key"] for question in questions if question["kind"] == "number"]
    leaves = st.sampled_from(questions).flatmap(_about)
    if len(numbers) > 1:
        some = st.lists(st.sampled_from(numbers), min_size=1, max_size=2, unique=True)
        leaves |= st.fixed_dictionaries({"more": some, "than": some})
    return st.recursive(
        leaves,
        lambda inner: st.one_of(
            st.fixed_dictionaries({"not": inner}),
            st.fixed_dictionaries({"all": st.lists(inner, min_size=1, max_size=2)}),
            st.fixed_dictionaries({"any": st.lists(inner, min_size=1, max_size=2)}),
        ),
        max_leaves=3,
    )


def _about(question: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    key, kind = st.just(question["key"]), question["kind"]
    choice = st.sampled_from([choice.key for choice in CHOICES])
    whether = st.fixed_dictionaries({"question": key, "answered": st.booleans()})
    match kind:
        case "yes_no":
            return whether | st.fixed_dictionaries({"question": key, "is": st.booleans()})
        case "one_of":
            return whether | st.fixed_dictionaries({"question": key, "is": choice})
        case "several_of":
            return whether | st.fixed_dictionaries({"question": key, "includes": choice})
        case "number" | "money" | "date":
            bound = DAYS.map(date.isoformat) if kind == "date" else st.integers(-5, 20)
            sides = st.sampled_from(["at_least", "at_most"])
            return whether | st.tuples(key, sides, bound).map(lambda made: {"question": made[0], made[1]: made[2]})
        case _:
            return whether


def answers_to(question: Question) -> st.SearchStrategy[Value]:
    """Values that are taken."""
    low, high = question.lowest, question.maximum
    match question.kind:
        case QuestionKind.YES_NO:
            return st.booleans()
        case QuestionKind.ONE_OF:
            return st.sampled_from([choice.key for choice in question.choices])
        case QuestionKind.SEVERAL_OF:
            return st.sets(st.sampled_from([choice.key for choice in question.choices])).map(
                lambda chosen: checked(question, sorted(chosen))
            )
        case QuestionKind.NUMBER | QuestionKind.MONEY:
            lowest = int(low) if isinstance(low, Decimal) else 0
            return st.integers(lowest, int(high) if isinstance(high, Decimal) else 40).map(Decimal)
        case QuestionKind.DATE:
            return st.dates(
                low if isinstance(low, date) else date(2025, 1, 1), high if isinstance(high, date) else date(2028, 1, 1)
            )
        case QuestionKind.PERSON:
            return st.just(MARIA)
        case QuestionKind.SITES:
            return st.just(("Denver", "Boise"))
        case QuestionKind.FILES:
            return st.just((A_FILE,))
        case _:
            return st.sampled_from(["some words", "others"])
