"""What staff do with alerts: they see why and to whom one was told, claim, snooze, pass on and settle it."""

from dataclasses import replace
from datetime import time, timedelta

import pytest

from domain.alerts import AlertKind
from domain.errors import Conflict, InvalidInput, NotAllowed, NotFound
from domain.kept_alerts import AlertState
from domain.notices import Destination, NoticeKind
from domain.permissions import Actor
from domain.preferences import DigestRhythm, Preferences
from services.alert_cards import AlertCard
from storage.alerts import Whose
from tests.services.alert_steps import PRESENTED, all_open, happened, lines, posted, swept, the_alert, view
from tests.services.office import AT, Office

WAITING = AlertKind.PROPOSAL_WAITING_CUSTOMER


@pytest.fixture
def waiting(office: Office) -> AlertCard:
    swept(office)
    return the_alert(office, WAITING, PRESENTED)


def test_staff_see_why_it_was_told_and_to_whom(office: Office, waiting: AlertCard):
    seen = view(office, waiting)
    assert [(each.name, each.how, each.why) for each in seen.deliveries] == [("James Okafor", "direct", "first")]
    assert [(entry.what, entry.by) for entry in seen.history] == [("raised", None)]
    assert seen.card.waits_for == ("James Okafor",)


@pytest.mark.parametrize("who", ["maria", "omar"])
def test_nobody_but_staff_sees_or_handles_alerts(office: Office, waiting: AlertCard, who: str):
    alerts, actor, alert_id = office.services.alerts, office.actor(who), waiting.alert.id
    for use in (
        lambda: alerts.open_for(actor),
        lambda: alerts.view(actor, alert_id),
        lambda: alerts.claim(actor, alert_id),
        lambda: alerts.settle(actor, alert_id),
        lambda: alerts.assign(actor, alert_id, "p-james"),
        lambda: alerts.snooze(actor, alert_id, AT + timedelta(days=1)),
    ):
        with pytest.raises(NotAllowed, match="for CEC staff"):
            use()


def test_who_claims_it_has_it_and_the_thread_says_so(office: Office, waiting: AlertCard):
    claimed = office.services.alerts.claim(office.actor("priya"), waiting.alert.id)
    assert (claimed.card.claimed_by, claimed.card.alert.state) == ("Priya Raman", AlertState.CLAIMED)
    assert lines(office, waiting) == [("U0JAMES", "claimed")]
    assert posted(office, waiting) == ["U0JAMES"], "who claimed it knows of it"
    mine = office.services.alerts.open_for(office.actor("priya"))
    assert waiting.alert.id in [each.alert.id for each in mine.items]
    with pytest.raises(Conflict, match="Someone else has this alert"):
        office.services.alerts.claim(office.actor("james"), waiting.alert.id)


def test_who_is_given_an_alert_is_told(office: Office, waiting: AlertCard):
    office.services.alerts.assign(office.actor("james"), waiting.alert.id, "p-priya")
    assert posted(office, waiting) == ["U0JAMES", "U0PRIYA"]
    assert [each.why for each in view(office, waiting).deliveries] == ["first", "assigned"]


@pytest.mark.parametrize("person", ["p-maria", "p-nobody"])
def test_an_alert_is_given_to_staff_only(office: Office, waiting: AlertCard, person: str):
    with pytest.raises(InvalidInput, match=r"Choose someone of CEC\.") as refused:
        office.services.alerts.assign(office.actor("james"), waiting.alert.id, person)
    assert refused.value.field == "person"


def test_an_alert_is_not_given_to_who_is_not_in_slack(office: Office, waiting: AlertCard):
    with office.storage.unit_of_work() as work:
        work.people.save(replace(work.people.get("p-priya"), slack_user_id=None))
        work.commit()
    with pytest.raises(InvalidInput, match="Priya Raman is not in Slack") as refused:
        office.services.alerts.assign(office.actor("james"), waiting.alert.id, "p-priya")
    assert refused.value.field == "person"


def test_a_snoozed_alert_is_silent_until_its_time_and_then_told_again(office: Office, waiting: AlertCard):
    until = AT + timedelta(days=8)
    office.services.alerts.snooze(office.actor("james"), waiting.alert.id, until)
    swept(office, until - timedelta(minutes=1))
    assert lines(office, waiting) == [("U0JAMES", "snoozed")]
    swept(office, until)
    assert lines(office, waiting) == [("U0JAMES", "snoozed"), ("U0JAMES", "woken")]
    assert the_alert(office, WAITING, PRESENTED).alert.state is AlertState.OPEN


def test_what_is_done_is_not_raised_again_while_it_stays_as_it_is(office: Office, waiting: AlertCard):
    office.services.alerts.settle(office.actor("james"), waiting.alert.id, "They answer on Friday.")
    swept(office, AT + timedelta(days=1))
    assert all_open(office, WAITING, PRESENTED) == []
    assert view(office, waiting).history[0].note == "They answer on Friday."
    assert view(office, waiting).card.settled_by == "James Okafor"


