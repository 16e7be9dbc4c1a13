"""Who is who: for customers, for staff; one role, one person, everyone."""

import pytest

from bot.handlers import contacts
from bot.plain_requests import plain_intent
from bot.replies import Modal, Reply
from bot.views.contacts import Holder, contacts_blocks, contacts_text, holders, person_line, roles_text, vacant_text
from domain.channels import ChannelBinding, Place
from domain.errors import NotFound
from domain.people import Role, Side
from domain.permissions import Action, Actor, decide
from services import Services
from services.cards import person_card
from services.memory import Memory
from tests.blockkit import button, check_modal, check_reply, shown
from tests.bot.saying import AT, Named, a_click, a_turn, an_asker
from tests.builders import a_person

OWN_ONLY = decide(Actor(), Action.READ_CONTACTS).reason
NRCS_CHANNEL = Place("C3", binding=ChannelBinding("C3", "nrcs", "p-dana", AT))


def asked(
    services: Services, actor: Actor, text: str, *named: Named, memory: Memory | None = None, place: Place | None = None
) -> Reply:
    asker = an_asker(actor, place or Place("D1", direct=True))
    reply = contacts.find_contact(a_turn(services, text, "find_contact", *named, memory=memory, asker=asker))
    check_reply(reply)
    return reply


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("who handles our account?", "CEC's SML is James Okafor."),
        ("who is our budget officer", "Your organization's budget officer is Linh Tran."),
        ("who is your finance officer", "CEC's finance officer is Samuel Adeyemi."),
        ("who is our security officer", "Your organization's security officer is Anjali Mehta."),
        ("who is our program official", "Your organization's program official is Claire Dubois."),
        ("who is your program official", "CEC's program official is Ruth Goldstein."),
    ],
)
def test_the_one_asked_for_is_named_first(services: Services, maria: Actor, text: str, answer: str) -> None:
    reply = asked(services, maria, text)
    assert reply.text.startswith(answer)
    assert "@" in reply.text
    assert reply.about == {"nrcs"}


def test_who_signs_names_both_officials_of_both_sides(services: Services, maria: Actor) -> None:
    reply = asked(services, maria, "who signs the agreement")
    for name in ("Claire Dubois", "Marcus Johnson", "Ruth Goldstein", "Teresa Montoya"):
        assert name in reply.text


def test_specialists_are_told_apart_by_their_agreements(services: Services, maria: Actor) -> None:
    reply = asked(services, maria, "who is the technical specialist")
    assert "Kofi Boateng (SLA-2027-0041)" in reply.text
    assert "Luis Herrera (SLA-2027-0031, SLA-2026-0007)" in reply.text


def test_everyone_on_both_sides(services: Services, maria: Actor) -> None:
    reply = asked(services, maria, "show me all contacts")
    words = shown(reply)
    assert "At Natural Resources Conservation Service" in words
    assert "At CEC" in words
    assert "<mailto:linh.tran@nrcs.example.gov|linh.tran@nrcs.example.gov>, 202-555-0203, <@U0LINH> in Slack" in words


def test_nobody_is_mentioned_where_others_read_along(services: Services, maria: Actor) -> None:
    assert "<@U0" not in shown(asked(services, maria, "all contacts", place=NRCS_CHANNEL))


def test_a_person_by_name(services: Services, maria: Actor, james: Actor) -> None:
    assert asked(services, maria, "phone number of linh tran").text.startswith("Linh Tran, budget officer")
    reply = asked(services, james, "how do I reach Naomi Begay")
    assert reply.text.startswith("Naomi Begay, Technical lead")
    assert "at Forest Service" in reply.text
    assert reply.about == {"fs"}


def test_staff_ask_for_an_organizations_role(services: Services, james: Actor) -> None:
    reply = asked(services, james, "who is RMA's budget officer", ("organization", "RMA", "rma"))
    assert reply.text.startswith("RMA's budget officer is Yuki Tanaka")
    everyone = contacts.all_contacts(a_click(services, button(reply, "All contacts"), an_asker(james)))
    assert isinstance(everyone, Modal)
    check_modal(everyone)
    assert "SLA-2027-0053 still needs" in shown(Reply("x", everyone.view["blocks"]))


def test_a_role_that_nobody_has_is_said(services: Services, james: Actor) -> None:
    number = ("agreement_number", "SLA-2027-0051", "SLA-2027-0051")
    reply = asked(services, james, "budget officer of SLA-2027-0051", number)
    assert reply.text.startswith("Nobody is named as FNS's budget officer yet.")


