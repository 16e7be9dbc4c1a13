"""Reading the price tables of a service: fiscal years, volume tiers and one-time fees."""

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from domain.catalog import PriceTier, YearPrices
from domain.errors import InvalidInput
from domain.fiscal import FiscalYear
from domain.money import ZERO
from domain.pricing import MOST_UNITS
from services.data_files import Entry


@dataclass(frozen=True)
class _Tier:
    """A tier as it was written: `last` is None where no `to` stands, `price` where it cannot be used."""

    entry: Entry
    first: int
    last: int | None
    price: Decimal | None

    def report(self, key: str, message: str, what_to_do: str) -> None:
        self.entry.report(key, f"{self.entry.label}: {message}", what_to_do)


def read_prices(service: Entry) -> dict[str, YearPrices]:
    """The prices by fiscal year, with every gap, overlap and slip in them reported."""
    table = service.record_of("prices", service.label)
    if table is None:
        return {}
    if not table.record.values:
        service.report("prices", f"{service.label}: no year has a price.", 'Add a year such as "2027":.')
    return {year: _year(table, year, service.label) for year in table.record.values}


def _year(table: Entry, year: str, label: str) -> YearPrices:
    try:
        FiscalYear(year)
    except InvalidInput:
        message = f"{label}: “{year[:20]}” is not a fiscal year."
        table.report(year, message, 'Write four digits from 2000 to 2099, such as "2027".')
    prices = table.record_of(year, f"{label}, {year}")
    if prices is None:
        return YearPrices((), ZERO)
    prices.expect(("tiers", "one_time_fee"))
    return YearPrices(_tiers(prices), prices.amount("one_time_fee") or ZERO)


def _tiers(prices: Entry) -> tuple[PriceTier, ...]:
    read = [_tier(entry) for entry in prices.entries("tiers", "tier")]
    tiers = [tier for tier in read if tier is not None]
    if len(tiers) == len(read) and "tiers" in prices.record.values:
        _check(prices, tiers)
    return tuple(PriceTier(tier.first, tier.price or ZERO) for tier in tiers)


def _tier(entry: Entry) -> _Tier | None:
    """None, and reported, when its borders cannot be read."""
    entry.expect(("from", "price"), ("to",))
    first, last = entry.whole("from"), entry.whole("to")
    price = entry.amount("price")
    if first is None or ("to" in entry.record.values and last is None):
        return None
    tier = _Tier(entry, first, last, price)
    if last is not None and last < first:
        tier.report("to", f"the tier ends at {last:,}, before it starts at {first:,}.", "Correct `from` or `to`.")
        return None
    if first > MOST_UNITS:
        tier.report("from", f"{first:,} is more than anyone can order.", f"Start it at {MOST_UNITS:,} or below.")
    return tier


def _check(prices: Entry, tiers: list[_Tier]) -> None:
    if not tiers:
        prices.report("tiers", f"{prices.label}: there is no tier.", "Add one that starts with “from: 1”.")
        return
    _check_ends(tiers[0], tiers[-1])
    for before, after in pairwise(tiers):
        _check_border(before, after)
        if before.price is not None and after.price is not None and after.price > before.price:
            message = f"the price rises from {before.price} to {after.price} with the quantity."
            after.report("price", message, "Give a larger quantity the same price or a lower one.")


def _check_ends(first: _Tier, last: _Tier) -> None:
    if first.first == 0:
        first.report("from", "the first tier starts at 0.", "Start it at 1.")
    if first.first > 1:
        missing = _range(1, first.first - 1)
        first.report("from", f"gap: no price for {missing}.", "Start the first tier at 1.")
    if last.last is not None:
        message = f"gap: no price for more than {last.last:,}."
        last.report("to", message, "Leave `to` out of the last tier.")


def _check_border(before: _Tier, after: _Tier) -> None:
    """Whether one tier begins where the other ends; without `to` a tier ends where the next begins."""
    end = after.first - 1 if before.last is None else before.last
    if after.first <= before.first:
        message = f"overlap: this tier starts at {after.first:,}, the one before it at {before.first:,}."
        after.report("from", message, "Let each tier start above the one before it.")
    elif after.first <= end:
        message = f"overlap: {_range(after.first, end)} in two tiers."
        after.report("from", message, f"Start this tier at {end + 1} or end the one before at {after.first - 1}.")
    elif after.first > end + 1:
        message = f"gap: no price for {_range(end + 1, after.first - 1)}."
        after.report("from", message, f"Start this tier at {end + 1} or end the one before at {after.first - 1}.")


def _range(first: int, last: int) -> str:
    return f"the quantity {first:,}" if first == last else f"the quantities {first:,} to {last:,}"
