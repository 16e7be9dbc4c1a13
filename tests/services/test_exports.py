# pyright: reportOptionalMemberAccess=false
# What is None where it must not be fails the test with an AttributeError.
import io
import json
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest

from domain.history import Change
from domain.permissions import OPERATOR
from services.exports import json_value
from services.requests import CustomWish
from storage.portions import PORTION
from tests.services.office import AT, ROOT, SAMPLE, Office


def exported(office: Office) -> tuple[str, dict[str, Any]]:
    out = io.StringIO()
    office.services.exports.write(OPERATOR, out)
    return out.getvalue(), json.loads(out.getvalue())


def test_everything_is_in_the_export_once(office: Office):
    office.services.requests.ask(office.actor("maria"), CustomWish("Tapes 😀 <b>"), "Maria")
    _, data = exported(office)
    assert [o["key"] for o in data["organizations"]] == sorted(o.key for o in SAMPLE.organizations)
    assert [p["id"] for p in data["people"]] == sorted(p.id for p in SAMPLE.people)
    assert [a["number"] for a in data["agreements"]] == sorted(a.number for a in SAMPLE.agreements)
    assert data["custom_requests"][0]["what"] == "Tapes 😀 <b>"
    assert len(data["channels"]) == 3


def test_money_is_text_with_all_its_digits_and_times_have_an_offset(reading: Office):
    text, data = exported(reading)
    line = data["agreements"][0]["lines"][0]
    assert line["unit_price"] == str(Decimal(line["unit_price"]).quantize(Decimal("0.01")))
    assert datetime.fromisoformat(data["history"][0]["at"]).tzinfo is not None
    assert all(not isinstance(value, float) for value in _values(json.loads(text)))


def test_two_exports_differ_only_in_their_instant(office: Office):
    first, _ = exported(office)
    office.clock.pass_by(hours=1)
    second, _ = exported(office)
    instant, later = (f'"exported_at": "{at.isoformat()}"' for at in (AT, office.clock()))
    assert first.replace(instant, later) == second
    assert first != second


def test_a_table_of_several_portions_is_written_whole_and_in_order(office: Office):
    changes = [Change("note", f"n-{n}", None, "text", None, str(n), AT, "system") for n in range(2 * PORTION + 1)]
    with office.storage.unit_of_work() as work:
        work.history.append(*changes)
        work.commit()
    notes = [change["new"] for change in exported(office)[1]["history"] if change["subject_type"] == "note"]
    assert notes == [str(n) for n in range(2 * PORTION + 1)]


def test_an_empty_office_exports_empty_parts(empty: Office):
    _, data = exported(empty)
    assert (data["format"], data["version"], data["exported_at"]) == ("cec-export", 1, AT.isoformat())
    assert all(data[part] == [] for part in list(data)[3:])


def test_the_parts_are_those_that_the_documentation_names(reading: Office):
    documented = (ROOT / "docs" / "export.md").read_text()
    _, data = exported(reading)
    assert all(f"`{part}`" in documented for part in data)
    for part in ("organizations", "people", "agreements", "history", "channels"):
        assert all(f"`{field}`" in documented for field in data[part][0]), part


def test_a_number_without_an_exact_json_is_refused():
    with pytest.raises(TypeError):
        json_value({"price": 1.5})


def _values(data: Any) -> list[Any]:
    if isinstance(data, dict):
        return [value for item in data.values() for value in _values(item)]
    if isinstance(data, list):
        return [value for item in data for value in _values(item)]
    return [data]


def test_addresses_of_calendars_are_not_given_away(office: Office):
    maria = office.actor("maria")
    address = "https://calendar.example.com/secret-1234/basic.ics"
    with office.storage.unit_of_work() as work:
        work.preferences.save(replace(work.preferences.of(maria.id), calendars=(address,)))
        work.commit()
    text, data = exported(office)
    assert "secret-1234" not in text
    (chosen,) = [each for each in data["preferences"] if each["person_id"] == maria.id]
    assert (chosen["works_on"], chosen["works_from"], chosen["reminders"]) == ([0, 1, 2, 3, 4], "09:00", [1440, 15])
