"""Sentences as users write them, each read whole: all of its times, and none besides."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.understanding.readers import times
from tests.understanding.readings import WEDNESDAY

MONDAY = datetime(2027, 3, 8, 14, 10, tzinfo=ZoneInfo("America/Chicago"))
FRIDAY = datetime(2027, 9, 24, 16, 45, tzinfo=ZoneInfo("America/Denver"))

ON_WEDNESDAY = [
    ("Could we get 45 minutes on the calendar this coming Friday around 9:30?", "schedule_meeting", "2026-11-20T09:30"),
    ("How about half past eight on the 14th?", "schedule_meeting", "2026-12-14T08:30"),
    ("schedule something for 1400 on Nov 30", "schedule_meeting", "2026-11-30T14:00"),
    ("Let's do 11am Pacific next Monday", "schedule_meeting", "2026-11-23T14:00"),
    ("first thing tomorrow would be best, say 7:45", "schedule_meeting", "2026-11-19T07:45"),
    ("set the review for a week from Monday at 10", "schedule_meeting", "2026-11-30T10:00"),
    ("anytime Monday through Wednesday the week of the 30th", "schedule_meeting", "2026-11-30/2026-12-03"),
    ("push the Dec 10 governance call to a week later", "reschedule_meeting", "2026-12-10 2026-12-17"),
    ("move the November 24 review two days later", "reschedule_meeting", "2026-11-24 2026-11-26"),
    ("which calls do we have mid-January", "list_meetings", "2027-01-11/2027-01-21"),
    ("list meetings for the remainder of November", "list_meetings", "2026-11-18/2026-12-01"),
    ("7600B was signed Nov 3rd, funds moved the next day", "record_funding", "2026-11-03 2026-11-04"),
    ("we paid two weeks ago Friday", "record_funding", "2026-11-06"),
    ("amounts due calendar Q1 2027", "payment_schedule", "2027-01-01/2027-04-01"),
    ("what do we pay in H2 FY27", "payment_schedule", "2027-04-01/2027-10-01"),
    ("installments due in the next 90 days", "payment_schedule", "2026-11-18/2027-02-16"),
    ("report for july - september", "view_report", "2026-07-01/2026-10-01"),
    ("fiscal year to date uptime", "view_report", "2026-10-01/2026-11-19"),
    ("numbers for the week ending Nov 13", "view_report", "2026-11-09/2026-11-14"),
    ("response times during the first week of October", "view_report", "2026-10-05/2026-10-12"),
    ("show me last weeks numbers", "view_report", "2026-11-09/2026-11-16"),
    ("VPN dropped around 9ish and hasn't come back", "report_issue", "2026-11-18T09:00"),
    ("email went down last night at 11", "report_issue", "2026-11-17T23:00"),
    ("started yesterday just before 5pm", "report_issue", "2026-11-17T17:00"),
    ("no network from 1:15 to 2:45 yesterday afternoon", "report_issue", "2026-11-17T13:15/2026-11-17T14:45"),
    ("we reported it a week ago today, any news", "request_status", "2026-11-11"),
    ("which SLAs run out before June", "ask_renewals", "2027-06-01"),
    ("does ours lapse at fiscal year end", "ask_renewals", "2027-09-30"),
    ("change the start date to the first Monday in January", "request_change", "2027-01-04"),
    ("make the term Feb 1, 2027 through Jan 31, 2028", "request_change", "2027-02-01/2028-02-01"),
    (
        "The week of Jan 11, maybe Tuesday or Thursday at 2",
        "schedule_meeting",
        "2027-01-11/2027-01-18 2027-01-12T14:00 2027-01-14T14:00",
    ),
    ("Tuesday next week or the 15th", "schedule_meeting", "2026-11-24 2026-12-15"),
    ("report for H1", "view_report", "2026-10-01/2027-04-01"),
    ("1H FY28 payments", "payment_schedule", "2027-10-01/2028-04-01"),
    ("second half of FY27 amounts", "payment_schedule", "2027-04-01/2027-10-01"),
    ("call at 3 Friday Central", "schedule_meeting", "2026-11-20T16:00"),
    ("meeting Friday at 10 eastern region office", "schedule_meeting", "2026-11-20T10:00"),
    ("it was down from 11:30pm to 2am on Nov 14", "report_issue", "2026-11-14T23:30/2026-11-15T02:00"),
    ("maintenance 10 pm - 4 am Saturday", "list_meetings", "2026-11-21T22:00/2026-11-22T04:00"),
    ("the 1st or 2nd Monday of December", "schedule_meeting", "2026-12-07 2026-12-14"),
    ("move the call from Dec 1 to the day after", "reschedule_meeting", "2026-12-01 2026-12-02"),
    ("push Tuesday's sync one week later at 3", "reschedule_meeting", "2026-11-24 2026-12-01T15:00"),
    ("We signed on Nov 2. A week later nothing had arrived.", "agreement_status", "2026-11-02"),
    ("sent Nov 9, confirmed three days later", "record_funding", "2026-11-09 2026-11-12"),
    ("what must be done before FY27 ends", "payment_schedule", "2027-09-30"),
    ("by the time the quarter ends", "payment_schedule", "2026-12-31"),
    ("once the fiscal year is over", "payment_schedule", "2027-09-30"),
    ("same month last year", "view_report", "2025-11-01/2025-12-01"),
    ("over the last 3 quarters", "view_report", "2026-02-18/2026-11-18"),
    (
        "thanksgiving week is bad, first wk of Dec is ok",
        "schedule_meeting",
        "2026-11-23/2026-11-30 2026-11-30/2026-12-07",
    ),
    ("for the week ending 11/13", "view_report", "2026-11-09/2026-11-14"),
    ("outages earlier this month", "view_report", "2026-11-01/2026-11-18"),
    ("earlier today at 8", "report_issue", "2026-11-18T08:00"),
    ("later today", "schedule_meeting", "2026-11-18"),
    ("Friday, say 3:30", "schedule_meeting", "2026-11-20T15:30"),
    ("tomorrow shortly after 4", "schedule_meeting", "2026-11-19T16:00"),
    ("set up a meeting for 1015", "schedule_meeting", "2026-11-19T10:15"),
    ("in roughly two months", "ask_renewals", "2027-01-18"),
    ("the last Friday of next quarter", "schedule_meeting", "2027-03-26"),
    ("the first Monday of the quarter", "schedule_meeting", "2026-10-05"),
    ("is the December payment due by the 10th", "payment_schedule", "2026-12-01/2027-01-01 2026-12-10"),
    ("the October report came on the 5th", "view_report", "2026-10-01/2026-11-01 2026-11-05"),
    ("Any openings on the 10th, 11th, or 14th of December?", "schedule_meeting", "2026-12-10 2026-12-11 2026-12-14"),
    ("let's connect Tues. the 24th, 1-2pm EST", "schedule_meeting", "2026-11-24T13:00/2026-11-24T14:00"),
    ("Next mtg nov 30 @ 0900", "schedule_meeting", "2026-11-30T09:00"),
    ("Are you around tonight at 7?", "schedule_meeting", "2026-11-18T19:00"),
    ("early next week, before Wednesday", "schedule_meeting", "2026-11-23/2026-11-25 2026-11-25"),
    ("funds will arrive NLT 15 Dec 26", "record_funding", "2026-12-15"),
    ("we sent half on Oct. 1st and the rest on Nov. 2nd", "record_funding", "2026-10-01 2026-11-02"),
    ("payment plan for the 3rd & 4th quarters", "payment_schedule", "2027-04-01/2027-07-01 2027-07-01/2027-10-01"),
    ("average wait between 8 and 10 am yesterday", "view_report", "2026-11-17T08:00/2026-11-17T10:00"),
    ("the last full week of October", "view_report", "2026-10-26/2026-11-02"),
    ("VPN has been flaky since the weekend", "report_issue", "2026-11-14/2026-11-16"),
    ("email is down since noon today", "report_issue", "2026-11-18T12:00"),
    ("laptop died Mon. evening about 6:15", "report_issue", "2026-11-16T18:15"),
    ("nobody could log in between 7 and 8 this morning", "report_issue", "2026-11-18T07:00/2026-11-18T08:00"),
    ("which agreements expire in FY27 Q4", "ask_renewals", "2027-07-01/2027-10-01"),
    ("ending within 60 days", "ask_renewals", "2026-11-18/2027-01-17"),
    ("change billing to start April 1st, not Jan 1st", "request_change", "2027-04-01 2027-01-01"),
    ("Sunday at 1:30 am", "list_meetings", "2026-11-22T01:30"),
    ("March 15 at 9am Arizona time", "schedule_meeting", "2027-03-15T12:00"),
    ("5 working days after Nov 20", "schedule_meeting", "2026-11-27"),
    ("MLK day 2027 or the day after?", "schedule_meeting", "2027-01-18 2027-01-19"),
    ("could we do 9 instead of 10 on Dec 1", "reschedule_meeting", "2026-12-01T09:00 2026-12-01T10:00"),
]
ON_MONDAY = [
    (
        "the week of the 15th, preferably the Thursday at 10",
        "schedule_meeting",
        "2027-03-15/2027-03-22 2027-03-18T10:00",
    ),
    ("at 10 tomorrow Eastern", "schedule_meeting", "2027-03-09T09:00"),
    ("2 pm EST on the 12th", "schedule_meeting", "2027-03-12T13:00"),
    ("Memorial day is out, Tuesday after that?", "schedule_meeting", "2027-05-31 2027-06-01"),
    ("we were down Feb 27 from 10pm to 1am", "report_issue", "2027-02-27T22:00/2027-02-28T01:00"),
    ("anything this past weekend", "view_report", "2027-03-06/2027-03-08"),
    ("show this quarter vs the same quarter last year", "view_report", "2027-01-01/2027-04-01 2026-01-01/2026-04-01"),
    ("by close of business on the last day of the month", "request_change", "2027-03-31T17:00"),
    ("in ~3 wks", "schedule_meeting", "2027-03-29"),
    ("next weekend", "schedule_meeting", "2027-03-20/2027-03-22"),
    ("Mon-Wed the week of Mar 22", "schedule_meeting", "2027-03-22/2027-03-25"),
    ("Wednesday or Friday, week of the 22nd", "schedule_meeting", "2027-03-24 2027-03-26"),
    ("we met on Friday the 5th and again two days after that", "list_meetings", "2027-03-05 2027-03-07"),
    ("not until after Labor Day", "schedule_meeting", "2027-09-06"),
    ("the 4th quarter of last fiscal year", "view_report", "2026-07-01/2026-10-01"),
    ("the meeting at 2:30 AM on Mar 14", "report_issue", "2026-03-14T02:30"),
]
ON_FRIDAY = [
    ("what's left to pay before the fiscal year ends", "payment_schedule", "2027-09-30"),
    ("tickets from earlier this week", "view_report", "2027-09-20/2027-09-24"),
    ("Columbus Day week, maybe Weds 10/13?", "schedule_meeting", "2027-10-11/2027-10-18 2027-10-13"),
    ("sometime in the second half of October", "schedule_meeting", "2027-10-16/2027-11-01"),
    ("first pay period after the fiscal year closes", "payment_schedule", "2027-09-30"),
    ("Could you extend until 3 weeks after Thanksgiving 2027", "request_change", "2027-12-16"),
    ("any chance for 4:30 Monday instead of 3?", "reschedule_meeting", "2027-09-27T16:30 2027-09-27T15:00"),
    ("Oct. 4 - 8 work for us", "schedule_meeting", "2027-10-04/2027-10-09"),
    ("the fifteenth of october at ten", "schedule_meeting", "2027-10-15T10:00"),
    ("by the end of Q1 FY28", "payment_schedule", "2027-12-31"),
    ("effective 01OCT2027", "start_renewal", "2027-10-01"),
    ("wk of 10/18", "schedule_meeting", "2027-10-18/2027-10-25"),
    ("12 noon Thurs", "schedule_meeting", "2027-09-30T12:00"),
    ("from 9/27 to 10/1, mornings only", "schedule_meeting", "2027-09-27/2027-10-02"),
    ("Let's meet after Columbus Day, that Tuesday", "schedule_meeting", "2027-10-11 2027-10-12"),
]
REPEATED = [
    ("set a recurring call every other Tues at 11 starting Jan 5", "2027-01-05T11:00", "P2W"),
    ("monthly check-in on the second Wednesday at 1:30", "2026-12-09T13:30", "P1M"),
    ("the 2nd and 4th Tuesday of each month at 9", "2026-12-08T09:00 2026-11-24T09:00", "P1M"),
    ("every first and third Friday at 9", "2026-12-04T09:00 2026-11-20T09:00", "P1M"),
    ("every third Monday of the month at 10:15", "2026-12-21T10:15", "P1M"),
    ("Every wk on Thurs @ 11", "2026-11-19T11:00", "P1W"),
    ("every 3 weeks on Monday", "2026-11-23", "P3W"),
    ("the 1st and 15th of each month", "2026-12-01 2026-12-15", "P1M"),
]
TIMELESS = [
    ("May we get a copy of the draft?", "view_proposal"),
    ("we march to a different drum here, can you adapt that service", ""),
    ("give me a sec", ""),
    ("I'd like a second opinion on line 3", "request_change"),
    ("our 24/7 help desk coverage, is it included", "describe_service"),
    ("what is a 99.9% uptime level", "describe_service"),
    ("drop the phones to 20", "request_change"),
    ("ship it to 1600 Pennsylvania Ave", ""),
    ("room 1130, extension 4417", "report_issue"),
    ("version 3.5 of the draft please", "view_proposal"),
    ("the monitor shows error 12/7 in the log", "report_issue"),
    ("we have 3 to 5 people per site", "ask_price"),
    ("Monthly billing or yearly billing?", "explain_pricing"),
    ("how long does onboarding take, weeks or months", "explain_process"),
    ("response within 4 hours is too slow", "request_change"),
    ("half of our staff are remote", "ask_price"),
    ("a quarter of the users need VPN", "ask_price"),
    ("April Sanders is our new budget officer", "share_contacts"),
    ("June Park handles it, call 202-555-0119", "share_contacts"),
    ("my name is August Weber", "share_contacts"),
    ("we sat down and read it", ""),
    ("the sun is in my eyes at this desk, funny", "out_of_scope"),
    ("price for 2,027 mailboxes", "ask_price"),
    ("the first draft was fine, the second is not", "view_proposal"),
    ("section 3.2 and paragraph 10", "request_change"),
    ("REQ-1042, any news", "request_status"),
    ("one day this will all be automated", "out_of_scope"),
    ("what about the last 2 items on the list", "view_proposal"),
    ("$1,200 to $1,500 a year is our limit", "request_change"),
    ("we need licenses for 1200 users", "request_change"),
    ("schedule training for 1300 people", "schedule_meeting"),
    ("I sent the earlier of the two drafts", "view_proposal"),
    ("sooner or later", ""),
    ("talk to you later", "goodbye"),
    ("the next day or two is fine", "schedule_meeting"),
    ("how did we do the day after the outage", "view_report"),
    ("see you at half past", ""),
    ("we need it in phases 1 to 3", "request_change"),
    ("call 1-800-555-0100", ""),
    ("it's the second time I ask", "request_status"),
    ("10 of 12 printers are down", "report_issue"),
    ("H1B staff need accounts", "request_change"),
    ("two out of three days a week on site", "request_change"),
    ("one week later than planned is too late", "request_change"),
    ("Mark May is the POC", "share_contacts"),
    ("seats 5-10 in room 12", ""),
    ("the third party tool", "report_issue"),
]


def read(text: str, intent: str, at: datetime) -> str:
    """The values, a space between, without seconds and offset."""
    assert isinstance(at.tzinfo, ZoneInfo)
    found = (entity.value for entity in times.read(text, at, at.tzinfo, intent))
    return " ".join("/".join(end[:16] for end in str(value).split("/")) for value in found)


@pytest.mark.parametrize(("text", "intent", "expected"), ON_WEDNESDAY)
def test_said_on_a_wednesday_in_november(text: str, intent: str, expected: str) -> None:
    assert read(text, intent, WEDNESDAY) == expected


@pytest.mark.parametrize(("text", "intent", "expected"), ON_MONDAY)
def test_said_on_a_monday_before_daylight_saving(text: str, intent: str, expected: str) -> None:
    assert read(text, intent, MONDAY) == expected


@pytest.mark.parametrize(("text", "intent", "expected"), ON_FRIDAY)
def test_said_on_the_last_friday_of_a_fiscal_year(text: str, intent: str, expected: str) -> None:
    assert read(text, intent, FRIDAY) == expected


@pytest.mark.parametrize(("text", "expected", "period"), REPEATED)
def test_times_that_come_again(text: str, expected: str, period: str) -> None:
    assert read(text, "schedule_meeting", WEDNESDAY) == expected
    found = times.read(text, WEDNESDAY, ZoneInfo("America/New_York"), "schedule_meeting")
    assert {entity.repeats for entity in found} == {period}


@pytest.mark.parametrize(("text", "intent"), TIMELESS)
def test_what_only_looks_like_a_time(text: str, intent: str) -> None:
    assert read(text, intent, WEDNESDAY) == ""
