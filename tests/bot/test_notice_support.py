"""Support requests and outages as Slack shows them: both threads, and what does not leave twice."""

import pytest

from bot.replies import Reply
from domain.handoffs import Thread
from domain.support_priorities import Impact, Urgency
from domain.support_requests import Cause, Report
from services import Services
from tests.blockkit import check_reply
from tests.bot.alerts import Outbox, person

KINDS = ("request_opened", "request_changed", "request_comment", "rating_wanted", "outage")
CUSTOMERS = Thread("C0APHIS", "1.1")
REPORT = Report("It <b>stops</b> & beeps", Impact.SITE, Urgency.HIGH, "Fort Collins", "Ann")


@pytest.fixture
def outbox(fresh_services: Services) -> Outbox:
    return Outbox(fresh_services)


def opened(outbox: Outbox, thread: Thread | None = CUSTOMERS) -> str:
    card = outbox.services.support_requests.open(
        person(outbox.services, "fatima"), "managed_laptop", REPORT, thread=thread
    )
    outbox.deliver(*KINDS)
    return card.request.number


def test_cec_gets_a_thread_of_its_own_and_both_are_kept_in_step(outbox: Outbox) -> None:
    services, luis = outbox.services, person(outbox.services, "luis")
    number = opened(outbox)
    (head,) = outbox.about("C0STAFF", number)
    check_reply(Reply(head["text"], head["blocks"]))
    assert "priority critical" in head["text"]
    assert "&lt;b&gt;" in head["text"]
    thread = services.support_requests.view(luis, number).request.staff_thread
    assert thread
    assert thread.channel_id == "C0STAFF"
    services.support_queue.claim(luis, number)
    services.support_queue.ask_back(luis, number, "Which model?")
    services.support_requests.comment(person(services, "fatima"), number, "A 7420")
    services.support_queue.resolve(luis, number, "Exchanged.", Cause.SERVICE)
    outbox.deliver(*KINDS)
    to_customers = [(each["thread_ts"], each["text"]) for each in outbox.posts("C0APHIS")]
    assert [ts for ts, _ in to_customers] == ["1.1"] * 3
    assert "is working on" in to_customers[0][1]
    assert "asks: Which model?" in to_customers[1][1]
    assert "is resolved. Exchanged." in to_customers[2][1]
    assert any("A 7420" in each["text"] and each["thread_ts"] == thread.ts for each in outbox.posts("C0STAFF"))
    assert any("How satisfied are you" in each["text"] for each in outbox.slack.all("chat.postMessage"))


def test_what_is_written_before_the_staffs_thread_is_there_still_goes_into_it(outbox: Outbox) -> None:
    services, fatima = outbox.services, person(outbox.services, "fatima")
    card = services.support_requests.open(fatima, "managed_laptop", REPORT, thread=CUSTOMERS)
    services.support_requests.comment(fatima, card.request.number, "Hurry please")
    outbox.deliver(*KINDS)
    (head,) = outbox.about("C0STAFF", "priority critical")
    (written,) = (each for each in outbox.about("C0STAFF", "Hurry please") if each is not head)
    assert written["thread_ts"]
    assert not head.get("thread_ts")


def test_after_a_crash_nothing_is_posted_twice(outbox: Outbox) -> None:
    number = opened(outbox)
    outbox.services.support_queue.claim(person(outbox.services, "luis"), number)
    outbox.deliver(*KINDS)
    posted = len(outbox.slack.all("chat.postMessage"))
    outbox.deliver(*KINDS, again=True)
    assert len(outbox.slack.all("chat.postMessage")) == posted


def test_an_outage_is_one_message_with_its_news_in_the_thread(outbox: Outbox) -> None:
    outages, luis = outbox.services.outages, person(outbox.services, "luis")
    card = outages.announce(luis, "mailbox", "Mail arrives late.", "Denver & Boise")
    outages.update(luis, card.outage.id, "A queue is full.")
    outages.end(luis, card.outage.id, "Mail arrives again.")
    outbox.deliver(*KINDS)
    (head,) = outbox.about("C0STAFF", "Outage of Cloud mailbox in Denver &amp; Boise")
    told = [each["text"] for each in outbox.posts("C0STAFF") if each.get("thread_ts")]
    assert told == [
        "*News of the outage of Cloud mailbox.* A queue is full.",
        "*The outage of Cloud mailbox is over.* Mail arrives again.",
    ]
    shown_now = outbox.slack.all("chat.update")[-1]
    check_reply(Reply(shown_now["text"], shown_now["blocks"]))
    assert "over since" in shown_now["text"]
    assert "over since" in head["text"]


def test_who_follows_an_outage_hears_of_its_end(outbox: Outbox) -> None:
    outages, luis = outbox.services.outages, person(outbox.services, "luis")
    card = outages.announce(luis, "managed_laptop", "Laptops are slow.")
    outages.follow(person(outbox.services, "hannah"), card.outage.id)
    outages.follow(person(outbox.services, "hannah"), card.outage.id)
    outages.end(luis, card.outage.id, "They are not.")
    outbox.deliver(*KINDS)
    assert "They are not." in outbox.posts("DU0HANNAH")[-1]["text"]
