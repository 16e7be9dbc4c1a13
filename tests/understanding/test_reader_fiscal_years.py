"""Fiscal years as people name them, said in FY2027 (18 November 2026)."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.readers import fiscal_years, times
from tests.understanding.readings import INSTANTS, INTENTS, NEW_YORK, TEXTS, WEDNESDAY, assert_in_the_text, values

NAMED = [
    ("FY27", ["2027"]),
    ("fy2028", ["2028"]),
    ("FY 27", ["2027"]),
    ("FY-28", ["2028"]),
    ("FY'29", ["2029"]),
    ("FY\u201929", ["2029"]),
    ("F.Y. 2027", ["2027"]),
    ("fiscal 2027", ["2027"]),
    ("fiscal 28 rates", ["2028"]),
    ("fiscal year 2026", ["2026"]),
    ("the 2028 fiscal year", ["2028"]),
    ("Fiscal  Year 27", ["2027"]),
    ("this fiscal year", ["2027"]),
    ("the current fiscal year", ["2027"]),
    ("next fiscal year", ["2028"]),
    ("the coming fiscal year", ["2028"]),
    ("the upcoming FY", ["2028"]),
    ("last fiscal year", ["2026"]),
    ("the previous fiscal year's report", ["2026"]),
    ("next FY", ["2028"]),
    ("the fiscal year after next", ["2029"]),
    ("FY27 and FY28", ["2027", "2028"]),
    ("FY27 vs 28", ["2027", "2028"]),
    ("FY27/28", ["2027", "2028"]),
    ("FYs 2027, 2028", ["2027", "2028"]),
    ("FY27, 40 laptops", ["2027"]),
    ("FY1999", ["1999"]),
    ("FYE 2027", ["2027"]),
    ("GFY27", ["2027"]),
    ("fiscal yr 28", ["2028"]),
    ("next fisical year", ["2028"]),
    ("nxt fiscal yr", ["2028"]),
    ("FY27-FY28", ["2027", "2028"]),
    ("FY26 through FY28", ["2026", "2028"]),
]
NONE = [
    "fiscal matters",
    "the fiscal year",
    "Q2 FY27",
    "FY28 Q1",
    "Q3FY27",
    "the end of FY27",
    "the first half of next fiscal year",
    "coffee 27",
    "for 12 years",
    "iffy 27",
    "calendar year 2027",
    "every fiscal year",
    "",
]
BY_INTENT = [
    ("ask_price", "next year", ["2028"]),
    ("ask_price", "what did it cost last year", ["2026"]),
    ("explain_pricing", "do rates rise this year", ["2027"]),
    ("start_renewal", "for the coming year", ["2028"]),
    ("ask_renewals", "what ends the year after next", ["2029"]),
    ("ask_price", "40 seats in 2028", ["2028"]),
    ("ask_price", "40 seats for 2027 and 12 phones", ["2027"]),
    ("ask_price", "a price for 2020 mailboxes", []),
    ("ask_price", "what does it cost per year", []),
    ("view_report", "this year", []),
    ("schedule_meeting", "sometime next year", []),
    ("", "next year", []),
]


@pytest.mark.parametrize(("text", "expected"), NAMED)
def test_reads_a_fiscal_year(text: str, expected: list[str]) -> None:
    assert values(fiscal_years.read(text, WEDNESDAY, NEW_YORK)) == expected


@pytest.mark.parametrize("text", NONE)
def test_reads_none_where_none_is_named_or_it_is_part_of_a_time(text: str) -> None:
    assert fiscal_years.read(text, WEDNESDAY, NEW_YORK) == ()


@pytest.mark.parametrize(("intent", "text", "expected"), BY_INTENT)
def test_a_plain_year_is_fiscal_where_prices_and_agreements_are_spoken_of(
    intent: str, text: str, expected: list[str]
) -> None:
    assert values(fiscal_years.read(text, WEDNESDAY, NEW_YORK, intent)) == expected


@pytest.mark.parametrize("intent", ["ask_price", "view_report", ""])
@pytest.mark.parametrize("text", ["next year", "this year", "in 2028", "next fiscal year", "FY27", "Q1 FY27"])
def test_a_year_is_a_fiscal_year_or_a_time_and_never_both(text: str, intent: str) -> None:
    found = fiscal_years.read(text, WEDNESDAY, NEW_YORK, intent) + times.read(text, WEDNESDAY, NEW_YORK, intent)
    assert len(found) == 1


def test_the_year_turns_on_october_1_in_the_speakers_zone() -> None:
    still_september_in_new_york = datetime(2026, 10, 1, 3, tzinfo=UTC)
    assert values(fiscal_years.read("this fiscal year", still_september_in_new_york, NEW_YORK)) == ["2026"]
    october_in_new_york = datetime(2026, 10, 1, 5, tzinfo=UTC)
    assert values(fiscal_years.read("this fiscal year", october_in_new_york, NEW_YORK)) == ["2027"]


@given(st.integers(2000, 2099), st.sampled_from(("FY{}", "fy {}", "fiscal year {}", "prices for FY{}?")))
def test_every_numbered_year_is_read(year: int, words: str) -> None:
    assert values(fiscal_years.read(words.format(year), WEDNESDAY, NEW_YORK)) == [str(year)]
    assert values(fiscal_years.read(words.format(f"{year % 100:02d}"), WEDNESDAY, NEW_YORK)) == [str(year)]


@given(TEXTS, INSTANTS, INTENTS)
def test_any_text_is_read_without_an_error(text: str, at: datetime, intent: str) -> None:
    found = fiscal_years.read(text, at, NEW_YORK, intent)
    assert_in_the_text(found, text)
    assert all(len(str(value)) == 4 for value in values(found))
