"""Numbers of agreements and of support requests, however they are typed."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.readers import numbers
from tests.understanding.readings import INSTANTS, INTENTS, NEW_YORK, TEXTS, WEDNESDAY, assert_in_the_text

AGREEMENTS = [
    ("SLA-2027-0081", "SLA-2027-0081"),
    ("sla 2027-0081", "SLA-2027-0081"),
    ("SLA-2027-81", "SLA-2027-0081"),
    ("sla2027-0081", "SLA-2027-0081"),
    ("what about sla 2026 17?", "SLA-2026-0017"),
    ("SLA#2028-3", "SLA-2028-0003"),
    ("SLA number 2027-0042 please", "SLA-2027-0042"),
    ("sla no. 2027-42", "SLA-2027-0042"),
    ("SLA_2027_0042", "SLA-2027-0042"),
    ("SLA\u20132027\u20130042", "SLA-2027-0042"),
    ("SLA\u00a02027-0042's renewal", "SLA-2027-0042"),
    ("where is 2027-0113", "SLA-2027-0113"),
    ("agreement 2026-91", "SLA-2026-0091"),
    ("agreement number 2026 0091", "SLA-2026-0091"),
    ("sla 27-0081", "SLA-2027-0081"),
    ("(SLA-2027-0158)", "SLA-2027-0158"),
    ("SLA-2027-12345", "SLA-2027-12345"),
    ("SLA 2027/0042", "SLA-2027-0042"),
    ("sla20270042", "SLA-2027-0042"),
]
REQUESTS = [
    ("REQ-1765", "REQ-1765"),
    ("req 1765", "REQ-1765"),
    ("req1042?", "REQ-1042"),
    ("REQ#1042", "REQ-1042"),
    ("reqs 1042", "REQ-1042"),
    ("request #1765", "REQ-1765"),
    ("request REQ-3051", "REQ-3051"),
    ("my request 1311 is old", "REQ-1311"),
    ("request number 42", "REQ-42"),
    ("ticket 1042", "REQ-1042"),
    ("Ticket no. 1042, please", "REQ-1042"),
    ("tkt 1765 ??", "REQ-1765"),
    ("case 2210 was closed", "REQ-2210"),
    ("incident 1042 update", "REQ-1042"),
    ("support request 1900", "REQ-1900"),
    ("issue id 1204", "REQ-1204"),
    ("REQ-001765", "REQ-1765"),
    ("REQ\u20111765", "REQ-1765"),
]
NEITHER = [
    "request 1200 mailboxes",
    "request 40 laptops",
    "we have 3 tickets",
    "tickets 2 and 3 seats",
    "2027-01-15",
    "call 303-555-0171",
    "transfer reference 2027-AG-5519",
    "FY2027",
    "in 2027",
    "prices of 2027-2028 mailboxes are 12",
    "the SLA of 2027",
    "slate 2027-0081x",
    "prereq 12",
    "request 12%",
    "#general",
    "1 of 7600",
    "",
]


@pytest.mark.parametrize(("text", "number"), AGREEMENTS)
def test_reads_the_number_of_an_agreement(text: str, number: str) -> None:
    found = numbers.read(text, WEDNESDAY, NEW_YORK)
    assert [(entity.entity, entity.value) for entity in found] == [("agreement_number", number)]


@pytest.mark.parametrize(("text", "number"), REQUESTS)
def test_reads_the_number_of_a_request(text: str, number: str) -> None:
    found = numbers.read(text, WEDNESDAY, NEW_YORK)
    assert [(entity.entity, entity.value) for entity in found] == [("request_number", number)]


@pytest.mark.parametrize("text", NEITHER)
def test_other_numbers_are_neither(text: str) -> None:
    assert numbers.read(text, WEDNESDAY, NEW_YORK) == ()


def test_reads_all_numbers_in_their_order() -> None:
    found = numbers.read("tickets 1042, 1043 and 1050 under SLA 2027-81 and SLA-2026-17", WEDNESDAY, NEW_YORK)
    expected = ["REQ-1042", "REQ-1043", "REQ-1050", "SLA-2027-0081", "SLA-2026-0017"]
    assert [entity.value for entity in found] == expected


@pytest.mark.parametrize(("intent", "expected"), [("request_status", ["REQ-1765"]), ("ask_price", [])])
def test_a_hash_alone_is_a_request_where_requests_are_spoken_of(intent: str, expected: list[str]) -> None:
    found = numbers.read("any news on #1765", WEDNESDAY, NEW_YORK, intent)
    assert [entity.value for entity in found] == expected


@given(st.integers(2000, 2099), st.integers(1, 9_999_999), st.sampled_from((" ", "-", "", "#", " #")))
def test_every_agreement_number_is_canonical(year: int, count: int, between: str) -> None:
    (found,) = numbers.read(f"status of sla{between}{year}-{count}, please", WEDNESDAY, NEW_YORK)
    assert found.value == f"SLA-{year}-{count:04d}"


@given(TEXTS, INSTANTS, INTENTS)
def test_any_text_is_read_without_an_error(text: str, at: datetime, intent: str) -> None:
    assert_in_the_text(numbers.read(text, at, NEW_YORK, intent), text)
