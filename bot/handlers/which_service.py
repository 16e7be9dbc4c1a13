"""The question which service is meant: after words that name none, or several; and what comes nearest to words."""

from collections.abc import Sequence
from dataclasses import replace

from bot.estimates import Draft, Number
from bot.handlers.estimating import Desk
from bot.replies import Reply
from bot.views.price_questions import which_service_blocks, which_service_text
from services.catalog_cards import ServiceRow
from services.catalog_rows import service_row
from services.memory import Pending

UNKNOWN_OFFERED = 3
#: The question which service is meant, in the memory.
WHICH = "which_service"


def which_service(desk: Desk, words: str, draft: Draft, quantity: Number | None) -> Reply:
    """Asks for the service; `words` are those that name none, the nearest services are offered."""
    rows = near(desk, words) if words else _offered_before(desk)
    return _ask_service(desk, which_service_text(words, rows, several=False), rows, draft, quantity, words)


def _offered_before(desk: Desk) -> Sequence[ServiceRow]:
    """The services that the same question offered before; "next year instead" changes only the year."""
    pending = desk.memory.pending
    keys = str(pending.facts.get("services") or "").split() if pending and pending.question == WHICH else []
    return rows_of(desk, keys)


def which_of(desk: Desk, words: str, keys: Sequence[str], draft: Draft, quantity: Number | None) -> Reply:
    """Asks which of several services the words mean."""
    rows = rows_of(desk, keys)
    return _ask_service(desk, which_service_text(words, rows, several=True), rows, draft, quantity)


def rows_of(desk: Desk, keys: Sequence[str]) -> list[ServiceRow]:
    """The services of these keys, as lists show them."""
    now = desk.services.catalog.current()
    return [service_row(now.catalog.service(key), now.catalog, now.year) for key in keys]


def _ask_service(
    desk: Desk, text: str, rows: Sequence[ServiceRow], draft: Draft, quantity: Number | None, unknown: str = ""
) -> Reply:
    base = replace(draft, lines=())
    blocks = which_service_blocks(text, rows, base, quantity, desk.services.catalog.current().catalog, unknown)
    facts = {
        "intent": "ask_price",
        "kinds": "service",
        "services": " ".join(row.key for row in rows),
        "quantity": quantity if isinstance(quantity, int) else None,
    }
    year = draft.fiscal_year or desk.memory.fiscal_year
    memory = replace(desk.memory, services=(), quantities=(), fiscal_year=year, pending=Pending(WHICH, facts))
    return Reply(text, blocks, memory=replace(memory, intent="ask_price", misunderstood=0))


def near(desk: Desk, words: str) -> Sequence[ServiceRow]:
    found = desk.services.catalog.search(desk.actor, words, limit=UNKNOWN_OFFERED)
    return [hit.row for hit in found.hits] or list(found.nearest)


def best_hit(desk: Desk, words: str) -> str | None:
    """The one service that the words name beyond doubt, slips of typing forgiven."""
    hits = desk.services.catalog.search(desk.actor, words, limit=2).hits
    sure = hits and hits[0].score >= 0.9 and (len(hits) == 1 or hits[1].score < hits[0].score)
    return hits[0].row.key if sure else None
