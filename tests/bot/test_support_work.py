"""CEC's people at the queue of support requests in Slack."""

import json
from typing import Any

import pytest

from bot.handlers.support_queue import queue_reply
from bot.replies import Reply
from bot.views.support_queue import QueueQuestion, line_of, question_in
from domain.handoffs import Thread
from domain.support_priorities import Priority
from domain.support_requests import RequestState
from services import Services
from services.support_cards import QueueState
from tests.blockkit import button, check_reply, shown
from tests.bot.alerts import Outbox
from tests.bot.desk import Desk, who
from tests.bot.needs import opened, person, press, updated
from tests.bot.startup import menu_choice
from tests.bot.support import asked, now, support_desk
from tests.bot.test_support import errors, seen

KINDS = ("request_opened", "request_changed", "request_comment")


@pytest.fixture
def desk(fresh_services: Services) -> Desk:
    return support_desk(fresh_services)


def queue(services: Services, question: QueueQuestion | None = None) -> Reply:
    reply = queue_reply(who(services, "U0LUIS"), services, question or QueueQuestion())
    check_reply(reply)
    return reply


def form_of(desk: Desk, number: str, text: str, user: str = "U0LUIS") -> dict[str, Any]:
    reply = seen(desk.routes.services, number, user)
    press(desk, user, button(reply, text))
    return opened(desk)


def more(desk: Desk, number: str, text: str) -> dict[str, Any]:
    press(desk, "U0LUIS", menu_choice(seen(desk.routes.services, number, "U0LUIS"), text))
    return opened(desk)


class TestQueue:
    def test_it_is_listed_with_counts_and_can_be_narrowed(self, desk: Desk) -> None:
        services = desk.routes.services
        number = asked(services)
        reply = queue(services)
        assert number in reply.text
        assert "requests open" in reply.text
        press(desk, "U0LUIS", menu_choice(reply, "Nobody has them"))
        assert number in updated(desk)
        press(desk, "U0LUIS", menu_choice(reply, "Wait for the customer"))
        assert number not in updated(desk)
        press(desk, "U0LUIS", menu_choice(reply, "Priority critical"))
        assert "No request in the queue fits this" in updated(desk)

    def test_what_comes_near_its_target_stands_in_front(self, fresh_services: Services) -> None:
        asked(fresh_services)
        page = fresh_services.support_queue.queue(person(fresh_services, "luis"), QueueQuestion(QueueState.DUE).filter)
        due = [row.request.next_due_at for row in page.rows if row.request.next_due_at]
        assert due == sorted(due)
        assert len(due) == len(page.rows) > 0

    def test_long_lists_have_pages(self, desk: Desk) -> None:
        services = desk.routes.services
        for name in ("fatima", "jorge"):
            for _ in range(10):
                asked(services, name)
        press(desk, "U0LUIS", button(queue(services), "Next"))
        assert "REQ-" in updated(desk)
        last = desk.slack.all("chat.update")[-1]
        assert button(Reply(last["text"], last["blocks"]), "Previous")

    @pytest.mark.parametrize(
        "question",
        [
            QueueQuestion(),
            QueueQuestion(QueueState.LATE, "network_engineering", "p-1", Priority.CRITICAL, "aphis"),
            QueueQuestion(QueueState.HELD),
        ],
    )
    def test_what_was_asked_travels_in_the_menus(self, question: QueueQuestion) -> None:
        assert question_in(line_of(question)) == question

    @pytest.mark.parametrize("action", ["support.queue:all", "support.filter:state", "support.release"])
    def test_customers_and_strangers_see_nothing_of_it(self, desk: Desk, action: str) -> None:
        number = asked(desk.routes.services)
        for user in ("U0MARIA", "U0NINA"):
            press(desk, user, {"action_id": action, "value": json.dumps({"numbers": [number]})})
        assert number not in json.dumps(desk.slack.sent)


