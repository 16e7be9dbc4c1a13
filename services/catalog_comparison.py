"""Services side by side: what each has, line by line."""

from collections.abc import Callable, Sequence

from domain.catalog import Charge, Metric, Service
from domain.money import format_money
from services.catalog_cards import ComparisonRow, TierRow
from services.catalog_rows import price_tables

_SPAN = {Charge.PER_YEAR: "and year", Charge.METERED: "and year", Charge.PER_UNIT: "once"}


def comparison_rows(services: Sequence[Service], year: str | None) -> tuple[ComparisonRow, ...]:
    """The same lines for all, in the same order. `year` is the fiscal year of the prices."""
    rows = [
        _row("Description", services, lambda s: s.description),
        _row("Included", services, lambda s: "; ".join(s.included)),
        _row("How we charge", services, lambda s: s.how_we_charge),
        _row(f"Price for 1 (FY{year})", services, lambda s: _price(s, year, first=True)),
        _row(f"Lowest price (FY{year})", services, lambda s: _price(s, year, first=False)),
        _row("One-time fee", services, lambda s: _fee(s, year)),
        *(_metric_row(key, services) for key in _metric_keys(services)),
        _row("What drives the price", services, lambda s: "; ".join(s.price_drivers)),
    ]
    return tuple(row for row in rows if any(row.cells))


def target_words(metric: Metric) -> str:
    """A target as people say it: "at least 99.5 %"."""
    return metric.target_words


def _row(label: str, services: Sequence[Service], cell: Callable[[Service], str]) -> ComparisonRow:
    return ComparisonRow(label, tuple(cell(service) for service in services))


def _tiers(service: Service, year: str | None) -> tuple[TierRow, ...]:
    return next((table.tiers for table in price_tables(service) if table.year == year), ())


def _price(service: Service, year: str | None, first: bool) -> str:
    tiers = _tiers(service, year)
    if not tiers:
        return ""
    tier = tiers[0] if first else min(tiers, key=lambda t: t.unit_price)
    price = f"{format_money(tier.unit_price)} per {service.unit} {_SPAN[service.charge]}"
    return price if first or tier.minimum == 1 else f"{price}, from {service.units(tier.minimum)} on"


def _fee(service: Service, year: str | None) -> str:
    prices = service.prices.get(year) if year else None
    return format_money(prices.one_time_fee) if prices else ""


def _metric_keys(services: Sequence[Service]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(metric.key for service in services for metric in service.metrics))


def _metric_row(key: str, services: Sequence[Service]) -> ComparisonRow:
    found = [next((metric for metric in service.metrics if metric.key == key), None) for service in services]
    label = next(metric.measure for metric in found if metric)
    return ComparisonRow(label, tuple(target_words(metric) if metric else "" for metric in found))
