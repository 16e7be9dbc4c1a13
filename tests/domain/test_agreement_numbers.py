import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.agreement_numbers import agreement_number


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("SLA-2027-0042", "SLA-2027-0042"),
        ("sla 2027-0081", "SLA-2027-0081"),
        (" SLA2027-42 ", "SLA-2027-0042"),
        ("2027-0042", "SLA-2027-0042"),
        ("sla-2027 0042", "SLA-2027-0042"),
        ("SLA#2027–7", "SLA-2027-0007"),
        ("SLA-2027-12345", "SLA-2027-12345"),
    ],
)
def test_a_number_is_kept_in_one_way_however_it_is_written(written, kept):
    assert agreement_number(written) == kept


@pytest.mark.parametrize(
    "text", ["", "SLA", "SLA-27-0042", "SLA-2027", "REQ-1042", "2027", "SLA-2027-٤٢", "SLA-2027-0042; drop"]
)
def test_what_is_no_number_is_none(text):
    assert agreement_number(text) is None


@given(st.integers(2000, 2099), st.integers(0, 9_999_999))
def test_a_kept_number_stays_as_it_is(year, count):
    number = f"SLA-{year}-{count:04d}"
    assert agreement_number(number) == number
