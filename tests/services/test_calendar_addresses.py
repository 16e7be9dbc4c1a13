"""Addresses of calendars that people give: only public servers, over https, within limits."""

import ssl
from collections.abc import Iterable
from dataclasses import dataclass, field
from threading import Event
from typing import Any

import httpcore
import pytest

from domain.errors import InvalidInput
from services.calendar_addresses import MOST_BYTES, CalendarReader, checked_address, masked_address
from services.public_addresses import is_public

PUBLIC = "93.184.216.34"
CALENDAR = b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"
ADDRESS = "https://calendar.example.com/private-1234.ics"


@dataclass
class Server(httpcore.NetworkBackend):
    """The internet as a reader sees it: what each host answers, in order, and where we connected to."""

    answers: dict[str, list[bytes]] = field(default_factory=dict[str, list[bytes]])
    names: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    connected: list[tuple[str, int]] = field(default_factory=list[tuple[str, int]])
    hosts: list[str] = field(default_factory=list[str])
    seconds: float = 0.0
    seconds_a_read: float = 0.0
    unreached: tuple[str, ...] = ()
    dead: tuple[str, ...] = ()
    """These take all the time that they are given, and never answer."""

    def resolve(self, host: str, port: int) -> Iterable[str]:
        if host not in self.names:
            raise OSError("no such host")
        return self.names[host]

    def connect_tcp(self, host: str, port: int, *args: Any, **kwargs: Any) -> httpcore.NetworkStream:
        if host in self.unreached:
            raise httpcore.ConnectError("no route")
        if host in self.dead:
            self.seconds += kwargs.get("timeout") or args[0]
            raise httpcore.ConnectTimeout("no answer")
        self.connected.append((host, port))
        return Stream(self)

    def read(self, address: str = ADDRESS) -> bytes:
        return CalendarReader(self.resolve, self, ssl.create_default_context, lambda: self.seconds).read(address)

    def refusal(self, address: str = ADDRESS) -> str:
        with pytest.raises(InvalidInput) as refused:
            self.read(address)
        assert refused.value.field == "calendar"
        return str(refused.value)


class Stream(httpcore.NetworkStream):
    def __init__(self, server: Server) -> None:
        self.server, self.parts = server, list[bytes]()

    def start_tls(self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None):
        assert ssl_context.check_hostname
        assert server_hostname is not None
        self.server.hosts.append(server_hostname)
        whole = self.server.answers[server_hostname].pop(0)
        self.parts = [whole[at : at + 65_536] for at in range(0, len(whole), 65_536)]
        return self

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        self.server.seconds += self.server.seconds_a_read
        return self.parts.pop(0) if self.parts else b""

    def write(self, buffer: bytes, timeout: float | None = None) -> None: ...

    def close(self) -> None: ...

    def get_extra_info(self, info: str) -> Any: ...


def answer(status: str = "200 OK", body: bytes = CALENDAR, *headers: str) -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers]
    return "".join(f"{line}\r\n" for line in lines).encode() + b"\r\n" + body


def a_server(*answers: bytes, **names: Any) -> Server:
    return Server({"calendar.example.com": list(answers)}, {"calendar.example.com": [PUBLIC], **names})


def moved(to: str) -> bytes:
    return answer("302 Found", b"", f"Location: {to}")


def test_a_calendar_of_a_public_server_is_read_from_the_address_that_was_checked():
    server = a_server(answer())
    assert server.read() == CALENDAR
    assert server.connected == [(PUBLIC, 443)]
    assert server.hosts == ["calendar.example.com"]


def test_where_one_of_its_addresses_cannot_be_reached_another_one_is_taken():
    server = a_server(answer())
    server.names["calendar.example.com"] = ["2606:4700::1111", PUBLIC]
    server.unreached = ("2606:4700::1111",)
    assert server.read() == CALENDAR


@pytest.mark.parametrize("dead", [["2606:4700::1111"], ["2606:4700::1111", "2606:4700::1112", "8.8.8.8"]])
def test_while_one_of_its_addresses_does_not_answer_there_is_time_for_the_others(dead: list[str]):
    server = a_server(answer())
    server.names["calendar.example.com"] = [*dead, PUBLIC]
    server.dead = tuple(dead)
    assert server.read() == CALENDAR
    assert server.seconds < 10


def test_a_server_of_which_no_address_answers_is_slow():
    server = a_server(answer())
    server.names["calendar.example.com"] = ["8.8.4.4", "8.8.8.8"]
    server.dead = ("8.8.4.4", "8.8.8.8")
    assert server.refusal().startswith("The calendar took more than 10 seconds to answer.")
    assert server.seconds <= 10


def test_a_name_that_is_looked_up_for_too_long_is_left():
    answered = Event()

    def resolve(host: str, port: int) -> Iterable[str]:
        answered.wait()
        return [PUBLIC]

    begun = iter([0.0])
    reader = CalendarReader(resolve, a_server(), ssl.create_default_context, lambda: next(begun, 9.99))
    with pytest.raises(InvalidInput, match="took more than 10 seconds"):
        reader.read(ADDRESS)
    answered.set()


