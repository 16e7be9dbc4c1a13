"""Data for Treasury's forms 7600A and 7600B."""

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.agreement_facts import AgreementFacts
from documents.interagency import FormData, as_csv, as_json, form_data
from documents.sample_agreement import sample_agreement
from domain.agreement_documents import DocumentKind
from domain.fiscal import Period
from domain.proposal_terms import BillingFrequency, BillingTime

FORMS = (DocumentKind.FORM_7600A, DocumentKind.FORM_7600B)


def read(data: FormData) -> dict[str, Any]:
    return json.loads(as_json(data))


def values(kind: DocumentKind, facts: AgreementFacts | None = None) -> Mapping[str, str]:
    """By name; of the line or side that comes first."""
    fields = form_data(kind, facts or sample_agreement()).fields
    return {field.name: field.value for field in reversed(fields)}


def with_terms(**changes: Any) -> AgreementFacts:
    facts = sample_agreement()
    return replace(facts, version=replace(facts.version, terms=replace(facts.version.terms, **changes)))


def test_the_general_terms_come_from_the_version():
    found = values(DocumentKind.FORM_7600A)
    assert found["Agreement Start Date"] == "2027-10-01"
    assert found["Agreement End Date"] == "2028-09-30"
    assert found["Termination Days"] == "60"
    assert found["Total Estimated Amount"] == "354990.00"
    assert found["Advance Payment Indicator"] == "Yes"
    assert found["GT&C Title"] == "IT services for field offices"
    assert found["Preparer Name"] == "Maria Alvarez"


def test_an_order_in_arrears_asks_for_nothing_about_advances():
    facts = with_terms(billed_in=BillingTime.ARREARS)
    assert values(DocumentKind.FORM_7600A, facts)["Advance Payment Indicator"] == "No"
    assert "Total Advance Amount" not in values(DocumentKind.FORM_7600B, facts)


def test_a_frequency_that_the_form_does_not_know_is_explained():
    own = with_terms(billing=BillingFrequency.OWN_DATES, own_dates=(date(2027, 11, 1), date(2028, 5, 1)))
    found = values(DocumentKind.FORM_7600B, own)
    assert found["Billing Frequency"] == "Other"
    assert found["Billing Frequency Explanation"] == "2027-11-01, 2028-05-01"


@pytest.mark.parametrize("kind", FORMS)
def test_what_is_missing_is_listed_and_is_what_is_required_and_empty(kind: DocumentKind):
    data = form_data(kind, sample_agreement())
    content = read(data)
    assert len(content["missing"]) == sum(1 for field in content["fields"] if field["required"] and not field["value"])
    assert "Agency Location Code (ALC) (Requesting Agency (Buyer))" in content["missing"]
    rows = list(csv.DictReader(io.StringIO(as_csv(data).decode("utf-8-sig"))))
    assert sum(1 for row in rows if row["Missing"] == "yes") == len(content["missing"])


@pytest.mark.parametrize("kind", FORMS)
def test_neither_file_claims_to_be_the_form(kind: DocumentKind):
    data = form_data(kind, sample_agreement())
    assert "not the official form" in read(data)["notice"]
    assert "not the official form" in as_csv(data).decode()
    assert read(data)["source"].startswith("https://www.fiscal.treasury.gov/")


def test_officials_are_those_of_the_agreement_and_vacant_roles_are_missing():
    data = form_data(DocumentKind.FORM_7600B, sample_agreement())
    names = {(field.name, field.agency): field.value for field in data.fields}
    assert names["Funding Official Name", "Requesting Agency (Buyer)"] == "Robert Chen"
    facts = sample_agreement()
    without = replace(facts, customer=replace(facts.customer, contacts=()))
    missing = read(form_data(DocumentKind.FORM_7600B, without))["missing"]
    assert "Funding Official Name (Requesting Agency (Buyer))" in missing


@given(st.integers(1, 5000), st.decimals(0, 10_000, places=2), st.integers(1, 364))
def test_quantity_times_cost_is_the_lines_total_and_all_lines_are_the_order(quantity: int, price: Decimal, days: int):
    facts = sample_agreement()
    end = date.fromordinal(date(2027, 10, 1).toordinal() + days)
    lines = tuple(replace(line, quantity=quantity, unit_price=price) for line in facts.version.lines)
    terms = replace(facts.version.terms, period=Period(date(2027, 10, 1), end))
    version = replace(facts.version, lines=lines, terms=terms)
    fields = form_data(DocumentKind.FORM_7600B, replace(facts, version=version)).fields
    by_line: dict[int, dict[str, str]] = {}
    for field in fields:
        by_line.setdefault(field.line, {})[field.name] = field.value
    orders = [entry for number, entry in by_line.items() if number]
    for order in orders:
        assert int(order["Quantity"]) * Decimal(order["Unit Cost"]) == Decimal(order["Line Total Cost"])
    assert sum(Decimal(order["Line Total Cost"]) for order in orders) == version.total


@pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", "+1", "-1", "\t=1"])
def test_no_cell_of_the_csv_becomes_a_formula(text: str):
    facts = replace(sample_agreement(), title=text)
    rows = list(csv.DictReader(io.StringIO(as_csv(form_data(DocumentKind.FORM_7600A, facts)).decode("utf-8-sig"))))
    assert next(row["Value"] for row in rows if row["Field"] == "GT&C Title") == f"'{text}"
    assert read(form_data(DocumentKind.FORM_7600A, facts))["fields"]


@pytest.mark.parametrize("kind", FORMS)
def test_the_same_facts_give_the_same_bytes(kind: DocumentKind):
    facts = sample_agreement()
    assert as_json(form_data(kind, facts)) == as_json(form_data(kind, facts))
    assert as_csv(form_data(kind, facts)) == as_csv(form_data(kind, facts))


def test_the_lines_of_an_amendment_sum_to_the_order_with_what_was_charged_before():
    before = sample_agreement().version
    day = before.terms.period.start + timedelta(days=100)
    terms = replace(before.terms, effective_on=day)
    version = replace(before, lines=before.lines[1:], terms=terms, amendment=1, amends=before.offer)
    data = form_data(DocumentKind.FORM_7600B, replace(sample_agreement(), version=version))
    lines = [Decimal(each.value) for each in data.fields if each.name == "Line Total Cost"]
    total = next(Decimal(each.value) for each in data.fields if each.name == "Total Order Amount")
    assert sum(lines) == total == version.total
    assert version.total < before.total
