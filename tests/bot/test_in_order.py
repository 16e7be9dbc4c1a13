import threading

from bot.events import conversation_of
from bot.in_order import InOrder


def test_the_second_message_of_a_conversation_waits_for_the_first() -> None:
    order, said = InOrder(), list[str]()
    order.arrived("first", "D1")
    order.arrived("second", "D1")
    started = threading.Event()

    def second() -> None:
        started.set()
        with order.turn("second"):
            said.append("second")

    thread = threading.Thread(target=second)
    thread.start()
    started.wait(5)
    with order.turn("first"):
        said.append("first")
    thread.join(5)
    assert said == ["first", "second"]


def test_other_conversations_and_what_has_no_ticket_wait_for_nobody() -> None:
    order, said = InOrder(), list[str]()
    order.arrived("hangs", "D1")
    order.arrived("free", "D2")
    for ticket in ("free", "recovered after a crash"):
        with order.turn(ticket):
            said.append(ticket)
    assert said == ["free", "recovered after a crash"]


def test_a_message_that_hangs_holds_the_others_up_for_a_while_only() -> None:
    order = InOrder(patience=0.01)
    order.arrived("hangs", "D1")
    order.arrived("next", "D1")
    with order.turn("next"):
        pass


def test_what_is_done_is_forgotten() -> None:
    order = InOrder()
    order.arrived("one", "D1")
    order.arrived("one", "D1")
    with order.turn("one"):
        pass
    assert not order._tickets
    assert not order._last


def test_an_edit_belongs_to_the_thread_of_its_message() -> None:
    said = {"channel": "C1", "ts": "2.0", "thread_ts": "1.0"}
    edited = {"channel": "C1", "ts": "3.0", "message": {"ts": "2.0", "thread_ts": "1.0"}}
    assert conversation_of(said) == conversation_of(edited) == "C1:1.0"
    assert conversation_of({"channel": "D1", "ts": "5.0"}) == "D1"


def test_an_event_that_is_repeated_after_it_was_handled_holds_nobody_up() -> None:
    order = InOrder(patience=3600)
    order.arrived("one", "D1")
    with order.turn("one"):
        pass
    order.arrived("one", "D1")
    order.arrived("two", "D1")
    with order.turn("two"):
        pass


def test_what_was_not_taken_may_arrive_again() -> None:
    order = InOrder(patience=3600)
    order.arrived("one", "D1")
    order.forget("one")
    order.arrived("one", "D1")
    with order.turn("one"):
        pass
