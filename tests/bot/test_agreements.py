"""Where agreements stand: for customers, for staff, for strangers."""

from dataclasses import replace

import pytest

from bot.handlers import agreements
from bot.replies import Modal, Reply
from domain.channels import ChannelBinding, Place
from domain.errors import NotFound
from domain.permissions import Action, Actor, decide
from services import Services
from services.memory import Memory
from tests.blockkit import button, check_modal, check_outcome, check_reply, elements, shown
from tests.bot.saying import AT, STAFF_CHANNEL, Named, a_click, a_turn, an_asker

OWN_ONLY = decide(Actor(), Action.READ_AGREEMENT).reason
NRCS_CHANNEL = Place("C3", binding=ChannelBinding("C3", "nrcs", "p-dana", AT))


def status(services: Services, actor: Actor, text: str, *named: Named, **more: object) -> Reply:
    memory, place = more.get("memory") or Memory(), more.get("place") or Place("D1", direct=True)
    assert isinstance(memory, Memory)
    assert isinstance(place, Place)
    asker = an_asker(actor, place, actor.person.name if actor.person else "Nina")
    reply = agreements.status(a_turn(services, text, "agreement_status", *named, memory=memory, asker=asker))
    check_reply(reply)
    return reply


def number(text: str) -> Named:
    return ("agreement_number", text, text)


# -- one agreement -----------------------------------------------------------------------------------------------


def test_the_answer_begins_with_where_it_stands_and_whose_turn_it_is(services: Services, maria: Actor) -> None:
    reply = status(services, maria, "SLA-2027-0031?", number("SLA-2027-0031"))
    assert "Step 4 of 10, Proposal and negotiation. It is your turn since" in reply.text
    assert "review the current draft, ask for changes or accept it." in reply.text
    assert "Due Nov 10, 2026, in 8 days." in reply.text
    assert reply.about == {"nrcs"}
    assert reply.memory is not None
    assert (reply.memory.agreement, reply.memory.organization) == ("SLA-2027-0031", "nrcs")


def test_all_ten_steps_are_shown_with_marks_and_words(services: Services, maria: Actor) -> None:
    lines = shown(status(services, maria, "SLA-2027-0031", number("SLA-2027-0031")))
    assert "✓ *1. Exchange of contacts*: done" in lines
    assert "by James Okafor" in lines
    assert "▶ *4. Proposal and negotiation*: now, since" in lines
    assert "✓ The draft proposal: done" in lines
    assert "○ The customer's acceptance of the current version: open, your organization's turn" in lines
    assert "○ *5. Agreement and funding*: ahead" in lines
    assert "↻ *9. Meetings*: goes on, at any time" in lines
    assert all(f"*{place}. " in lines for place in range(1, 11))


def test_amounts_carry_the_catalogs_notice(services: Services, maria: Actor) -> None:
    reply = status(services, maria, "SLA-2027-0031", number("SLA-2027-0031"))
    assert "$265,824.00" in reply.text
    assert services.catalog.current().catalog.notice in shown(reply)


def test_staff_are_told_whose_turn_it_is_by_name(services: Services, james: Actor) -> None:
    reply = status(services, james, "sla 2027-44", ("agreement_number", "sla 2027-44", "SLA-2027-0044"))
    assert "It is CEC's turn since" in reply.text
    assert "(Priya Raman, SML)" in reply.text
    assert "4 days late" in reply.text


def test_a_question_about_signatures_is_answered_first(services: Services, maria: Actor) -> None:
    reply = status(services, maria, "is SLA-2026-0007 signed", number("SLA-2026-0007"))
    assert reply.text.startswith("Yes, all have signed, the last one ")
    not_yet = status(services, maria, "is SLA-2027-0031 signed", number("SLA-2027-0031"))
    assert not_yet.text.startswith("Not signed yet: that comes with step 5")


def test_missing_signatures_are_named(services: Services, james: Actor) -> None:
    reply = status(services, james, "is SLA-2027-0024 signed by all", number("SLA-2027-0024"))
    assert reply.text.startswith("Not signed by all yet: 2 of 4 have signed. Missing: the signature of CEC's ")


def test_a_question_about_one_step_is_answered_first(services: Services, maria: Actor) -> None:
    named = (number("SLA-2027-0031"), ("stage", "survey", "survey"))
    reply = status(services, maria, "is SLA-2027-0031 through the survey", *named)
    assert reply.text.startswith("Step 3, Customer survey: done ")


# -- which one ---------------------------------------------------------------------------------------------------


