"""Alerts, their deliveries and watches are kept and found again, on both databases."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine

from domain.alert_deliveries import STAFF_PLACE, Delivery, How, Why
from domain.alerts import AlertKind, Subject, SubjectType
from domain.errors import Conflict
from domain.kept_alerts import claim, settle
from domain.people import Contact, Role, Side
from storage.alerts import FailedDelivery, Whose
from storage.unit_of_work import Storage
from storage.watches import AT_ONCE
from tests.builders import NOON, an_agreement
from tests.domain.alert_builders import a_wanted, an_alert
from tests.storage.filling import fill_agreements

AGREEMENT = Subject(SubjectType.AGREEMENT, "a-1")
LATER = NOON + timedelta(hours=1)


@pytest.fixture
def filled(storage: Storage) -> Storage:
    fill_agreements(storage, an_agreement(contacts=(Contact("cec-sml", Side.CEC, Role.SML),)))
    return storage


def _add(storage: Storage, *alerts, deliveries=()) -> None:
    with storage.unit_of_work() as work:
        for alert in alerts:
            work.alerts.add(alert)
        for delivery in deliveries:
            work.alerts.keep_delivery(delivery)
        work.commit()


def _delivery(place: str, alert: str = "alert-1", **changes) -> Delivery:
    return replace(Delivery(alert, place, 0, How.DIRECT, Why.FIRST, NOON, NOON), **changes)


def test_an_alert_is_found_again_as_it_was(filled: Storage):
    alert = an_alert(wanted=a_wanted(facts={"number": "SLA-2027-0001", "count": 2, "over": True, "by": None}))
    _add(filled, alert)
    with filled.reading() as work:
        assert work.alerts.find("alert-1") == alert
        assert work.alerts.concerning(AGREEMENT)[AGREEMENT] == (alert,)
        assert work.alerts.find("nothing") is None


def test_one_thing_is_one_open_alert(filled: Storage):
    _add(filled, an_alert())
    with pytest.raises(Conflict):
        _add(filled, an_alert(id="alert-2"))
    with filled.unit_of_work() as work:
        over = settle(an_alert(), "staff", "Done.", LATER).alert
        work.alerts.save(over, 1)
        work.alerts.add(an_alert(id="alert-2"))
        work.commit()


def test_a_change_over_a_newer_one_is_refused(filled: Storage):
    _add(filled, an_alert())
    with filled.unit_of_work() as work:
        work.alerts.save(claim(an_alert(), "staff", NOON).alert, 1)
        with pytest.raises(Conflict, match="Someone else changed this alert"):
            work.alerts.save(claim(an_alert(), "cec-sml", NOON).alert, 1)


def test_of_settled_alerts_only_those_that_somebody_settled_are_compared_with(filled: Storage):
    by_hand = settle(an_alert(), "staff", "Done.", LATER).alert
    by_itself = replace(by_hand, id="alert-2", settled_by=None)
    _add(filled, by_hand, by_itself)
    with filled.reading() as work:
        assert work.alerts.concerning(AGREEMENT)[AGREEMENT] == (by_hand,)


def test_deliveries_are_kept_by_place_and_know_where_their_message_is(filled: Storage):
    first, second = _delivery("staff"), _delivery(STAFF_PLACE, how=How.CHANNEL, level=1)
    _add(filled, an_alert(), deliveries=(second, replace(first, place="cec-sml")))
    with filled.unit_of_work() as work:
        work.alerts.keep_delivery(replace(second, channel_id="C1", ts="1.2"))
        found = work.alerts.deliveries("alert-1")
        assert [(each.place, each.ts) for each in found] == [("cec-sml", None), (STAFF_PLACE, "1.2")]
        assert work.alerts.delivery("alert-1", "nobody") is None


def test_mine_are_those_told_to_me_that_no_other_has_and_those_that_i_have(filled: Storage):
    told, taken, own = an_alert(), an_alert(id="alert-2", wanted=a_wanted(key="b")), an_alert(id="alert-3")
    own = replace(own, wanted=a_wanted(key="c", kind=AlertKind.FUNDS_RECORDED))
    places = [_delivery("cec-sml", each.id) for each in (told, taken)]
    _add(filled, told, claim(taken, "staff", NOON).alert, claim(own, "cec-sml", NOON).alert, deliveries=places)
    with filled.reading() as work:
        mine = work.alerts.open_ones(Whose.MINE, "cec-sml", 10)
        assert [alert.id for alert in mine] == ["alert-1", "alert-3"]
        assert work.alerts.counted(Whose.MINE, "cec-sml") == {AlertKind.FUNDS_OVERDUE: 1, AlertKind.FUNDS_RECORDED: 1}
        some = work.alerts.open_ones(Whose.MINE, "cec-sml", 10, kinds=(AlertKind.FUNDS_RECORDED,))
        assert [alert.id for alert in some] == ["alert-3"]
        assert work.alerts.subjects_of("cec-sml") == (AGREEMENT,)
        assert work.alerts.many_of(["cec-sml", "staff", "nobody"]) == {"cec-sml": 2, "staff": 1}


def test_the_team_has_those_of_its_agreements_and_of_the_staff_channel(filled: Storage):
    elsewhere = an_alert(id="alert-2", wanted=a_wanted(key="b", agreement="a-9"))
    in_channel = an_alert(id="alert-3", wanted=a_wanted(key="c", agreement=None))
    place = _delivery(STAFF_PLACE, "alert-3", how=How.CHANNEL)
    _add(filled, an_alert(), elsewhere, in_channel, deliveries=[place])
    with filled.reading() as work:
        assert [each.id for each in work.alerts.open_ones(Whose.TEAM, "cec-sml", 10)] == ["alert-1", "alert-3"]
        assert [each.id for each in work.alerts.open_ones(Whose.TEAM, "staff", 10)] == ["alert-3"]
        assert len(work.alerts.open_ones(Whose.ALL, "staff", 2)) == 2
        assert [each.id for each in work.alerts.open_ones(Whose.ALL, "staff", 2, offset=2)] == ["alert-3"]


def test_digests_and_failed_places_are_remembered(filled: Storage):
    with filled.unit_of_work() as work:
        work.alerts.keep_digests({"staff": date(2026, 11, 2)})
        work.alerts.keep_digests({"staff": date(2026, 11, 3)})
        work.alerts.keep_failed(FailedDelivery("C1", "is_archived", NOON))
        assert work.alerts.digest_days() == {"staff": date(2026, 11, 3)}
        assert work.alerts.failed("C1") == FailedDelivery("C1", "is_archived", NOON)
        assert work.alerts.failed("C2") is None


# Watches


def test_whatever_changes_an_agreement_has_it_looked_at_at_once(filled: Storage):
    with filled.unit_of_work() as work:
        (watch,) = work.watches.due(NOON, 10)
        assert (watch.subject, watch.look_at) == (AGREEMENT, AT_ONCE)
        assert work.watches.take([watch])
        work.watches.next_at({AGREEMENT: LATER})
        work.commit()
    with filled.unit_of_work() as work:
        assert work.watches.due(NOON, 10) == ()
        work.agreements.save(work.agreements.get("a-1"))
        work.commit()
    with filled.reading() as work:
        assert [each.subject for each in work.watches.due(NOON, 10)] == [AGREEMENT]


def test_those_that_are_due_come_by_their_time_and_never_the_others(storage: Storage):
    subjects = [Subject(SubjectType.MEETING, name) for name in ("late", "early", "coming")]
    with storage.unit_of_work() as work:
        for subject, at in zip(subjects, (NOON, NOON - timedelta(days=1), LATER), strict=True):
            work.watches.look(subject, at)
        work.commit()
    with storage.reading() as work:
        assert [each.subject.id for each in work.watches.due(NOON, 10)] == ["early", "late"]
        assert [each.subject.id for each in work.watches.due(NOON, 1)] == ["early"]


def test_what_changed_after_it_was_read_is_not_taken(filled: Storage):
    with filled.reading() as work:
        (watch,) = work.watches.due(NOON, 10)
    with filled.unit_of_work() as work:
        work.watches.look(AGREEMENT)
        work.commit()
    with filled.unit_of_work() as work:
        assert not work.watches.take([watch])
        (again,) = work.watches.due(NOON, 10)
        assert work.watches.take([again])


def test_two_sweeps_at_once_do_not_take_the_same(filled: Storage, engine: Engine):
    if engine.dialect.name == "sqlite":
        return  # a writing transaction is the only one
    with filled.unit_of_work() as first, filled.unit_of_work() as second:
        (watch,) = first.watches.due(NOON, 10)
        assert first.watches.take([watch])
        assert not second.watches.take([watch])


def test_two_who_change_the_same_do_not_wait_for_each_other_before_they_commit(filled: Storage, engine: Engine):
    if engine.dialect.name == "sqlite":
        return  # a writing transaction is the only one
    with filled.unit_of_work() as first, filled.unit_of_work() as second:
        first.watches.look(AGREEMENT)
        second.watches.look(AGREEMENT)
        second.commit()
        first.commit()
    with filled.reading() as work:
        (watch,) = work.watches.due(NOON, 10)
        assert watch.revision == 3


def test_one_that_was_swept_by_another_meanwhile_is_not_taken_again(filled: Storage):
    with filled.unit_of_work() as work:
        (watch,) = work.watches.due(NOON, 10)
        work.watches.next_at({AGREEMENT: None})
        work.commit()
    with filled.unit_of_work() as work:
        assert not work.watches.take([watch])
        assert work.watches.due(NOON + timedelta(days=9_000), 10) == ()
