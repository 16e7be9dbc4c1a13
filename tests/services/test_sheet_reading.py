"""Spreadsheets of others are read by a process of its own, which is ended when it takes too long."""

from io import BytesIO

import pytest
from openpyxl import Workbook

from documents.spreadsheet_reading import NotReadable
from services.sheet_reading import rows_of_first_sheet


def a_sheet(*rows: list[object]) -> bytes:
    book, out = Workbook(), BytesIO()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def test_rows_come_back_with_their_numbers():
    assert rows_of_first_sheet(a_sheet(["day", "value"], [], ["2026-10-14", 99.93]), 10) == [
        (1, ["day", "value"]),
        (3, ["2026-10-14", "99.93"]),
    ]


def test_what_is_wrong_is_said_with_its_row():
    with pytest.raises(NotReadable, match="B2 holds a formula") as refused:
        rows_of_first_sheet(a_sheet(["a", "b"], [1, "=A2"]), 10)
    assert refused.value.row == 2


def test_one_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("services.sheet_reading.LONGEST_SECONDS", 0.01)
    with pytest.raises(NotReadable, match="too much"):
        rows_of_first_sheet(a_sheet(["a"]), 10)
