"""Agreements that are named by the end of their number alone."""

from dataclasses import replace
from typing import Any

import pytest

from bot.short_numbers import spelled_out, which_one
from domain.permissions import Actor
from services import Services
from services.memory import Memory, Pending
from tests.blockkit import button, check_reply
from tests.bot.saying import a_turn, an_asker

LISTED = Memory(pending=Pending("shown", {"agreements": "SLA-2027-0031"}))


def spelled(services: Services, actor: Actor, text: str, memory: Memory | None = None) -> str:
    return spelled_out(services, an_asker(actor), memory or Memory(), text).text


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("SLA 31", "SLA-2027-0031"),
        ("0041", "SLA-2027-0041"),
        ("what about 0038", "what about SLA-2027-0038"),
        ("where does agreement #26 stand?", "where does SLA-2027-0026 stand?"),
        ("how is SLA 31 doing", "how is SLA-2027-0031 doing"),
        ("who still has to sign 0024", "who still has to sign SLA-2027-0024"),
        ("SLA 77", "SLA-2027-0077"),  # there is none: the answer says so, with the nearest ones
    ],
)
def test_the_end_of_a_number_is_written_out(services: Services, james: Actor, text: str, meant: str) -> None:
    assert spelled(services, james, text) == meant


@pytest.mark.parametrize(
    "text",
    [
        "the agreement 2027",
        "add to our agreement 20 laptops",
        "is an SLA 99.5 % of the time",
        "SLA 4 hours",
        "a call at 0900",
        "1031 laptops",
        "2027",
        "what about 7",
        "SLA-2027-0031",
    ],
)
def test_years_times_and_quantities_stay_what_they_are(services: Services, james: Actor, text: str) -> None:
    assert spelled(services, james, text) == text
    assert spelled(services, james, text, LISTED).endswith(("laptops", text))


def test_a_customer_names_only_agreements_of_their_own_organization(services: Services, maria: Actor) -> None:
    assert spelled(services, maria, "SLA 31") == "SLA-2027-0031"
    assert spelled(services, maria, "tell me more about SLA 38") == "tell me more about SLA 38"
    assert spelled(services, maria, "0011") == "SLA-2027-0011"  # another one has SLA-2026-0011: as if there were none


class TwoYears:
    """The numbers of an office that has the same count in two years."""

    def numbers_counted(self, actor: Actor, count: int) -> tuple[str, ...]:
        return (f"SLA-2027-{count:04}", f"SLA-2026-{count:04}")


def test_the_same_count_in_two_years_is_asked_about(services: Services, james: Actor) -> None:
    office: Any = TwoYears()
    found = spelled_out(replace(services, agreements=office), an_asker(james), Memory(), "where is 0003")
    assert (found.number, found.others) == ("SLA-2027-0003", (("SLA-2026-0003", "where is SLA-2026-0003"),))
    reply = which_one(found, a_turn(services, found.text, "agreement_status", asker=an_asker(james)))
    check_reply(reply)
    assert reply.text == "Which agreement do you mean: SLA-2027-0003 or SLA-2026-0003?"
    assert button(reply, "SLA-2026-0003")
