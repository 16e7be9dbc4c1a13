"""Needs in Slack: shown, recorded, changed and sent by staff; confirmed, corrected and declined by the customer."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from bot.handlers import needs, needs_answers, needs_notes
from bot.handlers.needs import show
from bot.replies import Reply
from domain.needs import NeedContent, NeedState, Source, SourceKind
from domain.permissions import Actor
from domain.stages import Stage
from sandbox.blockkit.check import check_view
from services import Services
from services.needs_cards import NeedsView
from tests.blockkit import button, check_reply, elements, shown
from tests.bot.desk import Desk, FakeSlack, Table, a_command, a_desk, who
from tests.bot.saying import understood

FS = "SLA-2027-0048"
CHANNEL, STAFF_CHANNEL = "C0NRCS", "C0STAFF"
LAPTOPS = NeedContent("end_user_support", "40 laptops & <docks> for *field* staff", "managed_laptop", 40)
BACKUP = NeedContent("storage_and_backup", "Maps backed up every night")
TALK = Source(SourceKind.MEETING, "Kickoff")
MESSAGE = {"ts": "1700000000.000100"}
NOTE = "note: they need 40 laptops for the field office"
KNOWN = {NOTE: understood(NOTE, "ask_price", ("quantity", "40", 40), ("service", "laptops", "managed_laptop"))}


@pytest.fixture
def desk(fresh_services: Services) -> Desk:
    return a_desk(fresh_services, needs, needs_answers, needs_notes, table=Table(KNOWN))


def person(services: Services, name: str) -> Actor:
    return services.directory.actor(f"U0{name.upper()}")


def recorded(services: Services, *contents: NeedContent) -> NeedsView:
    james = person(services, "james")
    for place, content in enumerate(contents or (LAPTOPS, BACKUP)):
        services.needs.record(james, FS, content, TALK, f"n-{place}")
    return services.needs.view(james, FS)


def sent(services: Services, *contents: NeedContent) -> NeedsView:
    recorded(services, *contents)
    return services.needs.complete(person(services, "james"), FS).view


def card(services: Services, user: str, page: int = 0) -> Reply:
    reply = show(who(services, user), services, FS, page)
    check_reply(reply)
    return reply


def press(desk: Desk, user: str, element: Mapping[str, Any], channel: str = "D1", **more: Any) -> None:
    container = {"message_ts": MESSAGE["ts"], "channel_id": channel}
    desk.click(user, element, channel={"id": channel}, message=MESSAGE, container=container, **more)


def updated(desk: Desk) -> str:
    """What stands in the place of the message whose button was pressed."""
    last = desk.slack.all("chat.update")[-1]
    check_reply(Reply(last["text"], last["blocks"]))
    return shown(Reply(last["text"], last["blocks"]))


def opened(desk: Desk) -> dict[str, Any]:
    view = desk.slack.all("views.open")[-1]["view"]
    check_view(view)
    return view


def line_menu(services: Services, do: str) -> dict[str, Any]:
    menu = next(each for each in elements(card(services, "U0JAMES").blocks) if each["type"] == "overflow")
    chosen = next(each for each in menu["options"] if each["text"]["text"] == do)
    return {"type": "overflow", "action_id": menu["action_id"], "selected_option": chosen}


# -- shown -------------------------------------------------------------------------------------------------------


def test_without_needs_staff_can_record_the_first(fresh_services: Services) -> None:
    reply = card(fresh_services, "U0JAMES")
    assert "No needs are recorded yet" in shown(reply)
    assert button(reply, "Record a need")
    with pytest.raises(AssertionError):
        button(reply, "Needs are complete")


def test_a_line_shows_what_it_says_where_it_was_said_and_by_whom(fresh_services: Services) -> None:
    recorded(fresh_services)
    for reply in (card(fresh_services, "U0JAMES"), card(fresh_services, "U0ERIK")):
        said = shown(reply)
        assert "1. End-user support, Managed laptop, 40 laptops: not sent yet" in said
        assert LAPTOPS.text in said  # as it was typed, in a block that reads no marks
        assert "From a meeting: Kickoff. Recorded by James Okafor" in said
        assert "40 laptops &amp; &lt;docks&gt;" in reply.text


def test_the_customer_answers_only_what_was_sent(fresh_services: Services) -> None:
    recorded(fresh_services)
    assert not [
        e for e in elements(card(fresh_services, "U0ERIK").blocks) if e["action_id"].startswith("needs.confirm")
    ]
    fresh_services.needs.complete(person(fresh_services, "james"), FS)
    reply = card(fresh_services, "U0ERIK")
    assert "2 need" in shown(reply)
    assert "Confirm each line, correct it, or say that it is not needed" in shown(reply)
    assert button(reply, "Confirm all needs of SLA-2027-0048")
    assert button(reply, "Not needed: line 2")


def test_many_and_long_needs_are_shown_in_full_over_pages(fresh_services: Services) -> None:
    long = [NeedContent("end_user_support", f"{place} " + "&" * 2_990) for place in range(20)]
    sent(fresh_services, *long)
    texts = "".join(shown(card(fresh_services, user, page)) for user in ("U0ERIK",) for page in range(3))
    assert all(content.text.strip() in texts for content in long)
    assert button(card(fresh_services, "U0ERIK", 1), "Next needs of SLA-2027-0048")
    assert shown(card(fresh_services, "U0ERIK", 99)) == shown(card(fresh_services, "U0ERIK", 2))


def test_the_subcommand_shows_the_only_one_at_this_step_or_those_to_choose_from(fresh_services: Services) -> None:
    def typed(user: str, words: str) -> Reply:
        command = a_command(fresh_services, user, "D1", "needs", words, FakeSlack())
        reply = needs.command(command)
        assert isinstance(reply, Reply)
        check_reply(reply)
        return reply

    assert "SLA-2027-0048: Needs" in shown(typed("U0ERIK", ""))
    assert "SLA-2027-0044" in shown(typed("U0JAMES", ""))
    assert "SLA-2027-0048: Needs" in shown(typed("U0JAMES", "sla 2027-48"))
    assert "no such agreement" in typed("U0MARIA", FS).text


def test_a_stranger_is_refused(fresh_services: Services) -> None:
    assert "I can't match you" in show(who(fresh_services, "U0NINA"), fresh_services, FS).text


# -- staff -------------------------------------------------------------------------------------------------------


def values(**changes: Any) -> dict[str, Any]:
    entered = {"area": "end_user_support", "text": "40 laptops", "service": "managed_laptop", "quantity": "40"}
    return {**entered, "source": "meeting", "reference": "Kickoff", **changes}


def test_a_need_is_recorded_by_the_form(desk: Desk) -> None:
    services = desk.routes.services
    press(desk, "U0JAMES", button(card(services, "U0JAMES"), "Record a need"))
    form = opened(desk)
    for _ in range(2):  # a double click sends the same form twice
        desk.submit("U0JAMES", form, values())
    (need,) = services.needs.view(person(services, "james"), FS).needs
    assert (need.content.quantity, need.source, need.author) == (40, TALK, "p-james")
    assert "1. End-user support, Managed laptop, 40 laptops" in updated(desk)


@pytest.mark.parametrize(
    ("changes", "block", "sentence"),
    [
        ({"text": "  "}, "text", "Say in a sentence"),
        ({"text": "x" * 3_001}, "text", "Make it shorter"),
        ({"quantity": "0"}, "quantity", "1 or more"),
        ({"quantity": "-1"}, "quantity", "1 or more"),
        ({"quantity": "many"}, "quantity", "in digits"),
        ({"service": "unicorn"}, "service", "no service"),
        ({"area": "cooking"}, "area", "Choose the area"),
        ({"source": "gossip"}, "source", "Choose where"),
    ],
)
def test_bad_input_is_said_at_its_field(desk: Desk, changes: dict[str, Any], block: str, sentence: str) -> None:
    services = desk.routes.services
    press(desk, "U0JAMES", button(card(services, "U0JAMES"), "Record a need"))
    answer = desk.submit("U0JAMES", opened(desk), values(**changes))
    assert sentence in json.loads(answer.body)["errors"][block]
    assert not services.needs.view(person(services, "james"), FS).needs


def test_a_form_of_someone_else_records_nothing(desk: Desk) -> None:
    services = desk.routes.services
    press(desk, "U0JAMES", button(card(services, "U0JAMES"), "Record a need"))
    desk.submit("U0PRIYA", opened(desk), values())
    assert not services.needs.view(person(services, "james"), FS).needs


def test_a_customer_gets_no_form(desk: Desk) -> None:
    press(desk, "U0ERIK", {"action_id": "needs.record", "value": json.dumps({"number": FS})})
    assert not desk.slack.all("views.open")
    assert "That is for CEC staff" in desk.slack.sent[-1][1]["text"]


def test_a_line_is_changed_and_removed_from_its_menu(desk: Desk) -> None:
    services = desk.routes.services
    recorded(services, LAPTOPS)
    press(desk, "U0JAMES", line_menu(services, "Edit"))
    desk.submit("U0JAMES", opened(desk), values(text="45 laptops", quantity="45"))
    assert "45 laptops" in updated(desk)
    press(desk, "U0JAMES", line_menu(services, "History"))
    assert "quantity from “40” to “45”" in shown(Reply("x", opened(desk)["blocks"]))
    press(desk, "U0JAMES", line_menu(services, "Remove"))
    desk.submit("U0JAMES", opened(desk), {})
    assert "No needs are recorded yet" in updated(desk)


def test_a_form_that_was_overtaken_says_so_and_keeps_what_was_typed(desk: Desk) -> None:
    services = desk.routes.services
    (need,) = recorded(services, LAPTOPS).needs
    press(desk, "U0JAMES", line_menu(services, "Edit"))
    services.needs.edit(person(services, "priya"), need.id, BACKUP, TALK, 1)
    answer = desk.submit("U0JAMES", opened(desk), values())
    assert "It now says: “Maps backed up every night”" in json.loads(answer.body)["errors"]["area"]


def test_needs_are_sent_with_one_press(desk: Desk) -> None:
    services = desk.routes.services
    recorded(services)
    for said in ("The needs are sent to the customer.", "Nothing was changed"):
        press(desk, "U0JAMES", {"action_id": "needs.complete", "value": json.dumps({"number": FS})})
        assert said in updated(desk)


@pytest.mark.parametrize("value", ["", "{}", "nonsense", '{"n": "n-0"}', '{"n": 7, "v": "x"}'])
@pytest.mark.parametrize("action", ["confirm", "decline", "correct", "take_over", "line", "open", "complete"])
def test_forged_values_change_nothing_and_are_answered(desk: Desk, action: str, value: str) -> None:
    services = desk.routes.services
    before = recorded(services)
    for user in ("U0MARIA", "U0ERIK"):
        answer = desk.click(user, {"action_id": f"needs.{action}", "value": value}, channel={"id": "D1"})
        assert answer.status == 200
    assert desk.slack.all("chat.postMessage")
    assert services.needs.view(person(services, "james"), FS) == before


# -- the customer ------------------------------------------------------------------------------------------------


def test_lines_are_confirmed_one_by_one_until_the_agreement_moves_on(desk: Desk) -> None:
    services = desk.routes.services
    sent(services)
    press(desk, "U0ERIK", button(card(services, "U0ERIK"), "Confirm: line 1"))
    assert "1 waits for confirmation, 1 confirmed" in updated(desk)
    press(desk, "U0ERIK", button(card(services, "U0ERIK"), "Confirm: line 2"))
    assert "All needs are settled; SLA-2027-0048 is at step 3 of 10, Customer survey" in updated(desk)
    assert services.agreements.status(person(services, "erik"), FS).stage is Stage.SURVEY


def test_all_are_confirmed_at_once_and_a_double_click_changes_nothing(desk: Desk) -> None:
    services = desk.routes.services
    sent(services)
    confirm = button(card(services, "U0ERIK"), "Confirm all needs of SLA-2027-0048")
    press(desk, "U0ERIK", confirm)
    assert "All needs are settled" in updated(desk)
    press(desk, "U0ERIK", confirm)
    assert "Nothing was changed" in updated(desk)


def test_a_correction_goes_to_staff_who_take_it_over(desk: Desk) -> None:
    services = desk.routes.services
    sent(services, LAPTOPS)
    press(desk, "U0ERIK", button(card(services, "U0ERIK"), "Correct: line 1"))
    desk.submit("U0ERIK", opened(desk), {"text": "60 laptops", "quantity": "60"})
    assert "CEC staff have your correction" in updated(desk)
    reply = card(services, "U0JAMES")
    assert "Correction by Erik Lindqvist" in shown(reply)
    press(desk, "U0JAMES", button(reply, "Take over the correction of line 1"))
    (need,) = services.needs.view(person(services, "james"), FS).needs
    assert (need.state, need.content.text, need.content.quantity) == (NeedState.CONFIRMED, "60 laptops", 60)


def test_a_correction_that_says_nothing_is_refused_at_its_field(desk: Desk) -> None:
    sent(desk.routes.services, LAPTOPS)
    press(desk, "U0ERIK", button(card(desk.routes.services, "U0ERIK"), "Correct: line 1"))
    answer = desk.submit("U0ERIK", opened(desk), {"text": " ", "quantity": "0"})
    assert "text" in json.loads(answer.body)["errors"] or "quantity" in json.loads(answer.body)["errors"]


def test_what_changed_since_it_was_shown_is_not_confirmed(desk: Desk) -> None:
    services = desk.routes.services
    (need,) = sent(services, LAPTOPS).needs
    old = button(card(services, "U0ERIK"), "Confirm: line 1")
    services.needs.edit(person(services, "james"), need.id, BACKUP, TALK, 1)
    press(desk, "U0ERIK", old)
    assert "It now says: “Maps backed up every night”" in desk.slack.sent[-1][1]["text"]


# -- a sentence, and the message shortcut ------------------------------------------------------------------------


def test_a_sentence_of_staff_offers_the_filled_form(desk: Desk) -> None:
    services = desk.routes.services
    asker = who(services, "U0JAMES")
    show(asker, services, FS)
    services.memory.keep("D1::U0JAMES", needs.show(asker, services, FS).memory)  # pyright: ignore[reportArgumentType]
    reply = desk.routes.conversation.answer(asker, NOTE, "1.0")
    check_reply(reply)
    assert "a need of SLA-2027-0048" in reply.text
    press(desk, "U0JAMES", button(reply, "Record this need"))
    form = opened(desk)
    filled = {b["block_id"]: b["element"] for b in form["blocks"] if b["type"] == "input"}
    assert filled["text"]["initial_value"] == "They need 40 laptops for the field office"
    assert filled["service"]["initial_option"]["value"] == "managed_laptop"
    assert filled["quantity"]["initial_value"] == "40"
    assert filled["area"]["initial_option"]["value"] == "end_user_support"
    assert not services.needs.view(person(services, "james"), FS).needs


def test_a_customers_note_is_an_ordinary_sentence(desk: Desk) -> None:
    assert not needs_notes.is_note(who(desk.routes.services, "U0ERIK"), NOTE)


@pytest.mark.parametrize(
    ("text", "noted"),
    [
        ("Note: they need phones", True),
        ("need: 40 laptops", True),
        ("please note that they need phones", True),
        ("record as need: phones", True),
        ("note:", False),
        ("what do they need", False),
        ("needs of SLA-2027-0048", False),
    ],
)
def test_what_is_a_note(services: Services, text: str, noted: bool) -> None:
    assert needs_notes.is_note(who(services, "U0JAMES"), text) is noted


def test_in_passing_a_note_counts_only_in_bound_channels(services: Services) -> None:
    assert needs_notes.is_note_in_passing(who(services, "U0JAMES", CHANNEL), NOTE)
    assert not needs_notes.is_note_in_passing(who(services, "U0JAMES", "C0GENERAL"), NOTE)


def shortcut(desk: Desk, user: str, text: str | None, channel: str = STAFF_CHANNEL) -> dict[str, Any]:
    desk.dispatch(
        {
            "type": "message_action", "callback_id": "record_need", "trigger_id": "T.1", "team": {"id": "T1"},
            "user": {"id": user}, "channel": {"id": channel}, "message": {"ts": "1.0", "text": text},
            "message_ts": "1.0",
        }
    )  # fmt: skip
    view = desk.slack.all("views.update")[-1]["view"]
    check_view(view)
    return view


def test_the_shortcut_fills_the_form_with_the_message_and_its_link(desk: Desk) -> None:
    form = shortcut(desk, "U0JAMES", "Phones &amp; radios for <https://x.example.gov|the crews>")
    filled = {b["block_id"]: b["element"] for b in form["blocks"] if b["type"] == "input"}
    assert filled["text"]["initial_value"] == "Phones & radios for the crews"
    assert filled["reference"]["initial_value"] == "https://example.slack.com/archives/C0STAFF/p10"
    entered = values(agreement=FS, source="message", reference="https://example.slack.com/archives/C0STAFF/p10")
    answer = desk.submit("U0JAMES", form, entered)
    assert "SLA-2027-0048" in json.loads(answer.body)["view"]["title"]["text"]
    (need,) = desk.routes.services.needs.view(person(desk.routes.services, "james"), FS).needs
    assert need.source == Source(SourceKind.MESSAGE, "https://example.slack.com/archives/C0STAFF/p10")


def test_the_shortcut_with_a_forged_agreement_says_so_at_the_field(desk: Desk) -> None:
    form = shortcut(desk, "U0JAMES", "Phones")
    answer = desk.submit("U0JAMES", form, values(agreement="SLA-1999-0001"))
    assert "There is no agreement" in json.loads(answer.body)["errors"]["agreement"]


@pytest.mark.parametrize(
    ("user", "text"), [("U0ERIK", "Phones"), ("U0NINA", "Phones"), ("U0JAMES", "  "), ("U0JAMES", None)]
)
def test_the_shortcut_without_right_or_words_says_why(desk: Desk, user: str, text: str | None) -> None:
    view = shortcut(desk, user, text)
    assert not [block for block in view["blocks"] if block["type"] == "input"]
