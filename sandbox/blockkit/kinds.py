"""The kinds of rule that a field of a block can have. Each checks one value and reports by JSON pointer."""

import re
from dataclasses import dataclass, field
from typing import Any, Protocol


@dataclass
class Report:
    """What is wrong, in Slack's words: `must be less than 151 characters [json-pointer:/blocks/0/text]`."""

    errors: list[str] = field(default_factory=list)

    def add(self, problem: str, pointer: str) -> None:
        self.errors.append(f"{problem} [json-pointer:{pointer}]")


class Rule(Protocol):
    def check(self, value: Any, at: str, report: Report) -> None: ...


@dataclass(frozen=True)
class Flag:
    def check(self, value: Any, at: str, report: Report) -> None:
        if not isinstance(value, bool):
            report.add("must be a boolean", at)


@dataclass(frozen=True)
class Whole:
    """A whole number within bounds."""

    low: int = 0
    high: int = 2**53

    def check(self, value: Any, at: str, report: Report) -> None:
        if isinstance(value, bool) or not isinstance(value, int):
            report.add("must be an integer", at)
        elif value < self.low:
            report.add(f"must be greater than or equal to {self.low}", at)
        elif value > self.high:
            report.add(f"must be less than or equal to {self.high}", at)


@dataclass(frozen=True)
class Line:
    """A string of a bounded length, and when given of a set of values or a pattern."""

    most: int
    least: int = 0
    choices: frozenset[str] = frozenset()
    pattern: str = ""

    def check(self, value: Any, at: str, report: Report) -> None:
        if not isinstance(value, str):
            report.add("must provide a string", at)
        elif len(value) > self.most:
            report.add(f"must be less than {self.most + 1} characters", at)
        elif len(value) < self.least:
            report.add(f"must be more than {self.least - 1} characters", at)
        elif self.choices and value not in self.choices:
            report.add(f"must be one of: {', '.join(sorted(self.choices))}", at)
        elif self.pattern and not re.fullmatch(self.pattern, value):
            report.add("failed to match the expected pattern", at)


@dataclass(frozen=True)
class Text:
    """A text object. `forms` says which of `plain_text` and `mrkdwn` are allowed."""

    most: int
    forms: tuple[str, ...] = ("plain_text", "mrkdwn")

    def check(self, value: Any, at: str, report: Report) -> None:
        if not isinstance(value, dict):
            report.add("must provide an object", at)
            return
        if value.get("type") not in self.forms:
            report.add(f"must be a valid text object of type {' or '.join(self.forms)}", f"{at}/type")
            return
        for extra in sorted(set(value) - {"type", "text", "emoji" if value["type"] == "plain_text" else "verbatim"}):
            report.add(f"invalid additional property: {extra}", at)
        if "text" not in value:
            report.add("missing required field: text", at)
        else:
            Line(self.most, least=1).check(value["text"], f"{at}/text", report)


@dataclass(frozen=True)
class Many:
    """A list of things that all follow one rule."""

    of: Rule
    most: int
    least: int = 1

    def check(self, value: Any, at: str, report: Report) -> None:
        if not isinstance(value, list):
            report.add("must provide an array", at)
            return
        if len(value) > self.most:
            report.add(f"no more than {self.most} items allowed", at)
        if len(value) < self.least:
            report.add(f"no fewer than {self.least} items allowed", at)
        for number, item in enumerate(value[: self.most]):
            self.of.check(item, f"{at}/{number}", report)


@dataclass(frozen=True)
class Shape:
    """An object with known fields. `any_of`: at least one of these is needed; `tag`: it carries a `type`."""

    fields: dict[str, Rule]
    required: tuple[str, ...] = ()
    any_of: tuple[str, ...] = ()
    tag: bool = True
    same: tuple[tuple[str, str], ...] = ()
    """Pairs of a field and the list that its value must come from."""

    def check(self, value: Any, at: str, report: Report) -> None:
        if not isinstance(value, dict):
            report.add("must provide an object", at)
            return
        self._check_names(value, at, report)
        for name, rule in self.fields.items():
            if value.get(name) is not None:
                rule.check(value[name], f"{at}/{name}", report)
        for name, source in self.same:
            self._check_chosen(value, name, source, at, report)

    def _check_names(self, value: dict[str, Any], at: str, report: Report) -> None:
        for name in self.required:
            if value.get(name) is None:
                report.add(f"missing required field: {name}", at)
        if self.any_of and all(value.get(name) is None for name in self.any_of):
            report.add("must define either " + " or ".join(f"`{name}`" for name in self.any_of), at)
        known = set(self.fields) | ({"type"} if self.tag else set())
        for extra in sorted(set(value) - known):
            report.add(f"invalid additional property: {extra}", at)

    def _check_chosen(self, value: dict[str, Any], name: str, source: str, at: str, report: Report) -> None:
        chosen = value.get(name)
        if chosen is None:
            return
        groups = _as_list(value.get("option_groups"))
        nested = [option for group in groups if isinstance(group, dict) for option in _as_list(group.get("options"))]
        offered = [*_as_list(value.get(source)), *nested]
        wanted = chosen if isinstance(chosen, list) else [chosen]
        if any(option not in offered for option in wanted):
            report.add(f"must match one of the items in `{source}`", f"{at}/{name}")


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


@dataclass(frozen=True)
class OneOf:
    """An object told apart by its `type`: the rule is looked up in a table."""

    table: dict[str, Rule]
    only: frozenset[str] = frozenset()

    def check(self, value: Any, at: str, report: Report) -> None:
        if not isinstance(value, dict):
            report.add("must provide an object", at)
            return
        kind = value.get("type")
        if kind is None:
            report.add("missing required field: type", at)
        elif not isinstance(kind, str) or kind not in self.table or (self.only and kind not in self.only):
            report.add(f"unsupported type: {kind}", f"{at}/type")
        else:
            self.table[kind].check(value, at, report)
