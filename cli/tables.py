"""Tables of figures: in a terminal and on a page of the documentation."""

from collections.abc import Sequence
from dataclasses import dataclass

Row = tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """The first `names` columns are names, to the left; the others figures, to the right. `note` says what they are."""

    title: str
    headings: Row
    rows: tuple[Row, ...]
    note: str = ""
    names: int = 1


def as_text(table: Table) -> str:
    rows = (table.headings, *table.rows)
    widths = [max(len(row[place]) for row in rows) for place in range(len(table.headings))]
    lines = ["  " + "   ".join(_aligned(row, widths, table.names)).rstrip() for row in rows]
    return "\n".join([table.title, *lines, *([f"  {table.note}"] if table.note else []), ""])


def _aligned(row: Row, widths: Sequence[int], names: int) -> list[str]:
    return [
        cell.ljust(width) if place < names else cell.rjust(width)
        for place, (cell, width) in enumerate(zip(row, widths, strict=True))
    ]


def as_markdown(table: Table) -> str:
    lines = ["---" if place < table.names else "---:" for place in range(len(table.headings))]
    rows = ["| " + " | ".join(_escaped(cell) for cell in row) + " |" for row in (table.headings, *table.rows)]
    body = [rows[0], f"|{'|'.join(lines)}|", *rows[1:]]
    return "\n".join([f"**{table.title}**", "", *body, "", *([table.note, ""] if table.note else [])])


def _escaped(cell: str) -> str:
    """Characters that mean something in a table of Markdown."""
    escaped = cell.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;").replace("\n", " ")
    return escaped.replace("*", "\\*").replace("`", "\\`")


def percent(share: float) -> str:
    return f"{share * 100:.1f} %"
