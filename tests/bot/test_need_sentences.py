"""Which sentences of staff say a need, and what is needed."""

import pytest

from bot.need_sentences import SaidNeed, need_of_customer, said_need, speaks_of_need
from tests.bot.saying import understood


@pytest.mark.parametrize(
    ("text", "what", "whose"),
    [
        ("Note: they need phones", "phones", ""),
        ("need: 40 laptops", "40 laptops", ""),
        ("need - 40 laptops", "40 laptops", ""),
        ("please note that they want phones", "phones", ""),
        ("record as need: phones", "phones", ""),
        ("note: SLA-2027-0044 needs 40 switches", "40 switches", ""),
        ("note: the map server must stay", "the map server must stay", ""),
        ("record needs for SLA-2027-0041: 20 desk phones", "20 desk phones", "SLA-2027-0041"),
        ("add a need to sla 2027-41: 20 desk phones", "20 desk phones", "sla 2027-41"),
        ("please record a new need of NRCS: 20 desk phones", "20 desk phones", "NRCS"),
        ("record 20 desk phones as a need of SLA-2027-0041", "20 desk phones", "SLA-2027-0041"),
        ("SLA-2027-0044: they need 40 switches", "40 switches", "SLA-2027-0044"),
        ("SLA-2027-0044 needs 40 switches", "40 switches", "SLA-2027-0044"),
        ("SLA-2027-0044 - the customer also wants 40 switches", "40 switches", "SLA-2027-0044"),
    ],
)
def test_a_sentence_says_what_is_needed_and_whose_it_is(text: str, what: str, whose: str) -> None:
    assert said_need(text) == SaidNeed(what, whose)


@pytest.mark.parametrize(
    "text",
    [
        "note:",
        "what do they need",
        "needs of SLA-2027-0048",
        "record this as a need",
        "add 10 tablets",
        "SLA-2027-0044: who leads it",
        "is SLA-2027-0044 waiting for us",
        "Note that the meeting moved to Tuesday",
        "Please note that Maria is on leave",
        "note that they moved to Denver",
        "note that they need to call us",
    ],
)
def test_other_sentences_say_no_need(text: str) -> None:
    assert said_need(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "note: they need 40 laptops",
        "Please note that the customer wants phones",
        "note: SLA-2027-0044 requires 40 switches",
        "need - 40 laptops",
        "record as need: phones",
        "add 20 desk phones as a need of NRCS",
        "note: NRCS needs 30 monitors",
        "note: a need for 40 laptops",
    ],
)
def test_a_note_that_speaks_of_a_need_says_so(text: str) -> None:
    assert said_need(text)
    assert speaks_of_need(text)


@pytest.mark.parametrize(
    "text",
    [
        "note - call me",
        "note: the map server moves tonight",
        "Note that the meeting moved to Tuesday",
        "note: we need to leave at four",
        "note: I need coffee",
        "note for Tuesday: bring the needles",
    ],
)
def test_an_ordinary_note_speaks_of_no_need(text: str) -> None:
    assert not speaks_of_need(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("NRCS needs 30 monitors", SaidNeed("30 monitors", "NRCS")),
        ("the NRCS would like 30 monitors", SaidNeed("30 monitors", "NRCS")),
        ("they need 30 monitors", SaidNeed("30 monitors")),
        ("Please note that NRCS needs 30 monitors", SaidNeed("30 monitors", "NRCS")),
        ("note that they need 30 monitors", SaidNeed("30 monitors")),
        ("NRCS needs 30 monitors?", None),
        ("NRCS needs to add 30 monitors", None),
        ("NRCS needs a price for 30 monitors", None),
        ("NRCS needs the latest proposal for 30 monitors", None),
        ("the boss of NRCS needs 30 monitors", None),
    ],
)
def test_a_customer_by_name_needs_something_that_is_counted(text: str, found: SaidNeed | None) -> None:
    named = [("organization", "NRCS", "nrcs")] if "NRCS" in text else []
    assert need_of_customer(text, understood(text, "ask_price", *named, ("quantity", "30", 30))) == found


def test_a_customer_who_needs_nothing_that_is_known_or_counted_is_no_need() -> None:
    text = "NRCS needs patience"
    assert need_of_customer(text, understood(text, "out_of_scope", ("organization", "NRCS", "nrcs"))) is None
