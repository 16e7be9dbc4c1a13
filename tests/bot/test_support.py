"""Support requests of customers in Slack: opened by a form, followed in a thread, written to, opened again, rated."""

import json
from typing import Any

import pytest

from bot.handlers.support import request_reply
from bot.replies import Reply
from domain.handoffs import Thread
from domain.support_requests import Cause, RequestState
from services import Services
from services.memory import Memory
from tests.blockkit import button, check_reply, shown
from tests.bot.alerts import Outbox
from tests.bot.desk import Desk, who
from tests.bot.needs import MESSAGE, opened, person, press, updated
from tests.bot.support import APHIS, LAPTOP, asked, now, support_desk

NEW = {"action_id": "support.new", "value": json.dumps({"n": APHIS, "s": LAPTOP, "w": "the laptops are dead in Ames"})}
FILE = {"id": "F1", "name": "log.txt", "size": 12}


@pytest.fixture
def desk(fresh_services: Services) -> Desk:
    return support_desk(fresh_services)


def filled(**changes: Any) -> dict[str, Any]:
    usual = {"service": f"{APHIS} {LAPTOP}", "description": "Dead", "impact": "several", "urgency": "high"}
    return {**usual, "place": "Ames", "for_whom": None, "files": None, **changes}


def errors(answer: Any) -> dict[str, str]:
    return json.loads(answer.body)["errors"]


def own(desk: Desk, user: str = "fatima") -> list[str]:
    services = desk.routes.services
    return [row.request.number for row in services.support_requests.own(person(services, user)).rows]


def seen(services: Services, number: str, user: str = "U0FATIMA", channel: str = "D1") -> Reply:
    asker = who(services, user, channel)
    reply = request_reply(asker, services.support_requests.view(asker.actor, number), Memory())
    check_reply(reply)
    return reply


def pressed(desk: Desk, user: str, number: str, text: str) -> dict[str, Any]:
    press(desk, user, button(seen(desk.routes.services, number, user), text))
    return opened(desk)


class TestOpening:
    def test_the_form_is_filled_in_with_what_was_said(self, desk: Desk) -> None:
        press(desk, "U0FATIMA", NEW)
        blocks = {b.get("block_id"): b.get("element", {}) for b in opened(desk)["blocks"]}
        assert blocks["service"]["initial_option"]["value"] == f"{APHIS} {LAPTOP}"
        assert blocks["description"]["initial_value"] == "the laptops are dead in Ames"
        assert blocks["place"]["initial_value"] == "Ames"
        assert blocks["urgency"]["initial_option"]["value"] == "high"

    def test_sent_the_message_becomes_the_request_and_begins_its_thread(self, desk: Desk) -> None:
        press(desk, "U0FATIMA", NEW)
        desk.submit("U0FATIMA", opened(desk), filled(files=[FILE]))
        number = own(desk)[0]
        assert f"{number} is open. CEC is told." in updated(desk)
        request = now(desk.routes.services, number).request
        assert request.customer_thread == Thread("D1", MESSAGE["ts"])
        assert request.priority == "high"
        assert [file.name for file in request.report.files] == ["log.txt"]

    def test_from_a_channel_it_gets_a_message_in_the_direct_messages(self, desk: Desk) -> None:
        press(desk, "U0FATIMA", NEW, "C0GENERAL")
        desk.submit("U0FATIMA", opened(desk), filled())
        thread = now(desk.routes.services, own(desk)[0]).request.customer_thread
        assert thread is not None
        assert thread.channel_id == "DU0FATIMA"

    def test_sent_twice_it_counts_once(self, desk: Desk) -> None:
        before = len(own(desk))
        press(desk, "U0FATIMA", NEW)
        view = opened(desk)
        for _ in range(2):
            desk.submit("U0FATIMA", view, filled())
        assert len(own(desk)) == before + 1

    @pytest.mark.parametrize(
        ("changes", "field", "sentence"),
        [
            ({"description": "  "}, "description", "Say in a sentence"),
            ({"service": f"{APHIS} remote_access_vpn"}, "service", "not part of"),
            ({"service": None}, "service", "not part of"),
            ({"place": "x" * 400}, "place", "300"),
        ],
    )
    def test_what_cannot_be_is_said_at_its_field(
        self, desk: Desk, changes: dict[str, Any], field: str, sentence: str
    ) -> None:
        press(desk, "U0FATIMA", NEW)
        assert sentence in errors(desk.submit("U0FATIMA", opened(desk), filled(**changes)))[field]

    def test_a_forged_form_opens_nothing(self, desk: Desk) -> None:
        press(desk, "U0FATIMA", NEW)
        view, before = opened(desk), own(desk)
        forged = {**view, "private_metadata": json.dumps({"id": "U0MARIA-1"})}
        desk.submit("U0FATIMA", forged, filled())
        assert own(desk) == before
        others = filled(service="SLA-2026-0007 managed_desktop")
        assert "no such agreement" in json.dumps(errors(desk.submit("U0FATIMA", view, others)))

    def test_where_nothing_runs_no_form_opens(self, desk: Desk) -> None:
        press(desk, "U0NINA", NEW)
        assert not desk.slack.all("views.open")

    def test_more_than_an_hour_allows_is_kept_and_said_politely(self, desk: Desk) -> None:
        for _ in range(20):
            asked(desk.routes.services)
        press(desk, "U0FATIMA", NEW)
        desk.submit("U0FATIMA", opened(desk), filled())
        assert "is kept. You opened many requests within an hour" in updated(desk)
        assert desk.routes.services.support_queue.counts(person(desk.routes.services, "luis")).held == 1


