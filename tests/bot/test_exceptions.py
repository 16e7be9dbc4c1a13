"""Exceptions by buttons: the customer proposes, CEC agrees, and the other way round."""

from datetime import date
from typing import Any

import pytest

from bot.handlers import exceptions
from bot.handlers.exceptions import card_reply, list_reply
from bot.handlers.reports import report_reply
from bot.notice_exceptions import SENDERS
from bot.outgoing import Outgoing
from bot.replies import FieldErrors, Modal, Outcome, Reply
from bot.views.performance_buttons import ReportQuestion
from domain.errors import NotAllowed, NotFound
from domain.fiscal import Period
from domain.measurement_exceptions import ExceptionState
from domain.notices import Destination, Notice, NoticeKind
from services import Services
from services.exception_cards import ExceptionCard
from services.memory import Memory
from tests.blockkit import button, check_modal, check_outcome, check_reply
from tests.bot.alerts import Outbox
from tests.bot.desk import FakeSlack, who
from tests.bot.saying import a_click, submitted

NRCS = "SLA-2026-0007"
VALUES: dict[str, Any] = {
    "what": "service_desk abandonment",
    "first": "2026-10-01",
    "days": "2026-10-31",
    "key": None,
    "reason": "A power cut in our building",
}


def form(services: Services, user: str = "U0MARIA") -> dict[str, Any]:
    asker = who(services, user)
    outcome = exceptions.form(
        a_click(services, button(list_reply(asker, services, NRCS), "Propose an exception"), asker)
    )
    assert isinstance(outcome, Modal)
    check_modal(outcome)
    return outcome.view


def propose(services: Services, user: str = "U0MARIA", **changes: Any) -> Outcome:
    sent = submitted(services, form(services, user), {**VALUES, **changes}, who(services, user))
    outcome = exceptions.proposed(sent)
    check_outcome(outcome)
    return outcome


def the_one(services: Services, user: str = "U0JAMES") -> ExceptionCard:
    return services.measurement_exceptions.listing(who(services, user).actor, NRCS).cards[0]


def press(services: Services, user: str, reply: Reply, name: str) -> Outcome:
    element = button(reply, name)
    handler = {"agree": exceptions.agreed, "decline": exceptions.decline}[
        element["action_id"].partition(":")[0].rpartition(".")[2]
    ]
    return handler(a_click(services, element, who(services, user)))


def left_out(services: Services) -> int:
    october = Period(date(2026, 10, 1), date(2026, 10, 31))
    view = services.performance.view(who(services, "U0JAMES").actor, NRCS, october)
    return sum(row.attainment.tally.excluded for row in view.rows)


def test_a_customer_proposes_and_the_sml_agrees(fresh_services: Services) -> None:
    reply = propose(fresh_services)
    assert isinstance(reply, Reply | Modal)
    assert left_out(fresh_services) == 0
    card = the_one(fresh_services)
    assert (card.service_name, card.by, card.concerned) == ("Service desk", "Maria Lopez", 1)
    agreed = press(fresh_services, "U0JAMES", card_reply(card), "Agree")
    assert isinstance(agreed, Reply)
    check_reply(agreed)
    assert "Agreed by James Okafor. 1 measurement left out." in agreed.text
    assert agreed.replace
    assert left_out(fresh_services) == 1


def test_staff_propose_and_the_customer_agrees(fresh_services: Services) -> None:
    propose(fresh_services, "U0JAMES", what="service_desk *")
    card = the_one(fresh_services, "U0MARIA")
    assert card.measure is None
    assert "all levels" in card_reply(card).text
    press(fresh_services, "U0MARIA", card_reply(card), "Agree")
    assert left_out(fresh_services) == 3
    october = ReportQuestion(NRCS, Period(date(2026, 10, 1), date(2026, 10, 31)), ("service_desk",))
    reply = report_reply(who(fresh_services, "U0MARIA"), fresh_services, october, Memory())
    assert reply.text.startswith(
        "Nothing counts for Service desk (SLA-2026-0007) in October 2026. 3 measurements left out by agreement."
    )


def test_who_proposed_it_has_no_button_to_agree_and_is_refused_when_it_is_forged(fresh_services: Services) -> None:
    propose(fresh_services)
    own = the_one(fresh_services, "U0MARIA")
    assert not own.may_agree
    with pytest.raises(AssertionError):
        button(card_reply(own), "Agree")
    forged = {"action_id": "exceptions.agree", "value": f'{{"id":"{own.exception.id}"}}'}
    with pytest.raises(NotAllowed):
        exceptions.agreed(a_click(fresh_services, forged, who(fresh_services, "U0MARIA")))
    assert left_out(fresh_services) == 0


def test_a_second_press_shows_how_it_stands(fresh_services: Services) -> None:
    propose(fresh_services)
    shown = card_reply(the_one(fresh_services))
    press(fresh_services, "U0JAMES", shown, "Agree")
    again = press(fresh_services, "U0JAMES", shown, "Agree")
    assert isinstance(again, Reply)
    assert again.text.startswith("This exception was agreed already.")
    late = press(fresh_services, "U0JAMES", shown, "Decline")
    assert isinstance(late, Reply)
    assert "Nothing was changed" in late.text


