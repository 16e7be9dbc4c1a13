"""The prices of the least and of the most of what may be needed."""

from collections.abc import Sequence

from bot.estimates import Draft, pack
from bot.replies import Block
from bot.views.blocks import actions, button, context, safe, section
from bot.views.prices import line_words, term_words, title, units_words, whole_year
from bot.views.talk import PERSON, ask_button
from bot.views.text import bullets, join_and, money
from domain.terms import TermEstimate
from services.pricing import PricedEstimate

#: The least and the most, each with the draft that makes it.
Ends = Sequence[tuple[PricedEstimate, Draft]]


def range_text(ends: Ends) -> str:
    return "\n".join([*(text.replace("*", "") for text in _said(ends)), safe(ends[0][0].estimate.notice)])


def range_blocks(ends: Ends) -> list[Block]:
    row = [
        button(f"Estimate for {_counted(found)}", f"prices.show:{place}", pack(draft))
        for place, (found, draft) in enumerate(ends)
    ]
    return [
        *(section(text) for text in _said(ends)),
        actions([*row, ask_button(PERSON)]),
        context(safe(ends[0][0].estimate.notice)),
    ]


def term_range_text(least: TermEstimate, most: TermEstimate) -> str:
    """What the least and the most cost over a term, above the estimate of the most."""
    between = f"Between {money(least.amount)} and {money(most.amount)} for {term_words(most.priced)}"
    fees = f", plus {money(least.one_time)} once" if least.one_time else ""
    return f"{between}{fees}. Below are the larger numbers."


def _said(ends: Ends) -> list[str]:
    least, most = (found.estimate for found, _ in ends)
    fees = f", plus {money(least.one_time)} once" if least.one_time else ""
    if whole_year(least):
        span = f"a year in {ends[0][0].fiscal_year.label}"
    else:
        span = title(ends[0][0]).removeprefix("Estimate ")
    between = f"Between {money(least.amount)} and {money(most.amount)} {span}{fees}."
    return [between, *(_end(found, draft) for found, draft in ends)]


def _end(found: PricedEstimate, draft: Draft) -> str:
    lines = [line_words(line, found.estimate, draft.monthly) for line in found.estimate.lines]
    if len(lines) == 1:
        return lines[0]
    return f"{money(found.estimate.amount)}:\n{bullets(lines)}"


def _counted(found: PricedEstimate) -> str:
    return join_and([units_words(line.quantity, line) for line in found.estimate.lines])
