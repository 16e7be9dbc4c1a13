# pyright: reportOptionalMemberAccess=false
# What is None where it must not be fails the test with an AttributeError.
"""What comes of a survey: recommended services, the first lines of a proposal, and reminders while it rests."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from domain.errors import Conflict
from domain.notices import NoticeKind
from domain.permissions import OPERATOR
from domain.survey_responses import Reminders
from domain.surveys import Quantity, Rule
from services import survey_reminders
from tests.services.office import AT, CATALOG, Office
from tests.services.survey_steps import (
    COMPLETE,
    FS,
    answer,
    complete,
    newcomer,
    start,
    submitted,
    told,
    told_to,
    with_small_survey,
    without_lines,
)
from tests.surveys import LAPTOPS, a_survey


@pytest.fixture
def fs(office: Office) -> Office:
    return with_small_survey(office)


# -- services and the proposal -----------------------------------------------------------------------------------


def test_services_are_recommended_with_levels_prices_and_the_reason(fs: Office) -> None:
    complete(fs)
    found = fs.services.surveys.recommendation(fs.actor("erik"), FS)
    (laptops,) = found.lines
    assert (laptops.name, laptops.quantity, laptops.reason) == (
        "Managed laptop",
        30,
        "You need laptops for 30 people.",
    )
    tiers = {tier.unit_price for tier in CATALOG.service("managed_laptop").prices["2027"].tiers}
    assert laptops.line.unit_price in tiers
    assert found.amount_a_year == laptops.line.unit_price * 30
    assert {metric.key: metric.target for metric in laptops.line.metrics}["patch_compliance"] == Decimal("99.9")
    assert found.notice == CATALOG.notice


def test_what_is_bought_by_the_unit_is_paid_once_and_not_each_year(fs: Office) -> None:
    hours = Rule("project_management", Quantity(Decimal(480)), "Half a year.")
    fs.services.surveys.import_survey(OPERATOR, a_survey(2, recommendations=(hours, LAPTOPS)))
    complete(fs)
    found = fs.services.surveys.recommendation(fs.actor("erik"), FS)
    work, laptops = found.lines
    assert (work.amount_a_year, work.amount_once) == (Decimal(0), work.line.unit_price * 480)
    assert laptops.amount_once == laptops.line.one_time_fee
    assert found.amount_a_year == laptops.amount_a_year == laptops.line.unit_price * 30
    assert found.amount_once == laptops.line.one_time_fee + work.line.unit_price * 480


def test_a_service_that_is_gone_or_too_many_of_one_stand_without_a_price(fs: Office) -> None:
    gone = Rule("telegraph", Quantity(Decimal(3)), "You asked for it.")
    too_many = Rule("mailbox", Quantity(Decimal(2_000_000)), "Many.")
    fs.services.surveys.import_survey(OPERATOR, a_survey(2, recommendations=(gone, too_many, LAPTOPS)))
    complete(fs)
    found = fs.services.surveys.recommendation(fs.actor("erik"), FS)
    assert [(line.service, line.line is None) for line in found.lines] == [
        ("telegraph", True),
        ("mailbox", True),
        ("managed_laptop", False),
    ]
    assert found.amount_a_year == found.lines[2].line.annual_amount


def test_one_press_makes_the_first_lines_and_a_second_changes_nothing(fs: Office) -> None:
    submitted(fs)
    without_lines(fs)
    james = fs.actor("james")
    made = fs.services.surveys.make_proposal(james, FS)
    again = fs.services.surveys.make_proposal(james, FS)
    assert (made.changed, again.changed, again.lines) == (True, False, made.lines)
    status = fs.services.agreements.status(james, FS)
    assert [(line.service, line.quantity) for line in status.lines] == [("managed_laptop", 30)]
    assert status.history[0].words == "put the first services into the draft: Managed laptop"


def test_what_has_no_price_is_left_out_and_named(fs: Office) -> None:
    gone = Rule("telegraph", Quantity(Decimal(3)), "You asked for it.")
    fs.services.surveys.import_survey(OPERATOR, a_survey(2, recommendations=(gone, LAPTOPS)))
    submitted(fs)
    without_lines(fs)
    made = fs.services.surveys.make_proposal(fs.actor("james"), FS)
    assert ([line.service for line in made.lines], made.left_out) == (["managed_laptop"], ("telegraph",))


def test_lines_that_were_there_stay(fs: Office) -> None:
    submitted(fs)
    before = fs.services.agreements.status(fs.actor("james"), FS).lines
    made = fs.services.surveys.make_proposal(fs.actor("james"), FS)
    assert (made.changed, made.lines) == (False, before)


def test_lines_that_were_there_are_replaced_when_told(fs: Office) -> None:
    submitted(fs)
    made = fs.services.surveys.make_proposal(fs.actor("james"), FS, replacing=True)
    assert (made.changed, [line.service for line in made.lines]) == (True, ["managed_laptop"])
    assert fs.services.agreements.status(fs.actor("james"), FS).lines == made.lines


def test_lines_that_are_those_recommended_are_not_replaced_once_more(fs: Office) -> None:
    submitted(fs)
    james = fs.actor("james")
    made = fs.services.surveys.make_proposal(james, FS, replacing=True)
    history = fs.services.agreements.status(james, FS).history
    again = fs.services.surveys.make_proposal(james, FS, replacing=True)
    assert (again.changed, again.as_recommended, again.lines) == (False, True, made.lines)
    assert fs.services.agreements.status(james, FS).history == history


def test_no_proposal_is_made_while_the_survey_is_open_again(fs: Office) -> None:
    submitted(fs)
    james = fs.actor("james")
    fs.services.surveys.reopen(james, FS, "The number of people changed.")
    with pytest.raises(Conflict, match="not submitted now"):
        fs.services.surveys.make_proposal(james, FS)


def test_a_proposal_that_was_presented_is_not_replaced(fs: Office) -> None:
    submitted(fs)
    fs.services.proposals.present(fs.actor("james"), FS, seen=0)
    with pytest.raises(Conflict, match="presented"):
        fs.services.surveys.make_proposal(fs.actor("james"), FS, replacing=True)


def test_there_is_no_proposal_before_the_survey_is_submitted(fs: Office) -> None:
    complete(fs)
    without_lines(fs)
    with pytest.raises(Conflict, match="not submitted now"):
        fs.services.surveys.make_proposal(fs.actor("james"), FS)


def test_there_is_no_proposal_from_answers_that_recommend_nothing(fs: Office) -> None:
    fs.services.surveys.import_survey(OPERATOR, a_survey(2, recommendations=()))
    submitted(fs)
    without_lines(fs)
    with pytest.raises(Conflict, match="nothing to propose"):
        fs.services.surveys.make_proposal(fs.actor("james"), FS)


# -- reminders ---------------------------------------------------------------------------------------------------


def at(office: Office, *day_and_hour: int) -> int:
    """Run the job at that hour of November 2026, UTC; returns how many people were reminded."""
    day, hour = day_and_hour
    office.clock.at = datetime(2026, 11, day, hour, 30, tzinfo=UTC)
    return office.services.surveys.remind_due()


@pytest.fixture
def resting(fs: Office) -> Office:
    """Started on Monday, November 2, at 10 in Washington and 8 in Denver, where Erik and Naomi work.

    The people of the sample's own response had all their reminders: only this one is left.
    """
    start(fs)
    with fs.storage.unit_of_work() as work:
        for each in work.survey_responses.latest("nrcs"):
            work.survey_responses.save(each, replace(each, reminders=replace(each.reminders, rounds=4)))
        work.commit()
    return fs


def test_after_three_business_days_those_who_lead_are_reminded_in_their_own_business_hours(resting: Office) -> None:
    assert at(resting, 4, 16) == 0
    assert at(resting, 5, 14) == 0, "it is half past seven in Denver"
    assert at(resting, 5, 16) == 2
    assert set(told_to(resting, NoticeKind.SURVEY_REMINDER)) == {"U0ERIK", "U0NAOMI"}
    assert at(resting, 5, 17) == 0


def test_weekends_and_federal_holidays_are_no_business_days(fs: Office) -> None:
    fs.clock.at = datetime(2026, 11, 9, 16, 0, tzinfo=UTC)  # Monday; Wednesday is Veterans Day
    complete(fs)
    told_before = len(told(fs, NoticeKind.SURVEY_REMINDER))
    assert at(fs, 12, 15) + at(fs, 12, 23) == len(told(fs, NoticeKind.SURVEY_REMINDER)) - told_before
    assert "U0ERIK" not in told_to(fs, NoticeKind.SURVEY_REMINDER)
    at(fs, 13, 18)
    assert "U0ERIK" in told_to(fs, NoticeKind.SURVEY_REMINDER)


def test_it_is_repeated_weekly_and_four_times_at_most(resting: Office) -> None:
    assert [at(resting, day, 17) for day in (5, 6, 12, 13, 19, 20, 27, 30)] == [2, 0, 2, 0, 2, 0, 2, 0]


def test_reminders_begin_anew_when_it_moves(resting: Office) -> None:
    assert at(resting, 5, 17) == 2
    answer(resting, "naomi", {"staff": "1"})
    assert [at(resting, day, 18) for day in (6, 9, 10)] == [0, 0, 2]


def test_who_has_a_section_of_their_own_is_reminded_of_it(resting: Office) -> None:
    newcomer(resting)
    resting.services.surveys.assign(resting.actor("erik"), FS, "hosting", "p-new")
    assert at(resting, 5, 17) == 3
    own = {n.to.slack_user_id: n.facts["sections"] for n in told(resting, NoticeKind.SURVEY_REMINDER)}
    assert own == {"U0ERIK": None, "U0NAOMI": None, "U0NEW": "Hosting"}


def test_each_is_reminded_while_it_is_business_time_where_they_are(resting: Office) -> None:
    with resting.storage.unit_of_work() as work:
        naomi = work.people.get("p-naomi")
        work.people.save(replace(naomi, time_zone="Pacific/Guam"))
        work.commit()
    assert at(resting, 5, 17) == 1
    assert at(resting, 5, 23) == 1
    assert told_to(resting, NoticeKind.SURVEY_REMINDER) == ["U0ERIK", "U0NAOMI"]


def test_nobody_is_reminded_of_what_is_submitted(resting: Office) -> None:
    answer(resting, "naomi", COMPLETE)
    resting.services.surveys.submit(resting.actor("erik"), FS)
    assert at(resting, 12, 17) == 0


def leave(office: Office, *people: str) -> None:
    with office.storage.unit_of_work() as work:
        for each in people:
            work.people.save(replace(work.people.get(each), active=False))
        work.commit()


def test_a_round_ends_although_the_last_one_who_was_to_be_told_left(resting: Office) -> None:
    with resting.storage.unit_of_work() as work:
        work.people.save(replace(work.people.get("p-naomi"), time_zone="Pacific/Guam"))
        work.commit()
    assert at(resting, 5, 17) == 1
    leave(resting, "p-naomi")
    assert [at(resting, day, 17) for day in (6, 9, 12, 13)] == [0, 0, 1, 0]


def test_where_there_is_nobody_to_remind_it_is_looked_at_again_after_a_week(resting: Office) -> None:
    leave(resting, "p-naomi", "p-erik")
    assert at(resting, 5, 17) == 0
    with resting.storage.unit_of_work() as work:
        work.people.save(replace(work.people.get("p-erik"), active=True))
        work.commit()
    assert [at(resting, day, 17) for day in (6, 12)] == [0, 1]


def test_nobody_is_reminded_of_the_survey_of_a_closed_agreement(resting: Office) -> None:
    with resting.storage.unit_of_work() as work:
        agreement = work.agreements.by_number(FS)
        assert agreement
        work.agreements.save(replace(agreement, closed_at=AT))
        work.commit()
    assert at(resting, 5, 17) == 0
    with resting.storage.reading() as work:
        assert work.survey_responses.idle(resting.clock.at, resting.clock.at, 4, 10) == ()


@pytest.mark.parametrize(("day", "hour"), [(4, 16), (5, 4), (6, 4)])
def test_nothing_is_written_while_nobody_is_to_be_reminded(resting: Office, day: int, hour: int) -> None:
    with resting.storage.unit_of_work() as work:
        work.settings.all()  # who wants to write as well would wait for this one, and fail
        assert at(resting, day, hour) == 0


def test_who_waits_for_business_time_does_not_hold_up_the_others(
    resting: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(survey_reminders, "PAGE_SIZE", 1)
    with resting.storage.unit_of_work() as work:
        for name in ("maria", "robert", "anjali"):
            work.people.save(replace(work.people.get(f"p-{name}"), time_zone="Pacific/Guam"))
        for each in work.survey_responses.latest("nrcs"):
            work.survey_responses.save(each, replace(each, reminders=Reminders(), moved_at=AT - timedelta(days=9)))
        work.commit()
    assert at(resting, 5, 17) == 2
