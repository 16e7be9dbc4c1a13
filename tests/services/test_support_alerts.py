# pyright: reportOptionalMemberAccess=false
# What is None where it must not be fails the test with an AttributeError.
"""Who is warned of support requests and outages, missed targets that are kept, and credits for them."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from domain.alerts import AlertKind, Looked, Subject, SubjectType
from domain.errors import InvalidInput, NotFound
from domain.fiscal import Period
from domain.proration import prorated_over
from services import support_parts
from services.alert_rules import look_at
from services.context import Context
from services.support_cards import RequestCard
from services.support_parts import Apply
from storage.support_requests import QueueFilter, QueueState
from tests.services.alert_steps import all_open, swept
from tests.services.office import AT, Office
from tests.services.support_steps import LAPTOP, NUMBER, opened, resolved, seen

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def looked(office: Office, type: SubjectType, id: str, at: datetime) -> Looked:
    office.clock.at = at
    with office.storage.reading() as work:
        return look_at(work, office.services.alerts.context, Subject(type, id), at)


def kinds(found: Looked) -> list[AlertKind]:
    return [each.kind for each in found.wanted]


class TestRequests:
    def test_those_of_its_area_are_told_until_somebody_has_it(self, office: Office):
        request = opened(office).request
        found = looked(office, SubjectType.SUPPORT_REQUEST, request.id, AT)
        (alert,) = found.wanted
        assert (alert.kind, alert.levels[0].people, alert.levels[1].people) == (
            AlertKind.REQUEST_UNASSIGNED,
            ("p-luis",),
            ("p-priya",),
        )
        office.services.support_queue.claim(office.actor("luis"), request.number)
        assert kinds(looked(office, SubjectType.SUPPORT_REQUEST, request.id, AT)) == []

    def test_a_warning_comes_at_80_percent_of_the_time_and_then_the_miss(self, office: Office):
        request = opened(office).request
        warn_at = AT + timedelta(minutes=96)
        before = looked(office, SubjectType.SUPPORT_REQUEST, request.id, AT)
        assert before.again_at == warn_at
        near = looked(office, SubjectType.SUPPORT_REQUEST, request.id, warn_at)
        assert AlertKind.REQUEST_WARNING in kinds(near)
        late = looked(office, SubjectType.SUPPORT_REQUEST, request.id, AT + 2 * HOUR + timedelta(minutes=1))
        assert AlertKind.REQUEST_BREACHED in kinds(late)
        assert AlertKind.REQUEST_WARNING not in kinds(late)

    def test_a_customer_who_does_not_answer_for_days_is_told_of(self, office: Office):
        request = opened(office).request
        office.services.support_queue.ask_back(office.actor("luis"), request.number, "Which model?")
        assert kinds(looked(office, SubjectType.SUPPORT_REQUEST, request.id, AT + 6 * DAY)) == []
        assert kinds(looked(office, SubjectType.SUPPORT_REQUEST, request.id, AT + 7 * DAY)) == [
            AlertKind.REQUEST_WAITING
        ]

    def test_many_that_are_held_are_one_alert(self, office: Office):
        first = opened(office).request.number
        for _ in range(22):
            opened(office)
        swept(office)
        (alert,) = all_open(office, AlertKind.REQUESTS_HELD)
        assert alert.alert.wanted.facts["count"] == 3
        assert len(all_open(office, AlertKind.REQUEST_UNASSIGNED)) == 20
        with office.storage.reading() as work:
            numbers = [each.number for each in work.support_requests.held_of("p-fatima", 10)]
        office.services.support_queue.merge(office.actor("luis"), numbers, first)
        swept(office)
        assert all_open(office, AlertKind.REQUESTS_HELD) == []


class TestMissed:
    def test_a_missed_target_is_kept_once_and_has_to_be_explained(self, office: Office):
        card = opened(office)
        queue = office.services.support_queue
        assert queue.keep_missed() == 0
        office.clock.pass_by(hours=2, minutes=1)
        assert (queue.keep_missed(), queue.keep_missed()) == (1, 0)
        (first, _) = seen(office, card).request.clocks
        assert first.breached_at == AT + 2 * HOUR
        fields = [change.field for change in office.history("support_request", card.request.id)]
        assert fields.count("missed first_response") == 1
        late = queue.queue(office.actor("luis"), QueueFilter(QueueState.LATE))
        assert ([row.request.number for row in late.rows], late.counts.late) == ([card.request.number], 1)
        with pytest.raises(InvalidInput) as caught:
            resolved(office, card)
        assert caught.value.field == "breach_cause"
        done = resolved(office, card, breach_cause="Nobody was in")
        assert [clock.cause for clock in done.request.clocks] == ["Nobody was in", ""]

    def test_resolving_late_keeps_it_also_before_the_clock_does(self, office: Office):
        card = opened(office)
        office.clock.pass_by(days=10)
        done = resolved(office, card, breach_cause="No spare part")
        assert all(clock.is_late and clock.cause for clock in done.request.clocks)

    def test_a_credit_is_kept_once_a_month_where_the_metric_gives_one(self, office: Office):
        _with_credit(office, Decimal(5))
        first, second = opened(office), opened(office)
        office.clock.pass_by(days=10)
        for card in (first, second):
            resolved(office, card, breach_cause="No spare part")
        with office.storage.reading() as work:
            agreement = work.agreements.by_number(NUMBER)
            (credit,) = work.service_credits.of_agreement(agreement.id)
            assert work.service_credits.of_month(date(2026, 11, 1)) == (credit,)
        line = next(line for line in agreement.lines if line.service == LAPTOP)
        month = replace(agreement.term, start=date(2026, 11, 1), end=date(2026, 11, 30))
        assert credit.price == prorated_over(line.annual_amount, month)
        assert (credit.metric, credit.percent, credit.request) == ("resolution", Decimal(5), first.request.number)
        assert credit.amount == (credit.price * 5 / 100).quantize(Decimal("0.01"))

    def test_a_credit_is_shown_to_both_sides_of_the_agreement_and_to_nobody_else(self, office: Office):
        _with_credit(office, Decimal(5))
        card = opened(office)
        office.clock.pass_by(days=10)
        office.services.support_queue.keep_missed()
        for name in ("fatima", "luis"):
            (shown,) = office.services.funding.service_credits(office.actor(name), NUMBER)
            assert (shown.credit.request, shown.service_name) == (card.request.number, "Managed laptop")
        with pytest.raises(NotFound):
            office.services.funding.service_credits(office.actor("maria"), NUMBER)

    def test_a_target_missed_after_the_term_gives_no_credit_and_stops_nothing(self, office: Office):
        _with_credit(office, Decimal(5))
        _ending(office, date(2026, 11, 30))
        office.clock.at = datetime(2026, 11, 30, 20, tzinfo=UTC)
        card = opened(office)
        office.clock.pass_by(days=10)
        assert office.services.support_queue.keep_missed() == 1
        assert resolved(office, card, breach_cause="No spare part").request.is_late
        with office.storage.reading() as work:
            credits = work.service_credits.of_agreement(card.request.agreement)
            counted = work.measurements.between(card.request.agreement, date(2026, 11, 30), date(2027, 9, 30))
        assert credits == ()
        assert {each.day for each in counted if each.key == card.request.number} == {date(2026, 11, 30)}

    def test_a_credit_goes_with_the_request_to_another_one_and_not_to_another_service(self, office: Office):
        _with_credit(office, Decimal(5))
        queue, luis = office.services.support_queue, office.actor("luis")
        first = opened(office)
        office.clock.pass_by(days=10)
        assert queue.keep_missed() == 1
        second = opened(office)
        queue.merge(luis, [first.request.number], second.request.number)
        assert _credits(office, first) == [second.request.number]
        changed = queue.change(luis, second.request.number, service="service_desk")
        assert _credits(office, first) == []
        assert changed.request.is_late
        assert [clock.former for clock in changed.request.clocks] == ["Managed laptop"] * 2
        back = queue.change(luis, second.request.number, service=LAPTOP)
        assert [clock.former for clock in back.request.clocks] == ["", ""]
        assert _credits(office, first) == [second.request.number]

    def test_one_that_fails_keeps_no_other_from_being_kept(self, office: Office, monkeypatch: pytest.MonkeyPatch):
        first, second = opened(office), opened(office)
        office.clock.pass_by(days=10)
        ours = support_parts.by_clock

        def failing(context: Context, request_id: str, apply: Apply, tickets: bool) -> None:
            if request_id == first.request.id:
                raise ValueError("broken")
            ours(context, request_id, apply, tickets)

        monkeypatch.setattr(support_parts, "by_clock", failing)
        assert office.services.support_queue.keep_missed() == 1
        assert seen(office, second).request.is_late

    def test_without_a_word_about_credits_there_is_none(self, office: Office):
        card = opened(office)
        office.clock.pass_by(days=10)
        resolved(office, card, breach_cause="No spare part")
        with office.storage.reading() as work:
            assert work.service_credits.of_agreement(card.request.agreement) == ()


def test_an_outage_without_news_is_told_to_who_announced_it(office: Office):
    outages, luis = office.services.outages, office.actor("luis")
    outage = outages.announce(luis, LAPTOP, "No laptop can sign in").outage
    assert kinds(looked(office, SubjectType.OUTAGE, outage.id, AT + HOUR)) == []
    (alert,) = looked(office, SubjectType.OUTAGE, outage.id, AT + 2 * HOUR).wanted
    assert (alert.kind, alert.levels[0].people) == (AlertKind.OUTAGE_SILENT, ("p-luis",))
    outages.update(luis, outage.id, "We know why", AT + 3 * HOUR)
    assert kinds(looked(office, SubjectType.OUTAGE, outage.id, AT + 2 * HOUR)) == []
    assert kinds(looked(office, SubjectType.OUTAGE, outage.id, AT + 3 * HOUR)) == [AlertKind.OUTAGE_SILENT]
    outages.end(luis, outage.id, "All can sign in")
    assert kinds(looked(office, SubjectType.OUTAGE, outage.id, AT + 9 * HOUR)) == []


def _credits(office: Office, card: RequestCard) -> list[str]:
    """The requests that gave them."""
    with office.storage.reading() as work:
        return [each.request for each in work.service_credits.of_agreement(card.request.agreement)]


def _ending(office: Office, end: date) -> None:
    with office.storage.unit_of_work() as work:
        agreement = work.agreements.by_number(NUMBER)
        assert agreement
        work.agreements.save(replace(agreement, term=Period(agreement.term.start, end)))
        work.commit()


def _with_credit(office: Office, percent: Decimal) -> None:
    with office.storage.unit_of_work() as work:
        agreement = work.agreements.by_number(NUMBER)
        assert agreement
        lines = tuple(
            replace(
                line,
                metrics=tuple(
                    replace(metric, credit=percent) if metric.key == "resolution" else metric for metric in line.metrics
                ),
            )
            for line in agreement.lines
        )
        work.agreements.save(replace(agreement, lines=lines))
        work.commit()
