"""Domain objects as JSON values and back."""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from storage.plain import from_plain, to_plain


@dataclass(frozen=True)
class Low:
    bound: "Bound"


@dataclass(frozen=True)
class High:
    bound: "Bound"


@dataclass(frozen=True)
class Both:
    parts: "tuple[Rule, ...]"


type Bound = Decimal | date
type Rule = Low | High | Both


@dataclass(frozen=True)
class Moment:
    at: datetime
    zone: ZoneInfo


@dataclass(frozen=True)
class Holder:
    rule: Rule | None
    value: bool | str | tuple[str, ...] | tuple[Low, ...] | None = None


@pytest.mark.parametrize(
    "holder",
    [
        Holder(None),
        Holder(Low(Decimal("1.10"))),
        Holder(High(date(2027, 1, 31))),
        Holder(Both((Low(Decimal(1)), Both((High(Decimal(2)),)), Both(())))),
        Holder(None, True),
        Holder(None, "True"),
        Holder(None, ()),
        Holder(None, ("a", "b")),
        Holder(None, (Low(Decimal(1)),)),
    ],
    ids=str,
)
def test_a_field_of_several_types_comes_back_as_the_one_that_it_was(holder: Holder) -> None:
    assert from_plain(Holder, json.loads(json.dumps(to_plain(holder)))) == holder


def test_moments_and_time_zones_come_back_as_the_same_ones() -> None:
    moment = Moment(datetime(2027, 3, 1, 12, 30, 5, 7, tzinfo=UTC), ZoneInfo("America/New_York"))
    assert from_plain(Moment, json.loads(json.dumps(to_plain(moment)))) == moment


def test_the_type_is_written_only_where_there_are_several() -> None:
    assert to_plain(Holder(Low(Decimal(1)))) == {
        "rule": {"type": "Low", "value": {"bound": {"type": "Decimal", "value": "1"}}},
        "value": None,
    }


@pytest.mark.parametrize("data", [{"rule": {"type": "Middle", "value": {}}}, {"rule": {"value": {}}}])
def test_an_unknown_type_is_refused(data: dict[str, object]) -> None:
    with pytest.raises(KeyError):
        from_plain(Holder, data)


def test_none_is_refused_where_there_must_be_something() -> None:
    with pytest.raises(TypeError):
        from_plain(Low, {"bound": None})
