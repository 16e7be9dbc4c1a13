"""Staff's working draft of the next version: lines from the catalog and custom ones, their prices, and the terms.

Every function returns a new draft, or raises InvalidInput with a sentence for the person who edits.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from domain.catalog import Charge, Metric, Service
from domain.errors import Conflict, InvalidInput
from domain.fiscal import Period, fiscal_year_of
from domain.money import ZERO
from domain.pricing import PriceRequest, price_line
from domain.proposal_checks import LONGEST_NAME, checked_price, checked_quantity, checked_text
from domain.proposal_lines import CustomQuote, ProposalLine
from domain.proposal_terms import Terms
from domain.proposal_versions import Offer

MOST_LINES = 500
REASON = "Give the reason. It is kept with the price."
_UNITS = "Say what is counted, such as hour and hours."
_QUOTE = "Say what the price rests on, such as the number of a quote."

FindService = Callable[[str], Service]
"""The service of a key, in the catalog that the draft is priced by. Raises InvalidInput when it is not offered."""


@dataclass(frozen=True)
class Draft:
    """`catalog_version` is the catalog that its prices come from; `revision` counts the changes. `amends` is what is in
    force while an amendment is drafted."""

    lines: tuple[ProposalLine, ...]
    terms: Terms
    catalog_version: int
    revision: int = 0
    amends: Offer | None = None

    @property
    def offer(self) -> Offer:
        return Offer(self.lines, self.terms, self.amends)


@dataclass(frozen=True)
class CustomLine:
    """A service outside the catalog as staff quote it: USD a unit and year, or once for a charge per unit."""

    name: str
    quantity: int
    unit: str
    unit_plural: str
    unit_price: Decimal
    one_time_fee: Decimal
    quote: str
    reason: str
    charge: Charge = Charge.PER_YEAR


@dataclass(frozen=True)
class LineEdit:
    """What changes of a line; None stays. `targets` are by the key of the metric. `custom` is for custom lines only."""

    quantity: int | None = None
    notes: str | None = None
    targets: Mapping[str, Decimal] | None = None
    custom: CustomLine | None = None


def line_from_catalog(line_id: str, service: Service, quantity: int, term: Period, notes: str = "") -> ProposalLine:
    """At the price of the year in which the term starts. Raises InvalidInput, naming the years that have prices."""
    priced = price_line(PriceRequest(service, quantity, fiscal_year_of(term.start)))
    return ProposalLine(
        id=line_id,
        name=service.name,
        quantity=priced.quantity,
        unit=service.unit,
        unit_plural=service.unit_plural,
        unit_price=priced.unit_price,
        one_time_fee=priced.one_time_fee,
        charge=service.charge,
        service=service.key,
        metrics=service.metrics,
        notes=checked_text("notes", notes),
    )


def add_line(draft: Draft, line_id: str, service: Service, quantity: int, notes: str = "") -> Draft:
    """Raises InvalidInput also for a service that is there already: its tier counts the whole quantity."""
    there = next((line for line in draft.lines if line.service == service.key), None)
    if there:
        raise InvalidInput("service", f"{service.name} is in it already, with {there.units()}. Change its quantity.")
    return _added(draft, line_from_catalog(line_id, service, quantity, draft.terms.period, notes))


def add_custom_line(draft: Draft, line_id: str, custom: CustomLine, notes: str = "") -> Draft:
    return _added(draft, _custom_line(line_id, custom, checked_text("notes", notes)))


def change_line(draft: Draft, line_id: str, edit: LineEdit, find: FindService) -> Draft:
    """Another quantity is priced anew by its tier. An override stays, and must be approved again."""
    line = draft.offer.line(line_id)
    if edit.custom is not None:
        if line.custom is None:
            raise InvalidInput("service", f"{line.name} comes from the catalog. Override its price instead.")
        _refuse_other_charge(draft, line_id, edit.custom.charge)
        line = replace(_custom_line(line.id, edit.custom, line.notes), metrics=line.metrics)
    if edit.quantity is not None:
        line = _requantified(line, edit.quantity, draft.terms.period, find)
    if edit.notes is not None:
        line = replace(line, notes=checked_text("notes", edit.notes))
    for key, target in (edit.targets or {}).items():
        line = with_target(line, key, target)
    return replaced(draft, line)


def remove_line(draft: Draft, line_id: str) -> Draft:
    gone = draft.offer.line(line_id)
    return replace(draft, lines=tuple(line for line in draft.lines if line is not gone))


def move_line(draft: Draft, line_id: str, place: int) -> Draft:
    """To a place that counts from 1; one beyond an end is the end."""
    moved = draft.offer.line(line_id)
    others = [line for line in draft.lines if line is not moved]
    others.insert(min(max(place, 1), len(draft.lines)) - 1, moved)
    return replace(draft, lines=tuple(others))


def set_terms(draft: Draft, terms: Terms, find: FindService) -> Draft:
    """Terms that `proposal_dates.checked_terms` accepted. Another term is priced anew by the year in which it starts,
    and approvals of overrides are asked for again, since what they cost is another amount."""
    if terms.period == draft.terms.period:
        return replace(draft, terms=terms)
    return reprice(replace(draft, terms=terms, lines=tuple(_unapproved(line) for line in draft.lines)), find)


def reprice(draft: Draft, find: FindService) -> Draft:
    """Every line of the catalog at its price for the term; what an amendment finds running keeps its own."""
    running = {line.id for line in draft.amends.lines} if draft.amends else set[str]()
    term = draft.terms.period
    lines = tuple(line if line.id in running else repriced(line, term, find) for line in draft.lines)
    return replace(draft, lines=lines)


def with_target(line: ProposalLine, key: str, target: Decimal) -> ProposalLine:
    """With another target of one of its metrics. Raises InvalidInput."""
    metric = next((metric for metric in line.metrics if metric.key == key), None)
    if metric is None:
        known = ", ".join(metric.measure for metric in line.metrics) or "nothing"
        raise InvalidInput("metric", f"{line.name} is not measured by that. It is measured by: {known}.")
    checked = replace(metric, target=_target(metric, target))
    return replace(line, metrics=tuple(checked if each is metric else each for each in line.metrics))


def _target(metric: Metric, target: Decimal) -> Decimal:
    highest = Decimal(100) if metric.unit.startswith("%") else Decimal(1_000_000)
    if not target.is_finite() or not 0 <= target <= highest:
        raise InvalidInput("target", f"Give a number from 0 to {highest:,} for “{metric.measure}”.")
    return target


def _refuse_other_charge(draft: Draft, line_id: str, charge: Charge) -> None:
    """Once it runs, its money was agreed by the year, or once for each unit: in the other way it would be lost."""
    ran = next((line for line in draft.amends.lines if line.id == line_id), None) if draft.amends else None
    if ran and (ran.charge is Charge.PER_UNIT) != (charge is Charge.PER_UNIT):
        now = "once for each unit" if ran.charge is Charge.PER_UNIT else "for a year"
        raise InvalidInput(
            "charge", f"The price of {ran.name} is {now}, and it runs already. Keep that, and add a new line beside it."
        )


def _requantified(line: ProposalLine, quantity: int, term: Period, find: FindService) -> ProposalLine:
    if line.service is None:
        return replace(line, quantity=checked_quantity(quantity, line.unit_plural))
    if quantity == line.quantity:
        return line
    return repriced(_unapproved(replace(line, quantity=quantity)), term, find)


def repriced(line: ProposalLine, term: Period, find: FindService) -> ProposalLine:
    """At the catalog's price for the term; an override stays, to be approved anew where that price is another one."""
    if line.service is None:
        return line
    fresh = line_from_catalog(line.id, find(line.service), line.quantity, term)
    fee = ZERO if line.renewed else fresh.one_time_fee
    if line.override is None:
        return replace(line, unit_price=fresh.unit_price, one_time_fee=fee)
    listed = line if line.override.list_price == fresh.unit_price else _unapproved(line)
    override = replace(listed.override or line.override, list_price=fresh.unit_price)
    return replace(line, one_time_fee=fee, override=override)


