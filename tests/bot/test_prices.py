"""Prices: from a sentence to the card, its buttons, its modals, and what is said about input that cannot be priced."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest

from bot.estimates import Draft, DraftLine, pack, unpack
from bot.handlers import prices
from bot.handlers.estimate_modals import FULL, added, changed, open_add, open_ask, open_change
from bot.handlers.estimate_sharing import NOT_THERE, NOT_YOURS, copy, open_share, share
from bot.replies import FieldErrors, Modal, Outcome, Reply
from bot.routes import STALE
from bot.slack import SlackRefused
from bot.views.blocks import read_value
from services import Services
from services.memory import Memory
from tests.blockkit import button, check_modal, check_reply, elements, shown
from tests.bot.desk import FakeSlack, a_command, a_desk
from tests.bot.saying import OPEN_CHANNEL, Named, a_click, a_turn, an_asker, submitted

L: Named = ("service", "laptops", "managed_laptop")
D: Named = ("service", "desktops", "managed_desktop")
NOTICE = "Illustrative prices"


def ask(services: Services, text: str, *named: Named, memory: Memory | None = None) -> Reply:
    reply = prices.ask_price(a_turn(services, text, "ask_price", *named, memory=memory))
    check_reply(reply)
    return reply


def q(number: int | float, text: str | None = None) -> Named:
    return ("quantity", text or str(number), number)


@pytest.fixture
def forty(services: Services) -> Reply:
    return ask(services, "40 laptops", q(40), L)


# -- what is said -----------------------------------------------------------------------------------------------


def test_an_estimate_tells_the_year_the_month_and_the_one_time_fee(forty: Reply) -> None:
    for part in ("Estimate for FY2027", "$51,360.00 a year", "$4,280.00 a month", "plus $450.00 once", NOTICE):
        assert part in forty.text
    assert "First year in all $51,810.00" in forty.text
    assert NOTICE in shown(forty)


def test_an_estimate_says_where_it_gets_cheaper(forty: Reply) -> None:
    assert (
        "10 more would lower the price of all 50 laptops to $1,236.00 a year each: $10,440.00 more a year" in forty.text
    )


def test_several_services_stand_in_one_estimate(services: Services) -> None:
    reply = ask(services, "40 laptops and 12 desktops", q(40), L, q(12), D)
    assert "Per year $63,744.00" in reply.text
    assert reply.memory is not None
    assert reply.memory.services == ("managed_laptop", "managed_desktop")
    assert reply.memory.quantities == (40, 12)


def test_a_part_of_the_year_is_prorated(services: Services) -> None:
    reply = ask(services, "40 laptops for six months", q(40), L)
    assert "October 1, 2026 to March 31, 2027 (6 months, FY2027)" in reply.text
    assert "For 6 months $25,680.00" in reply.text


def test_a_start_in_the_year_is_priced_to_its_end(services: Services) -> None:
    time: Named = ("time", "January", "2027-01-01/2027-02-01")
    reply = ask(services, "40 laptops if we start in January", q(40), L, time)
    assert "January 1, 2027 to September 30, 2027 (9 months, FY2027)" in reply.text
    assert "For 9 months $38,520.00" in reply.text


def test_hours_are_bought_once_and_not_by_the_year(services: Services) -> None:
    reply = ask(services, "20 project management hours", q(20), ("service", "project management", "project_management"))
    assert "In all" in reply.text
    assert "a year each" not in reply.text


def test_per_month_puts_the_month_first(services: Services) -> None:
    reply = ask(services, "what are 40 laptops per month", q(40), L)
    assert "Per month $4,280.00; Per year $51,360.00" in reply.text


def test_without_a_number_the_unit_prices_are_told_and_the_number_is_asked_for(services: Services) -> None:
    reply = ask(services, "how much is a laptop", ("service", "laptop", "managed_laptop"))
    assert "How many laptops do you need?" in reply.text
    assert "$1,284.00 per laptop a year for 1 to 49 laptops" in reply.text.replace(
        "$1,284.00 per laptop", "$1,284.00 per laptop"
    )
    assert reply.memory is not None
    assert reply.memory.pending is not None
    assert reply.memory.pending.question == "quantity"
    assert NOTICE in reply.text


def test_the_number_said_next_gives_the_estimate(services: Services, forty: Reply) -> None:
    question = ask(services, "how much are laptops", L)
    answer = ask(services, "40", q(40), memory=question.memory)
    assert answer.text == forty.text


def test_a_question_without_a_service_asks_for_it_with_a_menu(services: Services) -> None:
    reply = ask(services, "what does it cost for 40", q(40))
    assert "Which service" in reply.text
    menu = next(each for each in elements(reply.blocks) if each["type"] == "static_select")
    assert sum(len(group["options"]) for group in menu["option_groups"]) >= 30


def test_the_number_said_first_is_kept_until_the_service_is_named(services: Services, forty: Reply) -> None:
    question = ask(services, "what does it cost for 40", q(40))
    assert ask(services, "laptops", L, memory=question.memory).text == forty.text


def test_a_service_with_a_slip_is_offered_with_the_number_said(services: Services, forty: Reply) -> None:
    reply = ask(services, "price for 40 labtops", q(40))
    assert "Managed laptop" in reply.text
    assert press(services, reply, "Managed laptop").text == forty.text


def test_words_that_mean_several_services_are_asked_back(services: Services) -> None:
    turn = a_turn(services, "how much for 12 phones", "ask_price", q(12), ("service", "phones", "smartphone"))
    number, phones = turn.understanding.entities
    unclear = replace(phones, candidates=("smartphone", "desk_phone"))
    reply = prices.ask_price(replace(turn, understanding=replace(turn.understanding, entities=(number, unclear))))
    check_reply(reply)
    assert "“phones” can mean Managed smartphone or Desk phone line" in reply.text
    assert "12 lines at" in press(services, reply, "Desk phone line").text


def test_a_category_shows_its_services_with_their_prices(services: Services) -> None:
    reply = ask(services, "price list for mobility", ("category", "mobility", "mobility"))
    assert "Managed smartphone, from $" in reply.text


# -- input that cannot be priced --------------------------------------------------------------------------------

BAD = [
    ("0 laptops", 0, "must be 1 or more"),
    ("2.5 laptops", 2.5, "whole"),
    ("1000000000000 laptops", 10**12, "up to 1,000,000 laptops"),
]


@pytest.mark.parametrize(("text", "number", "sentence"), BAD)
def test_a_quantity_that_cannot_be_priced_is_answered_with_what_to_do(
    services: Services, text: str, number: float, sentence: str
) -> None:
    reply = ask(services, text, q(number), L)
    assert sentence in reply.text
    assert "$" not in reply.text
    assert button(reply, "Set the numbers")
    assert reply.memory is not None
    assert reply.memory.pending is not None
    assert reply.memory.pending.question == "quantity"


def test_a_negative_quantity_is_refused_and_not_made_positive(services: Services) -> None:
    assert "must be 1 or more" in ask(services, "price of -5 laptops", q(5), L).text


def test_a_few_is_asked_back(services: Services) -> None:
    assert "“a few” is not a number that I can price" in ask(services, "a few laptops", L).text


def test_a_year_without_prices_offers_those_that_have_some(services: Services) -> None:
    reply = ask(services, "40 laptops in FY2035", q(40), L, ("fiscal_year", "FY2035", "2035"))
    assert "no price for FY2035" in reply.text
    assert unpack(read_value(button(reply, "FY2027")["value"])).fiscal_year == "2027"


def test_an_unknown_service_is_said_and_the_nearest_are_offered(services: Services) -> None:
    reply = ask(services, "how much for 40 hoverboards", q(40))
    assert "I don't find “hoverboards” in the catalog" in reply.text
    assert "$" not in reply.text


def test_an_unknown_service_after_an_estimate_is_not_priced_silently(services: Services, forty: Reply) -> None:
    reply = ask(services, "and how much for 50 unicorns", q(50), memory=forty.memory)
    assert reply.text.startswith("I don't find “unicorns” in the catalog.")
    assert "$" not in reply.text
    assert button(reply, "Request a custom service")


UNKNOWN_THINGS = ["cost of 12 quantum computers", "how much for 12 of those quantum computers", "and 12 hoverboards?"]


@pytest.mark.parametrize("text", UNKNOWN_THINGS)
def test_a_thing_of_its_own_is_never_priced_as_what_was_spoken_of(services: Services, forty: Reply, text: str) -> None:
    reply = ask(services, text, q(12), memory=forty.memory)
    assert "Estimate" not in reply.text
    assert reply.memory is not None
    assert reply.memory.services == ()


def test_that_after_an_estimate_still_means_the_estimate(services: Services, forty: Reply) -> None:
    reply = ask(services, "could I get that in euros", memory=forty.memory)
    assert "I don't find “euros” in the catalog, so this is for what we spoke of last." in reply.text
    assert "40 laptops" in reply.text


@pytest.mark.parametrize("text", ["laptops in FY2035", "40 laptops in FY2035"])
def test_a_year_without_prices_is_answered_with_the_years_that_have_them(services: Services, text: str) -> None:
    numbers = (q(40),) if "40" in text else ()
    reply = ask(services, text, *numbers, L, ("fiscal_year", "FY2035", "2035"))
    assert reply.text == "Managed laptop has no price for FY2035. Prices are there for FY2026, FY2027 and FY2028."
    answered = press(services, reply, "FY2028")
    assert "FY2028" in answered.text
    assert "$" in answered.text


TIMES = [("double it", 80), ("make it twice that", 80), ("triple it", 120), ("half of that", 20), ("halve it", 20)]


@pytest.mark.parametrize(("text", "number"), TIMES)
def test_an_estimate_is_multiplied(services: Services, forty: Reply, text: str, number: int) -> None:
    reply = ask(services, text, memory=forty.memory)
    assert f"{number} laptops at" in reply.text


def test_half_of_an_odd_number_is_refused(services: Services) -> None:
    three = ask(services, "3 laptops", q(3), L)
    reply = ask(services, "halve it", memory=three.memory)
    assert "whole number" in reply.text


V: Named = ("service", "VDI", "virtual_desktop")


def test_which_costs_less_is_told_side_by_side_and_not_added_up(services: Services) -> None:
    asked = "is VDI cheaper than laptops for 100 people"
    reply = ask(services, asked, V, L, q(100))
    assert reply.text.startswith(
        "Virtual desktop costs less: $70,800.00, which is $52,800.00 less than Managed laptop."
    )
    assert "$194,400.00" not in reply.text
    assert NOTICE in shown(reply)
    more = ask(services, "and for 300?", q(300), memory=reply.memory)
    assert more.text.startswith("Virtual desktop costs less")
    assert "300 users" in more.text
    alone = press(services, more, "Estimate for Managed laptop")
    assert "300 laptops at" in alone.text
    assert "users at" not in alone.text


def test_a_comparison_without_numbers_shows_the_services_side_by_side(services: Services) -> None:
    reply = ask(services, "compare the price of VDI with laptops", V, L)
    assert "Virtual desktop / Managed laptop" in reply.text


def test_a_comparison_in_a_year_without_prices_says_so(services: Services) -> None:
    asked = "is VDI cheaper than laptops for 100 people in FY2035"
    reply = ask(services, asked, V, L, q(100), ("fiscal_year", "FY2035", "2035"))
    assert "has no price for FY2035" in reply.text


def test_what_is_bought_together_is_added_up(services: Services) -> None:
    reply = ask(services, "is it cheaper to buy 40 laptops and 12 desktops together", q(40), L, q(12), D)
    assert "Per year $63,744.00" in reply.text


def test_the_unit_of_a_price_is_said_where_another_one_was_asked(services: Services) -> None:
    reply = ask(services, "price per GB of storage", ("service", "storage", "block_storage"))
    assert reply.text.startswith("Data storage is priced per TB, not per GB.")


def test_the_command_without_words_asks_for_the_service(services: Services) -> None:
    command = a_command(services, "U0MARIA", "D1", "price", "", FakeSlack())
    reply = prices.price_command(command)
    assert isinstance(reply, Reply)
    assert "Which service" in reply.text


def test_a_part_that_is_no_service_is_named_and_can_be_added(services: Services) -> None:
    reply = ask(services, "40 laptops and 30 phones", q(40), L, q(30))
    assert reply.text.startswith("I don't find “phones” in the catalog, so it is not in this estimate.")
    both = press(services, reply, "Add Managed smartphone")
    assert "40 laptops" in both.text
    assert "30 phones" in both.text


UNITS = [
    (
        "5 project managers",
        ("service", "project managers", "project_management"),
        "counted in hours, so this is for 5 hours",
    ),
    ("2 TB of backup", ("service", "backup", "backup_storage"), "counted in GB, so this is for 2 GB"),
    ("900 endpoints in security monitoring", ("service", "security monitoring", "security_monitoring"), "900 GB a day"),
]


@pytest.mark.parametrize(("text", "service", "words"), UNITS)
def test_what_was_counted_in_another_unit_is_said_first(
    services: Services, text: str, service: Named, words: str
) -> None:
    number = int(text.split()[0])
    assert words in ask(services, text, q(number), service).text.splitlines()[0]


@pytest.mark.parametrize("text", ["80 hours of project management", "80hrs of project management"])
def test_the_unit_of_the_catalog_needs_no_remark(services: Services, text: str) -> None:
    reply = ask(services, text, q(80), ("service", "project management", "project_management"))
    assert reply.text.startswith("Estimate")


def test_more_lines_than_fit_are_said(services: Services) -> None:
    keys = [service.key for service in services.catalog.current().catalog.services[:9]]
    text = " ".join(keys)
    reply = ask(services, text, *(("service", key, key) for key in keys))
    assert reply.text == FULL


@pytest.mark.parametrize("text", ["<!channel> *bold* _x_ ~y~ `z`", "<script>alert(1)</script>", "<@U0DANA> & co"])
def test_what_was_typed_is_echoed_without_effect(services: Services, text: str) -> None:
    reply = ask(services, f"how much for {text}")
    for live in ("<!channel>", "<script>", "<@U0DANA>", "*bold*"):
        assert live not in reply.text
        assert live not in shown(reply)


# -- buttons ----------------------------------------------------------------------------------------------------


def press(services: Services, reply: Reply, name: str) -> Reply:
    outcome = prices.show(a_click(services, button(reply, name)))
    assert isinstance(outcome, Reply)
    check_reply(outcome)
    assert outcome.replace
    return outcome


def test_a_quantity_goes_up_and_down_in_sensible_steps(services: Services, forty: Reply) -> None:
    assert "45 laptops at" in press(services, forty, "5 more: Managed laptop, 45 laptops").text
    assert "35 laptops at" in press(services, forty, "5 fewer: Managed laptop, 35 laptops").text


def test_a_button_leads_to_the_next_break_point(services: Services, forty: Reply) -> None:
    assert "50 laptops at $1,236.00" in press(services, forty, "Make it 50").text


def test_the_year_and_the_month_are_switched(services: Services, forty: Reply) -> None:
    assert "Estimate for FY2028" in press(services, forty, "FY2028").text
    assert "Per month $4,280.00; Per year" in press(services, forty, "Show per month").text


THREE_LINES = (q(20), L, q(12), D, q(60), ("service", "mailboxes", "mailbox"))


def test_an_estimate_of_several_lines_has_one_place_to_change_it(services: Services) -> None:
    three = ask(services, "20 laptops, 12 desktops and 60 mailboxes", *THREE_LINES)
    names = [each["text"]["text"] for each in elements(three.blocks)]
    assert names == ["Change", "Add a service", "Show per month", "FY2028", "Share", "Talk to a person"]


def test_a_service_is_left_out_when_its_number_is_emptied(services: Services) -> None:
    both = ask(services, "40 laptops and 12 desktops", q(40), L, q(12), D)
    view = opened(open_change(a_click(services, button(both, "Change"))))
    after = changed(submitted(services, view, {"q:managed_laptop": "40", "q:managed_desktop": None}))
    assert isinstance(after, Reply)
    assert "desktop" not in after.text
    assert "40 laptops at" in after.text


def test_not_every_number_can_be_emptied(services: Services) -> None:
    both = ask(services, "40 laptops and 12 desktops", q(40), L, q(12), D)
    view = opened(open_change(a_click(services, button(both, "Change"))))
    outcome = changed(submitted(services, view, {"q:managed_laptop": " ", "q:managed_desktop": None}))
    assert isinstance(outcome, FieldErrors)


def test_the_whole_year_is_one_button_away(services: Services) -> None:
    part = ask(services, "40 laptops for six months", q(40), L)
    assert "Estimate for FY2027:" in press(services, part, "Whole year").text


def test_a_follow_up_leans_on_what_the_buttons_made(services: Services, forty: Reply) -> None:
    fifty = press(services, forty, "Make it 50")
    assert fifty.memory is not None
    assert fifty.memory.quantities == (50,)
    assert fifty.memory.intent == "ask_price"


@pytest.mark.parametrize("value", ["", "x", "[]", "{}", '{"l": 5}', '{"l": [["managed_laptop"]]}'])
def test_an_old_or_forged_button_is_answered_with_what_to_do(services: Services, value: str) -> None:
    click = a_click(services, {"action_id": "prices.show:1", "value": value})
    for handler in (prices.show, open_change, open_add, open_share, copy, open_ask):
        assert handler(click) == Reply(STALE, private=True)


FORGED = [["no_such_service", 4], ["managed_laptop", -4], ["managed_laptop", 10**30], ["managed_laptop", 0.5]]


@pytest.mark.parametrize("line", FORGED)
def test_a_forged_line_is_refused_by_the_services(services: Services, line: list[object]) -> None:
    reply = prices.show(a_click(services, {"action_id": "prices.show:1", "value": f'{{"l": [{_json(line)}]}}'}))
    assert isinstance(reply, Reply)
    assert "Estimate" not in reply.text
    check_reply(reply)


def _json(value: object) -> str:
    import json

    return json.dumps(value)


def test_the_menu_prices_the_service_that_is_chosen(services: Services) -> None:
    outcome = prices.pick(a_click(services, {"action_id": "prices.pick", "value": "mailbox"}))
    assert isinstance(outcome, Reply)
    assert "How many mailboxes" in outcome.text


# -- modals -----------------------------------------------------------------------------------------------------


def opened(outcome: Outcome) -> Mapping[str, Any]:
    assert isinstance(outcome, Modal)
    check_modal(outcome)
    return outcome.view


def test_the_form_holds_what_the_card_shows(services: Services, forty: Reply) -> None:
    view = opened(open_change(a_click(services, button(forty, "Change quantities, year or term"))))
    by_id = {block["block_id"]: block["element"] for block in view["blocks"]}
    assert by_id["q:managed_laptop"]["initial_value"] == "40"
    assert by_id["fiscal_year"]["initial_option"]["value"] == "2027"


def test_the_form_changes_the_card_in_its_place(services: Services, forty: Reply) -> None:
    view = opened(open_change(a_click(services, button(forty, "Change quantities, year or term"))))
    values = {"q:managed_laptop": "1,200", "fiscal_year": "2028", "start": None, "end": "2028-03-31"}
    reply = changed(submitted(services, view, values))
    assert isinstance(reply, Reply)
    check_reply(reply)
    assert reply.replace
    assert "October 1, 2027 to March 31, 2028 (6 months, FY2028)" in reply.text
    assert "1,200 laptops" in reply.text


WRONG = ["", "a few", "0", "-4", "2.5", "1000000000000", "١٢", "4 laptops"]


@pytest.mark.parametrize("typed", WRONG)
def test_a_wrong_number_is_said_at_its_field_and_nothing_is_lost(services: Services, forty: Reply, typed: str) -> None:
    view = opened(open_change(a_click(services, button(forty, "Change quantities, year or term"))))
    outcome = changed(submitted(services, view, {"q:managed_laptop": typed, "fiscal_year": "2027"}))
    assert isinstance(outcome, FieldErrors)
    assert list(outcome.errors) == ["q:managed_laptop"]


DATES = [("2027-05-01", "2027-04-01"), ("2028-01-01", None), ("2025-01-01", "2027-01-31")]


@pytest.mark.parametrize(("start", "end"), DATES)
def test_dates_that_cannot_be_are_said_at_their_field(
    services: Services, forty: Reply, start: str, end: str | None
) -> None:
    view = opened(open_change(a_click(services, button(forty, "Change quantities, year or term"))))
    values = {"q:managed_laptop": "40", "fiscal_year": "2027", "start": start, "end": end}
    outcome = changed(submitted(services, view, values))
    assert isinstance(outcome, FieldErrors)
    assert list(outcome.errors) == ["end"]


def test_a_service_is_added(services: Services, forty: Reply) -> None:
    view = opened(open_add(a_click(services, button(forty, "Add a service"))))
    reply = added(submitted(services, view, {"service": "mailbox", "quantity": "60"}))
    assert isinstance(reply, Reply)
    assert reply.memory is not None
    assert reply.memory.services == ("managed_laptop", "mailbox")


def test_no_ninth_service_is_added(services: Services) -> None:
    keys = [service.key for service in services.catalog.current().catalog.services[:8]]
    packed = pack(Draft(tuple(DraftLine(key, 5) for key in keys), "2027"))
    outcome = open_add(a_click(services, {"action_id": "prices.add", "value": _json(packed)}))
    assert outcome == Reply(FULL, private=True)


def test_a_full_card_stays_within_slacks_limits(services: Services) -> None:
    keys = [service.key for service in services.catalog.current().catalog.services[:8]]
    packed = pack(Draft(tuple(DraftLine(key, 999_999) for key in keys), "2027"))
    card = prices.show(a_click(services, {"action_id": "prices.show", "value": _json(packed)}))
    assert isinstance(card, Reply)
    check_reply(card)


def test_a_price_is_asked_from_a_services_card(services: Services) -> None:
    view = opened(open_ask(a_click(services, {"action_id": "prices.ask", "value": '{"s": "mailbox"}'})))
    reply = changed(submitted(services, view, {"q:mailbox": "60", "fiscal_year": "2027"}))
    assert isinstance(reply, Reply)
    assert not reply.replace
    assert "60 mailboxes" in reply.text


def test_a_card_that_only_the_asker_saw_stays_theirs(services: Services, forty: Reply) -> None:
    asker = an_asker(place=OPEN_CHANNEL)
    click = a_click(services, button(forty, "Change quantities, year or term"), asker, message={})
    view = opened(open_change(click))
    reply = changed(submitted(services, view, {"q:managed_laptop": "41", "fiscal_year": "2027"}, asker))
    assert isinstance(reply, Reply)
    assert reply.private
    assert not reply.replace


# -- sharing ----------------------------------------------------------------------------------------------------


class Channels:
    """Slack as sharing uses it: who is in which channel, and what was posted."""

    def __init__(self, members: dict[str, tuple[str, ...]], refuses: str = "") -> None:
        self._members, self._refuses = members, refuses
        self.posted: list[tuple[str, str, Sequence[Any]]] = []

    def members(self, channel_id: str) -> tuple[str, ...]:
        if channel_id not in self._members:
            raise SlackRefused("conversations.members", "channel_not_found")
        return self._members[channel_id]

    def post(self, channel_id: str, text: str, blocks: Sequence[Any] = ()) -> str:
        if self._refuses:
            raise SlackRefused("chat.postMessage", self._refuses)
        self.posted.append((channel_id, text, blocks))
        return "1700000000.000200"


def shared(services: Services, forty: Reply, slack: Channels, channel: str) -> Outcome:
    view = opened(open_share(a_click(services, button(forty, "Share"))))
    return share(slack, submitted(services, view, {"channel": channel}))  # type: ignore[arg-type]


def test_a_shared_card_says_who_shared_it_and_offers_a_copy(services: Services, forty: Reply) -> None:
    slack = Channels({"C5": ("U3", "U7")})
    outcome = shared(services, forty, slack, "C5")
    assert isinstance(outcome, Reply)
    assert outcome.private
    [(channel, text, blocks)] = slack.posted
    posted = Reply(text, blocks)
    check_reply(posted)
    assert channel == "C5"
    assert "Shared by <@U3>" in shown(posted)
    assert NOTICE in shown(posted)
    made = copy(a_click(services, button(posted, "Make my own copy")))
    assert isinstance(made, Reply)
    assert made.private
    assert made.text == forty.text


def test_nothing_is_shared_where_the_asker_is_no_member(services: Services, forty: Reply) -> None:
    slack = Channels({"C5": ("U7",)})
    assert shared(services, forty, slack, "C5") == FieldErrors({"channel": NOT_YOURS})
    assert slack.posted == []


@pytest.mark.parametrize("channel", ["C404", "C5"])
def test_a_channel_without_us_is_answered_with_what_to_do(services: Services, forty: Reply, channel: str) -> None:
    slack = Channels({"C5": ("U3",)}, refuses="not_in_channel")
    assert shared(services, forty, slack, channel) == FieldErrors({"channel": NOT_THERE})


# -- through Slack ----------------------------------------------------------------------------------------------


def test_the_form_of_a_card_in_a_channel_replaces_that_card(services: Services, forty: Reply) -> None:
    desk = a_desk(services, prices)
    element = button(forty, "Change quantities, year or term")
    at = {"container": {"channel_id": "C0GENERAL", "message_ts": "17.1"}, "message": {"ts": "17.1"}}
    desk.click("U0NINA", element, channel={"id": "C0GENERAL"}, **at)
    [opened_view] = desk.slack.all("views.open")
    desk.submit("U0NINA", opened_view["view"], {"q:managed_laptop": "41", "fiscal_year": "2027"})
    [update] = desk.slack.all("chat.update")
    assert (update["channel"], update["ts"]) == ("C0GENERAL", "17.1")
    assert "41 laptops" in update["text"]


def test_a_form_opened_from_home_answers_in_the_direct_message(services: Services) -> None:
    desk = a_desk(services, prices)
    desk.click("U0NINA", {"action_id": "prices.ask", "value": '{"s": "mailbox"}'}, view={"type": "home", "id": "V0"})
    [opened_view] = desk.slack.all("views.open")
    desk.submit("U0NINA", opened_view["view"], {"q:mailbox": "41", "fiscal_year": "2027"})
    [posted] = desk.slack.all("chat.postMessage")
    assert posted["channel"] == "DU0NINA"
    assert "41 mailboxes" in posted["text"]
