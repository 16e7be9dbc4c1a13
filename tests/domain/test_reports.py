"""The rules of individual reports: periods, and what may follow what."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import reports as rules
from domain.errors import Conflict, InvalidInput
from domain.reports import Report, ReportKind, ReportState
from tests.builders import NOON

MONTHLY, QUARTERLY = ReportKind.MONTHLY, ReportKind.QUARTERLY
WANTED = Report("r-1", "a-1", "nrcs", MONTHLY, rules.period_with(MONTHLY, date(2026, 10, 9)), 1, False, NOON, "system")
REVIEW = rules.made(WANTED, "abc", NOON)
SENT = rules.sent(REVIEW, "staff", NOON)
READ = rules.acknowledged(SENT, "p-1", NOON)


@given(st.sampled_from(ReportKind), st.dates(date(2001, 1, 1), date(2098, 12, 31)))
def test_the_periods_follow_each_other_without_a_gap(kind: ReportKind, day: date) -> None:
    period = rules.period_with(kind, day)
    assert period.contains(day)
    assert len(period.by_month()) == (1 if kind is MONTHLY else 3)
    assert rules.last_period(kind, day).end.toordinal() == period.start.toordinal() - 1


@pytest.mark.parametrize(
    ("kind", "day", "words"),
    [
        (MONTHLY, date(2027, 2, 28), "February 2027"),
        (QUARTERLY, date(2026, 12, 31), "Q1 FY2027 (October to December 2026)"),
        (QUARTERLY, date(2027, 1, 1), "Q2 FY2027 (January to March 2027)"),
    ],
)
def test_a_period_is_named_as_people_do(kind: ReportKind, day: date, words: str) -> None:
    assert rules.period_words(kind, rules.period_with(kind, day)) == words


@pytest.mark.parametrize(("today", "over"), [(date(2026, 10, 31), False), (date(2026, 11, 1), True)])
def test_a_month_is_over_on_the_day_after_its_last_one(today: date, over: bool) -> None:
    if over:
        rules.must_be_over(WANTED.period, today)
    else:
        with pytest.raises(InvalidInput, match="runs until October 31, 2026"):
            rules.must_be_over(WANTED.period, today)


def test_it_is_reviewed_sent_and_acknowledged() -> None:
    assert [each.state for each in (WANTED, REVIEW, SENT, READ)] == [
        *(ReportState.WANTED, ReportState.REVIEW, ReportState.SENT, ReportState.ACKNOWLEDGED),
    ]
    assert [each.was_sent for each in (WANTED, REVIEW, SENT, READ)] == [False, False, True, True]


def test_an_automatic_one_goes_out_as_it_is_made() -> None:
    made = rules.made(replace(WANTED, automatic=True), "abc", NOON)
    assert (made.state, made.sent_at, made.sent_by) == (ReportState.SENT, NOON, None)


@pytest.mark.parametrize("report", [REVIEW, SENT, READ, rules.replaced(SENT)])
def test_its_files_are_made_once(report: Report) -> None:
    with pytest.raises(Conflict):
        rules.made(report, "other", NOON)


@pytest.mark.parametrize("report", [WANTED, SENT, READ, rules.replaced(REVIEW)])
def test_only_what_is_in_review_is_sent(report: Report) -> None:
    with pytest.raises(Conflict):
        rules.sent(report, "staff", NOON)


@pytest.mark.parametrize("report", [WANTED, REVIEW, READ, rules.replaced(SENT)])
def test_only_what_was_sent_is_acknowledged_once(report: Report) -> None:
    with pytest.raises(Conflict):
        rules.acknowledged(report, "p-1", NOON)


@pytest.mark.parametrize("report", [REVIEW, SENT, READ])
def test_the_next_edition_begins_anew_with_its_reason(report: Report) -> None:
    again = rules.next_edition(report, "r-2", " Counted twice ", False, "staff", NOON)
    assert (again.edition, again.state, again.note, again.digest) == (2, ReportState.WANTED, "Counted twice", "")
    assert (again.sent_at, again.acknowledged_at, again.revision) == (None, None, 0)


@pytest.mark.parametrize("report", [WANTED, rules.replaced(READ)])
def test_what_is_being_made_or_was_replaced_is_not_made_anew(report: Report) -> None:
    with pytest.raises(Conflict):
        rules.next_edition(report, "r-2", "Why", False, "staff", NOON)


@pytest.mark.parametrize("text", ["", " \n", "x" * 2_001])
def test_a_comment_says_something_and_not_too_much(text: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        rules.comment("c-1", SENT, text, ("p-1", "Ann", False), NOON)
    assert caught.value.field == "text"
