"""Something does not work, said in words by a customer of whom something runs."""

import pytest

from bot.handlers.support import request_status
from bot.handlers.support_reports import report_issue
from bot.replies import Outcome, Reply
from bot.support_sentences import impact_said, place_said, urgency_said
from domain.support_priorities import Impact, Urgency
from domain.support_requests import Report
from services import Services
from tests.blockkit import button, check_reply
from tests.bot.desk import who
from tests.bot.needs import person
from tests.bot.saying import Named, a_turn, value_of

LAPTOPS = ("service", "laptops", "managed_laptop")
VPN = ("service", "VPN", "remote_access_vpn")
BROKEN = "three laptops do not start at our Fort Collins office"


def answered(outcome: Outcome) -> Reply:
    assert isinstance(outcome, Reply)
    check_reply(outcome)
    return outcome


def reported(services: Services, text: str, *named: Named, user: str = "U0FATIMA") -> Reply:
    return answered(report_issue(a_turn(services, text, "report_issue", *named, asker=who(services, user))))


def asked(services: Services, text: str, *named: Named, user: str = "U0FATIMA") -> Reply:
    return answered(request_status(a_turn(services, text, "request_status", *named, asker=who(services, user))))


class TestWords:
    @pytest.mark.parametrize(
        ("text", "place"),
        [
            ("VPN is down at our Fort Collins office", "Fort Collins office"),
            ("phones dead in Lincoln", "Lincoln"),
            ("nothing prints in the east building since 9", "east building"),
            ("my laptop died in November", ""),
            ("my laptop is slow in Excel", ""),
            ("my laptop is slow", ""),
        ],
    )
    def test_the_place_is_read(self, text: str, place: str) -> None:
        assert place_said(text) == place

    @pytest.mark.parametrize(
        ("text", "impact"),
        [
            ("my laptop does not start", Impact.PERSON),
            ("we can't print", Impact.SEVERAL),
            ("VPN is down at our Fort Collins office", Impact.SITE),
            ("nobody can log in", Impact.ORGANIZATION),
        ],
    )
    def test_whom_it_concerns_is_read(self, text: str, impact: Impact) -> None:
        assert impact_said(text) is impact

    @pytest.mark.parametrize(
        ("text", "urgency"),
        [
            ("VPN is down", Urgency.HIGH),
            ("I can't log in", Urgency.HIGH),
            ("the laptop is slow", Urgency.NORMAL),
            ("my screen flickers, no hurry", Urgency.LOW),
        ],
    )
    def test_how_much_it_stops_is_read(self, text: str, urgency: Urgency) -> None:
        assert urgency_said(text) is urgency


