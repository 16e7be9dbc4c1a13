"""What changed between two offers, in short plain words: for the history, and for who comes too late."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from domain.catalog import Service
from domain.money import format_money
from domain.proposal_changes import (
    BillingWanted,
    QuantityWanted,
    RemovalWanted,
    ServiceWanted,
    TargetWanted,
    TermWanted,
    Wanted,
    WordsWanted,
)
from domain.proposal_diff import ChangedLine, LineField, OfferDiff
from domain.proposal_versions import Offer

MOST_SAID = 4
_GONE = "a line that is not there any more"

_NAMES = {
    "period": "the term",
    "billing": "the billing",
    "billed_in": "the billing",
    "own_dates": "the days of billing",
    "payment_days": "the days of payment",
    "cancellation_days": "the days of cancellation",
    "special": "the special terms",
    "effective_on": "the day from which it counts",
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
    return _joined(list(_parts(changes))) or "nothing"


def said_asked(changes: OfferDiff, wanted: Iterable[Wanted], with_total: bool) -> str:
    """As `said`, of what was asked for: what was said in words is quoted, each by itself."""
    quoted = [f"“{each.text}”" for each in wanted if isinstance(each, WordsWanted)]
    terms = tuple(name for name in changes.changed_terms if not (quoted and name == "special"))
    parts = _joined(list(_parts(replace(changes, changed_terms=terms))))
    return "; ".join(part for part in (parts, _totals(changes) if with_total else "", *quoted) if part) or "nothing"


def _joined(parts: Sequence[str]) -> str:
    more = len(parts) - MOST_SAID
    return "; ".join((*parts[:MOST_SAID], f"and {more} more") if more > 0 else parts)


def said_with_total(changes: OfferDiff) -> str:
    """As `said`, with what the whole term costs now."""
    totals = _totals(changes)
    return f"{said(changes)}; {totals}" if totals else said(changes)


def _totals(changes: OfferDiff) -> str:
    money = changes.money
    if not money.effect:
        return ""
    return f"{format_money(money.total_after)} instead of {format_money(money.total_before)} for the term"


def said_wish(wanted: Wanted, offer: Offer, services: Mapping[str, Service]) -> str:
    """As `said`, of one wish about an offer, also of one that cannot be fulfilled any more."""
    lines = {line.id: line for line in offer.lines}
    match wanted:
        case QuantityWanted(line_id, quantity):
            line = lines.get(line_id)
            return f"{line.name}: {line.units()} to {replace(line, quantity=quantity).units()}" if line else _GONE
        case ServiceWanted(key, quantity):
            service = services.get(key)
            unit = f" {service.unit if quantity == 1 else service.unit_plural}" if service else ""
            return f"{service.name if service else key} added, {quantity:,}{unit}"
        case RemovalWanted(line_id):
            return f"{lines[line_id].name} removed" if line_id in lines else _GONE
        case TargetWanted(line_id):
            return f"{lines[line_id].name}: {_FIELDS[LineField.TARGETS]}" if line_id in lines else _GONE
        case TermWanted(start, end):
            names = [_NAMES["effective_on"] if start and offer.amends else "", _NAMES["period"] if end else ""]
            return "; ".join(name for name in names if name) or _NAMES["period"]
        case BillingWanted():
            return _NAMES["billing"]
        case WordsWanted(text):
            return f"“{text}”"


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
