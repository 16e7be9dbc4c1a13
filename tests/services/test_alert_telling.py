"""Each alert reaches the one who can do it, once, at a good time, and what is over is told to nobody."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from domain.alerts import AlertKind
from domain.notices import Destination, NoticeKind
from domain.people import Contact, Role, Side
from domain.preferences import AlertsBy, Preferences
from services.alert_cards import AlertCard
from tests.services.alert_steps import PRESENTED, all_open, happened, lines, posted, swept, the_alert, view
from tests.services.office import AT, Office
from tests.services.proposal_steps import accept

WAITING = AlertKind.PROPOSAL_WAITING_CUSTOMER
SUNDAY = datetime(2026, 11, 1, 16, 0, tzinfo=UTC)


def _person(office: Office, person_id: str, **changes: object) -> None:
    with office.storage.unit_of_work() as work:
        work.people.save(replace(work.people.get(person_id), **changes))  # pyright: ignore[reportArgumentType]
        work.commit()


def _prefer(office: Office, person_id: str, **changes: object) -> None:
    with office.storage.unit_of_work() as work:
        work.preferences.save(Preferences(person_id, **changes))  # pyright: ignore[reportArgumentType]
        work.commit()


def _waiting(office: Office) -> AlertCard:
    swept(office)
    return the_alert(office, WAITING, PRESENTED)


def test_sweeping_again_and_again_tells_it_once(office: Office):
    alert = _waiting(office)
    for minute in range(5):
        swept(office, AT + timedelta(minutes=minute))
    assert posted(office, alert) == ["U0JAMES"]
    assert happened(office, alert) == ["raised"]


def test_in_quiet_hours_it_is_held_and_told_when_they_end(office: Office):
    office.clock.at = AT + timedelta(hours=10)  # 20:00 in Washington
    alert = _waiting(office)
    assert posted(office, alert) == []
    held = view(office, alert).deliveries[0]
    assert (held.told_at, held.due_at) == (None, datetime(2026, 11, 3, 12, 0, tzinfo=UTC))
    swept(office, held.due_at)
    assert posted(office, alert) == ["U0JAMES"]


def test_what_is_held_while_somebody_has_it_is_not_looked_at_every_minute(office: Office):
    office.clock.at = AT + timedelta(hours=10)
    alert = _waiting(office)
    office.services.alerts.claim(office.actor("priya"), alert.alert.id)
    swept(office, AT + timedelta(days=1))
    with office.storage.reading() as work:
        due = work.watches.due(AT + timedelta(days=1, minutes=2), 100)
    assert alert.alert.wanted.subject not in [each.subject for each in due]
    assert posted(office, alert) == []


def test_what_is_settled_while_it_is_held_is_never_told(office: Office):
    office.clock.at = AT + timedelta(hours=10)
    alert = _waiting(office)
    accept(office, "maria")
    for days in (1, 2, 3):
        swept(office, AT + timedelta(days=days))
    assert posted(office, alert) == []
    assert view(office, alert).deliveries[0].problem == "settled"
    assert lines(office, alert) == []


def test_after_a_week_of_silence_what_still_matters_is_told_and_the_rest_is_not(office: Office):
    office.clock.at = AT + timedelta(hours=10)
    alert = _waiting(office)
    accept(office, "maria")
    swept(office, AT + timedelta(days=7))
    assert posted(office, alert) == []
    accepted = the_alert(office, AlertKind.PROPOSAL_ACCEPTED, PRESENTED)
    assert happened(office, accepted) == ["raised"]


def test_in_the_staff_channel_is_told_who_wants_it_there(office: Office):
    _prefer(office, "p-james", alerts_by=AlertsBy.CHANNEL)
    alert = _waiting(office)
    assert posted(office, alert) == ["staff"]
    mine = office.services.alerts.open_for(office.actor("james"))
    assert alert.alert.id in [each.alert.id for each in mine.items]


def test_who_wants_digests_only_is_sent_no_message(office: Office):
    _prefer(office, "p-james", alerts_by=AlertsBy.DIGEST)
    alert = _waiting(office)
    assert posted(office, alert) == []
    assert view(office, alert).deliveries[0].how == "digest"


def test_what_nobody_claims_goes_on_to_the_coordinator_and_then_to_the_staff_channel(office: Office):
    alert = _waiting(office)
    swept(office, AT + timedelta(days=2))
    assert posted(office, alert) == ["U0JAMES", "U0GRACE"]
    assert lines(office, alert) == [("U0JAMES", "escalated")]
    swept(office, AT + timedelta(days=4))
    assert "staff" in posted(office, alert)


def test_what_is_settled_by_itself_updates_its_one_message(office: Office):
    alert = _waiting(office)
    office.services.alerts.posted(alert.alert.id, "p-james", "D1", "1.1")
    accept(office, "maria")
    swept(office)
    updates = [n for n in office.notices() if n.kind is NoticeKind.ALERT and n.facts["alert"] == alert.alert.id]
    assert [notice.key.split(":")[0] for notice in updates] == ["alert", "alert-update"]
    assert lines(office, alert) == [("U0JAMES", "settled")]
    message = office.services.alerts.message(alert.alert.id, "p-james")
    assert message is not None
    assert (message.channel_id, message.ts, message.card.alert.is_open) == ("D1", "1.1", False)


def test_what_is_settled_before_it_was_posted_is_not_posted_any_more(office: Office):
    alert = _waiting(office)
    accept(office, "maria")
    swept(office)
    assert office.services.alerts.message(alert.alert.id, "p-james") is None


def test_nothing_is_sent_to_a_person_who_left(office: Office):
    alert = _waiting(office)
    office.services.alerts.posted(alert.alert.id, "p-james", "D1", "1.1")
    _person(office, "p-james", active=False)
    before = len(office.notices())
    accept(office, "maria")
    swept(office)
    new = [notice for notice in office.notices()[before:] if notice.to.slack_user_id == "U0JAMES"]
    assert [n for n in new if n.kind in (NoticeKind.ALERT, NoticeKind.ALERT_THREAD)] == []
    assert office.services.alerts.message(alert.alert.id, "p-james") is None


def test_who_takes_over_is_told_of_what_was_waiting(office: Office):
    alert = _waiting(office)
    with office.storage.unit_of_work() as work:
        agreement = work.agreements.by_number(PRESENTED)
        assert agreement
        lead = Contact("p-priya", Side.CEC, Role.SML)
        others = tuple(each for each in agreement.contacts if each.role is not Role.SML)
        work.agreements.save(replace(agreement, contacts=(lead, *others)))
        work.commit()
    swept(office)
    assert posted(office, alert) == ["U0JAMES", "U0PRIYA"]


def test_an_alert_of_someone_who_leaves_waits_for_others_again(office: Office):
    alert = _waiting(office)
    office.services.alerts.claim(office.actor("priya"), alert.alert.id)
    _person(office, "p-priya", active=False)
    with office.storage.unit_of_work() as work:
        work.watches.look(alert.alert.wanted.subject)
        work.commit()
    swept(office)
    assert happened(office, alert) == ["raised", "claimed", "released"]


def test_who_is_not_in_slack_is_stood_in_for_by_the_staff_channel(office: Office):
    _person(office, "p-james", slack_user_id=None)
    swept(office)
    office.actor("priya")
    (alert,) = [
        each
        for each in office.services.alerts.open_for(office.actor("priya"), whose="all", size=100).items  # pyright: ignore
        if each.alert.wanted.kind is WAITING and each.alert.wanted.facts["number"] == PRESENTED
    ]
    assert posted(office, alert) == ["staff"]


def test_a_message_that_can_not_be_posted_is_told_to_others(office: Office):
    alert = _waiting(office)
    office.services.alerts.failed(alert.alert.id, "p-james", "user_disabled")
    swept(office)
    assert posted(office, alert) == ["U0JAMES", "staff"]
    assert [each.problem for each in view(office, alert).deliveries] == ["user_disabled", ""]


def test_where_who_was_given_an_alert_cannot_be_reached_the_staff_channel_is_told(office: Office):
    alert = _waiting(office)
    office.services.alerts.assign(office.actor("james"), alert.alert.id, "p-priya")
    office.services.alerts.failed(alert.alert.id, "p-priya", "user_disabled")
    for _ in range(2):
        swept(office)
    assert posted(office, alert) == ["U0JAMES", "U0PRIYA", "staff"]
    assert view(office, alert).deliveries[-1].why == "unreachable"


# A place that is gone


def test_of_an_archived_channel_staff_are_told_once_a_day(office: Office):
    for _ in range(3):
        office.services.channels.report_gone(Destination(channel_id="C0OLD"), "is_archived")
        swept(office)
    alert = the_alert(office, AlertKind.DELIVERY_FAILED)
    assert alert.alert.wanted.facts["error"] == "is_archived"
    assert [n.kind for n in office.notices() if n.kind is NoticeKind.DELIVERY_FAILED] == [NoticeKind.DELIVERY_FAILED]
    assert posted(office, alert) == [], "the notice told of it"


def test_of_the_staff_channel_itself_administrators_are_told(office: Office):
    office.services.channels.report_gone(Destination(staff=True), "is_archived")
    swept(office)
    alert = the_alert(office, AlertKind.DELIVERY_FAILED)
    assert posted(office, alert) == ["U0DANA"]
    swept(office, AT + timedelta(days=9))
    assert all_open(office, AlertKind.DELIVERY_FAILED) == []


# Clock


@pytest.mark.parametrize(
    ("moment", "told"),
    [
        (datetime(2027, 3, 13, 15, 0, tzinfo=UTC), datetime(2027, 3, 15, 11, 0, tzinfo=UTC)),  # clocks go forward
        (datetime(2027, 11, 6, 15, 0, tzinfo=UTC), datetime(2027, 11, 8, 12, 0, tzinfo=UTC)),  # and back
        (datetime(2026, 12, 31, 23, 30, tzinfo=UTC), None),
        (datetime(2028, 2, 29, 15, 0, tzinfo=UTC), None),
    ],
)
def test_the_hour_of_telling_is_right_when_clocks_change_at_the_end_of_a_year_and_on_leap_days(
    office: Office, moment: datetime, told: datetime | None
):
    office.clock.at = moment
    swept(office)
    alerts = [each for each in all_open(office) if each.alert.wanted.kind is AlertKind.SIGNATURE_MISSING]
    (delivery,) = view(office, alerts[0]).deliveries
    assert delivery.due_at == (told or moment)
