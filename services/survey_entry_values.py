"""Values of a survey file that other data files do not have: yes and no, bounds, and answers."""

from collections.abc import Collection
from datetime import date
from decimal import Decimal, InvalidOperation

from domain.errors import InvalidInput
from domain.survey_reading import checked
from domain.survey_values import Bound, Value
from domain.surveys import Question, QuestionKind
from services.data_files import Entry, suggestion
from services.yaml_tree import Items, Node, Text

_FLAGS = {"yes": True, "true": True, "no": False, "false": False}
COUNTED = (QuestionKind.NUMBER, QuestionKind.MONEY)
RANGED = (*COUNTED, QuestionKind.DATE)
TEXTS = (QuestionKind.SHORT_TEXT, QuestionKind.LONG_TEXT)


def read_flag(entry: Entry, key: str, otherwise: bool) -> bool:
    """yes or no; `otherwise` where the key is absent."""
    value = entry.text(key).lower() if key in entry.record.values else ""
    if value and value not in _FLAGS:
        entry.report(key, f"{entry.label}: “{key}” is “{value[:40]}”.", "Write yes or no.")
    return _FLAGS.get(value, otherwise)


def read_bound(entry: Entry, key: str, kind: QuestionKind) -> Bound | None:
    """A number, an amount or a day, as fits the kind of question; None where it is absent or cannot be used."""
    value = entry.text(key) if key in entry.record.values else ""
    if not value:
        return None
    try:
        return date.fromisoformat(value) if kind is QuestionKind.DATE else _number(value)
    except (ValueError, InvalidOperation):
        what_to_do = "Write a day, such as 2027-03-31." if kind is QuestionKind.DATE else "Write it in digits."
        what = "a day" if kind is QuestionKind.DATE else "a number"
        entry.report(key, f"{entry.label}: the {key} “{value[:40]}” is not {what}.", what_to_do)
        return None


def read_answer(entry: Entry, key: str, question: Question) -> Value | None:
    """A value that would be taken as the question's answer; None, and reported, for anything else."""
    node = entry.record.values.get(key)
    try:
        return checked(question, _raw(node)) if node is not None else None
    except InvalidInput as error:
        entry.report(key, f"{entry.label}: this cannot be the answer to “{question.key}”.", str(error))
        return None


def listed(entry: Entry, key: str) -> tuple[Text, ...]:
    """The texts under a key, which may be one text or a list of them; empty, and reported, for anything else."""
    node = entry.record.values.get(key)
    if isinstance(node, Text) and node.value:
        return (node,)
    values = node.values if isinstance(node, Items) else ()
    texts = tuple(item for item in values if isinstance(item, Text) and item.value)
    if node is not None and (not texts or len(texts) != len(values)):
        entry.report(key, f"{entry.label}: “{key}” must be a text or a list of texts.", "Write it in one line.")
    return texts


def check_known(entry: Entry, key: str, kind: str, named: str, known: Collection[str]) -> None:
    """Report a name that nothing has, with the nearest one that something has."""
    if named and named not in known:
        what_to_do = suggestion(named, known) or f"Use one of: {', '.join(known)}."
        entry.report(key, f"{entry.label}: there is no {kind} “{named[:75]}”.", what_to_do)


def _number(value: str) -> Decimal:
    number = Decimal(value)
    if not number.is_finite() or abs(number) >= 10**12:
        raise InvalidOperation
    return number


def _raw(node: Node) -> object:
    if isinstance(node, Items):
        return [item.value if isinstance(item, Text) else None for item in node.values]
    return node.value if isinstance(node, Text) else None