def test_it_is_declined_with_a_reason(fresh_services: Services) -> None:
    propose(fresh_services)
    opened = press(fresh_services, "U0JAMES", card_reply(the_one(fresh_services)), "Decline")
    assert isinstance(opened, Modal)
    check_modal(opened)
    asker = who(fresh_services, "U0JAMES")
    empty = exceptions.declined(submitted(fresh_services, opened.view, {"note": " "}, asker))
    assert isinstance(empty, FieldErrors)
    assert "note" in empty.errors
    exceptions.declined(submitted(fresh_services, opened.view, {"note": "Our lines were up."}, asker))
    card = the_one(fresh_services)
    assert card.exception.state is ExceptionState.DECLINED
    assert "Declined by James Okafor. Reason: Our lines were up." in card_reply(card).text
    assert left_out(fresh_services) == 0


def test_who_proposed_it_takes_it_back(fresh_services: Services) -> None:
    propose(fresh_services)
    opened = press(fresh_services, "U0MARIA", card_reply(the_one(fresh_services, "U0MARIA")), "Take it back")
    assert isinstance(opened, Modal)
    exceptions.declined(submitted(fresh_services, opened.view, {"note": "A mistake"}, who(fresh_services, "U0MARIA")))
    assert "Taken back by Maria Lopez" in card_reply(the_one(fresh_services)).text


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"reason": "  "}, "reason"),
        ({"days": "2026-09-30"}, "days"),
        ({"days": "2031-01-01"}, "days"),
        ({"first": None}, "first"),
        ({"what": "mainframe_capacity *"}, "what"),
        ({"what": "service_desk no_such"}, "what"),
        ({"key": "REQ-9"}, "key"),
    ],
)
def test_what_is_wrong_is_told_at_its_field(fresh_services: Services, changes: dict[str, Any], field: str) -> None:
    outcome = propose(fresh_services, **changes)
    assert isinstance(outcome, FieldErrors)
    assert list(outcome.errors) == [field]


def test_a_form_sent_twice_counts_once(fresh_services: Services) -> None:
    sent = submitted(fresh_services, form(fresh_services), VALUES, who(fresh_services, "U0MARIA"))
    exceptions.proposed(sent)
    exceptions.proposed(sent)
    assert len(fresh_services.measurement_exceptions.listing(who(fresh_services, "U0MARIA").actor, NRCS).cards) == 1


def test_a_form_of_another_person_is_refused(fresh_services: Services) -> None:
    sent = submitted(fresh_services, form(fresh_services), VALUES, who(fresh_services, "U0JAMES"))
    outcome = exceptions.proposed(sent)
    assert isinstance(outcome, Reply)
    assert "older message" in outcome.text


def test_another_organization_finds_nothing(fresh_services: Services) -> None:
    propose(fresh_services)
    fatima = who(fresh_services, "U0FATIMA")
    with pytest.raises(NotFound) as theirs:
        fresh_services.measurement_exceptions.view(fatima.actor, the_one(fresh_services).exception.id)
    with pytest.raises(NotFound) as nobodys:
        fresh_services.measurement_exceptions.view(fatima.actor, "none")
    assert str(theirs.value) == str(nobodys.value)
    with pytest.raises(NotFound):
        list_reply(fatima, fresh_services, NRCS)


def test_the_other_side_is_asked_by_a_notice_with_buttons(fresh_services: Services) -> None:
    propose(fresh_services)
    outbox = Outbox(fresh_services)
    outbox.deliver(NoticeKind.EXCEPTION_CHANGED)
    (sent,) = outbox.posts("DU0JAMES")
    assert sent["text"].startswith("Please agree or decline.")
    shown = Reply(sent["text"], sent["blocks"])
    check_reply(shown)
    press(fresh_services, "U0JAMES", shown, "Agree")
    outbox.deliver(NoticeKind.EXCEPTION_CHANGED)
    (answer,) = outbox.posts("DU0MARIA")
    assert "Agreed by James Okafor" in answer["text"]
    assert len(outbox.posts("DU0JAMES")) == 1


def test_a_notice_is_not_said_to_who_may_not_see_it(fresh_services: Services) -> None:
    propose(fresh_services)
    slack = FakeSlack()
    deliver(fresh_services, slack, "U0FATIMA", the_one(fresh_services).exception.id, "proposed")
    assert slack.all("chat.postMessage") == []


def deliver(services: Services, slack: FakeSlack, user: str, exception: str, state: str) -> None:
    facts = {"number": NRCS, "exception": exception, "state": state}
    notice = Notice("k", NoticeKind.EXCEPTION_CHANGED, Destination(slack_user_id=user), facts)
    SENDERS[NoticeKind.EXCEPTION_CHANGED](Outgoing(notice, f"D{user}", None), slack, services)
