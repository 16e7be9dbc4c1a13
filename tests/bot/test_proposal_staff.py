"""The draft of a proposal in Slack: shown page by page, its lines and terms edited in forms."""

from typing import Any

import pytest

from bot.handlers import proposal_staff, proposal_staff_lines
from domain.proposal_edits import LineEdit
from services import Services
from tests.blockkit import button, elements, shown
from tests.bot.desk import Desk, a_desk
from tests.bot.needs import press, updated
from tests.bot.proposals_of_staff import NRCS, RMA, RUNNING, card, form, line_choice, line_of, person, send, view


@pytest.fixture
def desk(fresh_services: Services) -> Desk:
    return a_desk(fresh_services, proposal_staff, proposal_staff_lines)


def lines(services: Services, number: str = NRCS) -> dict[str, int]:
    draft = view(services, number).draft
    assert draft
    return {line.name: line.quantity for line in draft.draft.lines}


# -- shown -------------------------------------------------------------------------------------------------------


def test_the_money_stands_first_then_whose_turn_it_is_and_the_lines(fresh_services: Services) -> None:
    reply = card(fresh_services)
    current = view(fresh_services).current
    assert current
    words = [block["text"]["text"] for block in reply.blocks if block["type"] == "section"]
    assert words[0].startswith(f"*${current.total:,.2f}* for the term")
    assert "It is the customer's turn since" in words[1]
    assert "It says the same as version 2" in words[2]
    assert "180 laptops" in shown(reply)
    assert "180 laptops" in reply.text
    assert reply.about == frozenset({"nrcs"})
    assert view(fresh_services).notice in shown(reply)


def test_a_draft_that_nobody_saw_yet_says_so(fresh_services: Services) -> None:
    assert "Nothing was presented yet" in shown(card(fresh_services, RMA))


def test_what_runs_is_shown_without_menus_and_can_be_amended(fresh_services: Services) -> None:
    reply = card(fresh_services, RUNNING)
    assert not [each for each in elements(reply.blocks) if each["type"] == "overflow"]
    assert button(reply, "Start an amendment")
    with pytest.raises(AssertionError):
        button(reply, "Present to customer")


def test_many_lines_stand_on_pages(desk: Desk) -> None:
    services = desk.routes.services
    for each in range(30):
        draft = view(services, RMA).draft
        assert draft
        custom = proposal_staff_lines._custom(CUSTOM | {"name": f"Extra {each}"})  # pyright: ignore[reportPrivateUsage]
        services.proposal_drafts.add_custom_line(person(services, "james"), RMA, custom, draft.revision)
    reply = card(services, RMA)
    press(desk, "U0JAMES", button(reply, "Next"))
    assert "13. Extra 10" in updated(desk)
    menu = next(each for each in elements(reply.blocks) if each["action_id"] == "proposal.page:to")
    last = menu["options"][-1]
    assert last["text"]["text"] == "Lines 25 to 32 of 32"
    press(desk, "U0JAMES", {"type": "static_select", "action_id": menu["action_id"], "selected_option": last})
    assert "32. Extra 29" in updated(desk)


# -- lines -------------------------------------------------------------------------------------------------------

CUSTOM: dict[str, Any] = {
    "name": "Move of a data room",
    "quantity": "1",
    "unit": "move",
    "unit_plural": "moves",
    "unit_price": "$12,500.00",
    "charge": "per_unit",
    "one_time_fee": "0.00",
    "quote": "Q-118",
    "reason": "The catalog has no moves.",
    "notes": "In <March> & *April*",
}


def test_a_service_is_found_by_a_part_of_its_name_and_added_once(desk: Desk) -> None:
    services = desk.routes.services
    opened = form(desk, button(card(services), "Add service"))
    answer = desk.dispatch(
        {"type": "block_suggestion", "user": {"id": "U0JAMES"}, "team": {"id": "T1"}, "action_id": "proposal.services",
         "block_id": "service", "value": "tabl", "view": opened}
    )  # fmt: skip
    assert "tablet" in answer.body
    for _ in range(2):
        assert send(desk, opened, service="tablet", quantity="4", notes="For the field") == {}
    assert lines(services)["Managed tablet"] == 4
    assert "The service is added." in updated(desk)
    assert "differs from version 2: 1 line added" in updated(desk)


def test_a_customer_is_offered_no_services_and_gets_no_form(desk: Desk) -> None:
    body = {"type": "block_suggestion", "user": {"id": "U0MARIA"}, "team": {"id": "T1"}, "block_id": "service"}
    answer = desk.dispatch({**body, "action_id": "proposal.services", "value": "", "view": {"type": "modal"}})
    assert "value" not in answer.body
    press(desk, "U0MARIA", button(card(desk.routes.services), "Add custom line"))
    assert not desk.slack.all("views.open")


