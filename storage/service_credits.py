"""Credits for missed targets, for finance."""

from datetime import date
from typing import Any

from sqlalchemy import Row, select

from domain.service_credits import ServiceCredit
from storage.support_tables import service_credits
from storage.transaction import Transaction

_c = service_credits.c


class ServiceCredits:
    def __init__(self, transaction: Transaction) -> None:
        self._db = transaction

    def keep_first(self, credit: ServiceCredit) -> bool:
        """Keep it, unless the month has one for the metric of the line already. Returns whether it is new."""
        return self._db.insert_new(service_credits, vars(credit).copy())

    def withdraw(self, agreement: str, service: str, request: str) -> None:
        """Of a service (key) what the request with that number gave: it gives nothing there any more."""
        of = (_c.agreement == agreement, _c.service == service, _c.request == request)
        self._db.run(service_credits.delete().where(*of))

    def of_agreement(self, agreement: str) -> tuple[ServiceCredit, ...]:
        """By month."""
        found = select(service_credits).where(_c.agreement == agreement)
        return self._built(found)

    def of_month(self, month: date) -> tuple[ServiceCredit, ...]:
        """Of all agreements; `month` is its first day."""
        return self._built(select(service_credits).where(_c.month == month))

    def _built(self, statement: Any) -> tuple[ServiceCredit, ...]:
        ordered = statement.order_by(*(_c[name] for name in ("month", "agreement", "service", "metric")))
        return tuple(built_credit(row) for row in self._db.rows(ordered))


def built_credit(row: Row[Any]) -> ServiceCredit:
    return ServiceCredit(**row._mapping)
