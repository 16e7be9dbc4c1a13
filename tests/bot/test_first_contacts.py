"""First contact in Slack: the form, what staff get and decide, the channel for both sides, what the person is told."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.handlers import first_contact_staff as staff
from bot.handlers import first_contacts, home
from bot.notice_channels import channel_wanted
from bot.notice_contacts import SENDERS
from bot.outgoing import Outgoing
from bot.replies import FieldErrors, Modal, Outcome, Reply
from bot.routes import STALE
from bot.slack import SlackRefused
from domain.errors import NotAllowed, NotFound
from domain.notices import Destination, Notice, NoticeKind
from domain.organizations import Organization
from services import Services
from tests.blockkit import button, check_modal, check_reply, shown, words
from tests.bot.desk import US, FakeSlack, a_command, a_desk, who
from tests.bot.saying import AT, a_click, submitted

NINA, OMAR = "nina.petrova@ers.example.gov", "omar.siddiqui@nrcs.example.gov"
VALUES = {
    "organization": "Economic Research Service", "email": None, "wish": "40 laptops & <phones>",
    "role": "program_manager", "fiscal_year": "2027", "title": "Analyst", "phone": None,
}  # fmt: skip
ERS = Organization("ers", "Economic Research Service", "ERS")


def form(services: Services, user: str = "U0NINA", email: str = NINA, seconds: int = 0) -> Mapping[str, Any]:
    """Each form is opened at another instant, as people do."""
    asker = replace(who(services, user), email=email, at=AT + timedelta(seconds=seconds))
    outcome = first_contacts.start(a_click(services, {"action_id": "first.start"}, asker))
    assert isinstance(outcome, Modal)
    check_modal(outcome)
    return outcome.view


def send(services: Services, view: Mapping[str, Any], user: str = "U0NINA", email: str = NINA, **typed: Any) -> Outcome:
    asker = replace(who(services, user), email=email)
    return first_contacts.sent(submitted(services, view, {**VALUES, **typed}, asker))


def asked(services: Services) -> str:
    """Nina asked; the id of her request."""
    outcome = send(services, form(services))
    assert isinstance(outcome, Reply)
    return services.first_contacts.waiting(who(services, "U0JAMES").actor)[0].first.id


def pressed(services: Services, handler: Any, first_id: str, user: str = "U0JAMES") -> Outcome:
    return handler(a_click(services, {"action_id": "x", "value": json.dumps({"id": first_id})}, who(services, user)))


def staff_form(services: Services, handler: Any, first_id: str) -> Mapping[str, Any]:
    outcome = pressed(services, handler, first_id)
    assert isinstance(outcome, Modal)
    check_modal(outcome)
    return outcome.view


def filled(view: Mapping[str, Any], **typed: Any) -> dict[str, Any]:
    inputs = {block["block_id"]: block["element"] for block in view["blocks"] if block["type"] == "input"}
    known = {
        name: e.get("initial_value") or e.get("initial_users") or e.get("initial_option", {}).get("value")
        for name, e in inputs.items()
    }
    return {**known, **typed}


def staff_sends(services: Services, handler: Any, view: Mapping[str, Any], **typed: Any) -> Outcome:
    return handler(submitted(services, view, filled(view, **typed), who(services, "U0JAMES")))


def opened(services: Services) -> str:
    """Nina's request, approved."""
    first_id = asked(services)
    services.first_contacts.approve(who(services, "U0JAMES").actor, first_id, ERS)
    return first_id


def delivered(services: Services, kind: NoticeKind, first_id: str, **facts: Any) -> FakeSlack:
    slack = FakeSlack()
    told = {"first_contact": first_id, "by": "James Okafor", "organization_name": "ERS", **facts}
    notice = Notice("n", kind, Destination(staff=True), told)
    SENDERS[kind](Outgoing(notice, "C0STAFF", None), slack, services)
    return slack


# -- the form ----------------------------------------------------------------------------------------------------


def test_the_form_asks_a_stranger_for_what_slack_does_not_tell(services: Services) -> None:
    names = [block["block_id"] for block in form(services)["blocks"] if block["type"] == "input"]
    assert names == ["organization", "wish", "role", "fiscal_year", "title", "phone"]
    assert "email" in filled(form(services, email=""))
    assert filled(form(services, "U0OMAR", OMAR))["organization"] == "Natural Resources Conservation Service"