@pytest.mark.parametrize(
    ("given", "field", "sentence"),
    [
        ({"service": None, "quantity": "4"}, "service", "Choose a service"),
        ({"service": "tablet", "quantity": "0"}, "quantity", "tablet"),
        ({"service": "tablet", "quantity": "many"}, "quantity", "in digits"),
        ({"service": "tablet", "quantity": "4.5"}, "quantity", "whole number"),
        ({"service": "managed_laptop", "quantity": "4"}, "service", "in it already"),
    ],
)
def test_what_is_wrong_with_a_new_line_stands_at_its_field(
    desk: Desk, given: dict[str, Any], field: str, sentence: str
) -> None:
    errors = send(desk, form(desk, button(card(desk.routes.services), "Add service")), **given)
    assert sentence in errors[field]


def test_a_custom_line_is_added_and_changed_with_its_quote(desk: Desk) -> None:
    services = desk.routes.services
    assert send(desk, form(desk, button(card(services), "Add custom line")), **CUSTOM) == {}
    assert "quote Q-118: The catalog has no moves." in updated(desk)
    assert "In &lt;March&gt; &amp; \u200b*\u200bApril\u200b*\u200b" in updated(desk)
    place = len(lines(services))
    opened = form(desk, line_choice(card(services), place, "Change"))
    assert send(desk, opened, unit_price="13,000", quantity="2") == {}
    assert "$26,000.00" in updated(desk)
    assert lines(services)["Move of a data room"] == 2


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("quote", " "),
        ("reason", ""),
        ("unit_price", "ten"),
        ("unit_price", "-5"),
        ("one_time_fee", "1.005"),
        ("name", ""),
    ],
)
def test_what_is_wrong_with_a_custom_line_stands_at_its_field(desk: Desk, field: str, given: str) -> None:
    errors = send(desk, form(desk, button(card(desk.routes.services), "Add custom line")), **{**CUSTOM, field: given})
    assert list(errors) == [field]


def test_a_line_is_changed_with_its_notes_and_targets(desk: Desk) -> None:
    services = desk.routes.services
    opened = form(desk, line_choice(card(services), 1, "Change"))
    targets = [block["block_id"] for block in opened["blocks"] if block.get("block_id", "").startswith("target.")]
    changes = {targets[0].replace(".", "__"): "97.5"}
    assert send(desk, opened, quantity="20", notes="For the north", **changes) == {}
    line = view(services).draft.draft.lines[0]  # pyright: ignore[reportOptionalMemberAccess]
    assert (line.quantity, line.notes, f"{line.metrics[0].target:f}") == (20, "For the north", "97.5")
    assert "20 laptops" in updated(desk)


def test_a_target_that_cannot_be_stands_at_its_own_field(desk: Desk) -> None:
    opened = form(desk, line_choice(card(desk.routes.services), 1, "Change"))
    targets = [block["block_id"] for block in opened["blocks"] if block.get("block_id", "").startswith("target.")]
    errors = send(desk, opened, **{targets[-1].replace(".", "__"): "99999999"})
    assert list(errors) == [targets[-1]]


def test_a_line_is_moved_and_a_second_click_moves_it_no_further(desk: Desk) -> None:
    services = desk.routes.services
    before = list(lines(services))
    down = line_choice(card(services), 1, "Move down")
    for _ in range(2):
        press(desk, "U0JAMES", down)
    assert list(lines(services)) == [before[1], before[0], *before[2:]]
    press(desk, "U0JAMES", line_choice(card(services), 1, "Move up"))  # it is the first one already
    assert next(iter(lines(services))) == before[1]


def test_a_line_is_removed_after_a_question(desk: Desk) -> None:
    services = desk.routes.services
    opened = form(desk, line_choice(card(services), 1, "Remove"))
    assert "Managed laptop" in str(opened["blocks"])
    send(desk, opened)
    assert "Managed laptop" not in lines(services)
    assert "1 line removed" in updated(desk)


def test_who_comes_late_hears_what_was_changed_and_keeps_what_was_typed(desk: Desk) -> None:
    services = desk.routes.services
    opened = form(desk, line_choice(card(services), 1, "Change"))
    change = LineEdit(quantity=170)
    services.proposal_drafts.change_line(
        person(services, "priya"), NRCS, line_of(services, "managed_laptop"), change, _revision(services)
    )
    errors = send(desk, opened, quantity="20")
    assert "Priya Raman: Managed laptop: 180 laptops to 170 laptops" in errors["quantity"]


def _revision(services: Services) -> int:
    draft = view(services).draft
    assert draft
    return draft.revision


def test_a_forged_menu_and_a_form_of_someone_else_change_nothing(desk: Desk) -> None:
    services = desk.routes.services
    for value in ("", "change", "burn SLA-2027-0031 0 0 1 line-1", "up SLA-2027-0031 x 0 1 line-1"):
        press(desk, "U0JAMES", {"type": "button", "action_id": "proposal.line:line-1", "value": value})
    send(desk, form(desk, button(card(services), "Add custom line")), "U0PRIYA", **CUSTOM)
    assert view(services).draft.changes.is_empty  # pyright: ignore[reportOptionalMemberAccess]
