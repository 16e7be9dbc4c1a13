"""Reading the checks and the recommendations of a survey file."""

from decimal import Decimal

from domain.catalog import Catalog, Service
from domain.pricing import MOST_UNITS
from domain.survey_reading import MOST_ITEMS
from domain.survey_recommendations import places_in
from domain.surveys import Check, Level, Quantity, Question, QuestionKind, Rule
from services.data_files import Entry
from services.survey_conditions import ConditionReader
from services.survey_entry_values import check_known, listed, read_bound, read_flag
from services.yaml_tree import Record, Text

LONGEST_SENTENCE = 300
LONGEST_REASON = 500
_COUNTABLE = (QuestionKind.NUMBER, QuestionKind.SEVERAL_OF, QuestionKind.SITES)


def read_check(entry: Entry, conditions: ConditionReader) -> Check | None:
    """None, and reported, when it cannot be used."""
    entry.expect(("question", "wrong_when", "say"))
    key = entry.text("question")
    named = named_entry(entry, key)
    conditions.question(named, "question", key)
    wrong_when = conditions.under(named, "wrong_when")
    return Check(key, wrong_when, entry.text("say", LONGEST_SENTENCE)) if wrong_when else None


def read_rule(entry: Entry, conditions: ConditionReader, catalog: Catalog) -> Rule:
    """A recommendation. Faults are reported, with neutral values in their place."""
    entry.expect(("service", "quantity", "reason"), ("when", "levels", "adds"))
    key = entry.text("service")
    named = named_entry(entry, key)
    services = {service.key: service for service in catalog.services}
    check_known(named, "service", "service", key, services)
    reason = named.text("reason", LONGEST_REASON)
    for place in places_in(reason):
        conditions.question(named, "reason", place)
    return Rule(
        service=key,
        quantity=_quantity(named, conditions),
        reason=reason,
        when=conditions.under(named, "when"),
        levels=_levels(named, services.get(key)),
        adds=read_flag(named, "adds", False),
    )


def named_entry(entry: Entry, name: str) -> Entry:
    """The entry with a label that says which one it is, as it has no key."""
    return Entry(entry.source, entry.record, f"{entry.label} {name[:75]}".rstrip())


def largest_quantity(rule: Rule, conditions: ConditionReader) -> Decimal | None:
    """The most that a rule can come to; None when a question of it has no maximum."""
    total = rule.quantity.number or Decimal(0)
    for question in (conditions.questions[key] for key in rule.quantity.questions):
        most = _most(question)
        if most is None:
            return None
        total += most
    return total * rule.quantity.times


def check_quantities(rules: list[tuple[Entry, Rule]], conditions: ConditionReader) -> None:
    """That no answers come to more units than can be ordered, as the recommendation could not be priced then."""
    added: dict[str, Decimal] = {}
    for entry, rule in rules:
        largest = largest_quantity(rule, conditions)
        what = named_entry(entry, rule.service).label
        if largest is None:
            message = f"{what}: a question that its quantity comes from has no maximum."
            entry.report("quantity", message, "Give each of them a “maximum:”.")
            continue
        before = added.get(rule.service, Decimal(0))
        together = before + largest if rule.adds else max(before, largest)
        added[rule.service] = together
        if together > MOST_UNITS:
            message = f"{what}: its quantity can come to {together:,f}, and orders go up to {MOST_UNITS:,}."
            entry.report("quantity", message, "Lower the maximum of its questions, or the factor.")


def _most(question: Question) -> Decimal | None:
    match question.kind:
        case QuestionKind.SEVERAL_OF:
            return Decimal(len(question.choices))
        case QuestionKind.SITES:
            return Decimal(MOST_ITEMS)
        case _:
            return question.maximum if isinstance(question.maximum, Decimal) else None


def _quantity(entry: Entry, conditions: ConditionReader) -> Quantity:
    """A number, the key of a question, or {sum: [questions], times: factor}."""
    node = entry.record.values.get("quantity")
    if isinstance(node, Record):
        of = Entry(entry.source, node, f"{entry.label}, quantity")
        of.expect(("sum",), ("times",))
        times = read_bound(of, "times", QuestionKind.NUMBER)
        if isinstance(times, Decimal) and times <= 0:
            of.report("times", f"{of.label}: the factor is {times}.", "Write a number above zero.")
        factor = times if isinstance(times, Decimal) else Decimal(1)
        return Quantity(questions=_questions(of, "sum", conditions), times=factor)
    if isinstance(node, Text) and node.value.isdecimal():
        return Quantity(number=Decimal(entry.whole("quantity") or 0))
    return Quantity(questions=_questions(entry, "quantity", conditions))


def _questions(entry: Entry, key: str, conditions: ConditionReader) -> tuple[str, ...]:
    found = [conditions.question(entry, key, text.value) for text in listed(entry, key)]
    questions = [question for question in found if question]
    for question in (question for question in questions if question.kind not in _COUNTABLE):
        message = f"{entry.label}: “{question.key}” is of kind {question.kind} and is not a quantity."
        entry.report(key, message, f"Name questions of the kind {', '.join(_COUNTABLE)}.")
    return tuple(question.key for question in questions if question.kind in _COUNTABLE)


def _levels(entry: Entry, service: Service | None) -> tuple[Level, ...]:
    levels = entry.record_of("levels", entry.label)
    if levels is None or service is None:
        return ()
    metrics = {metric.key: metric for metric in service.metrics}
    for key in levels.record.values:
        check_known(levels, key, f"metric of {service.name}", key, metrics)
    targets = [(key, levels.number(key)) for key in levels.record.values if key in metrics]
    return tuple(Level(key, target, metrics[key].direction) for key, target in targets if target is not None)
