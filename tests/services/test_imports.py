# pyright: reportOptionalMemberAccess=false
# What is None where it must not be fails the test with an AttributeError.
import csv
import io
from collections.abc import Iterable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.people import Role, Side
from domain.permissions import OPERATOR
from domain.renewals import RenewalState
from domain.stages import SEQUENCE, Stage
from services.imports import Imported
from tests.services.office import Office

ORGANIZATIONS = (
    b"key,name,abbreviation,aliases,email_domains\n"
    b"ams,Agricultural Marketing Service,AMS,Marketing;Grading,ams.example.gov\n"
)
PEOPLE = (
    b"email,name,organization,title\n"
    b"pat.doe@nrcs.example.gov,Pat Doe,NRCS,Analyst\n"
    b"kim.li@cec.example.gov,Kim Li,CEC,\n"
)
HEADER = (
    "number",
    "organization",
    "title",
    "stage",
    "term_start",
    "term_end",
    "services",
    "opened_on",
    "signed_on",
    "funded_on",
    "cec_sml",
    "cec_agreements_coordinator",
    "customer_program_manager",
    "customer_technical_lead",
    "customer_budget_officer",
)
ROW = {
    "number": "SLA-2027-0101", "organization": "NRCS", "title": "Phones", "stage": "operations",
    "term_start": "10/1/2026", "term_end": "2027-09-30", "services": "desk_phone: 120; mailbox: 1,000 @ $99.50",
    "opened_on": "2026-05-01", "signed_on": "2026-09-10", "funded_on": "2026-09-20",
    "cec_sml": "james.okafor@cec.example.gov", "cec_agreements_coordinator": "grace.nakamura@cec.example.gov",
    "customer_program_manager": "maria.lopez@nrcs.example.gov",
    "customer_technical_lead": "robert.yazzie@nrcs.example.gov",
    "customer_budget_officer": "linh.tran@nrcs.example.gov",
}  # fmt: skip


def a_file(*rows: dict[str, str], header: Iterable[str] = HEADER) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(header), restval="", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def told(imported: Imported) -> list[str]:
    return [str(problem) for problem in imported.problems]


def test_organizations_are_added_and_the_same_file_again_changes_nothing(office: Office):
    imports = office.services.imports
    first = imports.organizations(OPERATOR, ORGANIZATIONS, "o.csv")
    assert (first.added, first.changed, first.unchanged, first.problems) == (1, 0, 0, ())
    again = imports.organizations(OPERATOR, ORGANIZATIONS, "o.csv")
    assert (again.added, again.changed, again.unchanged) == (0, 0, 1)
    assert again.sentence == "Everything was there already: 1 organizations, nothing changed."
    assert len(office.history("organization", "ams")) == 1
    found = office.services.directory.resolve_organization(office.actor("james"), "grading")
    assert found.name == "Agricultural Marketing Service"


def test_people_of_both_sides_are_added_and_changed(office: Office):
    imports = office.services.imports
    assert imports.people(OPERATOR, PEOPLE, "p.csv").added == 2
    assert office.services.directory.actor("U9", "kim.li@cec.example.gov").is_staff
    changed = imports.people(OPERATOR, PEOPLE.replace(b"Analyst", b"Director"), "p.csv")
    assert (changed.added, changed.changed, changed.unchanged) == (0, 1, 1)


def test_columns_that_a_file_lacks_are_left_as_they_are(office: Office):
    file = b"email,name,organization\nluis.herrera@cec.example.gov,Luis Herrera,CEC\n"
    assert office.services.imports.people(OPERATOR, file, "p.csv").unchanged == 1
    assert office.actor("luis").person.areas


