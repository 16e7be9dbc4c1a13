# pyright: reportOptionalMemberAccess=false
# What is None where it must not be fails the test with an AttributeError.
"""The office's own ticket system, asked over real HTTP, and kept in step with our queue."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from domain.errors import Unavailable
from domain.notices import NoticeKind
from domain.support_requests import Cause, RequestState
from services.leaving import LeavingUseCases
from services.support_cards import RequestCard
from services.support_queue import SupportQueueUseCases
from services.support_requests import SupportRequestUseCases
from services.ticket_connector import HttpTickets
from services.tickets import TicketUseCases
from tests.services.office import Office
from tests.services.support_steps import measured, opened, resolved, seen, told
from tests.services.ticket_server import TOKEN, TicketSystem, running


@pytest.fixture
def system() -> Iterator[TicketSystem]:
    with running() as system:
        yield system


@pytest.fixture
def with_tickets(office: Office, system: TicketSystem) -> Office:
    """The office, with a ticket system of its own."""
    context = office.services.alerts.context
    office.services = replace(
        office.services,
        support_requests=SupportRequestUseCases(context, True),
        support_queue=SupportQueueUseCases(context, True),
        tickets=TicketUseCases(context, HttpTickets(system.url, TOKEN)),
    )
    return office


def delivered(office: Office) -> None:
    """As the queue delivers them: in order, and one of them twice."""
    for notice in told(office, NoticeKind.TICKET):
        comment = notice.facts["comment"]
        for _ in range(2):
            office.services.tickets.send(str(notice.facts["request"]), str(comment) if comment else None, notice.key)


def a_ticket(office: Office) -> RequestCard:
    card = opened(office)
    delivered(office)
    return card


def test_without_a_ticket_system_nothing_leaves_and_nothing_is_polled(office: Office):
    opened(office)
    assert told(office, NoticeKind.TICKET) == []
    assert office.services.tickets.poll() == 0


def test_a_request_is_made_there_once_and_follows_what_happens_here(with_tickets: Office, system: TicketSystem):
    office = with_tickets
    card = a_ticket(office)
    assert list(system.tickets) == ["INC1"]
    made = system.tickets["INC1"]
    assert (made["number"], made["state"], made["priority"]) == (card.request.number, "new", "high")
    office.services.support_queue.comment(office.actor("luis"), card.request.number, "On my way")
    office.services.support_queue.note(office.actor("luis"), card.request.number, "Third time")
    resolved(office, card)
    delivered(office)
    assert list(system.tickets) == ["INC1"]
    assert (system.tickets["INC1"]["state"], system.tickets["INC1"]["resolution"]) == (
        "resolved",
        "Exchanged the battery.",
    )
    assert [each["text"] for each in system.comments] == ["On my way"]


def test_notices_of_one_request_leave_in_a_line_of_their_own(with_tickets: Office):
    card = opened(with_tickets)
    (notice,) = told(with_tickets, NoticeKind.TICKET)
    assert notice.to.partition == f"ticket:{card.request.number}"


def test_what_happens_there_is_taken_over_once(with_tickets: Office, system: TicketSystem):
    office, card = with_tickets, a_ticket(with_tickets)
    office.clock.pass_by(hours=1)
    system.changes = [
        {"id": "1", "ticket": "INC1", "taken": True},
        {"id": "2", "ticket": "INC1", "author": "Sam of Depot", "comment": "A battery is on its way"},
        {"id": "3", "ticket": "INC9", "comment": "Not ours"},
        {"id": "4", "ticket": "INC1", "author": "Sam of Depot", "resolved": "New battery", "cause": "supplier"},
        {"id": "5", "ticket": "INC1", "comment": "x" * 4_000},
    ]
    assert office.services.tickets.poll() == 5
    assert office.services.tickets.poll() == 0
    done = seen(office, card)
    assert (done.request.state, done.request.resolution.cause) == (RequestState.RESOLVED, Cause.SUPPLIER)
    said = [(each.author, each.comment.text) for each in done.comments]
    assert said[0] == ("Sam of Depot", "A battery is on its way")
    assert sorted(len(text) for _, text in said[1:]) == [1_000, 3_000]
    assert measured(office, card) == {"first_response": "1", "resolution": "1"}
    sides = {notice.facts["side"] for notice in told(office, NoticeKind.REQUEST_COMMENT)}
    assert sides == {"cec", "customer"}


def test_it_hears_of_who_has_a_request_of_somebody_who_left(with_tickets: Office, system: TicketSystem):
    office, card = with_tickets, a_ticket(with_tickets)
    office.services.support_queue.claim(office.actor("luis"), card.request.number)
    leaving, dana = LeavingUseCases(office.services.leaving.context, True), office.actor("dana")
    keys = [item.key for item in leaving.holdings(dana, "p-luis").items]
    leaving.leave(dana, "p-luis", {key: "p-tomasz" if key.startswith("support") else None for key in keys})
    delivered(office)
    assert system.tickets["INC1"]["assignee"].startswith("Tomasz")


def test_long_texts_from_there_keep_nothing_from_being_taken_over(with_tickets: Office, system: TicketSystem):
    office, card = with_tickets, a_ticket(with_tickets)
    long = {"comment": "c" * 3_001, "resolved": "r" * 9_000, "author": "A" * 1_000}
    system.changes = [{"id": "1", "ticket": "INC1", **long}]
    office.services.tickets.poll()
    done = seen(office, card)
    assert (done.request.state, len(done.request.resolution.words)) == (RequestState.RESOLVED, 3_000)
    assert [len(each.comment.text) for each in done.comments] == [3_000, 1]
    assert {len(each.author) for each in done.comments} == {150}


def test_the_same_changes_again_change_nothing(with_tickets: Office, system: TicketSystem):
    office, card = with_tickets, a_ticket(with_tickets)
    system.changes = [{"id": "1", "ticket": "INC1", "comment": "Hello"}, {"id": "2", "ticket": "INC1", "taken": True}]
    office.services.tickets.poll()
    with office.storage.unit_of_work() as work:
        work.outside_tickets.keep_position("")
        work.commit()
    office.services.tickets.poll()
    assert len(seen(office, card).comments) == 1


@pytest.mark.parametrize("broken", ["failing", "garbage"])
def test_one_that_does_not_answer_is_asked_again_later(with_tickets: Office, system: TicketSystem, broken: str):
    card = opened(with_tickets)
    setattr(system, broken, True)
    with pytest.raises(Unavailable):
        delivered(with_tickets)
    with pytest.raises(Unavailable):
        with_tickets.services.tickets.poll()
    setattr(system, broken, False)
    delivered(with_tickets)
    assert [each["number"] for each in system.tickets.values()] == [card.request.number]


def test_one_that_is_gone_or_refuses_us_is_not_there(office: Office, system: TicketSystem):
    for connector in (HttpTickets(system.url, "wrong"), HttpTickets("http://127.0.0.1:9", TOKEN)):
        with pytest.raises(Unavailable, match="does not answer"):
            connector.poll("")
