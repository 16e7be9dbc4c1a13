"""The service catalog in Slack: categories, pages of services, and what a search found."""

from collections.abc import Sequence

from bot.replies import Block, View
from bot.views.blocks import (
    actions,
    button,
    clip,
    context,
    field,
    modal,
    option,
    safe,
    section,
    text_input,
)
from bot.views.talk import PERSON, Offer, ask_button, quoted
from bot.views.text import join_and, money, plural
from domain.catalog import Catalog, Charge
from services.catalog_cards import CategoryCard, SearchResult, ServicePage, ServiceRow

SPAN = {Charge.PER_YEAR: "a year", Charge.METERED: "a year", Charge.PER_UNIT: "once"}
CUSTOM = Offer("Request something else", "request_custom_service")


def from_price(row: ServiceRow) -> str:
    """The lowest price with its year, or that there is none."""
    if row.from_price is None:
        return "no price set yet"
    return f"from {money(row.from_price)} per {safe(row.unit)} {SPAN[row.charge]} (FY{row.price_year})"


# -- categories -------------------------------------------------------------------------------------------------


def categories_text(categories: Sequence[CategoryCard]) -> str:
    """Every category with its number of services."""
    total = sum(each.count for each in categories)
    lines = "\n".join(f"• {safe(each.name)}: {plural(each.count, 'service')}" for each in categories)
    return f"CEC offers {plural(total, 'service')} in {plural(len(categories), 'category', 'categories')}:\n{lines}"


def categories_blocks(categories: Sequence[CategoryCard], notice: str) -> list[Block]:
    """One line with a button for each category (40 at most, all others stand in the text)."""
    total = sum(each.count for each in categories)
    intro = f"CEC offers *{plural(total, 'service')}* in {plural(len(categories), 'category', 'categories')}."
    blocks = [section(intro)]
    blocks += [_category_line(each) for each in categories[:40]]
    blocks += [_browse_actions(), context(safe(notice))]
    return blocks


def _category_line(card: CategoryCard) -> Block:
    opens = button("Open", f"catalog.turn:{card.key}", {"c": card.key, "p": 0}, label=f"Open {card.name}")
    return section(f"*{safe(card.name)}* ({card.count})\n{safe(clip(card.description, 200))}", accessory=opens)


def _browse_actions() -> Block:
    return actions(
        [
            button("All services", "catalog.turn:all", {"p": 0}),
            button("Search", "catalog.find"),
            button("Compare", "catalog.pick"),
            ask_button(CUSTOM),
            ask_button(PERSON),
        ]
    )


# -- pages of services ------------------------------------------------------------------------------------------


def page_title(page: ServicePage) -> str:
    name = page.category.name if page.category else "All services"
    where = f", page {page.page + 1} of {page.pages}" if page.pages > 1 else ""
    return f"{safe(name)}: {plural(page.count, 'service')}{where}"


def page_text(page: ServicePage) -> str:
    lines = "\n".join(f"• {safe(row.name)}, {from_price(row)}" for row in page.rows)
    return f"{page_title(page)}\n{lines}\n{safe(page.notice)}"


def page_blocks(page: ServicePage) -> list[Block]:
    blocks = [section(f"*{page_title(page)}*")]
    if page.category:
        blocks.append(context(safe(page.category.description)))
    blocks += [service_line(row, with_category=page.category is None) for row in page.rows]
    return [*blocks, actions(_page_buttons(page)), context(safe(page.notice))]


def service_line(row: ServiceRow, with_category: bool = False) -> Block:
    """A service with a button for its details."""
    details = button("Details", f"catalog.service:{row.key}", {"s": row.key}, label=f"Details of {row.name}")
    where = f" ({safe(row.category_name)})" if with_category else ""
    text = f"*{safe(row.name)}*{where}\n{safe(clip(row.description, 220))}\n{from_price(row)}"
    return section(text, accessory=details)