def test_a_customer_is_not_asked_for_the_organization(services: Services) -> None:
    assert "organization" not in filled(form(services, "U0MARIA", ""))


def test_a_stranger_waits_and_is_told_so(fresh_services: Services) -> None:
    outcome = send(fresh_services, form(fresh_services))
    assert isinstance(outcome, Reply)
    check_reply(outcome)
    assert "CEC staff have your request for Economic Research Service" in outcome.text
    again = first_contacts.start(a_click(fresh_services, {"action_id": "first.start"}, who(fresh_services, "U0NINA")))
    assert isinstance(again, Reply)
    view = home.view_for(who(fresh_services, "U0NINA"), fresh_services)
    assert "CEC staff have your request" in "\n".join(words(view["blocks"]))


def test_who_belongs_to_a_customer_can_name_contacts_at_once(fresh_services: Services) -> None:
    outcome = send(fresh_services, form(fresh_services, "U0OMAR", OMAR), "U0OMAR", OMAR, organization="NRCS")
    assert isinstance(outcome, Reply)
    check_reply(outcome)
    assert "is open for you" in outcome.text
    assert button(outcome, "Name contacts")


def test_the_same_form_sent_twice_counts_once(fresh_services: Services) -> None:
    view = form(fresh_services)
    assert send(fresh_services, view) == send(fresh_services, view)
    assert len(fresh_services.first_contacts.waiting(who(fresh_services, "U0JAMES").actor)) == 1


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"wish": None}, "wish"),
        ({"organization": "N" * 300}, "organization"),
        ({"role": "sml"}, "role"),
        ({"role": "king"}, "role"),
        ({"fiscal_year": "1999"}, "fiscal_year"),
        ({"phone": "call me"}, "phone"),
    ],
)
def test_what_is_wrong_stands_at_its_field(services: Services, typed: dict[str, Any], field: str) -> None:
    outcome = send(services, form(services), **typed)
    assert isinstance(outcome, FieldErrors)
    assert list(outcome.errors) == [field]


def test_a_form_of_someone_else_is_stale(services: Services) -> None:
    outcome = send(services, form(services), "U0OMAR", OMAR)
    assert isinstance(outcome, Reply)
    assert outcome.text == STALE


def test_the_command_opens_the_form_and_staff_are_told_that_it_is_not_for_them(services: Services) -> None:
    assert isinstance(
        first_contacts.command(a_command(services, "U0NINA", "C0GENERAL", "start", "", FakeSlack())), Modal
    )
    with pytest.raises(NotAllowed, match="for customers"):
        first_contacts.command(a_command(services, "U0JAMES", "C0GENERAL", "start", "", FakeSlack()))


def test_a_form_that_expired_is_told(services: Services) -> None:
    desk = a_desk(services, first_contacts, slack=FakeSlack(refuse={"views.open": "expired_trigger_id"}))
    desk.click("U0NINA", {"action_id": "first.start"}, channel={"id": "DU0NINA"}, container={"channel_id": "DU0NINA"})
    assert "That took too long to open" in desk.slack.all("chat.postMessage")[0]["text"]


# -- staff -------------------------------------------------------------------------------------------------------


def test_staff_get_a_card_with_what_was_said(fresh_services: Services) -> None:
    first_id = asked(fresh_services)
    sent = delivered(fresh_services, NoticeKind.FIRST_CONTACT_ASKED, first_id).all("chat.postMessage")[0]
    reply = Reply(sent["text"], sent["blocks"])
    check_reply(reply)
    assert "&lt;phones&gt;" in shown(reply)
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


# -- a channel for both sides ------------------------------------------------------------------------------------


class Channels(FakeSlack):
    """A Slack that creates channels, and knows a private one of the same name already where `there` says so."""

    def __init__(self, there: tuple[str, ...] | None = None, **more: Any) -> None:
        super().__init__(**more)
        self.there = there

    def _answer(self, method: str, arguments: Mapping[str, Any]) -> Mapping[str, Any]:
        match method:
            case "conversations.create" if self.there:
                raise SlackRefused(method, "name_taken")
            case "conversations.create":
                return {"channel": {"id": "C0NEW"}}
            case "conversations.list":
                return {"channels": [{"id": "C0NEW", "name": "cec-ers", "creator": US}] if self.there else []}
            case "conversations.replies":
                return {"messages": []}
            case "conversations.members":
                return {"members": self.there or ()}
            case _:
                return super()._answer(method, arguments)


