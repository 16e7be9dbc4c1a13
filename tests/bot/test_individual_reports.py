"""Individual reports in Slack: listed, asked for, made, reviewed, sent, commented and acknowledged."""

from typing import Any

import pytest

from bot.handlers import individual_reports
from bot.handlers.individual_reports import command
from bot.notice_reports import SENDERS
from bot.outgoing import Outgoing
from bot.replies import Reply
from bot.routes import STALE
from domain.notices import Destination, Notice, NoticeKind
from domain.permissions import OPERATOR
from domain.reports import Report, ReportKind, ReportState, last_period
from services import Services
from tests.blockkit import button, check_reply, shown
from tests.bot.alerts import Outbox
from tests.bot.desk import Desk, FakeSlack, a_command, a_desk
from tests.bot.needs import opened, press
from tests.bot.renewals import errors, now_shown
from tests.bot.saying import AT

#: Priya leads it; Beatriz of FNS is its program manager.
NUMBER = "SLA-2026-0019"
OCTOBER = last_period(ReportKind.MONTHLY, AT.date())


@pytest.fixture
def desk(fresh_services: Services) -> Desk:
    return a_desk(fresh_services, individual_reports)


def services_of(desk: Desk) -> Services:
    return desk.routes.services


def made(services: Services) -> Report:
    priya = services.directory.actor("U0PRIYA")
    wanted = services.report_making.ask(priya, NUMBER, ReportKind.MONTHLY, OCTOBER.start)
    return services.report_making.make(OPERATOR, wanted.id)


def listed(services: Services, user: str, words: str = NUMBER) -> Reply:
    reply = command(a_command(services, user, "D1", "reports", words, FakeSlack()))
    assert isinstance(reply, Reply)
    check_reply(reply)
    return reply


def card(desk: Desk, user: str, report: Report) -> Reply:
    desk.click(user, {"action_id": f"individual.open:{report.id}", "value": f'{{"r":"{report.id}"}}'}, **_IN_DM)
    last = desk.slack.all("chat.postMessage")[-1]
    reply = Reply(last["text"], last.get("blocks", ()))
    check_reply(reply)
    return reply


_IN_DM: dict[str, Any] = {"channel": {"id": "D1"}, "message": {"ts": "1.1"}, "container": {"message_ts": "1.1"}}


def sent_form(desk: Desk, user: str, reply: Reply, name: str, **values: str) -> Any:
    press(desk, user, button(reply, name))
    return desk.submit(user, opened(desk), values)


# -- asked for


def test_a_list_without_reports_says_what_can_be_done(services: Services) -> None:
    assert "There are none yet. Ask for one" in listed(services, "U0BEATRIZ").text
    assert "are reviewed before they go out (as usual in the office)" in shown(listed(services, "U0PRIYA"))
    assert "reviewed before" not in shown(listed(services, "U0BEATRIZ"))


def test_another_organization_gets_what_it_gets_for_no_agreement_at_all(services: Services) -> None:
    theirs, none = listed(services, "U0MARIA"), listed(services, "U0MARIA", "SLA-2026-9999")
    assert theirs.text == none.text


def test_without_a_number_the_command_says_what_to_give_and_offers_staff_the_annual_summary(services: Services) -> None:
    assert "Give the number" in listed(services, "U0BEATRIZ", "").text
    assert button(listed(services, "U0PRIYA", ""), "Annual summary FY2027")


def test_a_customer_asks_for_a_month_and_hears_that_it_is_being_made(desk: Desk) -> None:
    services = services_of(desk)
    sent_form(desk, "U0BEATRIZ", listed(services, "U0BEATRIZ"), "Ask for a report", period="monthly 2026-10-01")
    assert "Monthly report, October 2026: it is being made." in now_shown(desk).text
    sent_form(desk, "U0BEATRIZ", listed(services, "U0BEATRIZ"), "Ask for a report", period="monthly 2026-10-01")
    assert len(services.reports.of_agreement(OPERATOR, NUMBER).reports) == 1


