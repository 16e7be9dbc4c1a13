"""App Home for customers, staff and strangers, and its buttons."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from bot.handlers import agreements, home
from bot.replies import Reply
from bot.views.blocks import read_value
from bot.views.home import stranger_home
from domain.errors import Unavailable
from domain.handoffs import Thread
from domain.permissions import Actor
from sandbox.blockkit.check import check_view
from services import Services
from services.catalog_cards import CategoryCard
from tests.blockkit import assert_buttons_differ, check_action_ids, elements, shown
from tests.bot.desk import FakeSlack, a_desk, who
from tests.bot.saying import an_asker

View = Mapping[str, Any]


def home_of(services: Services, actor: Actor, name: str = "Nina Petrova") -> dict[str, Any]:
    view = home.view_for(an_asker(actor, name=name), services)
    check_view(view)
    check_action_ids(view["blocks"])
    assert_buttons_differ(view["blocks"])
    return view


def words(view: View) -> str:
    return shown(Reply("home", view["blocks"]))


def pressed(view: View, text: str) -> Mapping[str, Any]:
    found = [e for e in elements(view["blocks"]) if e["type"] == "button"]
    return next(e for e in found if text in (e["text"]["text"], e.get("accessibility_label")))


def headers(blocks: Sequence[Mapping[str, Any]]) -> list[str]:
    return [block["text"]["text"] for block in blocks if block["type"] == "header"]


def test_a_customer_sees_what_waits_their_trackers_and_contacts(services: Services, maria: Actor) -> None:
    view = home_of(services, maria)
    assert headers(view["blocks"]) == [
        "Natural Resources Conservation Service and CEC", "What waits for you", "To be paid by you", "Surveys",
        "Meetings", "Your support requests", "Your agreements", "Your contacts at CEC",
    ]  # fmt: skip
    said = words(view)
    assert "1 thing waits for you, and 1 more thing waits for your organization." in said
    assert "✓ ✓ ✓ ▶ ○ ○ ○ ○ ↻ ○" in said
    assert "3 of 10 steps done. Now step 4 of 10, Proposal and negotiation." in said
    assert "James Okafor" in said
    assert "Forest Service" not in said


def test_staff_see_what_waits_counts_renewals_and_conversations(services: Services, james: Actor) -> None:
    view = home_of(services, james)
    assert headers(view["blocks"]) == [
        "CEC's agreements", "Alerts", "What waits for CEC", "Agreements by step", "Startup and transition", "Surveys",
        "Meetings", "Support requests", "Renewals ahead", "Open conversations",
    ]  # fmt: skip
    said = words(view)
    assert "3 agreements wait for you, 8 more for other CEC staff." in said
    assert "3 Customer survey: 3" in said
    assert "Waits for CEC: 9 and 2 renewals to decide" in said
    assert "ends November 22, 2026, 20 days left" in said
    assert not [e for e in elements(view["blocks"]) if e["action_id"] == "admin.menu"]


def test_administrators_find_administration(services: Services) -> None:
    assert pressed(home_of(services, services.directory.actor("U0DANA")), "Administration")


def test_a_stranger_sees_services_prices_process_and_a_person(services: Services) -> None:
    view = home_of(services, Actor(slack_user_id="U0NINA"))
    said = words(view)
    assert "Welcome, Nina Petrova." in said
    assert pressed(view, "See the services")
    assert pressed(view, "Talk to a person")
    assert "Seat services" in said
    assert "SLA-" not in said


def test_a_name_has_no_effect(services: Services) -> None:
    assert "&lt;!channel&gt;" in words(home_of(services, Actor(slack_user_id="U9"), "<!channel>"))


def test_a_stranger_of_a_large_catalog_stays_within_the_limits() -> None:
    cards = [CategoryCard(f"c{n}", f"Category {n}", "d" * 900, n) for n in range(200)]
    view = stranger_home("Nina", cards)
    check_view(view)
    assert len(view["blocks"]) <= 100


def test_home_before_the_first_catalog_still_opens(fresh_services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    from domain.errors import NotFound

    def none_yet(*_: object) -> object:
        raise NotFound("There is no catalog yet.")

    monkeypatch.setattr(type(fresh_services.catalog), "categories", none_yet)
    assert "Welcome" in words(home_of(fresh_services, Actor(slack_user_id="U9")))


def test_what_cannot_be_read_is_said_with_a_way_to_try_again() -> None:
    view = home.unavailable("The database does not answer. Try again in a minute.")
    check_view(view)
    assert "The database does not answer" in words(view)
    assert pressed(view, "Refresh")


# -- its buttons -------------------------------------------------------------------------------------------------


def in_home(view: View) -> dict[str, Any]:
    return {"view": {"type": "home", "id": "V9", "state": {"values": {}}}, "container": {"type": "view"}}


def test_an_agreement_opens_in_a_modal_so_that_the_person_stays_on_home(services: Services, maria: Actor) -> None:
    desk = a_desk(services, home, agreements)
    view = home_of(services, maria)
    desk.click("U0MARIA", pressed(view, "All steps of SLA-2027-0041"), **in_home(view))
    opened = desk.slack.all("views.open")[0]["view"]
    check_view(opened)
    assert opened["title"]["text"] == "SLA-2027-0041"
    assert not desk.slack.all("chat.postMessage")


def test_a_count_opens_its_list(services: Services, james: Actor) -> None:
    desk = a_desk(services, home, agreements)
    view = home_of(services, james)
    desk.click("U0JAMES", pressed(view, "3 Customer survey: 3"), **in_home(view))
    opened = desk.slack.all("views.open")[0]["view"]
    check_view(opened)
    assert "3 agreements at step 3 (Customer survey)." in words(opened)


def test_refresh_shows_home_anew(services: Services, james: Actor) -> None:
    desk = a_desk(services, home)
    desk.click("U0JAMES", {"action_id": "home.refresh"}, **in_home({}))
    published = desk.slack.all("views.publish")
    assert [p["user_id"] for p in published] == ["U0JAMES"]
    assert "What waits for CEC" in words(published[0]["view"])


def test_refresh_while_the_database_is_away_says_so(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = a_desk(services, home)

    def away(*_: object, **__: object) -> object:
        raise Unavailable("The database does not answer at the moment. Try again in a minute.")

    monkeypatch.setattr(type(services.agreements), "overview", away)
    desk.click("U0JAMES", {"action_id": "home.refresh"}, **in_home({}))
    assert "The database does not answer" in words(desk.slack.all("views.publish")[0]["view"])


def test_claiming_on_home_shows_it_there(fresh_services: Services) -> None:
    nina = Actor(slack_user_id="U0NINA")
    opened = fresh_services.handoffs.open(nina, "Nina Petrova", "What does hosting <cost>?", Thread("D9", "1.0"))
    james = fresh_services.directory.actor("U0JAMES")
    view = home_of(fresh_services, james)
    assert "What does hosting &lt;cost&gt;?" in words(view)
    claim = pressed(view, "Claim the conversation with Nina Petrova")
    assert read_value(claim["value"])["id"] == opened.view.handoff.id
    desk = a_desk(fresh_services, home)
    desk.click("U0JAMES", claim, **in_home(view))
    assert "Claimed by James Okafor." in words(desk.slack.all("views.publish")[0]["view"])


def test_a_conversation_that_someone_else_has_is_not_taken(fresh_services: Services) -> None:
    nina = Actor(slack_user_id="U0NINA")
    opened = fresh_services.handoffs.open(nina, "Nina Petrova", "Hosting", Thread("D9", "1.0"))
    claim = pressed(home_of(fresh_services, fresh_services.directory.actor("U0JAMES")), "Claim")
    fresh_services.handoffs.claim(fresh_services.directory.actor("U0PRIYA"), opened.view.handoff.id)
    desk = a_desk(fresh_services, home)
    desk.click("U0JAMES", claim, **in_home({}))
    assert "Someone else has this conversation already." in words(desk.slack.all("views.open")[0]["view"])


def test_a_customer_cannot_claim(fresh_services: Services) -> None:
    opened = fresh_services.handoffs.open(Actor(slack_user_id="U0NINA"), "Nina", "Hosting", Thread("D9", "1.0"))
    desk = a_desk(fresh_services, home)
    value = json.dumps({"id": opened.view.handoff.id})
    desk.click("U0MARIA", {"action_id": "home.claim:x", "value": value}, **in_home({}))
    assert "That is for CEC staff." in words(desk.slack.all("views.open")[0]["view"])
    assert fresh_services.handoffs.find(opened.view.handoff.id).state == "open"  # type: ignore[union-attr]


def test_answers_pressed_in_a_modal_stay_in_it(services: Services, james: Actor) -> None:
    desk = a_desk(services, home, agreements)
    modal = {"view": {"type": "modal", "id": "V7", "hash": "h", "state": {"values": {}}, "private_metadata": "{}"}}
    desk.click("U0JAMES", {"action_id": "agreements.page:next", "value": "n=1"}, **modal)
    assert desk.slack.all("views.update")[0]["view_id"] == "V7"
    desk.click("U0JAMES", {"action_id": "agreements.open:x", "value": '{"number":"SLA-2027-0031"}'}, **modal)
    assert desk.slack.all("views.push")


def test_a_full_stack_of_modals_is_answered_in_place(services: Services) -> None:
    slack = FakeSlack(refuse={"views.push": "push_limit_reached"})
    desk = a_desk(services, agreements, slack=slack)
    modal = {"view": {"type": "modal", "id": "V7", "hash": "h", "state": {"values": {}}}}
    desk.click("U0JAMES", {"action_id": "agreements.open:x", "value": '{"number":"SLA-2027-0031"}'}, **modal)
    assert "SLA-2027-0031" in str(slack.all("views.update")[0]["view"])


def test_who_asks_is_read_from_slack(services: Services) -> None:
    assert who(services, "U0MARIA").actor.organization == "nrcs"
    assert who(services, "U0NINA").actor.person is None


def test_staff_see_the_calendar_of_renewals_with_the_month_and_the_year(services: Services, james: Actor) -> None:
    said = words(home_of(services, james))
    assert "*November 2026: 1 term ends.*" in said
    assert "*FY2027 by month:* Nov 1, Dec 2" in said
    assert "Workload" in said
