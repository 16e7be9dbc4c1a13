"""Who goes from one customer to another sees nothing more of the meetings of the first."""

from dataclasses import replace
from datetime import date, timedelta

from domain.meetings import MeetingKind, Plan
from services.calendar_feeds import CalendarFeedUseCases
from services.meeting_notes import NewItem
from services.meetings import PAGE_SIZE
from tests.services.office import AT, Office
from tests.services.test_meetings import FIRST, FS

NRCS = "SLA-2027-0041"
LATER = AT + timedelta(days=10, hours=1)


def what_erik_sees(office: Office, feed: str) -> dict[str, bool]:
    """Where there is something of meetings."""
    meetings, erik = office.services.meetings, office.actor("erik")
    pages = {"ahead": meetings.ahead(erik), "waiting": meetings.waiting(erik), "over": meetings.over(erik)}
    lists = {name: bool(page.cards) for name, page in pages.items()}
    content = feeds(office).read(feed).content
    return {**lists, "items": bool(office.services.meeting_notes.mine(erik)), "feed": b"BEGIN:VEVENT" in content}


def feeds(office: Office) -> CalendarFeedUseCases:
    return CalendarFeedUseCases(office.services.catalog.context, b"0123456789abcdef0123456789abcdef")


def test_a_participant_who_goes_to_another_customer_sees_no_meeting_of_the_first(office: Office):
    meetings, james, erik = office.services.meetings, office.actor("james"), office.actor("erik")
    over = meetings.propose(james, FS, Plan(MeetingKind.STARTUP, slots=(FIRST,))).meeting.id
    meetings.answer(erik, over, yes=(FIRST,))
    office.clock.pass_by(days=8, hours=3)
    items = [NewItem("Send the list of sites", erik.id, date(2026, 11, 20))]
    office.services.meeting_notes.record(james, over, "We went through the plan.", items=items)
    ahead = meetings.propose(james, FS, Plan(MeetingKind.AD_HOC, slots=(LATER,))).meeting.id
    meetings.answer(erik, ahead, yes=(LATER,))
    meetings.ask(erik, FS, Plan(MeetingKind.AD_HOC, words="About the radios"))
    feed = feeds(office).path(erik).removeprefix("/calendar/").removesuffix(".ics")
    assert all(what_erik_sees(office, feed).values())

    assert erik.person
    other = office.actor("maria").organization
    assert other != erik.organization
    office.services.admin.save_person(office.actor("dana"), replace(erik.person, organization=other))
    assert not any(what_erik_sees(office, feed).values())


def test_meetings_of_the_first_customer_take_no_place_on_a_page(office: Office):
    meetings, james, erik = office.services.meetings, office.actor("james"), office.actor("erik")
    plan = Plan(MeetingKind.AD_HOC, slots=(FIRST,), required=(erik.id,))
    for _ in range(PAGE_SIZE + 1):
        meetings.answer(erik, meetings.propose(james, FS, plan).meeting.id, yes=(FIRST,))
    assert erik.person
    office.services.admin.save_person(office.actor("dana"), replace(erik.person, organization="nrcs"))
    later = Plan(MeetingKind.AD_HOC, slots=(LATER,), required=(erik.id,))
    own = meetings.propose(office.actor("priya"), NRCS, later).meeting.id
    meetings.answer(office.actor("erik"), own, yes=(LATER,))
    page = meetings.ahead(office.actor("erik"))
    assert ([card.meeting.id for card in page.cards], page.has_next) == ([own], False)
