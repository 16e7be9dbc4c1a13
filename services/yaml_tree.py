"""YAML files as a small tree that knows its lines, and what is wrong with a file before its contents count.

Scalars stay the text that was written: no number is read as a float, and "no" is not a truth
value. Only what data files need is accepted: no anchors, tags or second documents, and no deep
nesting. Built on the parser's events, because its own tree builder can be driven out of memory
by nesting and by anchors.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

import yaml

LARGEST_FILE = 2_000_000
DEEPEST = 12
_NOT_IN_YAML = re.compile(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SYNTAX = "Look at this line and the one above it: indentation, quotes, brackets, and a blank after each colon."
# The compiled parser is ten times faster; a build of PyYAML without it still works.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, order=True)
class Problem:
    """What is wrong at a place in a file, and what to do. `line` counts from 1; 0 is the whole file."""

    file: str
    line: int
    message: str
    what_to_do: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.message} {self.what_to_do}"


@dataclass(frozen=True)
class Text:
    """A single value as it was written; "" where nothing was."""

    line: int
    value: str


@dataclass(frozen=True)
class Items:
    line: int
    values: "tuple[Node, ...]"


@dataclass(frozen=True)
class Record:
    line: int
    values: "dict[str, Node]"
    key_lines: dict[str, int]


type Node = Text | Items | Record


@dataclass(frozen=True)
class Source:
    """One file, and the list in which its problems are collected (shared by all files of a check)."""

    file: str
    problems: list[Problem] = field(hash=False)

    def report(self, line: int, message: str, what_to_do: str) -> None:
        self.problems.append(Problem(self.file, line, message, what_to_do))


class _Refused(Exception):
    def __init__(self, line: int, message: str, what_to_do: str) -> None:
        super().__init__(message)
        self.line, self.message, self.what_to_do = line, message, what_to_do


def read_record(path: Path, source: Source) -> Record | None:
    """The file's top level. None when the file cannot be read at all; why is reported to the source."""
    try:
        return _record(_text_of(path), source)
    except _Refused as refused:
        source.report(refused.line, refused.message, refused.what_to_do)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        found = getattr(error, "problem", None) or "the structure is broken"
        source.report(mark.line + 1 if mark else 0, f"This is not valid YAML: {found}.", _SYNTAX)
    return None


def _text_of(path: Path) -> str:
    try:
        raw = path.read_bytes() if path.stat().st_size <= LARGEST_FILE else None
    except OSError as error:
        reason = error.strerror or "unknown reason"
        raise _Refused(0, f"The file cannot be read: {reason}.", "Check the path and its permissions.") from error
    if raw is None:
        raise _Refused(0, f"The file is larger than {LARGEST_FILE:,} bytes.", "Divide it into several files.")
    text = _decoded(raw)
    if strange := _NOT_IN_YAML.search(text):
        line = text.count("\n", 0, strange.start()) + 1
        raise _Refused(line, "The line holds a control character.", "Delete it, or type the line again.")
    return text


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise _Refused(line, "The file is not UTF-8 text.", "Save it again with the encoding UTF-8.") from error


def _record(text: str, source: Source) -> Record:
    events = cast(Iterator[yaml.Event], yaml.parse(text, Loader=_LOADER))  # pyright: ignore[reportUnknownMemberType]
    node = _Builder(events, source).document()
    if node is None or node == Text(node.line, ""):
        raise _Refused(1, "The file is empty.", "Fill it, or remove it.")
    if not isinstance(node, Record):
        raise _Refused(node.line, "The file does not start with a key.", "Start it with a line such as “key: value”.")
    return node


class _Builder:
    """Builds the tree from the parser's events. Raises _Refused for what data files may not hold."""

    def __init__(self, events: Iterator[yaml.Event], source: Source) -> None:
        self._events = events
        self._source = source

    def document(self) -> Node | None:
        node = None
        for event in self._events:
            if not isinstance(event, yaml.NodeEvent):
                continue
            if node is not None:
                raise _Refused(_line(event), "A second document starts here.", "Remove the line “---” above it.")
            node = self._node(event, 0)
        return node

    def _node(self, event: yaml.Event, depth: int) -> Node:
        line = _line(event)
        if depth > DEEPEST:
            raise _Refused(line, "The values are nested too deeply.", "Compare the indentation with another file.")
        if getattr(event, "anchor", None) or getattr(event, "tag", None):
            raise _Refused(line, "Anchors (&, *) and tags (!) are not used here.", "Write the value out in full.")
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(line, depth)
        if isinstance(event, yaml.SequenceStartEvent):
            return Items(line, tuple(self._node(item, depth + 1) for item in self._until(yaml.SequenceEndEvent)))
        return _text(event)

    def _mapping(self, line: int, depth: int) -> Record:
        record = Record(line, {}, {})
        for event in self._until(yaml.MappingEndEvent):
            key = self._node(event, depth + 1)
            if not isinstance(key, Text) or not key.value:
                raise _Refused(key.line, "A key is missing before the colon.", "Write a name before the colon.")
            value = self._node(next(self._events), depth + 1)
            if key.value in record.values:
                self._twice(key, record.key_lines[key.value])
            else:
                record.values[key.value] = value
                record.key_lines[key.value] = key.line
        return record

    def _twice(self, key: Text, first_line: int) -> None:
        message = f"The key “{key.value}” stands twice, first in line {first_line}."
        self._source.report(key.line, message, "Remove one of the two.")

    def _until(self, end: type[yaml.Event]) -> Iterator[yaml.Event]:
        while not isinstance(event := next(self._events), end):
            yield event


def _text(event: yaml.Event) -> Text:
    if not isinstance(event, yaml.ScalarEvent):
        raise _Refused(_line(event), "A value is missing here.", "Write the value.")
    value = cast(str, event.value)
    nothing = event.style is None and value in ("~", "null")
    return Text(_line(event), "" if nothing else value.strip())


def _line(event: yaml.Event) -> int:
    return cast(int, event.start_mark.line) + 1
