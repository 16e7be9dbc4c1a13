"""Modals and App Home: triggers, the stack of three, hashes, what was entered."""

# slack_sdk declares every value of an answer as possibly None.
# pyright: reportOptionalSubscript=false, reportOptionalIterable=false, reportOptionalMemberAccess=false, reportArgumentType=false

from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox import views
from sandbox.testing import SandboxServer
from tests.sandbox.blocks import field, home, modal, option, plain, section, select, text_input


@pytest.fixture
def trigger(sandbox: SandboxServer) -> str:
    return new_trigger(sandbox)


def new_trigger(sandbox: SandboxServer, view_id: str | None = None) -> str:
    with sandbox.ws.lock:
        return views.new_trigger(sandbox.ws, "U0ANA", view_id)


def refusal(run: Any) -> str:
    with pytest.raises(SlackApiError) as refused:
        run()
    return refused.value.response["error"]


def test_a_trigger_opens_one_modal_only(sandbox: SandboxServer, client: WebClient, trigger: str) -> None:
    client.views_open(trigger_id=trigger, view=modal(section("hello")))
    assert sandbox.views("ana.diaz")[0]["title"]["text"] == "Title"
    assert refusal(lambda: client.views_open(trigger_id=trigger, view=modal())) == "exchanged_trigger_id"
    assert refusal(lambda: client.views_open(trigger_id="1.2.3", view=modal())) == "invalid_trigger_id"


def test_a_trigger_dies_after_three_seconds(sandbox: SandboxServer, client: WebClient, trigger: str) -> None:
    sandbox.ws.triggers[trigger].expires -= views.TRIGGER_SECONDS
    assert refusal(lambda: client.views_open(trigger_id=trigger, view=modal())) == "expired_trigger_id"
    assert sandbox.views("ana.diaz") == []


def test_at_most_three_modals_lie_on_each_other(sandbox: SandboxServer, client: WebClient, trigger: str) -> None:
    first = client.views_open(trigger_id=trigger, view=modal(title=plain("First")))["view"]
    for title in ("Second", "Third"):
        pushed = client.views_push(trigger_id=new_trigger(sandbox), view=modal(title=plain(title)))["view"]
        assert pushed["root_view_id"] == first["id"]
    error = refusal(lambda: client.views_push(trigger_id=new_trigger(sandbox), view=modal()))
    assert error == "push_limit_reached"
    sandbox.close("ana.diaz")
    assert [view["title"]["text"] for view in sandbox.views("ana.diaz")] == ["First", "Second"]
    sandbox.close("ana.diaz", whole_stack=True)
    assert sandbox.views("ana.diaz") == []


def test_an_update_with_an_old_hash_is_a_conflict(sandbox: SandboxServer, client: WebClient, trigger: str) -> None:
    opened = client.views_open(trigger_id=trigger, view=modal())["view"]
    fresh = client.views_update(view_id=opened["id"], hash=opened["hash"], view=modal(title=plain("Two")))["view"]
    again = {"view_id": opened["id"], "hash": opened["hash"], "view": modal()}
    assert refusal(lambda: client.views_update(**again)) == "hash_conflict"
    assert fresh["hash"] != opened["hash"]
    assert sandbox.views("ana.diaz")[0]["title"]["text"] == "Two"


def test_a_view_is_found_by_its_external_id_which_is_unique(
    sandbox: SandboxServer, client: WebClient, trigger: str
) -> None:
    client.views_open(trigger_id=trigger, view=modal(external_id="mine"))
    client.views_update(external_id="mine", view=modal(external_id="mine", title=plain("Two")))
    assert sandbox.views("ana.diaz")[0]["title"]["text"] == "Two"
    pushed = {"trigger_id": new_trigger(sandbox), "view": modal(external_id="mine")}
    assert refusal(lambda: client.views_push(**pushed)) == "duplicate_external_id"
    assert refusal(lambda: client.views_update(external_id="other", view=modal())) == "not_found"


