"""The service catalog: browse, read, search, compare."""

import re
from collections.abc import Callable
from dataclasses import replace

from bot.commands import Command, Subcommand, as_intent
from bot.context import Click, Submission, Turn
from bot.handlers.catalog_replies import (
    card_reply,
    choice_reply,
    comparison_reply,
    menu_reply,
    page_reply,
    search_reply,
)
from bot.handlers.estimate_remarks import with_remark
from bot.leaning import as_typed, own_words
from bot.replies import FieldErrors, Modal, Outcome, Reply
from bot.routes import STALE, Routes
from bot.said import ambiguous, value, values, word_set
from bot.views.blocks import read_value, safe
from bot.views.catalog import compare_modal, find_modal, nothing_found
from bot.views.text import join_and
from domain.errors import InvalidInput, NotFound
from domain.fiscal import FiscalYear
from services.catalog_cards import SearchResult
from services.memory import Memory

_ALL = re.compile(r"\b(?:all|every|everything|full|complete|entire|whole)\b", re.IGNORECASE)
#: Words of questions about what is on offer; others may name something to look for.
_ASKING = word_set(
    "any anything available browse can catalog catalogue categories category cec check could department directory "
    "display find explain describe description detail details everything full general help hello hi hey include "
    "included includes info information kind kinds know learn list look looking menu more offer offered offering "
    "offerings offers option options overview page pages particular portfolio product products provide provides "
    "read see sell service services should show solution solutions sort sorts stuff support supported tell there "
    "thing things type types understand use which who all every your some come comes get gets getting definition "
    "does work works working complete entire whole compare compared comparison difference different between versus vs"
)
MOST_COMPARED = 3

# -- sentences --------------------------------------------------------------------------------------------------


def browse(turn: Turn) -> Reply:
    """`browse_catalog`: one category, what the words look for, or the categories."""
    category = value(turn.understanding, "category")
    if category:
        return page_reply(turn.actor, turn.services, turn.memory, category)
    services = values(turn.understanding, "service")
    if services:
        return _services(turn, services)
    words = _looked_for(turn)
    result = turn.services.catalog.search(turn.actor, words) if words else None
    if result and (result.hits or (result.nearest and not _ALL.search(turn.text))):
        return _found(turn, words)
    if _ALL.search(turn.text):
        return page_reply(turn.actor, turn.services, turn.memory, None)
    tellable = any(len(word) > 3 for word in words.split())
    return menu_reply(turn.actor, turn.services, turn.memory, nothing_found(words, ()) if tellable else "")


def describe(turn: Turn) -> Reply:
    """`describe_service`: one service in full, two or three side by side, or the nearest ones."""
    services = values(turn.understanding, "service")
    if services:
        return _services(turn, services)
    words = _looked_for(turn)
    if words:
        return _found(turn, words)
    category = value(turn.understanding, "category")
    if category:
        return page_reply(turn.actor, turn.services, turn.memory, category)
    if turn.memory.services:
        return _services(turn, turn.memory.services)
    return menu_reply(turn.actor, turn.services, turn.memory)


def _services(turn: Turn, keys: tuple[str, ...]) -> Reply:
    unclear = ambiguous(turn.understanding, "service")
    if unclear:
        return choice_reply(turn.services, turn.memory, unclear.text, unclear.candidates)
    if len(keys) == 1:
        return _in_year(turn, keys[0])
    return comparison_reply(turn.actor, turn.services, turn.memory, keys[:MOST_COMPARED])


def _in_year(turn: Turn, key: str) -> Reply:
    """The card with the prices of the year named; where that has none, below a remark that says so."""
    named = value(turn.understanding, "fiscal_year")
    year = FiscalYear.parse(named).name if named else None
    reply = card_reply(turn.actor, turn.services, turn.memory, key, year)
    service = turn.services.catalog.service(turn.actor, key).service
    if year is None or year in service.prices:
        return reply
    known = join_and([FiscalYear(each).label for each in service.years])
    there = f"Prices are there for {known}." if known else "It has no prices in any year yet."
    return with_remark(reply, f"{safe(service.name)} has no price for {FiscalYear(year).label}. {there}")


def _looked_for(turn: Turn) -> str:
    words = own_words(turn.text, turn.understanding)
    return as_typed(turn.text, [word for word in words if word.casefold() not in _ASKING])


def _found(turn: Turn, words: str) -> Reply:
    """What the words lead to: the service itself where one stands out, otherwise what was found."""
    result = turn.services.catalog.search(turn.actor, words)
    if _stands_out(result):
        return card_reply(turn.actor, turn.services, turn.memory, result.hits[0].row.key)
    return search_reply(result, turn.memory)


