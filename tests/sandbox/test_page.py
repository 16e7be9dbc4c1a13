"""The page in a real browser, with a real Bolt app behind it."""

# slack_sdk declares every value of an answer as possibly None.
# pyright: reportOptionalSubscript=false, reportOptionalIterable=false, reportOptionalMemberAccess=false, reportArgumentType=false

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect
from slack_bolt import App, Assistant
from slack_sdk import WebClient

from sandbox.testing import SandboxServer
from tests.browser.chromium import running_chromium
from tests.browser.sandbox_page import SandboxPage
from tests.sandbox.blocks import actions, button, field, home, modal, option, plain, section, select, text_input
from tests.sandbox.conftest import Connect

pytestmark = pytest.mark.timeout(120)

Window = Callable[..., SandboxPage]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with running_chromium() as browser:
        yield browser


@pytest.fixture
def window(chromium: Browser, sandbox: SandboxServer) -> Iterator[Window]:
    """Opens windows; at the end none may have had an error in its scripts."""
    opened: list[SandboxPage] = []

    def open_window(person: str = "U0ANA", channel: str = "", **more: Any) -> SandboxPage:
        opened.append(SandboxPage(chromium, sandbox.page_url, **more).open(person, channel))
        return opened[-1]

    yield open_window
    problems = [problem for each in opened for problem in each.problems]
    for each in opened:
        each.close()
    assert problems == []


CARD = [
    {"type": "header", "text": plain("Your agreement")},
    section(
        "*Draft 3* waits until <!date^1795000000^{date_short} {time}|soon> :tada:", fields=[plain("one"), plain("two")]
    ),
    {"type": "context", "elements": [{"type": "mrkdwn", "text": "Step 4 of 10"}]},
    actions(
        button("Ask for a change", "change"), select(options=[option(), option("2", "Two")], placeholder=plain("Pick"))
    ),
]


@pytest.fixture
def helper(sandbox: SandboxServer, app: App, connect: Connect) -> App:
    """An app with one of everything."""

    @app.message("card")
    def card(say: Any) -> None:
        say(text="Your agreement", blocks=CARD)

    @app.message("hello")
    def hello(message: dict[str, Any], say: Any) -> None:
        say(f"hello <@{message['user']}>")

    @app.action("change")
    def change(ack: Any, body: dict[str, Any], client: WebClient) -> None:
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=change_form())

    @app.action("kind")
    def kind(ack: Any, body: dict[str, Any], client: WebClient) -> None:
        ack()
        client.views_update(view_id=body["view"]["id"], view=change_form("A price appeared"))

    @app.action("deeper")
    def deeper(ack: Any, body: dict[str, Any], client: WebClient) -> None:
        ack()
        client.views_push(
            trigger_id=body["trigger_id"], view=modal(section("below"), title=plain("Deeper"), submit=None)
        )

    @app.view("form")
    def sent(ack: Any, view: dict[str, Any], body: dict[str, Any], client: WebClient) -> None:
        quantity = view["state"]["values"]["quantity"]["q"]["value"]
        if quantity == "13":
            ack(response_action="errors", errors={"quantity": "Up to 12 are possible."})
            return
        ack()
        client.chat_postMessage(channel=body["user"]["id"], text=f"changed to {quantity}")

    @app.event("app_mention")
    def mentioned(event: dict[str, Any], client: WebClient) -> None:
        client.chat_postEphemeral(channel=event["channel"], user=event["user"], text="for your eyes")

    @app.event("app_home_opened")
    def opened(event: dict[str, Any], client: WebClient) -> None:
        client.views_publish(user_id=event["user"], view=home(*CARD))

    app.command("/cec")(lambda ack, command: ack(f"you said {command['text']}"))
    app.action("choose")(lambda ack, respond: (ack(), respond("chosen", replace_original=False)))
    app.use(helping_assistant())
    app.shortcut("ask_this")(
        lambda ack, body, client: (
            ack(),
            client.views_open(trigger_id=body["trigger_id"], view=modal(section(body["message"]["text"]))),
        )
    )
    app.event("message")(lambda: None)
    connect(app)
    return app