def test_what_changed_since_it_was_looked_at_is_not_settled_blindly(office: Office, waiting: AlertCard):
    office.services.alerts.claim(office.actor("priya"), waiting.alert.id)
    with pytest.raises(Conflict, match="changed meanwhile"):
        office.services.alerts.settle(office.actor("james"), waiting.alert.id, seen=waiting.alert.revision)


def test_a_reason_that_is_too_long_and_an_alert_that_is_not_there_are_refused(office: Office, waiting: AlertCard):
    with pytest.raises(InvalidInput, match="up to 500 characters"):
        office.services.alerts.settle(office.actor("james"), waiting.alert.id, "x" * 501)
    with pytest.raises(NotFound, match="can't find that alert"):
        office.services.alerts.claim(office.actor("james"), "nothing")


def test_an_alert_given_back_goes_on_to_the_next_after_its_time(office: Office, waiting: AlertCard):
    alerts, james = office.services.alerts, office.actor("james")
    alerts.claim(james, waiting.alert.id)
    swept(office, AT + timedelta(days=4))
    alerts.release(james, waiting.alert.id)
    swept(office, AT + timedelta(days=5))
    assert happened(office, waiting) == ["raised", "claimed", "released"]
    swept(office, AT + timedelta(days=8))
    assert "escalated" in happened(office, waiting)


def test_lists_are_paged_and_counted(office: Office, waiting: AlertCard):
    james = office.actor("james")
    first = office.services.alerts.open_for(james, Whose.ALL, size=3)
    second = office.services.alerts.open_for(james, Whose.ALL, page=1, size=3)
    assert (len(first.items), first.has_next) == (3, True)
    assert not {each.alert.id for each in first.items} & {each.alert.id for each in second.items}
    assert first.total == len(all_open(office))


# Digests


def _digests(office: Office) -> list[tuple[str, str]]:
    kept = (notice for notice in office.notices() if notice.kind is NoticeKind.ALERT_DIGEST)
    return [(notice.to.partition, str(notice.facts["day"])) for notice in kept]


def direct(actor: Actor) -> Destination:
    return Destination(slack_user_id=actor.slack_user_id)


def _prefer(office: Office, **changes: object) -> None:
    with office.storage.unit_of_work() as work:
        work.preferences.save(Preferences("p-james", **changes))  # pyright: ignore[reportArgumentType]
        work.commit()


def test_a_digest_leaves_once_a_day_at_its_hour_and_never_on_a_day_off(office: Office):
    swept(office, AT.replace(hour=12, minute=59))  # 7:59 in Washington
    assert _digests(office) == []
    for hours in (0, 1, 24, 25, 5 * 24):  # Monday, Tuesday, Saturday
        swept(office, AT.replace(hour=13) + timedelta(hours=hours))
    assert [day for to, day in _digests(office) if to == "U0JAMES"] == ["2026-11-02", "2026-11-03"]


def test_a_digest_whose_hour_is_in_the_quiet_hours_leaves_when_they_end(office: Office):
    _prefer(office, digest_at=time(19, 30))
    seven = AT.replace(hour=12)  # in Washington
    swept(office, seven - timedelta(minutes=1))
    assert "U0JAMES" not in [to for to, _ in _digests(office)]
    for hours in (0, 14, 23, 24):  # Monday at 7:00 and 21:00, Tuesday at 6:00 and 7:00
        swept(office, seven + timedelta(hours=hours))
    assert [day for to, day in _digests(office) if to == "U0JAMES"] == ["2026-11-02", "2026-11-03"]


def test_a_weekly_digest_leaves_on_the_first_working_day_of_the_week(office: Office):
    _prefer(office, digest=DigestRhythm.WEEKLY)
    for day in range(9):
        swept(office, AT + timedelta(days=day))
    assert [day for to, day in _digests(office) if to == "U0JAMES"] == ["2026-11-02", "2026-11-09"]


def test_startup_tasks_that_their_own_digest_counts_are_not_in_this_one_too(office: Office):
    swept(office)
    james = office.actor("james")
    kinds = {card.alert.wanted.kind for card in office.services.alerts.open_for(james, size=500).items}
    page = office.services.alerts.digest(james, AT.date())
    assert page
    assert AlertKind.STARTUP_BLOCKED in kinds
    assert not {AlertKind.STARTUP_BLOCKED, AlertKind.STARTUP_DUE} & set(page.counts)
    told = [n.facts["total"] for n in office.notices() if n.kind is NoticeKind.ALERT_DIGEST and n.to == direct(james)]
    assert told == [page.total]


def test_who_wants_no_digest_or_has_nothing_open_gets_none(office: Office):
    _prefer(office, digest=DigestRhythm.NEVER)
    swept(office)
    assert "U0JAMES" not in [to for to, _ in _digests(office)]
    assert "U0BEN" not in [to for to, _ in _digests(office)]
