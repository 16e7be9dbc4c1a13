"""Figures, and the tables that show them: in a terminal and on a page of the documentation."""

import statistics
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

NOTE_WIDTH = 110
_DIGITS = {"s": 1, "ms": 1, "MB": 0}


@dataclass(frozen=True)
class Figure:
    """The median of `runs`, and of `beside`: the same measured on the thing that it is compared with.

    `aim` is the highest value wanted, in the same unit; `aim_of_ratio` the highest ratio wanted.
    """

    name: str
    runs: tuple[float, ...]
    unit: str
    beside: tuple[float, ...] = ()
    aim: float | None = None
    aim_of_ratio: float | None = None

    @property
    def value(self) -> float:
        return statistics.median(self.runs)

    @property
    def ratio(self) -> float | None:
        return self.value / statistics.median(self.beside) if self.beside else None

    @property
    def met(self) -> bool | None:
        """Whether the aim is met; None where there is none."""
        if self.aim is not None:
            return self.value <= self.aim
        if self.aim_of_ratio is not None and self.ratio is not None:
            return self.ratio <= self.aim_of_ratio
        return None

    def cells(self) -> tuple[str, ...]:
        """Its row, in the order of the headings of its table."""
        low, high = _amount(min(self.runs), self.unit), _amount(max(self.runs), self.unit)
        return (
            self.name,
            f"{_amount(self.value, self.unit)} {self.unit}",
            f"{low} to {high}" if len(self.runs) > 1 else "",
            f"{_amount(statistics.median(self.beside), self.unit)} {self.unit}" if self.beside else "",
            "" if self.ratio is None else f"{self.ratio:.2f}",
            self._aim(),
            {None: "", True: "met", False: "MISSED"}[self.met],
        )

    def _aim(self) -> str:
        if self.aim is not None:
            return f"at most {self.aim:g} {self.unit}"
        return "" if self.aim_of_ratio is None else f"at most {self.aim_of_ratio:g} times"


@dataclass(frozen=True)
class Table:
    """`measured` and `beside` head the two columns of values; `notes` say what exactly was measured."""

    title: str
    measured: str
    beside: str
    figures: tuple[Figure, ...]
    notes: tuple[str, ...] = ()

    @property
    def headings(self) -> tuple[str, ...]:
        return ("", self.measured, "lowest to highest", self.beside, "ratio", "aim", "")


def as_text(table: Table) -> str:
    rows = [table.headings, *(figure.cells() for figure in table.figures)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(table.headings))]
    lines = ["  " + "   ".join(_aligned(row, widths)).rstrip() for row in rows]
    notes = [textwrap.fill(note, NOTE_WIDTH, initial_indent="  - ", subsequent_indent="    ") for note in table.notes]
    return "\n".join([table.title, *lines, *notes, ""])


def as_markdown(table: Table) -> str:
    head, *rows = (f"| {' | '.join(row)} |" for row in (table.headings, *(f.cells() for f in table.figures)))
    line = "|---|" + "---:|" * (len(table.headings) - 2) + "---|"
    return "\n".join([f"## {table.title}", "", head, line, *rows, "", *(f"- {note}" for note in table.notes), ""])


def verdict(tables: Iterable[Table]) -> str:
    """How many aims are met, and which are not."""
    aimed = [(table.title, figure) for table in tables for figure in table.figures if figure.met is not None]
    missed = [f"{title}: {figure.name}" for title, figure in aimed if not figure.met]
    met = f"{len(aimed) - len(missed)} of {len(aimed)} aims met."
    return f"{met} Missed: {'; '.join(missed)}." if missed else met


def _aligned(row: Sequence[str], widths: Sequence[int]) -> list[str]:
    """Names and verdicts to the left, numbers to the right."""
    last = len(row) - 1
    return [
        cell.ljust(width) if place in (0, last) else cell.rjust(width)
        for place, (cell, width) in enumerate(zip(row, widths, strict=True))
    ]


def _amount(value: float, unit: str) -> str:
    return f"{value:,.{_DIGITS[unit]}f}"
