"""CSV files as people save them: read into rows by column name, with every fault told by row and column.

Cells are text and stay text: a formula such as `=1+1` is nothing but those four characters.
"""

import csv
import io
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from domain.errors import CecError, InvalidInput
from services.matching import best_names

LARGEST_FILE = 20_000_000
MOST_ROWS = 50_000
_BYTE_ORDER_MARKS_OF_OTHERS = (b"\xff\xfe", b"\xfe\xff")
_SAVE_AS = "Save it again as “CSV UTF-8”."
_US_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)


@dataclass(frozen=True, order=True)
class RowProblem:
    """What is wrong in a row, and what to do. `row` counts lines of the file from 1; 0 is the whole file."""

    row: int
    column: str
    message: str

    def __str__(self) -> str:
        if not self.row:
            return self.message
        return (
            f"row {self.row}, column {self.column}: {self.message}"
            if self.column
            else f"row {self.row}: {self.message}"
        )


@dataclass(frozen=True)
class Columns:
    """The columns of a kind of file: those that must be there, and those that may."""

    needed: tuple[str, ...]
    optional: tuple[str, ...]

    @property
    def all(self) -> tuple[str, ...]:
        return (*self.needed, *self.optional)


@dataclass
class Row:
    """One row. What is reported lands in the list that all rows share."""

    number: int
    cells: Mapping[str, str]
    problems: list[RowProblem] = field(repr=False)

    def has(self, column: str) -> bool:
        """Whether the file has the column at all: what it lacks is left as it is."""
        return column in self.cells

    def text(self, column: str) -> str:
        return self.cells.get(column, "")

    def texts(self, column: str) -> tuple[str, ...]:
        """Several values in one cell, with semicolons between them."""
        return tuple(part.strip() for part in self.text(column).split(";") if part.strip())

    def yes(self, column: str, otherwise: bool) -> bool:
        """ "yes" or "no"; `otherwise` where the cell is empty."""
        value = self.text(column).lower()
        if value in ("", "yes", "true", "y", "no", "false", "n"):
            return otherwise if not value else value in ("yes", "true", "y")
        self.report(column, f"“{value[:20]}” is neither yes nor no. Write one of them.")
        return otherwise

    def day(self, column: str) -> date | None:
        """2026-10-01 or 10/1/2026 (month first); None where the cell is empty or cannot be read."""
        value = self.text(column)
        if not value:
            return None
        try:
            american = _US_DAY.fullmatch(value)
            if american:
                return date(int(american[3]), int(american[1]), int(american[2]))
            return date.fromisoformat(value)
        except ValueError:
            self.report(column, f"“{value[:20]}” is not a day. Write it as 2026-10-01 or 10/1/2026.")
            return None

    def report(self, column: str, message: str) -> None:
        self.problems.append(RowProblem(self.number, column, message))

    def attempt[T](self, column: str, action: Callable[[], T]) -> T | None:
        """The action's result; None, and reported, when the rules of the business refuse it."""
        try:
            return action()
        except CecError as refused:
            known = isinstance(refused, InvalidInput) and self.has(refused.field)
            self.report(refused.field if known and isinstance(refused, InvalidInput) else column, str(refused))
            return None


def read_rows(data: bytes, columns: Columns, identity: str) -> tuple[list[Row], list[RowProblem]]:
    """The rows of a file, and what is wrong with it so far; rows can add to the same list.

    `identity` is the column that no two rows may share.
    """
    rows, problems = read_all_rows(data, columns)
    _report_twice(rows, identity)
    return rows, problems


def read_all_rows(data: bytes, columns: Columns, most: int = MOST_ROWS) -> tuple[list[Row], list[RowProblem]]:
    """As `read_rows`, where rows may say the same."""
    try:
        lines = _lines(_text_of(data), columns, most)
    except Refused as refused:
        return [], [RowProblem(refused.row, "", str(refused))]
    return rows_of(lines, columns)