@pytest.mark.parametrize(
    "addresses",
    [["127.0.0.1"], ["10.1.2.3"], ["169.254.169.254"], ["::1"], ["fd00::1"], [PUBLIC, "192.168.0.1"], []],
)
def test_a_name_that_leads_into_a_private_network_is_refused_and_nothing_is_connected(addresses: list[str]):
    server = a_server(answer())
    server.names["calendar.example.com"] = addresses
    assert server.refusal().startswith("I can't reach a calendar at that address.")
    assert server.connected == []


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.0.0.1", "172.16.5.5", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0"),
        *("224.0.0.1", "240.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1"),
        *("::", "::1", "fe80::1", "fe80::1%eth0", "fd00::1", "fec0::1", "ff02::1", "2001:db8::1"),
        *("::ffff:127.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001::1", "not an address"),
    ],
)
def test_addresses_that_are_not_public(address: str):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", PUBLIC, "2606:4700::1111"])
def test_addresses_that_are_public(address: str):
    assert is_public(address)


def test_who_cannot_be_found_is_told_the_same_as_for_a_private_address():
    private = a_server(answer())
    private.names["calendar.example.com"] = ["10.0.0.1"]
    assert Server().refusal() == private.refusal()


@pytest.mark.parametrize(
    "address",
    [
        *(
            "",
            "calendar",
            "http://calendar.example.com/a.ics",
            "ftp://calendar.example.com/a.ics",
            "file:///etc/passwd",
        ),
        *("https://", "https://user:word@calendar.example.com/a.ics", "https://calendar.example.com:8443/a.ics"),
        *("https://calendar.example.com/a b.ics", "https://calendar.example.com/é.ics", "https://[::1/a.ics"),
        *("https://calendar.example.com:x/a.ics", "https://calendar.example.com/" + "a" * 1_000, "javascript:alert(1)"),
    ],
)
def test_what_is_no_address_of_a_calendar_is_refused(address: str):
    with pytest.raises(InvalidInput, match="It begins with https:// or webcal://") as refused:
        checked_address(address)
    assert refused.value.field == "calendar"


def test_addresses_of_calendar_programs_are_taken():
    assert checked_address(" webcal://calendar.example.com/a.ics#top ") == "https://calendar.example.com/a.ics"
    assert checked_address("https://calendar.example.com:443/a.ics?k=1") == "https://calendar.example.com:443/a.ics?k=1"


def test_only_a_little_of_an_address_is_shown():
    assert masked_address(ADDRESS) == "calendar.example.com, ending in .ics"


def test_a_redirect_to_another_public_server_is_followed():
    server = a_server(moved("https://other.example.com/b.ics"), **{"other.example.com": ["8.8.8.8"]})
    server.answers["other.example.com"] = [answer()]
    assert server.read() == CALENDAR
    assert server.connected == [(PUBLIC, 443), ("8.8.8.8", 443)]


@pytest.mark.parametrize("to", ["https://inside.example.com/b.ics", "https://127.0.0.1/b.ics", "https://[::1]/b.ics"])
def test_a_redirect_to_an_internal_address_is_refused(to: str):
    server = a_server(moved(to), **{"inside.example.com": ["10.0.0.1"], "127.0.0.1": ["127.0.0.1"], "::1": ["::1"]})
    assert server.refusal().startswith("I can't reach a calendar at that address.")
    assert server.connected == [(PUBLIC, 443)]


@pytest.mark.parametrize("to", ["http://calendar.example.com/b.ics", "", "ftp://calendar.example.com"])
def test_a_redirect_away_from_https_is_refused(to: str):
    server = a_server(*[moved(to)] * 5)
    server.refusal()
    assert all(port == 443 for _, port in server.connected)


def test_a_redirect_to_what_is_no_address_is_not_reached():
    assert a_server(moved("https://[")).refusal().startswith("I can't reach a calendar at that address.")


def test_a_server_that_leads_on_and_on_is_left_after_three_times():
    server = a_server(*[moved("/b.ics")] * 9)
    assert server.refusal() == "That address leads on and on to others. Give the one at the end of them."
    assert len(server.answers["calendar.example.com"]) == 5


def test_a_slow_server_is_left_also_when_it_sends_a_little_all_the_time():
    server = a_server(answer(body=CALENDAR + b"x" * 2_000_000))
    server.seconds_a_read = 1.0
    assert server.refusal().startswith("The calendar took more than 10 seconds to answer.")
    assert server.seconds < 12


def test_a_large_calendar_is_left():
    assert "larger than 2 MB" in a_server(answer(body=b"x" * (MOST_BYTES + 1))).refusal()
    chunked = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + b"100000\r\n" + b"x" * 0x100000 + b"\r\n"
    assert "larger than 2 MB" in a_server(chunked + (b"100000\r\n" + b"x" * 0x100000 + b"\r\n") * 2).refusal()


def test_a_compressed_answer_is_refused():
    assert "compressed" in a_server(answer("200 OK", CALENDAR, "Content-Encoding: gzip")).refusal()


@pytest.mark.parametrize("status", ["401 Unauthorized", "404 Not Found", "500 Internal Server Error", "204 No Content"])
def test_what_the_server_refuses_is_said(status: str):
    body = b"" if status.startswith("204") else b"no"
    assert a_server(answer(status, body)).refusal() == (
        f"The calendar's server refused with {status[:3]}. Look whether it is still shared."
    )


@pytest.mark.parametrize("whole", [b"", b"SSH-2.0\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nshort"])
def test_what_does_not_speak_https_is_said(whole: bytes):
    assert a_server(whole).refusal().startswith("I can't reach a calendar at that address.")