def change_form(note: str = "") -> dict[str, Any]:
    kinds = field(
        select(action_id="kind", options=[option("l", "Laptop"), option("p", "Phone")]),
        "kind",
        "Kind",
        dispatch_action=True,
    )
    quantity = field(select("number_input", "q", is_decimal_allowed=False), "quantity", "Quantity")
    reason = field(text_input("r", multiline=True), "reason", "Reason", optional=True)
    plans = field({"type": "file_input", "action_id": "f", "max_files": 2}, "plans", "Plans", optional=True)
    notes = [section(note)] if note else []
    return modal(
        kinds,
        *notes,
        quantity,
        reason,
        plans,
        actions(button("Look deeper", "deeper")),
        title=plain("Ask for a change"),
    )


def helping_assistant() -> Assistant:
    assistant = Assistant()

    @assistant.thread_started
    def started(say: Any, set_suggested_prompts: Any) -> None:
        say("What can I do?")
        set_suggested_prompts(prompts=[{"title": "My status", "message": "my status"}])

    @assistant.user_message
    def asked(payload: dict[str, Any], say: Any) -> None:
        say(f"you asked: {payload['text']}")

    return assistant


def test_a_message_is_written_and_answered(window: Window, helper: App) -> None:
    page = window()
    page.say("hello")
    page.expect_text("hello @Ana Diaz")
    expect(page.main.locator(".tag")).to_have_text("APP")


def test_two_windows_are_two_people(window: Window, helper: App) -> None:
    ana, ben = window("U0ANA", "C0OPEN"), window("U0BEN", "C0OPEN")
    ana.say("anyone *there*?")
    ben.expect_text("anyone there?")
    ben.say("yes")
    ana.expect_text("yes")
    expect(ana.messages.locator("b").first).to_have_text("Ana Diaz")


def test_another_person_sees_the_same_place_when_they_may(window: Window) -> None:
    page = window("U0ANA", "C0OPEN")
    page.become("Ben Cole")
    expect(page.main.locator("h2")).to_have_text("#general")
    page.go_to("staff")
    page.become("Ana Diaz")
    expect(page.main.locator("h2")).to_have_text("Helper")
    assert "as=U0ANA" in page.page.url
    expect(page.rail.get_by_role("button", name="staff, private")).to_have_count(0)


def test_unread_messages_are_counted_until_they_are_seen(window: Window, sandbox: SandboxServer) -> None:
    page = window("U0ANA")
    sandbox.say("ben.cole", "#general", "one")
    sandbox.say("ben.cole", "#general", "two")
    expect(page.rail.get_by_role("button", name="general, 2 unread")).to_be_visible()
    page.go_to("general")
    expect(page.rail.locator(".badge")).to_have_count(0)


def test_a_form_shows_errors_at_its_fields_updates_and_stacks(window: Window, helper: App) -> None:
    page = window()
    page.say("card")
    page.click("Ask for a change")
    page.expect_modal("Ask for a change")
    page.submit()
    page.expect_text("Please complete this required field.", page.modal)
    page.fill("Quantity", "13")
    page.choose("Kind", "Phone", page.modal)
    page.expect_text("A price appeared", page.modal)
    expect(page.modal.get_by_label("Quantity")).to_have_value("13")
    page.submit()
    page.expect_text("Up to 12 are possible.", page.modal)
    page.click("Look deeper", page.modal)
    page.expect_modal("Deeper")
    page.page.keyboard.press("Escape")
    page.expect_modal("Ask for a change")
    page.fill("Quantity", "12")
    page.submit()
    page.expect_no_modal()
    page.expect_text("changed to 12")


