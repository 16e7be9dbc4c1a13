"""A survey as a YAML file: read, checked as a whole, and turned into the domain's `Survey`."""

from dataclasses import dataclass, replace
from pathlib import Path

from domain.catalog import Catalog
from domain.survey_conditions import AllOf, Condition
from domain.survey_reach import TooEntangled, can_hold, conditions_of, passing
from domain.surveys import Check, Rule, Survey
from services.data_files import Entry, Reading, reading, top_level
from services.survey_conditions import ConditionReader
from services.survey_entries import ReadSection, read_sections
from services.survey_order import check_order
from services.survey_rules import check_quantities, named_entry, read_check, read_rule
from services.yaml_tree import Problem

_HIGHEST_VERSION = 9_999


@dataclass(frozen=True)
class _Read:
    """The survey with the entries that its parts come from."""

    top: Entry
    sections: tuple[ReadSection, ...]
    checks: list[tuple[Entry, Check]]
    rules: list[tuple[Entry, Rule]]
    survey: Survey


def read_survey(path: Path, catalog: Catalog) -> Reading[Survey]:
    """The survey in a file, or everything that is wrong with it. Raises nothing.

    `catalog` is the one whose areas, services and metrics it may name.
    """
    problems: list[Problem] = []
    top = top_level(path, str(path), problems)
    if top is None:
        return Reading(None, tuple(problems))
    read = _read(top, catalog)
    if not problems:
        _check_reach(read)
    return reading(read.survey, problems)


def _read(top: Entry, catalog: Catalog) -> _Read:
    top.expect(("key", "title", "version", "sections"), ("checks", "recommendations"))
    sections = read_sections(top, catalog)
    questions = {question.key: question for read in sections for question in read.section.questions}
    unread = {key for read in sections for key in read.of_unknown_kind}
    conditions = ConditionReader(questions, unread)
    complete = tuple(_with_conditions(read, conditions) for read in sections)
    checks = [(entry, check) for entry in top.entries("checks", "check") if (check := read_check(entry, conditions))]
    rules = [
        (entry, read_rule(entry, conditions, catalog)) for entry in top.entries("recommendations", "recommendation")
    ]
    check_order(complete)
    check_quantities(rules, conditions)
    survey = Survey(
        key=top.key_name(),
        title=top.name("title"),
        version=_version(top),
        sections=tuple(read.section for read in complete),
        checks=tuple(check for _, check in checks),
        recommendations=tuple(rule for _, rule in rules),
    )
    return _Read(top, complete, checks, rules, survey)


def _version(top: Entry) -> int:
    version = top.whole("version")
    if version is not None and not 1 <= version <= _HIGHEST_VERSION:
        top.report("version", f"The version is {version}.", f"Write a number from 1 to {_HIGHEST_VERSION:,}.")
    return version or 1


def _with_conditions(read: ReadSection, conditions: ConditionReader) -> ReadSection:
    questions = tuple(
        replace(question, when=conditions.under(entry, "when"))
        for entry, question in zip(read.questions, read.section.questions, strict=True)
    )
    section = replace(read.section, questions=questions, when=conditions.under(read.entry, "when"))
    return replace(read, section=section)


def _check_reach(read: _Read) -> None:
    """That every question can be shown, every check and rule come to bear, and some answers pass all checks.

    What follows from a question that is never shown is not told as well.
    """
    _check_questions(read)
    if not read.top.source.problems:
        _check_rules(read)
        _check_passing(read)


def _check_questions(read: _Read) -> None:
    for section in read.sections:
        if not _can_hold(read.survey, section.entry, "when", section.section.when, "so the section is never shown"):
            continue
        for entry, question in zip(section.questions, section.section.questions, strict=True):
            shown = _all_of(conditions_of(read.survey, question))
            _can_hold(read.survey, entry, "when", shown, "so the question is never shown")


def _check_rules(read: _Read) -> None:
    for entry, check in read.checks:
        named = named_entry(entry, check.question)
        _can_hold(read.survey, named, "wrong_when", check.wrong_when, "so the check never fails")
    for entry, rule in read.rules:
        _can_hold(read.survey, named_entry(entry, rule.service), "when", rule.when, "so it is never recommended")


def _can_hold(survey: Survey, entry: Entry, key: str, condition: Condition | None, result: str) -> bool:
    possible = condition is None or can_hold(survey, condition)
    if not possible:
        message = f"{entry.label}: its condition can never be true, {result}."
        entry.report(key, message, "Compare it with the ranges and the conditions of the questions that it is about.")
    return possible


def _check_passing(read: _Read) -> None:
    try:
        if passing(read.survey) is None:
            message, what_to_do = "No answers were found that pass all checks.", "Look for checks that contradict."
            read.top.report("checks", message, what_to_do)
    except TooEntangled:
        message = "The checks depend on too many questions at once: nobody can tell whether answers pass them all."
        read.top.report("checks", message, "Divide them into checks of a few questions each.")


def _all_of(conditions: tuple[Condition, ...]) -> Condition | None:
    return AllOf(conditions) if conditions else None