def channel_asked(services: Services, first_id: str, **typed: Any) -> Outcome:
    view = staff_form(services, staff.channel_form, first_id)
    return staff_sends(services, staff.create, view, **typed)


def channel_made(services: Services, slack: FakeSlack, again: bool = False, user: str = "U0JAMES") -> str:
    """What the thread is told after the channel was asked for and made."""
    facts = {
        "organization": "ers", "organization_name": "Economic Research Service", "name": "cec-ers",
        "people": "U0NINA U0JAMES", "by": user,
    }  # fmt: skip
    notice = Notice("n", NoticeKind.CHANNEL_WANTED, Destination(staff=True, thread_ts="1.1"), facts)
    channel_wanted(Outgoing(notice, "C0STAFF", "1.1", again), slack, services)
    told = slack.all("chat.postMessage")[-1]
    assert told["thread_ts"] == "1.1"
    return told["text"]


def owner_of(services: Services, channel: str) -> str | None:
    binding = services.channels.place(channel).binding
    return binding.organization if binding else None


def test_nothing_is_asked_of_slack_before_the_form_is_acknowledged(fresh_services: Services) -> None:
    outcome = channel_asked(fresh_services, opened(fresh_services), people=["U0NINA"])
    assert isinstance(outcome, Reply)
    assert outcome.text == (
        "I am creating the channel for Economic Research Service. The thread of this request tells you when it is done."
    )


def test_a_channel_is_created_bound_and_filled(fresh_services: Services) -> None:
    opened(fresh_services)
    slack = Channels()
    assert channel_made(fresh_services, slack) == "<#C0NEW> belongs to Economic Research Service now."
    assert slack.all("conversations.create") == [{"name": "cec-ers", "is_private": True}]
    assert [call["users"] for call in slack.all("conversations.invite")] == ["U0NINA", "U0JAMES"]
    assert owner_of(fresh_services, "C0NEW") == "ers"


def test_who_cannot_be_invited_is_named(fresh_services: Services) -> None:
    opened(fresh_services)
    slack = Channels(refuse={"conversations.invite": "user_is_restricted"})
    assert "I could not invite <@U0NINA>, <@U0JAMES>." in channel_made(fresh_services, slack)


def test_a_name_that_is_taken_is_told_politely(fresh_services: Services) -> None:
    opened(fresh_services)
    taken = "There is a channel #cec-ers already. Create one with another name, or bind that one."
    assert channel_made(fresh_services, Channels(refuse={"conversations.create": "name_taken"})) == taken
    assert channel_made(fresh_services, Channels(there=(US, "U0ERIK"))) == taken
    assert owner_of(fresh_services, "C0NEW") is None


def test_a_second_form_with_the_same_name_changes_nothing(fresh_services: Services) -> None:
    opened(fresh_services)
    channel_made(fresh_services, Channels())
    slack = Channels(there=(US, "U0NINA"))
    assert "There is a channel #cec-ers already." in channel_made(fresh_services, slack)
    assert slack.all("conversations.invite") == []


def test_a_channel_that_was_created_and_not_bound_is_found_again(fresh_services: Services) -> None:
    opened(fresh_services)
    assert "belongs to Economic Research Service now" in channel_made(fresh_services, Channels(there=(US,)), again=True)
    assert owner_of(fresh_services, "C0NEW") == "ers"
    bound_before = Channels(there=(US, "U0NINA"))
    assert "belongs to Economic Research Service now" in channel_made(fresh_services, bound_before, again=True)


def test_a_channel_is_not_bound_for_who_is_no_longer_of_cec(fresh_services: Services) -> None:
    opened(fresh_services)
    assert "That is for CEC staff" in channel_made(fresh_services, Channels(), user="U0MARIA")
    assert owner_of(fresh_services, "C0NEW") is None


