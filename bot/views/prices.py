"""What services would cost, as a card that can be adjusted with buttons."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from bot.estimates import Draft, pack
from bot.replies import Block
from bot.views.blocks import actions, button, context, divider, fields, header, safe, section
from bot.views.talk import PERSON, ask_button
from bot.views.text import day, money
from domain.catalog import Charge
from domain.fiscal import FiscalYear, Period
from domain.pricing import Estimate, EstimateLine, NextTier
from services.pricing import PricedEstimate

# -- words ------------------------------------------------------------------------------------------------------


def title(priced: PricedEstimate) -> str:
    """As in "Estimate for FY2027" or "Estimate for January 1, 2027 to September 30, 2027 (9 months, FY2027)"."""
    estimate = priced.estimate
    if whole_year(estimate):
        return f"Estimate for {priced.fiscal_year.label}"
    return f"Estimate for {term_words(estimate.period)} ({months_words(estimate.months)}, {priced.fiscal_year.label})"


def term_words(period: Period) -> str:
    return f"{day(period.start)} to {day(period.end)}"


def months_words(months: Fraction) -> str:
    if months.denominator == 1:
        return f"{months} {'month' if months == 1 else 'months'}"
    return f"about {f'{float(months):.1f}'.removesuffix('.0')} months"


def line_words(line: EstimateLine, estimate: Estimate, monthly: bool) -> str:
    """Quantity times price, what it comes to, and the one-time fee. For mrkdwn."""
    units = safe(units_words(line.quantity, line))
    each = f"*{safe(line.service_name)}*: {units} at {money(line.unit_price)}"
    fee = f", plus {money(line.one_time_fee)} once" if line.one_time_fee else ""
    if line.charge is Charge.PER_UNIT:
        spread = f" ({money(line.monthly_amount)} a month over the term)" if monthly else ""
        return f"{each} each = {money(line.amount)}{spread}{fee}"
    year = f"{money(line.annual_amount)} a year"
    month = f"{money(line.monthly_amount)} a month"
    both = f"{month} ({year})" if monthly else f"{year} ({month})"
    part = "" if whole_year(estimate) else f", {money(line.amount)} for {months_words(estimate.months)}"
    return f"{each} a year each = {both}{part}{fee}"


def break_words(line: EstimateLine, tier: NextTier) -> str:
    """Where it gets cheaper, as in "40 more would lower the price of all 100 laptops to $90.00 each"."""
    more = f"{tier.more_units:,} more would lower the price of all {units_words(tier.minimum, line)} to "
    each, span = ("each", "in all") if line.charge is Charge.PER_UNIT else ("a year each", "a year in all")
    if tier.difference < 0:
        change = f"{money(-tier.difference)} less {span} than now"
    elif tier.difference == 0:
        change = f"the same {span} as now"
    else:
        change = f"{money(tier.difference)} more {span} than now"
    return safe(f"{more}{money(tier.unit_price)} {each}: {change}.")


def totals(priced: PricedEstimate, monthly: bool) -> list[tuple[str, str]]:
    """Label and amount, what was asked for first."""
    estimate = priced.estimate
    year = (_year_label(estimate), money(estimate.per_year))
    month = ("Per month", money(estimate.per_month))
    pairs = [month, year] if monthly else [year, month]
    if not whole_year(estimate):
        pairs.insert(0, (f"For {months_words(estimate.months)}", money(estimate.amount)))
    if estimate.one_time:
        whole = "First year in all" if whole_year(estimate) else "The term in all"
        pairs += [("One-time fees", money(estimate.one_time)), (whole, money(estimate.first_period_total))]
    return pairs


def card_text(priced: PricedEstimate, draft: Draft) -> str:
    """Everything that the card says, without blocks."""
    estimate = priced.estimate
    lines = [f"{title(priced)}: {'; '.join(f'{a} {b}' for a, b in totals(priced, draft.monthly))}"]
    for line in estimate.lines:
        lines.append(line_words(line, estimate, draft.monthly).replace("*", ""))
        if line.next_tier:
            lines.append(break_words(line, line.next_tier))
    return "\n".join([*lines, safe(estimate.notice)])


# -- the card ---------------------------------------------------------------------------------------------------


def card_blocks(priced: PricedEstimate, draft: Draft) -> list[Block]:
    """`draft` holds catalog keys and whole numbers only: what was priced."""
    estimate = priced.estimate
    blocks: list[Block] = [header(title(priced)), fields(totals(priced, draft.monthly)), divider()]
    for line in estimate.lines:
        blocks += _line_blocks(line, priced, draft)
    return [*blocks, divider(), actions(_card_buttons(priced, draft)), context(safe(estimate.notice))]


def shared_blocks(priced: PricedEstimate, draft: Draft, by: str) -> list[Block]:
    """The card as others see it: the same figures, and a button for a copy of one's own."""
    estimate = priced.estimate
    lines = [line_words(line, estimate, draft.monthly) for line in estimate.lines]
    return [
        header(title(priced)),
        fields(totals(priced, draft.monthly)),
        section("\n".join(lines)),
        actions([button("Make my own copy", "prices.copy", pack(draft)), ask_button(PERSON)]),
        context(f"Shared by {by}. {safe(estimate.notice)}"),
    ]


