"""Prices: a sentence becomes an estimate, buttons and modals change it, and it can be shared."""

import re
from dataclasses import replace

from bot.commands import Command, Subcommand, as_intent
from bot.context import Click, Submission, Turn
from bot.estimate_changes import edits, with_lines_named
from bot.estimates import MOST_LINES, Draft, DraftLine, unpack
from bot.handlers.catalog_replies import page_reply
from bot.handlers.estimate_edits import edited
from bot.handlers.estimate_modals import FULL, added, changed, desk_of, open_add, open_ask, open_change
from bot.handlers.estimate_remarks import left_out_remark, per_unit_remark, unit_remark, with_remark
from bot.handlers.estimate_sharing import copy, open_share, share
from bot.handlers.estimating import Desk, answer
from bot.handlers.price_comparison import asks_comparison, compared_prices
from bot.handlers.range_prices import range_reply
from bot.handlers.unclear_services import asked_beside, clear_part, unclear_names
from bot.handlers.which_service import best_hit, which_service
from bot.price_background import year_meant
from bot.price_lengths import length_in, length_of
from bot.price_ranges import end_picked, ends, without_former
from bot.price_terms import period_asked, year_of_time
from bot.price_words import (
    asked,
    asks_cheaper,
    left_out,
    loose_quantity,
    points_back,
    same_quantity,
    unknown_thing,
    vague,
)
from bot.replies import Outcome, Reply
from bot.routes import STALE, Routes
from bot.said import value, values
from bot.views.blocks import read_value
from bot.views.talk import PERSON, SERVICES, quoted, with_offers
from domain.errors import InvalidInput
from domain.fiscal import FiscalYear, fiscal_year_of
from services.memory import Memory

_PRICE_LIST = re.compile(r"\b(?:price ?list|rate card|all (?:the |your )?(?:prices|rates))\b", re.IGNORECASE)

# -- a sentence -------------------------------------------------------------------------------------------------


def ask_price(turn: Turn) -> Reply:
    """The price of what the sentence names; what is missing is taken from the memory, or asked for."""
    category = value(turn.understanding, "category")
    if not values(turn.understanding, "service") and (category or _PRICE_LIST.search(turn.text)):
        return page_reply(turn.actor, turn.services, turn.memory, category)
    turn, desk = without_former(with_lines_named(turn)), Desk(turn.actor, turn.services, turn.memory)
    if picked := end_picked(turn):
        return answer(desk, picked)
    both = ends(turn)
    least, turn = both or (turn, turn)
    try:
        draft = _dated(turn, desk, asked(turn))
        if unclear_names(turn):
            clear = clear_part(turn, draft)
            return asked_beside(turn, desk, _dated(turn, desk, asked(clear)) if clear else replace(draft, lines=()))
        smaller = _dated(turn, desk, asked(least)) if both else draft
    except InvalidInput as error:
        return Reply(str(error), with_offers(str(error), [SERVICES, PERSON]))
    if len(draft.lines) > MOST_LINES:
        return Reply(FULL, with_offers(FULL, [SERVICES, PERSON]))
    if edits(turn) and (reply := edited(turn, desk, draft)):
        return reply
    words = unknown_thing(turn)
    if words:
        return _with_unknown(turn, desk, draft, words)
    if asks_comparison(turn, draft):
        return compared_prices(desk, draft, asks_cheaper(turn.text))
    return _priced(turn, desk, draft, smaller)


def _priced(turn: Turn, desk: Desk, draft: Draft, least: Draft | None = None) -> Reply:
    """`least` are the smaller numbers, where ranges were said."""
    if not draft.lines:
        return which_service(desk, "", draft, loose_quantity(turn))
    reply, missing = answer(desk, draft, vague(turn.text)), left_out(turn)
    if least and least != draft:
        reply = range_reply(desk, least, draft)
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
    """The draft with the part of the year, or the term, that the sentence names."""
    beside = year_of_time(turn) or draft.fiscal_year or desk.services.catalog.current().year
    year = draft.fiscal_year if year_meant(turn) else beside
    period = period_asked(turn, FiscalYear(year)) if year else None
    if not period:
        return draft
    first = fiscal_year_of(period.start)
    lasts = bool(length_in(turn.text)) or (draft.lasts and length_of(draft.period or first.period) == length_of(period))
    return replace(draft, fiscal_year=first.name, period=None if period == first.period else period, lasts=lasts)


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