def _page_buttons(page: ServicePage) -> list[Block]:
    here = {"c": page.category.key} if page.category else {}
    turns: list[Block] = []
    if page.page > 0:
        turns.append(button("Previous page", "catalog.turn:back", {**here, "p": page.page - 1}))
    if page.has_next:
        turns.append(button("Next page", "catalog.turn:next", {**here, "p": page.page + 1}))
    others = [button("Categories", "catalog.back"), button("Compare", "catalog.pick"), ask_button(PERSON)]
    return turns + others


# -- search -----------------------------------------------------------------------------------------------------


def search_text(result: SearchResult) -> str:
    rows = [hit.row for hit in result.hits]
    if rows:
        lines = "\n".join(f"• {safe(row.name)}, {from_price(row)}" for row in rows)
        return f"{plural(len(rows), 'service')} for “{quoted(result.words)}”:\n{lines}\n{safe(result.notice)}"
    return nothing_found(result.words, result.nearest)


def nothing_found(words: str, nearest: Sequence[ServiceRow]) -> str:
    """That nothing fits, with the nearest things that are there."""
    start = f"The catalog holds nothing for “{quoted(words)}”."
    if nearest:
        return f"{start} The nearest: {join_and([safe(row.name) for row in nearest], 'or')}."
    return f"{start} See all services, or ask CEC for something that is not in the catalog."


def search_blocks(result: SearchResult) -> list[Block]:
    rows = [hit.row for hit in result.hits] or list(result.nearest)
    found = f"*{plural(len(rows), 'service')} for “{quoted(result.words)}”*"
    blocks = [section(found if result.hits else nothing_found(result.words, result.nearest))]
    blocks += [service_line(row, with_category=True) for row in rows]
    opened = [
        button(clip(each.name, 60), f"catalog.page:{each.key}", {"c": each.key, "p": 0}, label=f"Open {each.name}")
        for each in result.categories
    ]
    others = [button("Categories", "catalog.menu"), ask_button(CUSTOM), ask_button(PERSON)]
    return [*blocks, actions(opened + others), context(safe(result.notice))]


def choice_text(words: str, rows: Sequence[ServiceRow], notice: str) -> str:
    """That the words may mean several services."""
    lines = "\n".join(f"• {safe(row.name)}, {from_price(row)}" for row in rows)
    return f"“{quoted(words, 60)}” can mean one of these:\n{lines}\n{safe(notice)}"


def choice_blocks(words: str, rows: Sequence[ServiceRow], notice: str) -> list[Block]:
    lines = [service_line(row, with_category=True) for row in rows]
    others = actions([button("Compare", "catalog.pick", {"s": [row.key for row in rows][:3]}), ask_button(PERSON)])
    return [section(f"*“{quoted(words, 60)}” can mean one of these*"), *lines, others, context(safe(notice))]


def find_modal(metadata: object) -> View:
    """Search by words."""
    element = text_input(max_length=200)
    words_field = field("words", "What are you looking for?", element, hint="For example: phones, backup, training")
    return modal("catalog.search", "Search the catalog", [words_field], submit="Search", metadata=metadata)


# -- menus of services, in modals -------------------------------------------------------------------------------


def service_groups(catalog: Catalog) -> list[Block]:
    """All services as options below their category, within Slack's limits (100 groups of 100 options)."""
    groups: list[Block] = []
    for category in catalog.categories[:100]:
        options = [option(service.name, service.key) for service in catalog.in_category(category.key)[:100]]
        if options:
            groups.append({"label": option(category.name, "")["text"], "options": options})
    return groups


def compare_modal(catalog: Catalog, chosen: Sequence[str], metadata: object) -> View:
    """Pick two or three services."""
    element: Block = {
        "type": "multi_static_select",
        "action_id": "value",
        "placeholder": {"type": "plain_text", "text": "Two or three services"},
        "option_groups": service_groups(catalog),
        "max_selected_items": 3,
    }
    initial = [option(catalog.service(key).name, key) for key in chosen[:3]]
    if initial:
        element["initial_options"] = initial
    fields_shown = [field("services", "Services", element)]
    return modal("catalog.compare", "Compare services", fields_shown, submit="Compare", metadata=metadata)
