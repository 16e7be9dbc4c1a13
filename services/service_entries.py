"""Reading one service of a catalog file."""

from decimal import Decimal

from domain.catalog import Charge, Direction, Metric, Service
from domain.metric_kinds import kind_of
from domain.support_clocks import TIMED
from services.data_files import Entry
from services.price_tables import read_prices
from services.unique_names import Names

SERVICE_KEYS = (
    "key",
    "name",
    "category",
    "aliases",
    "description",
    "included",
    "how_we_charge",
    "unit",
    "unit_plural",
    "prices",
    "price_drivers",
    "metrics",
    "cost_saving_tips",
    "areas",
)
_LONGEST_UNIT = 30


def read_service(entry: Entry) -> Service:
    """The service, with neutral values in place of those that were reported as wrong."""
    entry.expect(SERVICE_KEYS, ("charge",))
    return Service(
        key=entry.key_name(),
        name=entry.name("name"),
        category=entry.text("category"),
        aliases=entry.names("aliases"),
        description=entry.text("description"),
        included=entry.some_texts("included"),
        how_we_charge=entry.text("how_we_charge"),
        unit=entry.text("unit", _LONGEST_UNIT),
        unit_plural=entry.text("unit_plural", _LONGEST_UNIT),
        prices=read_prices(entry),
        price_drivers=entry.texts("price_drivers"),
        metrics=_metrics(entry),
        cost_saving_tips=entry.texts("cost_saving_tips"),
        areas=entry.some_texts("areas"),
        charge=entry.choice("charge", Charge, Charge.PER_YEAR),
    )


def _metrics(service: Entry) -> tuple[Metric, ...]:
    keys = Names()
    metrics: list[Metric] = []
    for entry in service.entries("metrics", "metric"):
        metrics.append(_metric(entry))
        keys.claim(entry.peek("key"), entry.label, entry.source)
    return tuple(metrics)


def _metric(entry: Entry) -> Metric:
    entry.expect(("key", "measure", "unit", "target", "direction"), ("credit",))
    metric = Metric(
        key=entry.key_name(),
        measure=entry.text("measure"),
        unit=entry.text("unit", _LONGEST_UNIT),
        target=entry.number("target") or Decimal(0),
        direction=entry.choice("direction", Direction, Direction.AT_LEAST),
        credit=entry.number("credit") if "credit" in entry.record.values else None,
    )
    if metric.credit is not None and not 0 < metric.credit <= 100:
        entry.report("credit", f"{entry.label}: a credit is a part of the month's price.", "Write 0.1 to 100 percent.")
    elif metric.credit is not None and kind_of(metric) not in TIMED:
        entry.report(
            "credit",
            f"{entry.label}: only a time until a first response or a solution gives a credit.",
            "Remove the credit.",
        )
    if metric.unit == "%" and metric.target > 100:
        entry.report("target", f"{entry.label}: a target of {metric.target} % cannot be.", "Write 100 or less.")
    return metric
