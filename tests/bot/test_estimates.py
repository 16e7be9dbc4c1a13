"""Drafts of estimates: what a sentence asks for, and how they travel in buttons and in the memory."""

import json
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.context import Turn
from bot.estimates import Draft, DraftLine, pack, recalled, remembered, unpack
from bot.price_words import asked, left_out, unknown_thing, vague
from bot.service_quantities import quantities_by_service
from domain.fiscal import FiscalYear, Period
from services.memory import Memory, Pending, memory_from, memory_to
from tests.bot.saying import Named, an_asker, understood

LAPTOPS = Memory(services=("managed_laptop",), quantities=(40,), fiscal_year="2027", intent="ask_price")
BOTH = Memory(services=("managed_laptop", "mailbox"), quantities=(40, 60), fiscal_year="2027", intent="ask_price")
SAME = Memory(services=("managed_laptop", "mailbox"), quantities=(40, 40), fiscal_year="2027", intent="ask_price")
HALF = Memory(
    services=("managed_laptop",), quantities=(40,), fiscal_year="2027", intent="ask_price",
    pending=Pending("estimate", {"start": "2027-01-01", "end": "2027-09-30", "monthly": False}),
)  # fmt: skip


def a_turn(text: str, *named: Named, memory: Memory | None = None) -> Turn:
    return Turn(an_asker(), text, understood(text, "ask_price", *named), memory or Memory(), None)  # type: ignore[arg-type]


def lines(draft: Draft) -> dict[str, int | float | None]:
    return {line.service: line.quantity for line in draft.lines}


L: Named = ("service", "laptops", "managed_laptop")
D: Named = ("service", "desktops", "managed_desktop")
M: Named = ("service", "mailboxes", "mailbox")


def q(text: str, value: float | None = None) -> Named:
    return ("quantity", text, int(text) if value is None else value)


SENTENCES: list[tuple[str, tuple[Named, ...], Memory | None, dict[str, int | float | None]]] = [
    ("how much for 40 laptops", (q("40"), L), None, {"managed_laptop": 40}),
    ("laptops x 40 how much", (L, q("40")), None, {"managed_laptop": 40}),
    ("price of laptops", (L,), None, {"managed_laptop": None}),
    ("40 laptops, 12 desktops and 5 mailboxes", (q("40"), L, q("12"), D, q("5"), M), None,
     {"managed_laptop": 40, "managed_desktop": 12, "mailbox": 5}),
    ("laptops 40, desktops 12", (L, q("40"), D, q("12")), None, {"managed_laptop": 40, "managed_desktop": 12}),
    ("laptops and desktops, 40 each", (L, D, q("40")), None, {"managed_laptop": 40, "managed_desktop": 40}),
    ("40 laptops and mailboxes", (q("40"), L, M), None, {"managed_laptop": 40, "mailbox": None}),
    ("cost of laptops and 5 mailboxes", (L, q("5"), M), None, {"managed_laptop": None, "mailbox": 5}),
    ("40 laptops, 30 phones and some mailboxes", (q("40"), L, q("30"), M), None,
     {"managed_laptop": 40, "mailbox": None}),
    ("35 people, laptops plus mailboxes", (q("35"), L, M), None, {"managed_laptop": 35, "mailbox": 35}),
    ("2.5 laptops", (q("2.5", 2.5), L), None, {"managed_laptop": 2.5}),
    ("-5 laptops", (q("5"), L), None, {"managed_laptop": -5}),
    ("0 laptops", (q("0"), L), None, {"managed_laptop": 0}),
    ("and for 300?", (q("300"),), LAPTOPS, {"managed_laptop": 300}),
    ("and mailboxes?", (M,), LAPTOPS, {"mailbox": 40}),
    ("and 10 mailboxes?", (q("10"), M), LAPTOPS, {"managed_laptop": 40, "mailbox": 10}),
    ("add 10 mailboxes", (q("10"), M), LAPTOPS, {"managed_laptop": 40, "mailbox": 10}),
    ("also mailboxes", (M,), LAPTOPS, {"managed_laptop": 40, "mailbox": None}),
    ("without the mailboxes", (M,), BOTH, {"managed_laptop": 40}),
    ("drop mailboxes to 20", (M, q("20")), BOTH, {"managed_laptop": 40, "mailbox": 20}),
    ("remove the mailboxes from the estimate", (M,), BOTH, {"managed_laptop": 40}),
    ("what if we took 500", (q("500"),), SAME, {"managed_laptop": 500, "mailbox": 500}),
    ("no, 30", (q("30"),), BOTH, {"managed_laptop": 40, "mailbox": 30}),
    ("how much would 25 desktops be", (q("25"), D), LAPTOPS, {"managed_desktop": 25}),
    ("per month?", (), BOTH, {"managed_laptop": 40, "mailbox": 60}),
    ("no, 30 and 20", (q("30"), q("20")), BOTH, {"managed_laptop": 30, "mailbox": 20}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "named", "memory", "wanted"), SENTENCES)
def test_a_sentence_asks_for_services_with_quantities(
    text: str, named: tuple[Named, ...], memory: Memory | None, wanted: dict[str, int | float | None]
) -> None:
    assert lines(asked(a_turn(text, *named, memory=memory))) == wanted


def test_a_follow_up_keeps_the_year_and_the_part_of_it() -> None:
    draft = asked(a_turn("and for 300?", q("300"), memory=HALF))
    assert draft == Draft(
        (DraftLine("managed_laptop", 300),), "2027", Period(date(2027, 1, 1), date(2027, 9, 30)), monthly=False
    )


