"""Customers ask for changes of a proposal: in words, confirmed by a button, and in the form."""

import json

import pytest

from bot.handlers import proposal_changes, proposal_staff_lines, proposal_staff_words, proposal_wish_forms, proposals
from domain.people import Side
from domain.proposal_changes import (
    QuantityWanted,
    ServiceWanted,
    WordsWanted,
)
from services import Services
from tests.blockkit import button, elements, shown
from tests.bot.desk import Desk, a_desk
from tests.bot.needs import opened, updated
from tests.bot.proposals import (
    LAPTOP,
    LAPTOPS,
    NRCS,
    RUNNING,
    TO_150,
    asked,
    asked_by,
    card,
    next_version,
    person,
    pressed,
    seen_by,
)
from tests.bot.saying import Named, an_asker


@pytest.fixture
def desk(fresh_services: Services) -> Desk:
    modules = (proposals, proposal_changes, proposal_wish_forms, proposal_staff_words, proposal_staff_lines)
    return a_desk(fresh_services, *modules)


# -- in words ----------------------------------------------------------------------------------------------------


def test_what_would_change_and_its_price_is_shown_and_nothing_is_sent(fresh_services: Services) -> None:
    before = seen_by(fresh_services, "maria")
    reply = asked(fresh_services, *TO_150)
    assert "$230,094.00 for the term instead of $267,174.00: $37,080.00 less" in reply.text
    assert "Nothing is sent yet." in reply.text
    assert "Illustrative prices" in reply.text
    assert seen_by(fresh_services, "maria") == before


def test_it_is_sent_by_the_button_once(desk: Desk) -> None:
    services = desk.routes.services
    card(services)
    send = button(asked(services, *TO_150), "Send to CEC: the changes of SLA-2027-0031")
    for _ in range(2):  # a double click
        pressed(desk, "U0MARIA", send)
        assert "Sent to CEC: your changes of version 2" in updated(desk)
    view = seen_by(services, "maria")
    assert view.request
    assert [item.wanted for item in view.request.items] == [QuantityWanted(LAPTOP, 150)]
    assert (view.request.note, view.turn) == (TO_150[0], Side.CEC)


def test_only_who_said_what_should_change_sends_it(desk: Desk) -> None:
    services = desk.routes.services
    card(services, "U0LINH")
    send = button(asked(services, *TO_150), "Send to CEC: the changes of SLA-2027-0031")
    assert "somebody else's words" in pressed(desk, "U0LINH", send)
    assert seen_by(services, "linh").turn is Side.CUSTOMER


def test_a_version_that_was_not_read_is_not_asked_to_change(desk: Desk) -> None:
    reply = asked(desk.routes.services, *TO_150)
    assert "You have not opened version 2 yet" in reply.text
    said = pressed(desk, "U0MARIA", button(reply, "Send to CEC: the changes of SLA-2027-0031"))
    assert "You have not opened version 2 yet" in said
    assert button(reply, "Proposal of SLA-2027-0031")


def test_an_old_message_says_what_is_new_instead(desk: Desk) -> None:
    services = desk.routes.services
    card(services)
    send = button(asked(services, *TO_150), "Send to CEC: the changes of SLA-2027-0031")
    next_version(services, 100)
    assert "Version 3 is the current one" in pressed(desk, "U0MARIA", send)
    assert "100 laptops" in pressed(desk, "U0MARIA", send)


def test_cancel_sends_nothing(desk: Desk) -> None:
    reply = asked(desk.routes.services, *TO_150)
    pressed(desk, "U0MARIA", button(reply, "Cancel the changes of SLA-2027-0031"))
    assert "Nothing was sent" in updated(desk)


def test_more_words_go_on_with_what_was_shown(fresh_services: Services) -> None:
    first = asked(fresh_services, *TO_150)
    more = asked(fresh_services, "make it 140", ("quantity", "140", 140), memory=first.memory)
    assert "140 laptops instead of 180 laptops" in more.text
    both = asked(fresh_services, "bill us monthly", memory=more.memory)
    assert "140 laptops" in both.text
    assert "Monthly, in advance" in both.text
    yes = asked(fresh_services, "yes please", memory=both.memory)
    assert yes.text.startswith("Press “Send to CEC” to send it")
    assert "140 laptops" in yes.text


def test_what_is_so_already_is_left_out_by_name(fresh_services: Services) -> None:
    text = "set the laptops to 180 and bill us monthly"
    reply = asked(fresh_services, text, LAPTOPS, ("quantity", "180", 180))
    assert "Left out, as it is so already: Managed laptop: 180 laptops." in reply.text
    assert "Monthly" in reply.text


@pytest.mark.parametrize(
    ("text", "named", "said"),
    [
        ("add 99999999 laptops", (("quantity", "99999999", 99_999_999), LAPTOPS), "1,000,000"),
        ("start on October 1 2026", (("time", "October 1 2026", "2026-10-01"),), "October 1, 2026 has passed"),
        ("run it for ten years", (), "five years"),
        ("we want to change the draft", (), "What should be changed?"),
    ],
)
def test_what_cannot_be_is_said_with_the_form_beside_it(
    fresh_services: Services, text: str, named: tuple[Named, ...], said: str
) -> None:
    reply = asked(fresh_services, text, *named)
    assert said in reply.text
    assert button(reply, "Ask for a change: version 2 of SLA-2027-0031")


def test_words_without_a_price_go_to_cec_as_they_are(desk: Desk) -> None:
    services = desk.routes.services
    card(services)
    reply = asked(services, "give us <5> percent off")
    assert "In words: give us &lt;5&gt; percent off" in shown(reply)
    pressed(desk, "U0MARIA", button(reply, "Send to CEC: the changes of SLA-2027-0031"))
    request = seen_by(services, "maria").request
    assert request
    assert request.items[0].wanted == WordsWanted("give us <5> percent off")