def test_focus_stays_inside_a_form_and_returns_to_its_button(window: Window, helper: App) -> None:
    page = window()
    page.say("card")
    page.click("Ask for a change")
    page.expect_modal("Ask for a change")
    for _ in range(14):
        page.page.keyboard.press("Tab")
        inside = "document.activeElement === document.body || document.activeElement.closest('#modal') !== null"
        assert page.page.evaluate(inside)
    page.page.keyboard.press("Escape")
    page.expect_no_modal()
    expect(page.main.get_by_role("button", name="Ask for a change")).to_be_focused()


def test_an_ephemeral_message_is_marked_and_can_be_dismissed(window: Window, helper: App) -> None:
    ana, ben = window("U0ANA", "C0OPEN"), window("U0BEN", "C0OPEN")
    ana.say("@helper what do I owe?")
    ana.expect_text("Only visible to you")
    ben.expect_text("what do I owe?")
    expect(ben.main.get_by_text("for your eyes")).to_have_count(0)
    ana.main.get_by_role("button", name="Dismiss message").click()
    expect(ana.main.get_by_text("for your eyes")).to_have_count(0)


def test_commands_are_completed_and_answered(window: Window, helper: App) -> None:
    page = window()
    page.main.locator("#composer-text").press_sequentially("/ce")
    expect(page.page.get_by_role("option", name=re.compile(r"^.cec"))).to_be_visible()
    page.page.keyboard.press("Tab")
    page.page.keyboard.type("status")
    page.page.keyboard.press("Enter")
    page.expect_text("you said status")


def test_an_unknown_command_stays_in_the_field_and_is_explained(window: Window) -> None:
    page = window()
    box = page.main.locator("#composer-text")
    box.fill("/nonsense now")
    box.press("Enter")
    page.expect_text("/nonsense is not a command here", page.page.locator("#toasts"))
    expect(box).to_have_value("/nonsense now")


def test_own_messages_are_edited_and_deleted_in_place(window: Window, sandbox: SandboxServer) -> None:
    page = window("U0ANA", "C0OPEN")
    page.say("40 laptops <b> & more")
    page.more(page.last_message, "Edit message")
    area = page.main.get_by_label("Edit message")
    expect(area).to_have_value("40 laptops <b> & more")
    area.fill("50 laptops")
    area.press("Enter")
    page.expect_text("50 laptops (edited)")
    page.more(page.last_message, re.compile("Delete message"))
    page.confirm()
    expect(page.messages).to_have_count(0)
    assert sandbox.messages("#general") == []


def test_a_thread_opens_beside_and_counts_its_replies(window: Window) -> None:
    page = window("U0ANA", "C0OPEN")
    page.say("a question")
    page.open_thread(page.last_message)
    page.reply("an answer")
    page.expect_text("an answer", page.side)
    expect(page.main.get_by_role("button", name=re.compile("1 reply"))).to_be_visible()
    page.page.keyboard.press("Escape")
    expect(page.side).to_be_hidden()


def test_a_message_shortcut_opens_its_form(window: Window, helper: App) -> None:
    page = window("U0ANA", "C0OPEN")
    page.say("VPN is slow")
    page.more(page.last_message, re.compile("Ask about this"))
    page.expect_text("VPN is slow", page.modal)


def test_the_home_tab_shows_what_the_app_published(window: Window, helper: App) -> None:
    page = window()
    panel = page.open_home()
    page.expect_text("Your agreement", panel)
    page.page.keyboard.press("ArrowRight")
    expect(page.main.locator("#composer-text")).to_be_visible()


def test_the_assistant_greets_suggests_and_answers(window: Window, helper: App) -> None:
    page = window("U0ANA", "C0OPEN")
    page.open_assistant()
    page.expect_text("What can I do?", page.side)
    page.click("My status", page.side)
    page.expect_text("you asked: my status", page.side)
    page.reply("and theirs?")
    page.expect_text("you asked: and theirs?", page.side)


