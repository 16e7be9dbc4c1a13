"""What people are told of meetings, and the file that comes with it."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pytest

from bot.notices import Notices
from bot.replies import Reply
from domain.meeting_series import Scope
from domain.meetings import MeetingKind, MeetingState, Repeats
from domain.recurrences import Recurrence, Rhythm
from services import Services
from services.meeting_notes import NewItem
from tests.blockkit import button, check_reply, shown
from tests.bot.desk import FakeSlack
from tests.bot.meetings import FIRST, FS, booked, card, proposed
from tests.bot.needs import person
from tests.bot.saying import AT


def deliver(
    services: Services,
    kind: str,
    user: str | None,
    channel: str | None = None,
    slack: FakeSlack | None = None,
    **facts: Any,
) -> FakeSlack:
    to = {"staff": False, "channel_id": channel, "slack_user_id": user, "thread_ts": None}
    known = {"meeting": "m-1", "number": FS, "title": "Startup <meeting>", "by": "James Okafor", "at": AT.isoformat()}
    slack = slack or FakeSlack()
    packed = {"key": "k", "kind": kind, "to": to, "facts": {**known, "starts_at": FIRST.isoformat(), **facts}}
    Notices(slack, services).deliver(packed, again=False)
    return slack


class Remembering(FakeSlack):
    """A direct conversation in which messages of meetings stand already."""

    def _answer(self, method: str, arguments: Mapping[str, Any]) -> Mapping[str, Any]:
        if method != "conversations.history":
            return super()._answer(method, arguments)
        keys = ("meeting:m-1:3:proposed:U0ERIK", "meeting:m-2:1:proposed:U0ERIK", "meeting:m-1:2:proposed:U0ERIK")
        return {
            "messages": [{"ts": f"{at}.0", "metadata": {"event_payload": {"key": key}}} for at, key in enumerate(keys)]
        }


def seen(services: Services, kind: str, user: str, **facts: Any) -> Reply:
    said = deliver(services, kind, user, **facts).all("chat.postMessage")[0]
    reply = Reply(said["text"], said.get("blocks") or ())
    check_reply(reply)
    return reply


def test_who_is_asked_sees_the_times_with_a_button_for_each(fresh_services: Services) -> None:
    proposed(fresh_services)
    reply = seen(fresh_services, "meeting", "U0ERIK", what="proposed")
    assert "James Okafor proposes times for Startup meeting of SLA-2027-0048. Say which suit you." in reply.text
    assert f"<!date^{int(FIRST.timestamp())}^" in reply.text
    assert "Room &lt;4&gt;" in shown(reply)
    assert button(reply, "None of these: Startup meeting")


def test_older_messages_show_how_it_stands_and_offer_no_refused_time_any_more(fresh_services: Services) -> None:
    proposed(fresh_services)
    fresh_services.meetings.answer(person(fresh_services, "erik"), "m-1", other="Mornings")
    slack = deliver(fresh_services, "meeting", "U0JAMES", slack=Remembering(), what="other_times")
    older = slack.all("chat.update")
    assert [each["ts"] for each in older] == ["0.0", "2.0"]
    assert all("has no time yet" in each["text"] and "Book a time" not in str(each["blocks"]) for each in older)
    said = slack.all("chat.postMessage")[0]["text"]
    assert "Erik Lindqvist can't come" in said
    assert "asks for another time: “Mornings”" in said


def test_who_is_not_told_anything_new_sees_the_answers_in_the_latest_message(fresh_services: Services) -> None:
    proposed(fresh_services)
    fresh_services.meetings.answer(person(fresh_services, "naomi"), "m-1", yes=(FIRST,))
    slack = deliver(fresh_services, "meeting", "U0ERIK", slack=Remembering(), what="seen_anew")
    latest, older = slack.all("chat.update")
    assert "can come: James Okafor and Naomi Begay" in latest["text"]
    assert "Yes, " in str(latest["blocks"])
    assert "Yes, " not in str(older["blocks"])
    assert not slack.all("chat.postMessage")


def test_what_happened_to_a_series_and_when_it_was_to_be_is_said(fresh_services: Services) -> None:
    booked(fresh_services)
    also: dict[str, Any] = {"also": 3, "last": (FIRST + timedelta(days=21)).isoformat()}
    called_off = seen(fresh_services, "meeting", "U0ERIK", what="cancelled", **also)
    assert "and the 3 that follow, up to <!date^" in called_off.text
    moved = seen(fresh_services, "meeting", "U0ERIK", what="moved", was=FIRST.isoformat())
    assert "James Okafor moved Startup meeting of SLA-2027-0048. It was to be <!date^" in moved.text


@pytest.mark.parametrize("what", ["booked", "moved", "changed", "invited", "accepted"])
def test_what_a_calendar_has_to_know_comes_with_its_file(fresh_services: Services, what: str) -> None:
    booked(fresh_services)
    kind = "needs_meeting" if what == "accepted" else "meeting"
    slack = deliver(fresh_services, kind, "U0ERIK", what=what)
    (upload,) = slack.all("files.upload")
    ((name, content),) = upload["files"].items()
    assert name.endswith("meeting.ics")
    assert b"METHOD:REQUEST" in content


def test_a_series_that_goes_on_at_other_times_comes_with_what_is_left_of_the_former_one(
    fresh_services: Services,
) -> None:
    weekly = Repeats(Recurrence(Rhythm.WEEKLY, date(2026, 12, 15)), "America/Denver")
    booked(fresh_services, kind=MeetingKind.SERVICE_REVIEW, repeats=weekly)
    james = person(fresh_services, "james")
    cards = fresh_services.meetings.of_agreement(james, FS, MeetingState.BOOKED)
    third = next(each.meeting for each in cards if each.meeting.time == FIRST + timedelta(days=14))
    fresh_services.meetings.move(james, third.id, FIRST + timedelta(days=15), Scope.FOLLOWING)
    slack = deliver(fresh_services, "meeting", "U0ERIK", what="moved", meeting=third.id, former="m-1")
    (upload,) = slack.all("files.upload")
    assert sorted(upload["files"]) == [f"{FS}-meeting.ics", f"{FS}-meetings-before.ics"]


def test_one_that_is_called_off_comes_with_the_cancellation(fresh_services: Services) -> None:
    booked(fresh_services)
    fresh_services.meetings.cancel(person(fresh_services, "james"), "m-1", "Fire season")
    slack = deliver(fresh_services, "meeting", "U0ERIK", what="cancelled")
    assert "James Okafor called it off: “Fire season”" in slack.all("chat.postMessage")[0]["text"]
    assert b"METHOD:CANCEL" in next(iter(slack.all("files.upload")[0]["files"].values()))


@pytest.mark.parametrize("what", ["other_times", "declined", "noted", "answer_wanted", "proposed"])
def test_other_news_come_without_a_file(fresh_services: Services, what: str) -> None:
    proposed(fresh_services)
    slack = deliver(fresh_services, "meeting", "U0ERIK", what=what)
    assert slack.all("chat.postMessage")
    assert not slack.all("files.upload")


def test_nobody_is_asked_again_once_it_is_booked(fresh_services: Services) -> None:
    booked(fresh_services)
    assert not deliver(fresh_services, "meeting", "U0ERIK", what="answer_wanted").all("chat.postMessage")


def test_who_was_left_out_is_told_though_they_may_not_see_it(fresh_services: Services) -> None:
    booked(fresh_services)
    reply = seen(fresh_services, "meeting", "U0MARIA", what="left_out")
    assert "says that you need not come to Startup &lt;meeting&gt; of SLA-2027-0048" in reply.text


def test_who_may_not_see_it_is_told_nothing(fresh_services: Services) -> None:
    booked(fresh_services)
    assert not deliver(fresh_services, "meeting", "U0MARIA", what="booked").all("chat.postMessage")


def test_in_a_channel_everyone_reads_the_times_in_their_own(fresh_services: Services) -> None:
    proposed(fresh_services)
    said = deliver(fresh_services, "meeting", None, "C0STAFF", what="proposed").all("chat.postMessage")[0]
    assert "(in your own time)" in said["text"]
    assert "Eastern Time" not in said["text"].split("Agenda")[0].split("Say which suit you.")[1].partition(":")[0]


def test_a_reminder_brings_agenda_and_a_way_to_decline(fresh_services: Services) -> None:
    booked(fresh_services)
    reply = seen(fresh_services, "meeting_reminder", "U0ERIK", before=15, open_items=0)
    assert "Soon: Startup meeting of SLA-2027-0048" in reply.text
    assert "What is blocked" in reply.text
    assert button(reply, "I can't come: Startup meeting")


def test_nobody_is_reminded_of_a_time_that_is_not_its_own_any_more(fresh_services: Services) -> None:
    booked(fresh_services)
    old = (FIRST - timedelta(days=1)).isoformat()
    assert not deliver(fresh_services, "meeting_reminder", "U0ERIK", before=15, starts_at=old).all("chat.postMessage")


def test_who_has_an_action_item_is_told_until_it_is_done(fresh_services: Services) -> None:
    booked(fresh_services)
    item = NewItem("Send the <list>", "p-erik", date(2026, 11, 20))
    fresh_services.meeting_notes.add_item(person(fresh_services, "james"), "m-1", item, "i-1")
    facts: dict[str, Any] = {"item": "i-1", "text": "Send", "due_on": "2026-11-20", "what": "given"}
    reply = seen(fresh_services, "action_item", "U0ERIK", **facts)
    assert "You have an action item of SLA-2027-0048, due Fri, Nov 20, 2026: Send the &lt;list&gt;" in reply.text
    assert "today" not in shown(reply)
    assert button(reply, "Done: Send the <list>")
    fresh_services.meeting_notes.finish_item(person(fresh_services, "erik"), "i-1")
    assert card(fresh_services, "erik").items[0].item.done_at
    assert not deliver(fresh_services, "action_item", "U0ERIK", **facts).all("chat.postMessage")