@pytest.mark.parametrize("name", ["", "Big Name", "a" * 81, "<!channel>"])
def test_a_name_that_slack_does_not_take_is_said_at_its_field(fresh_services: Services, name: str) -> None:
    outcome = channel_asked(fresh_services, opened(fresh_services), name=name)
    assert isinstance(outcome, FieldErrors)
    assert list(outcome.errors) == ["name"]


def test_only_private_channels_are_offered(fresh_services: Services) -> None:
    first_id = opened(fresh_services)
    assert "privacy" not in filled(staff_form(fresh_services, staff.channel_form, first_id))
    bound = staff_form(fresh_services, staff.bind_form, first_id)
    assert bound["blocks"][1]["element"]["filter"] == {"include": ["private"]}


def test_a_channel_needs_an_approved_organization(fresh_services: Services) -> None:
    with pytest.raises(NotFound, match="Approve it first"):
        pressed(fresh_services, staff.channel_form, asked(fresh_services))


def test_a_channel_that_is_there_is_bound(fresh_services: Services) -> None:
    first_id = opened(fresh_services)
    view = staff_form(fresh_services, staff.bind_form, first_id)
    asker = who(fresh_services, "U0JAMES")
    done = staff.bind(FakeSlack(), submitted(fresh_services, view, {"channel": "C0GENERAL"}, asker))
    assert isinstance(done, Reply)
    assert done.text == "<#C0GENERAL> belongs to Economic Research Service now."
    refused = staff.bind(FakeSlack(), submitted(fresh_services, view, {"channel": "C0UNKNOWN"}, asker))
    assert isinstance(refused, FieldErrors)


# -- news of contacts --------------------------------------------------------------------------------------------


def test_changed_contacts_are_told_with_the_card_of_the_person(services: Services) -> None:
    slack = FakeSlack()
    facts = {
        "number": "SLA-2027-0031",
        "by": "Maria <b>",
        "said": "Linh Tran is now budget officer.",
        "person": "p-linh",
    }
    notice = Notice("n", NoticeKind.CONTACTS_CHANGED, Destination(slack_user_id="U0JAMES"), facts)
    SENDERS[notice.kind](Outgoing(notice, "D1", None), slack, services)
    sent = slack.all("chat.postMessage")[0]
    reply = Reply(sent["text"], sent["blocks"])
    check_reply(reply)
    assert "Maria &lt;b&gt; changed this." in reply.text
    assert "linh.tran@nrcs.example.gov" in shown(reply)
    assert button(reply, "Save as vCard")


def test_a_step_that_was_reached_is_told(services: Services) -> None:
    slack = FakeSlack()
    facts = {"number": "SLA-2027-0053", "stage": "understand_needs"}
    notice = Notice("n", NoticeKind.STEP_REACHED, Destination(slack_user_id="U0INGRID"), facts)
    SENDERS[notice.kind](Outgoing(notice, "D1", None), slack, services)
    sent = slack.all("chat.postMessage")[0]
    assert sent["text"] == "SLA-2027-0053 has reached step 2 of 10, Understanding your needs."


@pytest.mark.parametrize(("user", "leads_there"), [("U0INGRID", True), ("U0PRIYA", False)])
def test_the_customer_gets_from_the_step_of_the_survey_into_it(
    services: Services, user: str, leads_there: bool
) -> None:
    slack = FakeSlack()
    notice = Notice(
        "n", NoticeKind.STEP_REACHED, Destination(slack_user_id=user), {"number": "SLA-2027-0053", "stage": "survey"}
    )
    SENDERS[notice.kind](Outgoing(notice, "D1", None), slack, services)
    assert ("Go to the survey" in str(slack.all("chat.postMessage")[0]["blocks"])) is leads_there


@pytest.mark.parametrize("kind", [NoticeKind.CONTACTS_CHANGED, NoticeKind.STEP_REACHED])
@pytest.mark.parametrize("reader", ["U0ERIK", "U0NINA"])
def test_who_may_no_longer_see_it_when_it_is_delivered_is_told_nothing(
    services: Services, kind: NoticeKind, reader: str
) -> None:
    slack = FakeSlack()
    facts = {"number": "SLA-2027-0031", "by": "Maria", "said": "Linh left.", "person": "p-linh", "stage": "survey"}
    SENDERS[kind](Outgoing(Notice("n", kind, Destination(slack_user_id=reader), facts), "D1", None), slack, services)
    assert slack.sent == []