def test_next_year_after_an_estimate_is_the_year_after_the_one_shown() -> None:
    draft = asked(a_turn("what about next year?", ("fiscal_year", "next year", "2027"), memory=HALF))
    assert (draft.fiscal_year, draft.period) == ("2028", Period(date(2028, 1, 1), date(2028, 9, 30)))


def test_a_year_that_is_named_counts() -> None:
    assert asked(a_turn("40 laptops in FY26", q("40"), L, ("fiscal_year", "FY26", "2026"))).fiscal_year == "2026"


@pytest.mark.parametrize("text", ["per month?", "monthly rate", "what is that a month", "each month please"])
def test_a_month_is_what_is_shown_when_it_is_asked_for(text: str) -> None:
    assert asked(a_turn(text, memory=LAPTOPS)).monthly


def test_per_year_goes_back_to_the_year() -> None:
    monthly = remembered(Memory(), Draft((DraftLine("mailbox", 4),), "2027", monthly=True))
    assert asked(a_turn("and for 300", q("300"), memory=monthly)).monthly
    assert not asked(a_turn("per year", memory=monthly)).monthly


VAGUE = [("a few laptops", "a few"), ("Some phones", "Some"), ("how many is 40", ""), ("40 laptops", "")]


@pytest.mark.parametrize(("text", "word"), VAGUE)
def test_words_in_place_of_a_number_are_seen(text: str, word: str) -> None:
    assert vague(text) == word


UNKNOWN = [
    ("how much for 40 unicorns a year", (q("40"),), "unicorns"),
    ("what does a hovercraft rental cost", (), "hovercraft rental"),
    ("how much would that be for us in total per month", (), ""),
    ("price of laptops with chargers", (L,), ""),
]


@pytest.mark.parametrize(("text", "named", "words"), UNKNOWN)
def test_what_the_catalog_may_not_hold_is_found_in_the_sentence(
    text: str, named: tuple[Named, ...], words: str
) -> None:
    assert unknown_thing(a_turn(text, *named)) == words


LEFT_OUT = [
    ("40 laptops and 30 phones", (q("40"), L, q("30")), (("phones", 30),)),
    ("12 hoverboards plus 40 laptops", (q("12"), q("40"), L), (("hoverboards", 12),)),
    ("40 laptops for 30 of us", (q("40"), L, q("30")), ()),
    ("40 laptops", (q("40"), L), ()),
]


@pytest.mark.parametrize(("text", "named", "wanted"), LEFT_OUT)
def test_what_was_counted_but_is_no_service_is_noticed(
    text: str, named: tuple[Named, ...], wanted: tuple[tuple[str, int], ...]
) -> None:
    assert left_out(a_turn(text, *named)) == wanted


QUANTITY = st.none() | st.integers(-(10**15), 10**15) | st.floats(allow_nan=False, allow_infinity=False)
LINE = st.builds(DraftLine, st.text(min_size=1, max_size=40), QUANTITY)
DAYS = st.dates(date(2001, 1, 1), date(2090, 1, 1))
PERIODS = st.none() | st.tuples(DAYS, DAYS).map(lambda days: Period(min(days), max(days)))
DRAFTS = st.builds(
    Draft,
    st.lists(LINE, max_size=8, unique_by=lambda line: line.service).map(tuple),
    st.none() | st.integers(2001, 2089).map(str),
    PERIODS,
    st.booleans(),
)


@given(DRAFTS)
def test_a_draft_comes_back_from_a_button_as_it_went_in(draft: Draft) -> None:
    assert unpack(json.loads(json.dumps(pack(draft)))) == draft


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda x: st.lists(x) | st.dictionaries(st.sampled_from("lypm"), x),
    )
)
def test_a_forged_button_is_read_without_an_error(value: object) -> None:
    assert isinstance(unpack(value if isinstance(value, dict) else {"l": value, "p": value, "y": value}), Draft)


@given(DRAFTS)
def test_an_estimate_is_recalled_from_the_memory_that_was_stored(draft: Draft) -> None:
    kept = memory_from(json.loads(json.dumps(memory_to(remembered(Memory(), draft)))))
    again = recalled(kept)
    assert again.keys == draft.keys
    assert (again.fiscal_year, again.period, again.monthly) == (draft.fiscal_year, draft.period, draft.monthly)


def test_eight_lines_of_the_longest_keys_fit_into_a_button() -> None:
    draft = Draft(tuple(DraftLine(f"{'k' * 70}{n}", 1_000_000) for n in range(8)), "2027", HALF_PERIOD, monthly=True)
    assert len(json.dumps(pack(draft), separators=(",", ":"))) < 2000


HALF_PERIOD = Period(date(2027, 1, 1), date(2027, 9, 30))


@given(DRAFTS, st.integers(2001, 2089).map(str))
def test_another_year_keeps_the_months(draft: Draft, year: str) -> None:
    moved = draft.in_year(year)
    if draft.period and len(draft.period.by_fiscal_year()) == 1:
        assert moved.period is not None
        assert FiscalYear(year).period.covers(moved.period)
        assert abs(moved.period.months - draft.period.months) < Fraction(1, 10)


def test_numbers_go_to_the_services_that_they_stand_before() -> None:
    text = "10 laptops, desktops and 5 mailboxes"
    assert quantities_by_service(understood(text, "ask_price", q("10"), L, D, q("5"), M)) == {
        "managed_laptop": 10,
        "managed_desktop": None,
        "mailbox": 5,
    }
