"""What is written in the threads of a request: the customer's goes to CEC, the staff's only where it says so."""

from typing import Any

from bot.handlers.support_threads import carried
from bot.replies import Reply
from domain.handoffs import Thread
from domain.support_requests import Cause, RequestState
from services import Services
from tests.blockkit import button
from tests.bot.desk import FakeSlack, who
from tests.bot.needs import person
from tests.bot.support import asked, now
from tests.bot.test_support import FILE


def wrote(
    services: Services,
    user: str,
    channel: str,
    thread_ts: str,
    text: str,
    slack: FakeSlack | None = None,
    files: Any = (),
    ts: str = "6.6",
) -> bool:
    event = {"channel": channel, "thread_ts": thread_ts, "ts": ts, "text": text, "files": files, "user": user}
    slack = slack or FakeSlack()
    return carried(slack, services, event, who(services, user, channel, slack))


def test_what_a_customer_writes_in_the_thread_is_a_comment_once(fresh_services: Services) -> None:
    number = asked(fresh_services, thread=Thread("D1", "1.1"))
    for _ in range(2):
        assert wrote(fresh_services, "U0FATIMA", "D1", "1.1", "It &lt;beeps&gt;", files=[FILE])
    (only,) = now(fresh_services, number).comments
    assert only.comment.text == "It <beeps>"
    assert only.comment.files[0].name == "log.txt"


def test_other_threads_are_the_assistants(fresh_services: Services) -> None:
    asked(fresh_services, thread=Thread("D1", "1.1"))
    assert not wrote(fresh_services, "U0FATIMA", "D1", "2.2", "hello")
    assert not wrote(fresh_services, "U0MARIA", "D1", "1.1", "hello")


def test_after_a_resolution_it_can_be_opened_again_from_the_thread(fresh_services: Services) -> None:
    number = asked(fresh_services, thread=Thread("D1", "1.1"))
    fresh_services.support_queue.resolve(person(fresh_services, "luis"), number, "Done.", Cause.SERVICE)
    slack = FakeSlack()
    assert wrote(fresh_services, "U0FATIMA", "D1", "1.1", "It still beeps", slack)
    said = slack.all("chat.postMessage")[-1]
    assert button(Reply(said["text"], said["blocks"]), "It still does not work")
    assert now(fresh_services, number).request.state is RequestState.RESOLVED


def test_staff_write_notes_unless_they_say_that_it_is_for_the_customer(fresh_services: Services) -> None:
    number = asked(fresh_services)
    request = now(fresh_services, number).request
    fresh_services.support_queue.staff_thread_posted(request.id, Thread("C0STAFF", "5.5"))
    for place, text in enumerate(("He always says that", "Reply: We look at it", "ask: Since when?")):
        assert wrote(fresh_services, "U0LUIS", "C0STAFF", "5.5", text, ts=f"6.{place}")
    to_staff = [(each.comment.kind, each.comment.text) for each in now(fresh_services, number).comments]
    assert to_staff == [("note", "He always says that"), ("comment", "We look at it"), ("ask", "Since when?")]
    to_customer = [each.comment.text for each in now(fresh_services, number, "fatima").comments]
    assert to_customer == ["We look at it", "Since when?"]


def test_what_is_too_long_is_told_and_not_lost_in_silence(fresh_services: Services) -> None:
    asked(fresh_services, thread=Thread("D1", "1.1"))
    slack = FakeSlack()
    assert wrote(fresh_services, "U0FATIMA", "D1", "1.1", "x" * 4000, slack)
    assert "3,000" in slack.all("chat.postEphemeral")[-1]["text"]
