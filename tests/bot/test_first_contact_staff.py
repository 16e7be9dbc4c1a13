"""First contact in Slack as staff see it: the card, approving, declining, assigning."""

from dataclasses import replace
from typing import Any

import pytest

from bot.handlers import first_contact_staff as staff
from bot.handlers import first_contacts, home
from bot.replies import FieldErrors, Reply
from domain.errors import Conflict, NotAllowed, NotFound
from domain.notices import NoticeKind
from domain.people import Role
from services import Services
from services.first_contact_cards import FirstContactGiven
from tests.blockkit import button, check_reply, words
from tests.bot.desk import who
from tests.bot.first_contacts import (
    NINA,
    VALUES,
    asked,
    delivered,
    filled,
    form,
    opened,
    pressed,
    send,
    staff_form,
    staff_sends,
)  # fmt: skip
from tests.bot.saying import submitted


def test_staff_get_a_card_with_what_was_said(fresh_services: Services) -> None:
    first_id = asked(fresh_services)
    sent = delivered(fresh_services, NoticeKind.FIRST_CONTACT_ASKED, first_id).all("chat.postMessage")[0]
    reply = Reply(sent["text"], sent["blocks"])
    check_reply(reply)
    assert "&lt;phones&gt;" in reply.text
    assert VALUES["wish"] in words(reply.blocks)
    assert "the organization is new to CEC" in reply.text
    for name in ("Approve", "Decline", "Claim", "Assign"):
        assert button(reply, name)
    found = fresh_services.first_contacts.find(first_id)
    assert found is not None
    assert found.first.staff_thread is not None


def test_an_address_that_is_only_typed_is_marked_as_such_for_staff(fresh_services: Services) -> None:
    typed = "nina@ers.example.gov"
    nina = replace(who(fresh_services, "U0NINA"), email="")
    first_contacts.sent(submitted(fresh_services, form(fresh_services, email=""), {**VALUES, "email": typed}, nina))
    first_id = fresh_services.first_contacts.waiting(who(fresh_services, "U0JAMES").actor)[0].first.id
    card = delivered(fresh_services, NoticeKind.FIRST_CONTACT_ASKED, first_id).all("chat.postMessage")[0]
    approving = staff_form(fresh_services, staff.approve_form, first_id)
    for blocks in (card["blocks"], approving["blocks"]):
        assert f"{typed} (only typed, Slack does not vouch for it)" in "\n".join(words(blocks))
    assert "Waits for your approval: Slack does not vouch for their address" in card["text"]


def test_the_card_follows_what_is_decided(fresh_services: Services) -> None:
    first_id = opened(fresh_services)
    delivered(fresh_services, NoticeKind.FIRST_CONTACT_ASKED, first_id)
    pressed(fresh_services, staff.claim, first_id)
    slack = delivered(fresh_services, NoticeKind.FIRST_CONTACT_CHANGED, first_id, what="claimed")
    card = slack.all("chat.update")[0]
    check_reply(Reply(card["text"], card["blocks"]))
    assert "James Okafor leads it." in card["text"]
    assert slack.all("chat.postMessage")[0]["text"] == "James Okafor leads this."


def test_home_shows_staff_who_waits(fresh_services: Services) -> None:
    first_id = asked(fresh_services)
    view = home.view_for(who(fresh_services, "U0JAMES"), fresh_services)
    assert "New customers to approve" in "\n".join(words(view["blocks"]))
    outcome = pressed(fresh_services, staff.decide, first_id)
    assert isinstance(outcome, Reply)
    assert button(outcome, "Approve")


def test_approving_offers_the_organization_as_it_was_written(fresh_services: Services) -> None:
    view = staff_form(fresh_services, staff.approve_form, asked(fresh_services))
    assert {name: filled(view)[name] for name in ("known", "name", "abbreviation", "key")} == {
        "known": "-new-", "name": "Economic Research Service", "abbreviation": "ERS", "key": "ers",
    }  # fmt: skip
    assert staff_sends(fresh_services, staff.approved, view, email_domains="ers.example.gov") is None
    assert who(fresh_services, "U0NINA").actor.organization == "ers"


@pytest.mark.parametrize(
    ("typed", "field"),
    [({"key": "E R S"}, "key"), ({"name": "Forest Service"}, "name"), ({"email_domains": "x"}, "email_domains")],
)
def test_what_is_wrong_in_a_new_organization_stands_at_its_field(
    fresh_services: Services, typed: dict[str, str], field: str
) -> None:
    view = staff_form(fresh_services, staff.approve_form, asked(fresh_services))
    outcome = staff_sends(fresh_services, staff.approved, view, **typed)
    assert isinstance(outcome, FieldErrors)
    assert list(outcome.errors) == [field]


def test_declining_tells_the_person_why(fresh_services: Services) -> None:
    first_id = asked(fresh_services)
    view = staff_form(fresh_services, staff.decline_form, first_id)
    assert isinstance(staff_sends(fresh_services, staff.declined, view, reason=" "), FieldErrors)
    assert staff_sends(fresh_services, staff.declined, view, reason="Outside of <USDA>") is None
    sent = delivered(fresh_services, NoticeKind.FIRST_CONTACT_ANSWERED, first_id, what="declined")
    assert "Their reason: Outside of &lt;USDA&gt;" in sent.all("chat.postMessage")[0]["text"]


def test_assigning_makes_the_person_the_sml(fresh_services: Services) -> None:
    first_id = opened(fresh_services)
    view = staff_form(fresh_services, staff.assign_form, first_id)
    assert staff_sends(fresh_services, staff.assigned, view, person="p-priya") is None
    found = fresh_services.first_contacts.find(first_id)
    assert found is not None
    assert found.claimed_by is not None
    assert found.claimed_by.name == "Priya Raman"
    outcome = staff_sends(fresh_services, staff.assigned, view, person="p-maria")
    assert isinstance(outcome, FieldErrors)


