"""The kept documents and the deputies of signers are asked for in words; sentences about other papers are not taken."""

import pytest

from bot.handlers.proposals import view_proposal
from bot.handlers.signing import sign_agreement
from bot.plain_requests import plain_intent
from bot.replies import Reply
from services import Services
from services.memory import Memory
from tests.blockkit import button, check_reply, elements
from tests.bot.desk import who
from tests.bot.saying import Named, a_turn

NRCS = "SLA-2027-0031"


def meant(services: Services, text: str, user: str = "U0MARIA", *named: Named) -> str | None:
    return plain_intent(a_turn(services, text, "out_of_scope", *named, asker=who(services, user)))


def asked(services: Services, text: str, *named: Named, spoken_of: str | None = None, user: str = "U0MARIA") -> Reply:
    turn = a_turn(services, text, "", *named, memory=Memory(agreement=spoken_of), asker=who(services, user))
    reply = {"view_proposal": view_proposal, "sign_agreement": sign_agreement}[str(plain_intent(turn))](turn)
    assert isinstance(reply, Reply)
    check_reply(reply)
    return reply


@pytest.mark.parametrize(
    "text",
    [
        "documents of SLA-2027-0041",
        "documents for this agreement please",
        "show me the signed PDF",
        "can you send me the signed copy",
        "where is the signed agreement",
        "I need the signed SLA",
        "show our documents",
        "our documents",
        "which documents are there for the agreement",
    ],
)
def test_the_kept_documents_are_asked_for(services: Services, text: str) -> None:
    assert meant(services, text) == "view_proposal"


@pytest.mark.parametrize(
    "text",
    [
        "my deputies",
        "name a deputy while I am away",
        "who can sign for me next week",
        "who is my deputy",
        "I want to delegate my signature",
        "can Robert sign on my behalf",
    ],
)
def test_deputies_are_asked_for(services: Services, text: str) -> None:
    assert meant(services, text) == "sign_agreement"


@pytest.mark.parametrize(
    "text",
    [
        "what documents do you need from us",
        "which documents do we need to sign",
        "send me the latest draft",
        "show me the document of version 2",
        "who signed the agreement",
        "have we signed the agreement",
        "our deputy director is Ana Ruiz",
        "what is a signed agreement worth",
        "do you offer document management",
        "send me the survey documents",
    ],
)
def test_other_sentences_are_left_to_the_understanding(services: Services, text: str) -> None:
    assert meant(services, text) not in ("view_proposal", "sign_agreement")


def test_a_stranger_is_not_led_to_documents_or_deputies(services: Services) -> None:
    assert meant(services, "show our documents", "U0NINA") is None
    assert meant(services, "my deputies", "U0NINA") is None


def test_a_service_that_is_named_is_no_document(services: Services) -> None:
    named = ("service", "laptops", "managed_laptop")
    assert meant(services, "show me all documents about laptops", "U0MARIA", named) is None


def test_the_documents_of_the_agreement_that_is_named_or_was_spoken_of_are_listed(services: Services) -> None:
    named = ("agreement_number", NRCS, NRCS)
    assert f"{NRCS}: Documents" in str(asked(services, f"documents of {NRCS}", named).blocks)
    assert f"{NRCS}: Documents" in str(asked(services, "show the documents", spoken_of=NRCS).blocks)


def test_a_signed_copy_that_is_not_there_is_said(services: Services) -> None:
    assert f"no signed copy of {NRCS} yet" in asked(services, "show me the signed PDF", spoken_of=NRCS).text


def test_of_several_agreements_with_documents_one_is_chosen(services: Services) -> None:
    reply = asked(services, "show our documents")
    choices = [each for each in elements(reply.blocks) if "SLA-" in str(each["text"])]
    assert len(choices) > 1


def test_the_documents_of_others_are_refused(services: Services) -> None:
    named = ("agreement_number", "SLA-2027-0041", "SLA-2027-0041")
    assert "no such agreement" in asked(services, "documents of SLA-2027-0041", named, user="U0BEATRIZ").text


def test_deputies_are_shown_with_the_way_to_name_one(services: Services) -> None:
    reply = asked(services, "name a deputy while I am away", user="U0CLAIRE")
    assert "Nobody may sign for you" in reply.text
    assert "Press Deputies to name one" in reply.text
    assert button(reply, "Deputies")
    assert reply.private
