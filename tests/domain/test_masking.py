"""Sentences without the people in them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.masking import LONGEST, masked, words_in

#: Words of names that are known, and words that are none.
NAMES = frozenset({"maria", "lopez", "okafor", "do", "silva", "price", "nguyen"})
KNOWN = frozenset(
    {"managed", "laptop", "laptops", "cloud", "mailbox", "natural", "resources", "conservation", "service"}
)

PEOPLE = [
    ("ask Maria Lopez about the laptops", "ask NAME about the laptops"),
    ("maria lopez asked", "NAME asked"),
    ("can okafor sign it", "can NAME sign it"),
    ("maria's laptop is slow", "NAME's laptop is slow"),
    ("James O'Brien's laptop", "NAME's laptop"),
    ("Hi James, when do we meet? Thanks, Bob", "Hi NAME, when do we meet? Thanks, NAME"),
    ("please tell tom that the VPN is down", "please tell NAME that the VPN is down"),
    ("Dr. Xu wants 40 mailboxes", "NAME wants 40 mailboxes"),
    ("my name is Okwudili", "my name is NAME"),
    ("our ISSO is Ngozi", "our ISSO is NAME"),
    ("Thandiwe Okonkwo is the new POC", "NAME is the new POC"),
    ("approved by J. R. Smith-Jones on Monday", "approved by NAME on Monday"),
    ("I spoke with Will yesterday", "I spoke with NAME yesterday"),
    ("we moved Grace Lee to ops", "we moved NAME to ops"),
    ("Anh Do wants laptops", "NAME wants laptops"),
    ("- Tom", "- NAME"),
]


@pytest.mark.parametrize(("said", "kept"), PEOPLE)
def test_people_are_not_kept(said: str, kept: str) -> None:
    assert masked(said, NAMES, KNOWN) == kept


NO_PEOPLE = [
    "Will we get Managed Laptop prices in May?",
    "Mark the survey done",
    "what's the price of Microsoft Outlook",
    "do we sign on Monday or in March",
    "How Much For 40 Laptops And When Do We Meet Next",
    "HOW MUCH FOR 40 LAPTOPS",
    "the Natural Resources Conservation Service pays in FY2027",
    "budget for 2027-2028 is 1,200,000 dollars",
    "cost of 1500 mailboxes at $1,284.00 from 2026-11-02",
    "version 10.15.7 of it, 24/7, 99.95 %",
]


@pytest.mark.parametrize("said", NO_PEOPLE)
def test_what_is_no_person_is_kept_as_it_is(said: str) -> None:
    assert masked(said, NAMES, KNOWN) == said


NUMBERS = [
    ("write to thandiwe.o@usda.gov now", "write to name@example.gov now"),
    ("<mailto:m.lopez@nrcs.example.gov|m.lopez@nrcs.example.gov> asks", "name@example.gov asks"),
    ("dana.whitfield at usda dot gov", "name@example.gov"),
    ("call 202-555-0188", "call 000-000-0000"),
    ("call (202) 555-0100 x12", "call 000-000-0000"),
    ("call +44 20 7946 0958 please", "call 000-000-0000 please"),
    ("call 555-0188", "call 000-000-0000"),
    ("<tel:2025550100|202-555-0100>", "000-000-0000"),
    ("<@U0MARIA> said so", "someone said so"),
    ("@maria.lopez said so", "someone said so"),
    ("in <#C0NRCS|cec-nrcs> and <!channel>", "in a channel and"),
    ("status of SLA-2027-0031", "status of SLA-0000-0000"),
    ("sla 2027-31 and 2027-0044", "SLA-0000-0000 and SLA-0000-0000"),
    ("any news on REQ-1042", "any news on REQ-0000"),
    ("ticket #1765 and request 1042", "ticket REQ-0000 and REQ-0000"),
    ("see https://intranet.example.gov/x?id=7", "see a link"),
    ("my number is 123-45-6789", "my number is 000-00-0000"),
]


@pytest.mark.parametrize(("said", "kept"), NUMBERS)
def test_addresses_numbers_and_mentions_are_not_kept(said: str, kept: str) -> None:
    assert masked(said) == kept


def test_a_sentence_is_one_line_and_not_endless() -> None:
    assert masked("price\nof\t40   laptops\x00") == "price of 40 laptops"
    assert len(masked("word " * 10_000)) <= LONGEST


@given(st.text(max_size=300))
def test_any_text_becomes_one_line_without_marks_of_slack(text: str) -> None:
    kept = masked(f"{text} <@U0MARIA> <mailto:a@b.gov|a@b.gov>", NAMES, KNOWN)
    assert kept == " ".join(kept.split())
    assert "U0MARIA" not in kept
    assert "a@b.gov" not in kept


@given(st.sampled_from(["Zanele", "okafor", "silva", "Maria Lopez", "202-555-0188", "a.b@c.gov", "SLA-2027-0031"]))
def test_wherever_a_known_name_or_number_stands_it_goes(secret: str) -> None:
    for text in (f"{secret} wants a price", f"tell {secret} the price", f"the price is for {secret}", f"hi {secret},"):
        names = NAMES | frozenset(words_in(secret))
        assert secret not in masked(text, names, KNOWN)