@pytest.mark.parametrize(("request_of", "name"), [(asked, "Decide"), (opened, "Open the agreement")])
def test_who_is_assigned_reads_it_in_their_direct_messages(
    fresh_services: Services, request_of: Any, name: str
) -> None:
    first_id = request_of(fresh_services)
    view = staff_form(fresh_services, staff.assign_form, first_id)
    assert staff_sends(fresh_services, staff.assigned, view, person="p-dana") is None
    kind = NoticeKind.FIRST_CONTACT_ASSIGNED
    sent = delivered(fresh_services, kind, first_id, to="U0DANA").all("chat.postMessage")[0]
    reply = Reply(sent["text"], sent["blocks"])
    check_reply(reply)
    assert "James Okafor assigned this to you. You lead it as SML.\n" in reply.text
    assert "Nina of Economic Research Service wants to do business with CEC." in reply.text
    assert "&lt;phones&gt;" in reply.text
    assert button(reply, name)
    assert delivered(fresh_services, kind, first_id, to="U0PRIYA").sent == []
    assert delivered(fresh_services, kind, first_id, to="U0MARIA").sent == []


def test_a_second_claim_says_who_has_it(fresh_services: Services) -> None:
    first_id = opened(fresh_services)
    assert pressed(fresh_services, staff.claim, first_id) is None
    again = pressed(fresh_services, staff.claim, first_id)
    assert isinstance(again, Reply)
    assert again.text == "This was so already. James Okafor leads it."


@pytest.mark.parametrize(
    "handler", [staff.claim, staff.assign_form, staff.approve_form, staff.decline_form, staff.decide]
)
def test_no_button_works_for_others(fresh_services: Services, handler: Any) -> None:
    first_id = asked(fresh_services)
    for user in ("U0MARIA", "U0NINA"):
        with pytest.raises(NotAllowed):
            pressed(fresh_services, handler, first_id, user)
    with pytest.raises(NotFound):
        pressed(fresh_services, handler, "forged")


def test_the_title_that_staff_give_is_the_agreements(fresh_services: Services) -> None:
    first_id = asked(fresh_services)
    view = staff_form(fresh_services, staff.approve_form, first_id)
    assert filled(view)["title"] == "40 laptops & <phones>"
    refused = staff_sends(fresh_services, staff.approved, view, title="L" * 200)
    assert isinstance(refused, FieldErrors)
    assert list(refused.errors) == ["title"]
    assert staff_sends(fresh_services, staff.approved, view, title="Laptops for analysts") is None
    rows = fresh_services.agreements.own(who(fresh_services, "U0NINA").actor).rows
    assert [row.summary.title for row in rows] == ["Laptops for analysts"]


def test_the_card_of_what_was_withdrawn_has_no_buttons(fresh_services: Services) -> None:
    first_id = asked(fresh_services)
    delivered(fresh_services, NoticeKind.FIRST_CONTACT_ASKED, first_id)
    fresh_services.own_requests.withdraw(who(fresh_services, "U0NINA").actor, first_id)
    slack = delivered(fresh_services, NoticeKind.FIRST_CONTACT_CHANGED, first_id, what="withdrawn", by="Nina")
    card = slack.all("chat.update")[0]
    assert "Nina withdrew this request." in card["text"]
    assert not any(block["type"] == "actions" for block in card["blocks"])
    assert slack.all("chat.postMessage")[0]["text"] == "Nina withdrew this request."


def test_a_form_of_what_the_person_changed_meanwhile_decides_nothing(fresh_services: Services) -> None:
    first_id = asked(fresh_services)
    forms = [(staff.approved, staff_form(fresh_services, staff.approve_form, first_id)),
             (staff.declined, staff_form(fresh_services, staff.decline_form, first_id))]  # fmt: skip
    nina = who(fresh_services, "U0NINA")
    given = FirstContactGiven("Agricultural Research Service", Role.TECHNICAL_LEAD, "Seats", "2028")
    fresh_services.own_requests.change(nina.actor, first_id, given, "Nina", NINA)
    for sent, view in forms:
        with pytest.raises(Conflict, match="changed this request meanwhile"):
            staff_sends(fresh_services, sent, view, reason="Not ours")
    assert who(fresh_services, "U0NINA").actor.organization is None


@pytest.mark.parametrize("wish", ["word " * 599 + "end.", "&" * 2996 + "end.", "line\n" * 599 + "end."])
def test_staff_read_the_whole_wish(fresh_services: Services, wish: str) -> None:
    outcome = send(fresh_services, form(fresh_services), wish=wish)
    assert isinstance(outcome, Reply)
    first_id = fresh_services.first_contacts.waiting(who(fresh_services, "U0JAMES").actor)[0].first.id
    card = delivered(fresh_services, NoticeKind.FIRST_CONTACT_ASKED, first_id).all("chat.postMessage")[0]
    check_reply(Reply(card["text"], card["blocks"]))
    assert wish in words(card["blocks"])
    assert "end." in card["text"]


def test_the_card_does_not_say_of_an_address_what_is_not_so(fresh_services: Services) -> None:
    send(fresh_services, form(fresh_services), organization="Forest Service")
    first_id = fresh_services.first_contacts.waiting(who(fresh_services, "U0JAMES").actor)[0].first.id
    card = delivered(fresh_services, NoticeKind.FIRST_CONTACT_ASKED, first_id).all("chat.postMessage")[0]
    assert "Waits for your approval: their address does not prove that they belong to it." in card["text"]
