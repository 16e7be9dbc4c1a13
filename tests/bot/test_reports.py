"""How well agreed levels were kept, asked in words and by buttons. Said on November 2, 2026."""

from typing import Any

import pytest

from bot.context import Asker
from bot.handlers import reports
from bot.handlers.report_words import view_report
from bot.replies import Reply
from domain.channels import Place
from domain.permissions import Actor
from services import Services
from services.memory import Memory
from tests.blockkit import button, check_reply
from tests.bot.desk import a_desk, who
from tests.bot.saying import Named, a_click, a_turn, an_asker, value_of

#: NRCS's running agreement, and one of APHIS.
NRCS, OTHER = "SLA-2026-0007", "SLA-2027-0029"
OCTOBER: Named = ("time", "last month", "2026-10-01/2026-11-01")
DESK: Named = ("service", "service desk", "service_desk")


def ask(services: Services, actor: Actor, text: str, *named: Named, memory: Memory | None = None) -> Reply:
    reply = view_report(a_turn(services, text, "view_report", *named, memory=memory, asker=an_asker(actor)))
    check_reply(reply)
    return reply


def first_line(reply: Reply) -> str:
    return reply.text.splitlines()[0]


def rows(reply: Reply) -> list[list[str]]:
    table = next(block for block in reply.blocks if block["type"] == "table")
    return [[cell["text"] for cell in row] for row in table["rows"]]


def test_one_level_is_answered_in_the_first_sentence(services: Services, maria: Actor) -> None:
    reply = ask(services, maria, "did you meet abandonment of the service desk last month", DESK, OCTOBER)
    assert first_line(reply) == (
        "Met: Service desk, calls given up before an answer (SLA-2026-0007) was 3.9 % in October 2026. "
        "The target is at most 5 %."
    )
    assert rows(reply)[1] == ["Calls given up before an answer", "met", "3.9 %", "at most 5 %", "better"]
    assert reply.about == {"nrcs"}


def test_a_level_that_was_missed_is_said_so(services: Services, maria: Actor) -> None:
    july: Named = ("time", "in August", "2026-08-01/2026-09-01")
    reply = ask(services, maria, "speed of answer of the service desk in August", DESK, july)
    assert first_line(reply).startswith("Missed: Service desk, average time until a call is answered by a person")
    assert "was 71 seconds in August 2026. The target is at most 60 seconds." in first_line(reply)


def test_uptime_is_what_people_call_availability(services: Services, maria: Actor) -> None:
    reply = ask(services, maria, "did you meet uptime last month", OCTOBER)
    assert "was 99.99 % in October 2026" in first_line(reply)
    assert "share of time in which people can sign in" in first_line(reply)


def test_without_words_for_a_level_the_whole_service_is_counted(services: Services, maria: Actor) -> None:
    reply = ask(services, maria, "how was the service desk last month", DESK, OCTOBER)
    assert first_line(reply) == (
        "3 of 3 measured levels of Service desk (SLA-2026-0007) met in October 2026. Without data: 1."
    )


def test_without_a_period_it_is_the_last_whole_month(services: Services, maria: Actor) -> None:
    assert "in October 2026" in first_line(ask(services, maria, "how are you doing"))


def test_a_period_without_data_says_so(services: Services, maria: Actor) -> None:
    november: Named = ("time", "this month", "2026-11-01/2026-12-01")
    reply = ask(services, maria, "how was the service desk this month", DESK, november)
    assert first_line(reply) == "Nothing was measured for Service desk (SLA-2026-0007) in November 2026 so far."
    assert reply.charts == () or all(chart.months for chart in reply.charts)


def test_a_period_outside_of_the_term_says_the_term(services: Services, maria: Actor) -> None:
    before: Named = ("time", "2019", "2019-01-01/2020-01-01")
    reply = ask(services, maria, "SLA-2026-0007 in 2019", ("agreement_number", NRCS, NRCS), before)
    assert "Give a period within it." in reply.text


def test_a_follow_up_asks_the_same_for_another_month(services: Services, maria: Actor) -> None:
    first = ask(services, maria, "abandonment of the service desk last month", DESK, OCTOBER)
    may: Named = ("time", "August", "2026-08-01/2026-09-01")
    reply = ask(services, maria, "and in August?", may, memory=first.memory)
    assert first_line(reply).startswith("Missed: Service desk, calls given up before an answer")
    assert "in August 2026" in first_line(reply)


def test_a_follow_up_about_another_level_keeps_the_period(services: Services, maria: Actor) -> None:
    august: Named = ("time", "in August", "2026-08-01/2026-09-01")
    first = ask(services, maria, "abandonment of the service desk in August", DESK, august)
    reply = ask(services, maria, "and first contact resolution?", memory=first.memory)
    assert "requests solved in the first contact" in first_line(reply)
    assert "in August 2026" in first_line(reply)


def test_an_agreement_that_is_named_is_told_as_a_whole(services: Services, maria: Actor) -> None:
    first = ask(services, maria, "abandonment of the service desk last month", DESK, OCTOBER)
    since: Named = ("time", "since August", "2026-08-01")
    reply = ask(services, maria, f"{NRCS} since August", ("agreement_number", NRCS, NRCS), since, memory=first.memory)
    assert first_line(reply).startswith("7 of 7 measured levels of SLA-2026-0007 met from August 1, 2026")


def test_a_command_without_words_asks_for_all_of_the_last_month(services: Services, maria: Actor) -> None:
    first = ask(
        services,
        maria,
        "abandonment of the service desk in August",
        DESK,
        ("time", "in August", "2026-08-01/2026-09-01"),
    )
    assert "measured levels of SLA-2026-0007 met in October 2026" in first_line(
        ask(services, maria, "", memory=first.memory)
    )


