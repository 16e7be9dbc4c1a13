"""Staff approve or decline someone who wants to do business with CEC, and say who leads it."""

from dataclasses import replace
from typing import Any

import pytest

from domain.errors import Conflict, InvalidInput, NotAllowed, NotFound
from domain.first_contacts import FirstContactState
from domain.handoffs import Thread
from domain.notices import NoticeKind
from domain.people import Role, Side
from services.contact_cards import ContactGiven
from tests.services.first_contact_steps import ERS, ask, kinds, nina_asks
from tests.services.office import Office

# -- decided -----------------------------------------------------------------------------------------------------


def test_approving_a_new_organization_makes_the_person_its_contact(office: Office) -> None:
    asked = nina_asks(office)
    changed = office.services.first_contacts.approve(office.actor("james"), asked, ERS)
    nina = office.actor("nina")
    assert nina.organization == "ers"
    status = office.services.agreements.status(nina, changed.view.number or "")
    assert [card.person.name for card in status.contacts] == ["Nina"]
    assert set(kinds(office)[1:]) == {NoticeKind.FIRST_CONTACT_CHANGED, NoticeKind.FIRST_CONTACT_ANSWERED}


def test_or_they_belong_to_one_that_is_known(office: Office) -> None:
    office.services.first_contacts.approve(office.actor("james"), nina_asks(office), "ars")
    assert office.actor("nina").organization == "ars"


def test_declining_tells_the_reason_and_they_stay_a_stranger(office: Office) -> None:
    asked = nina_asks(office)
    changed = office.services.first_contacts.decline(office.actor("james"), asked, " Outside the department ")
    assert changed.view.first.reason == "Outside the department"
    assert office.actor("nina").person is None
    assert office.services.own_requests.waiting(office.actor("nina")) is None
    told = [notice.to for notice in office.notices() if notice.kind is NoticeKind.FIRST_CONTACT_ANSWERED]
    assert [to.slack_user_id for to in told] == ["U0NINA"]


def test_of_two_who_decide_the_second_is_told(office: Office) -> None:
    asked, first_contacts = nina_asks(office), office.services.first_contacts
    first_contacts.approve(office.actor("james"), asked, ERS)
    with pytest.raises(Conflict, match="approved already"):
        first_contacts.decline(office.actor("priya"), asked, "No")
    with pytest.raises(Conflict, match="approved already"):
        first_contacts.approve(office.actor("priya"), asked, ERS)


@pytest.mark.parametrize("reason", ["", "   ", "r" * 1001])
def test_a_reason_is_needed(office: Office, reason: str) -> None:
    with pytest.raises(InvalidInput, match="Say why"):
        office.services.first_contacts.decline(office.actor("james"), nina_asks(office), reason)


@pytest.mark.parametrize(
    ("organization", "error"),
    [
        (replace(ERS, key="nrcs"), Conflict),
        (replace(ERS, name=""), InvalidInput),
        (replace(ERS, abbreviation="NRCS"), InvalidInput),
        (replace(ERS, email_domains=("nrcs.example.gov",)), InvalidInput),
        ("nothing", NotFound),
    ],
)
def test_a_bad_organization_is_refused_and_nothing_is_kept(
    office: Office, organization: Any, error: type[Exception]
) -> None:
    asked = nina_asks(office)
    with pytest.raises(error):
        office.services.first_contacts.approve(office.actor("james"), asked, organization)
    assert office.services.first_contacts.get(office.actor("james"), asked).first.state is FirstContactState.WAITING


@pytest.mark.parametrize("who", ["maria", "nina"])
def test_only_staff_decide(office: Office, who: str) -> None:
    asked, first_contacts, actor = nina_asks(office), office.services.first_contacts, office.actor(who)
    for attempt in (
        lambda: first_contacts.approve(actor, asked, "nrcs"),
        lambda: first_contacts.decline(actor, asked, "No"),
        lambda: first_contacts.claim(actor, asked),
        lambda: first_contacts.assign(actor, asked, "p-james"),
        lambda: first_contacts.get(actor, asked),
        lambda: first_contacts.waiting(actor),
    ):
        with pytest.raises(NotAllowed):
            attempt()