def test_theirs_is_what_was_spoken_of_before(services: Services, james: Actor) -> None:
    memory = Memory(agreement="SLA-2027-0038", organization="fs")
    assert "Wale Balogun" in asked(services, james, "who is their budget officer", memory=memory).text
    assert "Wale Balogun" in asked(services, james, "budget officer?", memory=Memory(organization="fs")).text


def test_staff_who_name_nothing_are_asked_whose(services: Services, james: Actor) -> None:
    assert asked(services, james, "contacts please").text == contacts.WHOSE_CONTACTS


def test_staff_in_a_customers_channel_mean_that_customer(services: Services, james: Actor) -> None:
    assert "Linh Tran" in asked(services, james, "who is the budget officer", place=NRCS_CHANNEL).text


def test_an_organization_without_agreements_shows_its_people(fresh_services: Services, james: Actor) -> None:
    for number in ("SLA-2027-0033", "SLA-2027-0053", "SLA-2026-0015"):
        fresh_services.agreements.close(james, number, "No longer needed")
    reply = asked(fresh_services, james, "contacts of RMA", ("organization", "RMA", "rma"))
    assert "Ingrid Solheim" in reply.text
    assert "Ingrid Solheim" in shown(reply)


# -- a subject, a title ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "named", "answer"),
    [
        ("who do I call about firewalls", (), "For that, ask James Okafor, SML at CEC."),
        (
            "who do I call about VPN",
            (("service", "VPN", "remote_access_vpn"),),
            "For Remote access VPN, ask James Okafor, SML at CEC.",
        ),
        (
            "who is the specialist for laptops",
            (("service", "laptops", "managed_laptop"),),
            "For Managed laptop, ask Luis Herrera, technical specialist at CEC.",
        ),
        (
            "who knows about data and analytics",
            (),
            "For Data and analytics, ask Kofi Boateng, technical specialist at CEC.",
        ),
    ],
)
def test_who_to_ask_about_a_subject(
    services: Services, maria: Actor, text: str, named: tuple[Named, ...], answer: str
) -> None:
    reply = asked(services, maria, text, *named)
    assert reply.text.startswith(answer)
    assert "Linh Tran" not in reply.text


def test_staff_are_told_cecs_specialist_for_a_service(services: Services, james: Actor) -> None:
    reply = asked(services, james, "who knows about VPN", ("service", "VPN", "remote_access_vpn"))
    assert reply.text.startswith("For Remote access VPN, ask Tomasz Kowalski, technical specialist at CEC.")
    assert "tomasz.kowalski@cec.example.gov" in reply.text


def test_a_person_is_found_by_title(services: Services, james: Actor, maria: Actor) -> None:
    rma = ("organization", "RMA", "rma")
    for text in ("who's the CFO of RMA", "who is the chief financial officer of RMA"):
        reply = asked(services, james, text, rma)
        assert reply.text.startswith("Leila Haddad")
        assert "Yuki" not in reply.text
    assert asked(services, maria, "who is our IT lead").text.startswith("Robert Yazzie")


def test_a_title_that_nobody_has_is_said(services: Services, maria: Actor) -> None:
    assert asked(services, maria, "who is our CTO").text.startswith("I find no chief technology officer among these")


# -- what must not be told ---------------------------------------------------------------------------------------


def test_others_contacts_are_refused_whether_they_exist_or_not(services: Services, maria: Actor) -> None:
    known = asked(services, maria, "budget officer of the Forest Service", ("organization", "Forest Service", "fs"))
    unknown = asked(services, maria, "budget officer of the Moon Service", ("organization", "Moon Service", "moon"))
    assert known.text == unknown.text == OWN_ONLY
    assert known.private


def test_others_numbers_are_refused(services: Services, maria: Actor) -> None:
    reply = asked(services, maria, "contacts of SLA-2027-0038", ("agreement_number", "SLA-2027-0038", "SLA-2027-0038"))
    assert reply.text.startswith(OWN_ONLY)
    assert "Erik" not in shown(reply)


def test_a_customer_does_not_find_other_organizations_people_by_name(services: Services, maria: Actor) -> None:
    reply = asked(services, maria, "how do I reach Naomi Begay")
    assert "naomi.begay" not in shown(reply)
    assert "202-555" not in shown(reply)
    made_up = asked(services, maria, "how do I reach Zebulon Fink")
    assert reply.text == made_up.text.replace("Zebulon Fink", "Naomi Begay")


