"""One service in full, and two or three side by side."""

from collections.abc import Sequence

from bot.replies import Block
from bot.views.blocks import FIELD_TEXT, actions, button, context, divider, header, mrkdwn, safe, section
from bot.views.catalog import SPAN
from bot.views.talk import PERSON, ask_button
from bot.views.text import bullets, money
from domain.catalog import Service
from services.catalog_cards import Comparison, ComparisonRow, PriceTable, ServiceCard, TierRow
from services.catalog_comparison import target_words


def card_text(card: ServiceCard) -> str:
    """All that the card says that matters, without blocks."""
    service = card.service
    parts = [
        f"{safe(service.name)} ({safe(card.category.name)})",
        safe(service.description),
        f"Included:\n{_lines(service.included)}",
        f"How we charge: {safe(service.how_we_charge)}",
        prices_text(card),
        f"Service levels:\n{_metrics(service)}" if service.metrics else "",
        safe(card.notice),
    ]
    return "\n".join(part for part in parts if part)


def card_blocks(card: ServiceCard) -> list[Block]:
    service = card.service
    return [
        header(service.name),
        section(safe(service.description)),
        section(f"*Included*\n{_lines(service.included)}"),
        section(f"*How we charge*\n{safe(service.how_we_charge)}\n\n{_prices_mrkdwn(card)}"),
        *_listed("Service levels", _metrics(service)),
        *_listed("What drives the price", _lines(service.price_drivers)),
        *_listed("How to save", _lines(service.cost_saving_tips)),
        actions(_card_buttons(card)),
        context(f"{safe(card.category.name)}. {safe(card.notice)}"),
    ]


def prices_text(card: ServiceCard) -> str:
    table = card.prices_now
    if table is None:
        return "No price is set yet. A person at CEC can tell you more."
    rows = [tier_words(row, card.service) for row in table.tiers]
    return f"Prices in FY{table.year}: {'; '.join(rows)}. {fee_words(table)}"


def tier_words(row: TierRow, service: Service) -> str:
    """As in "$120.00 per laptop a year for 1 to 49 laptops"."""
    per = f"{money(row.unit_price)} per {safe(service.unit)} {SPAN[service.charge]}"
    if row.maximum is None:
        return per if row.minimum == 1 else f"{per} from {safe(service.units(row.minimum))} on"
    return f"{per} for {row.minimum:,} to {safe(service.units(row.maximum))}"


def fee_words(table: PriceTable) -> str:
    if table.one_time_fee == 0:
        return "No one-time fee."
    return f"One-time fee: {money(table.one_time_fee)} per order line."


def _prices_mrkdwn(card: ServiceCard) -> str:
    table = card.prices_now
    if table is None:
        return prices_text(card)
    rows = bullets([tier_words(row, card.service) for row in table.tiers])
    return f"*Prices in FY{table.year}*\n{rows}\n{fee_words(table)}"


def _metrics(service: Service) -> str:
    return _lines([f"{metric.measure}: {target_words(metric)}" for metric in service.metrics])


def _lines(texts: Sequence[str]) -> str:
    return bullets([safe(text) for text in texts])


def _listed(title: str, lines: str) -> list[Block]:
    return [section(f"*{title}*\n{lines}")] if lines else []


def _card_buttons(card: ServiceCard) -> list[Block]:
    key = card.service.key
    years = [
        button(f"FY{table.year} prices", f"catalog.year:{table.year}", {"s": key, "y": table.year})
        for table in card.prices
        if table.year != card.year
    ][:3]
    price = [button("Get a price", "prices.ask", {"s": key}, style="primary")] if card.prices else []
    adapt = button("Request it adapted", "custom.open", {"s": key})
    others = [
        button("Compare", "catalog.pick", {"s": [key]}),
        button("More of this kind", f"catalog.page:{card.category.key}", {"c": card.category.key, "p": 0}),
        adapt,
        ask_button(PERSON),
    ]
    return [*price, *years, *others]


# -- side by side -----------------------------------------------------------------------------------------------


def comparison_text(comparison: Comparison) -> str:
    names = [safe(row.name) for row in comparison.services]
    lines = [_row_text(row, names) for row in comparison.rows]
    return f"{' / '.join(names)}\n" + "\n".join(lines) + f"\n{safe(comparison.notice)}"


def comparison_blocks(comparison: Comparison) -> list[Block]:
    names = [safe(row.name) for row in comparison.services]
    blocks: list[Block] = [header(" / ".join(row.name for row in comparison.services))]
    blocks += [_row_block(row, names) for row in comparison.rows][:40]
    details = [
        button(f"Details of {row.name}", f"catalog.service:{row.key}", {"s": row.key}) for row in comparison.services
    ]
    price = button("Price all of them", "prices.ask", {"s": [row.key for row in comparison.services]})
    return [*blocks, divider(), actions([*details, price, ask_button(PERSON)]), context(safe(comparison.notice))]


def _row_text(row: ComparisonRow, names: list[str]) -> str:
    if row.same:
        return f"{safe(row.label)}, all: {safe(row.cells[0])}"
    cells = [f"{name}: {safe(cell) or 'none'}" for name, cell in zip(names, row.cells, strict=True)]
    return f"{safe(row.label)}. {'. '.join(cells)}"


def _row_block(row: ComparisonRow, names: list[str]) -> Block:
    if row.same:
        return section(f"*{safe(row.label)}*\nThe same for all: {safe(row.cells[0])}")
    cells = [
        mrkdwn(f"_{name}_\n{safe(cell) or 'none'}", FIELD_TEXT) for name, cell in zip(names, row.cells, strict=True)
    ]
    return {"type": "section", "text": mrkdwn(f"*{safe(row.label)}*"), "fields": cells}
