"""An agreement that is meant by what it is about, and payments of what is signed."""

import pytest

from bot.handlers import agreements, payments
from bot.handlers.titles import agreement_by_subject, names_one
from bot.plain_requests import plain_intent
from bot.two_questions import requests_in
from bot.understanding.model import Understanding
from domain.permissions import Actor
from services import Services
from services.memory import Memory
from tests.bot.saying import Named, a_turn, an_asker, understood

MAILBOXES: Named = ("service", "mailboxes", "mailbox")


@pytest.mark.parametrize(
    ("text", "named", "number"),
    [
        ("where's the one with the mailboxes", (MAILBOXES,), "SLA-2027-0031"),
        ("how far is the soil maps one", (), "SLA-2027-0041"),
        ("is the germplasm one signed", (), None),
    ],
)
def test_a_customers_agreement_by_its_subject(
    services: Services, maria: Actor, text: str, named: tuple[Named, ...], number: str | None
) -> None:
    turn = a_turn(services, text, "startup_tasks", *named, asker=an_asker(maria), confidence=0.3)
    assert names_one(text)
    assert agreement_by_subject(turn) == number
    assert plain_intent(turn) == ("agreement_status" if number else None)


def test_staff_mean_any_agreement_by_its_subject(services: Services, james: Actor) -> None:
    turn = a_turn(services, "where is the plant inspectors one", "agreement_status", asker=an_asker(james))
    assert agreement_by_subject(turn) == "SLA-2027-0016"


def test_a_price_is_not_about_an_agreement(services: Services, maria: Actor) -> None:
    text = "how much is the one with the mailboxes"
    assert plain_intent(a_turn(services, text, "ask_price", MAILBOXES, asker=an_asker(maria))) != "agreement_status"


def test_whether_anything_runs_lists_all_of_it(services: Services, maria: Actor) -> None:
    text = "do we have anything going on with you guys?"
    spoken_of = Memory(agreement="SLA-2027-0041")
    turn = a_turn(services, text, "list_meetings", asker=an_asker(maria), memory=spoken_of)
    assert plain_intent(turn) == "agreement_status"
    assert agreements.status(turn).text.startswith("Your organization has 3 agreements.")


def test_the_next_invoice_is_one_of_what_is_signed(services: Services, maria: Actor) -> None:
    spoken_of = Memory(agreement="SLA-2027-0031")
    turn = a_turn(services, "when is our next invoice due", "payment_schedule", asker=an_asker(maria), memory=spoken_of)
    assert "SLA-2026-0007, Service desk" in payments.payment_schedule(turn).text


def test_the_amount_of_a_payment_is_no_request_of_its_own() -> None:
    known = {"How much is it": "ask_price", "When's the next invoice due": "payment_schedule"}

    def read(text: str, intent: str = "") -> Understanding:
        found = next((each for part, each in known.items() if part.casefold() in text.casefold()), "out_of_scope")
        return understood(text, intent or found)

    assert requests_in("When's the next invoice due and how much is it?", read) == ()