def test_once_it_is_signed_next_no_change_is_asked_for(fresh_services: Services) -> None:
    number = ("agreement_number", "SLA-2027-0024", "SLA-2027-0024")
    reply = asked(fresh_services, "drop the scans to 20 in SLA-2027-0024", number, who="beatriz")
    assert "It is being signed" in reply.text
    assert "Send to CEC" not in shown(reply)


def test_the_sentence_goes_along_when_the_agreement_is_chosen(fresh_services: Services) -> None:
    reply = asked(fresh_services, "drop the scans to 20", who="beatriz")
    values = [str(each.get("value")) for each in elements(reply.blocks)]
    assert any("SLA-2027-0024 drop the scans to 20" in value for value in values)


# -- what a colleague asked for, and what runs -------------------------------------------------------------------


def test_what_a_colleague_asked_for_is_named_and_replaced_or_left(desk: Desk) -> None:
    services = desk.routes.services
    card(services)
    asked_by(desk, "robert", QuantityWanted(LAPTOP, 170))
    reply = asked(services, *TO_150)
    assert "This is asked for already, and CEC has not answered it" in reply.text
    assert "Robert Yazzie, " in reply.text
    pressed(desk, "U0MARIA", button(reply, "Leave what is asked for already in SLA-2027-0031"))
    assert "It is left as it is, and nothing was sent." in updated(desk)
    pressed(desk, "U0MARIA", button(reply, "Replace it and send: the changes of SLA-2027-0031"))
    request = seen_by(services, "maria").request
    assert request
    assert [item.wanted for item in request.items] == [QuantityWanted(LAPTOP, 150)]


def test_what_a_colleague_asks_meanwhile_is_shown_before_it_is_replaced(desk: Desk) -> None:
    services = desk.routes.services
    card(services)
    reply = asked(services, *TO_150)
    asked_by(desk, "robert", QuantityWanted(LAPTOP, 170))
    pressed(desk, "U0MARIA", button(reply, "Send to CEC: the changes of SLA-2027-0031"))
    assert "Robert Yazzie, " in updated(desk)
    assert "Nothing is sent yet." in updated(desk)


def test_a_change_of_what_runs_is_asked_for_as_an_amendment(desk: Desk) -> None:
    services = desk.routes.services
    number = ("agreement_number", RUNNING, RUNNING)
    text = f"we need 20 more tablets in {RUNNING}"
    reply = asked(services, text, ("quantity", "20", 20), ("service", "tablets", "tablet"), number, who="beatriz")
    assert "An amendment" in reply.text
    assert "Add Managed tablet: 20" in reply.text
    assert "$" not in reply.text
    pressed(desk, "U0BEATRIZ", button(reply, f"Send to CEC: the changes of {RUNNING}"))
    assert f"Sent to CEC: you ask for an amendment of {RUNNING}." in updated(desk)
    request = seen_by(services, "beatriz", RUNNING).request
    assert request
    assert [item.wanted for item in request.waiting] == [ServiceWanted("tablet", 20)]


def test_the_day_from_which_an_amendment_counts_is_called_that_from_the_first_one_on(desk: Desk) -> None:
    services = desk.routes.services
    number, day = ("agreement_number", RUNNING, RUNNING), ("time", "February 2027", "2027-02-01/2027-03-01")
    reply = asked(services, f"from February 2027 please, for {RUNNING}", day, number, who="beatriz")
    counts = "The amendment: count from February 1, 2027"
    assert counts in reply.text
    pressed(desk, "U0BEATRIZ", button(reply, f"Send to CEC: the changes of {RUNNING}"))
    assert counts in updated(desk)
    assert counts in card_of(services, "beatriz")
    assert counts in card_of(services, "priya")
    services.proposals.start_amendment(person(services, "priya"), RUNNING, "As asked.")
    assert counts in card_of(services, "beatriz")


def card_of(services: Services, name: str) -> str:
    return shown(proposals.show(an_asker(person(services, name)), services, RUNNING))


def test_while_it_is_paused_a_refusal_is_one_sentence_with_a_way_to_look(desk: Desk) -> None:
    services = desk.routes.services
    services.proposals.pause(person(services, "james"), NRCS, "Until the budget is known.")
    reply = asked(services, *TO_150)
    assert "by James Okafor. Nothing is expected of you until CEC resumes it." in reply.text
    assert len(reply.blocks) == 2
    assert button(reply, f"Proposal of {NRCS}")


# -- staff -------------------------------------------------------------------------------------------------------


def test_staff_get_the_forms_of_the_draft_filled_in(desk: Desk) -> None:
    services = desk.routes.services
    number = ("agreement_number", NRCS, NRCS)
    text = f"add 5 tablets, bill them monthly and set the laptops to 150 in {NRCS}"
    named = (("quantity", "5", 5), ("service", "tablets", "tablet"), LAPTOPS, ("quantity", "150", 150), number)
    reply = asked(services, text, *named, who="james")
    assert "Nothing is changed yet" in reply.text
    titles = set()
    for place in range(1, 4):
        pressed(desk, "U0JAMES", button(reply, f"Open the form: change {place}"))
        form = opened(desk)
        titles.add(form["title"]["text"])
        if form["title"]["text"] == "Change a line":
            assert "150" in json.dumps(form["blocks"])
    assert titles == {"Add a service", "Terms", "Change a line"}
    assert seen_by(services, "james").draft == seen_by(services, "james").draft
    pressed(desk, "U0MARIA", button(reply, "Open the form: change 1"))
    assert "CEC staff" in desk.slack.sent[-1][1]["text"]