@pytest.mark.parametrize(
    "file",
    [
        b"\xef\xbb\xbf" + ORGANIZATIONS,
        ORGANIZATIONS.replace(b",", b"\t"),
        ORGANIZATIONS.replace(b";", b"|").replace(b",", b";").replace(b"|", b","),
        ORGANIZATIONS.replace(b"\n", b"\r\n") + b"\r\n,,,,\r\n",
        ORGANIZATIONS.replace(b"key,name,abbreviation", b"Key, Name ,ABBREVIATION").replace(b"email_", b"E-mail "),
    ],
    ids=["byte order mark", "tabs", "semicolons", "blank lines", "header in other words"],
)
def test_files_are_read_as_spreadsheets_save_them(office: Office, file: bytes):
    imported = office.services.imports.organizations(OPERATOR, file, "o.csv")
    assert (told(imported), imported.added) == ([], 1)


@pytest.mark.parametrize(
    ("file", "what"),
    [
        (b"", "empty"),
        (b"key,name,abbreviation\n", "no rows"),
        (b"\xff\xfek\x00e\x00y\x00", "not UTF-8"),
        ("key,name,abbreviation\nams,Caf\xe9,AMS\n".encode("latin-1"), "row 2: The file is not UTF-8"),
        (b"PK\x03\x04 something", "a spreadsheet"),
        (b'key,name,abbreviation\nams,"Marketing,AMS\n', "row 2"),
        (b"key,name\nams,Marketing\n", "abbreviation: This column is missing"),
        (b"key,name,abbreviation,colour\nams,M,AMS,red\n", "column colour: Nobody knows"),
        (b"key,nmae,abbreviation\nams,M,AMS\n", "Did you mean “name”?"),
        (b"key,name,abbreviation,name\nams,M,AMS,N\n", "stands twice"),
        (b"key,name,abbreviation\nams,Marketing, Service,AMS\n", "4 cells"),
        (b"key,name,abbreviation\nams,M,AMS\nAMS,N,BMS\n", "stands already in row 2"),
        (b"key,name,abbreviation\n,M,AMS\n", "row 2, column key"),
        (b"key,name,abbreviation\nams,,AMS\n", "row 2, column name"),
        (b"key,name,abbreviation\nams,M,FS\n", "row 2, column abbreviation: “FS” already means Forest Service"),
        (b"key,name,abbreviation,active\nams,M,AMS,perhaps\n", "row 2, column active"),
        (b"key,name,abbreviation,email_domains\nams,M,AMS,fs.example.gov\n", "row 2, column email_domains"),
    ],
)
def test_every_fault_of_a_file_is_told_and_nothing_is_kept(office: Office, file: bytes, what: str):
    imported = office.services.imports.organizations(OPERATOR, file, "o.csv")
    assert any(what in problem for problem in told(imported)), told(imported)
    assert "nothing was imported" in imported.sentence
    assert len(office.services.directory.organizations(office.actor("james"))) == 6


def test_one_bad_row_keeps_all_others_out(office: Office):
    file = b"email,name,organization\na@nrcs.example.gov,Ann,nrcs\nb@nrcs.example.gov,,nrcs\nc@x.gov,Cy,nrsc\n"
    imported = office.services.imports.people(OPERATOR, file, "p.csv")
    assert [(p.row, p.column) for p in imported.problems] == [(3, "name"), (4, "organization")]
    assert "Did you mean “nrcs”?" in told(imported)[1]
    assert office.services.directory.actor("U9", "a@nrcs.example.gov").person is None


def test_the_last_administrator_stays_one_in_a_file_too(office: Office):
    file = b"email,name,organization,administrator\ndana.whitfield@cec.example.gov,Dana Whitfield,CEC,no\n"
    assert "last administrator" in told(office.services.imports.people(OPERATOR, file, "p.csv"))[0]


def test_formulas_are_nothing_but_text(office: Office):
    file = b'key,name,abbreviation\nams,"=HYPERLINK(""http://x"",""y"")",AMS\n'
    assert office.services.imports.organizations(OPERATOR, file, "o.csv").added == 1
    dana = office.actor("dana")
    assert office.services.admin.organization(dana, "ams").name == '=HYPERLINK("http://x","y")'


