"""A survey drawn for the terminal: what is asked, of whom it depends, and what it leads to."""

import textwrap
from collections.abc import Iterator

from domain.catalog import Catalog
from domain.survey_condition_words import condition_in_words
from domain.survey_conditions import Condition
from domain.survey_words import bound_in_words, in_words, number_in_words
from domain.surveys import Check, Default, DefaultSource, Question, QuestionKind, Rule, Section, Survey

WIDTH = 100
"""Characters."""
_KINDS = {
    QuestionKind.YES_NO: "yes or no",
    QuestionKind.ONE_OF: "one of",
    QuestionKind.SEVERAL_OF: "several of, or none of these",
    QuestionKind.SITES: "list of sites",
}


def preview(survey: Survey, catalog: Catalog) -> str:
    """All sections with their questions, then the checks and the recommendations."""
    counts = f"{len(survey.sections)} sections, {len(survey.questions)} questions"
    lines = [f"{survey.title} ({survey.key}, version {survey.version}): {counts}"]
    for number, section in enumerate(survey.sections, start=1):
        lines += ["", *_section(survey, catalog, number, section)]
    lines += ["", f"Checks: {len(survey.checks)}"]
    for check in survey.checks:
        lines += ["", *_check(survey, check)]
    lines += ["", f"Recommendations: {len(survey.recommendations)}"]
    for rule in survey.recommendations:
        lines += ["", *_rule(survey, catalog, rule)]
    return "\n".join(lines)


def _section(survey: Survey, catalog: Catalog, number: int, section: Section) -> Iterator[str]:
    areas = ", ".join(catalog.area(area).name for area in section.areas)
    title = f"{number}. {section.title}"
    yield from (title, "=" * len(title))
    yield from _wrapped(f"Areas: {areas}", 0)
    yield from _wrapped(section.help, 0)
    yield from _when(survey, "Shown when", section.when, 0)
    for place, question in enumerate(section.questions, start=1):
        yield ""
        yield from _question(survey, catalog, f"{number}.{place}", question)


def _question(survey: Survey, catalog: Catalog, number: str, question: Question) -> Iterator[str]:
    yield from _wrapped(f"{number} {question.text}", 0, hanging=len(number) + 1)
    required = "required" if question.required else "may stay empty"
    shown = "; in the summary for staff" if question.matters else ""
    yield from _wrapped(f"{question.key}: {_kind(question)}; {required}{shown}", 4)
    for choice in question.choices:
        yield from _wrapped(f"- {choice.label}", 6, hanging=2)
    yield from _wrapped(question.help, 4)
    yield from _wrapped(_default(catalog, question), 4)
    yield from _when(survey, "Shown when", question.when, 4)


def _kind(question: Question) -> str:
    kind = _KINDS.get(question.kind, question.kind.replace("_", " "))
    unit = f" of {question.unit}" if question.unit else ""
    low, high = question.minimum, question.maximum
    ends = [
        *([f"from {bound_in_words(question, low)}"] if low is not None else []),
        *([f"up to {bound_in_words(question, high)}"] if high is not None else []),
    ]
    if question.kind in (QuestionKind.SHORT_TEXT, QuestionKind.LONG_TEXT):
        ends = [f"up to {question.longest:,} characters"]
    return " ".join([f"{kind}{'' if ends else unit}", *ends])


def _default(catalog: Catalog, question: Question) -> str:
    default = question.default
    if default is None:
        return ""
    match default.source:
        case DefaultSource.VALUE:
            value = default.value
            where = "" if value is None else in_words(question, value)
        case DefaultSource.ORGANIZATION:
            where = "the organization's name"
        case DefaultSource.CONTACT:
            where = f"the customer's {default.role.label}" if default.role else ""
        case DefaultSource.NEED:
            where = _need(catalog, default)
    return f"Filled in at first: {where}"


def _need(catalog: Catalog, default: Default) -> str:
    if default.choices:
        return "the choices for whose areas there are confirmed needs"
    about = catalog.service(default.service).name if default.service else catalog.area(default.area).name
    return f"the confirmed need: {about}"


def _check(survey: Survey, check: Check) -> Iterator[str]:
    yield from _wrapped(f"- At “{survey.question(check.question).text}”", 2, hanging=2)
    yield from _when(survey, "Wrong when", check.wrong_when, 4)
    yield from _wrapped(f"Says: {check.sentence}", 4)


def _rule(survey: Survey, catalog: Catalog, rule: Rule) -> Iterator[str]:
    adds = ", added to other rules" if rule.adds else ""
    yield from _wrapped(f"- {catalog.service(rule.service).name}: {_quantity(survey, rule)}{adds}", 2, hanging=2)
    yield from _when(survey, "When", rule.when, 4)
    yield from _levels(catalog, rule)
    yield from _wrapped(f"Reason: {rule.reason}", 4)


def _quantity(survey: Survey, rule: Rule) -> str:
    quantity = rule.quantity
    if quantity.number is not None:
        return number_in_words(quantity.number * quantity.times)
    asked = " + ".join(f"“{survey.question(key).text}”" for key in quantity.questions)
    return asked if quantity.times == 1 else f"{number_in_words(quantity.times)} times {asked}"


def _levels(catalog: Catalog, rule: Rule) -> Iterator[str]:
    metrics = {metric.key: metric for metric in catalog.service(rule.service).metrics}
    for level in rule.levels:
        metric = metrics[level.metric]
        how = level.direction.replace("_", " ")
        yield from _wrapped(f"Level: {metric.measure}: {how} {number_in_words(level.target)} {metric.unit}", 4)


def _when(survey: Survey, start: str, condition: Condition | None, indent: int) -> Iterator[str]:
    if condition:
        yield from _wrapped(f"{start} {condition_in_words(survey, condition)}", indent)


def _wrapped(text: str, indent: int, hanging: int = 0) -> list[str]:
    start = " " * indent
    return textwrap.wrap(text, WIDTH, initial_indent=start, subsequent_indent=start + " " * hanging)
