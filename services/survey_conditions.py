"""Reading the conditions of a survey file: what they may say depends on the question that they are about.

{question: people, at_least: 100}             number, money, date; also at_most, or both
{question: has_sites, is: yes}                yes_no, one_of; several values in a list
{question: tools, includes: video}            several_of; one of several in a list
{question: remarks, answered: yes}            any kind
{more: [laptops, desktops], than: [people]}   sums of numbers, or two dates; also times: 2
{all: [...]}  {any: [...]}  {not: {...}}
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal

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
)
from domain.surveys import Question, QuestionKind
from services.data_files import Entry, suggestion
from services.survey_entry_values import COUNTED, RANGED, listed, read_bound, read_flag
from services.yaml_tree import Items, Record

_TESTS = ("is", "includes", "at_least", "at_most", "answered")
_FORMS = ("question", "more", "all", "any", "not")
_FITTING: dict[str, tuple[QuestionKind, ...]] = {
    "is": (QuestionKind.YES_NO, QuestionKind.ONE_OF),
    "includes": (QuestionKind.SEVERAL_OF,),
    "at_least": RANGED,
    "at_most": RANGED,
    "answered": tuple(QuestionKind),
}


@dataclass(frozen=True)
class ConditionReader:
    """`questions` are all questions of the file, with their kinds and choices.

    Of the `unread` ones the kind is wrong, which is told there: what is said about them cannot be judged.
    """

    questions: Mapping[str, Question]
    unread: Collection[str] = ()

    def under(self, entry: Entry, key: str) -> Condition | None:
        """The condition under a key; None where there is none, or, reported, where it cannot be used."""
        node = entry.record.values.get(key)
        if node is None:
            return None
        if not isinstance(node, Record):
            entry.report(key, f"{entry.label}: “{key}” is not a condition.", _HOW)
            return None
        return self._condition(Entry(entry.source, node, f"{entry.label}, {key}"))

    def question(self, entry: Entry, key: str, named: str) -> Question | None:
        """A question of the file by its key; None where it cannot be used, and reported when there is none."""
        if named in self.unread:
            return None
        found = self.questions.get(named)
        if named and not found:
            what_to_do = suggestion(named, self.questions.keys()) or "Use the key of a question of this survey."
            entry.report(key, f"{entry.label}: there is no question “{named[:75]}”.", what_to_do)
        return found

    def _condition(self, entry: Entry) -> Condition | None:
        forms = [form for form in _FORMS if form in entry.record.values]
        if len(forms) != 1:
            known = (*_FORMS, "than", "times", *_TESTS)
            unknown = next((key for key in entry.record.values if key not in known), "")
            entry.source.report(
                entry.line, f"{entry.label}: this is not a condition.", suggestion(unknown, known) or _HOW
            )
            return None
        readers = {
            "question": self._about_question,
            "more": self._more,
            "all": self._all,
            "any": self._any,
            "not": self._not,
        }
        return readers[forms[0]](entry)

    def _about_question(self, entry: Entry) -> Condition | None:
        entry.expect(("question",), _TESTS)
        tests = [test for test in _TESTS if test in entry.record.values]
        if len(entry.record.values) == 1:
            entry.report("question", f"{entry.label}: it does not say what is asked of the question.", _HOW)
        question = self.question(entry, "question", entry.text("question"))
        parts = [self._test(entry, test, question) for test in tests] if question else []
        return _joined(AllOf, [part for part in parts if part])

    def _test(self, entry: Entry, test: str, question: Question) -> Condition | None:
        if question.kind not in _FITTING[test]:
            fitting = [name for name, kinds in _FITTING.items() if question.kind in kinds]
            message = f"{entry.label}: “{test}” does not go with “{question.key}”, which is of kind {question.kind}."
            entry.report(test, message, f"Use {' or '.join(fitting)}.")
            return None
        if test == "answered":
            answered = Answered(question.key)
            return answered if read_flag(entry, test, True) else Not(answered)
        if test in ("is", "includes"):
            return self._of_choices(entry, test, question)
        bound = read_bound(entry, test, question.kind)
        return None if bound is None else (AtLeast if test == "at_least" else AtMost)(question.key, bound)

    def _of_choices(self, entry: Entry, test: str, question: Question) -> Condition | None:
        if question.kind is QuestionKind.YES_NO:
            return Is(question.key, (read_flag(entry, test, True),))
        known = [choice.key for choice in question.choices]
        values = [text.value for text in listed(entry, test)]
        for value in (value for value in values if value not in known):
            what_to_do = suggestion(value, known) or f"Use one of: {', '.join(known)}."
            entry.report(test, f"{entry.label}: “{question.key}” has no choice “{value[:40]}”.", what_to_do)
        if test == "is":
            return Is(question.key, tuple(values)) if values else None
        return _joined(AnyOf, [Includes(question.key, value) for value in values])

    def _more(self, entry: Entry) -> Condition | None:
        entry.expect(("more", "than"), ("times",))
        more, than = self._compared(entry, "more"), self._compared(entry, "than")
        times = read_bound(entry, "times", QuestionKind.NUMBER)
        sides = [*more, *than]
        dates = [question for question in sides if question.kind is QuestionKind.DATE]
        if dates and (len(sides) != 2 or len(dates) != 2 or times is not None):
            entry.report("more", f"{entry.label}: days are compared one with one.", "Name one date on each side.")
        elif len({question.kind for question in sides if question.kind in COUNTED}) > 1:
            entry.report(
                "more", f"{entry.label}: numbers are compared with amounts of money.", "Compare like with like."
            )
        if not more or not than:
            return None
        factor = times if isinstance(times, Decimal) else Decimal(1)
        return MoreThan(tuple(question.key for question in more), tuple(question.key for question in than), factor)

    def _compared(self, entry: Entry, key: str) -> list[Question]:
        named = [self.question(entry, key, text.value) for text in listed(entry, key)]
        questions = [question for question in named if question]
        for question in (question for question in questions if question.kind not in RANGED):
            message = f"{entry.label}: “{question.key}” is of kind {question.kind} and cannot be compared."
            entry.report(key, message, "Name questions of the kind number, money or date.")
        return questions

    def _all(self, entry: Entry) -> Condition | None:
        return _joined(AllOf, self._parts(entry, "all"))

    def _any(self, entry: Entry) -> Condition | None:
        return _joined(AnyOf, self._parts(entry, "any"))

    def _parts(self, entry: Entry, key: str) -> list[Condition]:
        entry.expect((key,))
        node = entry.record.values[key]
        if not isinstance(node, Items) or not node.values:
            entry.report(key, f"{entry.label}: “{key}” must be a list of conditions.", "Write at least two of them.")
            return []
        read = [self._condition(part) for part in entry.entries(key, "condition")]
        return [part for part in read if part]

    def _not(self, entry: Entry) -> Condition | None:
        entry.expect(("not",))
        part = self.under(entry, "not")
        return Not(part) if part else None


_HOW = "Write it like {question: KEY, is: yes}; docs/surveys.md lists all forms."


def _joined(how: type[AllOf] | type[AnyOf], parts: list[Condition]) -> Condition | None:
    """One condition stands for itself."""
    return how(tuple(parts)) if len(parts) > 1 else (parts[0] if parts else None)