@given(st.binary(max_size=300))
def test_no_file_breaks_the_import(reading: Office, data: bytes):
    imported = reading.services.imports.people(OPERATOR, b"email,name,organization\n" + data + b',"', "p.csv")
    assert imported.problems
    assert all(str(problem) for problem in imported.problems)


def test_an_agreement_in_operations_is_lived_through_all_its_steps(office: Office):
    imported = office.services.imports.agreements(OPERATOR, a_file(ROW), "a.csv")
    assert (told(imported), imported.added) == ([], 1)
    status = office.services.agreements.status(office.actor("maria"), "SLA-2027-0101")
    assert (status.stage, status.renewal) == (Stage.OPERATIONS, RenewalState.DUE)
    assert [(line.service, line.quantity, line.unit_price) for line in status.lines] == [
        ("desk_phone", 120, Decimal("240.00")),
        ("mailbox", 1000, Decimal("99.50")),
    ]
    signed = next(
        r for s in status.tracker for r in s.requirements if r.requirement.key == "signed_cec_program_official"
    )
    assert (signed.at.date().isoformat(), signed.note) == ("2026-09-10", "imported from a.csv")
    assert {(c.side, c.role) for c in status.contacts} >= {(Side.CEC, Role.SML), (Side.CUSTOMER, Role.BUDGET_OFFICER)}


@pytest.mark.parametrize("stage", SEQUENCE)
def test_the_same_file_again_changes_nothing_at_any_step(office: Office, stage: Stage):
    file = a_file({**ROW, "stage": stage})
    imports = office.services.imports
    assert told(imports.agreements(OPERATOR, file, "a.csv")) == []
    status = office.services.agreements.status(OPERATOR, "SLA-2027-0101")
    assert status.stage is stage
    again = imports.agreements(OPERATOR, file, "a.csv")
    assert (again.added, again.changed, again.unchanged) == (0, 0, 1)
    assert office.services.agreements.status(OPERATOR, "SLA-2027-0101") == status


@pytest.mark.parametrize("column", ["signed_on", "funded_on"])
def test_services_do_not_run_without_signatures_and_funds_in_a_file_either(office: Office, column: str):
    for stage in ("startup", "operations", "renewal"):
        imported = office.services.imports.agreements(OPERATOR, a_file({**ROW, "stage": stage, column: ""}), "a.csv")
        assert {problem.column for problem in imported.problems} == {column}
        future = a_file({**ROW, "stage": stage, column: "2027-01-01"})
        assert office.services.imports.agreements(OPERATOR, future, "a.csv").problems


@pytest.mark.parametrize(
    ("changes", "column", "what"),
    [
        ({"number": "ISA 22"}, "number", "SLA-2027-0042"),
        ({"organization": "NRSC"}, "organization", "Did you mean “nrcs”?"),
        ({"title": " "}, "title", "missing"),
        ({"stage": "operation"}, "stage", "Did you mean “operations”?"),
        ({"stage": "meetings"}, "stage", "not a step"),
        ({"term_start": "2026-13-01"}, "term_start", "not a day"),
        ({"term_start": ""}, "term_start", "missing"),
        ({"term_end": "2026-09-30"}, "term_end", "ends on"),
        ({"term_end": "9999-09-30"}, "term_end", "year"),
        ({"services": "desk_phone 12"}, "services", "cannot be read"),
        ({"services": "desk_fone: 12"}, "services", "Did you mean “desk_phone”?"),
        ({"services": "desk_phone: 0"}, "services", "1 or more"),
        ({"services": "desk_phone: 1; desk phone: 2"}, "services", "twice"),
        ({"cec_sml": ""}, "cec_sml", "a CEC contact as SML"),
        ({"cec_sml": "maria.lopez@nrcs.example.gov"}, "cec_sml", "can't be SML"),
        ({"customer_technical_lead": "erik.lindqvist@fs.example.gov"}, "customer_technical_lead", "not of the organ"),
        ({"customer_technical_lead": "robert@nrcs.example.gov"}, "customer_technical_lead", "Nobody has"),
        ({"customer_budget_officer": "helen.brandt@cec.example.gov"}, "customer_budget_officer", "can't be budget"),
    ],
)
def test_a_bad_cell_of_an_agreement_is_named_with_what_to_do(office: Office, changes, column: str, what: str):
    imported = office.services.imports.agreements(OPERATOR, a_file({**ROW, **changes}), "a.csv")
    assert any(p.column == column and what in p.message and p.row == 2 for p in imported.problems), told(imported)
    assert imported.added == 0


