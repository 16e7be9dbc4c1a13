"""Prices of a draft that differ from those of the catalog: with a reason, beyond a limit also with a second person."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from domain.errors import Conflict, InvalidInput
from domain.fiscal import Period
from domain.money import cents
from domain.proposal_checks import checked_price, checked_text
from domain.proposal_edits import REASON, Draft, replaced
from domain.proposal_lines import PriceOverride, ProposalLine


@dataclass(frozen=True)
class OverrideLimit:
    """How far a price may be from the catalog's before a second person must agree: in percent of the unit price, or
    in USD over the whole term. Exactly one of them is given."""

    percent: Decimal | None = None
    amount: Decimal | None = None


def override_limit(text: str) -> OverrideLimit:
    """What people write: "10 %", "7.5%", "5,000 USD", "$5,000". Raises InvalidInput."""
    plain = text.strip().replace(",", "")
    percent = re.fullmatch(r"(\d{1,3}(?:\.\d{1,2})?)\s*%", plain, re.ASCII)
    if percent and Decimal(percent[1]) <= 100:
        return OverrideLimit(percent=Decimal(percent[1]))
    amount = re.fullmatch(r"\$?\s*(\d{1,9}(?:\.\d{2})?)\s*(?:USD)?", plain, re.ASCII | re.IGNORECASE)
    if amount and plain != amount[1]:
        return OverrideLimit(amount=cents(Decimal(amount[1])))
    raise InvalidInput("price_override_limit", "Give a limit in percent, such as 10 %, or in USD, such as 5,000 USD.")


def override_price(draft: Draft, line_id: str, unit_price: Decimal, reason: str, by: str) -> Draft:
    """Another price than the catalog's; the catalog's own price takes the override away."""
    line = draft.offer.line(line_id)
    if line.service is None:
        raise InvalidInput("unit_price", f"{line.name} is a custom line. Change its quote instead.")
    price = checked_price("unit_price", unit_price)
    listed = line.override.list_price if line.override else line.unit_price
    override = None
    if price != listed:
        override = PriceOverride(listed, checked_text("reason", reason, wanted=REASON), by)
    return replaced(draft, replace(line, unit_price=price, override=override))


def approve_override(draft: Draft, line_id: str, by: str) -> Draft:
    """By a second person. Raises Conflict for the one who set the price."""
    line = draft.offer.line(line_id)
    if line.override is None:
        raise Conflict(f"{line.name} has the price of the catalog, so there is nothing to approve.")
    if line.override.by == by:
        raise Conflict("You set this price yourself. Ask someone else of CEC to approve it.")
    return replaced(draft, replace(line, override=replace(line.override, approved_by=by)))


def needs_approval(line: ProposalLine, term: Period, limit: OverrideLimit) -> bool:
    """Whether the price of a line is beyond the limit and no second person agreed yet."""
    override = line.override
    if override is None or override.approved_by is not None:
        return False
    if limit.percent is not None:
        return abs(line.unit_price - override.list_price) * 100 > limit.percent * override.list_price
    listed = replace(line, unit_price=override.list_price)
    return limit.amount is not None and abs(line.amount(term) - listed.amount(term)) > limit.amount
