"""What changed between two offers. `apply(diff(a, b), a)` is b, and the money effect is total(b) - total(a)."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from enum import StrEnum
from typing import Any

from domain.money import ZERO
from domain.proposal_lines import ProposalLine
from domain.proposal_terms import Terms
from domain.proposal_versions import Offer


class LineField(StrEnum):
    """What of a line differs."""

    NAME = "name"
    QUANTITY = "quantity"
    UNIT = "unit"
    PRICE = "price"
    FEE = "fee"
    TARGETS = "targets"
    NOTES = "notes"
    REASONS = "reasons"


_FIELDS = {
    "name": LineField.NAME,
    "service": LineField.NAME,
    "quantity": LineField.QUANTITY,
    "unit": LineField.UNIT,
    "unit_plural": LineField.UNIT,
    "unit_price": LineField.PRICE,
    "charge": LineField.PRICE,
    "one_time_fee": LineField.FEE,
    "metrics": LineField.TARGETS,
    "notes": LineField.NOTES,
    "override": LineField.REASONS,
    "custom": LineField.REASONS,
}


@dataclass(frozen=True)
class ChangedLine:
    """A line that both have, and what of it differs."""

    before: ProposalLine
    after: ProposalLine
    fields: tuple[LineField, ...]


@dataclass(frozen=True)
class MovedMoney:
    """Sums of both, in USD: for the whole term with fees, for a year without them, and the fees."""

    total_before: Decimal
    total_after: Decimal
    annual_before: Decimal
    annual_after: Decimal

    @property
    def effect(self) -> Decimal:
        """How much more the whole term costs."""
        return self.total_after - self.total_before


@dataclass(frozen=True)
class OfferDiff:
    """`added` and `removed` lines and `changed` ones, in the order of the later and of the earlier offer.

    `order` holds the ids of all later lines; `reordered` says that lines of both stand in another order.
    `term_effect` is what the lines that did not change cost more because the term is another one.
    `terms` are the later terms, None where they are the same; `changed_terms` names their fields that differ.
    `effects` say what each line that was added, removed or changed costs more for the term, by its id, in USD: of one
    that an amendment removes, what was charged before stays. `amends` is what the later offer amends.
    """

    added: tuple[ProposalLine, ...]
    removed: tuple[ProposalLine, ...]
    changed: tuple[ChangedLine, ...]
    order: tuple[str, ...]
    reordered: bool
    terms_before: Terms
    terms: Terms | None
    changed_terms: tuple[str, ...]
    money: MovedMoney
    term_effect: Decimal
    effects: Mapping[str, Decimal]
    amends: Offer | None = None

    @property
    def is_empty(self) -> bool:
        return not (self.added or self.removed or self.changed or self.reordered or self.terms)


def diff(before: Offer, after: Offer) -> OfferDiff:
    """A line is the same one when it has the same id."""
    earlier, later = _by_id(before), _by_id(after)
    cost_before, cost_after = _costs(before), _costs(after)
    pairs = [(line, later[line.id]) for line in before.lines if line.id in later]
    changed = tuple(ChangedLine(old, new, _changed_fields(old, new)) for old, new in pairs if old != new)
    added = tuple(line for line in after.lines if line.id not in earlier)
    removed = tuple(line for line in before.lines if line.id not in later)
    money = MovedMoney(
        total_before=sum(cost_before.values(), ZERO),
        total_after=sum(cost_after.values(), ZERO),
        annual_before=before.annual_amount,
        annual_after=after.annual_amount,
    )
    differing = [*(old.id for old, new in pairs if old != new), *(line.id for line in (*added, *removed))]
    effects = {each: cost_after.get(each, ZERO) - cost_before.get(each, ZERO) for each in differing}
    order = tuple(line.id for line in after.lines)
    return OfferDiff(
        added=added,
        removed=removed,
        changed=changed,
        order=order,
        reordered=[line.id for line, _ in pairs] != [line_id for line_id in order if line_id in earlier],
        terms_before=before.terms,
        terms=None if before.terms == after.terms else after.terms,
        changed_terms=_different(before.terms, after.terms),
        money=money,
        term_effect=money.effect - sum(effects.values(), ZERO),
        effects=effects,
        amends=after.amends,
    )


def apply(changes: OfferDiff, before: Offer) -> Offer:
    """The offer that `changes` leads to from `before`."""
    lines = _by_id(before) | {line.after.id: line.after for line in changes.changed}
    lines |= {line.id: line for line in changes.added}
    return Offer(tuple(lines[line_id] for line_id in changes.order), changes.terms or before.terms, changes.amends)


def _by_id(offer: Offer) -> dict[str, ProposalLine]:
    return {line.id: line for line in offer.lines}


def _costs(offer: Offer) -> dict[str, Decimal]:
    """What each line costs for the whole term, by its id."""
    return {cost.line.id: cost.total for cost in offer.line_costs}


def _changed_fields(before: ProposalLine, after: ProposalLine) -> tuple[LineField, ...]:
    return tuple(dict.fromkeys(_FIELDS[name] for name in _different(before, after)))


def _different(before: Any, after: Any) -> tuple[str, ...]:
    names = (field.name for field in fields(before))
    return tuple(name for name in names if getattr(before, name) != getattr(after, name))
