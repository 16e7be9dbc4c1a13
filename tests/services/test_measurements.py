"""Measurements brought in by staff and programs; every fault is named, and nothing is kept by halves."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook

from domain.errors import Conflict, InvalidInput, NotAllowed, NotFound
from domain.fiscal import Period
from domain.measurements import Source
from domain.permissions import OPERATOR, Actor
from domain.stages import Stage
from services.measurement_rows import Given
from tests.services.office import Office

NUMBER = "SLA-2026-0019"
HEADER = "agreement,service,metric,day,value,unit,key\n"
ROW = f"{NUMBER},platform_hosting,availability,2026-10-14,99.93,%,"
UPTIME = ("platform_hosting", "availability", "2026-10-14")


def bring(office: Office, text: str, who: str = "priya"):
    return office.services.measurements.import_file(office.actor(who), "october.csv", text.encode())


def kept(office: Office):
    page = office.services.measurements.behind(
        OPERATOR, NUMBER, "platform_hosting", "availability", Period(date(2026, 10, 1), date(2026, 10, 31))
    )
    return [(each.key, each.value) for each in page.items]


def problem(office: Office, row: str, header: str = HEADER) -> str:
    brought = bring(office, header + row)
    assert not kept(office)
    assert brought.problem_count == 1
    return str(brought.problems[0])


def test_a_file_is_kept_whole_and_the_same_again_changes_nothing(office: Office):
    rows = f"{ROW}\n{NUMBER},managed_database,availability,10/15/2026,100,percent,\n"
    assert bring(office, HEADER + rows).sentence == "Measurements: 2 added, 0 unchanged."
    assert kept(office) == [("2026-10-14", Decimal("99.93"))]
    assert bring(office, HEADER + rows).sentence == "Everything was there already: 2 rows, nothing changed."
    with office.storage.reading() as work:
        agreement = work.agreements.by_number(NUMBER)
        assert agreement
        change = work.history.of("agreement", agreement.id, 1, 0)[0]
    assert (change.field, change.new, change.note) == ("measurements", "2 added", "october.csv")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_files_are_read_as_programs_save_them(office: Office, encoding: str):
    content = (HEADER + ROW).encode(encoding)
    assert office.services.measurements.import_file(office.actor("priya"), "a.csv", content).added == 1


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (ROW.replace("%", "hours"), "row 2, column unit: “hours” is not the unit of this metric. Give the value in %."),
        (
            ROW.replace("99.93", "=1+1"),
            "row 2, column value: This is a formula. Save the file with its values instead.",
        ),
        (ROW.replace("99.93", "101"), "row 2, column value: 101 is more than 100 %. Check the number and its unit."),
        (ROW.replace("99.93", "-1"), "row 2, column value: -1 is below zero. Give zero or more."),
        (ROW.replace("99.93", "nan"), "row 2, column value: “nan” is not a number."),
        (ROW.replace("2026-10-14", "2025-10-14"), "row 2, column day: 2025-10-14 is outside the term of SLA-2026-0019"),
        (ROW.replace("2026-10-14", "2026-11-03"), "row 2, column day: 2026-11-03 is still to come."),
        (ROW.replace("2026-10-14", "14.10.2026"), "row 2, column day: “14.10.2026” is not a day."),
        (ROW.replace("2026-10-14", ""), "row 2, column day: The day is missing."),
        (ROW.replace(NUMBER, "SLA-2026-9999"), "row 2, column agreement: There is no agreement “SLA-2026-9999”."),
        (ROW.replace(NUMBER, "SLA-2027-0051"), "row 2, column agreement: SLA-2027-0051 is not signed yet"),
        (ROW.replace("platform_hosting", "mailbox"), "row 2, column service: SLA-2026-0019 has no service “mailbox”"),
        (ROW.replace("availability", "speed"), "row 2, column metric: "),
        (f"{ROW}\n{ROW.replace('99.93', '99.5')}", "row 3, column key: Row 2 gives another value for the same key."),
    ],
)
def test_every_fault_is_named_by_row_and_column_and_nothing_is_kept(office: Office, row: str, said: str):
    assert problem(office, row).startswith(said)


def test_a_fault_in_one_row_keeps_nothing_of_the_others(office: Office):
    brought = bring(office, f"{HEADER}{ROW}\n{ROW.replace('99.93', 'x').replace('-14', '-15')}")
    assert brought.sentence == "1 problem: nothing was kept."
    assert kept(office) == []


def test_of_many_faults_the_first_fifty_are_shown_with_the_count_of_all(office: Office):
    brought = bring(office, HEADER + f"{ROW.replace('%', 'hours')}\n" * 60)
    assert (len(brought.problems), brought.sentence) == (50, "60 problems: nothing was kept. The first 50 are shown.")


def test_another_value_for_what_stands_already_is_refused(office: Office):
    bring(office, HEADER + ROW)
    brought = bring(office, HEADER + ROW.replace("99.93", "99.5"))
    assert str(brought.problems[0]).startswith("row 2, column key: The value 99.93 on 2026-10-14 stands already")
    assert kept(office) == [("2026-10-14", Decimal("99.93"))]


def test_200_000_rows_are_refused_with_the_limit(office: Office):
    brought = bring(office, HEADER + f"{ROW}\n" * 200_000)
    assert str(brought.problems[0]) == "The file has more than 100,000 rows. Divide it into several files."


def test_a_wrong_encoding_is_refused(office: Office):
    content = (HEADER + ROW + "é").encode("latin-1")
    brought = office.services.measurements.import_file(office.actor("priya"), "a.csv", content)
    assert str(brought.problems[0]) == "row 2: The file is not UTF-8 text. Save it again as “CSV UTF-8”."


def sheet(*rows: tuple[Any, ...], percent: bool = False) -> bytes:
    book = Workbook()
    active = book.active
    assert active is not None
    for row in (tuple(HEADER.strip().split(",")), *rows):
        active.append(list(row))
    if percent:
        active["E2"].number_format = "0.00%"
    out = BytesIO()
    book.save(out)
    return out.getvalue()


DAY = date(2026, 10, 14)


@pytest.mark.parametrize(("value", "percent"), [(99.93, False), ("99.93", False), (0.9993, True)])
def test_a_spreadsheet_is_read_as_people_see_it(office: Office, value: object, percent: bool):
    content = sheet((NUMBER, "platform_hosting", "availability", DAY, value, "%", None), percent=percent)
    assert office.services.measurements.import_file(office.actor("priya"), "a.xlsx", content).added == 1
    assert kept(office) == [("2026-10-14", Decimal("99.93"))]


def test_formulas_in_a_spreadsheet_are_refused_with_their_place(office: Office):
    content = sheet((NUMBER, "platform_hosting", "availability", DAY, "=90+9", "%", None))
    brought = office.services.measurements.import_file(office.actor("priya"), "a.xlsx", content)
    assert str(brought.problems[0]).startswith("row 2: Cell E2 holds a formula.")


def test_nothing_is_measured_for_what_was_closed_without_all_signatures(office: Office):
    with office.storage.unit_of_work() as work:
        agreement = work.agreements.by_number(NUMBER)
        assert agreement
        closed = replace(agreement, stage=Stage.PROPOSAL, closed_at=office.clock(), closed_reason="It was not signed.")
        work.agreements.save(closed)
        work.commit()
    assert "was closed before it was signed" in problem(office, ROW)


def test_only_staff_bring_measurements(office: Office):
    for who in ("beatriz", "nina"):
        with pytest.raises(NotAllowed):
            bring(office, HEADER + ROW, who)


def test_a_program_brings_them_under_its_name_and_may_do_nothing_else(office: Office):
    program = Actor(program="monitor")
    given = Given(NUMBER, "platform_hosting", "availability", DAY, "99.93", "%", date(2026, 10, 1))
    assert office.services.measurements.record(program, [given], Source.API).added == 1
    assert office.services.measurements.record(program, [given], Source.API).unchanged == 1
    assert kept(office) == [("2026-10-01/2026-10-14", Decimal("99.93"))]
    now, _ = office.services.measurements.history(OPERATOR, NUMBER, (*UPTIME[:2], "2026-10-01/2026-10-14"))
    assert now
    assert (now.by, now.source) == ("key:monitor", Source.API)
    with pytest.raises(NotAllowed):
        office.services.performance.view(program, NUMBER, Period(DAY, DAY))


def test_a_correction_keeps_what_counted_before_with_its_reason(office: Office):
    bring(office, HEADER + ROW)
    measurements = office.services.measurements
    measurements.correct(office.actor("priya"), NUMBER, UPTIME, "98.2", "The monitor was wrong.")
    now, before = measurements.history(office.actor("beatriz"), NUMBER, UPTIME)
    assert now
    assert (now.value, now.by) == (Decimal("98.2"), "p-priya")
    assert [(each.measurement.value, each.reason) for each in before] == [(Decimal("99.93"), "The monitor was wrong.")]


def test_a_correction_needs_a_reason_and_another_value(office: Office):
    bring(office, HEADER + ROW)
    measurements, priya = office.services.measurements, office.actor("priya")
    with pytest.raises(InvalidInput) as refused:
        measurements.correct(priya, NUMBER, UPTIME, "98.2", " ")
    assert refused.value.field == "reason"
    with pytest.raises(Conflict):
        measurements.correct(priya, NUMBER, UPTIME, "99.93", "The same.")
    with pytest.raises(NotFound):
        measurements.correct(priya, NUMBER, (*UPTIME[:2], "other"), "1", "Why.")
    with pytest.raises(NotAllowed):
        measurements.correct(office.actor("beatriz"), NUMBER, UPTIME, "100", "Better.")


def test_another_organization_learns_nothing_of_measurements(office: Office):
    bring(office, HEADER + ROW)
    with pytest.raises(NotFound) as there:
        office.services.measurements.history(office.actor("maria"), NUMBER, UPTIME)
    with pytest.raises(NotFound) as nowhere:
        office.services.measurements.history(office.actor("maria"), "SLA-2026-0999", UPTIME)
    assert str(there.value) == str(nowhere.value)
