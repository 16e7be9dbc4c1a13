"""What may happen to a support request, and what not."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from domain.catalog import Direction, Metric
from domain.errors import Conflict, InvalidInput
from domain.request_numbers import request_number
from domain.service_credits import credit_for
from domain.support_clocks import Clock, Pause
from domain.support_priorities import MATRIX, Impact, Priority, Urgency, priority_of
from domain.support_requests import (
    MOST_FILES,
    Cause,
    Report,
    RequestFile,
    RequestState,
    Resolution,
    SupportRequest,
    checked,
)
from domain.support_steps import (
    absorbing,
    answered_by_customer,
    ask_back,
    assign,
    claim,
    close,
    explained,
    merge,
    rate,
    release,
    reopen,
    resolve,
)
from tests.builders import NOON

HOUR = timedelta(hours=1)
REPORT = Report("VPN is down", Impact.SITE, Urgency.HIGH)
SOLVED = Resolution(NOON + 2 * HOUR, "staff", "Restarted it.", Cause.SERVICE)


def a_request(**changes: Any) -> SupportRequest:
    made = SupportRequest(
        id="r-1",
        number="REQ-1001",
        agreement="a-1",
        organization="nrcs",
        service="remote_access_vpn",
        service_name="VPN",
        area="network_engineering",
        report=REPORT,
        priority=Priority.CRITICAL,
        asked_by="p-1",
        asked_at=NOON,
        started_at=NOON,
    )
    return replace(made, **changes)


def resolved(**changes: Any) -> SupportRequest:
    return resolve(a_request(**changes), SOLVED, "staff")


def test_every_impact_and_urgency_has_a_priority_that_never_falls_as_they_rise() -> None:
    for impact in Impact:
        assert set(MATRIX[impact]) == set(Urgency)
    ranks = [[priority_of(impact, urgency).rank for urgency in Urgency] for impact in Impact]
    assert all(row == sorted(row, reverse=True) for row in ranks)
    assert all(list(column) == sorted(column, reverse=True) for column in zip(*ranks, strict=True))
    assert {priority for row in MATRIX.values() for priority in row.values()} == set(Priority)


@pytest.mark.parametrize(
    ("text", "number"),
    [("req 1042", "REQ-1042"), ("REQ-1042", "REQ-1042"), ("#1042", "REQ-1042"), ("request 01042", "REQ-1042")],
)
def test_a_number_is_known_however_it_is_written(text: str, number: str) -> None:
    assert request_number(text) == number


def test_other_words_are_no_number() -> None:
    assert request_number("SLA-2027-0042") is None
    assert request_number("REQ-" + "9" * 40) is None


def test_what_is_said_is_checked_at_its_field() -> None:
    assert checked(replace(REPORT, description="  VPN  ")).description == "VPN"
    files = tuple(RequestFile(str(n), "x", 1) for n in range(MOST_FILES + 1))
    for field, wrong in (("description", " "), ("place", "x" * 301), ("files", files), ("for_whom", "x" * 151)):
        with pytest.raises(InvalidInput) as caught:
            checked(replace(REPORT, **{field: wrong}))
        assert caught.value.field == field


def test_claiming_it_is_the_first_response_and_only_the_first_one_counts() -> None:
    taken = claim(a_request(), "staff", NOON + HOUR)
    assert (taken.state, taken.assignee, taken.responded_at) == (RequestState.IN_PROGRESS, "staff", NOON + HOUR)
    assert claim(taken, "staff", NOON + 2 * HOUR) == taken
    with pytest.raises(Conflict, match="Someone else"):
        claim(taken, "other", NOON + HOUR)
    assert claim(assign(taken, "other"), "other", NOON + 2 * HOUR).responded_at == NOON + HOUR


def test_asking_back_stops_the_clocks_until_the_customer_answers() -> None:
    waiting = ask_back(a_request(), "staff", NOON + HOUR)
    assert (waiting.state, waiting.pauses, waiting.assignee) == (
        RequestState.WAITING,
        (Pause(NOON + HOUR),),
        "staff",
    )
    assert ask_back(waiting, "staff", NOON + 2 * HOUR) == waiting
    going = answered_by_customer(waiting, NOON + 3 * HOUR)
    assert (going.state, going.pauses) == (RequestState.IN_PROGRESS, (Pause(NOON + HOUR, NOON + 3 * HOUR),))
    assert answered_by_customer(going, NOON + 4 * HOUR) == going


def test_one_that_is_opened_again_does_not_count_the_time_in_between() -> None:
    again = reopen(resolved(), NOON + 5 * HOUR)
    assert (again.state, again.resolution, again.reopened) == (RequestState.IN_PROGRESS, None, 1)
    assert again.pauses == (Pause(SOLVED.at, NOON + 5 * HOUR),)
    with pytest.raises(Conflict):
        reopen(again, NOON + 6 * HOUR)
    with pytest.raises(Conflict, match="new request"):
        reopen(close(resolved(), NOON + 9 * HOUR), NOON + 10 * HOUR)


def test_resolving_ends_a_pause_and_is_a_response_too() -> None:
    waiting = ask_back(a_request(), "staff", NOON + HOUR)
    done = resolve(waiting, SOLVED, "staff")
    assert done.pauses == (Pause(NOON + HOUR, SOLVED.at),)
    assert resolved().responded_at == SOLVED.at


def test_a_missed_target_has_to_be_explained() -> None:
    metric = Metric("resolution", "Time", "hours", Decimal(1), Direction.AT_MOST)
    late = resolved(clocks=(Clock(metric, breached_at=NOON + HOUR),))
    with pytest.raises(InvalidInput) as caught:
        explained(late, " ")
    assert caught.value.field == "breach_cause"
    assert explained(late, "No spare part").clocks[0].cause == "No spare part"
    assert explained(resolved(), "") == resolved()


def test_what_is_held_counts_from_its_release() -> None:
    held = a_request(started_at=None)
    assert held.held
    assert release(held, NOON + HOUR).started_at == NOON + HOUR
    with pytest.raises(Conflict):
        release(a_request(), NOON)


def test_only_open_requests_of_the_same_customer_are_merged() -> None:
    main = a_request(id="r-2", number="REQ-1002")
    assert merge(a_request(), main, NOON).merged_into == "REQ-1002"
    for wrong in (a_request(), replace(main, organization="fns"), resolved(id="r-3")):
        with pytest.raises(Conflict):
            merge(a_request(), wrong, NOON)


def test_requests_of_other_agreements_of_the_customer_are_not_merged() -> None:
    with pytest.raises(Conflict, match="same agreement"):
        merge(a_request(), a_request(id="r-2", number="REQ-1002", agreement="a-2"), NOON)


def test_what_goes_on_for_an_earlier_one_counts_from_its_beginning_and_its_pauses() -> None:
    first = a_request(started_at=NOON, responded_at=NOON + HOUR, pauses=(Pause(NOON + HOUR),))
    later = Pause(NOON + 5 * HOUR, NOON + 6 * HOUR)
    second = a_request(id="r-2", started_at=NOON + 4 * HOUR, pauses=(later,))
    going = absorbing(second, first, NOON + 7 * HOUR)
    assert (going.started_at, going.responded_at) == (NOON, NOON + HOUR)
    assert going.pauses == (Pause(NOON + HOUR, NOON + 4 * HOUR), later)
    assert absorbing(first, second, NOON + 7 * HOUR) == first
    assert absorbing(second, replace(first, started_at=None), NOON) == second


def test_only_what_is_resolved_is_rated_from_1_to_5() -> None:
    assert rate(resolved(), 5, " Thanks ", "p-1", NOON).rating.words == "Thanks"  # pyright: ignore[reportOptionalMemberAccess]
    with pytest.raises(Conflict):
        rate(a_request(), 5, "", "p-1", NOON)
    for stars in (0, 6):
        with pytest.raises(InvalidInput):
            rate(resolved(), stars, "", "p-1", NOON)


def test_a_credit_is_a_part_of_the_months_price_in_whole_cents() -> None:
    metric = Metric("resolution", "Time", "hours", Decimal(1), Direction.AT_MOST, Decimal("2.5"))
    first = NOON.date().replace(day=1)
    credit = credit_for(("a-1", "nrcs"), "vpn", metric, first, Decimal("1234.56"), "REQ-1001", NOON)
    assert credit is not None
    assert credit.amount == Decimal("30.86")
    none = replace(metric, credit=None)
    assert credit_for(("a-1", "nrcs"), "vpn", none, first, Decimal("1234.56"), "REQ-1001", NOON) is None