def test_a_customer_with_several_agreements_chooses_from_a_list(services: Services, maria: Actor) -> None:
    reply = status(services, maria, "where does it stand")
    assert reply.text.startswith("Your organization has 3 agreements.")
    assert {"SLA-2027-0031", "SLA-2027-0041", "SLA-2026-0007"} <= set(reply.text.replace(":", "").split())
    opened = agreements.opened(a_click(services, button(reply, "Open SLA-2027-0041"), an_asker(maria)))
    assert isinstance(opened, Reply)
    assert "SLA-2027-0041" in opened.text
    assert opened.memory is not None


def test_a_customer_with_one_agreement_sees_it_directly(fresh_services: Services, james: Actor) -> None:
    owner = fresh_services.directory.actor("U0INGRID")
    for done in ("SLA-2027-0053", "SLA-2026-0015"):
        fresh_services.agreements.close(james, done, "No longer needed")
    assert "Step 4 of 10, Proposal and negotiation" in status(fresh_services, owner, "where are we").text


def test_a_customer_whose_agreements_are_closed_is_shown_those(fresh_services: Services, james: Actor) -> None:
    owner = fresh_services.directory.actor("U0INGRID")
    for done in ("SLA-2027-0053", "SLA-2026-0015", "SLA-2027-0033"):
        fresh_services.agreements.close(james, done, "No longer needed")
    reply = status(fresh_services, owner, "where are we")
    assert reply.text.startswith("Your organization has no open agreements. These are closed:")
    assert "Closed" in reply.text


def test_what_was_spoken_of_before_is_meant_again(services: Services, maria: Actor) -> None:
    memory = Memory(agreement="SLA-2026-0007", organization="nrcs")
    assert "SLA-2026-0007" in status(services, maria, "who signed it", memory=memory).text
    assert "3 agreements" in status(services, maria, "and all our agreements?", memory=memory).text


def test_staff_who_name_an_organization_get_its_agreements(services: Services, james: Actor) -> None:
    reply = status(services, james, "where is NRCS", ("organization", "NRCS", "nrcs"))
    assert reply.text.startswith("3 agreements of Natural Resources Conservation Service.")
    assert reply.about == {"nrcs"}


def test_staff_who_name_nothing_get_the_agreements_that_they_lead(services: Services, james: Actor) -> None:
    reply = status(services, james, "status please")
    assert "led by James Okafor" in reply.text
    assert len(reply.about) == 6


def test_staff_in_a_customers_channel_mean_that_customer(services: Services, james: Actor) -> None:
    reply = status(services, james, "status please", place=NRCS_CHANNEL)
    assert "of Natural Resources Conservation Service" in reply.text
    assert reply.about == {"nrcs"}
    assert "Forest Service" not in shown(reply)
    assert not [each for each in elements(reply.blocks) if each["action_id"] == "agreements.filter:organization"]


# -- bad input and what must not be told -------------------------------------------------------------------------


def test_an_unknown_number_offers_the_nearest_ones(services: Services, james: Actor) -> None:
    reply = status(services, james, "SLA-2027-0042", number("SLA-2027-0042"))
    assert reply.text.startswith("There is no agreement “SLA-2027-0042”. Nearest: ")
    assert button(reply, "Open SLA-2027-0041")


@pytest.mark.parametrize("asked", ["SLA-2027-0038", "SLA-2027-9999", "SLA-1999-0001"])
def test_others_agreements_and_missing_ones_are_refused_word_for_word_alike(
    services: Services, maria: Actor, asked: str
) -> None:
    reply = status(services, maria, asked, number(asked))
    assert reply.text.startswith(OWN_ONLY)
    assert reply.private
    assert not reply.about
    assert "Forest" not in shown(reply)
    assert asked not in reply.text


def test_another_organization_is_refused_whether_it_exists_or_not(services: Services, maria: Actor) -> None:
    known = status(services, maria, "where is the Forest Service", ("organization", "Forest Service", "fs"))
    unknown = status(services, maria, "where is the Moon Service", ("organization", "Moon Service", "moon"))
    assert known.text == unknown.text == OWN_ONLY
    assert known.blocks == unknown.blocks


def test_a_forged_button_is_refused_like_a_sentence(services: Services, maria: Actor) -> None:
    own = status(services, maria, "SLA-2027-0031", number("SLA-2027-0031"))
    forged = {**button(own, "Full history of SLA-2027-0031"), "value": '{"number":"SLA-2027-0038"}'}
    for handler in (agreements.opened, agreements.history, agreements.all_contacts):
        with pytest.raises(NotFound, match="there is no such agreement of your organization"):
            handler(a_click(services, forged, an_asker(maria)))


