"""Spreadsheets (XLSX) in which text is text, and numbers and days are numbers and days."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import cast

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as OpenpyxlCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.xml.functions import tostring

from documents.archives import CORE, dated
from documents.characters import usable
from domain.money import format_money
from domain.words import day_in_words

FIRST_DAY = date(1900, 3, 1)
"""Spreadsheets count earlier days wrongly, or not at all: they are written in words."""

DIGITS = 15
"""A spreadsheet rounds what has more: such numbers are written as text."""

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")

_HEADER_FILL = PatternFill("solid", start_color="FF1B3A57")
_ALIGNMENT = Alignment(vertical="top", wrap_text=True)
_HEADER_FONT = Font(bold=True, color="FFFFFFFF")


@dataclass(frozen=True)
class Money:
    """An amount in US dollars."""

    amount: Decimal


type Cell = str | int | Decimal | Money | date | datetime | None
"""A moment is written as the clocks of its zone show it: a spreadsheet knows no zones."""


@dataclass(frozen=True)
class Column:
    """`width` is in characters."""

    title: str
    width: int


@dataclass(frozen=True)
class Sheet:
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Sequence[Cell], ...]


def workbook(title: str, sheets: Sequence[Sheet], at: datetime) -> bytes:
    """The file's content; `at` becomes its date, so that the same input gives the same bytes."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in sheets:
        _fill(book.create_sheet(sheet.title), sheet)
    written = io.BytesIO()
    book.save(written)
    # Set after saving: saving sets the clock's own time.
    properties = book.properties
    properties.title, properties.creator = usable(title), "Client Experience Center"
    properties.created = properties.modified = at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    core = cast("bytes", tostring(properties.to_tree()))  # pyright: ignore[reportUnknownArgumentType]
    return dated(written.getvalue(), at, {CORE: core})


def _fill(page: Worksheet, sheet: Sheet) -> None:
    for place, column in enumerate(sheet.columns, 1):
        page.column_dimensions[get_column_letter(place)].width = column.width
    for number, row in enumerate([[column.title for column in sheet.columns], *sheet.rows], 1):
        page.append([_cell(page, number, place, value) for place, value in enumerate(row, 1)])
    for heading in page[1]:
        heading.font, heading.fill = _HEADER_FONT, _HEADER_FILL
    page.freeze_panes = "A2"
    page.print_title_rows = "1:1"
    page.page_setup.orientation = "landscape"
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _cell(page: Worksheet, row: int, column: int, value: Cell) -> OpenpyxlCell:
    cell = OpenpyxlCell(page, row, column)
    cell.alignment = _ALIGNMENT
    match value:
        case None:
            pass
        case Money(amount) if _is_exact(amount):
            cell.value, cell.number_format = amount, '"$"#,##0.00'
        case Money(amount):
            _write_text(cell, format_money(amount))
        case str():
            _write_text(cell, value)
        case int() | Decimal() if _is_exact(value):
            cell.value, cell.number_format = value, "#,##0" if value == int(value) else "General"
        case datetime():
            cell.value, cell.number_format = value.replace(tzinfo=None, microsecond=0), "mmm d, yyyy h:mm AM/PM"
        case date() if value >= FIRST_DAY:
            cell.value, cell.number_format = value, "mmmm d, yyyy"
        case date():
            _write_text(cell, day_in_words(value))
        case _:
            _write_text(cell, f"{value:,}")
    return cell


def _write_text(cell: OpenpyxlCell, text: str) -> None:
    """Never a formula: not when it is opened, and not after somebody edited it either."""
    cell.value = usable(text)
    cell.data_type = "s"
    cell.quotePrefix = text.startswith(FORMULA_SIGNS)


def _is_exact(number: int | Decimal) -> bool:
    return len(Decimal(number).normalize().as_tuple().digits) <= DIGITS
