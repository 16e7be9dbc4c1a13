"""What becomes of an agreement when its term is over, by the clock."""

from dataclasses import replace
from datetime import date

import pytest

from domain.notices import NoticeKind
from domain.stages import Stage
from tests.services.office import Office
from tests.services.renewal_steps import FS, NRCS, agreement_of, go_to, kept, save, start, told

LAST_DAY, AFTER = date(2026, 12, 17), date(2026, 12, 18)


def settle(office: Office) -> int:
    return office.services.renewals.settle_due()


@pytest.fixture
def office(office: Office) -> Office:
    """Of the sample, only the Forest Service's agreement ends within the days of these tests."""
    for number in ("SLA-2026-0015", "SLA-2026-0003"):
        office.services.agreements.close(office.actor("james"), number, "Not in this test.")
    return office


def test_on_the_last_day_nothing_ends(office: Office):
    go_to(office, LAST_DAY)
    assert settle(office) == 0


def test_when_the_successor_runs_the_one_before_is_closed_after_its_term(office: Office):
    number = start(office).number
    save(office, replace(agreement_of(office, number), stage=Stage.OPERATIONS))
    assert settle(office) == 0
    go_to(office, AFTER)
    assert settle(office) == 1
    before = agreement_of(office)
    assert (before.closed_reason, before.closed_at) == (f"{number} took over.", office.clock())
    assert {entry.requirement for entry in before.records} >= {"renewal_decided", "succession_settled"}
    assert set(told(office)) == {("U0ERIK", "started"), ("U0ERIK", "taken_over"), ("U0JAMES", "taken_over")}
    assert settle(office) == 0


def test_what_is_not_renewed_is_closed_with_its_term_and_the_reason(office: Office):
    office.services.renewals.not_renewing(office.actor("james"), FS, "They move.")
    go_to(office, AFTER)
    assert settle(office) == 1
    assert agreement_of(office).closed_reason == "The term ended and it is not renewed: They move."
    assert told(office)[-1][1] == "over"


def test_where_nothing_follows_the_end_of_services_is_kept_and_told_once(office: Office):
    go_to(office, AFTER)
    assert (settle(office), settle(office)) == (1, 0)
    found = kept(office)
    assert found
    assert found.ended_on == LAST_DAY
    assert agreement_of(office).closed_at is None
    assert told(office) == [("U0ERIK", "ended")]


def test_what_ends_at_night_is_told_in_business_time(office: Office):
    go_to(office, AFTER)
    office.clock.pass_by(hours=-9)
    assert settle(office) == 1
    assert [notice.to.slack_user_id for notice in office.notices("DELAYED")] == ["U0ERIK"]


def test_a_successor_that_comes_late_still_takes_over(office: Office):
    number = start(office).number
    go_to(office, AFTER)
    assert settle(office) == 1
    save(office, replace(agreement_of(office, number), stage=Stage.OPERATIONS))
    assert settle(office) == 1
    assert agreement_of(office).closed_reason == f"{number} took over."


def test_an_extension_lets_services_go_on_and_end_later(office: Office):
    go_to(office, AFTER)
    settle(office)
    office.services.extensions.ask(office.actor("james"), FS, date(2027, 1, 31), "Late funds.", "Karen Boyd")
    found = office.services.renewals.view(office.actor("erik"), FS).waiting_extension
    assert found
    office.services.extensions.confirm(office.actor("erik"), found.id, found.revision)
    assert settle(office) == 0
    go_to(office, date(2027, 2, 1))
    assert settle(office) == 1
    again = kept(office)
    assert again
    assert again.ended_on == date(2027, 1, 31)


def test_what_ended_long_ago_is_noted_but_not_told(office: Office):
    go_to(office, date(2027, 7, 1))
    assert settle(office) >= 2
    assert kept(office, NRCS)
    said = [notice for notice in office.notices() if notice.kind is NoticeKind.RENEWAL_CHANGED]
    assert [notice for notice in said if notice.facts["number"] == NRCS] == []
