"""Individual reports: on demand and by the clock, reviewed, sent, commented and acknowledged, and never changed."""

import io
from datetime import UTC, date, datetime

import pytest
from openpyxl import load_workbook

from domain.alerts import AlertKind
from domain.errors import Conflict, InvalidInput, NotAllowed, NotFound
from domain.notices import NoticeKind
from domain.permissions import OPERATOR
from domain.reports import Report, ReportKind, ReportState
from services.alerts import Whose
from services.measurement_rows import Given
from services.report_settings import REPORT_REVIEW, REPORT_RHYTHM
from storage.report_tables import report_files
from tests.services.office import Office
from tests.services.support_steps import told

#: Of FNS; Priya leads it, Beatriz is its program manager. The clock begins on November 2, 2026.
NUMBER = "SLA-2026-0019"
OCTOBER = date(2026, 10, 15)
MONTHLY, QUARTERLY = ReportKind.MONTHLY, ReportKind.QUARTERLY


def asked(office: Office, who: str = "priya", kind: ReportKind = MONTHLY, day: date = OCTOBER) -> Report:
    return office.services.report_making.ask(office.actor(who), NUMBER, kind, day)


def made(office: Office, who: str = "priya") -> Report:
    return office.services.report_making.make(OPERATOR, asked(office, who).id)


def sent(office: Office) -> Report:
    return office.services.reports.send(office.actor("priya"), made(office).id).report


def bring(office: Office, value: str) -> None:
    given = [Given(NUMBER, "platform_hosting", "availability", OCTOBER, value, "%")]
    assert office.services.measurements.record(office.actor("priya"), given).problem_count == 0


def alerts(office: Office) -> list[AlertKind]:
    office.services.alerts.sweep()
    found = office.services.alerts.open_for(office.actor("priya"), Whose.MINE)
    return [each.alert.wanted.kind for each in found.items if each.alert.wanted.kind.startswith("report_")]


# -- made


def test_a_report_is_made_by_the_queue_and_then_waits_for_its_review(office: Office):
    bring(office, "99.8")
    wanted = asked(office)
    assert (wanted.state, wanted.edition, wanted.period.end) == (ReportState.WANTED, 1, date(2026, 10, 31))
    assert [notice.facts["report"] for notice in told(office, NoticeKind.REPORT_WANTED)] == [wanted.id]
    done = office.services.report_making.make(OPERATOR, wanted.id)
    assert done.state is ReportState.REVIEW
    files = office.services.reports.files(office.actor("priya"), done.id)
    assert [file.kind for file in files] == ["docx", "pdf", "xlsx"]
    book = load_workbook(io.BytesIO(files[2].content))
    measured = [cell.value for cell in book["Measurements"][2]]
    assert measured[3:6] == ["2026-10-15", 99.8, "%"]
    assert office.services.report_making.make(OPERATOR, wanted.id) == done


def test_the_same_period_is_asked_for_once_whoever_asks(office: Office):
    first = asked(office)
    assert asked(office, "beatriz", day=date(2026, 10, 1)) == first
    assert asked(office, kind=QUARTERLY, day=date(2026, 8, 1)).period.start == date(2026, 7, 1)


def test_a_period_that_is_not_over_or_not_in_the_term_is_refused_at_its_field(office: Office):
    for day in (date(2026, 11, 1), date(2025, 3, 1)):
        with pytest.raises(InvalidInput) as caught:
            asked(office, day=day)
        assert caught.value.field == "period"


def test_only_staff_and_contacts_of_the_customer_may_ask(office: Office):
    assert asked(office, "beatriz").wanted_by == office.actor("beatriz").id
    with pytest.raises(NotFound):
        asked(office, "maria")
    with pytest.raises(NotAllowed):
        asked(office, "nina")


# -- by the clock


def on(office: Office, month: int, day: int) -> int:
    office.clock.at = datetime(2026, month, day, 15, tzinfo=UTC)
    return office.services.report_making.want_due()