@pytest.mark.parametrize("period", ["", "yearly 2026-10-01", "monthly 2026-13-01", "monthly", "x" * 3000])
def test_a_forged_period_changes_nothing(desk: Desk, period: str) -> None:
    services = services_of(desk)
    sent_form(desk, "U0BEATRIZ", listed(services, "U0BEATRIZ"), "Ask for a report", period=period)
    assert services.reports.of_agreement(OPERATOR, NUMBER).reports == ()


def test_a_period_that_is_not_over_is_refused_at_its_field(desk: Desk) -> None:
    reply = listed(services_of(desk), "U0BEATRIZ")
    answer = sent_form(desk, "U0BEATRIZ", reply, "Ask for a report", period="monthly 2026-11-01")
    assert "Its report is made after that" in errors(answer)["period"]


# -- reviewed


def test_who_leads_sees_the_files_and_sends_it_with_a_comment(desk: Desk) -> None:
    services, report = services_of(desk), made(services_of(desk))
    reply = card(desk, "U0PRIYA", report)
    assert "CEC reviews it before it goes to the customer" in reply.text
    assert all(file.sha256 in shown(reply) for file in services.reports.view(OPERATOR, report.id).files)
    sent_form(desk, "U0PRIYA", reply, "Send to the customer", text="A <quiet> month")
    assert "The report is sent." in now_shown(desk).text
    assert services.reports.view(OPERATOR, report.id).report.state is ReportState.SENT
    assert "A &lt;quiet&gt; month" in shown(now_shown(desk))


def test_an_old_button_shows_how_it_stands_and_sends_nothing_twice(desk: Desk) -> None:
    services, report = services_of(desk), made(services_of(desk))
    before = card(desk, "U0PRIYA", report)
    press(desk, "U0PRIYA", button(before, "Send to the customer"))
    form = opened(desk)
    services.reports.send(services.directory.actor("U0PRIYA"), report.id)
    desk.submit("U0PRIYA", form, {"text": ""})
    assert "Nothing was changed: this is how it stands now." in now_shown(desk).text
    press(desk, "U0PRIYA", button(before, "Send to the customer"))
    assert "Nothing was changed" in desk.slack.all("chat.postMessage")[-1]["text"]


def test_a_customer_neither_opens_nor_sends_what_is_in_review(desk: Desk) -> None:
    services, report = services_of(desk), made(services_of(desk))
    press(desk, "U0PRIYA", button(card(desk, "U0PRIYA", report), "Send to the customer"))
    form = opened(desk)
    desk.submit("U0BEATRIZ", form, {"text": ""})
    desk.submit("U0JAMES", form, {"text": ""})
    assert services.reports.view(OPERATOR, report.id).report.state is ReportState.REVIEW
    assert "I can't find that report" in card(desk, "U0BEATRIZ", report).text


def test_the_next_edition_needs_a_reason(desk: Desk) -> None:
    services, report = services_of(desk), made(services_of(desk))
    reply = card(desk, "U0PRIYA", report)
    assert "Give the reason" in errors(sent_form(desk, "U0PRIYA", reply, "Make it anew", note=" "))["note"]
    sent_form(desk, "U0PRIYA", reply, "Make it anew", note="Counted twice")
    assert "The next edition is being made." in now_shown(desk).text
    assert services.reports.view(OPERATOR, report.id).report.state is ReportState.REPLACED


def test_how_the_reports_to_come_go_out_is_chosen_by_who_leads(desk: Desk) -> None:
    services = services_of(desk)
    option = {"text": {"type": "plain_text", "text": "x"}, "value": f"automatic {NUMBER}"}
    menu = {"type": "static_select", "action_id": "individual.mode", "selected_option": option}
    desk.click("U0BEATRIZ", menu, **_IN_DM)
    assert not services.reports.of_agreement(OPERATOR, NUMBER).automatic
    desk.click("U0PRIYA", menu, **_IN_DM)
    assert services.reports.of_agreement(OPERATOR, NUMBER).automatic
    assert "go out as they are made (chosen for this agreement)" in shown(now_shown(desk))


# -- at the customer