def _stands_out(result: SearchResult) -> bool:
    scores = [hit.score for hit in result.hits]
    if len(scores) == 1:
        return scores[0] >= 0.75
    return len(scores) > 1 and scores[0] >= 0.95 and scores[1] < scores[0]


# -- buttons and modals -----------------------------------------------------------------------------------------


def open_menu(click: Click) -> Reply:
    return menu_reply(click.actor, click.services, click.memory)


def open_page(click: Click) -> Reply:
    """A category, or a page of it or of all services."""
    value_of = read_value(click.value)
    category, page = value_of.get("c"), value_of.get("p")
    named = category if isinstance(category, str) else None
    return page_reply(click.actor, click.services, click.memory, named, page if isinstance(page, int) else 0)


def open_service(click: Click) -> Reply:
    value_of = read_value(click.value)
    key, year = value_of.get("s"), value_of.get("y")
    if not isinstance(key, str):
        return Reply(STALE, private=True)
    named = year if isinstance(year, str) else None
    return card_reply(click.actor, click.services, click.memory, key, named)


def in_place(handler: Callable[[Click], Reply]) -> Callable[[Click], Outcome]:
    """The same answer, in the place of the message with the button."""

    def handle(click: Click) -> Outcome:
        return replace(handler(click), replace=True)

    return handle


def open_find(click: Click) -> Outcome:
    return Modal(find_modal({"at": click.origin}))


def open_compare(click: Click) -> Outcome:
    named = read_value(click.value).get("s")
    catalog = click.services.catalog.current().catalog
    known = {service.key for service in catalog.services}
    chosen = [key for key in named if key in known] if isinstance(named, list) else []
    return Modal(compare_modal(catalog, chosen, {"at": click.origin}))


def searched(submission: Submission) -> Outcome:
    words = str(submission.values.get("words") or "")
    return search_reply(submission.services.catalog.search(submission.actor, words), submission.memory)


def compared(submission: Submission) -> Outcome:
    keys = submission.values.get("services")
    try:
        chosen = tuple(str(key) for key in keys) if isinstance(keys, list) else ()
        return comparison_reply(submission.actor, submission.services, submission.memory, chosen)
    except (InvalidInput, NotFound) as error:
        return FieldErrors({"services": str(error)})


# -- commands ---------------------------------------------------------------------------------------------------


def search_command(command: Command) -> Outcome:
    if not command.words:
        return menu_reply(command.actor, command.services, Memory())
    return search_reply(command.services.catalog.search(command.actor, command.words), Memory())


def service_command(command: Command) -> Outcome:
    if not command.words:
        return menu_reply(command.actor, command.services, Memory())
    return card_reply(command.actor, command.services, Memory(), command.words)


def services_command(command: Command) -> Outcome:
    if not command.words:
        return menu_reply(command.actor, command.services, Memory())
    return page_reply(command.actor, command.services, Memory(), command.words)


def compare_command(command: Command) -> Outcome:
    """Names are divided by commas or "and"; where that finds fewer than two, the understanding reads them."""
    names = [name.strip() for name in re.split(r",|\band\b|\bwith\b|\bvs\.?\b", command.words) if name.strip()]
    if len(names) < 2:
        return _compared_as_said(command) if command.words else Reply(COMPARE_HOW, private=True)
    return comparison_reply(command.actor, command.services, Memory(), tuple(names[: MOST_COMPARED + 1]))


def _compared_as_said(command: Command) -> Outcome:
    outcome = as_intent("describe_service")(command)
    alone = isinstance(outcome, Reply) and outcome.memory and len(outcome.memory.services) == 1
    return with_remark(outcome, COMPARE_HOW) if isinstance(outcome, Reply) and alone else outcome


COMPARE_HOW = "Name two or three services, for example `/cec compare standard laptop, standard desktop`."
SUBCOMMANDS = (
    Subcommand("services", "[category]", "The services on offer, all or of one category", services_command),
    Subcommand("service", "[name]", "One service: what it includes, its price and its levels", service_command),
    Subcommand("search", "[words]", "Services that fit the words", search_command),
    Subcommand("compare", "[service, service]", "Two or three services side by side", compare_command),
)


def register(routes: Routes) -> None:
    routes.action("catalog.menu", open_menu)
    routes.action("catalog.back", in_place(open_menu))
    routes.action("catalog.page", open_page)
    routes.action("catalog.turn", in_place(open_page))
    routes.action("catalog.service", open_service)
    routes.action("catalog.year", in_place(open_service))
    routes.action("catalog.find", open_find)
    routes.action("catalog.pick", open_compare)
    routes.submission("catalog.search", searched)
    routes.submission("catalog.compare", compared)