def test_what_was_entered_survives_an_update_of_the_form(
    sandbox: SandboxServer, client: WebClient, trigger: str
) -> None:
    form = modal(field(text_input(), "kept"), field(text_input("z"), "dropped"))
    view = client.views_open(trigger_id=trigger, view=form)["view"]
    sandbox.click("ana.diaz", view["id"], "a", "typed")
    client.views_update(view_id=view["id"], view=modal(field(text_input(), "kept"), section("new")))
    assert sandbox.views("ana.diaz")[0]["state"]["values"] == {
        "kept": {"a": {"type": "plain_text_input", "value": "typed"}}
    }


def test_initial_values_are_in_the_state_from_the_start(
    sandbox: SandboxServer, client: WebClient, trigger: str
) -> None:
    chosen = option("2", "Two")
    element = select(options=[option("1"), chosen], initial_option=chosen)
    client.views_open(trigger_id=trigger, view=modal(field(element), field(text_input(initial_value="hi"), "c")))
    values = sandbox.views("ana.diaz")[0]["state"]["values"]
    assert values["b"]["choose"]["selected_option"] == chosen
    assert values["c"]["a"]["value"] == "hi"


FIELD_RULES: list[tuple[dict[str, Any], object, str]] = [
    (text_input(), "", "Please complete this required field."),
    (text_input(min_length=3), "ab", "Must be at least 3 characters."),
    (text_input(max_length=3), "abcd", "Must be at most 3 characters."),
    (select("number_input", is_decimal_allowed=False), "1.5", "Must be a whole number."),
    (select("number_input", is_decimal_allowed=True), "many", "Must be a number."),
    (select("number_input", is_decimal_allowed=False, min_value="1"), "0", "Must be at least 1."),
    (select("number_input", is_decimal_allowed=False, max_value="9"), "10", "Must be at most 9."),
    (select("number_input", is_decimal_allowed=False, max_value="1000"), "1001", "Must be at most 1,000."),
    (select("email_text_input"), "nobody", "Must be an e-mail address."),
    (select("url_text_input"), "example", "Must be a web address."),
    (select(options=[option()]), None, "Please complete this required field."),
]


@pytest.mark.parametrize(("element", "entered", "error"), FIELD_RULES)
def test_the_form_itself_refuses_what_slacks_client_refuses(
    sandbox: SandboxServer, client: WebClient, trigger: str, element: dict[str, Any], entered: object, error: str
) -> None:
    client.views_open(trigger_id=trigger, view=modal(field(element)))
    outcome = sandbox.submit("ana.diaz", state={element["action_id"]: entered})
    assert outcome == {"ok": False, "errors": {"b": error}}
    assert sandbox.unanswered() == 0


def test_each_person_has_a_home_of_their_own(sandbox: SandboxServer, client: WebClient) -> None:
    client.views_publish(user_id="U0ANA", view=home(section("for Ana")))
    published = client.views_publish(user_id="U0BEN", view=home(section("for Ben")))["view"]
    shown = sandbox.home("ana.diaz")
    assert shown is not None
    assert shown["blocks"][0]["text"]["text"] == "for Ana"
    assert sandbox.home("cleo.park") is None
    client.views_publish(user_id="U0BEN", view=home(), hash=published["hash"])
    stale = {"user_id": "U0BEN", "view": home(), "hash": published["hash"]}
    assert refusal(lambda: client.views_publish(**stale)) == "hash_conflict"


def test_opening_the_home_tells_the_app_which_tab(sandbox: SandboxServer) -> None:
    sandbox.open_home("ana.diaz")
    sandbox.open_home("ana.diaz", tab="messages")
    tabs = [(body["event"]["tab"], body["event"]["user"]) for body in sandbox.events("app_home_opened")]
    assert tabs == [("home", "U0ANA"), ("messages", "U0ANA")]
