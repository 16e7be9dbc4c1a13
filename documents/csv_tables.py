"""A table as CSV, as spreadsheets read it: in UTF-8 with a mark, and no text ever becomes a formula."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from documents.spreadsheets import FORMULA_SIGNS

type Cell = str | int | Decimal | date | None


def csv_table(headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Numbers stay numbers, days are written as 2027-09-30, None is an empty cell."""
    written = io.StringIO()
    # Without the mark a spreadsheet reads names wrongly.
    written.write("\ufeff")
    table = csv.writer(written)
    table.writerow(headings)
    table.writerows([_written(cell) for cell in row] for row in rows)
    return written.getvalue().encode()


def _written(cell: Cell) -> str | int | Decimal:
    if cell is None:
        return ""
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, str) and cell.startswith(FORMULA_SIGNS):
        return f"'{cell}"
    return cell