def test_a_row_moves_an_agreement_on_but_never_back(office: Office):
    imports, agreements = office.services.imports, office.services.agreements
    imports.agreements(OPERATOR, a_file({**ROW, "stage": "survey"}), "a.csv")
    assert imports.agreements(OPERATOR, a_file({**ROW, "stage": "startup"}), "b.csv").changed == 1
    assert agreements.status(OPERATOR, "SLA-2027-0101").stage is Stage.STARTUP
    assert imports.agreements(OPERATOR, a_file({**ROW, "stage": "survey"}), "c.csv").unchanged == 1
    assert agreements.status(OPERATOR, "SLA-2027-0101").stage is Stage.STARTUP


def test_a_row_does_not_bring_services_to_run_while_a_required_startup_task_is_open(office: Office):
    imports, startup = office.services.imports, office.services.startup
    assert told(imports.agreements(OPERATOR, a_file({**ROW, "stage": "startup"}), "a.csv")) == []
    startup.remind_due()
    assert startup.view(OPERATOR, "SLA-2027-0101").summary.lacking > 0
    (problem,) = imports.agreements(OPERATOR, a_file({**ROW, "stage": "operations"}), "a.csv").problems
    assert (problem.column, "required startup tasks of SLA-2027-0101 are open" in problem.message) == ("stage", True)


def test_title_due_day_and_contacts_may_change_but_not_whose_it_is_or_what_it_holds(office: Office):
    imports = office.services.imports
    header = (*HEADER, "due_on")
    imports.agreements(OPERATOR, a_file({**ROW, "stage": "survey"}, header=header), "a.csv")
    changed = {**ROW, "stage": "survey", "title": "Phones and mail", "due_on": "2026-12-01",
               "customer_technical_lead": "anjali.mehta@nrcs.example.gov"}  # fmt: skip
    assert imports.agreements(OPERATOR, a_file(changed, header=header), "a.csv").changed == 1
    status = office.services.agreements.status(OPERATOR, "SLA-2027-0101")
    assert (status.title, status.turn.due_on.isoformat()) == ("Phones and mail", "2026-12-01")
    others = {"organization": "FS", "term_end": "2027-12-31", "services": "desk_phone: 7"}
    refused = imports.agreements(OPERATOR, a_file({**changed, **others}, header=header), "a.csv")
    assert {p.column for p in refused.problems} >= {"organization", "term_start", "services"}


def test_a_successor_names_the_agreement_of_an_earlier_row(office: Office):
    header = (*HEADER, "predecessor", "closed_on", "closed_reason")
    old = {
        **ROW,
        "number": "SLA-2026-0101",
        "term_start": "2025-10-01",
        "term_end": "2026-09-30",
        "stage": "renewal",
        "opened_on": "2025-05-01",
        "signed_on": "2025-09-10",
        "funded_on": "2025-09-20",
        "closed_on": "2026-10-01",
    }
    new = {**ROW, "predecessor": "SLA-2026-0101"}
    assert told(office.services.imports.agreements(OPERATOR, a_file(old, new, header=header), "a.csv")) == []
    status = office.services.agreements.status(OPERATOR, "SLA-2026-0101")
    assert (status.successor, status.closed_reason) == ("SLA-2027-0101", "Closed before the import.")
    unknown = a_file({**ROW, "number": "SLA-2027-0102", "predecessor": "SLA-2027-0038"}, header=header)
    assert office.services.imports.agreements(OPERATOR, unknown, "a.csv").problems[0].column == "predecessor"
