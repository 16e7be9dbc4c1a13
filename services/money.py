"""Money of all agreements together, for CEC's staff."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from documents.charts import MonthOfMoney
from domain.fiscal import FiscalYear
from domain.money import ZERO
from domain.permissions import Action, Actor
from services.access import require
from services.context import Context
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class MoneyUseCases:
    context: Context

    def by_month(self, actor: Actor, year: FiscalYear) -> tuple[MonthOfMoney, ...]:
        """The twelve months, October first: what signed agreements have to pay in each, and what arrived."""
        require(actor, Action.LIST_ALL_AGREEMENTS)
        with self.context.reading() as work:
            return money_in(work, year)


def money_in(work: UnitOfWork, year: FiscalYear) -> tuple[MonthOfMoney, ...]:
    due = _sums(work.money_by_month.due(year.start, year.end))
    arrived = _sums(work.money_by_month.arrived(year.start, year.end))
    months = (month.start for month in year.months)
    return tuple(MonthOfMoney(month, due.get(month, ZERO), arrived.get(month, ZERO)) for month in months)


def _sums(amounts: Iterable[tuple[date, Decimal]]) -> dict[date, Decimal]:
    """By the first day of the month."""
    sums: dict[date, Decimal] = defaultdict(lambda: ZERO)
    for day, amount in amounts:
        sums[day.replace(day=1)] += amount
    return dict(sums)