def test_files_go_up_and_come_down(window: Window, tmp_path: Path, sandbox: SandboxServer) -> None:
    file = tmp_path / "needs.csv"
    file.write_bytes(b"service,quantity\n")
    page = window("U0ANA", "C0OPEN")
    page.attach(str(file))
    expect(page.main.locator(".chip")).to_contain_text("needs.csv")
    page.main.get_by_role("button", name="Send").click()
    with page.page.expect_download() as download:
        page.main.locator(".file").click()
    assert download.value.path().read_bytes() == b"service,quantity\n"
    assert sandbox.events("message")[0]["event"]["subtype"] == "file_share"


def test_chosen_files_stay_in_a_form_that_the_app_changes(
    window: Window, helper: App, tmp_path: Path, sandbox: SandboxServer
) -> None:
    page = window()
    page.say("card")
    page.click("Ask for a change")
    choose_file(page, tmp_path / "plan.pdf", b"%PDF")
    expect(page.modal.locator(".chip")).to_have_text("plan.pdf")
    page.choose("Kind", "Phone", page.modal)
    page.expect_text("A price appeared", page.modal)
    expect(page.modal.locator(".chip")).to_have_text("plan.pdf")
    page.page.reload()
    expect(page.modal.locator(".chip")).to_have_text("plan.pdf")
    choose_file(page, tmp_path / "map.png", b"PNG")
    page.modal.get_by_role("button", name="Remove plan.pdf").click()
    expect(page.modal.locator(".chip")).to_have_text("map.png")
    page.modal.get_by_label("Quantity").fill("2")
    page.click("Send", page.modal)
    page.expect_no_modal()
    assert {file.name for file in sandbox.ws.files.values() if file.in_form} == {"plan.pdf", "map.png"}


def test_a_refused_file_is_told_at_its_field_until_the_next_one_is_chosen(
    window: Window, helper: App, tmp_path: Path
) -> None:
    page = window()
    page.say("card")
    page.click("Ask for a change")
    choose_file(page, tmp_path / "empty.pdf", b"")
    error = page.modal.locator("[data-block=plans] .field-error")
    expect(error).to_have_text("empty.pdf is empty. Choose a file with content.")
    choose_file(page, tmp_path / "plan.pdf", b"%PDF")
    expect(page.modal.locator(".chip")).to_have_text("plan.pdf")
    expect(error).to_be_empty()
    page.problems.clear()  # the browser itself tells of the refusal


def choose_file(page: SandboxPage, file: Path, content: bytes) -> None:
    file.write_bytes(content)
    page.modal.locator("input[type=file]").set_input_files(str(file))


def test_dates_are_told_in_the_readers_time_zone(
    window: Window, helper: App, sandbox: SandboxServer, client: WebClient
) -> None:
    client.chat_postMessage(channel="C0OPEN", text="at <!date^1795000000^{date_num} {time}|then>")
    window("U0ANA", "C0OPEN").expect_text("at 2026-11-18 5:06 AM")
    window("U0CLEO", "C0OPEN").expect_text("at 2026-11-18 4:06 AM")


@pytest.mark.parametrize(
    ("typed", "instant"),
    [
        ("2026-11-10T10:00", "2026-11-10T16:00+00:00"),
        ("2026-07-10T10:00", "2026-07-10T15:00+00:00"),
        ("2026-10-31T23:30", "2026-11-01T04:30+00:00"),
        ("2026-11-01T03:30", "2026-11-01T09:30+00:00"),
    ],
    ids=["winter", "summer", "before the clocks go back", "after it"],
)
def test_a_time_is_chosen_in_the_readers_time_zone(
    window: Window, app: App, connect: Connect, typed: str, instant: str
) -> None:
    at = int(datetime.fromisoformat(instant).timestamp())

    @app.action("meet")
    def meet(ack: Any, body: dict[str, Any], client: WebClient) -> None:
        ack()
        start = {"type": "datetimepicker", "action_id": "t"}
        times = (field({**start, "initial_date_time": at}, "known", "Known"), field(start, "new", "New"))
        client.views_open(trigger_id=body["trigger_id"], view=modal(*times))

    @app.view("form")
    def sent(ack: Any, view: dict[str, Any], body: dict[str, Any], client: WebClient) -> None:
        ack()
        known, new = (view["state"]["values"][name]["t"]["selected_date_time"] for name in ("known", "new"))
        client.chat_postMessage(channel=body["user"]["id"], text=f"{known} and {new}")

    app.message("times")(lambda say: say(text="Times", blocks=[actions(button("Meet", "meet"))]))
    connect(app)
    page = window()
    page.say("times")
    page.click("Meet")
    expect(page.modal.get_by_label("Known")).to_have_value(typed)
    page.fill("New", typed)
    page.submit()
    page.expect_text(f"{at} and {at}")


