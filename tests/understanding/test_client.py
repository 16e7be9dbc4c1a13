"""The client of the understanding server, against servers that answer well, badly and not at all."""

import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.understanding.client import LONGEST_TEXT, NluClient, UnderstandingUnavailable
from bot.understanding.model import Entity
from bot.understanding.server import free_port

ANSWER = {
    "text": "20 laptops",
    "intent": {"name": "ask_price", "confidence": 0.9},
    "intent_ranking": [{"name": "ask_price", "confidence": 0.9}, {"name": "greet", "confidence": 0.1}],
    "entities": [{"entity": "service", "start": 3, "end": 10, "value": "managed_laptop", "candidates": []}],
}
Respond = Callable[[BaseHTTPRequestHandler, bytes], None]


@contextmanager
def serving(respond: Respond) -> Iterator[str]:
    """A server on this machine that answers every request with `respond`."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            respond(self, self.rfile.read(int(self.headers["Content-Length"])))

        def do_GET(self) -> None:
            respond(self, b"")

        def log_message(self, format: str, *args: object) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def send(handler: BaseHTTPRequestHandler, body: bytes, status: int = 200) -> None:
    handler.send_response(status)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


@contextmanager
def client(url: str, timeout: float = 2.0) -> Iterator[NluClient]:
    made = NluClient(url, timeout)
    try:
        yield made
    finally:
        made.close()


def test_an_answer_becomes_a_ranking_and_entities() -> None:
    with serving(lambda handler, _: send(handler, json.dumps(ANSWER).encode())) as url, client(url) as nlu:
        parsed = nlu.parse("20 laptops")
    assert parsed.ranking == (("ask_price", 0.9), ("greet", 0.1))
    assert parsed.entities == (Entity("service", "laptops", "managed_laptop", 3, 10),)


def test_one_connection_serves_several_sentences() -> None:
    connections: set[int] = set()

    def respond(handler: BaseHTTPRequestHandler, _: bytes) -> None:
        connections.add(handler.client_address[1])
        send(handler, json.dumps(ANSWER).encode())

    with serving(respond) as url, client(url) as nlu:
        for _ in range(5):
            nlu.parse("20 laptops")
    assert len(connections) == 1


def test_a_long_text_is_cut() -> None:
    received: list[str] = []

    def respond(handler: BaseHTTPRequestHandler, body: bytes) -> None:
        received.append(json.loads(body)["text"])
        send(handler, json.dumps(ANSWER).encode())

    with serving(respond) as url, client(url) as nlu:
        nlu.parse("laptop " * 6000)
    assert len(received[0]) == LONGEST_TEXT


def test_a_broken_connection_is_tried_once_more() -> None:
    calls: list[int] = []

    def respond(handler: BaseHTTPRequestHandler, _: bytes) -> None:
        calls.append(1)
        if len(calls) == 1:
            handler.close_connection = True
            handler.connection.shutdown(socket.SHUT_RDWR)
            return
        send(handler, json.dumps(ANSWER).encode())

    with serving(respond) as url, client(url) as nlu:
        assert nlu.parse("20 laptops").ranking[0] == ("ask_price", 0.9)
    assert len(calls) == 2


def test_a_connection_that_keeps_breaking_is_given_up() -> None:
    calls: list[int] = []

    def respond(handler: BaseHTTPRequestHandler, _: bytes) -> None:
        calls.append(1)
        handler.close_connection = True
        handler.connection.shutdown(socket.SHUT_RDWR)

    with serving(respond) as url, client(url) as nlu, pytest.raises(UnderstandingUnavailable):
        nlu.parse("20 laptops")
    assert len(calls) == 2


def test_a_slow_server_is_given_up_after_the_limit() -> None:
    over = threading.Event()

    def respond(handler: BaseHTTPRequestHandler, _: bytes) -> None:
        over.wait(10)
        handler.close_connection = True

    with serving(respond) as url, client(url, timeout=0.2) as nlu:
        with pytest.raises(UnderstandingUnavailable, match="Timeout"):
            nlu.parse("20 laptops")
        assert not nlu.ready()
        over.set()


def test_a_server_that_is_not_there_is_unavailable() -> None:
    with client(f"http://127.0.0.1:{free_port()}") as nlu:
        with pytest.raises(UnderstandingUnavailable, match="Connect"):
            nlu.parse("20 laptops")
        assert not nlu.ready()


@pytest.mark.parametrize("status", [400, 401, 409, 500, 503])
def test_a_refusal_is_unavailable(status: int) -> None:
    with serving(lambda handler, _: send(handler, b"{}", status)) as url, client(url) as nlu:
        with pytest.raises(UnderstandingUnavailable, match=str(status)):
            nlu.parse("20 laptops")
        assert not nlu.ready()


@pytest.mark.parametrize(
    "body",
    [
        b"", b"<html>", b"[]", b"null", b"{}", b'"text"', b"\xff\xfe", b'{"intent_ranking": 3}',
        b'{"intent_ranking": [{"name": "greet"}]}', b'{"intent_ranking": [{"name": "greet", "confidence": "high"}]}',
        b'{"intent_ranking": [], "entities": [{"entity": "service"}]}', b'{"intent_ranking": [], "entities": null}',
    ],
)  # fmt: skip
def test_an_answer_that_is_no_understanding_is_unavailable(body: bytes) -> None:
    with serving(lambda handler, _: send(handler, body)) as url, client(url) as nlu:
        with pytest.raises(UnderstandingUnavailable):
            nlu.parse("20 laptops")
        assert not nlu.ready()


JSON = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["intent_ranking", "entities", "name", "confidence", "start", "end"]), inner)
    ),
    max_leaves=10,
)


def test_no_answer_raises_anything_else() -> None:
    answer = b""
    with serving(lambda handler, _: send(handler, answer)) as url, client(url) as nlu:

        @settings(max_examples=150, deadline=None)
        @given(JSON)
        def whatever_it_answers(content: object) -> None:
            nonlocal answer
            answer = json.dumps(content).encode()
            with suppress(UnderstandingUnavailable):
                assert nlu.parse("20 laptops").ranking is not None

        whatever_it_answers()


def test_it_is_ready_when_a_model_is_loaded() -> None:
    loaded: dict[str, str | None] = {"model_file": None}
    with serving(lambda handler, _: send(handler, json.dumps(loaded).encode())) as url, client(url) as nlu:
        assert not nlu.ready()
        loaded["model_file"] = "cec.tar.gz"
        assert nlu.ready()
