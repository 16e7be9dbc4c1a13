"""What sentences about payments say: a transfer that was made, and what is asked of the schedule."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from bot.handlers import payments
from bot.handlers.payments_words import SaidTransfer, answer_to, asks_what_waits, said_transfer
from bot.plain_requests import plain_intent
from bot.replies import Reply
from bot.views.payments import instalment_line
from domain.funding_accounts import InstalmentState
from services import Services
from services.memory import Memory
from tests.blockkit import button, check_reply
from tests.bot.desk import Desk, a_desk, who
from tests.bot.funding import BEHIND, HALF_SIGNED, NEGOTIATED, RUNNING, SIGNED, TRANSFERRED, form, person, press
from tests.bot.saying import Named, a_turn

TODAY: Named = ("time", "today", "2026-11-02")


def told(
    services: Services,
    user: str,
    text: str,
    *named: Named,
    intent: str = "record_funding",
    memory: Memory | None = None,
) -> Reply:
    turn = a_turn(services, text, intent, *named, memory=memory, asker=who(services, user))
    reply = payments.INTENTS[intent](turn)
    check_reply(reply)
    return reply


@pytest.mark.parametrize(
    ("text", "amount", "reference"),
    [
        ("we sent the first transfer of $12,500 today, IPAC 1234567", "12,500.00", "IPAC 1234567"),
        ("we just transferred 12,500.50 dollars, reference number G-INV-4471", "12,500.50", "G-INV-4471"),
        ("wired USD 86,750, ref 27-4471", "86,750.00", "27-4471"),
        ("the $1.5M went out, G-Invoicing order O2701-334", "1,500,000.00", "G-Invoicing O2701-334"),
        ("$40k is on its way", "40,000.00", ""),
        ("we paid 12 thousand dollars for SLA-2027-0026", "12,000.00", ""),
        ("we sent €500", "", ""),
        ("transfer done, document no. 99/1234", "", "99/1234"),
        ("we sent the first transfer", "", ""),
        ("IPAC #445566 for the 1st instalment is out", "", "IPAC 445566"),
        ("we sent $0", "", ""),
    ],
)
def test_amount_and_reference_are_read_from_the_words(
    services: Services, text: str, amount: str, reference: str
) -> None:
    found = said_transfer(a_turn(services, text, "record_funding"))
    assert (found.amount, found.reference) == (amount, reference)


def test_the_day_is_the_one_that_was_named_and_stretches_are_none(services: Services) -> None:
    text = "we sent $5 today"
    assert said_transfer(a_turn(services, text, "record_funding", TODAY)) == SaidTransfer("5.00", date(2026, 11, 2))
    week: Named = ("time", "last week", "2026-10-26/2026-11-02")
    assert said_transfer(a_turn(services, "we sent $5 last week", "record_funding", week)).on is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("when is the next installment", "Next is instalment 4"),
        ("have our funds arrived", "$575,572.59 has arrived"),
        ("how much do we still owe", "$243,575.00 is owed by today"),
        ("is anything overdue", "No payment is overdue"),
        ("show me the payment schedule", ""),
    ],
)
def test_what_is_asked_is_answered_first(services: Services, text: str, said: str) -> None:
    view = services.funding.schedule(person(services, "maria"), RUNNING)
    assert answer_to(text, view).startswith(said)
    reply = told(services, "U0MARIA", text, intent="payment_schedule")
    assert reply.text.startswith(said or RUNNING)


def test_what_is_owed_is_said_of_who_is_behind(services: Services) -> None:
    reply = told(services, "U0BEATRIZ", "how much do we owe", intent="payment_schedule")
    assert reply.text.startswith("$117,075.00 is owed by today. $214,637.50 of $246,979.44 is still to be paid")
    assert reply.about == frozenset({"fns"})


def test_a_transfer_that_waits_has_not_arrived(services: Services) -> None:
    reply = told(
        services, "U0ROSA", "has our transfer arrived", intent="payment_schedule", memory=Memory(agreement=TRANSFERRED)
    )
    view = services.funding.schedule(person(services, "rosa"), TRANSFERRED)
    assert answer_to("has our transfer arrived", view).startswith("Nothing is confirmed yet: $21,070.00 is recorded")
    assert reply.text


def test_finance_asks_what_waits(services: Services) -> None:
    assert asks_what_waits("which transfers are waiting to be confirmed")
    assert not asks_what_waits("has our transfer been confirmed")
    reply = told(services, "U0SAMUEL", "which transfers wait for me to confirm", intent="payment_schedule")
    assert reply.text.startswith("1 transfer waits to be confirmed")


def test_a_sentence_records_nothing_but_fills_the_form(fresh_services: Services) -> None:
    desk: Desk = a_desk(fresh_services, payments)
    reply = told(fresh_services, "U0ERIK", "we sent the first transfer of $86,750 today, IPAC 1234567", TODAY)
    assert reply.text == (
        f"Shall I record this transfer of {SIGNED}? $86,750.00, on November 2, 2026, IPAC 1234567. "
        "Check it in the form first."
    )
    assert not fresh_services.funding.schedule(person(fresh_services, "erik"), SIGNED).transfers
    press(desk, "erik", button(reply, "Check and record"))
    view = form(desk)
    filled = {block["block_id"]: block["element"] for block in view["blocks"] if block["type"] == "input"}
    assert filled["amount"]["initial_value"] == "86,750.00"
    assert filled["on"]["initial_date"] == "2026-11-02"
    assert filled["reference"]["initial_value"] == "IPAC 1234567"
    desk.submit("U0ERIK", view, {"amount": "86,750.00", "on": "2026-11-02", "reference": "IPAC 1234567"})
    (transfer,) = fresh_services.funding.schedule(person(fresh_services, "erik"), SIGNED).transfers
    assert transfer.transfer.payment.reference == "IPAC 1234567"


def test_what_was_not_said_the_form_asks_for(services: Services) -> None:
    reply = told(services, "U0ERIK", "we sent the first transfer today", TODAY)
    assert "on November 2, 2026. The form asks for the amount and the reference." in reply.text


def test_where_several_agreements_are_paid_the_form_asks_for_which_one(fresh_services: Services) -> None:
    desk: Desk = a_desk(fresh_services, payments)
    reply = told(fresh_services, "U0JAMES", "a customer sent $5, IPAC 9")
    assert "The form asks for the agreement." in reply.text
    press(desk, "james", button(reply, "Check and record"))
    view = form(desk)
    choices = next(block["element"]["options"] for block in view["blocks"] if block.get("block_id") == "agreement")
    assert {"SLA-2027-0022", "SLA-2027-0018", "SLA-2026-0007"} <= {each["value"] for each in choices}
    entered = {"agreement": "SLA-2027-0018", "amount": "5", "on": "2026-11-02", "reference": "IPAC 9"}
    desk.submit("U0JAMES", view, entered)
    last = fresh_services.funding.schedule(person(fresh_services, "james"), "SLA-2027-0018").transfers[-1]
    assert last.transfer.payment.reference == "IPAC 9"


def test_of_what_is_not_signed_nothing_is_recorded_and_that_is_said(services: Services) -> None:
    number: Named = ("agreement_number", HALF_SIGNED, HALF_SIGNED)
    reply = told(services, "U0BEATRIZ", f"we sent $5 for {HALF_SIGNED}", number)
    assert "is not signed by all yet" in reply.text


def test_who_may_not_record_is_told_who_can(services: Services) -> None:
    reply = told(services, "U0PATRICIA", "we sent $5", memory=Memory(agreement=SIGNED))
    assert "budget officer, funding official or program manager" in reply.text


def test_finance_who_hears_of_a_transfer_that_waits_confirms_it(services: Services) -> None:
    number: Named = ("agreement_number", TRANSFERRED, TRANSFERRED)
    reply = told(services, "U0SAMUEL", f"the transfer for {TRANSFERRED} arrived", number)
    assert reply.text.startswith("This waits to be confirmed")
    assert button(reply, "Confirm")


def test_what_others_pay_is_told_to_nobody(services: Services) -> None:
    number: Named = ("agreement_number", BEHIND, BEHIND)
    for intent in ("payment_schedule", "record_funding"):
        reply = told(services, "U0MARIA", f"we sent $5 for {BEHIND}", number, intent=intent)
        assert "There is no agreement" in reply.text or "no such agreement" in reply.text
        assert "$246" not in reply.text


def test_a_stranger_is_told_how_it_works(services: Services) -> None:
    for intent in ("payment_schedule", "record_funding"):
        assert "SLA-" not in told(services, "U0NINA", "when is the next payment", intent=intent).text


def test_before_anything_is_signed_the_plan_is_shown(services: Services) -> None:
    number: Named = ("agreement_number", NEGOTIATED, NEGOTIATED)
    reply = told(services, "U0MARIA", f"payments of {NEGOTIATED}", number, intent="payment_schedule")
    assert "this is how version 2 would be paid" in reply.text


def test_payments_that_are_due_are_no_agreements_that_are_late(services: Services) -> None:
    reply = told(services, "U0JAMES", "which installments are overdue", intent="payment_schedule")
    assert "due before" not in reply.text.splitlines()[0]


def test_of_several_that_are_paid_the_one_spoken_of_is_meant(services: Services) -> None:
    text, intent = "have our funds arrived", "payment_schedule"
    assert "Which of your agreements do you mean?" in told(services, "U0ERIK", text, intent=intent).text
    kept = told(services, "U0ERIK", text, intent=intent, memory=Memory(agreement=SIGNED))
    assert f"{SIGNED}, Circuits for ranger stations" in kept.text


def test_what_is_overdue_of_payments_is_no_list_of_agreements(services: Services) -> None:
    asker = who(services, "U0BEATRIZ")
    text = "are any of our payments overdue"
    assert plain_intent(a_turn(services, text, "payment_schedule", asker=asker)) == "payment_schedule"
    assert plain_intent(a_turn(services, "what is overdue", "list_agreements", asker=asker)) == "list_agreements"
    assert told(services, "U0BEATRIZ", text, intent="payment_schedule").text.startswith("$58,537.50 is overdue")


def test_an_instalment_that_is_late_says_what_of_it_is_paid(services: Services) -> None:
    view = services.funding.schedule(person(services, "dana"), BEHIND)
    late = replace(view.instalments[0], state=InstalmentState.OVERDUE, paid=Decimal("58000"), open=Decimal("537.50"))
    assert instalment_line(late).endswith("*overdue*, paid in part, $537.50 open")
    assert instalment_line(replace(late, paid=Decimal(0))).endswith("*overdue*, $537.50 open")


@pytest.mark.parametrize(
    "text", [f"{BEHIND} transfers", f"transfers of {BEHIND}", f"show me the payments for {BEHIND} please"]
)
def test_a_number_with_payments_alone_asks_for_them(services: Services, text: str) -> None:
    number: Named = ("agreement_number", BEHIND, BEHIND)
    turn = a_turn(services, text, "out_of_scope", number, asker=who(services, "U0DANA"), confidence=0.3)
    assert plain_intent(turn) == "payment_schedule"
