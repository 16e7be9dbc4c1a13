"""From a draft to what is answered: the estimate's card, or the question that is still open."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.estimates import Draft, DraftLine, Number, pack, remembered
from bot.replies import Block, Reply
from bot.views.blocks import actions, button, safe, section
from bot.views.price_questions import how_many_blocks, how_many_text, which_service_blocks, which_service_text
from bot.views.prices import card_blocks, card_text, year_buttons
from bot.views.talk import PERSON, SERVICES, Offer, ask_button, quoted, with_offers
from bot.views.text import join_and
from domain.catalog import Charge, Service, plain_words
from domain.errors import InvalidInput, NotFound
from domain.fiscal import FiscalYear
from domain.permissions import Actor
from services import Services
from services.catalog_cards import ServiceCard, ServiceRow
from services.catalog_rows import service_row
from services.memory import Memory, Pending
from services.pricing import PricedEstimate, Wanted

UNKNOWN_OFFERED = 3
#: The question which service is meant, in the memory.
WHICH = "which_service"
UNITS_WRITTEN_OUT = {
    "gb": ("gigabyte", "gigabytes", "gig", "gigs"),
    "tb": ("terabyte", "terabytes"),
    "vcpu": ("core", "cores", "cpu", "cpus", "virtual cpu", "virtual cpus"),
    "hour": ("hr", "hrs"),
}


@dataclass(frozen=True)
class Desk:
    """Who asks for prices, and what was spoken of before."""

    actor: Actor
    services: Services
    memory: Memory

    @property
    def notice(self) -> str:
        return self.services.catalog.current().catalog.notice

    def card(self, service: str) -> ServiceCard:
        return self.services.catalog.service(self.actor, service)


def priced(desk: Desk, draft: Draft) -> PricedEstimate:
    """Raises NotFound and InvalidInput as `PricingUseCases.estimate`; every quantity must be known."""
    wanted = [Wanted(line.service, line.quantity or 0) for line in draft.lines]
    return desk.services.pricing.estimate(desk.actor, wanted, draft.fiscal_year, draft.period)


def settled(draft: Draft, found: PricedEstimate) -> Draft:
    """The draft as it was priced: catalog keys, whole numbers, the year that was chosen."""
    lines = tuple(DraftLine(line.service_key, line.quantity) for line in found.estimate.lines)
    return replace(draft, lines=lines, fiscal_year=found.fiscal_year.name)


def answer(desk: Desk, draft: Draft, vague: str = "") -> Reply:
    """The card; or the question how many; or what is wrong with the draft, with what to do."""
    try:
        if draft.unknown:
            _require_prices(desk, draft)
            return _how_many(desk, draft, vague)
        found = priced(desk, draft)
    except InvalidInput as error:
        return _refused(desk, draft, error)
    except NotFound as error:
        return _gone(desk, draft, error)
    shown = settled(draft, found)
    return Reply(card_text(found, shown), card_blocks(found, shown), memory=remembered(desk.memory, shown))


def with_remark(reply: Reply, remark: str, row: Sequence[Block] = ()) -> Reply:
    """The answer below a remark that must not be missed, with the buttons that belong to it."""
    above = [section(remark), *([actions(row)] if row else [])]
    return replace(reply, text=f"{remark}\n{reply.text}", blocks=[*above, *reply.blocks])


def left_out_remark(desk: Desk, draft: Draft, missing: Sequence[tuple[str, Number]]) -> tuple[str, list[Block]]:
    """That something counted is not in the estimate, and buttons that add the nearest services."""
    words, number = missing[0]
    rows = _near(desk, words)[:2]
    named = join_and([f"“{quoted(each, 40)}”" for each, _ in missing])
    nearest = f" The nearest: {join_and([safe(row.name) for row in rows], 'or')}." if rows else ""
    added = [(row, pack(draft.with_line(row.key, number))) for row in rows if row.key not in draft.keys]
    row = [button(f"Add {row.name}", f"prices.show:add.{row.key}", value) for row, value in added]
    return f"I don't find {named} in the catalog, so it is not in this estimate.{nearest}", row


def unit_remark(desk: Desk, draft: Draft, text: str) -> str:
    """What is measured is easily counted in something else: 5 project managers are no 5 hours, 2 TB are no 2 GB."""
    said = f" {plain_words(text)} "
    services = [(desk.card(line.service).service, line.quantity) for line in draft.lines]
    other = [
        f"{safe(service.name)} is counted in {safe(service.unit_plural)}, so this is for {safe(service.units(number))}."
        for service, number in services
        if isinstance(number, int) and _is_measured(service) and not _says_unit(said, service)
    ]
    return " ".join(other)


def per_unit_remark(desk: Desk, draft: Draft, text: str) -> str:
    """The unit of a price is the catalog's: "per GB" of what is priced per TB."""
    asked = re.search(r"\bper (\w+)\b", plain_words(text))
    unit = next((unit for unit, names in UNITS_WRITTEN_OUT.items() if asked and asked[1] in (unit, *names)), None)
    services = [desk.card(line.service).service for line in draft.lines]
    other = [service for service in services if unit and plain_words(service.unit).split()[0] != unit]
    said = asked[1] if asked else ""
    return " ".join(
        f"{safe(each.name)} is priced per {safe(each.unit)}, not per {safe(_shown(said))}." for each in other
    )


