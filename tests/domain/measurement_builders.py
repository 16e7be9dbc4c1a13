"""Measurements with defaults: say only what matters to the test."""

from datetime import date
from decimal import Decimal
from typing import Any

from domain.catalog import Direction, Metric
from domain.fiscal import Period
from domain.measurement_exceptions import MeasurementException
from domain.measurements import Measurement, Source, measured
from domain.people import Side
from tests.builders import NOON

UPTIME = Metric("availability", "Share of time in which it works", "%", Decimal("99.5"), Direction.AT_LEAST)
RESOLUTION = Metric("resolution", "Time until it works again", "business hours", Decimal(4), Direction.AT_MOST)
DAY = date(2026, 10, 14)


def a_measurement(
    value: str = "99.9", day: date = DAY, metric: Metric = UPTIME, agreement: str = "a-1", **changes: Any
) -> Measurement:
    given = {
        "agreement": (agreement, "nrcs"),
        "service": "managed_laptop",
        "metric": metric,
        "key": f"{day}",
        "days": (day, day),
        "value": Decimal(value),
        "source": Source.FILE,
        "by": "staff",
        "at": NOON,
    }
    return measured(**(given | changes))


def an_exception(first: date = DAY, last: date = DAY, **changes: Any) -> MeasurementException:
    given: dict[str, Any] = {
        "id": "e-1",
        "agreement": "a-1",
        "organization": "nrcs",
        "service": "managed_laptop",
        "days": Period(first, last),
        "reason": "The customer's office had no power.",
        "side": Side.CEC,
        "by": "staff",
        "at": NOON,
    }
    return MeasurementException(**(given | changes))