def test_by_the_clock_each_running_agreement_gets_one_report_of_each_period_once(office: Office):
    assert on(office, 11, 2) == 0
    assert on(office, 11, 5) == 0, "October was over before the program first looked"
    assert on(office, 12, 4) == 0
    wanted = on(office, 12, 5)
    assert wanted > 1
    assert on(office, 12, 5) == on(office, 12, 20) == 0
    assert len(told(office, NoticeKind.REPORT_WANTED)) == wanted
    office.clock.at = datetime(2027, 1, 5, 15, tzinfo=UTC)
    assert office.services.report_making.want_due() > wanted, "the month and the quarter"


def test_an_office_may_want_none_by_the_clock(office: Office):
    on(office, 11, 2)
    office.services.admin.set_setting(office.actor("dana"), REPORT_RHYTHM, "Never")
    assert on(office, 12, 5) == 0


# -- reviewed and sent


def test_only_who_leads_the_agreement_reviews_and_the_customer_sees_it_when_it_is_sent(office: Office):
    reports, report = office.services.reports, made(office)
    for name in ("beatriz", "maria"):
        with pytest.raises(NotFound):
            reports.view(office.actor(name), report.id)
    with pytest.raises(NotAllowed):
        reports.send(office.actor("james"), report.id)
    assert reports.of_agreement(office.actor("beatriz"), NUMBER).reports == ()
    card = reports.send(office.actor("priya"), report.id, "A quiet month.", report.revision)
    assert (card.report.state, card.comments[0].text) == (ReportState.SENT, "A quiet month.")
    (notice,) = told(office, NoticeKind.REPORT_CHANGED)
    assert (notice.to.slack_user_id, notice.facts["what"]) == ("U0BEATRIZ", "sent")
    assert reports.view(office.actor("beatriz"), report.id).may_acknowledge
    assert [each.id for each in reports.of_agreement(office.actor("beatriz"), NUMBER).reports] == [report.id]
    with pytest.raises(NotFound):
        reports.view(office.actor("maria"), report.id)


def test_two_who_send_it_at_once_send_it_once(office: Office):
    report = made(office)
    office.services.reports.send(office.actor("priya"), report.id, seen=report.revision)
    with pytest.raises(Conflict, match="meanwhile"):
        office.services.reports.send(office.actor("priya"), report.id, seen=report.revision)
    with pytest.raises(Conflict, match="already"):
        office.services.reports.send(office.actor("priya"), report.id)
    assert len(told(office, NoticeKind.REPORT_CHANGED)) == 1


def test_one_goes_out_by_itself_where_the_agreement_or_the_office_says_so(office: Office):
    reports, priya = office.services.reports, office.actor("priya")
    assert reports.choose(priya, NUMBER, True).automatic
    assert made(office).state is ReportState.SENT
    assert [notice.facts["what"] for notice in told(office, NoticeKind.REPORT_CHANGED)] == ["sent"]
    office.services.admin.set_setting(office.actor("dana"), REPORT_REVIEW, "automatic")
    assert not reports.choose(priya, NUMBER, False).automatic
    usual = reports.choose(priya, NUMBER, None)
    assert (usual.automatic, usual.chosen) == (True, False)
    with pytest.raises(NotAllowed):
        reports.choose(office.actor("beatriz"), NUMBER, True)


# -- what follows


def test_the_customers_program_manager_acknowledges_and_cec_is_told(office: Office):
    reports, report = office.services.reports, sent(office)
    with pytest.raises(NotAllowed):
        reports.acknowledge(office.actor("priya"), report.id)
    card = reports.acknowledge(office.actor("beatriz"), report.id, "Thank you")
    assert (card.report.state, card.report.acknowledged_by) == (
        ReportState.ACKNOWLEDGED,
        office.actor("beatriz").id,
    )
    with pytest.raises(Conflict, match="already"):
        reports.acknowledge(office.actor("beatriz"), report.id)
    last = told(office, NoticeKind.REPORT_CHANGED)[-1]
    assert (last.to.slack_user_id, last.facts["what"], last.facts["text"]) == ("U0PRIYA", "acknowledged", "Thank you")


