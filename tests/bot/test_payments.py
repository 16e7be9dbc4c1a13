"""Payments in Slack: FS is signed and has transferred nothing yet, ARS's transfer waits to be confirmed by Samuel."""

import json
from typing import Any

import pytest

from bot.handlers import home, payments, payments_finance
from bot.replies import Reply
from domain.funding import TransferState
from domain.notices import NoticeKind
from domain.stages import Stage
from sandbox.blockkit.check import check_view
from services import Services
from services.funding_cards import FundingView
from tests.blockkit import button, check_reply, elements, shown
from tests.bot.desk import Desk, FakeSlack, a_command, a_desk, who
from tests.bot.funding import (
    BEHIND,
    HALF_SIGNED,
    NEGOTIATED,
    RUNNING,
    SIGNED,
    TRANSFERRED,
    deliver,
    form,
    person,
    press,
    updated,
)
from tests.bot.funding import payments as shown_payments

ENTERED = {"amount": "$86,750", "on": "2026-11-02", "reference": "IPAC 12345"}


@pytest.fixture
def desk(fresh_services: Services) -> Desk:
    return a_desk(fresh_services, payments, payments_finance)


def schedule(services: Services, number: str = SIGNED) -> FundingView:
    return services.funding.schedule(person(services, "dana"), number)


def record_form(desk: Desk, name: str = "erik") -> dict[str, Any]:
    press(desk, name, button(shown_payments(desk.routes.services, name), f"Record a transfer of {SIGNED}"))
    return form(desk)


def menu_of(desk: Desk, do: str, number: str = TRANSFERRED) -> dict[str, Any]:
    """The menu of the latest transfer, as Samuel uses it."""
    reply = shown_payments(desk.routes.services, "samuel", number)
    menu = next(each for each in elements(reply.blocks) if each["type"] == "overflow")
    chosen = next(each for each in menu["options"] if each["text"]["text"] == do)
    return {"type": "overflow", "action_id": menu["action_id"], "selected_option": chosen}


def confirm_button(services: Services) -> Any:
    return button(shown_payments(services, "samuel", TRANSFERRED), "Confirm $21,070.00, IPAC 27-4471")


# -- shown -------------------------------------------------------------------------------------------------------


def test_the_money_stands_first_with_every_instalment_and_transfer(fresh_services: Services) -> None:
    reply = shown_payments(fresh_services, "maria", RUNNING)
    assert reply.text.startswith(
        f"{RUNNING}, Service desk and end-user support. In all: $986,769.10; Arrived: $575,572.59"
    )
    assert "Next is instalment 4, $243,575.00, due November 2, 2026, today." in reply.text
    assert "1. $88,422.58, due Apr 1, 2026: paid" in reply.text
    assert "confirmed by Samuel Adeyemi" in reply.text
    assert "Illustrative prices" in shown(reply)


def test_what_is_overdue_is_said(fresh_services: Services) -> None:
    text = shown_payments(fresh_services, "beatriz", BEHIND).text
    assert "$58,537.50 is overdue, 1 instalment since July 31, 2026." in text
    assert "2. $58,537.50, due Jul 31, 2026: overdue, $58,537.50 open" in text


def test_before_all_have_signed_it_is_a_plan(fresh_services: Services) -> None:
    reply = shown_payments(fresh_services, "maria", NEGOTIATED)
    assert "All have yet to sign: this is how version 2 would be paid." in reply.text
    assert not [each for each in elements(reply.blocks) if "payments.record" in each["action_id"]]


def test_without_a_proposal_there_is_no_schedule(fresh_services: Services) -> None:
    assert "has no payment schedule yet" in shown_payments(fresh_services, "maria", "SLA-2027-0041").text


def test_what_waits_is_listed_for_finance_and_for_who_pays(fresh_services: Services) -> None:
    for name, said in (("samuel", "to be confirmed"), ("beatriz", "to be paid"), ("james", "No payment waits")):
        asker = who(fresh_services, f"U0{name.upper()}")
        reply = payments.waiting_reply(asker, fresh_services, fresh_services.memory.read("x"))
        check_reply(reply)
        assert said in reply.text


def test_the_command_shows_what_waits_and_an_agreement_by_number(fresh_services: Services) -> None:
    slack = FakeSlack()
    for words, said in (("", "1 transfer waits to be confirmed"), (SIGNED, f"{SIGNED}, Circuits for ranger stations")):
        outcome = payments.command(a_command(fresh_services, "U0SAMUEL", "D1", "payments", words, slack))
        assert isinstance(outcome, Reply)
        check_reply(outcome)
        assert outcome.text.startswith(said)


def test_home_says_what_is_to_be_confirmed(fresh_services: Services) -> None:
    view = home.view_for(who(fresh_services, "U0SAMUEL"), fresh_services)
    assert "IPAC 27-4471" in shown(Reply("x", view["blocks"]))


# -- recorded ----------------------------------------------------------------------------------------------------


