"""An estimate in the making: which services, how many, for when. It travels in buttons and in the memory.

A `Draft` is what the person asked for, not what it costs: the prices are looked up anew each time it is shown.
"""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from domain.errors import InvalidInput
from domain.fiscal import FiscalYear, Period
from services.memory import Memory, Pending

#: More lines than this do not fit into one message with their buttons.
MOST_LINES = 8

Number = int | float


@dataclass(frozen=True)
class DraftLine:
    """`service` is a catalog key or a name; `quantity` is as it was said, None where none was."""

    service: str
    quantity: Number | None


@dataclass(frozen=True)
class Draft:
    """`fiscal_year` None leaves the choice to the catalog; `period` is a part of that year, None all of it.

    `lasts` tells that the length of the period was said ("for 18 months"): another beginning keeps it. `monthly` puts
    the amount of one month first.
    """

    lines: tuple[DraftLine, ...] = ()
    fiscal_year: str | None = None
    period: Period | None = None
    monthly: bool = False
    lasts: bool = False

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(line.service for line in self.lines)

    @property
    def unknown(self) -> tuple[str, ...]:
        """The services for which no quantity is known."""
        return tuple(line.service for line in self.lines if line.quantity is None)

    @property
    def spans_years(self) -> bool:
        """Whether the period touches several fiscal years."""
        return self.period is not None and len(self.period.by_fiscal_year()) > 1

    def with_quantity(self, service: str, quantity: Number) -> "Draft":
        """Set the quantity of one line."""
        changed = (DraftLine(service, quantity) if line.service == service else line for line in self.lines)
        return replace(self, lines=tuple(changed))

    def with_line(self, service: str, quantity: Number | None) -> "Draft":
        """Set the line of a service, or add it at the end."""
        if service in self.keys and quantity is not None:
            return self.with_quantity(service, quantity)
        return self if service in self.keys else replace(self, lines=(*self.lines, DraftLine(service, quantity)))

    def with_other(self, service: str, other: str) -> "Draft":
        """As many of the other service, in the place of the first."""
        swapped = (replace(line, service=other) if line.service == service else line for line in self.lines)
        return replace(self, lines=tuple(swapped))

    def without(self, services: tuple[str, ...]) -> "Draft":
        return replace(self, lines=tuple(line for line in self.lines if line.service not in services))

    def in_year(self, fiscal_year: str) -> "Draft":
        """The same for another year; a part of the year moves with it."""
        moved = _moved(self.period, FiscalYear(fiscal_year)) if self.period else None
        return replace(self, fiscal_year=fiscal_year, period=moved)

    def in_months(self) -> "Draft":
        return replace(self, monthly=True)


def pack(draft: Draft) -> dict[str, Any]:
    """As JSON values, short: eight lines fit into a button's 2,000 characters."""
    packed: dict[str, Any] = {"l": [[line.service, line.quantity] for line in draft.lines]}
    if draft.fiscal_year:
        packed["y"] = draft.fiscal_year
    if draft.period:
        packed["p"] = [draft.period.start.isoformat(), draft.period.end.isoformat()]
    if draft.monthly:
        packed["m"] = 1
    if draft.lasts:
        packed["d"] = 1
    return packed


def unpack(packed: Mapping[str, Any]) -> Draft:
    """Back from a button's value. What is old or forged and cannot be read is left out."""
    lines = packed.get("l")
    read = tuple(line for each in (lines if isinstance(lines, list) else []) if (line := _line(each)))
    year = packed.get("y")
    return Draft(
        lines=tuple({line.service: line for line in read}.values())[:MOST_LINES],
        fiscal_year=year if isinstance(year, str) else None,
        period=_period(packed.get("p")),
        monthly=bool(packed.get("m")),
        lasts=bool(packed.get("d")),
    )


def remembered(memory: Memory, draft: Draft, question: str = "estimate") -> Memory:
    """The memory after this estimate; `question` names what was asked, such as how many."""
    facts = {
        "start": draft.period.start.isoformat() if draft.period else None,
        "end": draft.period.end.isoformat() if draft.period else None,
        "monthly": draft.monthly,
        "lasts": draft.lasts,
    }
    whole = (line.quantity if isinstance(line.quantity, int) else None for line in draft.lines)
    return replace(
        memory,
        services=draft.keys,
        quantities=tuple(whole),
        fiscal_year=draft.fiscal_year,
        pending=Pending(question, facts),
        intent="ask_price",
        misunderstood=0,
    )


def recalled(memory: Memory) -> Draft:
    """The estimate that was spoken of last."""
    quantities = (*memory.quantities, *(None for _ in memory.services))
    facts = memory.pending.facts if memory.pending else {}
    return Draft(
        lines=tuple(DraftLine(key, number) for key, number in zip(memory.services, quantities, strict=False)),
        fiscal_year=memory.fiscal_year,
        period=_period([facts.get("start"), facts.get("end")]),
        monthly=bool(facts.get("monthly")),
        lasts=bool(facts.get("lasts")),
    )


def _line(each: Any) -> DraftLine | None:
    match each:
        case [str(service), bool()]:
            return DraftLine(service, None)
        case [str(service), int() | float() | None as quantity]:
            return DraftLine(service, quantity)
        case _:
            return None


def _period(given: Any) -> Period | None:
    match given:
        case [str(start), str(end)]:
            try:
                return Period(date.fromisoformat(start), date.fromisoformat(end))
            except (ValueError, InvalidInput):
                return None
        case _:
            return None


def _moved(period: Period, year: FiscalYear) -> Period | None:
    """The same months in another fiscal year; February 29 becomes the last day that is there."""
    parts = period.by_fiscal_year()
    shift = int(year.name) - int(parts[0][0].name)
    return Period(_in_year(period.start, shift), _in_year(period.end, shift)) if len(parts) == 1 else None


def _in_year(day: date, shift: int) -> date:
    """The last day of a month stays the last one, so February's 28 or 29 days count as a whole month."""
    year = day.year + shift
    last, last_then = monthrange(day.year, day.month)[1], monthrange(year, day.month)[1]
    return day.replace(year=year, day=last_then if day.day == last else min(day.day, last_then))
