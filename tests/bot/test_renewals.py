"""Which terms end when: windows, days left, what follows, pages."""

from datetime import date

import pytest

from bot.handlers import renewals
from bot.replies import Reply
from bot.views.renewals import RenewalQuestion, renewals_title
from bot.views.tracker import Reader
from domain.permissions import Action, Actor, decide
from services import Services
from services.agreement_list_cards import RenewalPage
from tests.blockkit import button, check_reply, shown
from tests.bot.saying import ZONE, Named, a_click, a_turn, an_asker

READER = Reader(is_staff=True, today=date(2026, 11, 2), zone=ZONE)


def asked(services: Services, actor: Actor, text: str, *named: Named) -> Reply:
    reply = renewals.ask_renewals(a_turn(services, text, "ask_renewals", *named, asker=an_asker(actor)))
    assert isinstance(reply, Reply)
    check_reply(reply)
    return reply


def numbers(reply: Reply) -> list[str]:
    return [line.partition(":")[0] for line in reply.text.splitlines() if line.startswith("SLA-")]


def test_without_a_window_it_is_the_offices_own(services: Services, james: Actor) -> None:
    reply = asked(services, james, "which agreements are due for renewal")
    assert reply.text.startswith("4 agreements end within 180 days, by May 1, 2027.")
    assert numbers(reply) == ["SLA-2026-0015", "SLA-2026-0003", "SLA-2026-0011", "SLA-2026-0007"]
    assert "ends November 22, 2026, 20 days left. Its renewal has not begun." in reply.text
    assert "Its renewal is under way as SLA-2027-0036." in reply.text
    assert len(reply.about) == 6


@pytest.mark.parametrize(
    ("text", "named", "window", "count"),
    [
        (
            "in Q1",
            ("time", "Q1", "2027-01-01/2027-04-01"),
            "between January 1, 2027 and March 31, 2027",
            1,
        ),
        ("before January", ("time", "January", "2027-01-01"), "by January 1, 2027", 3),
        ("after March 1", ("time", "March 1", "2027-03-01"), "on or after March 1, 2027", 19),
        ("on November 22", ("time", "November 22", "2026-11-22"), "on November 22, 2026", 1),
        ("in FY27", ("fiscal_year", "FY27", "2027"), "between October 1, 2026 and September 30, 2027", 6),
        ("at noon", ("time", "noon", "2026-11-22T12:00:00-05:00"), "on November 22, 2026", 1),
        ("in FY99", ("fiscal_year", "FY99", "1899"), "within 180 days", 4),
    ],
)
def test_the_time_that_is_named_is_the_window(
    services: Services, james: Actor, text: str, named: Named, window: str, count: int
) -> None:
    reply = asked(services, james, f"what ends {text}", named)
    assert window in reply.text.splitlines()[0]
    assert reply.text.startswith(f"{count} agreement")


def test_an_organization_and_the_own_ones(services: Services, james: Actor) -> None:
    reply = asked(services, james, "when does NRCS end", ("organization", "NRCS", "nrcs"))
    assert reply.text.startswith("1 agreement of Natural Resources Conservation Service ends within 180 days")
    assert reply.about == {"nrcs"}
    mine = asked(services, james, "which of my agreements end")
    assert "led by James Okafor" in mine.text
    assert "SLA-2026-0015" not in numbers(mine)


def test_a_customer_sees_when_all_of_theirs_end(services: Services, maria: Actor) -> None:
    reply = asked(services, maria, "when does our agreement expire")
    assert reply.text.startswith("3 agreements of your organization end as follows, the earliest first.")
    assert numbers(reply)[0] == "SLA-2026-0007"
    assert reply.about == {"nrcs"}


def test_one_agreement(services: Services, maria: Actor) -> None:
    number = ("agreement_number", "SLA-2026-0007", "SLA-2026-0007")
    reply = asked(services, maria, "when does SLA-2026-0007 end", number)
    assert reply.text == "SLA-2026-0007, Service desk and end-user support, ends March 2, 2027, 120 days left."
    assert button(reply, "Open SLA-2026-0007")


def test_windows_are_a_button_away(services: Services, james: Actor) -> None:
    reply = asked(services, james, "renewals")
    wider = renewals.turned(a_click(services, button(reply, "Show what ends within 30 days"), an_asker(james)))
    assert isinstance(wider, Reply)
    assert wider.replace
    check_reply(wider)
    assert wider.text.startswith("1 agreement ends within 30 days, by December 2, 2026.")


def test_pages_lead_through_every_term_once(services: Services, james: Actor) -> None:
    reply = asked(services, james, "ends after October 2026", ("time", "October 2026", "2026-10-01"))
    seen = numbers(reply)
    while "Next" in [b["text"]["text"] for block in reply.blocks for b in block.get("elements", [])]:
        turned = renewals.turned(a_click(services, button(reply, "Next page of renewals"), an_asker(james)))
        assert isinstance(turned, Reply)
        reply = turned
        seen += numbers(reply)
    assert len(seen) == len(set(seen)) == 22
    assert button(reply, "Previous page of renewals")


def test_others_terms_are_refused(services: Services, maria: Actor) -> None:
    own_only = decide(Actor(), Action.READ_AGREEMENT).reason
    assert asked(services, maria, "when does FS end", ("organization", "FS", "fs")).text == own_only
    number = ("agreement_number", "SLA-2026-0011", "SLA-2026-0011")
    reply = asked(services, maria, "when does SLA-2026-0011 end", number)
    assert reply.text.startswith(own_only)
    assert "2027" not in shown(reply).replace("SLA-2027", "")
    with pytest.raises(Exception, match="no such agreement of your organization"):
        renewals.turned(a_click(services, {"action_id": "renewals.page", "value": '{"o":"fs"}'}, an_asker(maria)))


def test_a_stranger_is_told_what_they_can_see(services: Services) -> None:
    assert "only show services" in asked(services, Actor(slack_user_id="U0NINA"), "what lapses").text


@pytest.mark.parametrize("value", ["", "{", '{"d":-5}', '{"d":"x","f":"never","b":7,"n":-1}'])
def test_stale_values_give_the_usual_window(services: Services, james: Actor, value: str) -> None:
    reply = renewals.turned(a_click(services, {"action_id": "renewals.page:30", "value": value}, an_asker(james)))
    assert isinstance(reply, Reply)
    check_reply(reply)


@pytest.mark.parametrize(
    ("count", "capped", "whose", "sentence"),
    [
        (0, False, "", "No agreements end within 30 days, by December 2, 2026."),
        (1, False, " of NRCS", "1 agreement of NRCS ends within 30 days, by December 2, 2026."),
        (1000, True, "", "More than 1,000 agreements end within 30 days, by December 2, 2026."),
    ],
)
def test_the_title_counts(count: int, capped: bool, whose: str, sentence: str) -> None:
    page = RenewalPage((), 30, 0, False, count, capped)
    assert renewals_title(page, RenewalQuestion(days=30), READER, whose) == sentence
