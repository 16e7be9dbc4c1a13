"""Meetings in Slack: set up by a form, answered, booked, moved, called off, noted."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.handlers import home, meeting_answers, meeting_changes, meeting_notes, meeting_setup, meetings
from bot.replies import Reply
from domain.meetings import MeetingKind, MeetingState
from sandbox.blockkit.check import check_view
from services import Services
from tests.blockkit import button, shown
from tests.bot.desk import Desk, a_desk, who
from tests.bot.meetings import FIRST, FS, SECOND, booked, card, proposed, shown_to
from tests.bot.needs import opened, person, press, updated
from tests.bot.startup import menu_choice

ALL = (home, meetings, meeting_setup, meeting_answers, meeting_changes, meeting_notes)
NEW = {"action_id": "meetings.new", "value": json.dumps({"number": FS})}
AT_FIRST, AT_SECOND = int(FIRST.timestamp()), int(SECOND.timestamp())


@pytest.fixture
def desk(fresh_services: Services) -> Desk:
    return a_desk(fresh_services, *ALL)


def field(view: dict[str, Any], name: str) -> dict[str, Any]:
    return next(b for b in view["blocks"] if b.get("block_id", "").partition("|")[0] == name)


def errors(answer: Any) -> dict[str, str]:
    return json.loads(answer.body)["errors"]


def filled(view: dict[str, Any], **values: Any) -> dict[str, Any]:
    """As the form stands, changed at these fields."""
    people = {name: [o["value"] for o in field(view, name)["element"].get("initial_options", [])] for name in PEOPLE}
    first = {
        "kind": field(view, "kind")["element"]["initial_option"]["value"],
        "title": field(view, "title")["element"]["initial_value"],
        "minutes": field(view, "minutes")["element"]["initial_option"]["value"],
        **people,
    }
    given = {**first, **values}
    ids = {b["block_id"].partition("|")[0]: b["block_id"] for b in view["blocks"] if "block_id" in b}
    return {ids[name]: value for name, value in given.items()}


PEOPLE = ("required", "invited")


def planned(desk: Desk, user: str, view: dict[str, Any], **values: Any) -> dict[str, Any]:
    """The form as it is shown after something in it was changed."""
    state = {block: {"value": _state(value)} for block, value in filled(view, **values).items()}
    modal = {**view, "id": "V1", "hash": "h", "state": {"values": state}}
    desk.click(user, {"action_id": "meetings.plan:kind"}, view=modal)
    shown_anew = desk.slack.all("views.update")[-1]["view"]
    check_view(shown_anew)
    return shown_anew


def _state(value: Any) -> dict[str, Any]:
    if isinstance(value, list):
        return {"type": "multi_static_select", "selected_options": [{"value": each} for each in value]}
    kind = "selected_date_time" if isinstance(value, int) else "value"
    return {"type": "any", kind: value}


class TestSettingUp:
    def test_the_form_has_the_people_of_the_kind_and_times_at_which_they_can(self, desk: Desk) -> None:
        press(desk, "U0JAMES", NEW)
        view = opened(desk)
        assert field(view, "title")["element"]["initial_value"] == "Meeting about the needs"
        options = field(view, "slots")["element"]["options"]
        assert len(options) == 5
        assert len(field(view, "slots")["element"]["initial_options"]) == 3
        desk.submit("U0JAMES", view, filled(view, slots=[each["value"] for each in options[:2]]))
        assert "James Okafor proposes" in updated(desk)
        (found,) = desk.routes.services.meetings.of_agreement(person(desk.routes.services, "james"), FS)
        assert found.meeting.state is MeetingState.PROPOSED
        assert [int(slot.timestamp()) for slot in found.meeting.slots] == [int(o["value"]) for o in options[:2]]

    def test_one_of_the_kind_that_is_there_already_is_said_first(self, desk: Desk) -> None:
        booked(desk.routes.services)
        press(desk, "U0JAMES", {"action_id": "meetings.new", "value": json.dumps({"number": FS, "k": "startup"})})
        said = shown(Reply("x", opened(desk)["blocks"]))
        assert "There is one already. Startup meeting of SLA-2027-0048: Tue, Nov 10, 2026, 11:00 AM EST." in said

    def test_who_is_named_and_how_long_stands_in_the_form(self, desk: Desk) -> None:
        words = {"number": FS, "w": "book 30 minutes with Naomi"}
        press(desk, "U0ERIK", {"action_id": "meetings.new", "value": json.dumps(words)})
        view = opened(desk)
        people = [each["value"] for each in field(view, "required")["element"]["initial_options"]]
        assert people == ["p-erik", "p-naomi"]
        assert field(view, "minutes")["element"]["initial_option"]["value"] == "30"

    def test_a_time_of_ones_own_takes_the_place_of_the_first_ticks(self, desk: Desk) -> None:
        press(desk, "U0JAMES", NEW)
        first = [each["value"] for each in field(opened(desk), "slots")["element"]["initial_options"]]
        view = planned(desk, "U0JAMES", opened(desk), time1=AT_SECOND, slots=first)
        assert "initial_options" not in field(view, "slots")["element"]

    def test_sent_twice_it_counts_once(self, desk: Desk) -> None:
        press(desk, "U0JAMES", NEW)
        view = opened(desk)
        for _ in range(2):
            desk.submit("U0JAMES", view, filled(view, time1=AT_FIRST))
        assert len(desk.routes.services.meetings.of_agreement(person(desk.routes.services, "james"), FS)) == 1

    def test_another_kind_brings_its_own_people_length_and_agenda(self, desk: Desk) -> None:
        press(desk, "U0JAMES", NEW)
        view = planned(desk, "U0JAMES", opened(desk), kind="service_review")
        assert field(view, "title")["element"]["initial_value"] == "Service review"
        assert field(view, "minutes")["element"]["initial_option"]["value"] == "45"

    def test_a_time_of_ones_own_that_does_not_suit_is_explained_while_the_form_is_open(self, desk: Desk) -> None:
        press(desk, "U0JAMES", NEW)
        evening = int(datetime(2026, 11, 10, 23, 30, tzinfo=UTC).timestamp())
        view = planned(desk, "U0JAMES", opened(desk), time1=evening)
        assert "James Okafor does not work then (6:30 PM there)" in shown(Reply("x", view["blocks"]))
        holiday = int(datetime(2026, 11, 11, 16, 0, tzinfo=UTC).timestamp())
        view = planned(desk, "U0JAMES", view, time1=holiday)
        assert "Veterans Day" in shown(Reply("x", view["blocks"]))

    @pytest.mark.parametrize(
        ("at", "why"),
        [
            (datetime(2026, 10, 1, 15, tzinfo=UTC), "That time is past"),
            (datetime(2026, 11, 11, 15, tzinfo=UTC), "federal holiday"),
            (datetime(2026, 11, 12, 8, tzinfo=UTC), "at night"),
        ],
    )
    def test_a_time_that_cannot_be_is_refused_at_its_field(self, desk: Desk, at: datetime, why: str) -> None:
        press(desk, "U0JAMES", NEW)
        view = opened(desk)
        answer = desk.submit("U0JAMES", view, filled(view, time1=AT_FIRST, time2=int(at.timestamp())))
        assert why in errors(answer)["time2"]

    def test_an_end_after_the_term_is_refused_at_its_field(self, desk: Desk) -> None:
        press(desk, "U0JAMES", NEW)
        view = opened(desk)
        given = filled(view, time1=AT_FIRST, repeats="weekly day", until="2030-01-01")
        assert "The term ends" in errors(desk.submit("U0JAMES", view, given))["until"]

    def test_without_an_end_it_repeats_until_the_term_ends(self, desk: Desk) -> None:
        press(desk, "U0JAMES", NEW)
        view = opened(desk)
        desk.submit("U0JAMES", view, filled(view, time1=AT_FIRST, repeats="quarterly day"))
        assert "It repeats, quarterly until " in updated(desk)

    def test_a_link_that_is_none_is_refused_at_its_field(self, desk: Desk) -> None:
        press(desk, "U0JAMES", NEW)
        view = opened(desk)
        answer = desk.submit("U0JAMES", view, filled(view, time1=AT_FIRST, link="javascript:x"))
        assert "https://" in errors(answer)["link"]

    def test_a_customer_who_gives_no_times_asks_cec_for_some(self, desk: Desk) -> None:
        press(desk, "U0ERIK", NEW)
        view = opened(desk)
        desk.submit("U0ERIK", view, filled(view, words="About <radios>"))
        assert "CEC is asked to propose times" in updated(desk)
        assert "“About &lt;radios&gt;”" in updated(desk)

    def test_who_is_no_contact_gets_no_form(self, desk: Desk) -> None:
        press(desk, "U0MARIA", NEW)
        assert not desk.slack.all("views.open")

    def test_without_a_number_the_agreement_is_asked_for_first(self, desk: Desk) -> None:
        press(desk, "U0JAMES", {"action_id": "meetings.new", "value": "{}"})
        view = opened(desk)
        assert view["callback_id"] == "meetings.which"
        answer = json.loads(desk.submit("U0JAMES", view, {"agreement": FS}).body)
        assert answer["response_action"] == "update"
        check_view(answer["view"])
        assert field(answer["view"], "slots")


class TestAnswering:
    def test_yes_of_who_has_to_come_books_it(self, desk: Desk) -> None:
        proposed(desk.routes.services)
        yes = button(shown_to(desk.routes.services, "U0ERIK"), "I can come, Tue, Nov 10, 2026, 11:00 AM EST")
        press(desk, "U0ERIK", yes)
        assert "The meeting is booked." in updated(desk)
        press(desk, "U0ERIK", yes)
        assert card(desk.routes.services, "erik").meeting.time == FIRST

    def test_an_old_button_says_how_it_is_now(self, desk: Desk) -> None:
        proposed(desk.routes.services)
        second = button(shown_to(desk.routes.services, "U0NAOMI"), "I can come, Thu, Nov 12, 2026, 11:00 AM EST")
        desk.routes.services.meetings.answer(person(desk.routes.services, "erik"), "m-1", yes=(FIRST,))
        press(desk, "U0NAOMI", second)
        assert "A time was accepted already" in updated(desk)
        assert card(desk.routes.services, "erik").meeting.time == FIRST

    def test_other_times_are_asked_for_in_words(self, desk: Desk) -> None:
        proposed(desk.routes.services)
        press(desk, "U0ERIK", button(shown_to(desk.routes.services, "U0ERIK"), "None of these: Startup meeting"))
        desk.submit("U0ERIK", opened(desk), {"other": "Mornings <only>"})
        assert "Erik Lindqvist asks for another time: “Mornings &lt;only&gt;”" in updated(desk)
        assert card(desk.routes.services, "james").meeting.state is MeetingState.ASKED

    def test_the_organizer_sees_the_answers_and_books(self, desk: Desk) -> None:
        desk.routes.services.directory.actor("U0ERIK", "erik.lindqvist@fs.example.gov", "Erik", "America/Denver")
        proposed(desk.routes.services)
        desk.routes.services.meetings.answer(person(desk.routes.services, "naomi"), "m-1", yes=(SECOND,), no=(FIRST,))
        reply = shown_to(desk.routes.services, "U0JAMES")
        assert "9:00 AM Mountain Time" in reply.text
        assert "can't: Naomi Begay" in reply.text
        assert "Not heard yet: Erik Lindqvist" in reply.text
        press(desk, "U0JAMES", menu_choice(reply, "Thu, Nov 12"))
        assert "It is booked. Everyone is told." in updated(desk)
        assert card(desk.routes.services, "erik").meeting.time == SECOND

    def test_its_calendar_file_comes_as_a_file(self, desk: Desk) -> None:
        booked(desk.routes.services)
        reply = shown_to(desk.routes.services, "U0ERIK")
        press(desk, "U0ERIK", button(reply, "File for my calendar"))
        assert desk.slack.all("files.upload")[-1]["channel"] == "D1"
        press(desk, "U0ERIK", button(reply, "File for my calendar"), channel="C0GENERAL")
        assert desk.slack.all("files.upload")[-1]["channel"] == "DU0ERIK"

    @pytest.mark.parametrize("action", ["yes", "keep", "form:move", "form:cancel", "form:notes", "file", "open"])
    @pytest.mark.parametrize("value", ["", "{}", '{"m": "m-1", "t": 5}', '{"m": 7}'])
    def test_forged_values_change_nothing_and_are_answered(self, desk: Desk, action: str, value: str) -> None:
        before = proposed(desk.routes.services)
        press(desk, "U0MARIA", {"action_id": f"meetings.{action}", "value": value})
        assert "I can't find that meeting" in desk.slack.sent[-1][1]["text"]
        assert card(desk.routes.services, "james").meeting == before.meeting


class TestChanging:
    def form(self, desk: Desk, name: str, user: str = "U0JAMES") -> dict[str, Any]:
        revision = card(desk.routes.services, "james").meeting.revision
        value = json.dumps({"m": "m-1", "v": revision})
        press(desk, user, {"action_id": f"meetings.form:{name}", "value": value})
        return opened(desk)

    def test_it_is_moved_at_once_by_who_decides(self, desk: Desk) -> None:
        booked(desk.routes.services)
        desk.submit("U0JAMES", self.form(desk, "move"), {"time1": AT_SECOND, "how": "book"})
        assert "It is booked for the new time" in updated(desk)
        assert card(desk.routes.services, "erik").meeting.time == SECOND

    def test_other_times_are_looked_for_from_its_own_day_on_and_none_is_ticked(self, desk: Desk) -> None:
        booked(desk.routes.services)
        view = self.form(desk, "move")
        assert field(view, "from")["element"]["initial_date"] == "2026-11-10"
        assert "initial_options" not in field(view, "slots")["element"]

    def test_others_are_asked_and_it_keeps_its_time_until_then(self, desk: Desk) -> None:
        booked(desk.routes.services)
        view = self.form(desk, "move", "U0ERIK")
        assert not [b for b in view["blocks"] if b.get("block_id") == "how"]
        desk.submit("U0ERIK", view, {"time1": AT_SECOND})
        assert "Until one is agreed on, it stays as it is." in updated(desk)
        press(desk, "U0JAMES", button(shown_to(desk.routes.services, "U0JAMES"), "Keep the time"))
        assert "It keeps its time" in updated(desk)

    def test_a_form_opened_before_somebody_else_changed_it_changes_nothing(self, desk: Desk) -> None:
        booked(desk.routes.services)
        view = self.form(desk, "details")
        given = {"title": "Startup", "place": "Room 5", "link": "", "agenda": ""}
        desk.submit("U0JAMES", view, given)
        answer = desk.submit("U0JAMES", view, {**given, "place": "Room 6"})
        assert "Someone else changed this meeting" in errors(answer)["title"]
        assert card(desk.routes.services, "erik").meeting.place == "Room 5"

    def test_all_that_follow_of_a_series_are_called_off(self, desk: Desk) -> None:
        press(desk, "U0JAMES", NEW)
        view = opened(desk)
        desk.submit("U0JAMES", view, filled(view, time1=AT_FIRST, repeats="weekly day", until="2026-12-10"))
        james = person(desk.routes.services, "james")
        (waiting,) = desk.routes.services.meetings.of_agreement(james, FS)
        first = desk.routes.services.meetings.book(james, waiting.meeting.id, FIRST)
        value = json.dumps({"m": first.meeting.id, "v": first.meeting.revision})
        press(desk, "U0JAMES", {"action_id": "meetings.form:cancel", "value": value})
        desk.submit("U0JAMES", opened(desk), {"reason": "Not needed", "scope": "following"})
        left = desk.routes.services.meetings.of_agreement(james, FS, MeetingState.BOOKED)
        assert not left

    def test_it_is_called_off_with_a_reason(self, desk: Desk) -> None:
        booked(desk.routes.services)
        view = self.form(desk, "cancel")
        assert "Say why" in errors(desk.submit("U0JAMES", view, {"reason": " "}))["reason"]
        desk.submit("U0JAMES", view, {"reason": "Fire season"})
        assert "James Okafor called it off: “Fire season”" in updated(desk)

    def test_people_of_both_sides_are_needed(self, desk: Desk) -> None:
        booked(desk.routes.services)
        view = self.form(desk, "people")
        ids = {b["block_id"].partition("|")[0]: b["block_id"] for b in view["blocks"] if "block_id" in b}
        answer = desk.submit("U0JAMES", view, {ids["required"]: ["p-james"], ids["invited"]: []})
        assert "somebody of CEC and somebody of the customer" in errors(answer)[ids["required"]]
        desk.submit("U0JAMES", view, {ids["required"]: ["p-james", "p-erik"], ids["invited"]: []})
        assert {each.person.id for each in card(desk.routes.services, "james").people} == {"p-james", "p-erik"}


class TestAfterwards:
    @pytest.fixture
    def over(self, desk: Desk) -> str:
        """A meeting of the sample that took place already."""
        priya = person(desk.routes.services, "priya")
        return desk.routes.services.meetings.over(priya).cards[0].meeting.id

    def press(self, desk: Desk, form: str, meeting_id: str, user: str = "U0PRIYA") -> None:
        revision = card(desk.routes.services, "priya", meeting_id).meeting.revision
        press(desk, user, {"action_id": f"meetings.form:{form}", "value": json.dumps({"m": meeting_id, "v": revision})})

    def test_notes_are_written_and_an_item_is_added_once(self, desk: Desk, over: str) -> None:
        self.press(desk, "notes", over)
        there = [each.person.id for each in card(desk.routes.services, "priya", over).people]
        desk.submit("U0PRIYA", opened(desk), {"notes": "All <fine>", "decisions": "Go", "attended": there[:1]})
        assert "All &lt;fine&gt;" in updated(desk)
        self.press(desk, "item", over)
        view = opened(desk)
        before = len(card(desk.routes.services, "priya", over).items)
        given = {"text": "Send the list", "owner": "p-priya", "due_on": "2026-11-20"}
        assert "past" in errors(desk.submit("U0PRIYA", view, {**given, "due_on": "2026-10-01"}))["due_on"]
        for _ in range(2):
            desk.submit("U0PRIYA", view, given)
        assert len(card(desk.routes.services, "priya", over).items) == before + 1
        done = button(shown_to(desk.routes.services, "U0PRIYA", over), "Done: Send the list")
        press(desk, "U0PRIYA", done)
        assert "“Send the list” is done." in updated(desk)
        press(desk, "U0PRIYA", done)
        assert "This was marked as done already." in updated(desk)

    def test_a_message_becomes_notes_of_the_meeting_that_is_chosen(self, desk: Desk) -> None:
        body = {
            "type": "message_action", "callback_id": "note_meeting", "user": {"id": "U0PRIYA"}, "team": {"id": "T1"},
            "trigger_id": "T.1", "channel": {"id": "D1"}, "message": {"ts": "1.0", "text": "They need more phones"},
        }  # fmt: skip
        desk.dispatch(body)
        view = desk.slack.all("views.update")[-1]["view"]
        check_view(view)
        if view["callback_id"] == "meetings.note_of":
            first = view["blocks"][0]["element"]["options"][0]["value"]
            view = json.loads(desk.submit("U0PRIYA", view, {"meeting": first}).body)["view"]
        assert "They need more phones" in field(view, "notes")["element"]["initial_value"]

    def test_customers_write_no_notes(self, desk: Desk) -> None:
        body = {
            "type": "message_action", "callback_id": "note_meeting", "user": {"id": "U0MARIA"}, "team": {"id": "T1"},
            "trigger_id": "T.1", "channel": {"id": "D1"}, "message": {"ts": "1.0", "text": "x"},
        }  # fmt: skip
        desk.dispatch(body)
        assert desk.slack.all("views.update")[-1]["view"]["callback_id"] == "reading"


class TestShown:
    def test_home_shows_what_is_ahead(self, desk: Desk) -> None:
        booked(desk.routes.services)
        for user in ("U0ERIK", "U0JAMES"):
            view = home.view_for(who(desk.routes.services, user), desk.routes.services)
            check_view(view)
            assert "Startup meeting of SLA-2027-0048" in shown(Reply("x", view["blocks"]))

    @pytest.mark.parametrize("which", ["ahead", "waiting", "over"])
    def test_the_lists_lead_to_each_other(self, desk: Desk, which: str) -> None:
        proposed(desk.routes.services, kind=MeetingKind.AD_HOC)
        press(desk, "U0JAMES", {"action_id": "meetings.list", "value": json.dumps({"w": which, "p": 0, "in": True})})
        assert "Set up a meeting" in updated(desk)

    def test_of_many_meetings_a_page_is_shown(self, desk: Desk) -> None:
        james = person(desk.routes.services, "james")
        press(desk, "U0JAMES", NEW)
        view = opened(desk)
        until = (FIRST + timedelta(days=150)).date().isoformat()
        desk.submit("U0JAMES", view, filled(view, time1=AT_FIRST, repeats="weekly day", until=until))
        (waiting,) = desk.routes.services.meetings.of_agreement(james, FS)
        desk.routes.services.meetings.book(james, waiting.meeting.id, FIRST)
        press(desk, "U0JAMES", {"action_id": "meetings.list", "value": json.dumps({"w": "ahead", "p": 1, "in": True})})
        assert "Earlier page" in updated(desk)