def _unapproved(line: ProposalLine) -> ProposalLine:
    return replace(line, override=replace(line.override, approved_by=None)) if line.override else line


def _custom_line(line_id: str, custom: CustomLine, notes: str) -> ProposalLine:
    return ProposalLine(
        id=line_id,
        name=checked_text("name", custom.name, LONGEST_NAME, "Give the service a name."),
        quantity=checked_quantity(custom.quantity, custom.unit_plural),
        unit=checked_text("unit", custom.unit, LONGEST_NAME, _UNITS),
        unit_plural=checked_text("unit", custom.unit_plural, LONGEST_NAME, _UNITS),
        unit_price=checked_price("unit_price", custom.unit_price),
        one_time_fee=checked_price("one_time_fee", custom.one_time_fee),
        charge=custom.charge,
        notes=notes,
        custom=CustomQuote(
            quote=checked_text("quote", custom.quote, LONGEST_NAME, _QUOTE),
            reason=checked_text("reason", custom.reason, wanted=REASON),
        ),
    )


def _added(draft: Draft, line: ProposalLine) -> Draft:
    if len(draft.lines) >= MOST_LINES:
        raise Conflict(f"A proposal has up to {MOST_LINES} lines. Put several into one.")
    return replace(draft, lines=(*draft.lines, line))


def replaced(draft: Draft, line: ProposalLine) -> Draft:
    """With this line in the place of the one with its id."""
    return replace(draft, lines=tuple(line if each.id == line.id else each for each in draft.lines))
