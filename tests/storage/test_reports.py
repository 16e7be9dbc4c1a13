"""Individual reports with their files and comments, on both databases."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from domain.alerts import Subject, SubjectType
from domain.errors import Conflict
from domain.fiscal import Period
from domain.reports import Report, ReportComment, ReportFile, ReportKind, ReportState, last_period
from domain.stages import Stage
from storage.unit_of_work import Storage
from tests.builders import NOON, an_agreement
from tests.storage.filling import fill_agreements
from tests.storage.texts import TEXTS

AGREEMENT = an_agreement(Stage.OPERATIONS)
PERIOD = last_period(ReportKind.MONTHLY, AGREEMENT.term.start + timedelta(days=70))


def a_report(**changes: Any) -> Report:
    made = Report(
        id="r-1",
        agreement="a-1",
        organization="nrcs",
        kind=ReportKind.MONTHLY,
        period=PERIOD,
        edition=1,
        automatic=False,
        wanted_at=NOON,
        wanted_by="system",
    )
    return replace(made, **changes)


FULL = a_report(
    automatic=True,
    note=TEXTS["quotes"],
    state=ReportState.ACKNOWLEDGED,
    digest="abc",
    made_at=NOON,
    sent_at=NOON,
    sent_by="staff",
    acknowledged_at=NOON,
    acknowledged_by="p-1",
)


@pytest.fixture
def storage(storage: Storage) -> Storage:
    fill_agreements(storage, AGREEMENT)
    return storage


def keep(storage: Storage, *reports: Report) -> list[Report]:
    with storage.unit_of_work() as work:
        saved = [work.reports.save(each) for each in reports]
        work.commit()
    return saved


def test_a_report_comes_back_as_it_was_kept(storage: Storage) -> None:
    (saved,) = keep(storage, FULL)
    with storage.reading() as work:
        assert work.reports.find("r-1") == saved == replace(FULL, revision=1)
        assert work.reports.find("r-2") is None
        assert [watch.subject for watch in work.watches.due(NOON, 9)][-1:] == [Subject(SubjectType.REPORT, "r-1")]


def test_a_save_over_a_newer_one_and_a_second_one_of_an_edition_are_refused(storage: Storage) -> None:
    (saved,) = keep(storage, a_report())
    keep(storage, saved)
    with pytest.raises(Conflict):
        keep(storage, saved)
    with pytest.raises(Conflict):
        keep(storage, a_report(id="r-2"))


def test_the_latest_come_first_and_customers_are_given_what_was_sent(storage: Storage) -> None:
    before = last_period(ReportKind.MONTHLY, PERIOD.start)
    keep(storage, a_report(), a_report(id="r-2", edition=2), replace(FULL, id="r-0", period=before))
    with storage.reading() as work:
        reports = work.reports
        assert [each.id for each in reports.of_agreement("a-1", False, 9)] == ["r-2", "r-1", "r-0"]
        assert [each.id for each in reports.of_agreement("a-1", False, 1, 1)] == ["r-1"]
        assert [each.id for each in reports.of_agreement("a-1", True, 9)] == ["r-0"]
        latest = reports.latest("a-1", ReportKind.MONTHLY, PERIOD.start)
        assert latest
        assert latest.id == "r-2"
        assert reports.latest("a-1", ReportKind.QUARTERLY, PERIOD.start) is None
        assert reports.counts(PERIOD.start, PERIOD.end) == {ReportState.WANTED: 2}


def test_an_agreement_lacks_a_report_until_there_is_one(storage: Storage) -> None:
    with storage.reading() as work:
        assert work.reports.lacking(ReportKind.MONTHLY, PERIOD, 9) == ("a-1",)
        long_ago = Period(date(2001, 1, 1), date(2001, 1, 31))
        assert work.reports.lacking(ReportKind.MONTHLY, long_ago, 9) == ()
    keep(storage, a_report())
    with storage.reading() as work:
        assert work.reports.lacking(ReportKind.MONTHLY, PERIOD, 9) == ()
        assert work.reports.lacking(ReportKind.QUARTERLY, PERIOD, 9) == ("a-1",)


def test_an_agreement_that_was_closed_before_the_period_or_does_not_run_lacks_none(storage: Storage) -> None:
    closed = an_agreement(Stage.OPERATIONS, id="a-2", number="SLA-2027-0902", closed_at=NOON - timedelta(days=4_000))
    early = an_agreement(Stage.SURVEY, id="a-3", number="SLA-2027-0903")
    with storage.unit_of_work() as work:
        work.agreements.add(closed)
        work.agreements.add(early)
        work.commit()
    with storage.reading() as work:
        assert work.reports.lacking(ReportKind.MONTHLY, PERIOD, 9) == ("a-1",)


def test_files_are_kept_once_and_come_back_byte_by_byte(storage: Storage) -> None:
    keep(storage, a_report())
    pdf, content = ReportFile("r-1", "pdf", "r.pdf", 3, "abc"), b"\x00\xff\x01"
    with storage.unit_of_work() as work:
        work.reports.add_files([(pdf, content), (ReportFile("r-1", "docx", "r.docx", 1, "d"), b"x")])
        work.commit()
    with storage.reading() as work:
        assert [file.format for file in work.reports.files("r-1")] == ["docx", "pdf"]
        assert work.reports.content(pdf) == content
    with pytest.raises(Conflict), storage.unit_of_work() as work:
        work.reports.add_files([(pdf, b"other")])


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_comments_come_back_in_order(storage: Storage, text: str) -> None:
    keep(storage, a_report())
    first = ReportComment("c-2", "r-1", NOON, "p-1", False, "Ann", text)
    second = replace(first, id="c-1", at=NOON + timedelta(hours=1), from_staff=True)
    with storage.unit_of_work() as work:
        for each in (second, first):
            work.reports.add_comment(each)
        work.commit()
    with storage.reading() as work:
        assert [each.id for each in work.reports.comments("r-1")] == ["c-2", "c-1"]
        assert work.reports.comment("c-1") == work.reports.comments("r-1")[1]
        assert work.reports.comment("c-3") is None


def test_a_choice_is_kept_changed_and_taken_back(storage: Storage) -> None:
    for choice in (True, False, None, None):
        with storage.unit_of_work() as work:
            work.reports.choose("a-1", choice)
            work.commit()
        with storage.reading() as work:
            assert work.reports.choice("a-1") is choice


def test_the_day_of_the_first_look_is_kept_once(storage: Storage) -> None:
    with storage.unit_of_work() as work:
        assert work.reports.begun_on() is None
        work.reports.keep_begun_on(PERIOD.start)
        work.commit()
    with storage.reading() as work:
        assert work.reports.begun_on() == PERIOD.start
    with pytest.raises(Conflict), storage.unit_of_work() as work:
        work.reports.keep_begun_on(PERIOD.end)
