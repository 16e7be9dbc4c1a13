"""The catalog in Slack: categories, pages, cards, comparisons and search."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from bot.commands import Command
from bot.conversation import Conversation
from bot.handlers import catalog
from bot.replies import FieldErrors, Modal, Outcome, Reply
from bot.routes import STALE
from services import Services
from services.memory import Memory
from tests.blockkit import button, check_modal, check_reply, elements, shown
from tests.bot.desk import Table
from tests.bot.saying import Named, a_click, a_turn, an_asker, submitted, understood

L: Named = ("service", "laptops", "managed_laptop")
D: Named = ("service", "desktops", "managed_desktop")
V: Named = ("service", "virtual desktops", "virtual_desktop")


def checked(outcome: Outcome) -> Reply:
    assert isinstance(outcome, Reply)
    check_reply(outcome)
    return outcome


def browse(services: Services, text: str, *named: Named, memory: Memory | None = None) -> Reply:
    return checked(catalog.browse(a_turn(services, text, "browse_catalog", *named, memory=memory)))


def describe(services: Services, text: str, *named: Named, memory: Memory | None = None) -> Reply:
    return checked(catalog.describe(a_turn(services, text, "describe_service", *named, memory=memory)))


# -- browsing ---------------------------------------------------------------------------------------------------


def test_the_categories_are_listed_with_their_number_of_services(services: Services) -> None:
    reply = browse(services, "what do you offer")
    count = len(services.catalog.current().catalog.services)
    assert f"CEC offers {count} services in 11 categories" in reply.text
    assert "Cyber security: 5 services" in reply.text
    assert button(reply, "Open Mobility")


def test_a_category_shows_its_services_with_the_lowest_price(services: Services) -> None:
    reply = browse(services, "what do you have for mobility", ("category", "mobility", "mobility"))
    assert "Managed smartphone, from $" in reply.text
    assert "Illustrative prices" in reply.text
    assert reply.memory is not None
    assert reply.memory.category == "mobility"


def test_all_services_are_paged(services: Services) -> None:
    first = browse(services, "show me all services")
    pages = 1
    seen = [first.text.splitlines()[1]]
    while "Next page" in shown(first):
        first = checked(catalog.in_place(catalog.open_page)(a_click(services, button(first, "Next page"))))
        assert first.replace
        seen.append(first.text.splitlines()[1])
        pages += 1
    assert pages == -(-len(services.catalog.current().catalog.services) // 8)
    assert len(set(seen)) == pages
    assert button(first, "Previous page")


def test_an_unknown_category_is_answered_with_the_nearest(services: Services) -> None:
    reply = browse(services, "mobilty things", ("category", "mobilty", "mobilitee"))
    assert "Mobility" in reply.text


def test_words_that_are_no_category_are_looked_up(services: Services) -> None:
    reply = browse(services, "do you have anything for backup")
    assert "Backup and archive" in reply.text


def test_what_is_not_there_is_said_with_what_to_do(services: Services) -> None:
    reply = browse(services, "do you offer xylophone tuning zzz")
    assert "holds nothing for" in reply.text
    assert button(reply, "Request something else")


def test_several_services_named_are_compared(services: Services) -> None:
    assert "Managed laptop / Managed desktop" in browse(services, "laptops or desktops", L, D).text


# -- one service ------------------------------------------------------------------------------------------------


def test_a_card_tells_what_is_included_what_it_costs_and_its_levels(services: Services) -> None:
    reply = describe(services, "tell me about laptops", L)
    for part in (
        "Managed laptop (Seat services)",
        "Included:",
        "How we charge:",
        "$1,284.00 per laptop a year",
        "One-time fee: $450.00",
        "Service levels:",
        "at least",
        "Illustrative prices",
    ):
        assert part in reply.text  # fmt: skip
    assert "How to save" in shown(reply)
    assert reply.memory is not None
    assert reply.memory.services == ("managed_laptop",)


def test_another_years_prices_are_one_button_away(services: Services) -> None:
    card = describe(services, "laptops", L)
    assert "Prices in FY2027" in card.text
    other = checked(catalog.in_place(catalog.open_service)(a_click(services, button(card, "FY2028 prices"))))
    assert "Prices in FY2028" in other.text
    assert other.replace


def test_it_means_the_service_spoken_of(services: Services) -> None:
    memory = Memory(services=("mailbox",), quantities=(None,))
    assert describe(services, "what does it include", memory=memory).text.startswith("Cloud mailbox")


SLIPS = [("what comes with tablts", "Managed tablet"), ("tell me about hotspotts", "Mobile hotspot")]


@pytest.mark.parametrize(("text", "name"), SLIPS)
def test_a_slip_of_typing_finds_the_service(services: Services, text: str, name: str) -> None:
    assert name in describe(services, text).text


def test_every_service_has_a_card_within_slacks_limits(services: Services) -> None:
    for service in services.catalog.current().catalog.services:
        card = checked(catalog.open_service(a_click(services, _element({"s": service.key}))))
        assert service.name in card.text


def test_an_unknown_service_offers_the_nearest(services: Services) -> None:
    reply = checked(catalog.service_command(_command(services, "managed leptop computer thing")))
    assert "The nearest:" in reply.text
    assert "Managed laptop" in reply.text


# -- side by side -----------------------------------------------------------------------------------------------


def test_three_services_stand_side_by_side(services: Services) -> None:
    reply = describe(services, "compare laptops, desktops and virtual desktops", L, D, V)
    for name in ("Managed laptop", "Managed desktop", "Virtual desktop"):
        assert name in reply.text
    assert "One-time fee" in reply.text
    assert button(reply, "Price all of them")


def test_services_to_compare_are_picked_in_a_form(services: Services) -> None:
    view = _opened(catalog.open_compare(a_click(services, _element({"s": ["managed_laptop"]}))))
    reply = checked(catalog.compared(submitted(services, view, {"services": ["managed_laptop", "mailbox"]})))
    assert "Managed laptop / Cloud mailbox" in reply.text


@pytest.mark.parametrize("chosen", [[], ["mailbox"], ["mailbox", "mailbox"], ["mailbox", "forged"], None])
def test_what_cannot_be_compared_is_said_in_the_form(services: Services, chosen: list[str] | None) -> None:
    view = _opened(catalog.open_compare(a_click(services, _element({}))))
    outcome = catalog.compared(submitted(services, view, {"services": chosen}))
    assert isinstance(outcome, FieldErrors)
    assert list(outcome.errors) == ["services"]


COMPARED = ["managed laptop, managed desktop", "laptop and desktop", "laptop vs desktop vs virtual desktop"]


@pytest.mark.parametrize("words", COMPARED)
def test_the_command_compares_names_divided_by_commas_or_words(services: Services, words: str) -> None:
    assert "Managed laptop / Managed desktop" in checked(catalog.compare_command(_command(services, words))).text


# -- search -----------------------------------------------------------------------------------------------------


def test_the_command_with_one_service_says_that_a_second_is_needed(services: Services) -> None:
    table = Table({"laptop": understood("laptop", "describe_service", ("service", "laptop", "managed_laptop"))})
    conversation = Conversation(services, table)  # pyright: ignore[reportArgumentType]
    reply = checked(catalog.compare_command(replace(_command(services, "laptop"), conversation=conversation)))
    assert reply.text.startswith("Name two or three services")
    assert "Managed laptop" in reply.text


def test_a_search_finds_by_words_with_slips(services: Services) -> None:
    view = _opened(catalog.open_find(a_click(services, _element({}))))
    reply = checked(catalog.searched(submitted(services, view, {"words": "moble phone"})))
    assert "Managed smartphone" in reply.text


@pytest.mark.parametrize(
    "words", ["<!channel>", "<script>alert(1)</script>", "*_~`", "\x00\x07", "😀", "笔记本", "x" * 4000]
)
def test_whatever_is_searched_is_answered_without_effect(services: Services, words: str) -> None:
    reply = checked(catalog.search_command(_command(services, words)))
    for live in ("<!channel>", "<script>", "*_~`"):
        assert live not in reply.text
        assert live not in shown(reply)


@pytest.mark.parametrize("words", ["", "mobility"])
def test_the_command_lists_categories_or_one_of_them(services: Services, words: str) -> None:
    assert "services" in checked(catalog.services_command(_command(services, words))).text


# -- stale and forged buttons -----------------------------------------------------------------------------------

FORGED: list[Any] = [{}, {"s": 5}, {"s": None}, [], "x", {"c": {}, "p": "x"}]


@pytest.mark.parametrize("value", FORGED)
def test_a_forged_button_is_answered_calmly(services: Services, value: Any) -> None:
    click = a_click(services, _element(value))
    assert catalog.open_service(click) == Reply(STALE, private=True)
    assert checked(catalog.open_page(click)).text.startswith("All services")


@pytest.mark.parametrize("page", [-5, 10**9])
def test_a_page_that_is_not_there_is_the_nearest_one(services: Services, page: int) -> None:
    assert "All services" in checked(catalog.open_page(a_click(services, _element({"p": page})))).text


def test_the_buttons_of_a_list_are_told_apart_by_a_screen_reader(services: Services) -> None:
    page = browse(services, "all services")
    labels = [each.get("accessibility_label") for each in elements(page.blocks) if each["text"]["text"] == "Details"]
    assert len(set(labels)) == len(labels) == 8


def _element(value: Any) -> Mapping[str, Any]:
    return {"action_id": "catalog.service:x", "value": json.dumps(value)}


def _opened(outcome: Outcome) -> Mapping[str, Any]:
    assert isinstance(outcome, Modal)
    check_modal(outcome)
    return outcome.view


def _command(services: Services, words: str) -> Command:
    return Command(an_asker(), "search", words, services, None)  # type: ignore[arg-type]


def test_a_card_shows_the_prices_of_the_year_named(services: Services) -> None:
    reply = describe(services, "tell me about laptops in FY2028", L, ("fiscal_year", "FY2028", "2028"))
    assert "FY2028" in reply.text
    assert "has no price" not in reply.text


def test_a_card_says_that_the_year_named_has_no_prices(services: Services) -> None:
    reply = describe(services, "tell me about laptops in FY2035", L, ("fiscal_year", "FY2035", "2035"))
    assert reply.text.startswith("Managed laptop has no price for FY2035. Prices are there for FY2026, FY2027")
    assert reply.memory is not None
    assert reply.memory.fiscal_year is None


def test_a_short_name_that_is_not_there_is_said(services: Services) -> None:
    assert "The catalog holds nothing for “zoom”" in browse(services, "do you have zoom").text
