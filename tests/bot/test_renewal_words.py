"""Renewals asked for in words, by customers and staff."""

import pytest

from bot.handlers import renewal_talk
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


def test_a_customer_who_does_not_want_to_renew_is_told_whom_to_tell(services: Services) -> None:
    assert "Tell your SML" in said(services, "U0MARIA", "we do not want to renew").text


def test_one_that_is_begun_already_says_so(services: Services) -> None:
    reply = said(services, "U0FATIMA", "we want to renew SLA-2026-0003",
                 ("agreement_number", "SLA-2026-0003", "SLA-2026-0003"))  # fmt: skip
    assert "Its renewal is under way as SLA-2027-0036." in shown(reply)
    button(reply, "What SLA-2027-0036 took over")


def test_a_stranger_learns_how_to_begin(services: Services) -> None:
    reply = said(services, "U0NINA", "we want to renew")
    assert "SLA-" not in reply.text
