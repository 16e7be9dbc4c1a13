"""How often services are reviewed, and the next review set up from the last one."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.handlers import meeting_cadence, meeting_setup, meetings
from bot.handlers.meetings import agreement_reply
from domain.business_days import next_business_day
from domain.recurrences import Rhythm
from services import Services
from services.meeting_cards import MeetingCard
from services.memory import Memory
from tests.blockkit import button, shown
from tests.bot.desk import Desk, a_desk, who
from tests.bot.meetings import shown_to
from tests.bot.needs import opened, person, press, updated
from tests.bot.test_meetings import field

#: Its services run; James leads for CEC, Maria for the customer.
RUNNING = "SLA-2026-0007"
EASTERN = ZoneInfo("America/New_York")
TEXT = f"How often services are reviewed: {RUNNING}"


@pytest.fixture
def desk(fresh_services: Services) -> Desk:
    return a_desk(fresh_services, meetings, meeting_setup, meeting_cadence)


def cadence(desk: Desk) -> Rhythm | None:
    return desk.routes.services.meeting_editing.cadence(person(desk.routes.services, "james"), RUNNING)


def form(desk: Desk) -> dict[str, Any]:
    listed = agreement_reply(who(desk.routes.services, "U0JAMES"), desk.routes.services, RUNNING, Memory())
    press(desk, "U0JAMES", button(listed, TEXT))
    return opened(desk)


@pytest.mark.parametrize(("chosen", "every"), [("weekly", Rhythm.WEEKLY), ("monthly", Rhythm.MONTHLY), ("never", None)])
def test_staff_say_how_often_services_are_reviewed(desk: Desk, chosen: str, every: Rhythm | None) -> None:
    view = form(desk)
    assert field(view, "every")["element"]["initial_option"]["value"] == "quarterly"
    desk.submit("U0JAMES", view, {"every": chosen})
    assert cadence(desk) is every
    words = "no regular service reviews" if every is None else f"a service review {chosen}"
    assert f"{RUNNING} has {words} from now on." in updated(desk)
    assert field(form(desk), "every")["element"]["initial_option"]["value"] == chosen


def test_a_form_without_a_choice_changes_nothing(desk: Desk) -> None:
    desk.submit("U0JAMES", form(desk), {})
    assert cadence(desk) is Rhythm.QUARTERLY


def test_customers_have_no_button_and_change_nothing(desk: Desk) -> None:
    services = desk.routes.services
    listed = agreement_reply(who(services, "U0MARIA"), services, RUNNING, Memory())
    assert "How often" not in shown(listed)
    desk.submit("U0MARIA", form(desk), {"every": "weekly"})
    assert cadence(desk) is Rhythm.QUARTERLY


class TestNextOne:
    def last(self, services: Services) -> MeetingCard:
        """The last service review of the sample."""
        priya = person(services, "priya")
        return next(c for c in services.meetings.over(priya).cards if c.next_on)

    def test_it_begins_on_its_due_day_at_the_hour_of_the_last(self, desk: Desk) -> None:
        last = self.last(desk.routes.services)
        assert last.next_on
        assert last.meeting.time
        reply = shown_to(desk.routes.services, "U0PRIYA", last.meeting.id)
        due, hour = next_business_day(last.next_on), last.meeting.time.astimezone(EASTERN).time()
        press(desk, "U0PRIYA", button(reply, "Set up the next one"))
        view = opened(desk)
        assert field(view, "kind")["element"]["initial_option"]["value"] == "service_review"
        assert field(view, "from")["element"]["initial_date"] == due.isoformat()
        at = field(view, "time1")["element"]["initial_date_time"]
        assert datetime.fromtimestamp(at, UTC).astimezone(EASTERN) == datetime.combine(due, hour, EASTERN)
