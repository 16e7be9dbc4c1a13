"""What CEC gives back to a customer for a target that it missed, where the metric says so."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from domain.catalog import Metric
from domain.money import cents


@dataclass(frozen=True)
class ServiceCredit:
    """`amount` in USD is `percent` of `price`, that of the line for the month (its first day). `agreement` is an id,
    `request` the number of the request by which the target was missed first in that month."""

    agreement: str
    organization: str
    service: str
    metric: str
    month: date
    percent: Decimal
    price: Decimal
    amount: Decimal
    request: str
    at: datetime


def credit_for(
    agreement: tuple[str, str], service: str, metric: Metric, month: date, price: Decimal, request: str, at: datetime
) -> ServiceCredit | None:
    """`agreement` is its id and the key of its organization. None where the metric gives none."""
    if metric.credit is None:
        return None
    amount = cents(price * metric.credit / 100)
    return ServiceCredit(*agreement, service, metric.key, month, metric.credit, price, amount, request, at)
