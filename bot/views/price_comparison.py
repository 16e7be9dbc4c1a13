"""The prices of two or three services side by side."""

from collections.abc import Sequence
from dataclasses import replace

from bot.estimates import Draft, pack
from bot.replies import Block
from bot.views.blocks import actions, button, context, safe, section
from bot.views.prices import line_words, title
from bot.views.talk import PERSON, ask_button
from bot.views.text import bullets, money
from domain.pricing import EstimateLine
from services.pricing import PricedEstimate


def compared_text(found: Sequence[PricedEstimate], draft: Draft) -> str:
    """The difference first, then what each costs."""
    return "\n".join([*_said(found, draft), safe(found[0].estimate.notice)])


def compared_blocks(found: Sequence[PricedEstimate], draft: Draft) -> list[Block]:
    rows = zip(found, draft.lines, strict=True)
    row = [
        button(
            f"Estimate for {_line(each).service_name}",
            f"prices.show:{line.service}",
            pack(replace(draft, lines=(line,))),
        )
        for each, line in rows
    ]
    both = button("Both in one estimate" if len(found) == 2 else "All in one estimate", "prices.show:all", pack(draft))
    return [
        *(section(text) for text in _said(found, draft)),
        actions([*row, both, ask_button(PERSON)]),
        context(safe(found[0].estimate.notice)),
    ]


def _said(found: Sequence[PricedEstimate], draft: Draft) -> list[str]:
    rows = bullets([line_words(_line(each), each.estimate, draft.monthly) for each in found])
    return [_difference(found), f"{title(found[0])}, each for itself:\n{rows}"]


def _difference(found: Sequence[PricedEstimate]) -> str:
    """Amounts of the period, without one-time fees; what is bought once is not set against what is paid by the year."""
    if len({_line(each).charge for each in found}) > 1:
        return "These are charged in different ways, so compare what each comes to."
    order = sorted(found, key=lambda each: each.estimate.amount)
    least, second = order[0].estimate.amount, order[1].estimate.amount
    if least == second:
        return "They cost the same, apart from one-time fees."
    names = [safe(_line(each).service_name) for each in order]
    less = f"{names[0]} costs less: {money(least)}, which is {money(second - least)} less than {names[1]}"
    return f"{less}. One-time fees are not counted."


def _line(each: PricedEstimate) -> EstimateLine:
    return each.estimate.lines[0]