def test_a_forged_button_shows_nothing(services: Services, maria: Actor) -> None:
    for value in ('{"organization":"fs"}', '{"number":"SLA-2027-0038"}'):
        click = a_click(services, {"action_id": "agreements.contacts", "value": value}, an_asker(maria))
        with pytest.raises(Exception, match="there is no such agreement of your organization"):
            contacts.all_contacts(click)


def test_a_stranger_is_told_what_they_can_see(services: Services) -> None:
    reply = asked(services, Actor(slack_user_id="U0NINA"), "who handles our account")
    assert "only show services, prices and process" in reply.text
    with pytest.raises(NotFound):
        services.directory.find_person(services.directory.actor("U0JAMES"), "Zaphod Beeblebrox")


# -- the view ----------------------------------------------------------------------------------------------------


def test_someone_with_several_roles_stands_once(services: Services, maria: Actor) -> None:
    sheets = services.agreements.contacts(maria)
    names = [holder.person.name for holder in holders(sheets, Side.CUSTOMER)]
    assert len(names) == len(set(names)) == 6
    assert holders(sheets, Side.CUSTOMER)[0].roles[0][0] is Role.PROGRAM_MANAGER


def test_roles_in_only_some_agreements_say_which() -> None:
    card = person_card(a_person())
    holder = Holder(card, Side.CUSTOMER, ((Role.BUDGET_OFFICER, ("SLA-2027-0001",)), (Role.FUNDING_OFFICIAL, ())))
    assert roles_text(holder) == "budget officer (SLA-2027-0001), funding official"


def test_a_title_that_says_the_role_is_not_said_twice() -> None:
    card = person_card(a_person(title="Budget officer", phone=""))
    assert person_line(card, "budget officer", mention=False).count("udget officer") == 1


def test_what_people_are_called_has_no_effect() -> None:
    card = person_card(a_person(name="<!here> *Bob*", title="a & b"))
    line = person_line(card, "", mention=False)
    assert "&lt;!here&gt;" in line
    assert "a &amp; b" in line


def test_nobody_at_all_is_said() -> None:
    assert contacts_text([], "At NRCS") == "Nobody is named yet."
    assert shown(Reply("x", contacts_blocks([], "At NRCS", mention=True))) == "Nobody is named yet."
    assert vacant_text([]) == ""


# -- money, and who was named before ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("who do I call about the bill?", "CEC's finance officer is Samuel Adeyemi."),
        ("whom should we contact about an invoice", "CEC's finance officer is Samuel Adeyemi."),
        ("who handles our bills", "Your organization's budget officer is Linh Tran."),
    ],
)
def test_a_customer_calls_cec_about_a_bill(services: Services, maria: Actor, text: str, answer: str) -> None:
    assert asked(services, maria, text).text.startswith(answer)


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("who at ARS signs the money part", ["ARS's funding official"]),
        ("who signs at ARS", ["ARS's program official", "ARS's funding official"]),
        ("who pays the bills at ARS", ["ARS's budget officer"]),
        ("who handles funding at CEC for ARS", ["CEC's finance officer", "CEC's funding official"]),
    ],
)
def test_who_handles_money(services: Services, james: Actor, text: str, roles: list[str]) -> None:
    said = asked(services, james, text, ("organization", "ARS", "ars")).text
    assert [line.partition(" is ")[0] for line in said.splitlines() if " is " in line] == roles


@pytest.mark.parametrize("text", ["her phone number?", "and her email", "how can I reach her"])
def test_her_means_who_was_named_before(services: Services, james: Actor, text: str) -> None:
    first = asked(services, james, "who is the budget officer at NRCS", ("organization", "NRCS", "nrcs"))
    assert first.memory is not None
    assert first.memory.person == "p-linh"
    said = asked(services, james, text, memory=first.memory).text
    assert said.startswith("Linh Tran")
    assert "202-555-0203" in said
    assert "Maria Lopez" not in said


def test_her_asks_for_a_contact_whatever_was_guessed(services: Services, james: Actor) -> None:
    turn = a_turn(services, "her email?", "out_of_scope", asker=an_asker(james), memory=Memory(person="p-linh"))
    assert plain_intent(turn) == "find_contact"
