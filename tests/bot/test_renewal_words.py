"""Renewals asked for in words, by customers and staff."""

import pytest

from bot.handlers import renewal_talk
from bot.plain_requests import plain_intent
from bot.replies import Reply
from services import Services
from services.memory import Memory
from tests.blockkit import button, check_reply, shown
from tests.bot.saying import Named, a_turn, an_asker, value_of

LOOKED_AT = Memory(agreement="SLA-2027-0031", organization="nrcs")


def said(
    services: Services,
    who: str,
    text: str,
    *named: Named,
    intent: str = "start_renewal",
    memory: Memory | None = None,
) -> Reply:
    asker = an_asker(services.directory.actor(who))
    turn = a_turn(services, text, intent, *named, asker=asker, memory=memory)
    reply = renewal_talk.INTENTS[intent](turn)
    assert isinstance(reply, Reply)
    check_reply(reply)
    return reply


@pytest.mark.parametrize("text", ["we want to renew for next year", "let's renew", "we are going to extend it"])
@pytest.mark.parametrize("intent", ["start_renewal", "ask_renewals"])
def test_a_customer_who_wants_to_renew_is_shown_the_button(services: Services, text: str, intent: str) -> None:
    reply = said(services, "U0MARIA", text, intent=intent, memory=LOOKED_AT)
    assert "Renewal of SLA-2026-0007" in reply.text
    assert "To tell CEC that you want to renew, press We want to renew." in reply.text
    button(reply, "We want to renew: SLA-2026-0007")


def test_what_a_customer_wishes_besides_stands_in_the_form(services: Services) -> None:
    text = "we want to renew with 20 more seats"
    assert value_of(button(said(services, "U0MARIA", text), "We want to renew: SLA-2026-0007"))["w"] == text


def test_nothing_is_begun_by_a_sentence(services: Services) -> None:
    reply = said(services, "U0JAMES", "start the renewal of SLA-2026-0011",
                 ("agreement_number", "SLA-2026-0011", "SLA-2026-0011"))  # fmt: skip
    assert reply.text.startswith("Look at what it would begin with, then press Start renewal.")
    assert services.renewals.view(services.directory.actor("U0JAMES"), "SLA-2026-0011").successor is None


def test_staff_who_name_a_customer_with_one_running_agreement_get_its_renewal(services: Services) -> None:
    reply = said(services, "U0PRIYA", "open the renewal for RMA", ("organization", "RMA", "rma"))
    assert "Renewal of SLA-2026-0015" in reply.text


def test_staff_who_name_nothing_get_those_that_are_due(services: Services) -> None:
    assert "agreements end within 180 days" in said(services, "U0JAMES", "start a renewal").text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("we won't renew SLA-2026-0011", "To note that it is not renewed, press Not renewing."),
        ("extend SLA-2026-0011 by 30 days, we need an extension", "press Ask for an extension."),
    ],
)
def test_other_wishes_are_shown_their_button(services: Services, text: str, words: str) -> None:
    assert words in said(services, "U0JAMES", text, ("agreement_number", "SLA-2026-0011", "SLA-2026-0011")).text


NUMBER = ("agreement_number", "SLA-2026-0011", "SLA-2026-0011")


@pytest.mark.parametrize(
    ("text", "named", "until"),
    [
        ("we need three more months for SLA-2026-0011", (), "2027-03-17"),
        ("give SLA-2026-0011 6 more weeks", (), "2027-01-28"),
        ("extend SLA-2026-0011 by ten days", (), "2026-12-27"),
        (
            "keep SLA-2026-0011 running until the end of March",
            (("time", "the end of March", "2027-03-31"),),
            "2027-03-31",
        ),
        ("keep SLA-2026-0011 running until May", (("time", "May", "2027-05-01/2027-06-01"),), "2027-05-31"),
        ("keep SLA-2026-0011 running until November 9", (("time", "November 9", "2026-11-09"),), None),
        ("we need an extension of SLA-2026-0011", (), None),
    ],
)
def test_who_needs_more_time_finds_the_last_day_in_the_form(
    services: Services, text: str, named: tuple[Named, ...], until: str | None
) -> None:
    reply = said(services, "U0ERIK", text, NUMBER, *named)
    assert reply.text.startswith("To have services go on for a while, press Ask for an extension.")
    assert value_of(button(reply, "Ask for an extension: SLA-2026-0011")).get("w") == until
    assert "w" not in value_of(button(reply, "We want to renew: SLA-2026-0011"))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("we won't renew SLA-2026-0011 because they build their own", "They build their own"),
        ("not renewing SLA-2026-0011, the bureau moves", "The bureau moves"),
        ("SLA-2026-0011 will not be renewed as the program ends", "The program ends"),
        ("we won't renew SLA-2026-0011", None),
    ],
)
def test_the_reason_that_is_said_stands_in_the_form(services: Services, text: str, reason: str | None) -> None:
    reply = said(services, "U0JAMES", text, NUMBER)
    assert value_of(button(reply, "Not renewing: SLA-2026-0011")).get("w") == reason


@pytest.mark.parametrize(
    ("text", "read_as", "intent"),
    [
        ("we need three more months", "request_change", "start_renewal"),
        ("can we get an extension of three months", "out_of_scope", "start_renewal"),
        ("they won't renew, they build their own", "explain_process", "start_renewal"),
        ("what happens if we don't renew", "explain_process", None),
        ("we need three more months to answer the survey", "request_change", None),
        ("how much is it for three more months", "ask_price", None),
    ],
)
def test_what_is_meant_without_a_doubt(services: Services, text: str, read_as: str, intent: str | None) -> None:
    asker = an_asker(services.directory.actor("U0ERIK"))
    assert plain_intent(a_turn(services, text, read_as, asker=asker)) == intent


def test_while_a_proposal_is_spoken_of_more_months_are_a_change_of_it(services: Services) -> None:
    asker, memory = an_asker(services.directory.actor("U0MARIA")), Memory(intent="view_proposal")
    turn = a_turn(services, "we need three more months", "request_change", asker=asker, memory=memory)
    assert plain_intent(turn) is None


def test_a_customer_who_does_not_want_to_renew_can_say_so_to_cec(services: Services) -> None:
    reply = said(services, "U0MARIA", "we do not want to renew")
    assert "To say that you do not want to renew, press Tell CEC." in reply.text
    topic = value_of(button(reply, "Tell CEC about the renewal of SLA-2026-0007"))["topic"]
    assert topic == "About the renewal of SLA-2026-0007. we do not want to renew"


def test_what_is_not_to_be_renewed_can_not_be_extended_but_talked_about(services: Services) -> None:
    number = ("agreement_number", "SLA-2026-0019", "SLA-2026-0019")
    reply = said(services, "U0BEATRIZ", "can we extend SLA-2026-0019 by three months?", number)
    assert "can't be extended. If that is to change, press Tell CEC." in reply.text
    button(reply, "Tell CEC about the renewal of SLA-2026-0019")


def test_one_that_is_begun_already_says_so(services: Services) -> None:
    reply = said(services, "U0FATIMA", "we want to renew SLA-2026-0003",
                 ("agreement_number", "SLA-2026-0003", "SLA-2026-0003"))  # fmt: skip
    assert "Its renewal is under way as SLA-2027-0036." in shown(reply)
    button(reply, "What SLA-2027-0036 took over")


def test_a_stranger_learns_how_to_begin(services: Services) -> None:
    reply = said(services, "U0NINA", "we want to renew")
    assert "SLA-" not in reply.text