def test_a_stranger_is_told_what_they_can_see(services: Services) -> None:
    reply = status(services, Actor(slack_user_id="U0NINA"), "SLA-2027-0031", number("SLA-2027-0031"))
    assert "only show services, prices and process" in reply.text
    assert "SLA-" not in reply.text


def test_names_are_shown_as_typed_and_never_as_formatting(fresh_services: Services, james: Actor) -> None:
    fresh_services.agreements.close(james, "SLA-2027-0041", "<!channel> *stop*")
    reply = status(fresh_services, james, "SLA-2027-0041", number("SLA-2027-0041"))
    assert "&lt;!channel&gt;" in reply.text
    assert "<!channel>" not in shown(reply)


# -- buttons -----------------------------------------------------------------------------------------------------


def test_the_whole_history_is_a_button_away_and_paged(services: Services, maria: Actor) -> None:
    reply = status(services, maria, "SLA-2026-0007", number("SLA-2026-0007"))
    first = agreements.history(a_click(services, button(reply, "Full history of SLA-2026-0007"), an_asker(maria)))
    assert isinstance(first, Modal)
    assert not first.update
    check_modal(first)
    page = Reply("page", first.view["blocks"])
    assert "moved it from" in shown(page)
    inside = {"metadata": first.view["private_metadata"]}
    older = agreements.history(
        a_click(services, button(page, "Older changes of SLA-2026-0007"), an_asker(maria), **inside)
    )
    assert isinstance(older, Modal)
    assert older.update
    assert button(Reply("page", older.view["blocks"]), "Newer changes of SLA-2026-0007")


def test_every_change_is_reached_through_the_pages(services: Services, maria: Actor) -> None:
    entries, page = [], 0
    while True:
        found = services.agreements.history(maria, "SLA-2026-0007", page)
        entries += found.entries
        if not found.has_next:
            break
        page += 1
    assert entries[-1].words.startswith("opened it") or entries[-1].words.startswith("named")
    assert sorted(entries, key=lambda e: e.at, reverse=True)[0].at == entries[0].at


def test_contacts_are_a_button_away(services: Services, maria: Actor) -> None:
    reply = status(services, maria, "SLA-2027-0031", number("SLA-2027-0031"))
    opened = agreements.all_contacts(a_click(services, button(reply, "Contacts of SLA-2027-0031"), an_asker(maria)))
    check_outcome(opened)
    assert isinstance(opened, Modal)
    assert "Linh Tran" in shown(Reply("x", opened.view["blocks"]))


@pytest.mark.parametrize("value", ["", "[]", "{}", '{"number":7}', '{"number":null}', "{"])
def test_a_stale_value_is_answered_and_never_an_error_of_ours(services: Services, james: Actor, value: str) -> None:
    click = a_click(services, {"action_id": "agreements.open:x", "value": value}, an_asker(james))
    with pytest.raises(NotFound, match="There is no agreement"):
        agreements.opened(click)


def test_the_predecessor_and_the_successor_can_be_opened(services: Services, james: Actor) -> None:
    before = status(services, james, "SLA-2026-0003", number("SLA-2026-0003"))
    after = agreements.opened(a_click(services, button(before, "Agreement after: SLA-2027-0036"), an_asker(james)))
    assert isinstance(after, Reply)
    assert button(after, "Agreement before: SLA-2026-0003")


def test_a_place_of_staff_gets_everything(services: Services, james: Actor) -> None:
    reply = status(services, james, "SLA-2027-0031", number("SLA-2027-0031"), place=STAFF_CHANNEL)
    assert not reply.private
    assert replace(reply, memory=None) == replace(
        status(services, james, "SLA-2027-0031", number("SLA-2027-0031")), memory=None
    )


# -- by its title ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("where do we stand with the soil maps", "SLA-2027-0041"),
        ("status of the laptops agreement", "SLA-2027-0031"),
        ("how is the Soil Map agreement going", "SLA-2027-0041"),
    ],
)
def test_words_of_its_title_name_an_agreement(services: Services, maria: Actor, text: str, meant: str) -> None:
    for memory in (Memory(), Memory(agreement="SLA-2026-0007", organization="nrcs")):
        reply = status(services, maria, text, memory=memory)
        assert reply.memory is not None
        assert reply.memory.agreement == meant


def test_titles_of_others_name_nothing(services: Services, maria: Actor) -> None:
    reply = status(services, maria, "where do we stand with the fire season")
    assert reply.text.startswith("Your organization has 3 agreements.")


def test_words_that_fit_two_titles_name_none(services: Services, maria: Actor) -> None:
    reply = status(services, maria, "the soil laptops")
    assert reply.text.startswith("Your organization has 3 agreements.")
