"""Reads the first sheet of a spreadsheet (XLSX) as text, as people see it. Nobody knows what stands in such a file: it
is refused when it unpacks to too much, holds formulas or macros, or is no spreadsheet at all.

A small file can ask for millions of cells, so it is read in a process of its own, with little memory and time: `python
-m documents.spreadsheet_reading MOST_ROWS`, the file on its standard input. It answers with JSON: the rows, or what the
NotReadable says.
"""

import io
import json
import re
import sys
import zipfile
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any, cast

from openpyxl import load_workbook

from documents.own_process import MEGABYTE, limit

NOT_READABLE = 3
"""How the process ends then."""
LONGEST_SECONDS = 30
TOO_MUCH = "There is too much in this spreadsheet to read it. Keep only the sheet with the values."
_MOST_MEMORY = 1024 * MEGABYTE
_LARGEST_UNPACKED = 100 * MEGABYTE
_MOST_PARTS = 2_000
_MOST_COLUMNS = 20
_MOST_CELLS = 1_500_000
"""Of all sheets, with the texts that they share: empty ones take their time, too."""
_CELL = re.compile(rb"<(?:[\w.-]+:)?(?:c|si)[\s/>]")
_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be"))
_OVERLAP = 64
"""Longer than what is looked for, so that nothing is cut into two."""
_SAVE_VALUES = "Save it with its values instead: copy, then paste as values."


class NotReadable(Exception):
    """Says why, and what to do. `row` counts from 1; 0 is the whole file."""

    def __init__(self, message: str, row: int = 0) -> None:
        super().__init__(message)
        self.row = row


def first_sheet(content: bytes, most_rows: int) -> list[tuple[int, list[str]]]:
    """The rows that are not blank with their numbers, from 1; one more than `most_rows` where there are more.

    Raises NotReadable.
    """
    try:
        _check_parts(content)
        # What many programs write as the size of a sheet is wrong: it is read as it comes.
        book = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
        sheet = cast(Any, book.worksheets[0])
        sheet.reset_dimensions()
        return _rows(sheet.iter_rows(max_col=_MOST_COLUMNS), most_rows)
    except NotReadable:
        raise
    except MemoryError as error:
        raise NotReadable(TOO_MUCH) from error
    except Exception as error:  # a damaged file makes the library fail in any way
        raise NotReadable("This spreadsheet cannot be read. Save it again as “Excel workbook (.xlsx)”.") from error


def _check_parts(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
        if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _LARGEST_UNPACKED:
            raise NotReadable("This spreadsheet unpacks to too much. Keep only the sheet with the values.")
        if any("vbaproject" in part.filename.lower() for part in parts):
            raise NotReadable("This spreadsheet holds macros. Save it as “Excel workbook (.xlsx)” without them.")
        if sum(_cells(archive, part) for part in parts) > _MOST_CELLS:
            raise NotReadable(TOO_MUCH)


def _cells(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> int:
    """How many a part of the file holds. Raises NotReadable for one that could tell its reader to unfold it."""
    counted, before = 0, b""
    with archive.open(part) as opened:
        while some := opened.read(MEGABYTE):
            read = before + some
            odd = b"\0" in some and part.filename.endswith((".xml", ".rels"))
            if odd or any(mark in read for mark in _DOCTYPES):
                raise NotReadable("This spreadsheet holds parts that no usual program writes. Save it again.")
            before = read[-_OVERLAP:]
            counted += len(_CELL.findall(read)) - len(_CELL.findall(before))
        return counted + len(_CELL.findall(before))


def _rows(rows: Iterable[Iterable[Any]], most_rows: int) -> list[tuple[int, list[str]]]:
    found: list[tuple[int, list[str]]] = []
    for number, cells in enumerate(rows, start=1):
        texts = [_text(cell, number) for cell in cells]
        while texts and not texts[-1]:
            texts.pop()
        if texts:
            found.append((number, texts))
        if number > most_rows + 1:
            break
    return found


def _text(cell: Any, row: int) -> str:
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f":
        raise NotReadable(f"Cell {cell.coordinate} holds a formula. {_SAVE_VALUES}", row)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float) and not isinstance(value, bool):
        number = Decimal(repr(value))
        shown = number * 100 if "%" in (cell.number_format or "") else number
        return f"{shown.normalize():f}"
    return str(value).strip()


def main() -> int:
    limit(_MOST_MEMORY, LONGEST_SECONDS)
    try:
        found = first_sheet(sys.stdin.buffer.read(), int(sys.argv[1]))
    except NotReadable as error:
        sys.stdout.write(json.dumps([str(error), error.row]))
        return NOT_READABLE
    sys.stdout.write(json.dumps(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