def _line_blocks(line: EstimateLine, priced: PricedEstimate, draft: Draft) -> list[Block]:
    """What a line says. Steps up and down stand below it where it is the only one; several are changed in the form."""
    words = line_words(line, priced.estimate, draft.monthly)
    if line.next_tier:
        words += f"\n{break_words(line, line.next_tier)}"
    if len(draft.lines) > 1:
        return [section(words)]
    return [section(words), actions([_quantity_button(line, draft, quantity) for quantity in neighbours(line)])]


def neighbours(line: EstimateLine) -> tuple[int, ...]:
    """Quantities worth a button: a sensible step down and up, and the next break point."""
    step = _step(line.quantity)
    around = [line.quantity - step, line.quantity + step]
    if line.next_tier:
        around.append(line.next_tier.minimum)
    return tuple(dict.fromkeys(quantity for quantity in around if 1 <= quantity <= 1_000_000))


def _step(quantity: int) -> int:
    """About a tenth, in round numbers."""
    return next(step for most, step in ((20, 1), (60, 5), (300, 10), (1_500, 100), (10**9, 1_000)) if quantity < most)


def _quantity_button(line: EstimateLine, draft: Draft, quantity: int) -> Block:
    change = quantity - line.quantity
    is_break = line.next_tier is not None and quantity == line.next_tier.minimum
    more = f"{abs(change):,} {'more' if change > 0 else 'fewer'}"
    text = f"Make it {quantity:,}" if is_break else more
    value = pack(draft.with_quantity(line.service_key, quantity))
    label = f"{text}: {line.service_name}, {units_words(quantity, line)}"
    return button(text, f"prices.show:{quantity}", value, label=label)


def _card_buttons(priced: PricedEstimate, draft: Draft) -> list[Block]:
    packed = pack(draft)
    other = "Show per year" if draft.monthly else "Show per month"
    swapped = pack(replace(draft, monthly=not draft.monthly))
    made = [
        button("Change", "prices.change", packed, label="Change quantities, year or term"),
        button("Add a service", "prices.add", packed),
        button(other, "prices.show:basis", swapped),
    ]
    made += year_buttons(draft, priced.other_years)
    if not whole_year(priced.estimate):
        made.append(button("Whole year", "prices.show:whole", pack(replace(draft, period=None))))
    return [*made, button("Share", "prices.share", packed), ask_button(PERSON)]


def year_buttons(draft: Draft, years: Sequence[FiscalYear]) -> list[Block]:
    """The same estimate in another fiscal year."""
    return [button(year.label, f"prices.show:{year.name}", pack(draft.in_year(year.name))) for year in years[:4]]


def units_words(quantity: int, line: EstimateLine) -> str:
    return f"{quantity:,} {line.unit if quantity == 1 else line.unit_plural}"


def whole_year(estimate: Estimate) -> bool:
    return estimate.period == estimate.fiscal_year.period


def _year_label(estimate: Estimate) -> str:
    once = all(line.charge is Charge.PER_UNIT for line in estimate.lines)
    return "In all" if once else "Per year" if whole_year(estimate) else "For a whole year"
