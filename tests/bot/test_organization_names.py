"""An organization that nobody knows is said so, never answered with what was spoken of before."""

import pytest

from bot.followups import settle
from bot.handlers import agreements
from bot.handlers.agreement_replies import unknown_named
from bot.handlers.organization_names import unknown_organization
from bot.handlers.proposals import view_proposal
from domain.permissions import Actor
from services import Services
from services.memory import Memory
from tests.bot.saying import a_turn, an_asker

SPOKEN_OF = Memory(organization="nrcs", agreement="SLA-2027-0031", intent="agreement_status")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("put the Farm Service Agency agreement on hold", "Farm Service Agency"),
        ("what's happening with Rural Development?", "Rural Development"),
        ("where is the AMS agreement", "AMS"),
        ("Is GIPSA done with their survey", "GIPSA"),
        ("how is the farm service agency doing", "farm service agency"),
        ("when does the agreement with Treasury end", "Treasury"),
        ("Farm Service Agency status", "Farm Service Agency"),
        ("where is the Soil Maps agreement", None),
        ("how is Priya doing", None),
        ("is the ISA signed", None),
        ("which agreements are in Proposal and Negotiation", None),
        ("when is the SML meeting on Friday", None),
        ("which agency is late", None),
        ("Where Does The Agreement Stand", None),
        ("what needs doing ASAP for FY27", None),
    ],
)
def test_what_staff_call_an_organization(services: Services, james: Actor, text: str, name: str | None) -> None:
    assert unknown_organization(a_turn(services, text, "agreement_status", asker=an_asker(james))) == name


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("where is the AMS agreement", "agreement_status"),
        ("how is the Farm Service Agency doing with their survey", "view_proposal"),
        ("show the agreement of Rural Development", "agreement_status"),
    ],
)
def test_another_customers_data_never_stands_in_for_it(
    services: Services, james: Actor, text: str, intent: str
) -> None:
    turn = settle(a_turn(services, text, intent, memory=SPOKEN_OF, asker=an_asker(james)))
    handler = agreements.status if intent == "agreement_status" else view_proposal
    reply = handler(turn)
    assert str(getattr(reply, "text", "")).startswith("I know no organization called “")
    assert turn.memory.organization is None
    assert turn.memory.agreement is None


def test_a_short_question_that_goes_on_with_an_unknown_one_is_told(services: Services, james: Actor) -> None:
    turn = a_turn(services, "and for NASS?", "browse_catalog", memory=SPOKEN_OF, asker=an_asker(james), confidence=0.2)
    reply = unknown_named(turn)
    assert reply is not None
    assert reply.text == "I know no organization called “NASS”."


def test_a_customer_who_names_another_agency_is_refused(services: Services, maria: Actor) -> None:
    reply = agreements.status(
        a_turn(services, "how is the Farm Service Agency doing", "agreement_status", asker=an_asker(maria))
    )
    assert reply.text.startswith("I can't show you that")