def test_a_level_of_another_service_leaves_the_one_that_was_spoken_of(services: Services, maria: Actor) -> None:
    first = ask(services, maria, "how was the service desk last month", DESK, OCTOBER)
    assert "share of time in which people can sign in" in first_line(
        ask(services, maria, "and uptime?", memory=first.memory)
    )


def test_a_service_that_is_not_promised_is_answered_with_those_that_are(services: Services, maria: Actor) -> None:
    reply = ask(services, maria, "uptime of mainframe", ("service", "mainframe", "mainframe_capacity"))
    assert "None of your agreements promises that. They have: " in reply.text
    assert "Service desk" in reply.text


def test_another_organizations_number_is_answered_like_one_that_is_not_there(services: Services, maria: Actor) -> None:
    theirs = ask(services, maria, f"uptime of {OTHER}", ("agreement_number", OTHER, OTHER))
    nobodys = ask(services, maria, "uptime of SLA-2027-9929", ("agreement_number", "SLA-2027-9929", "SLA-2027-9929"))
    assert theirs.text.partition("Nearest")[0] == nobodys.text.partition("Nearest")[0]


def test_staff_who_name_nothing_see_all_customers_the_worst_first(services: Services, james: Actor) -> None:
    reply = ask(services, james, "which customers missed levels last month", OCTOBER)
    assert "measured levels met in October 2026, over" in first_line(reply)
    missed = [int(row[2]) for row in rows(reply)[1:]]
    assert missed == sorted(missed, reverse=True)
    assert button(reply, "Open online")


def test_staff_ask_for_one_agreement(services: Services, james: Actor) -> None:
    reply = ask(services, james, f"{NRCS} last month", ("agreement_number", NRCS, NRCS), OCTOBER)
    assert "(SLA-2026-0007)" in reply.text or "of SLA-2026-0007" in reply.text
    assert reply.about == {"nrcs"}


def test_an_agreement_that_is_not_signed_is_answered_with_where_it_stands(services: Services, maria: Actor) -> None:
    number = "SLA-2027-0031"
    assert ask(services, maria, number, ("agreement_number", number, number)).text.startswith(number)


def test_a_stranger_is_told_how_the_step_works(services: Services) -> None:
    reply = view_report(a_turn(services, "uptime", "view_report"))
    assert "SLA-" not in reply.text
    assert "What you do:" in reply.text


# -- buttons -----------------------------------------------------------------------------------------------------


def pressed(services: Services, asker: Asker, reply: Reply, name: str) -> Any:
    handler = {"reports.period": reports.turned, "reports.charts": reports.charts, "reports.open": reports.opened}
    element = button(reply, name)
    return handler[element["action_id"].partition(":")[0]](a_click(services, element, asker))


def test_a_button_shows_the_quarter_in_the_place_of_the_month(services: Services, maria: Actor) -> None:
    first = ask(
        services,
        maria,
        "abandonment of the service desk in August",
        DESK,
        ("time", "in August", "2026-08-01/2026-09-01"),
    )
    reply = pressed(services, an_asker(maria), first, "Quarter")
    check_reply(reply)
    assert "in the fourth quarter of FY2026 (July to September 2026)" in reply.text
    assert reply.replace


def test_the_period_before_has_the_same_length(services: Services, maria: Actor) -> None:
    first = ask(services, maria, "abandonment of the service desk last month", DESK, OCTOBER)
    assert "in September 2026" in pressed(services, an_asker(maria), first, "Before").text


def test_the_chart_shows_the_months_up_to_the_period(services: Services, maria: Actor) -> None:
    reply = ask(services, maria, "abandonment of the service desk last month", DESK, OCTOBER)
    (chart,) = reply.charts
    assert [f"{each.month:%b}" for each in chart.months][-1] == "Oct"  # pyright: ignore[reportAttributeAccessIssue]


def test_a_chart_arrives_as_a_picture_with_its_words(services: Services, maria: Actor) -> None:
    first = ask(services, maria, "abandonment of the service desk last month", DESK, OCTOBER)
    desk = a_desk(services, reports)
    desk.click("U0MARIA", button(first, "Show the charts"), channel={"id": "D1"}, message={"ts": "1.0"})
    (sent,) = desk.slack.all("files.upload")
    assert sent["files"]["chart-1.png"].startswith(b"\x89PNG")
    assert sent["spoken"]["chart-1.png"].startswith("Service desk: Calls given up before an answer: met in ")
    assert sent["channel"] == "D1"


@pytest.mark.parametrize(
    "value", ["", "[]", '{"number":"SLA-2026-0007"}', '{"number":"x","period":"2026-10-01/2026-10-31"}']
)
def test_an_old_or_forged_button_changes_nothing(services: Services, maria: Actor, value: str) -> None:
    click = a_click(services, {"action_id": "reports.open", "value": value}, an_asker(maria))
    outcome = reports.opened(click)
    assert isinstance(outcome, Reply)
    assert "older message" in outcome.text


def test_a_forged_button_for_another_organization_is_refused(services: Services, maria: Actor) -> None:
    element = {"action_id": "reports.open", "value": f'{{"number":"{OTHER}","period":"2026-10-01/2026-10-31"}}'}
    outcome = reports.opened(a_click(services, element, an_asker(maria)))
    assert isinstance(outcome, Reply)
    assert "there is no such agreement of your organization" in outcome.text


def test_in_a_channel_only_those_who_may_know_hear_it(services: Services) -> None:
    asker = who(services, "U0MARIA", "C0GENERAL")
    reply = view_report(a_turn(services, "uptime last month", "view_report", OCTOBER, asker=asker))
    assert reply.about == {"nrcs"}
    assert value_of(button(reply, "Exceptions")) == {"number": NRCS}
    assert asker.place != Place("D1", direct=True)
