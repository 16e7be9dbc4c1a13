"""Contacts changed in Slack: the list with its menus, the forms, and what is said at which field."""

import json
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.handlers import contact_forms, contact_menu, vcards
from bot.notice_documents import contact_cards
from bot.outgoing import Outgoing
from bot.replies import FieldErrors, Modal, Outcome, Reply
from bot.slack import Profile
from domain.errors import Conflict, NotAllowed, NotFound
from domain.notices import Destination, Notice, NoticeKind
from domain.people import Role, Side
from services import Services
from services.contact_cards import ContactGiven
from tests.blockkit import check_modal, elements, words
from tests.bot.desk import FakeSlack, who
from tests.bot.saying import AT, a_click, submitted

RMA, NRCS = "SLA-2027-0053", "SLA-2027-0031"


class Workspace(FakeSlack):
    """A Slack that shows the e-mails of the sample people."""

    def profile(self, user_id: str) -> Profile:
        name = user_id.removeprefix("U0").title()
        if user_id == "U0BOT":
            return Profile(user_id, "A bot", "", "UTC", is_bot=True)
        if user_id == "U0FOREIGN":
            return Profile(user_id, "Eve", "eve@rma.example.gov", "UTC", foreign=True)
        emails = {"U0YUKI": "yuki.tanaka@rma.example.gov", "U0MARIA": "maria.lopez@nrcs.example.gov"}
        return Profile(user_id, name, emails.get(user_id, ""), "UTC")


def shown(outcome: Outcome) -> dict[str, Any]:
    assert isinstance(outcome, Modal), outcome
    check_modal(outcome)
    return outcome.view


def said(view: dict[str, Any]) -> str:
    return "\n".join(words(view["blocks"]))


def pressed(services: Services, user: str, value: object, handler: Any = contact_forms.manage) -> Outcome:
    return handler(a_click(services, {"action_id": "x", "value": json.dumps(value)}, who(services, user)))


def name_form(services: Services, user: str = "U0INGRID", **value: str) -> dict[str, Any]:
    return shown(pressed(services, user, {"n": RMA, **value}, contact_forms.add))


def send(services: Services, view: dict[str, Any], user: str = "U0INGRID", **typed: Any) -> Outcome:
    values = {"role": "customer.budget_officer", "how": "instead", "person": None, **typed}
    return contact_forms.named(Workspace(), submitted(services, view, values, who(services, user)))


def chosen(services: Services, user: str, do: str, person: str, role: str, number: str = NRCS) -> Outcome:
    return pressed(services, user, {"d": do, "n": number, "p": person, "r": role}, contact_menu.chosen)


ANA = {"name": "Ana Ruiz", "email": "ana.ruiz@rma.example.gov"}


# -- the list ----------------------------------------------------------------------------------------------------


def test_of_one_agreement_everyone_is_listed_and_who_is_missing(services: Services) -> None:
    view = shown(pressed(services, "U0INGRID", {"n": RMA}))
    assert "Priya Raman" in said(view)
    assert "Still needed on the customer's side: budget officer" in said(view)
    menus = [e for e in elements(view["blocks"]) if e["type"] == "overflow"]
    assert len(menus) == 1, "Ingrid changes her own side only"


def test_staff_change_both_sides(services: Services) -> None:
    view = shown(pressed(services, "U0PRIYA", {"n": RMA}))
    assert len([e for e in elements(view["blocks"]) if e["type"] == "overflow"]) == 2


def test_of_several_agreements_one_is_chosen(services: Services) -> None:
    view = shown(pressed(services, "U0MARIA", {}))
    assert NRCS in said(view)
    assert "Show" in said(view)


@pytest.mark.parametrize("value", [{"n": NRCS}, {"n": "SLA-2027-9999"}])
def test_a_forged_number_is_like_one_that_does_not_exist(services: Services, value: dict[str, str]) -> None:
    with pytest.raises(NotFound, match="there is no such agreement of your organization"):
        pressed(services, "U0INGRID", value)