MARKUP = [
    ("*bold* and _italic_ and ~struck~", "strong,em,s"),
    ("`code` here", "code"),
    ("```block\nof code```", "pre"),
    ("&gt; quoted\n&gt; more", "blockquote"),
    ("<https://example.gov|a link>", "a"),
    ("snake_case_name and 2*3*4", ""),
    ("<javascript:alert(1)|bad>", ""),
    ("&lt;img src=x onerror=alert(1)&gt;", ""),
]


@pytest.mark.parametrize(("text", "tags"), MARKUP)
def test_mrkdwn_becomes_exactly_these_elements(
    window: Window, sandbox: SandboxServer, client: WebClient, text: str, tags: str
) -> None:
    client.chat_postMessage(channel="C0OPEN", text=text)
    page = window("U0ANA", "C0OPEN")
    found = page.last_message.locator(".msg-text").evaluate(
        "node => [...node.querySelectorAll('*')].map(e => e.localName).filter(n => n !== 'br').join(',')"
    )
    assert found == tags


def test_messages_are_walked_with_the_arrow_keys(window: Window, sandbox: SandboxServer) -> None:
    for text in ("one", "two", "three"):
        sandbox.say("ben.cole", "#general", text)
    page = window("U0ANA", "C0OPEN")
    page.last_message.focus()
    page.page.keyboard.press("ArrowUp")
    expect(page.messages.nth(1)).to_be_focused()
    page.page.keyboard.press("Tab")
    expect(page.messages.nth(1).get_by_role("button", name="Add a reaction")).to_be_focused()


def test_controls_set_and_clear_faults(window: Window, sandbox: SandboxServer) -> None:
    page = window()
    page.rail.get_by_role("button", name="Controls").click()
    drawer = page.page.locator("#controls")
    page.click("Too many requests (429), next 3 calls", drawer)
    page.expect_text("3 left", drawer)
    assert [fault.kind for fault in sandbox.services.faults.all] == ["429"]
    page.click("Clear faults", drawer)
    expect(drawer.get_by_text("3 left")).to_have_count(0)
    assert sandbox.services.faults.all == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_stands_against_accessibility_and_nothing_overflows(
    window: Window, helper: App, scheme: str, width: int
) -> None:
    page = window(width=width, scheme=scheme)
    page.say("card")
    page.expect_text("Step 4 of 10")
    assert (page.accessibility_findings(), page.overflows()) == ([], False)
    page.open_home()
    page.expect_text("Step 4 of 10")
    assert page.accessibility_findings() == []
    page.click("Ask for a change")
    page.expect_modal("Ask for a change")
    page.submit()
    page.expect_text("Please complete this required field.", page.modal)
    assert (page.accessibility_findings(), page.overflows()) == ([], False)
    page.page.keyboard.press("Escape")
    page.expect_no_modal()
    page.open_assistant()
    page.expect_text("What can I do?", page.side)
    assert (page.accessibility_findings(), page.overflows()) == ([], False)


def test_on_a_narrow_screen_the_rail_opens_and_closes(window: Window) -> None:
    page = window(width=390)
    expect(page.rail).to_be_hidden()
    page.main.get_by_role("button", name="Show conversations").click()
    page.go_to("general")
    expect(page.rail).to_be_hidden()
    assert page.overflows() is False
