"""Meetings about the needs in Slack: asked for in words, proposed by a form, accepted by a button, cancelled."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import pytest

from bot.choices import picked_offer
from bot.handlers import home, needs, needs_meetings
from bot.replies import Reply
from domain.needs_meetings import Invitation, MeetingState
from sandbox.blockkit.check import check_view
from services import Services
from services.needs_cards import MeetingView
from tests.blockkit import button, check_reply, shown
from tests.bot.desk import Desk, a_desk, who
from tests.bot.first_contacts import opened as opened_for_nina
from tests.bot.needs import FIRST, FS, SECOND, opened, person, press, proposed, updated
from tests.bot.saying import AT, a_turn

ASKED = "set up a meeting about our needs next Tuesday at 2"
SAID = ("time", "next Tuesday at 2", "2026-11-10T14:00:00-05:00")


@pytest.fixture
def desk(fresh_services: Services) -> Desk:
    return a_desk(fresh_services, needs, needs_meetings)


def meeting(services: Services) -> MeetingView:
    return services.needs_meetings.view(person(services, "james"), "m-1")


def asked(services: Services, user: str, text: str = ASKED, *named: Any) -> Reply:
    asker = who(services, user)
    reply = needs_meetings.schedule(a_turn(services, text, "schedule_meeting", *(named or (SAID,)), asker=asker))
    check_reply(reply)
    return reply


def buttons_of(services: Services, user: str) -> Reply:
    reply = needs_meetings.meeting_reply(
        who(services, user),
        services.needs_meetings.view(services.directory.actor(user), "m-1"),
        services.memory.read("none"),
    )
    check_reply(reply)
    return reply


# -- asked for ---------------------------------------------------------------------------------------------------


def test_the_times_that_were_said_stand_in_the_form(desk: Desk) -> None:
    reply = asked(desk.routes.services, "U0ERIK")
    assert "Propose up to five times for SLA-2027-0048, and CEC accepts one" in reply.text
    press(desk, "U0ERIK", button(reply, "Propose a meeting"))
    first = next(b for b in opened(desk)["blocks"] if b.get("block_id") == "time1")
    assert first["label"]["text"] == "Time 1, in Eastern Time"
    assert first["element"]["initial_date_time"] == int(datetime.fromisoformat(SAID[2]).timestamp())


def test_the_only_agreement_is_meant_whatever_its_step(fresh_services: Services) -> None:
    opened_for_nina(fresh_services)
    reply = asked(fresh_services, "U0NINA", "can we have a needs meeting next Tuesday at 2?")
    assert "Which of your agreements" not in reply.text
    assert "Propose up to five times for SLA-2027-" in reply.text
    at = int(datetime.fromisoformat(SAID[2]).timestamp())
    assert json.loads(button(reply, "Propose a meeting")["value"])["t"] == [at]


@pytest.mark.parametrize("picks", [True, False], ids=["in words", "by the button"])
def test_the_time_is_kept_while_one_of_several_agreements_is_chosen(services: Services, picks: bool) -> None:
    reply = asked(services, "U0MARIA")
    assert "Which of your agreements do you mean?" in reply.text
    picked = picked_offer(a_turn(services, "the second one", "browse_catalog", memory=reply.memory))
    words = picked.words if picks and picked else json.loads(button(reply, "SLA-2027-0041")["value"])["text"]
    named = ("agreement_number", "SLA-2027-0041", "SLA-2027-0041")
    assert button(asked(services, "U0MARIA", words, named, SAID), "Propose a meeting")


def test_a_day_alone_stands_at_ten_and_what_is_past_is_left_out(desk: Desk) -> None:
    text = "a meeting about our needs on November 12 or on October 1"
    named = (("time", "November 12", "2026-11-12"), ("time", "October 1", "2026-10-01"))
    reply = asked(desk.routes.services, "U0ERIK", text, *named)
    value = json.loads(button(reply, "Propose a meeting")["value"])
    assert value["t"] == [int(datetime.fromisoformat("2026-11-12T10:00:00-05:00").timestamp())]


def test_while_times_are_proposed_they_are_shown_instead(desk: Desk) -> None:
    proposed(desk.routes.services)
    reply = asked(desk.routes.services, "U0ERIK")
    assert "James Okafor (CEC) proposes a meeting about the needs of SLA-2027-0048" in reply.text
    assert "Room &lt;4&gt;" in reply.text
    assert button(reply, "Accept November 10, 2026, 10:00 AM EST")


def test_a_meeting_about_something_else_is_answered_as_before(services: Services) -> None:
    text = "set up a meeting about SLA-2026-0007"
    named = ("agreement_number", "SLA-2026-0007", "SLA-2026-0007")
    assert "To set up a meeting, write to" in asked(services, "U0MARIA", text, named).text


def test_another_organizations_agreement_is_refused(services: Services) -> None:
    text = f"set up a meeting about the needs of {FS}"
    assert "no such agreement" in asked(services, "U0MARIA", text, ("agreement_number", FS, FS)).text


# -- proposed ----------------------------------------------------------------------------------------------------


def form(desk: Desk, user: str) -> Mapping[str, Any]:
    press(desk, user, {"action_id": "needs.meeting_propose", "value": json.dumps({"number": FS, "t": []})})
    return opened(desk)


def send(desk: Desk, user: str, view: Mapping[str, Any], times: Mapping[str, datetime], **more: Any) -> Any:
    """The form sent as Slack sends it: seconds since the epoch, in a state of its own kind."""
    state = {
        name: {"value": {"type": "datetimepicker", "selected_date_time": int(at.timestamp())}}
        for name, at in times.items()
    }
    entered = {"minutes": "60", "place": "Room 4", **more}
    state |= {name: {"value": {"type": "plain_text_input", "value": value}} for name, value in entered.items()}
    sent = {"id": "V1", "hash": "h", **view, "state": {"values": state}}
    return desk.dispatch({"type": "view_submission", "user": {"id": user}, "team": {"id": "T1"}, "view": sent})


def test_times_are_proposed_once_however_often_the_form_is_sent(desk: Desk) -> None:
    services, view = desk.routes.services, form(desk, "U0JAMES")
    for _ in range(2):
        send(desk, "U0JAMES", view, {"time1": FIRST, "time3": SECOND})
    assert "James Okafor (CEC) proposes a meeting" in updated(desk)
    found = services.needs.view(person(services, "erik"), FS).meeting
    assert found is not None
    assert found.meeting.invitation == Invitation((FIRST, SECOND), 60, "Room 4")


@pytest.mark.parametrize(
    ("times", "more", "block"),
    [
        ({}, {}, "time1"),
        ({"time1": FIRST, "time3": AT}, {}, "time3"),
        ({"time1": FIRST, "time4": FIRST}, {}, "time4"),
        ({"time1": FIRST}, {"minutes": "7"}, "minutes"),
        ({"time1": FIRST}, {"minutes": "long"}, "minutes"),
        ({"time1": FIRST}, {"place": "x" * 301}, "place"),
    ],
)
def test_bad_input_is_said_at_its_field(
    desk: Desk, times: dict[str, datetime], more: dict[str, str], block: str
) -> None:
    answer = send(desk, "U0JAMES", form(desk, "U0JAMES"), times, **more)
    assert list(json.loads(answer.body)["errors"]) == [block]


def test_both_sides_at_once_the_later_one_is_told(desk: Desk) -> None:
    view = form(desk, "U0ERIK")
    proposed(desk.routes.services)
    answer = send(desk, "U0ERIK", view, {"time1": FIRST})
    assert "CEC proposed times already" in json.loads(answer.body)["errors"]["time1"]


def test_who_is_no_contact_gets_no_form(desk: Desk) -> None:
    press(desk, "U0MARIA", {"action_id": "needs.meeting_propose", "value": json.dumps({"number": FS})})
    assert not desk.slack.all("views.open")


# -- answered ----------------------------------------------------------------------------------------------------


def test_a_time_is_accepted_once(desk: Desk) -> None:
    services = desk.routes.services
    proposed(services)
    reply = buttons_of(services, "U0ERIK")
    press(desk, "U0ERIK", button(reply, "Accept November 10, 2026, 10:00 AM EST"))
    assert "Erik Lindqvist accepted this time" in updated(desk)
    assert f"<!date^{int(FIRST.timestamp())}^" in updated(desk)
    press(desk, "U0NAOMI", button(reply, "Accept November 11, 2026, 10:00 AM EST"))
    assert "accepted already" in desk.slack.sent[-1][1]["text"]
    assert meeting(services).meeting.time == FIRST


def test_an_accepted_meeting_stands_on_the_agreement_and_on_home(desk: Desk) -> None:
    services = desk.routes.services
    proposed(services)
    services.needs_meetings.accept(person(services, "erik"), "m-1", FIRST)
    for user in ("U0ERIK", "U0JAMES"):
        view = home.view_for(who(services, user), services)
        check_view(view)
        assert "Meeting about the needs of SLA-2027-0048" in shown(Reply("x", view["blocks"]))
    status = services.agreements.status(person(services, "erik"), FS)
    assert status.needs_meeting is not None
    assert status.needs_meeting.time == FIRST


def test_other_times_are_asked_for(desk: Desk) -> None:
    services = desk.routes.services
    proposed(services)
    press(desk, "U0ERIK", button(buttons_of(services, "U0ERIK"), "None of these times suits"))
    desk.submit("U0ERIK", opened(desk), {"reason": "Mornings <only>"})
    assert "asks for other times" in updated(desk)
    assert meeting(services).meeting.state is MeetingState.OTHER_TIMES


def test_a_meeting_is_cancelled_with_a_reason(desk: Desk) -> None:
    services = desk.routes.services
    proposed(services)
    services.needs_meetings.accept(person(services, "erik"), "m-1", FIRST)
    press(desk, "U0JAMES", button(buttons_of(services, "U0JAMES"), "Cancel the meeting about SLA-2027-0048"))
    answer = desk.submit("U0JAMES", opened(desk), {"reason": " "})
    assert "Say why" in json.loads(answer.body)["errors"]["reason"]
    desk.submit("U0JAMES", opened(desk), {"reason": "Fire season"})
    assert "James Okafor cancelled it: “Fire season”" in updated(desk)


@pytest.mark.parametrize("action", ["accept", "others", "cancel"])
@pytest.mark.parametrize("value", ["", "{}", '{"m": "m-1", "t": 5}', '{"m": 7}'])
def test_forged_values_change_nothing_and_are_answered(desk: Desk, action: str, value: str) -> None:
    proposed(desk.routes.services)
    answer = desk.click("U0MARIA", {"action_id": f"needs.meeting_{action}", "value": value}, channel={"id": "D1"})
    assert answer.status == 200
    assert "I can't find that meeting" in desk.slack.all("chat.postMessage")[-1]["text"]
    assert meeting(desk.routes.services).meeting.state is MeetingState.PROPOSED
