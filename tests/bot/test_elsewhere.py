"""What is known about a step of an agreement, for customers, staff and strangers."""

import pytest

from bot.handlers.elsewhere import INTENTS, TOPICS
from bot.intents import INTENTS as HANDLERS
from bot.replies import Reply
from domain.permissions import Actor
from services import Services
from services.memory import Memory
from tests.blockkit import button, check_reply
from tests.bot.saying import Named, a_turn, an_asker

NEVER = ("not implemented", "not yet available", "coming soon", "not supported")


def ask(
    services: Services,
    intent: str,
    actor: Actor | None,
    text: str = "well",
    *named: Named,
    memory: Memory | None = None,
) -> Reply:
    handler = INTENTS.get(intent) or HANDLERS[intent]
    reply = handler(a_turn(services, text, intent, *named, memory=memory, asker=an_asker(actor)))
    assert isinstance(reply, Reply)
    check_reply(reply)
    assert not [words for words in NEVER if words in reply.text.lower()]
    return reply


def number(text: str) -> Named:
    return ("agreement_number", text, text)


@pytest.mark.parametrize("intent", sorted(TOPICS))
def test_a_customer_is_told_about_their_agreement_and_whom_to_write_to(
    services: Services, maria: Actor, intent: str
) -> None:
    reply = ask(services, intent, maria, "SLA-2027-0031", number("SLA-2027-0031"))
    assert reply.text.startswith("SLA-2027-0031, Laptops and mailboxes for field offices. Step ")
    assert f"{TOPICS[intent].purpose}, write to " in reply.text
    assert "@cec.example.gov" in reply.text
    assert reply.about == frozenset({"nrcs"})
    assert button(reply, "Talk to a person")
    assert button(reply, "Open the agreement SLA-2027-0031")


@pytest.mark.parametrize("intent", sorted(TOPICS))
def test_a_stranger_learns_how_the_step_works(services: Services, intent: str) -> None:
    reply = ask(services, intent, None)
    assert "can't match you to a customer organization" in reply.text
    assert "What you do:" in reply.text
    assert "SLA-" not in reply.text
    assert reply.about == frozenset()


@pytest.mark.parametrize("intent", sorted(TOPICS))
def test_staff_see_the_agreements_at_the_step(services: Services, james: Actor, intent: str) -> None:
    reply = ask(services, intent, james)
    assert reply.about
    assert "SLA-" in reply.text or "no agreement" in reply.text.lower()


def test_the_agreement_at_the_step_is_meant_when_only_one_is_there(services: Services, maria: Actor) -> None:
    at_proposal = [
        row.summary.number for row in services.agreements.own(maria, size=50).rows if row.summary.stage == "proposal"
    ]
    reply = ask(services, "view_proposal", maria, "send us the draft")
    if len(at_proposal) == 1:
        assert reply.text.startswith(at_proposal[0])
    else:
        assert "Which of your agreements" in reply.text


def test_several_agreements_are_offered_to_choose_from(services: Services, maria: Actor) -> None:
    reply = ask(services, "schedule_meeting", maria, "set up a call")
    assert "Which of your agreements do you mean?" in reply.text
    assert button(reply, "SLA-2027-0031")


def test_the_agreement_spoken_of_is_meant(services: Services, maria: Actor) -> None:
    reply = ask(services, "list_meetings", maria, "any meeting planned?", memory=Memory(agreement="SLA-2027-0041"))
    assert "SLA-2027-0041" in reply.text


def test_what_the_step_needs_is_told_with_who_did_it(services: Services, maria: Actor) -> None:
    reply = ask(services, "start_survey", maria, "SLA-2027-0031", number("SLA-2027-0031"))
    assert "Customer survey: done" in reply.text


def test_the_agreed_levels_are_told_with_the_performance(services: Services, maria: Actor) -> None:
    assert "Agreed levels:" in ask(services, "view_report", maria, "SLA-2026-0007", number("SLA-2026-0007")).text


def test_another_organizations_number_is_answered_like_one_that_is_not_there(services: Services, maria: Actor) -> None:
    theirs = ask(services, "view_proposal", maria, "SLA-2027-0038", number("SLA-2027-0038"))
    nobodys = ask(services, "view_proposal", maria, "SLA-2027-9938", number("SLA-2027-9938"))
    assert theirs.text.partition("Nearest")[0] == nobodys.text.partition("Nearest")[0]
    assert "fire" not in theirs.text.lower()


def test_another_organization_by_name_is_refused(services: Services, maria: Actor) -> None:
    reply = ask(services, "view_proposal", maria, "the FS draft", ("organization", "FS", "fs"))
    assert "there is no such agreement of your organization" in reply.text
    assert "SLA-2027-0048" not in reply.text


def test_staff_ask_for_one_organization(services: Services, james: Actor) -> None:
    reply = ask(services, "startup_tasks", james, "startup of ARS", ("organization", "ARS", "ars"))
    assert reply.about == frozenset({"ars"})


def test_staff_ask_for_one_agreement(services: Services, james: Actor) -> None:
    reply = ask(services, "view_report", james, "SLA-2027-0029", number("SLA-2027-0029"))
    assert reply.text.startswith("SLA-2027-0029")
    assert reply.about == frozenset({"aphis"})


# -- the agreement at the fitting step ---------------------------------------------------------------------------

LOOKED_AT = Memory(agreement="SLA-2027-0031", organization="nrcs")


@pytest.mark.parametrize(
    ("intent", "text"),
    [
        ("report_issue", "VPN is down at our Lincoln office!!"),
        ("request_status", "any news on my ticket REQ-1042"),
        ("view_report", "did you meet uptime last month"),
    ],
)
def test_the_running_agreement_is_meant_whatever_was_looked_at(
    services: Services, maria: Actor, intent: str, text: str
) -> None:
    assert ask(services, intent, maria, text, memory=LOOKED_AT).text.startswith("SLA-2026-0007")


def test_the_agreement_in_survey_is_meant_for_the_survey(services: Services, maria: Actor) -> None:
    assert ask(services, "start_survey", maria, "go on with the survey", memory=LOOKED_AT).text.startswith(
        "SLA-2027-0041"
    )


def test_this_one_is_the_one_looked_at(services: Services, maria: Actor) -> None:
    reply = ask(services, "view_report", maria, "performance of this agreement", memory=LOOKED_AT)
    assert reply.text.startswith("SLA-2027-0031")


@pytest.mark.parametrize(
    ("intent", "text", "before"),
    [
        ("view_report", "what is due this week", "November 9, 2026"),
        ("request_change", "overdue for more than 5 days", "October 28, 2026"),
    ],
)
def test_due_is_never_a_step(services: Services, james: Actor, intent: str, text: str, before: str) -> None:
    time: tuple[Named, ...] = (("time", "this week", "2026-11-02/2026-11-09"),) if "week" in text else ()
    reply = ask(services, intent, james, text, *time, memory=LOOKED_AT)
    assert f"due before {before}." in reply.text.splitlines()[0]
    assert "SLA-2027-0038" in reply.text
