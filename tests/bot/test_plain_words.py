"""Sentences whose words leave no doubt: someone is annoyed, wants an agreement to end, or asks where CEC is."""

import pytest

from bot.handlers.endings import request_change
from bot.handlers.support_reports import report_issue
from bot.handlers.talk import out_of_scope
from bot.intent_names import OUT_OF_SCOPE
from bot.plain_requests import plain_intent
from bot.plain_words import is_annoyed, wants_to_end
from bot.replies import Reply
from domain.permissions import Actor
from services import Services
from tests.blockkit import button, check_reply
from tests.bot.saying import a_turn, an_asker

ANNOYED = (
    "you're useless", "this bot is useless", "third time I ask and nobody answers me", "what a waste of my time",
    "I asked you three times", "no one ever calls back", "this is ridiculous", "fed up with this", "you never listen",
)  # fmt: skip
CALM = (
    "is the useless printer contract over",
    "who answers for NRCS",
    "the third time slot suits us",
    "how many times do we pay",
)


@pytest.mark.parametrize("text", ANNOYED)
def test_who_is_annoyed_hears_sorry_and_is_offered_a_person_first(services: Services, text: str) -> None:
    turn = a_turn(services, text, "thank", confidence=0.9)
    assert plain_intent(turn) == OUT_OF_SCOPE
    reply = out_of_scope(turn)
    check_reply(reply)
    assert reply.text.startswith("I am sorry")
    assert "welcome" not in reply.text
    assert button(reply, "Talk to a person")["style"] == "primary"


@pytest.mark.parametrize("text", CALM)
def test_other_sentences_are_no_annoyance(text: str) -> None:
    assert not is_annoyed(text)


ENDS = (
    "I need to pull out of the backup one", "cancel SLA-2026-0007", "please terminate our agreement",
    "we want to end the contract early", "we'd like to get out of the phone agreement", "withdraw from SLA-2027-0031",
    "we won't continue with the hosting agreement",
)  # fmt: skip
STAYS = (
    "cancel", "stop", "cancel the meeting about our agreement", "when does the agreement end", "cancel that",
    "which agreements end this quarter", "drop the phones from the draft agreement", "leave the survey",
)  # fmt: skip


@pytest.mark.parametrize("text", ENDS)
def test_who_wants_an_agreement_to_end_learns_who_can_end_it(services: Services, maria: Actor, text: str) -> None:
    turn = a_turn(services, text, "cancel", asker=an_asker(maria), confidence=0.5)
    assert plain_intent(turn) == "request_change"
    reply = request_change(turn)
    assert isinstance(reply, Reply)
    check_reply(reply)
    assert reply.text.startswith("I can't end or change an agreement.")
    assert "James Okafor, SML at CEC" in reply.text
    assert button(reply, "Talk to a person")


@pytest.mark.parametrize("text", STAYS)
def test_other_ends_are_not_those_of_an_agreement(text: str) -> None:
    assert not wants_to_end(text)


def test_what_another_organization_pays_is_refused(services: Services, maria: Actor) -> None:
    text = "what does the Forest Service pay you?"
    for asker in (an_asker(), an_asker(maria)):
        turn = a_turn(
            services, text, OUT_OF_SCOPE, ("organization", "Forest Service", "fs"), asker=asker, confidence=0.4
        )
        assert plain_intent(turn) == "payment_schedule"


def test_a_stranger_with_an_outage_gets_a_person_and_nothing_to_read(services: Services) -> None:
    reply = report_issue(a_turn(services, "the VPN is down", "report_issue", ("service", "VPN", "remote_access_vpn")))
    assert isinstance(reply, Reply)
    assert reply.text.startswith("A person at CEC can take this from here")
    assert "Step" not in reply.text


def test_where_cec_is_is_not_known(services: Services) -> None:
    turn = a_turn(services, "where are you located", "agreement_status", confidence=0.5)
    assert plain_intent(turn) == OUT_OF_SCOPE
    assert out_of_scope(turn).text.startswith("I don't know CEC's address")


def test_the_speakers_own_leave_and_pay_are_none_of_cecs_matters(services: Services) -> None:
    asked = a_turn(services, "is my vacation request approved yet", "request_status", confidence=0.7)
    assert plain_intent(asked) == OUT_OF_SCOPE
    assert plain_intent(a_turn(services, "is my VPN request approved yet", "request_status")) is None


def test_someone_new_learns_how_working_with_cec_begins(services: Services) -> None:
    text = "how do we get started? we're a small bureau with ~200 folks"
    assert plain_intent(a_turn(services, text, "list_agreements", confidence=0.2)) == "explain_process"
