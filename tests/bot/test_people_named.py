"""Whom a sentence names: a person to reach, or the one whose agreement is asked about."""

import pytest

from bot.handlers import agreements, signing
from bot.handlers.people_named import names_outsider, person_asked
from domain.errors import NotAllowed
from domain.permissions import Actor
from services import Services
from tests.bot.saying import Named, a_turn, an_asker

FS: Named = ("organization", "Forest Service", "fs")


@pytest.mark.parametrize(
    "text",
    [
        "Is Erik Lindqvist's agreement signed?",
        "is erik lindqvist's agreement signed",
        "IS ERIK LINDQVIST'S AGREEMENT SIGNED",
        "where does Zebulon Fink's SLA stand",
        "has Erik's new proposal been accepted",
        "the agreement of Erik Lindqvist",
    ],
)
def test_a_customer_who_asks_about_someone_elses_agreement_is_refused(
    services: Services, maria: Actor, text: str
) -> None:
    assert names_outsider(a_turn(services, text, "agreement_status", asker=an_asker(maria)))
    for intent, handler in (
        ("agreement_status", agreements.status),
        ("payment_schedule", signing.sign_agreement),
    ):
        reply = handler(a_turn(services, text, intent, asker=an_asker(maria)))
        assert str(getattr(reply, "text", "")).startswith("I can't show you that")


@pytest.mark.parametrize(
    "text",
    [
        "is our agreement signed",
        "Is Robert Yazzie's agreement signed?",
        "where does James's agreement stand",
        "what is last year's agreement",
        "What's the agreement for Soil Maps",
        "our director's SLA",
        "today's survey",
        "where is the team's proposal",
        "the agreement with CEC",
    ],
)
def test_what_names_nobody_else_is_answered(services: Services, maria: Actor, text: str) -> None:
    assert not names_outsider(a_turn(services, text, "agreement_status", asker=an_asker(maria)))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("how do I reach Victor", "Victor"),
        ("how do i reach victor", "victor"),
        ("what is Victor Abelson's phone number", "Victor Abelson"),
        ("what is erik.lindqvist's phone number", "erik lindqvist"),
        ("who is Priya", "Priya"),
        ("how do I contact our SML", None),
        ("who do I call about billing", None),
        ("what is the e-mail of the budget officer", None),
        ("how do I reach CEC", None),
        ("who is the funding official", None),
    ],
)
def test_the_person_to_reach(services: Services, maria: Actor, text: str, name: str | None) -> None:
    assert person_asked(a_turn(services, text, "find_contact", asker=an_asker(maria))) == name


def test_staff_ask_about_everyones_agreements(services: Services, james: Actor) -> None:
    reply = agreements.status(
        a_turn(services, "Is Erik Lindqvist's agreement signed?", "agreement_status", asker=an_asker(james))
    )
    assert not reply.text.startswith("I can't")


def test_people_of_other_organizations_are_out_of_a_customers_reach(
    services: Services, maria: Actor, james: Actor
) -> None:
    reachable = services.directory.reachable
    assert [card.name for card in reachable(maria, "vic")] == ["Victor Abelson"]
    assert [card.name for card in reachable(maria, "Robert")] == ["Robert Yazzie"]
    assert reachable(maria, "Erik Lindqvist") == ()
    assert [card.name for card in reachable(james, "Erik Lindqvist")] == ["Erik Lindqvist"]
    with pytest.raises(NotAllowed):
        reachable(Actor(slack_user_id="U0NINA"), "Victor")