def _shown(unit: str) -> str:
    return unit.upper() if unit in ("gb", "tb") else unit


def _is_measured(service: Service) -> bool:
    return service.charge is Charge.METERED or service.unit == "hour"


def _says_unit(said: str, service: Service) -> bool:
    """Whether the unit stands in the words, also written out or right after the digits ("40gb")."""
    unit = plain_words(service.unit).split()[0]
    names = {unit, f"{unit}s", *UNITS_WRITTEN_OUT.get(unit, ())}
    return any(re.search(rf"(?<![^\W\d]){re.escape(name)}(?!\w)", said) for name in names)


def _how_many(desk: Desk, draft: Draft, vague: str) -> Reply:
    cards = [_in_year(desk.card(service), draft.fiscal_year) for service in draft.unknown]
    keyed = _keyed(desk, draft)
    text = how_many_text(cards, vague, desk.notice)
    blocks = how_many_blocks(cards, keyed, vague, desk.notice)
    return Reply(text, blocks, memory=remembered(desk.memory, keyed, "quantity"))


def _require_prices(desk: Desk, draft: Draft) -> None:
    """Raises InvalidInput with the years that have prices: another year's must not answer for the one asked for."""
    if draft.fiscal_year:
        one_of_each = tuple(DraftLine(key, 1) for key in draft.keys)
        priced(desk, Draft(one_of_each, draft.fiscal_year))


def _in_year(card: ServiceCard, fiscal_year: str | None) -> ServiceCard:
    """The card with the prices of the year asked for, where it has any."""
    return replace(card, year=fiscal_year) if fiscal_year in card.service.prices else card


def _keyed(desk: Desk, draft: Draft) -> Draft:
    """Names and aliases as catalog keys."""
    lines = (DraftLine(desk.card(line.service).service.key, line.quantity) for line in draft.lines)
    return replace(draft, lines=tuple(lines))


# -- what is wrong ----------------------------------------------------------------------------------------------


def _refused(desk: Desk, draft: Draft, error: InvalidInput) -> Reply:
    """The sentence of the refusal, and the buttons that mend it."""
    keyed = _keyed(desk, draft)
    row = [button("Set the numbers", "prices.change", pack(keyed), style="primary")]
    if error.field == "fiscal_year":
        row = year_buttons(keyed, _common_years(desk, keyed))
    elif error.field in ("period", "months"):
        row = [button("Whole year", "prices.show:whole", pack(replace(keyed, period=None)))]
    open_lines = replace(keyed, lines=tuple(DraftLine(key, None) for key in keyed.keys))
    question, kept = ("quantity", open_lines) if error.field == "quantity" else ("estimate", keyed)
    blocks = [section(safe(str(error))), actions([*row, ask_button(PERSON)])]
    return Reply(str(error), blocks, memory=remembered(desk.memory, kept, question))


def _common_years(desk: Desk, draft: Draft) -> list[FiscalYear]:
    years = [set(desk.card(line.service).service.prices) for line in draft.lines]
    return [FiscalYear(name) for name in sorted(set[str].intersection(*years))] if years else []


def _gone(desk: Desk, draft: Draft, error: NotFound) -> Reply:
    """A service that the catalog does not hold (any more)."""
    rows = [desk.card(key).service for key in error.nearest]
    nearest = f" The nearest: {join_and([safe(row.name) for row in rows], 'or')}." if rows else ""
    text = f"{safe(str(error))}{nearest}"
    offers = [Offer(f"Price of {row.name}", "ask_price", row.name) for row in rows]
    return Reply(text, with_offers(text, [*offers, SERVICES, PERSON]))


# -- which service ----------------------------------------------------------------------------------------------


def which_service(desk: Desk, words: str, draft: Draft, quantity: Number | None) -> Reply:
    """Asks for the service; `words` are those that name none, the nearest services are offered."""
    rows = _near(desk, words) if words else _offered_before(desk)
    return _ask_service(desk, which_service_text(words, rows, several=False), rows, draft, quantity, words)


def _offered_before(desk: Desk) -> Sequence[ServiceRow]:
    """The services that the same question offered before; "next year instead" changes only the year."""
    pending = desk.memory.pending
    keys = str(pending.facts.get("services") or "").split() if pending and pending.question == WHICH else []
    now = desk.services.catalog.current()
    return [service_row(service, now.catalog, now.year) for service in now.catalog.services if service.key in keys]


def which_of(desk: Desk, words: str, keys: Sequence[str], draft: Draft, quantity: Number | None) -> Reply:
    """Asks which of several services the words mean."""
    now = desk.services.catalog.current()
    rows = [service_row(now.catalog.service(key), now.catalog, now.year) for key in keys]
    return _ask_service(desk, which_service_text(words, rows, several=True), rows, draft, quantity)


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


def _near(desk: Desk, words: str) -> Sequence[ServiceRow]:
    found = desk.services.catalog.search(desk.actor, words, limit=UNKNOWN_OFFERED)
    return [hit.row for hit in found.hits] or list(found.nearest)


def best_hit(desk: Desk, words: str) -> str | None:
    """The one service that the words name beyond doubt, slips of typing forgiven."""
    hits = desk.services.catalog.search(desk.actor, words, limit=2).hits
    sure = hits and hits[0].score >= 0.9 and (len(hits) == 1 or hits[1].score < hits[0].score)
    return hits[0].row.key if sure else None