def rows_of(lines: Sequence[tuple[int, list[str]]], columns: Columns) -> tuple[list[Row], list[RowProblem]]:
    """The rows of numbered lines of cells, of which the first one names the columns, and what is wrong with them."""
    problems: list[RowProblem] = []
    names = _checked_header(lines[0][1], columns, problems)
    if problems:
        return [], problems
    rows = [row for number, cells in lines[1:] if (row := _row(number, cells, names, problems))]
    if not rows and not problems:
        problems.append(RowProblem(0, "", "The file has a header but no rows. Add a row for each entry."))
    return rows, problems


def suggestion(word: str, known: Mapping[str, Sequence[str]]) -> str:
    """ " Did you mean ...?", or "" when nothing is near."""
    near = best_names(word, known)
    return f" Did you mean “{near[0].key}”?" if near else ""


class Refused(Exception):
    """The file as a whole, from this row on, cannot be read."""

    def __init__(self, message: str, row: int = 0) -> None:
        super().__init__(message)
        self.row = row


def _text_of(data: bytes) -> str:
    if len(data) > LARGEST_FILE:
        raise Refused(f"The file is larger than {LARGEST_FILE:,} bytes. Divide it into several files.")
    if data[:2] == b"PK":
        raise Refused(f"This is a spreadsheet, not a CSV file. {_SAVE_AS}")
    if data[:2] in _BYTE_ORDER_MARKS_OF_OTHERS or b"\x00" in data:
        raise Refused(f"The file is not UTF-8 text. {_SAVE_AS}")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Refused(f"The file is not UTF-8 text. {_SAVE_AS}", line) from error
    if not text.strip():
        raise Refused("The file is empty. Its first line must name the columns.")
    return text


def _lines(text: str, columns: Columns, most: int) -> list[tuple[int, list[str]]]:
    """Each line that is not blank, the header first, with the number of the line on which it starts."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text, columns), strict=True)
    lines: list[tuple[int, list[str]]] = []
    start = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                lines.append((start, [cell.strip() for cell in cells]))
            if len(lines) > most + 1:
                raise too_many_rows(most)
            start = reader.line_num + 1
    except csv.Error as error:
        raise Refused(f"This line cannot be read: {error}. Look at its quotation marks.", start) from error
    return lines


def too_many_rows(most: int) -> Refused:
    return Refused(f"The file has more than {most:,} rows. Divide it into several files.")


def _delimiter(text: str, columns: Columns) -> str:
    """Comma; semicolon or tab where the header holds more known columns that way, as some spreadsheets save it."""
    first = text.lstrip().splitlines()[0]
    return max((",", ";", "\t"), key=lambda mark: sum(_plain(name) in columns.all for name in first.split(mark)))


def _checked_header(header: list[str], columns: Columns, problems: list[RowProblem]) -> list[str]:
    names = [_plain(name) for name in header]
    known = {name: (name,) for name in columns.all}
    for name in names:
        if name not in known:
            hint = suggestion(name, known) or f" Known columns are: {', '.join(columns.all)}."
            problems.append(RowProblem(1, name[:40], f"Nobody knows a column of this name.{hint}"))
        elif names.count(name) > 1:
            problems.append(RowProblem(1, name, "This column stands twice. Remove one of them."))
    for name in columns.needed:
        if name not in names:
            problems.append(RowProblem(1, name, "This column is missing. Add it to the first line."))
    return names


def _row(number: int, cells: list[str], names: list[str], problems: list[RowProblem]) -> Row | None:
    if len(cells) > len(names) and any(cells[len(names) :]):
        message = f"It has {len(cells)} cells, the first line {len(names)}. Put cells with commas in quotation marks."
        problems.append(RowProblem(number, "", message))
        return None
    filled = cells + [""] * (len(names) - len(cells))
    return Row(number, dict(zip(names, filled, strict=False)), problems)


def _report_twice(rows: Sequence[Row], identity: str) -> None:
    first: dict[str, int] = {}
    for row in rows:
        value = row.text(identity).lower()
        if not value:
            row.report(identity, f"The {identity} is missing. Fill it in.")
        elif value in first:
            row.report(identity, f"“{value[:60]}” stands already in row {first[value]}. Remove one of the two rows.")
        else:
            first[value] = row.number


def _plain(name: str) -> str:
    words = name.strip().strip('"').lower().replace("e-mail", "email").replace("-", " ").replace("_", " ")
    return "_".join(words.split())
