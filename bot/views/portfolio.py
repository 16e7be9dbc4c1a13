"""How well all agreements are kept, for staff: counts by customer and by service, most missed first."""

from collections.abc import Sequence

from bot.replies import Block
from bot.report_periods import when_in_words
from bot.views.blocks import actions, context, safe, section
from bot.views.online import online_button
from bot.views.text import plural
from services.performance_cards import Portfolio, VerdictCounts

MOST_ROWS = 25
_HEADINGS = ("Customer", "Met", "Missed", "No data")


def portfolio_text(found: Portfolio) -> str:
    return "\n".join([_answer(found), *map(_line, _worst_first(found.customers)), _services(found)])


def portfolio_blocks(found: Portfolio) -> list[Block]:
    rows = [_HEADINGS, *map(_cells, _worst_first(found.customers))]
    table: Block = {"type": "table", "rows": [[{"type": "raw_text", "text": cell} for cell in row] for row in rows]}
    some = len(found.customers) > MOST_ROWS
    notes = [f"The {MOST_ROWS} customers with most missed levels."] if some else []
    return [
        section(_answer(found)),
        *([table] if found.customers else []),
        section(_services(found)),
        *([context(*notes)] if notes else []),
        actions([online_button("/portfolio")]),
    ]


def _answer(found: Portfolio) -> str:
    total = found.total
    measured = total.met + total.missed
    running = plural(found.agreements, "agreement")
    return (
        f"{total.met:,} of {measured:,} measured levels met {when_in_words(found.period)}, over {running}. "
        f"Missed: {total.missed:,}. Without data: {total.no_data:,}."
    )


def _services(found: Portfolio) -> str:
    missed = [each for each in _worst_first(found.services) if each.missed][:5]
    if not missed:
        return "No service missed a level."
    return f"Services with missed levels: {'; '.join(f'{safe(each.name)} {each.missed:,}' for each in missed)}."


def _worst_first(counts: Sequence[VerdictCounts]) -> list[VerdictCounts]:
    return sorted(counts, key=lambda each: (-each.missed, each.name))[:MOST_ROWS]


def _line(counts: VerdictCounts) -> str:
    return f"{safe(counts.name)}: {counts.met:,} met, {counts.missed:,} missed, {counts.no_data:,} without data"


def _cells(counts: VerdictCounts) -> tuple[str, ...]:
    return counts.name, f"{counts.met:,}", f"{counts.missed:,}", f"{counts.no_data:,}"