def test_a_stranger_sees_nothing(services: Services) -> None:
    for value in ({"n": NRCS}, {"o": "nrcs"}, {}):
        with pytest.raises(NotAllowed):
            pressed(services, "U0NINA", value)
    with pytest.raises(NotAllowed):
        pressed(services, "U0INGRID", {"o": "nrcs"})


# -- naming ------------------------------------------------------------------------------------------------------


def test_someone_outside_slack_is_named_and_the_list_says_so(fresh_services: Services) -> None:
    view = shown(send(fresh_services, name_form(fresh_services), **ANA))
    assert f"✓ Ana Ruiz is now budget officer of {RMA}." in said(view)


def test_someone_in_slack_is_named_with_what_slack_vouches_for(fresh_services: Services) -> None:
    view = shown(send(fresh_services, name_form(fresh_services), person="U0YUKI", email="other@rma.example.gov"))
    assert "✓ Yuki Tanaka is now budget officer" in said(view)


def test_a_double_click_changes_nothing(fresh_services: Services) -> None:
    form = name_form(fresh_services)
    send(fresh_services, form, **ANA)
    assert "Ana Ruiz already was budget officer" in said(shown(send(fresh_services, form, **ANA)))


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({}, "person"),
        ({**ANA, "email": "ana"}, "email"),
        ({**ANA, "email": "ana@fs.example.gov"}, "email"),
        ({**ANA, "name": "A" * 300}, "name"),
        ({**ANA, "role": None}, "role"),
        ({**ANA, "role": "customer.sml"}, "role"),
        ({**ANA, "role": "nobody.king"}, "role"),
        ({"person": "U0MARIA"}, "person"),
        ({"person": "U0BOT"}, "person"),
        ({"person": "U0FOREIGN"}, "email"),
        ({"person": "U0LEILA"}, "email"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(services: Services, typed: dict[str, Any], field: str) -> None:
    outcome = send(services, name_form(services), **typed)
    assert isinstance(outcome, FieldErrors)
    assert list(outcome.errors) == [field]


def test_someone_of_another_company_is_added_by_what_is_typed_without_their_account(fresh_services: Services) -> None:
    send(fresh_services, name_form(fresh_services), person="U0FOREIGN", email="eve@partner.example.com")
    found = fresh_services.agreements.contacts(who(fresh_services, "U0INGRID").actor, agreement=RMA)[0].contacts
    eve = next(card.person for card in found if card.person.email == "eve@partner.example.com")
    assert (eve.name, eve.slack_user_id) == ("Eve", None)


def test_a_form_of_someone_elses_agreement_is_refused(services: Services) -> None:
    form = name_form(services)
    with pytest.raises(NotFound):
        send(services, form, "U0MARIA", **ANA)


def test_a_forged_side_is_refused(services: Services) -> None:
    with pytest.raises(NotAllowed, match="your own organization"):
        send(services, name_form(services), role="cec.sml", email="james.okafor@cec.example.gov")


def test_a_metadata_that_is_none_is_refused(services: Services) -> None:
    with pytest.raises((NotFound, NotAllowed)):
        send(services, {**name_form(services), "private_metadata": "{}"}, "U0NINA", **ANA)


def test_names_have_no_effect_in_the_list(fresh_services: Services) -> None:
    view = shown(send(fresh_services, name_form(fresh_services), **{**ANA, "name": "<!channel> *Ana* & Co"}))
    assert "<!channel>" not in said(view)
    assert "&lt;!channel&gt;" in said(view)


# -- the menu at a person ----------------------------------------------------------------------------------------


def test_replacing_someone_asks_only_for_the_new_one(fresh_services: Services) -> None:
    form = shown(chosen(fresh_services, "U0MARIA", "replace", "p-linh", "budget_officer"))
    assert "In place of Linh Tran, budget officer" in said(form)
    typed = {"person": None, "name": "Ana Ruiz", "email": "ana.ruiz@nrcs.example.gov"}
    done = contact_forms.named(Workspace(), submitted(fresh_services, form, typed, who(fresh_services, "U0MARIA")))
    assert "Ana Ruiz is now budget officer" in said(shown(done))
    assert "Linh Tran" not in said(shown(done))


def test_taking_off_a_role_is_confirmed_first(fresh_services: Services) -> None:
    form = shown(chosen(fresh_services, "U0MARIA", "remove", "p-linh", "budget_officer"))
    assert "Linh Tran will no longer be budget officer" in said(form)
    done = contact_menu.removed(submitted(fresh_services, form, {}, who(fresh_services, "U0MARIA")))
    assert f"Linh Tran is no longer budget officer of {NRCS}." in said(shown(done))


def test_details_are_changed_unless_someone_was_quicker(fresh_services: Services) -> None:
    form = shown(chosen(fresh_services, "U0MARIA", "change", "p-linh", "budget_officer"))
    values = {
        "name|p-linh": "Linh Tran",
        "email|p-linh": "linh.tran@nrcs.example.gov",
        "title|p-linh": "Chief",
        "phone|p-linh": None,
    }
    given = submitted(fresh_services, form, values, who(fresh_services, "U0MARIA"))
    assert "✓ Linh Tran was saved." in said(shown(contact_forms.person_saved(given)))
    with pytest.raises(Exception, match="Someone else changed this"):
        contact_forms.person_saved(given)


def test_who_leaves_hands_everything_over(fresh_services: Services) -> None:
    form = shown(chosen(fresh_services, "U0MARIA", "left", "p-linh", "budget_officer"))
    rows = [block["block_id"] for block in form["blocks"] if block["type"] == "input"]
    takers = dict.fromkeys(rows, "p-anjali")
    done = shown(contact_menu.left(submitted(fresh_services, form, takers, who(fresh_services, "U0MARIA"))))
    assert "✓ Linh Tran is no longer a contact." in said(done)
    assert f"Anjali Mehta: budget officer of {NRCS}" in said(done)
    assert who(fresh_services, "U0LINH").actor.person is None


def test_a_wrong_person_is_said_at_the_thing_to_take_over(fresh_services: Services) -> None:
    form = shown(chosen(fresh_services, "U0MARIA", "left", "p-linh", "budget_officer"))
    rows = [block["block_id"] for block in form["blocks"] if block["type"] == "input"]
    outcome = contact_menu.left(
        submitted(
            fresh_services,
            form,
            {row: "p-erik" if row == rows[1] else None for row in rows},
            who(fresh_services, "U0MARIA"),
        )
    )
    assert isinstance(outcome, FieldErrors)
    assert list(outcome.errors) == [rows[1]]


@pytest.mark.parametrize("do", ["change", "left", "remove"])
def test_people_of_others_are_not_found(services: Services, do: str) -> None:
    with pytest.raises(NotFound):
        chosen(services, "U0MARIA", do, "p-erik", "budget_officer")
    with pytest.raises((NotFound, NotAllowed)):
        chosen(services, "U0NINA", do, "p-linh", "budget_officer")


@pytest.mark.parametrize("value", ["", "[]", '{"d":"fly","n":"SLA-2027-0031","p":"p-linh","r":"budget_officer"}'])
def test_an_old_or_forged_menu_is_refused(services: Services, value: str) -> None:
    with pytest.raises(NotFound, match="no longer there"):
        contact_menu.chosen(a_click(services, {"action_id": "x", "value": value}, who(services, "U0MARIA")))


# -- vCards ------------------------------------------------------------------------------------------------------


def saved(services: Services, user: str, **value: str) -> tuple[Reply, dict[str, bytes], FakeSlack]:
    """Asked for by a button, then delivered by the queue."""
    outcome = vcards.vcards(a_click(services, {"action_id": "x", "value": json.dumps(value)}, who(services, user)))
    assert isinstance(outcome, Reply)
    slack = FakeSlack()
    contact_cards(cards_asked(user, **value), slack, services)
    upload = slack.all("files.upload")[0]
    assert upload["channel"] == f"D{user}"
    return outcome, upload["files"], slack


def cards_asked(user: str, **value: str) -> Outgoing:
    facts = {
        "number": value.get("n"),
        "organization": value.get("o"),
        "person": value.get("p", ""),
        "at": AT.isoformat(),
    }
    notice = Notice("n", NoticeKind.CONTACT_CARDS, Destination(slack_user_id=user), facts)
    return Outgoing(notice, f"D{user}", None)


def test_one_contact_is_saved_in_the_direct_message(services: Services) -> None:
    reply, files, slack = saved(services, "U0MARIA", n=NRCS, p="p-james")
    assert reply.text == "James-Okafor.vcf comes to your direct messages with me."
    assert slack.all("chat.postMessage")[0]["text"] == "The contact card of James Okafor"
    card = files["James-Okafor.vcf"].decode()
    assert "FN:James Okafor\r\nORG:Client Experience Center\r\n" in card
    assert "ROLE:SML\r\n" in card


def test_the_whole_sheet_is_one_file(services: Services) -> None:
    _, files, _ = saved(services, "U0MARIA", n=NRCS)
    assert list(files) == [f"Contacts-{NRCS}.vcf"]
    assert files[f"Contacts-{NRCS}.vcf"].count(b"BEGIN:VCARD") > 4


def test_nobody_saves_the_contacts_of_others(services: Services) -> None:
    for value in ({"n": "SLA-2027-0038"}, {"n": NRCS, "p": "p-erik"}):
        with pytest.raises(NotFound):
            saved(services, "U0MARIA", **value)


def test_a_name_has_no_effect_in_the_message_of_its_card(fresh_services: Services) -> None:
    send(fresh_services, name_form(fresh_services), **{**ANA, "name": "<!channel> Ana"})
    sheet = fresh_services.agreements.contacts(who(fresh_services, "U0INGRID").actor, agreement=RMA)[0]
    ana = next(card.person.id for card in sheet.contacts if card.person.name == "<!channel> Ana")
    _, _, slack = saved(fresh_services, "U0INGRID", n=RMA, p=ana)
    assert slack.all("chat.postMessage")[0]["text"] == "The contact card of &lt;!channel&gt; Ana"


def test_cards_are_not_sent_to_who_may_no_longer_have_them(services: Services) -> None:
    slack = FakeSlack()
    contact_cards(cards_asked("U0ERIK", n=NRCS), slack, services)
    assert slack.all("files.upload") == []


def test_a_detail_that_cannot_be_kept_is_said_also_where_no_field_is_about_it(fresh_services: Services) -> None:
    """The person was imported with a phone that no form takes."""
    linh = fresh_services.contacts.card("p-linh")
    assert linh is not None
    with fresh_services.contacts.context.unit_of_work() as work:
        work.people.save(replace(work.people.get("p-linh"), phone="call me"))
        work.commit()
    form = shown(chosen(fresh_services, "U0MARIA", "left", "p-linh", "budget_officer"))
    rows = [block["block_id"] for block in form["blocks"] if block["type"] == "input"]
    with pytest.raises(Conflict, match="phone"):
        contact_menu.left(
            submitted(fresh_services, form, dict.fromkeys(rows, "p-anjali"), who(fresh_services, "U0MARIA"))
        )


def test_after_someone_was_quicker_the_chosen_agreement_stays_chosen(fresh_services: Services) -> None:
    form = shown(pressed(fresh_services, "U0MARIA", {"o": "nrcs"}, contact_forms.add))
    opened = json.loads(form["private_metadata"])["at"]
    later = ContactGiven(Side.CUSTOMER, Role.BUDGET_OFFICER, "p-robert")
    since = datetime.fromisoformat(opened)
    james = who(fresh_services, "U0JAMES").actor
    fresh_services.contacts.name(james, [NRCS], later, since + timedelta(days=9999))
    old = {
        **form,
        "private_metadata": json.dumps({**json.loads(form["private_metadata"]), "at": "2020-01-01T00:00:00Z"}),
    }
    again = shown(send(fresh_services, old, "U0MARIA", agreement=NRCS, name="Ana", email="ana.ruiz@nrcs.example.gov"))
    chosen_one = next(e for e in elements(again["blocks"]) if (e.get("initial_option") or {}).get("value") == NRCS)
    assert chosen_one