class TestGoingOn:
    def test_a_question_of_cec_is_answered_by_a_button(self, desk: Desk) -> None:
        services = desk.routes.services
        number = asked(services)
        services.support_queue.ask_back(person(services, "luis"), number, "Which <model>?")
        reply = seen(services, number)
        assert "Which &lt;model&gt;?" in shown(reply)
        view = pressed(desk, "U0FATIMA", number, "Answer CEC")
        for _ in range(2):
            desk.submit("U0FATIMA", view, {"text": "A 7420", "files": None})
        card = now(services, number)
        assert card.request.state is RequestState.IN_PROGRESS
        assert sorted(each.comment.text for each in card.comments) == ["A 7420", "Which <model>?"]

    def test_what_was_not_solved_is_opened_again_with_a_reason(self, desk: Desk) -> None:
        services = desk.routes.services
        number = asked(services)
        services.support_queue.resolve(person(services, "luis"), number, "Done.", Cause.SERVICE)
        view = pressed(desk, "U0FATIMA", number, "It still does not work")
        assert "still does not work" in errors(desk.submit("U0FATIMA", view, {"why": " "}))["why"]
        desk.submit("U0FATIMA", view, {"why": "It beeps"})
        assert now(services, number).request.reopened == 1

    def test_the_help_is_rated_by_one_press_and_words_can_follow(self, desk: Desk) -> None:
        services = desk.routes.services
        number = asked(services)
        services.support_queue.resolve(person(services, "luis"), number, "Done.", Cause.SERVICE)
        outbox = Outbox(services)
        outbox.deliver("rating_wanted")
        wanted = outbox.posts("DU0FATIMA")[-1]
        reply = Reply(wanted["text"], wanted["blocks"])
        check_reply(reply)
        four = button(reply, "4, satisfied")
        press(desk, "U0JORGE", four)
        assert now(services, number).request.rating is None
        for _ in range(2):
            press(desk, "U0FATIMA", four)
        assert "You rated the help" in updated(desk)
        press(desk, "U0FATIMA", {"action_id": "support.form:rating", "value": json.dumps({"r": number})})
        desk.submit("U0FATIMA", opened(desk), {"stars": "5", "words": "Quick & friendly"})
        rating = now(services, number).request.rating
        assert rating is not None
        assert (rating.stars, rating.words) == (5, "Quick & friendly")

    def test_a_forged_rating_changes_nothing(self, desk: Desk) -> None:
        services = desk.routes.services
        number = asked(services)
        services.support_queue.resolve(person(services, "luis"), number, "Done.", Cause.SERVICE)
        for stars in (0, 6, "5", True):
            press(desk, "U0FATIMA", {"action_id": "support.rate:5", "value": json.dumps({"r": number, "s": stars})})
        assert now(services, number).request.rating is None

    @pytest.mark.parametrize("value", ["", "{}", "[1]", '{"r": 7}', '{"r": "REQ-1004"}', '{"r": "\'; --"}'])
    def test_old_and_forged_buttons_are_answered_alike(self, desk: Desk, value: str) -> None:
        for action in (
            "support.open",
            "support.claim",
            "support.form:comment",
            "support.form:resolve",
            "support.rate:1",
        ):
            press(desk, "U0FATIMA", {"action_id": action, "value": value})
        assert not desk.slack.all("views.open")
        assert "REQ-1004, Managed desktop" not in json.dumps(desk.slack.sent)


def test_in_a_customers_channel_only_who_asks_sees_a_request(fresh_services: Services) -> None:
    number = asked(fresh_services)
    assert seen(fresh_services, number, "U0LUIS", "C0NRCS").private
    assert not seen(fresh_services, number, "U0LUIS", "C0STAFF").private