class TestReport:
    def test_a_service_of_theirs_is_offered_in_a_form_and_nothing_is_opened(self, services: Services) -> None:
        reply = reported(services, BROKEN, LAPTOPS)
        assert "support request about Managed laptop of SLA-2026-0003" in reply.text
        kept = value_of(button(reply, "Open a support request"))
        assert kept == {"n": "SLA-2026-0003", "s": "managed_laptop", "w": BROKEN}
        before = services.support_requests.own(person(services, "fatima")).rows
        assert all(row.request.report.description != BROKEN for row in before)

    def test_an_unclear_service_is_asked_about(self, services: Services) -> None:
        assert "Which of your services has the problem?" in reported(services, "nothing works here").text

    def test_one_that_has_not_begun_is_said_plainly_with_the_way_to_its_agreement(self, services: Services) -> None:
        reply = reported(services, "the VPN is down", VPN, user="U0MARIA")
        assert "is part of SLA-2027-0031, whose services have not begun yet" in reply.text
        assert button(reply, "Where SLA-2027-0031 stands")
        assert button(reply, "It is another service")

    def test_one_that_is_not_covered_can_be_asked_for(self, services: Services) -> None:
        reply = reported(services, "the VPN is down", VPN)
        assert "is not part of SLA-2026-0003" in reply.text
        assert value_of(button(reply, "Ask CEC to add it"))["intent"] == "request_change"

    def test_a_known_outage_is_offered_first(self, fresh_services: Services) -> None:
        fresh_services.outages.announce(person(fresh_services, "luis"), "managed_laptop", "Updates fail <again>.")
        reply = reported(fresh_services, BROKEN, LAPTOPS)
        assert "Is it this?" in reply.text
        assert "Updates fail &lt;again&gt;" in reply.text
        assert button(reply, "It is this")
        assert value_of(button(reply, "It is something else"))["w"] == BROKEN

    def test_outages_of_their_services_are_offered_where_none_is_named(self, fresh_services: Services) -> None:
        for service in ("managed_laptop", "mailbox", "piv_card"):
            fresh_services.outages.announce(person(fresh_services, "luis"), service, f"About {service}.")
        reply = reported(fresh_services, "all is down again")
        assert "Is it this?" in reply.text
        assert "About mailbox" in reply.text
        assert "About piv_card" not in reply.text

    def test_another_organization_is_refused(self, services: Services) -> None:
        reply = reported(services, "laptops of ARS are broken", LAPTOPS, ("organization", "ARS", "ars"))
        assert "no such agreement of your organization" in reply.text

    def test_an_agreement_of_others_is_as_one_that_is_not_there(self, services: Services) -> None:
        numbers = ("SLA-2026-0007", "SLA-2026-9999")
        found = {
            reported(services, "it is down", ("agreement_number", "it", each)).text.split(" Nearest")[0]
            for each in numbers
        }
        assert len(found) == 1
        assert "no such agreement of your organization" in found.pop()


class TestStatus:
    def test_the_number_shows_it(self, services: Services) -> None:
        reply = asked(services, "REQ-1003", ("request_number", "REQ-1003", "REQ-1003"))
        assert "REQ-1003" in reply.text
        assert button(reply, "Answer CEC")

    def test_one_of_others_is_as_one_that_is_not_there(self, services: Services) -> None:
        numbers = ("REQ-1004", "REQ-9999")
        found = {asked(services, each, ("request_number", each, each)).text for each in numbers}
        assert len(found) == 1
        assert "can't find that request" in found.pop()

    def test_the_only_open_one_is_meant(self, services: Services) -> None:
        assert "waits for your answer" in asked(services, "any news on my ticket").text

    def test_one_about_a_service_is_found(self, services: Services) -> None:
        assert "battery" in asked(services, "my request about the laptops", LAPTOPS).text
        assert "None of your latest requests is about that" in asked(services, "news about the VPN", VPN).text

    def test_who_asked_for_nothing_is_told_so(self, services: Services) -> None:
        assert "You have asked for no help yet" in asked(services, "any news", user="U0LINH").text

    def test_staff_see_the_queue_of_an_organization(self, services: Services) -> None:
        reply = asked(services, "open tickets of APHIS", ("organization", "APHIS", "aphis"), user="U0LUIS")
        assert "REQ-1003" in reply.text
        assert "REQ-1005" not in reply.text

    def test_notes_of_staff_are_never_shown_to_customers(self, services: Services) -> None:
        number = ("request_number", "REQ-1002", "REQ-1002")
        assert "third battery" in asked(services, "REQ-1002", number, user="U0LUIS").text
        assert "third battery" not in asked(services, "REQ-1002", number).text

    def test_a_stranger_gets_the_way_in(self, services: Services) -> None:
        assert "can't match you" in asked(services, "any news", user="U0NINA").text


def test_where_two_agreements_hold_it_the_form_asks_which(fresh_services: Services) -> None:
    report = Report("x", Impact.PERSON, Urgency.LOW)
    assert fresh_services.support_requests.open(person(fresh_services, "fatima"), "managed_laptop", report).agreement
    desk, laptops = ("service", "desk", "service_desk"), LAPTOPS
    reply = reported(fresh_services, "the laptops and the desk fail", laptops, desk)
    assert "choose in the form" in reply.text
    assert "n" not in value_of(button(reply, "Open a support request"))