def test_a_transfer_is_recorded_once_however_often_its_form_is_sent(desk: Desk) -> None:
    view = record_form(desk)
    assert "Next is instalment 1, $86,750.00" in json.dumps(view["blocks"])
    for _ in range(2):
        desk.submit("U0ERIK", view, ENTERED)
    assert "The transfer is recorded" in updated(desk).text
    (transfer,) = schedule(desk.routes.services).transfers
    assert str(transfer.transfer.payment.amount) == "86750.00"


@pytest.mark.parametrize(
    ("wrong", "field", "said"),
    [
        ({"amount": "0"}, "amount", "above zero"),
        ({"amount": "-5"}, "amount", "above zero"),
        ({"amount": "500 EUR"}, "amount", "US dollars"),
        ({"amount": "lots"}, "amount", "not an amount"),
        ({"on": "2026-12-24"}, "on", "in the future"),
        ({"on": None}, "on", "Choose a day"),
        ({"reference": " "}, "reference", "IPAC or G-Invoicing"),
    ],
)
def test_what_is_no_transfer_is_refused_at_its_field(desk: Desk, wrong: dict[str, Any], field: str, said: str) -> None:
    answer = desk.submit("U0ERIK", record_form(desk), {**ENTERED, **wrong})
    assert said in json.loads(answer.body)["errors"][field]


def test_more_than_is_open_is_asked_about_once_before_it_is_recorded(desk: Desk) -> None:
    view = record_form(desk)
    answer = desk.submit("U0ERIK", view, {**ENTERED, "amount": "999,999,999"})
    again = json.loads(answer.body)["view"]
    check_view(again)
    assert "$999,999,999.00 is more than the" in json.dumps(again["blocks"])
    assert not schedule(desk.routes.services).transfers
    other = desk.submit("U0ERIK", again, {**ENTERED, "amount": "888,888,888"})
    assert "$888,888,888.00 is more than the" in other.body
    desk.submit("U0ERIK", again, {**ENTERED, "amount": "999999999"})
    (transfer,) = schedule(desk.routes.services).transfers
    assert str(transfer.transfer.payment.amount) == "999999999.00"


def test_a_reference_that_was_recorded_before_is_refused(desk: Desk) -> None:
    services = desk.routes.services
    services.funding.record(person(services, "erik"), SIGNED, "5", schedule(services).today, "ipac-12345")
    answer = desk.submit("U0ERIK", record_form(desk), ENTERED)
    assert "was recorded already" in json.loads(answer.body)["errors"]["reference"]


def test_who_may_not_record_is_told_who_can(desk: Desk) -> None:
    record = button(shown_payments(desk.routes.services, "erik"), f"Record a transfer of {SIGNED}")
    press(desk, "patricia", record)
    assert "budget officer" in desk.slack.sent[-1][1]["text"]
    assert not desk.slack.all("views.open")


def test_before_all_have_signed_nothing_is_recorded(desk: Desk) -> None:
    record = {"action_id": "payments.record", "value": json.dumps({"number": HALF_SIGNED})}
    press(desk, "beatriz", record)
    assert "is not signed by all yet" in desk.slack.sent[-1][1]["text"]


# -- settled by finance ------------------------------------------------------------------------------------------


def test_confirming_moves_the_agreement_on_and_a_double_click_changes_nothing(desk: Desk) -> None:
    services = desk.routes.services
    confirm = confirm_button(services)
    press(desk, "samuel", confirm)
    assert "The transfer is confirmed" in updated(desk).text
    assert services.agreements.status(person(services, "dana"), TRANSFERRED).stage is Stage.STARTUP
    press(desk, "samuel", confirm)
    assert "was confirmed meanwhile" in updated(desk).text
    assert "1. $21,070.00, due Dec 14, 2026: paid" in updated(desk).text


def test_only_finance_confirms(desk: Desk) -> None:
    press(desk, "james", confirm_button(desk.routes.services))
    assert "finance officer" in desk.slack.sent[-1][1]["text"]


def test_a_correction_counts_instead_and_says_why(desk: Desk) -> None:
    press(desk, "samuel", menu_of(desk, "Correct"))
    view = form(desk)
    assert "It counts as confirmed with what you enter" in json.dumps(view["blocks"])
    values = {"amount": "21,000.00", "on": "2026-10-28", "reference": "IPAC 27-4471", "reason": ""}
    answer = desk.submit("U0SAMUEL", view, values)
    assert "Say what was wrong" in json.loads(answer.body)["errors"]["reason"]
    desk.submit("U0SAMUEL", view, {**values, "reason": "70 less arrived"})
    assert "It was recorded as $21,070.00. Reason: “70 less arrived”" in updated(desk).text
    assert "paid in part, $70.00 open" in updated(desk).text


