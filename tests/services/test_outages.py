"""Outages, told to all customers who have the service, with news until they are over."""

from collections.abc import Collection
from datetime import timedelta

import pytest

from domain.errors import Conflict, InvalidInput, NotAllowed, NotFound
from domain.notices import NoticeKind
from domain.people import Person
from services.support_cards import OutageCard
from storage.people import People
from tests.services.office import AT, Office
from tests.services.support_steps import told

HOUR = timedelta(hours=1)
#: NRCS and APHIS have it in an agreement that runs.
SERVICE = "service_desk"


def announced(office: Office) -> OutageCard:
    return office.services.outages.announce(
        office.actor("luis"), SERVICE, "The phones of the service desk are down.", "Fort Collins", AT + 3 * HOUR, "o-1"
    )


def test_customers_with_the_service_are_told_once_each_and_so_is_cec(office: Office):
    assert announced(office).told == 2
    assert announced(office).outage.revision == 1
    notices = told(office, NoticeKind.OUTAGE)
    to = [notice.to.slack_user_id or "staff" for notice in notices]
    assert sorted(to) == ["U0FATIMA", "U0JORGE", "U0MARIA", "U0ROBERT", "staff"]
    assert {notice.facts["what"] for notice in notices} == {"announced"}


def test_news_and_the_end_go_to_the_same_people(office: Office):
    outages, luis = office.services.outages, office.actor("luis")
    card = announced(office)
    outages.update(luis, card.outage.id, "A line is cut.", AT + 5 * HOUR, card.outage.revision)
    with pytest.raises(Conflict, match="meanwhile"):
        outages.end(luis, card.outage.id, "Over.", card.outage.revision)
    over = outages.end(luis, card.outage.id, "The line is repaired.")
    assert over.outage.is_over
    assert [each.words for each in over.outage.updates][1:] == ["A line is cut.", "The line is repaired."]
    assert len(told(office, NoticeKind.OUTAGE)) == 15
    with pytest.raises(Conflict, match="over already"):
        outages.update(luis, card.outage.id, "More news")


def test_it_is_known_to_customers_who_have_the_service_and_to_nobody_else(office: Office):
    outages, card = office.services.outages, announced(office)
    for name in ("maria", "fatima", "luis"):
        assert [each.outage.id for each in outages.known_for(office.actor(name), SERVICE)] == [card.outage.id]
        assert outages.view(office.actor(name), card.outage.id).outage == card.outage
    assert outages.known_for(office.actor("maria"), "managed_desktop") == ()
    assert outages.running(office.actor("beatriz")) == ()
    with pytest.raises(NotFound):
        outages.view(office.actor("beatriz"), card.outage.id)
    with pytest.raises(NotAllowed):
        outages.running(office.actor("nina"))


def test_what_is_over_is_offered_no_more_but_still_found(office: Office):
    outages, card = office.services.outages, announced(office)
    outages.end(office.actor("luis"), card.outage.id, "Repaired.")
    assert outages.known_for(office.actor("maria"), SERVICE) == ()
    assert [each.outage.id for each in outages.latest(office.actor("maria"))] == [card.outage.id]
    office.clock.pass_by(days=30)
    assert outages.latest(office.actor("maria")) == ()


def test_many_outages_of_others_hide_none_of_ones_own(office: Office, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("services.outages.MOST_SHOWN", 1)
    card = announced(office)
    office.clock.pass_by(minutes=1)
    office.services.outages.announce(office.actor("luis"), "geospatial_platform", "The map is empty.")
    assert [each.outage.id for each in office.services.outages.latest(office.actor("fatima"))] == [card.outage.id]


def test_whom_to_tell_is_asked_once_for_all_agreements(office: Office, monkeypatch: pytest.MonkeyPatch):
    ours, asked = People.several, list[Collection[str]]()

    def several(people: People, ids: Collection[str]) -> tuple[Person, ...]:
        asked.append(ids)
        return ours(people, ids)

    monkeypatch.setattr(People, "several", several)
    assert announced(office).told == 2
    assert len(asked) == 1


def test_bad_input_is_told_at_its_field(office: Office):
    outages, luis = office.services.outages, office.actor("luis")
    for field, wrong in (
        ("service", lambda: outages.announce(luis, "no_such", "x")),
        ("words", lambda: outages.announce(luis, SERVICE, " ")),
        ("expected_by", lambda: outages.announce(luis, SERVICE, "x", expected_by=AT - HOUR)),
        ("place", lambda: outages.announce(luis, SERVICE, "x", "y" * 301)),
    ):
        with pytest.raises(InvalidInput) as caught:
            wrong()
        assert caught.value.field == field
    with pytest.raises(NotAllowed):
        outages.announce(office.actor("maria"), SERVICE, "x")
    with pytest.raises(NotFound):
        outages.end(luis, "no-such", "x")
