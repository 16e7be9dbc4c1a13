"""Spreadsheets of others: read as people see them, refused when they are hostile."""

import zipfile
from collections.abc import Callable, Sequence
from io import BytesIO

import pytest
from openpyxl import Workbook

from documents.spreadsheet_reading import NotReadable, first_sheet


def a_book(*rows: Sequence[object]) -> bytes:
    book = Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)  # pyright: ignore[reportArgumentType]
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def with_parts(change: Callable[[str, bytes], bytes], **more: bytes) -> bytes:
    out = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(a_book(["a"], ["b"]))) as before,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for part in before.infolist():
            made.writestr(part.filename, change(part.filename, before.read(part)))
        for name, content in more.items():
            made.writestr(name, content)
    return out.getvalue()


def as_it_is(name: str, content: bytes) -> bytes:
    return content


def test_blank_rows_are_left_out_and_numbers_keep_their_digits():
    content = a_book(["a", "b"], [], [1, 99.9], [True, 0.1])
    assert first_sheet(content, 10) == [(1, ["a", "b"]), (3, ["1", "99.9"]), (4, ["True", "0.1"])]


def test_one_row_more_than_the_limit_is_read_and_no_more():
    assert len(first_sheet(a_book(*([n] for n in range(50))), 10)) == 12


def test_a_file_that_unpacks_to_too_much_is_refused():
    bomb = with_parts(as_it_is, bomb=b"0" * 101 * 1024 * 1024)
    assert len(bomb) < 1_000_000
    with pytest.raises(NotReadable, match="unpacks to too much"):
        first_sheet(bomb, 10)


def test_macros_are_refused():
    with pytest.raises(NotReadable, match="macros"):
        first_sheet(with_parts(as_it_is, **{"xl/vbaProject.bin": b"x"}), 10)


def test_entities_are_refused():
    def poisoned(name: str, content: bytes) -> bytes:
        if not name.startswith("xl/worksheets/"):
            return content
        return b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]>' + content

    with pytest.raises(NotReadable):
        first_sheet(with_parts(poisoned), 10)


@pytest.mark.parametrize("encoding", ["ascii", "utf-16-le"])
def test_entities_behind_a_long_comment_or_in_an_odd_part_are_refused(encoding: str):
    poison = (f"<!--{'x' * 1_048_570}-->" + '<!DOCTYPE x [<!ENTITY a "aaaa">]>').encode(encoding)
    with pytest.raises(NotReadable, match="no usual program"):
        first_sheet(with_parts(as_it_is, **{"xl/worksheets/odd.bin": poison}), 10)


def test_millions_of_empty_cells_in_a_small_file_are_refused_without_reading_them():
    def filled(name: str, content: bytes) -> bytes:
        rows = b"".join(b"<row>%b</row>" % (b"<c/>" * 2_500) for _ in range(700))
        return content.replace(b"<sheetData>", b"<sheetData>" + rows) if name.endswith("sheet1.xml") else content

    with pytest.raises(NotReadable, match="too much in this"):
        first_sheet(with_parts(filled), 10)


@pytest.mark.parametrize("content", [b"PK", b"PK\x03\x04" + b"\0" * 100, a_book(["a"])[:-40], b""])
def test_a_damaged_file_is_refused(content: bytes):
    with pytest.raises(NotReadable, match="cannot be read"):
        first_sheet(content, 10)


def test_a_cell_far_to_the_right_does_not_cost_a_row_of_cells():
    book = Workbook()
    assert book.active is not None
    book.active.cell(1, 16_384, "far")
    book.active.cell(2, 1, "near")
    out = BytesIO()
    book.save(out)
    assert first_sheet(out.getvalue(), 10) == [(2, ["near"])]