class TestWork:
    def test_of_two_who_claim_one_has_it_and_the_other_is_told(self, desk: Desk) -> None:
        services = desk.routes.services
        number = asked(services)
        claim = button(seen(services, number, "U0LUIS"), "Claim")
        for user in ("U0LUIS", "U0LUIS", "U0KOFI"):
            press(desk, user, claim)
        assert "Someone else has" in updated(desk)
        assert now(services, number).request.assignee == "p-luis"

    def test_in_the_staff_channel_who_is_late_is_told_alone(self, desk: Desk) -> None:
        services = desk.routes.services
        number = asked(services)
        services.support_queue.claim(person(services, "luis"), number)
        press(desk, "U0JAMES", {"action_id": "support.claim", "value": json.dumps({"r": number})}, "C0STAFF")
        assert "Someone else has" in desk.slack.all("chat.postEphemeral")[-1]["text"]

    def test_an_answer_a_question_and_a_note(self, desk: Desk) -> None:
        services = desk.routes.services
        number = asked(services, thread=Thread("DU0FATIMA", "1.1"))
        for text, words in (("Reply", "On it"), ("Ask back", "Which one?"), ("Internal note", "He is new")):
            view = form_of(desk, number, text)
            assert errors(desk.submit("U0LUIS", view, {"text": ""}))["text"]
            for _ in range(2):
                desk.submit("U0LUIS", view, {"text": words})
        card = now(services, number)
        assert card.request.state is RequestState.WAITING
        assert sorted(each.comment.kind for each in card.comments) == ["ask", "comment", "note"]
        outbox = Outbox(services)
        outbox.deliver(*KINDS)
        told = [each["text"] for each in outbox.posts("DU0FATIMA")]
        assert not any("He is new" in each for each in told)
        assert sum("On it" in each for each in told) == 1

    def test_a_solution_needs_its_words_and_its_cause(self, desk: Desk) -> None:
        services = desk.routes.services
        number = asked(services)
        view = form_of(desk, number, "Resolve")
        assert errors(desk.submit("U0LUIS", view, {"reason": "", "cause": "service"}))["reason"]
        assert errors(desk.submit("U0LUIS", view, {"reason": "Done", "cause": None}))["cause"]
        desk.submit("U0LUIS", view, {"reason": "Exchanged", "cause": "supplier", "breach_cause": ""})
        assert now(services, number).request.state is RequestState.RESOLVED
        desk.submit("U0LUIS", view, {"reason": "Again", "cause": "supplier", "breach_cause": ""})
        assert "REQ-" in updated(desk)

    def test_it_is_given_to_somebody_and_back(self, desk: Desk) -> None:
        services = desk.routes.services
        number = asked(services)
        desk.submit("U0LUIS", more(desk, number, "Assign it"), {"person": "p-kofi"})
        assert now(services, number).request.assignee == "p-kofi"
        view = more(desk, number, "Assign it")
        assert errors(desk.submit("U0LUIS", view, {"person": "p-maria"}))["person"]
        desk.submit("U0LUIS", view, {"person": "-"})
        assert now(services, number).request.assignee is None

    def test_what_another_one_changed_meanwhile_is_not_overwritten(self, desk: Desk) -> None:
        services = desk.routes.services
        number = asked(services)
        view = more(desk, number, "Change priority")
        services.support_queue.claim(person(services, "kofi"), number)
        desk.submit("U0LUIS", view, {"impact": "organization", "urgency": "high", "service": "managed_laptop"})
        assert "Someone else changed" in updated(desk)
        assert now(services, number).request.priority is Priority.NORMAL

    def test_priority_and_service_are_changed(self, desk: Desk) -> None:
        services = desk.routes.services
        number = asked(services)
        view = more(desk, number, "Change priority")
        desk.submit("U0LUIS", view, {"impact": "organization", "urgency": "high", "service": "mailbox"})
        request = now(services, number).request
        assert (request.priority, request.service) == (Priority.CRITICAL, "mailbox")

    def test_duplicates_are_merged_by_number(self, desk: Desk) -> None:
        services = desk.routes.services
        main, second = asked(services), asked(services, "jorge")
        view = more(desk, second, "Merge it")
        assert errors(desk.submit("U0LUIS", view, {"into": "REQ-9"}))["into"]
        assert errors(desk.submit("U0LUIS", view, {"into": "REQ-1004"}))["into"]
        desk.submit("U0LUIS", view, {"into": main.lower()})
        assert now(services, main).merged == (second,)

    def test_what_an_hours_limit_held_is_released_or_merged_in_bulk(self, desk: Desk) -> None:
        services = desk.routes.services
        numbers = [asked(services) for _ in range(26)]
        held = [each for each in numbers if now(services, each).request.held]
        reply = queue(services, QueueQuestion(QueueState.HELD))
        assert len(held) == 6
        press(desk, "U0LUIS", button(reply, "Merge these 6 requests into one"))
        desk.submit("U0LUIS", opened(desk), {"into": numbers[0]})
        assert set(now(services, numbers[0]).merged) == set(held)
        late = asked(services)
        release = button(queue(services, QueueQuestion(QueueState.HELD)), "Release these 1 request")
        press(desk, "U0LUIS", release)
        assert f"Released: {late}" in updated(desk)
        press(desk, "U0LUIS", release)
        assert "is not held" in updated(desk)


def test_the_head_of_the_staffs_thread_shows_how_it_stands(fresh_services: Services) -> None:
    outbox, luis = Outbox(fresh_services), person(fresh_services, "luis")
    number = asked(fresh_services, thread=Thread("DU0FATIMA", "1.1"))
    outbox.deliver(*KINDS)
    fresh_services.support_queue.claim(luis, number)
    fresh_services.support_queue.note(luis, number, "A secret among staff")
    fresh_services.support_queue.ask_back(luis, number, "Which model?")
    outbox.deliver(*KINDS)
    heads = {each["channel"]: each for each in outbox.slack.all("chat.update")}
    for each in heads.values():
        check_reply(Reply(each["text"], each["blocks"]))
    assert "secret" in heads["C0STAFF"]["text"]
    assert "secret" not in json.dumps(heads["DU0FATIMA"])
    assert "It waits for your answer" in shown(Reply("x", heads["DU0FATIMA"]["blocks"]))
