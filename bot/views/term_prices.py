"""What services would cost over a term that touches several fiscal years, as far as prices exist."""

from bot.estimates import Draft, pack
from bot.replies import Block
from bot.views.blocks import actions, button, context, divider, fields, header, safe, section
from bot.views.prices import line_words, months_words, term_words
from bot.views.talk import PERSON, ask_button
from bot.views.text import bullets, day, join_and, money
from domain.fiscal import Period
from domain.pricing import Estimate
from domain.terms import TermEstimate


def term_text(found: TermEstimate, draft: Draft) -> str:
    """The whole term first, or up to when there are prices; then each fiscal year."""
    pairs = "; ".join(f"{label} {amount}" for label, amount in _totals(found))
    gap = [_without_prices(found)] if found.unpriced else []
    years = [_year(part, draft).replace("*", "") for part in found.parts]
    return "\n".join([*gap, f"{_title(found)}: {pairs}", *years, safe(found.parts[0].notice)])


def term_blocks(found: TermEstimate, draft: Draft) -> list[Block]:
    """`draft` holds catalog keys and whole numbers only."""
    packed = pack(draft)
    gap = [section(_without_prices(found))] if found.unpriced else []
    years = [
        button(f"Only {part.fiscal_year.label}", f"prices.show:{part.fiscal_year.name}", _one_year(draft, part))
        for part in found.parts[:4]
    ]
    row = [
        button("Change", "prices.change", packed, label="Change quantities or term"),
        button("Add a service", "prices.add", packed),
        *years,
        ask_button(PERSON),
    ]
    return [
        header(_title(found)),
        *gap,
        fields(_totals(found)),
        divider(),
        *(section(_year(part, draft)) for part in found.parts),
        actions(row),
        context(safe(found.parts[0].notice)),
    ]


def _one_year(draft: Draft, part: Estimate) -> dict[str, object]:
    return pack(Draft(draft.lines, part.fiscal_year.name, monthly=draft.monthly))


def _title(found: TermEstimate) -> str:
    return f"Estimate for {_span(found.priced if found.unpriced else found.period)}"


def _span(period: Period) -> str:
    return f"{term_words(period)} ({months_words(period.months)})"


def _without_prices(found: TermEstimate) -> str:
    """Exactly up to when there are prices: what lies beyond must not look as if it were in the amounts."""
    gaps = join_and([_span(period) for period in found.unpriced])
    last = found.priced.end
    until = f"Prices exist up to {day(last)}. " if found.unpriced[-1].start > last else ""
    return f"{until}There are no prices for {gaps}, so the amounts do not cover that time."


def _totals(found: TermEstimate) -> list[tuple[str, str]]:
    whole = "The part with prices" if found.unpriced else "The whole term"
    pairs = [(whole, money(found.amount))]
    if found.one_time:
        pairs += [("One-time fees", money(found.one_time)), ("In all", money(found.total))]
    return pairs


def _year(part: Estimate, draft: Draft) -> str:
    lines = bullets([line_words(line, part, draft.monthly) for line in part.lines])
    return f"*{part.fiscal_year.label}, {months_words(part.months)}: {money(part.amount)}*\n{lines}"