@pytest.mark.parametrize(("do", "state"), [("Reject", TransferState.REJECTED), ("Reverse", TransferState.REVERSED)])
def test_what_did_not_arrive_or_went_back_pays_for_nothing(desk: Desk, do: str, state: TransferState) -> None:
    services = desk.routes.services
    if do == "Reverse":
        press(desk, "samuel", confirm_button(services))
    press(desk, "samuel", menu_of(desk, do))
    desk.submit("U0SAMUEL", form(desk), {"reason": "Not on the statement"})
    assert "Not on the statement" in updated(desk).text
    (transfer,) = schedule(services, TRANSFERRED).transfers
    assert transfer.transfer.state is state
    assert not schedule(services, TRANSFERRED).arrived


def test_a_menu_of_what_changed_since_shows_how_it_stands(desk: Desk) -> None:
    old = menu_of(desk, "Reject")
    press(desk, "samuel", confirm_button(desk.routes.services))
    press(desk, "samuel", old)
    assert "Nothing was changed" in desk.slack.all("chat.postMessage")[-1]["text"]
    press(desk, "samuel", {**old, "selected_option": {"value": "dance x y"}})
    assert "older message" in desk.slack.sent[-1][1]["text"]


def test_many_transfers_are_paged(desk: Desk) -> None:
    services = desk.routes.services
    for place in range(12):
        today = schedule(services).today
        services.funding.record(person(services, "erik"), SIGNED, f"{place + 1}.00", today, f"IPAC {place}")
    press(desk, "erik", button(shown_payments(services, "erik"), f"All 12 transfers of {SIGNED}"))
    first = desk.slack.all("chat.postMessage")[-1]
    reply = Reply(first["text"], first["blocks"])
    check_reply(reply)
    assert len(reply.text.splitlines()) == 9
    press(desk, "erik", button(reply, f"Older transfers of {SIGNED}"))
    assert len(updated(desk).text.splitlines()) == 5


@pytest.mark.parametrize(("amount", "too_much"), [("1,000.00", False), ("900,000.00", True)])
def test_before_a_transfer_is_confirmed_what_is_open_is_said_and_what_is_too_much(
    desk: Desk, amount: str, too_much: bool
) -> None:
    services = desk.routes.services
    before = schedule(services)
    day = before.today
    after = services.funding.record(person(services, "erik"), SIGNED, amount, day, "IPAC 9")
    reply = shown_payments(services, "samuel")
    said = button(reply, f"Confirm ${amount}, IPAC 9")["confirm"]["text"]["text"]
    assert said.startswith(f"${amount} arrived, IPAC 9. ${before.outstanding:,.2f} of {SIGNED} is still open")
    assert said.endswith(f", so this is ${after.over_ceiling:,.2f} too much.") == too_much


# -- told --------------------------------------------------------------------------------------------------------


def test_a_recorded_transfer_reaches_finance_with_the_button_to_confirm(fresh_services: Services) -> None:
    (transfer,) = schedule(fresh_services, TRANSFERRED).transfers
    facts = {
        "number": TRANSFERRED,
        "transfer": transfer.transfer.id,
        "what": "recorded",
        "by": "Rosa <b>",
        "amount": "$21,070.00",
        "recorded_amount": "$21,070.00",
        "reference": "IPAC 27-4471",
        "over_ceiling": "$12.00",
    }
    reply = deliver(fresh_services, FakeSlack(), "samuel", NoticeKind.FUNDS_CHANGED, **facts)
    assert "Rosa &lt;b&gt; recorded a transfer of $21,070.00 for SLA-2027-0022, IPAC 27-4471." in reply.text
    assert "exceed what the agreement costs by $12.00" in reply.text
    assert button(reply, "Confirm")


@pytest.mark.parametrize("what", ["confirmed", "corrected", "rejected", "reversed"])
def test_what_finance_did_is_told_to_the_customer(fresh_services: Services, what: str) -> None:
    facts = {"transfer": "t", "by": "Samuel", "amount": "$1.00", "recorded_amount": "$2.00", "reference": "R 1"}
    more = {"number": TRANSFERRED, "what": what, "reason": "Because"}
    reply = deliver(fresh_services, FakeSlack(), "rosa", NoticeKind.FUNDS_CHANGED, **facts, **more)
    assert reply.text.startswith(f"Samuel {what} ")


def test_an_overdue_instalment_is_told_unless_it_was_paid_since(fresh_services: Services) -> None:
    facts = {"number": BEHIND, "instalment": 2, "open": "$58,537.50", "due_on": "2026-07-31", "side": "customer"}
    reply = deliver(fresh_services, FakeSlack(), "beatriz", NoticeKind.FUNDS_OVERDUE, **facts)
    assert "Instalment 2 of SLA-2026-0019 is overdue: $58,537.50 was due on July 31, 2026." in reply.text
    assert button(reply, "Record a transfer")
    with pytest.raises(IndexError):  # nothing was posted
        deliver(fresh_services, FakeSlack(), "beatriz", NoticeKind.FUNDS_OVERDUE, **{**facts, "instalment": 1})