def test_the_customer_gets_the_files_acknowledges_and_comments(desk: Desk) -> None:
    services, report = services_of(desk), made(services_of(desk))
    services.reports.send(services.directory.actor("U0PRIYA"), report.id, "A quiet month")
    outbox = Outbox(services, desk.slack)
    outbox.deliver("report_changed")
    (told,) = [each for each in desk.slack.all("chat.postMessage") if "Here is the monthly report" in each["text"]]
    assert "A quiet month" in told["text"]
    (upload,) = desk.slack.all("files.upload")
    assert len(upload["files"]) == 3
    reply = card(desk, "U0BEATRIZ", report)
    sent_form(desk, "U0BEATRIZ", reply, "Acknowledge", text="")
    assert "CEC is told that you have read it." in now_shown(desk).text
    sent_form(desk, "U0BEATRIZ", now_shown(desk), "Comment", text="See you in the review")
    outbox.deliver("report_changed")
    said = [each["text"] for each in desk.slack.all("chat.postMessage")]
    assert any("Beatriz Silva acknowledged the monthly report, October 2026" in each for each in said)
    assert any("wrote about the monthly report" in each and "See you in the review" in each for each in said)


def test_one_form_sent_twice_is_one_comment_and_anothers_form_is_none(desk: Desk) -> None:
    services, report = services_of(desk), made(services_of(desk))
    press(desk, "U0PRIYA", button(card(desk, "U0PRIYA", report), "Comment"))
    form = opened(desk)
    for user in ("U0PRIYA", "U0PRIYA", "U0DANA"):
        desk.submit(user, form, {"text": "Look at the 4th"})
    assert len(services.reports.view(OPERATOR, report.id).comments) == 1


def test_a_forged_button_is_answered_politely(desk: Desk) -> None:
    for action, value in (
        ("individual.form:nothing", "{}"),
        ("individual.form:send", '{"r":5}'),
        ("individual.open", "no json"),
        ("individual.files", '{"r":"id-none"}'),
        ("individual.list", "{}"),
    ):
        desk.click("U0BEATRIZ", {"action_id": action, "value": value}, **_IN_DM)
    said = [each["text"] for each in desk.slack.all("chat.postMessage")]
    assert len(said) == 5
    assert STALE in said
    assert not any("error" in each.lower() for each in said)


# -- notices


def delivered(services: Services, kind: NoticeKind, reader: str, facts: dict[str, Any]) -> FakeSlack:
    slack = FakeSlack()
    SENDERS[kind](Outgoing(Notice("n", kind, Destination(slack_user_id=reader), facts), "D1", None), slack, services)
    return slack


def test_files_go_to_who_asked_and_to_nobody_who_may_not_have_them(fresh_services: Services) -> None:
    report = made(fresh_services)
    facts = {"report": report.id}
    assert not delivered(fresh_services, NoticeKind.REPORT_FILES, "U0BEATRIZ", facts).sent
    mine = delivered(fresh_services, NoticeKind.REPORT_FILES, "U0PRIYA", facts)
    assert "Monthly report, October 2026 of SLA-2026-0019." in mine.all("chat.postMessage")[0]["text"]


def test_the_annual_summary_goes_to_staff_alone(fresh_services: Services) -> None:
    slack = delivered(fresh_services, NoticeKind.ANNUAL_SUMMARY, "U0PRIYA", {"year": "2027"})
    (upload,) = slack.all("files.upload")
    assert set(upload["files"]) == {"annual-summary-FY2027.pdf", "annual-summary-FY2027.xlsx"}
    refused = delivered(fresh_services, NoticeKind.ANNUAL_SUMMARY, "U0BEATRIZ", {"year": "2027"})
    assert not refused.all("files.upload")


def test_a_wanted_report_is_made_once_where_its_notice_is_delivered(fresh_services: Services) -> None:
    priya = fresh_services.directory.actor("U0PRIYA")
    wanted = fresh_services.report_making.ask(priya, NUMBER, ReportKind.MONTHLY, OCTOBER.start)
    outbox = Outbox(fresh_services)
    for _ in range(2):
        outbox.deliver("report_wanted", again=True)
    assert fresh_services.reports.view(priya, wanted.id).report.state is ReportState.REVIEW
    fresh_services.alerts.sweep()
    outbox.alerts()
    (told,) = [each for each in outbox.slack.all("chat.postMessage") if "Report to review" in each["text"]]
    assert button(Reply(told["text"], told["blocks"]), "Open the report")
