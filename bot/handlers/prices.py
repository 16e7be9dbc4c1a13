"""Prices: a sentence becomes an estimate, buttons and modals change it, and it can be shared."""

import re
from dataclasses import replace

from bot.commands import Command, Subcommand, as_intent
from bot.context import Click, Submission, Turn
from bot.estimates import MOST_LINES, Draft, DraftLine, unpack
from bot.handlers.catalog_replies import page_reply
from bot.handlers.estimate_modals import FULL, added, changed, desk_of, open_add, open_ask, open_change
from bot.handlers.estimate_sharing import copy, open_share, share
from bot.handlers.estimating import (
    Desk,
    answer,
    best_hit,
    left_out_remark,
    per_unit_remark,
    unit_remark,
    which_of,
    which_service,
    with_remark,
)
from bot.handlers.price_comparison import asks_comparison, compared_prices
from bot.price_terms import part_of_year, year_of_time
from bot.price_words import asked, left_out, loose_quantity, points_back, same_quantity, unknown_thing, vague
from bot.replies import Outcome, Reply
from bot.routes import STALE, Routes
from bot.said import ambiguous, value, values
from bot.views.blocks import read_value
from bot.views.talk import PERSON, SERVICES, quoted, with_offers
from domain.errors import InvalidInput
from domain.fiscal import FiscalYear
from services.memory import Memory

_PRICE_LIST = re.compile(r"\b(?:price ?list|rate card|all (?:the |your )?(?:prices|rates))\b", re.IGNORECASE)

# -- a sentence -------------------------------------------------------------------------------------------------


def ask_price(turn: Turn) -> Reply:
    """The price of what the sentence names; what is missing is taken from the memory, or asked for."""
    category = value(turn.understanding, "category")
    if not values(turn.understanding, "service") and (category or _PRICE_LIST.search(turn.text)):
        return page_reply(turn.actor, turn.services, turn.memory, category)
    desk = Desk(turn.actor, turn.services, turn.memory)
    try:
        draft = _dated(turn, desk, asked(turn))
    except InvalidInput as error:
        return Reply(str(error), with_offers(str(error), [SERVICES, PERSON]))
    if len(draft.lines) > MOST_LINES:
        return Reply(FULL, with_offers(FULL, [SERVICES, PERSON]))
    unclear = ambiguous(turn.understanding, "service")
    if unclear and len(draft.lines) == 1:
        return which_of(desk, unclear.text, unclear.candidates, draft, draft.lines[0].quantity)
    words = unknown_thing(turn)
    if words:
        return _with_unknown(turn, desk, draft, words)
    if asks_comparison(turn, draft):
        return compared_prices(desk, draft)
    return _priced(turn, desk, draft)


def _priced(turn: Turn, desk: Desk, draft: Draft) -> Reply:
    if not draft.lines:
        return which_service(desk, "", draft, loose_quantity(turn))
    reply, missing = answer(desk, draft, vague(turn.text)), left_out(turn)
    if missing:
        reply = with_remark(reply, *left_out_remark(desk, draft, missing))
    named = values(turn.understanding, "service")
    other_unit = (unit_remark(desk, draft, turn.text) or per_unit_remark(desk, draft, turn.text)) if named else ""
    return with_remark(reply, other_unit) if other_unit else reply


def _with_unknown(turn: Turn, desk: Desk, draft: Draft, words: str) -> Reply:
    """Words that the understanding took for no service: a service with a slip, something else, or just words."""
    key = best_hit(desk, words)
    if key:
        return answer(desk, replace(draft, lines=(DraftLine(key, loose_quantity(turn)),)), vague(turn.text))
    near = turn.services.catalog.search(turn.actor, words)
    if draft.lines and not near.hits and points_back(turn.text):
        remark = f"I don't find “{quoted(words, 60)}” in the catalog, so this is for what we spoke of last."
        return with_remark(_priced(turn, desk, draft), remark)
    return which_service(desk, words, draft, loose_quantity(turn) or same_quantity(turn, draft))


def _dated(turn: Turn, desk: Desk, draft: Draft) -> Draft:
    """The draft with the part of the year that the sentence names."""
    year = draft.fiscal_year or year_of_time(turn) or desk.services.catalog.current().year
    part = part_of_year(turn, FiscalYear(year)) if year else None
    return replace(draft, fiscal_year=year, period=part) if part else draft


# -- buttons ----------------------------------------------------------------------------------------------------


def show(click: Click) -> Outcome:
    """The estimate that a button carries, in the place of the message that held the button."""
    draft = unpack(read_value(click.value))
    if not draft.lines:
        return Reply(STALE, private=True)
    return replace(answer(desk_of(click), draft), replace=True)


def pick(click: Click) -> Outcome:
    """A service chosen from the menu; how many was perhaps said before."""
    waiting = click.memory.pending.facts.get("quantity") if click.memory.pending else None
    quantity = waiting if isinstance(waiting, int) and not isinstance(waiting, bool) else None
    line = DraftLine(click.value, quantity)
    return replace(answer(desk_of(click), Draft((line,))), replace=True)


def price_command(command: Command) -> Outcome:
    """Without words nothing is meant, also not what was spoken of before."""
    if command.words:
        return as_intent("ask_price")(command)
    return which_service(Desk(command.actor, command.services, Memory()), "", Draft(), None)


SUBCOMMANDS = (
    Subcommand("price", "[quantity] [service] [year]", "An estimate, such as 40 laptops FY2027", price_command),
)


def register(routes: Routes) -> None:
    routes.action("prices.show", show)
    routes.action("prices.pick", pick)
    routes.action("prices.ask", open_ask)
    routes.action("prices.change", open_change)
    routes.action("prices.add", open_add)
    routes.action("prices.share", open_share)
    routes.action("prices.copy", copy)
    routes.submission("prices.change", changed)
    routes.submission("prices.add", added)

    def shared(submission: Submission) -> Outcome:
        return share(routes.slack, submission)

    routes.submission("prices.share", shared)
