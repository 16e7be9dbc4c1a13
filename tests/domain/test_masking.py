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
    ("john smith wants laptops", "NAME wants laptops"),
    ("JOHN SMITH", "NAME"),
    ("john wickham-orr asked for a price", "NAME asked for a price"),
    ("ask JOHN WICKHAM for it", "ask NAME for it"),
    ("smith needs 40 laptops", "NAME needs 40 laptops"),
    ("will smith signs", "NAME signs"),
    ("Linda Price and john young agreed", "NAME and NAME agreed"),
    ("maria de la vega has it", "NAME has it"),
    ("josé García asked", "NAME asked"),
    ("jose\u0301 asked", "NAME asked"),
    ("see <https://sites.example.gov/x|john.smith>, john_wickham", "see NAME, NAME"),
    ("Please Ask Aunika Fenwick", "Please Ask NAME"),
    ("Please Ask Aunika Tsegaye About The Agreement", "Please Ask NAME About The Agreement"),
    ("Thandiwe Tsegaye Is The New Owner", "NAME Is The New Owner"),
    ("PLEASE ASK AUNIKA TSEGAYE ABOUT THE LAPTOPS", "PLEASE ASK NAME ABOUT THE LAPTOPS"),
    ("O’Brien’s desk, met with prof. tsegaye", "NAME’s desk, met with prof. NAME"),
    ("can john mark it done", "can NAME mark it done"),
    ("the crew is Marta, Dov and Lucy or Siobhan", "the crew is NAME, NAME and NAME or NAME"),
    ("thanks Marta. Estimates are due", "thanks NAME. Estimates are due"),
    ("my name is okwudili and I spoke with aunika tsegaye", "my name is NAME and I spoke with NAME"),
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
    "budget for 2027-2028 and the fiscal years 2026 2027 2028 2029",
    "cost of 1500 mailboxes from 2026-11-02 2026-12-01, and 40k more in 2027",
    "we pay 40 laptops of 1,500, owe 3 answers and spend 20 hours",
    "version 10.15.7 of it, 24/7, 99.95 %",
    "hello, I'm new here, and hi, I’ve a question: Can't we see the SLAs Friday",
    "who's manning the phones, and is there a dollar amount",
    "Let Us Mark It Done When Will We Meet",
    "PLEASE SEND THE REIMBURSABLE AGREEMENT TO ME",
    "can we talk to legal, meet with procurement at 10 o'clock",
    "will the laptops come in may, and who will sign",
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
    ("card 4111 1111 1111 1111 please", "card 000000000 please"),
    ("card 4111-1111-1111-1111, 3782 822463 10005", "card 000000000, 000000000"),
    ("we owe $40,000 and $1,284.00.", "we owe $0,000 and $0,000."),
    ("$40k to $60k, US$ 1.2 million, €300, 40 grand", "$0,000, $0,000, $0,000, $0,000"),
    ("1,200,000 dollars, forty thousand dollars, USD 500, 3k usd", "$0,000, $0,000, $0,000, $0,000"),
    ("our budget is 40k, they owe 1,200,000 for it", "our budget is $0,000, they owe $0,000 for it"),
]


@pytest.mark.parametrize(("said", "kept"), NUMBERS)
def test_addresses_numbers_amounts_and_mentions_are_not_kept(said: str, kept: str) -> None:
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
