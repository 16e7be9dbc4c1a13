"""The calendar of renewals in Slack: a month, a year, the work, and files."""

from datetime import date

import pytest

from bot.handlers import renewal_calendar, renewal_cards
from bot.handlers.renewal_calendar import calendar_reply
from bot.notice_renewals import SENDERS
from bot.outgoing import Outgoing
from bot.replies import Reply
from bot.views.renewal_calendar import CalendarQuestion, Shown, pack, unpack
from domain.channels import ChannelBinding, Place
from domain.errors import InvalidInput
from domain.notices import Destination, Notice, NoticeKind
from services import Services
from tests.blockkit import button, check_reply, elements, shown
from tests.bot.desk import FakeSlack, a_command, a_desk, who
from tests.bot.needs import press, updated
from tests.bot.saying import AT

TODAY = date(2026, 11, 2)
MONTH = CalendarQuestion(Shown.MONTH, TODAY)


def calendar(services: Services, question: CalendarQuestion = MONTH, user: str = "U0JAMES") -> Reply:
    reply = calendar_reply(who(services, user), services, question)
    check_reply(reply)
    return reply


def menus(reply: Reply) -> list[str]:
    return [each["action_id"] for each in elements(reply.blocks) if "select" in each["type"]]


def test_a_month_shows_what_ends_on_which_day(services: Services) -> None:
    words = shown(calendar(services))
    assert "*November 2026: 1 term ends.*" in words
    assert "*Nov 22, 2026* SLA-2026-0015, RMA, Websites and dashboards: not begun, Priya Raman" in words


def test_the_list_of_a_year_leads_to_each_renewal_and_is_paged(services: Services) -> None:
    reply = calendar(services, CalendarQuestion(Shown.LIST, TODAY))
    assert "*FY2027: " in shown(reply)
    assert "SLA-2026-0019, FNS, Application platform for benefit systems: not to be renewed" in shown(reply)
    assert "under way as SLA-2027-0036" in shown(reply)
    button(reply, "Renewal: SLA-2026-0015")


def test_the_work_of_each_month_names_who_leads_it(services: Services) -> None:
    words = shown(calendar(services, CalendarQuestion(Shown.WORK, TODAY)))
    assert "Most of the work is in" in words
    assert "*December 2026:* 2 terms end, 1 renewal to start." in words
    assert "*November 2026:* 1 term ends, 1 renewal to start. Led by Priya Raman (1)." in words
    assert "March 2027" in words


def test_buttons_lead_to_other_months_and_views_in_the_same_place(fresh_services: Services) -> None:
    desk = a_desk(fresh_services, renewal_calendar, renewal_cards)
    press(desk, "U0JAMES", button(calendar(fresh_services), "Renewal calendar: December 2026"))
    assert "*December 2026: 2 terms end.*" in updated(desk)
    press(desk, "U0JAMES", button(calendar(fresh_services), "Renewal calendar: Workload"))
    assert "to start" in updated(desk)


def test_a_customer_sees_their_own_and_no_names_to_choose_from(services: Services) -> None:
    reply = calendar(services, CalendarQuestion(Shown.LIST, TODAY, organization="rma"), "U0INGRID")
    assert "SLA-2026-0015" in shown(reply)
    assert "SLA-2026-0011" not in shown(reply)
    assert menus(reply) == ["renewals.calendar:month"]


def test_in_a_customers_channel_no_names_of_others_are_offered(services: Services) -> None:
    james, channel = who(services, "U0JAMES"), Place("C0NRCS", binding=ChannelBinding("C0NRCS", "nrcs", "p-dana", AT))
    reply = calendar_reply(
        type(james)(**{**vars(james), "place": channel}), services, CalendarQuestion(Shown.LIST, TODAY, "nrcs")
    )
    assert menus(reply) == ["renewals.calendar:month"]


def test_the_command_opens_on_the_year_and_a_menu_leads_to_any_month(fresh_services: Services) -> None:
    opened = renewal_calendar.command(a_command(fresh_services, "U0JAMES", "D1", "renewal-calendar", "", FakeSlack()))
    assert isinstance(opened, Reply)
    assert "FY2027: " in opened.text
    menu = next(each for each in elements(opened.blocks) if each["action_id"] == "renewals.calendar:month")
    march = next(each for each in menu["options"] if each["text"]["text"] == "March 2027")
    desk = a_desk(fresh_services, renewal_calendar)
    press(desk, "U0JAMES", {**menu, "selected_option": march})
    assert "*March 2027: " in updated(desk)


def test_a_question_travels_in_a_button_and_a_forged_one_is_this_month() -> None:
    question = CalendarQuestion(Shown.WORK, TODAY, "nrcs", "p-james", 3)
    assert unpack(pack(question), TODAY) == question
    assert unpack("?|2150-01-01|||-4", TODAY) == CalendarQuestion(Shown.LIST, TODAY)


def test_the_last_year_that_there_is_has_none_after_it(services: Services) -> None:
    reply = calendar(services, CalendarQuestion(Shown.LIST, date(2099, 5, 1)))
    assert "no term ends" in shown(reply)
    assert "FY2100" not in shown(reply)


def test_the_command_takes_a_year_and_refuses_what_is_none(services: Services) -> None:
    slack = FakeSlack()
    named = renewal_calendar.command(a_command(services, "U0JAMES", "D1", "renewal-calendar", "FY28", slack))
    assert isinstance(named, Reply)
    assert "FY2028" in named.text
    with pytest.raises(InvalidInput, match="not a fiscal year"):
        renewal_calendar.command(a_command(services, "U0JAMES", "D1", "renewal-calendar", "soon", slack))


@pytest.mark.parametrize(
    ("name", "file", "words"),
    [
        ("FY2027 as a CSV file", "renewals-FY2027.csv", "SLA-2026-0015"),
        ("FY2027 as an ICS file", "renewals-FY2027.ics", "BEGIN:VEVENT"),
    ],
)
def test_a_file_is_asked_for_and_follows_in_direct_messages(
    fresh_services: Services, name: str, file: str, words: str
) -> None:
    desk = a_desk(fresh_services, renewal_calendar)
    press(desk, "U0JAMES", button(calendar(fresh_services), name))
    assert "will be in your direct messages" in str(desk.slack.sent)
    facts = {"file": file[-3:], "year": "2027", "organization": None, "owner": None}
    notice = Notice("n", NoticeKind.RENEWAL_FILE, Destination(slack_user_id="U0JAMES"), facts)
    SENDERS[NoticeKind.RENEWAL_FILE](Outgoing(notice, "D1", None), desk.slack, fresh_services)
    sent = desk.slack.all("files.upload")[-1]["files"]
    assert words in sent[file].decode()


def test_a_stranger_gets_no_file(services: Services) -> None:
    slack = FakeSlack()
    facts = {"file": "csv", "year": "2027", "organization": None, "owner": None}
    notice = Notice("n", NoticeKind.RENEWAL_FILE, Destination(slack_user_id="U0NINA"), facts)
    SENDERS[NoticeKind.RENEWAL_FILE](Outgoing(notice, "D1", None), slack, services)
    assert not slack.all("files.upload")
