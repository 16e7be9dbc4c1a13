# pyright: reportOptionalMemberAccess=false
# What is None where it must not be fails the test with an AttributeError.
"""Support requests, comments, outages and credits, on both databases."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import Engine, text

from domain.alerts import Subject, SubjectType
from domain.catalog import Direction, Metric
from domain.errors import Conflict
from domain.handoffs import Thread
from domain.outages import Outage, OutageUpdate, ended
from domain.service_credits import ServiceCredit
from domain.stages import Stage
from domain.support_clocks import Clock, Pause
from domain.support_comments import Comment, CommentKind
from domain.support_priorities import Impact, Priority, Urgency
from domain.support_requests import (
    Cause,
    Rating,
    Report,
    RequestFile,
    RequestState,
    Resolution,
    SupportRequest,
)
from storage.support_requests import QueueCounts, QueueFilter, QueueState
from storage.unit_of_work import Storage
from tests.builders import NOON, an_agreement
from tests.storage.filling import fill_agreements
from tests.storage.texts import TEXTS

HOUR = timedelta(hours=1)
METRIC = Metric("resolution", "Time", "hours", Decimal("4.50"), Direction.AT_MOST, Decimal(5))


def a_request(number: int = 1, **changes: Any) -> SupportRequest:
    made = SupportRequest(
        id=f"r-{number}",
        number=f"REQ-{1000 + number}",
        agreement="a-1",
        organization="nrcs",
        service="managed_laptop",
        service_name="Managed laptop",
        area="end_user_support",
        report=Report(
            "Does not start", Impact.PERSON, Urgency.HIGH, "Fort Collins", "Ann", (RequestFile("F1", "a", 9),)
        ),
        priority=Priority.NORMAL,
        asked_by="p-1",
        asked_at=NOON + number * HOUR,
        started_at=NOON + number * HOUR,
    )
    return replace(made, **changes)


FULL = a_request(
    state=RequestState.RESOLVED,
    state_since=NOON,
    assignee="staff",
    responded_at=NOON,
    pauses=(Pause(NOON, NOON + HOUR), Pause(NOON + 2 * HOUR)),
    clocks=(Clock(METRIC, NOON, NOON, NOON, NOON, "No part"),),
    resolution=Resolution(NOON, "staff", "Exchanged", Cause.SUPPLIER),
    reopened=2,
    rating=Rating(4, "Fine", NOON, "p-1"),
    customer_thread=Thread("D1", "1.1"),
    staff_thread=Thread("C1", "2.2"),
)


@pytest.fixture
def storage(storage: Storage) -> Storage:
    fill_agreements(storage, an_agreement(Stage.OPERATIONS))
    return storage


def kept(storage: Storage, *requests: SupportRequest) -> tuple[SupportRequest, ...]:
    with storage.unit_of_work() as work:
        saved = tuple(work.support_requests.save(each) for each in requests)
        work.commit()
        return saved


def test_a_request_comes_back_as_it_was_kept(storage: Storage):
    (saved,) = kept(storage, FULL)
    with storage.reading() as work:
        assert saved == work.support_requests.get("r-1") == work.support_requests.by_number("REQ-1001")
        assert saved == replace(FULL, revision=1)
        for thread in (FULL.customer_thread, FULL.staff_thread):
            assert thread
            assert work.support_requests.by_thread(thread) == saved


@pytest.mark.parametrize("words", TEXTS)
def test_texts_of_every_script_are_kept(storage: Storage, words: str):
    report = replace(FULL.report, description=f"a{words}b")
    (saved,) = kept(storage, replace(FULL, report=report, service_name=f"a{words}b"))
    with storage.reading() as work:
        assert work.support_requests.get("r-1").service_name.startswith("a")
        assert work.support_requests.get("r-1").report.place == saved.report.place


def test_a_save_over_a_newer_revision_is_refused(storage: Storage):
    (first,) = kept(storage, a_request())
    kept(storage, replace(first, assignee="staff"))
    with pytest.raises(Conflict):
        kept(storage, replace(first, assignee=None))
    with pytest.raises(Conflict):
        kept(storage, replace(a_request(2), number="REQ-1001"))


def test_numbers_go_on_and_what_is_rolled_back_is_used_again(storage: Storage):
    with storage.unit_of_work() as work:
        assert work.support_requests.next_number() == "REQ-1001"
    with storage.unit_of_work() as work:
        assert [work.support_requests.next_number() for _ in range(2)] == ["REQ-1001", "REQ-1002"]
        work.commit()


def test_the_queue_is_in_order_and_counted(storage: Storage):
    late = (replace(FULL.clocks[0], met_at=None),)
    kept(
        storage,
        a_request(1),
        a_request(2, priority=Priority.CRITICAL, assignee="staff", state=RequestState.WAITING),
        a_request(3, clocks=late, area="network_engineering"),
        a_request(4, started_at=None),
        replace(FULL, id="r-9", number="REQ-1009"),
    )
    asked = {
        QueueFilter(): ["r-2", "r-1", "r-3"],
        QueueFilter(QueueState.UNASSIGNED): ["r-1", "r-3"],
        QueueFilter(QueueState.WAITING): ["r-2"],
        QueueFilter(QueueState.LATE): ["r-3"],
        QueueFilter(QueueState.HELD): ["r-4"],
        QueueFilter(area="network_engineering"): ["r-3"],
        QueueFilter(assignee="staff"): ["r-2"],
        QueueFilter(priority=Priority.NORMAL, organization="nrcs"): ["r-1", "r-3"],
        QueueFilter(organization="fns"): [],
    }
    with storage.reading() as work:
        requests = work.support_requests
        assert {wanted: [each.id for each in requests.queue(wanted, 10)] for wanted in asked} == asked
        assert [each.id for each in requests.queue(QueueFilter(), 1, 1)] == ["r-1"]
        assert requests.counts() == QueueCounts(open=3, unassigned=2, due=0, waiting=1, late=1, held=1)
        assert [each.id for each in requests.held_of("p-1", 9)] == ["r-4"]
        assert requests.asked_since("p-1", NOON + 2 * HOUR) == 2


def test_lists_of_a_person_and_an_agreement_have_the_latest_first(storage: Storage):
    kept(storage, a_request(1), a_request(2), a_request(3, asked_by="fns-person"), a_request(4, merged_into="REQ-1001"))
    with storage.reading() as work:
        requests = work.support_requests
        assert [each.id for each in requests.of_person("p-1", 2)] == ["r-4", "r-2"]
        assert [each.id for each in requests.of_agreement("a-1", 9, 1)] == ["r-3", "r-2", "r-1"]
        assert [each.id for each in requests.of_agreement("a-1", 9, 0, "fns-person")] == ["r-3"]
        assert [each.id for each in requests.merged_into("REQ-1001")] == ["r-4"]


def test_what_is_due_and_what_is_resolved_for_long_is_found_by_time(storage: Storage):
    due = (Clock(METRIC, due_at=NOON + HOUR),)
    kept(
        storage, a_request(1, clocks=due), a_request(2, clocks=FULL.clocks), replace(FULL, id="r-9", number="REQ-1009")
    )
    with storage.reading() as work:
        requests = work.support_requests
        assert (requests.due(NOON + HOUR, 9), requests.due(NOON + 2 * HOUR, 9)) == ((), ("r-1",))
        assert (requests.resolved_before(NOON, 9), requests.resolved_before(NOON + HOUR, 9)) == ((), ("r-9",))


def test_a_saved_request_is_looked_at_for_alerts(storage: Storage):
    kept(storage, a_request())
    with storage.reading() as work:
        looked = {watch.subject for watch in work.watches.due(NOON, 50)}
    assert {Subject(SubjectType.SUPPORT_REQUEST, "r-1"), Subject(SubjectType.PERSON, "p-1")} <= looked


def test_comments_are_kept_in_the_order_in_which_they_were_written(storage: Storage):
    kept(storage, a_request())
    first = Comment("c-2", "r-1", CommentKind.NOTE, NOON, "staff", True, "Old", (RequestFile("F1", "a.png", 9),))
    second = Comment("c-1", "r-1", CommentKind.COMMENT, NOON + HOUR, "outside", True, "On its way", (), "Sam")
    with storage.unit_of_work() as work:
        for each in (second, first):
            work.support_requests.add_comment(each)
        work.commit()
    with storage.reading() as work:
        assert work.support_requests.comments("r-1") == (first, second)
        assert work.support_requests.comment("c-2") == first
        assert work.support_requests.comment("c-9") is None
    with pytest.raises(Conflict), storage.unit_of_work() as work:
        work.support_requests.add_comment(first)


def test_outages_that_run_are_found_by_their_service(storage: Storage):
    news = (OutageUpdate(NOON, "staff", "Down"),)
    first = Outage("o-1", "vpn", "VPN", NOON, news, "Fort Collins", NOON + HOUR)
    second = replace(first, id="o-2", service="mail", started_at=NOON + HOUR, expected_by=None)
    with storage.unit_of_work() as work:
        saved = [work.outages.save(each) for each in (first, second)]
        work.commit()
    with storage.reading() as work:
        assert work.outages.find("o-1") == saved[0]
        assert [each.id for each in work.outages.running()] == ["o-2", "o-1"]
        assert [each.id for each in work.outages.running(["vpn"])] == ["o-1"]
    with storage.unit_of_work() as work:
        work.outages.save(ended(saved[0], "Up", "staff", NOON + 2 * HOUR))
        work.commit()
    with storage.unit_of_work() as work, pytest.raises(Conflict):
        work.outages.save(saved[0])
    with storage.reading() as work:
        assert [each.id for each in work.outages.running()] == ["o-2"]
        assert [each.id for each in work.outages.latest(NOON, 9)] == ["o-2", "o-1"]
        assert [each.id for each in work.outages.latest(NOON, 1, ["vpn"])] == ["o-1"]


def test_a_month_has_one_credit_for_a_metric_of_a_line(storage: Storage):
    month = date(2026, 11, 1)
    credit = ServiceCredit(
        "a-1", "nrcs", "vpn", "resolution", month, Decimal("2.5"), Decimal("100.00"), Decimal("2.50"), "REQ-1001", NOON
    )
    with storage.unit_of_work() as work:
        again = replace(credit, request="REQ-1002")
        later = replace(credit, month=date(2026, 12, 1))
        assert [work.service_credits.keep_first(each) for each in (credit, again, later)] == [True, False, True]
        work.commit()
    with storage.reading() as work:
        assert work.service_credits.of_agreement("a-1") == (credit, later)
        assert work.service_credits.of_month(month) == (credit,)


def test_tickets_elsewhere_are_known_both_ways(storage: Storage):
    kept(storage, a_request())
    with storage.unit_of_work() as work:
        assert work.outside_tickets.position() == ""
        work.outside_tickets.keep("r-1", "INC1")
        work.outside_tickets.keep_position("17")
        work.commit()
    with storage.reading() as work:
        tickets = work.outside_tickets
        assert (tickets.of_request("r-1"), tickets.request_of("INC1"), tickets.request_of("x")) == ("INC1", "r-1", None)
        assert tickets.position() == "17"


def test_the_queue_reads_open_requests_only(engine: Engine, storage: Storage):
    rows = [
        replace(FULL, id=f"c-{n}", number=f"REQ-{5000 + n}", customer_thread=None, staff_thread=None)
        for n in range(400)
    ]
    kept(storage, *rows, *(a_request(n) for n in range(1, 20)))
    plan = "EXPLAIN QUERY PLAN" if engine.dialect.name == "sqlite" else "EXPLAIN"
    question = (
        "SELECT id FROM support_requests WHERE state IN ('new', 'in_progress', 'waiting') ORDER BY rank, asked_at, id"
    )
    with engine.connect() as connection:
        if engine.dialect.name != "sqlite":
            connection.execute(text("SET enable_seqscan = off"))
        found = " ".join(str(row) for row in connection.execute(text(f"{plan} {question} LIMIT 10")))
    assert "ix_support_requests_open" in found