def test_both_sides_comment_once_each_and_the_other_side_is_told(office: Office):
    reports, report = office.services.reports, sent(office)
    for _ in range(2):
        reports.comment(office.actor("beatriz"), report.id, "What happened on the 4th?", "form-1")
    card = reports.comment(office.actor("priya"), report.id, "A power cut.")
    assert [(each.author, each.from_staff) for each in card.comments] == [
        ("Beatriz Silva", False),
        ("Priya Raman", True),
    ]
    to = [n.to.slack_user_id for n in told(office, NoticeKind.REPORT_CHANGED) if n.facts["what"] == "commented"]
    assert to == ["U0PRIYA", "U0BEATRIZ"]
    for wrong in (" ", "x" * 2_001):
        with pytest.raises(InvalidInput):
            reports.comment(office.actor("beatriz"), report.id, wrong)
    with pytest.raises(NotFound):
        reports.comment(office.actor("maria"), report.id, "Hello")


def test_what_cec_notes_before_it_is_sent_is_told_to_nobody(office: Office):
    office.services.reports.comment(office.actor("priya"), made(office).id, "Look at the 4th")
    assert told(office, NoticeKind.REPORT_CHANGED) == []


def test_a_correction_makes_the_next_edition_and_the_one_before_stays_as_it_was(office: Office):
    bring(office, "99.8")
    making, reports, priya = office.services.report_making, office.services.reports, office.actor("priya")
    first = sent(office)
    before = {file.kind: file.sha256 for file in reports.files(priya, first.id)}
    with pytest.raises(InvalidInput):
        making.make_anew(priya, first.id, " ")
    again = making.make_anew(priya, first.id, "An outage was counted twice.", first.revision).report
    assert (again.edition, again.state) == (2, ReportState.WANTED)
    assert reports.view(office.actor("beatriz"), first.id).report.state is ReportState.REPLACED
    assert {file.kind: file.sha256 for file in reports.files(priya, first.id)} == before
    with pytest.raises(Conflict, match="took the place"):
        reports.acknowledge(office.actor("beatriz"), first.id)
    with pytest.raises(Conflict, match="being made"):
        making.make_anew(priya, again.id, "Once more")
    assert making.make(OPERATOR, again.id).digest != first.digest
    assert asked(office).id == again.id


def test_a_file_that_was_changed_behind_our_back_is_not_handed_out(office: Office):
    report = made(office)
    with office.storage.engine.begin() as connection:
        connection.execute(report_files.update().where(report_files.c.format == "pdf").values(content=b"forged"))
    with pytest.raises(Conflict, match="not what was kept"):
        office.services.reports.open(office.actor("priya"), report.id, "pdf")
    assert office.services.reports.open(office.actor("priya"), report.id, "xlsx").kind == "xlsx"


def test_files_are_sent_to_who_asks_once_a_minute(office: Office):
    report = sent(office)
    for _ in range(2):
        office.services.reports.send_files(office.actor("beatriz"), report.id)
    assert [n.to.slack_user_id for n in told(office, NoticeKind.REPORT_FILES)] == ["U0BEATRIZ"]


# -- alerts


def test_who_leads_is_told_of_a_report_to_review_and_later_of_one_that_nobody_acknowledges(office: Office):
    report = made(office)
    assert alerts(office) == [AlertKind.REPORT_REVIEW]
    office.services.reports.send(office.actor("priya"), report.id)
    assert alerts(office) == []
    office.clock.pass_by(days=15)
    assert alerts(office) == [AlertKind.REPORT_UNREAD]
    office.services.reports.acknowledge(office.actor("beatriz"), report.id)
    assert alerts(office) == []
