"""What changed between two offers, in short plain words: for the history, and for who comes too late."""

from collections.abc import Iterator

from domain.money import format_money
from domain.proposal_diff import ChangedLine, LineField, OfferDiff

MOST_SAID = 4

_NAMES = {
    "period": "the term",
    "billing": "the billing",
    "billed_in": "the billing",
    "own_dates": "the days of billing",
    "payment_days": "the days of payment",
    "cancellation_days": "the days of cancellation",
    "special": "the special terms",
}
_FIELDS = {
    LineField.NAME: "name",
    LineField.UNIT: "unit",
    LineField.FEE: "one-time fee",
    LineField.TARGETS: "targets",
    LineField.NOTES: "notes",
    LineField.REASONS: "reason of the price",
}


def said(changes: OfferDiff) -> str:
    """One line, without a full stop: "Managed laptop: 180 laptops to 20 laptops; the term"."""
    parts = list(_parts(changes))
    more = len(parts) - MOST_SAID
    return "; ".join((*parts[:MOST_SAID], f"and {more} more")) if more > 0 else "; ".join(parts) or "nothing"


def said_with_total(changes: OfferDiff) -> str:
    """As `said`, with what the whole term costs now."""
    money = changes.money
    if not money.effect:
        return said(changes)
    totals = f"{format_money(money.total_after)} instead of {format_money(money.total_before)} for the term"
    return f"{said(changes)}; {totals}"


def _parts(changes: OfferDiff) -> Iterator[str]:
    yield from (f"{line.name} added, {line.units()}" for line in changes.added)
    yield from (f"{line.name} removed" for line in changes.removed)
    yield from (_line(line) for line in changes.changed)
    yield from dict.fromkeys(_NAMES[name] for name in changes.changed_terms)
    if changes.reordered:
        yield "the order of the lines"


def _line(line: ChangedLine) -> str:
    if LineField.QUANTITY in line.fields:
        return f"{line.after.name}: {line.before.units()} to {line.after.units()}"
    if LineField.PRICE in line.fields:
        before, after = format_money(line.before.unit_price), format_money(line.after.unit_price)
        return f"{line.after.name}: {before} to {after} a {line.after.unit}"
    return f"{line.after.name}: {', '.join(_FIELDS[field] for field in line.fields)}"
