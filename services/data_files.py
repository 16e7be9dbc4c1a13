"""Reading checked data files: every value is taken out by name and type, every fault is reported.

Nothing stops at the first fault: a value that cannot be used is reported and a neutral one stands
in for it, and the caller throws the result away when anything was reported.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path

from domain.errors import InvalidInput
from services.yaml_tree import Items, Node, Problem, Record, Source, Text, read_record

LONGEST_TEXT = 2000
LONGEST_NAME = 75
_NUMBER = re.compile(r"[-+]?\d{1,9}(?:\.\d{1,9})?", re.ASCII)
_WHOLE = re.compile(r"\d{1,9}", re.ASCII)
_KEY = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", re.ASCII)


@dataclass(frozen=True)
class Reading[T]:
    """What was read: the value, or everything that is wrong, in the order of files and lines."""

    value: T | None
    problems: tuple[Problem, ...]

    def required(self) -> T:
        """The value. Raises InvalidInput with the first problem and how many there are."""
        if self.value is None:
            first, *more = self.problems
            others = f" {len(more)} more to mend in these files." if more else ""
            raise InvalidInput("file", f"{first}{others}")
        return self.value


def reading[T](value: T, problems: Collection[Problem]) -> Reading[T]:
    """The value when nothing was reported, otherwise the problems alone."""
    return Reading(None, tuple(sorted(set(problems)))) if problems else Reading(value, ())


class Entry:
    """One record of a file, for example one service. `label` is how problems call it."""

    def __init__(self, source: Source, record: Record, label: str) -> None:
        self.source = source
        self.record = record
        self.label = label

    @property
    def line(self) -> int:
        return self.record.line

    def line_of(self, key: str) -> int:
        return self.record.key_lines.get(key, self.line)

    def report(self, key: str, message: str, what_to_do: str) -> None:
        """Report something about the value of a key, at its line."""
        self.source.report(self.line_of(key), message, what_to_do)

    def expect(self, needed: Sequence[str], optional: Sequence[str] = ()) -> None:
        """Report the keys that are missing, and those that nobody knows, with the nearest known one."""
        known = (*needed, *optional)
        for key in self.record.values:
            if key not in known:
                what_to_do = suggestion(key, known) or f"Known keys are {', '.join(known)}."
                self.report(key, f"{self.label}: nobody knows the key “{key[:40]}”.", what_to_do)
        for key in needed:
            if key not in self.record.values:
                self.report(key, f"{self.label}: the key “{key}” is missing.", f"Add a line “{key}:”.")

    def peek(self, key: str) -> Text:
        """The text under a key as it stands, nothing reported; empty where there is none."""
        node = self.record.values.get(key)
        return node if isinstance(node, Text) else Text(self.line_of(key), "")

    def peek_all(self, key: str) -> tuple[Text, ...]:
        """The texts listed under a key as they stand, nothing reported."""
        node = self.record.values.get(key)
        listed = node.values if isinstance(node, Items) else ()
        return tuple(item for item in listed if isinstance(item, Text))

    def name(self, key: str) -> str:
        """A short text that fits on a button."""
        return self.text(key, LONGEST_NAME)

    def text(self, key: str, longest: int = LONGEST_TEXT) -> str:
        node = self.record.values.get(key)
        return self._one_text(key, node, longest).value if node else ""

    def texts(self, key: str, longest: int = LONGEST_TEXT) -> tuple[str, ...]:
        """A list of texts. May be empty, as `[]`."""
        return tuple(self._one_text(key, node, longest).value for node in self._items(key))

    def some_texts(self, key: str) -> tuple[str, ...]:
        """A list of at least one text."""
        if self.record.values.get(key) == Items(self.line_of(key), ()):
            self.report(key, f"{self.label}: “{key}” is an empty list.", "Write at least one item.")
        return self.texts(key)

    def names(self, key: str) -> tuple[str, ...]:
        """A list of short texts. May be empty, as `[]`."""
        return self.texts(key, LONGEST_NAME)

    def key_name(self, key: str = "key") -> str:
        """A key in snake_case, the name that never changes."""
        value = self.text(key, LONGEST_NAME)
        if value and not _KEY.fullmatch(value):
            message = f"{self.label}: “{value}” cannot be used as {key}."
            self.report(key, message, "Use small letters, digits and single underscores, such as managed_laptop.")
        return value

    def choice[E: StrEnum](self, key: str, kind: type[E], otherwise: E) -> E:
        """One of the enumeration's values; `otherwise` where the key is absent."""
        value = self.text(key) if key in self.record.values else otherwise.value
        known = [member.value for member in kind]
        if value in known:
            return kind(value)
        if value:
            message = f"{self.label}: “{value[:40]}” is not a {key}."
            self.report(key, message, f"Use one of: {', '.join(known)}.")
        return otherwise

    def amount(self, key: str) -> Decimal | None:
        """USD with at most two decimals, zero or more; None where it is absent or cannot be used."""
        value = self._decimal(key, 'Write digits with two decimals, such as "640.00".')
        if value is not None and value != value.quantize(Decimal("0.01")):
            self.report(key, f"{self.label}: the {key} {value} has parts of a cent.", "Use two decimals.")
            return None
        return value

    def number(self, key: str) -> Decimal | None:
        """A number of zero or more; None where it is absent or cannot be used."""
        return self._decimal(key, 'Write it in digits, such as "99.5".')

    def whole(self, key: str) -> int | None:
        """A whole number from 0 on; None where it is absent or cannot be read."""
        value = self.text(key) if key in self.record.values else ""
        if _WHOLE.fullmatch(value):
            return int(value)
        if value:
            message = f"{self.label}: the {key} “{value[:40]}” is not a whole number."
            self.report(key, message, "Write it in digits, without a comma.")
        return None

    def entries(self, key: str, label: str) -> Iterator["Entry"]:
        """A list of records, each to be read as an entry of that label."""
        for node in self._items(key):
            if isinstance(node, Record):
                yield Entry(self.source, node, self._label_of(node, label))
            else:
                message = f"A {label} must be written as keys with values."
                self.source.report(node.line, message, "Write it as “- key: value” with its other keys below.")

    def record_of(self, key: str, label: str) -> "Entry | None":
        """The record under a key; None, and reported, when it is something else; None when absent."""
        node = self.record.values.get(key)
        if isinstance(node, Record):
            return Entry(self.source, node, label)
        if node is not None:
            self.report(key, f"{label}: “{key}” must hold keys with values.", "Write them below it, indented.")
        return None

    def _label_of(self, node: Record, label: str) -> str:
        key = Entry(self.source, node, label).peek("key").value
        named = f"{label} {key[:LONGEST_NAME]}" if key else label
        return f"{self.label}, {named}" if self.label else named

    def _items(self, key: str) -> tuple[Node, ...]:
        node = self.record.values.get(key)
        if node is None or isinstance(node, Items):
            return node.values if node else ()
        message = f"{self.label or 'The file'}: “{key}” must be a list."
        self.report(key, message, "Write each of its items on a line of its own that starts with “- ”.")
        return ()

    def _one_text(self, key: str, node: Node, longest: int) -> Text:
        if not isinstance(node, Text):
            self.source.report(node.line, f"{self.label}: “{key}” must be a text.", "Write it in one piece.")
            return Text(node.line, "")
        if not node.value:
            self.source.report(node.line, f"{self.label}: “{key}” is empty.", "Write its value.")
        if len(node.value) > longest:
            message = f"{self.label}: “{key}” is {len(node.value):,} characters long."
            self.source.report(node.line, message, f"Shorten it to {longest:,} characters.")
        return node

    def _decimal(self, key: str, what_to_do: str) -> Decimal | None:
        value = self.text(key)
        if not value:
            return None
        if not _NUMBER.fullmatch(value):
            self.report(key, f"{self.label}: the {key} “{value[:40]}” is not a number.", what_to_do)
        elif value.startswith("-"):
            self.report(key, f"{self.label}: the {key} {value} is negative.", "Write zero or more.")
        else:
            return Decimal(value)
        return None


def suggestion(word: str, known: Collection[str]) -> str:
    """ "Did you mean ...?", or "" when nothing is near."""
    near = get_close_matches(word[:80], known, n=1, cutoff=0.6)
    return f"Did you mean “{near[0]}”?" if near else ""


def top_level(path: Path, name: str, problems: list[Problem]) -> Entry | None:
    """The whole file as an entry without a label. None, and reported, when it cannot be read."""
    source = Source(name, problems)
    record = read_record(path, source)
    return Entry(source, record, "") if record else None


def yaml_files(path: Path, problems: list[Problem]) -> list[Path]:
    """The file itself, or all YAML files below a folder, sorted. Reports when there is none."""
    if path.is_dir():
        files = sorted(file for file in path.rglob("*") if file.suffix in (".yaml", ".yml") and file.is_file())
    else:
        files = [path]
    if not files:
        problems.append(Problem(str(path), 0, "The folder holds no YAML file.", "Name a folder with .yaml files."))
    return files
