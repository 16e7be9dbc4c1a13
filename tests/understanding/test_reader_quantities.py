"""Quantities in the sentences of people who order, correct and report."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.readers import quantities
from tests.understanding.readings import INSTANTS, INTENTS, NEW_YORK, TEXTS, WEDNESDAY, assert_in_the_text, values

READ = [
    ("120", [120]),
    ("1,200 seats", [1200]),
    ("what about 2,000 of them", [2000]),
    ("1.5k", [1500]),
    ("2K mailboxes", [2000]),
    ("2k-3k mailboxes", [2000, 3000]),
    ("1.5 to 2k mailboxes", [1500, 2000]),
    ("10 K mailboxes", [10_000]),
    ("between one and two hundred staff", [100, 200]),
    ("a dozen phones", [12]),
    ("another dozen phones", [12]),
    ("dozen laptops", [12]),
    ("a half dozen racks", [6]),
    ("a couple hundred mailboxes", [200]),
    ("a pair of tablets", [2]),
    ("forty-ish users", [40]),
    ("twenty-odd laptops", [20]),
    ("25 (twenty-five) laptops", [25]),
    ("SharePoint sites: 8, and mailboxes: 15", [8, 15]),
    ("around 1,000 users", [1000]),
    ("a few dozen tablets", []),
    ("dozens of tablets", []),
    ("a hundred times", []),
    ("zero chance", []),
    ("set it to zero", [0]),
    ("explain it like I'm five", []),
    ("I have two questions", []),
    ("a 40k budget", []),
    ("SLA 42", []),
    ("IPAC reference 20261114-77", []),
    ("it throws a 503", []),
    ("neither of those two", []),
    ("one of our people quit", []),
    ("not one agreement", []),
    ("one line on where it stands", []),
    ("page 3 of 12", []),
    ("my badge number is 4471", []),
    ("zip code 20250", []),
    ("the number of users is 220", [220]),
    ("we work 9 to 5", []),
    ("two dozen tablets", [24]),
    ("half a dozen racks", [6]),
    ("3 dozen", [36]),
    ("two hundred", [200]),
    ("a hundred and twenty users", [120]),
    ("twenty-five laptops", [25]),
    ("thirty five desktops", [35]),
    ("one thousand two hundred accounts", [1200]),
    ("fifteen hundred mailboxes", [1500]),
    ("1.2 million records", [1_200_000]),
    ("~40 seats", [40]),
    ("about 60 people", [60]),
    ("50+ users", [50]),
    ("20 to 30 laptops", [20, 30]),
    ("20-30 laptops", [20, 30]),
    ("between 5 and 8 sites", [5, 8]),
    ("laptop x 80", [80]),
    ("12x tablets", [12]),
    ("seats: 88, phones: 90", [88, 90]),
    ("30 laptops, 40 mailboxes and 2 racks", [30, 40, 2]),
    ("change it from 40 to 32", [40, 32]),
    ("qty vm 10 -> 14", [10, 14]),
    ("12 TB of storage", [12]),
    ("12TB", [12]),
    ("0 phones", [0]),
    ("zero tablets", [0]),
    ("-5 seats", [-5]),
    ("minus ten laptops", [-10]),
    ("2.5 racks", [2.5]),
    ("two and a half racks", [2.5]),
    ("10^12 mailboxes", [10**12]),
    ("1000000000000", [10**12]),
    ("1e6 accounts", [10**6]),
    ("45 people cannot log in", [45]),
    ("outage at nine sites", [9]),
    ("three of our offices are offline", [3]),
    ("a 20-person team", [20]),
    ("one conference room kit", [1]),
    ("2050 mailboxes", [2050]),
    ("12 phones for 3 years", [12]),
    ("a VPN for 7 and a half months for 20 users", [20]),
    ("5 seats at $40", [5]),
    ("cost of 7 mail servers", [7]),
    ("40 seats for FY27 under SLA 2027-81", [40]),
    ("6 people on Monday at 9", [6]),
    ("\uff11\uff12 and 14 desks", [14]),
]
NOT_READ = [
    "a few laptops",
    "some phones",
    "several sites",
    "a couple of seats",
    "dozens of users",
    "$500",
    "$1,500.50 a year",
    "500 dollars",
    "two thousand dollars",
    "USD 300",
    "we paid 30,000",
    "our budget is 90k",
    "5 percent",
    "ten percent",
    "99.9%",
    "we want 99.95",
    "3 months",
    "7 and a half months",
    "2½ years",
    "a 24 hour response",
    "15-minute response",
    "three-year term",
    "within 30 days",
    "five business days",
    "at 10:30",
    "2pm",
    "tomorrow at 4",
    "December 12",
    "12/8",
    "FY27",
    "in 2027",
    "version 3",
    "v2",
    "draft 2",
    "versions 2 and 3",
    "release 4.1.2",
    "the 3rd floor",
    "the first one",
    "303-555-0171",
    "(202) 555-0148",
    "call 555-0133",
    "SLA-2027-0081",
    "REQ-1765",
    "ticket 1042",
    "form 7600A",
    "the 7600B",
    "Office 365",
    "Microsoft 365",
    "Windows 11",
    "Section 508",
    "24x7 support",
    "24/7",
    "line 7",
    "question 12",
    "step five",
    "site 14",
    "room 210",
    "GS-13",
    "P1",
    "sev 2",
    "net 30",
    "5G phone",
    "reference 00918273",
    "10.20.30.40",
    "https://cec.example.gov/p/42",
    "mail joe42@example.gov",
    "27-inch monitors",
    "two-factor sign-in",
    "the one at noon",
    "which one",
    "no one answers",
    "one-time fee",
    "",
]
BY_INTENT = [
    ("record_funding", "received 48,500 from APHIS", []),
    ("payment_schedule", "is it 12 equal payments", [12]),
    ("schedule_meeting", "shift it to 11", []),
    ("request_change", "drop it to 11", [11]),
    ("reschedule_meeting", "from 2 to 3", []),
    ("thank", "thanks a million", []),
    ("ask_price", "and for 300?", [300]),
    ("request_change", "notice of 60 days rather than 30", []),
]


@pytest.mark.parametrize(("text", "expected"), READ)
def test_reads_quantities(text: str, expected: list[int | float]) -> None:
    assert values(quantities.read(text, WEDNESDAY, NEW_YORK)) == expected


@pytest.mark.parametrize("text", NOT_READ)
def test_reads_nothing_that_counts_nothing(text: str) -> None:
    assert quantities.read(text, WEDNESDAY, NEW_YORK) == ()


@pytest.mark.parametrize(("intent", "text", "expected"), BY_INTENT)
def test_the_intent_decides_what_a_bare_number_is(intent: str, text: str, expected: list[int]) -> None:
    assert values(quantities.read(text, WEDNESDAY, NEW_YORK, intent)) == expected


@pytest.mark.parametrize(("text", "kind"), [("40 seats", int), ("4.0 seats", int), ("0.5 racks", float)])
def test_a_whole_quantity_is_an_int(text: str, kind: type) -> None:
    (value,) = values(quantities.read(text, WEDNESDAY, NEW_YORK))
    assert type(value) is kind


@given(st.integers(-(10**15), 10**15).filter(lambda number: not 1990 <= abs(number) <= 2099))
def test_every_whole_number_of_seats_is_read_with_and_without_commas(number: int) -> None:
    assert values(quantities.read(f"we need {number} seats", WEDNESDAY, NEW_YORK)) == [number]
    assert values(quantities.read(f"we need {number:,} seats", WEDNESDAY, NEW_YORK)) == [number]


@given(TEXTS, INSTANTS, INTENTS)
def test_any_text_is_read_without_an_error(text: str, at: datetime, intent: str) -> None:
    assert_in_the_text(quantities.read(text, at, NEW_YORK, intent), text)


def test_nothing_is_read_across_a_long_gap() -> None:
    text = "step" + " " * 3000 + "40 seats"
    assert values(quantities.read(text, WEDNESDAY, NEW_YORK)) == [40]