def test_a_forged_id_is_not_found(office: Office) -> None:
    with pytest.raises(NotFound):
        office.services.first_contacts.claim(office.actor("james"), "forged")


# -- led ---------------------------------------------------------------------------------------------------------


def sml(office: Office, number: str | None) -> list[str]:
    status = office.services.agreements.status(office.actor("dana"), number or "")
    return [c.person.name for c in status.contacts if (c.side, c.role) == (Side.CEC, Role.SML)]


def test_who_claims_is_the_sml_and_the_person_is_told(office: Office) -> None:
    view = ask(office)
    assert office.services.first_contacts.claim(office.actor("james"), view.first.id).changed
    assert sml(office, view.number) == ["James Okafor"]
    assert not office.services.first_contacts.claim(office.actor("james"), view.first.id).changed
    assert kinds(office).count(NoticeKind.FIRST_CONTACT_ANSWERED) == 1


def test_what_one_leads_another_can_only_be_assigned(office: Office) -> None:
    view, first_contacts = ask(office), office.services.first_contacts
    first_contacts.claim(office.actor("james"), view.first.id)
    with pytest.raises(Conflict, match="Someone else leads this"):
        first_contacts.claim(office.actor("priya"), view.first.id)
    first_contacts.assign(office.actor("priya"), view.first.id, "p-priya")
    assert sml(office, view.number) == ["Priya Raman"]


def test_who_is_assigned_is_told_and_who_takes_it_themselves_is_not(office: Office) -> None:
    view, first_contacts = ask(office), office.services.first_contacts
    first_contacts.claim(office.actor("james"), view.first.id)
    first_contacts.assign(office.actor("james"), view.first.id, "p-dana")
    first_contacts.assign(office.actor("james"), view.first.id, "p-dana")
    first_contacts.assign(office.actor("priya"), view.first.id, "p-priya")
    told = [notice for notice in office.notices() if notice.kind is NoticeKind.FIRST_CONTACT_ASSIGNED]
    assert [(notice.to.slack_user_id, notice.facts["by"]) for notice in told] == [("U0DANA", "James Okafor")]


def test_what_waits_can_be_claimed_and_is_led_once_it_is_open(office: Office) -> None:
    asked, first_contacts = nina_asks(office), office.services.first_contacts
    first_contacts.claim(office.actor("james"), asked)
    changed = first_contacts.approve(office.actor("grace"), asked, ERS)
    assert sml(office, changed.view.number) == ["James Okafor"]


def test_an_sml_who_was_named_otherwise_is_not_overridden(office: Office) -> None:
    view = ask(office)
    named = ContactGiven(Side.CEC, Role.SML, "p-priya")
    office.services.contacts.name(office.actor("dana"), [view.number or ""], named, office.clock())
    with pytest.raises(Conflict, match="has an SML already"):
        office.services.first_contacts.claim(office.actor("james"), view.first.id)


@pytest.mark.parametrize("person", ["p-maria", "p-helen", "nobody", ""])
def test_only_active_people_of_cec_lead(office: Office, person: str) -> None:
    with pytest.raises(InvalidInput, match="Choose someone of CEC"):
        office.services.first_contacts.assign(office.actor("james"), ask(office).first.id, person)


def test_later_news_go_to_the_thread_of_the_first(office: Office) -> None:
    asked = nina_asks(office)
    office.services.first_contacts.alert_posted(asked, Thread("C0STAFF", "1.1"))
    office.services.first_contacts.claim(office.actor("james"), asked)
    told = office.notices()[-1].to
    assert (told.staff, told.channel_id, told.thread_ts) == (True, "C0STAFF", "1.1")


def test_waiting_ones_are_listed_for_staff(office: Office) -> None:
    asked = nina_asks(office)
    assert [view.first.id for view in office.services.first_contacts.waiting(office.actor("james"))] == [asked]
    assert office.services.first_contacts.proposed(office.actor("james"), asked) is None
