"""Answers about the catalog that several questions lead to: the categories, a page, a service, a comparison."""

from dataclasses import replace

from bot.replies import Reply
from bot.views.blocks import safe, section
from bot.views.catalog import (
    CUSTOM,
    categories_blocks,
    categories_text,
    choice_blocks,
    choice_text,
    nothing_found,
    page_blocks,
    page_text,
    search_blocks,
    search_text,
)
from bot.views.service_card import card_blocks, card_text, comparison_blocks, comparison_text
from bot.views.talk import PERSON, SERVICES, Offer, with_offers
from bot.views.text import join_and
from domain.errors import NotFound
from domain.permissions import Actor
from services import Services
from services.catalog_cards import SearchResult, ServicePage
from services.catalog_rows import service_row
from services.memory import Memory, Pending


def menu_reply(actor: Actor, services: Services, memory: Memory, remark: str = "") -> Reply:
    """The categories, perhaps below a remark."""
    categories = services.catalog.categories(actor)
    notice = services.catalog.current().catalog.notice
    text, blocks = categories_text(categories), categories_blocks(categories, notice)
    if remark:
        text, blocks = f"{remark}\n{text}", [section(remark), *blocks]
    return Reply(text, blocks, memory=_about(memory, "browse_catalog"))


def page_reply(actor: Actor, services: Services, memory: Memory, category: str | None, page: int = 0) -> Reply:
    """A page of a category (key or name), or of all services."""
    try:
        found = services.catalog.browse(actor, category, page)
    except NotFound as error:
        return _no_category(actor, services, error)
    kept = replace(_about(memory, "browse_catalog", _shown(found)), category=category)
    return Reply(page_text(found), page_blocks(found), memory=kept)


def card_reply(actor: Actor, services: Services, memory: Memory, words: str, year: str | None = None) -> Reply:
    """Everything about one service; where there is none of that name, the nearest ones."""
    try:
        card = services.catalog.service(actor, words)
    except NotFound as error:
        return _no_service(actor, services, words, error)
    if year in card.service.prices:
        card = replace(card, year=year)
    kept = replace(_about(memory, "describe_service"), services=(card.service.key,), quantities=(None,))
    shown = year if year in card.service.prices else memory.fiscal_year
    return Reply(card_text(card), card_blocks(card), memory=replace(kept, fiscal_year=shown))


def comparison_reply(actor: Actor, services: Services, memory: Memory, keys: tuple[str, ...]) -> Reply:
    """Two or three side by side. Raises InvalidInput for another number, NotFound for unknown ones."""
    found = services.catalog.compare(actor, keys)
    named = tuple(row.key for row in found.services)
    kept = replace(_about(memory, "describe_service"), services=named, quantities=tuple(None for _ in named))
    return Reply(comparison_text(found), comparison_blocks(found), memory=kept)


def choice_reply(services: Services, memory: Memory, words: str, keys: tuple[str, ...]) -> Reply:
    """The services that the same words may mean."""
    now = services.catalog.current()
    rows = [service_row(now.catalog.service(key), now.catalog, now.year) for key in keys]
    kept = _about(memory, "browse_catalog", tuple(row.key for row in rows))
    return Reply(
        choice_text(words, rows, now.catalog.notice), choice_blocks(words, rows, now.catalog.notice), memory=kept
    )


def search_reply(result: SearchResult, memory: Memory) -> Reply:
    rows = [hit.row for hit in result.hits] or list(result.nearest)
    kept = _about(memory, "browse_catalog", tuple(row.key for row in rows))
    if not rows and not result.categories:
        text = nothing_found(result.words, ())
        return Reply(text, with_offers(text, [SERVICES, CUSTOM, PERSON]), memory=kept)
    return Reply(search_text(result), search_blocks(result), memory=kept)


def _no_service(actor: Actor, services: Services, words: str, error: NotFound) -> Reply:
    found = services.catalog.current()
    rows = [service_row(found.catalog.service(key), found.catalog, found.year) for key in error.nearest]
    text = nothing_found(words, rows)
    offers = [Offer(f"About {row.name}", "describe_service", row.name) for row in rows]
    return Reply(text, with_offers(text, [*offers, SERVICES, CUSTOM, PERSON]))


def _no_category(actor: Actor, services: Services, error: NotFound) -> Reply:
    names = [card.name for card in services.catalog.categories(actor) if card.key in error.nearest]
    nearest = f" The nearest: {join_and([safe(name) for name in names], 'or')}." if names else ""
    text = f"{safe(str(error))}{nearest}"
    return Reply(text, with_offers(text, [*(Offer(name, "browse_catalog", name) for name in names), SERVICES, PERSON]))


def _about(memory: Memory, intent: str, shown: tuple[str, ...] = ()) -> Memory:
    """The memory of an answer about the catalog; "the second one" then means one of the services shown."""
    still = memory.pending if memory.pending and memory.pending.question == "shown" else None
    pending = Pending("shown", {"services": " ".join(shown)}) if shown else still
    return replace(memory, intent=intent, pending=pending, misunderstood=0)


def _shown(page: ServicePage) -> tuple[str, ...]:
    return tuple(row.key for row in page.rows)
