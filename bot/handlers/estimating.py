"""From a draft to what is answered: the estimate's card, or the question that is still open."""

from dataclasses import dataclass, replace

from bot.estimates import Draft, DraftLine, pack, remembered
from bot.replies import Reply
from bot.views.blocks import actions, button, safe, section
from bot.views.price_questions import how_many_blocks, how_many_text
from bot.views.prices import card_blocks, card_text, year_buttons
from bot.views.talk import PERSON, SERVICES, Offer, ask_button, with_offers
from bot.views.term_prices import term_blocks, term_text
from bot.views.text import join_and
from domain.errors import InvalidInput, NotFound
from domain.fiscal import FiscalYear
from domain.permissions import Actor
from domain.terms import TermEstimate
from services import Services
from services.catalog_cards import ServiceCard
from services.memory import Memory
from services.pricing import PricedEstimate, Wanted


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
    return desk.services.pricing.estimate(desk.actor, _wanted(draft), draft.fiscal_year, draft.period)


def priced_term(desk: Desk, draft: Draft) -> TermEstimate:
    """Raises NotFound and InvalidInput as `PricingUseCases.term`; every quantity and the period must be known."""
    if draft.period is None:
        raise InvalidInput("period", "Give the days on which the term begins and ends.")
    return desk.services.pricing.term(desk.actor, _wanted(draft), draft.period)


def _wanted(draft: Draft) -> list[Wanted]:
    return [Wanted(line.service, line.quantity or 0) for line in draft.lines]


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
        if draft.spans_years:
            return _term_answer(desk, draft)
        found = priced(desk, draft)
    except InvalidInput as error:
        return _refused(desk, draft, error)
    except NotFound as error:
        return _gone(desk, draft, error)
    shown = settled(draft, found)
    return Reply(card_text(found, shown), card_blocks(found, shown), memory=remembered(desk.memory, shown))


def _term_answer(desk: Desk, draft: Draft) -> Reply:
    found, shown = priced_term(desk, draft), _keyed(desk, draft)
    return Reply(term_text(found, shown), term_blocks(found, shown), memory=remembered(desk.memory, shown))


def _how_many(desk: Desk, draft: Draft, vague: str) -> Reply:
    cards = [_in_year(desk.card(service), draft.fiscal_year) for service in draft.unknown]
    keyed = _keyed(desk, draft)
    text = how_many_text(cards, vague, desk.notice)
    blocks = how_many_blocks(cards, keyed, vague, desk.notice)
    if kept := _kept(desk, keyed):
        text, blocks = f"{kept}\n{text}", [section(kept), *blocks]
    return Reply(text, blocks, memory=remembered(desk.memory, keyed, "quantity"))


def _kept(desk: Desk, draft: Draft) -> str:
    """What is sure already, while one number is asked for."""
    sure = [(desk.card(line.service).service, line.quantity) for line in draft.lines if line.quantity is not None]
    counted = [safe(service.units(number)) for service, number in sure if isinstance(number, int)]
    return f"In the estimate so far: {join_and(counted)}." if counted else ""


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
