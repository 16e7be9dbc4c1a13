"""What sentences ask to be changed in a proposal."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from bot.packed_wishes import packed, together, unpacked
from bot.wish_terms import day_alone
from bot.wish_words import says_send
from bot.wishes_said import wishes_said
from domain.errors import InvalidInput
from domain.permissions import Actor
from domain.proposal_changes import (
    BillingWanted,
    QuantityWanted,
    RemovalWanted,
    ServiceWanted,
    TargetWanted,
    TermWanted,
    Wanted,
    WordsWanted,
)
from domain.proposal_terms import BillingFrequency, BillingTime
from services import Services
from tests.bot.proposals import LAPTOP, MAILBOX, NRCS, VPN
from tests.bot.saying import AT, ZONE, Named, a_turn, an_asker

LAPTOPS = ("service", "laptops", "managed_laptop")
MAILBOXES = ("service", "mailboxes", "mailbox")
THE_VPN = ("service", "VPN", "remote_access_vpn")
TABLETS = ("service", "tablets", "tablet")
JANUARY = ("time", "January", "2027-01-01/2027-02-01")
MONTHLY = BillingWanted(BillingFrequency.MONTHLY, BillingTime.ADVANCE)


def number(words: str) -> Named:
    return ("quantity", words, float(words) if "." in words else int(words))


def heard(services: Services, maria: Actor, text: str, *named: Named, last: tuple[Wanted, ...] = ()):
    current = services.proposals.view(maria, NRCS).current
    assert current
    turn = a_turn(services, text, "request_change", *named, asker=an_asker(maria))
    return wishes_said(turn, current.version.offer, "version 2", last)


# NRCS has 180 laptops, 240 mailboxes and 180 users of the VPN from December 12, 2026 to December 11, 2027.
SAID: list[tuple[str, tuple[Named, ...], tuple[Wanted, ...]]] = [
    ("drop the laptops to 20", (LAPTOPS, number("20")), (QuantityWanted(LAPTOP, 20),)),
    ("reduce mailboxes from 300 to 250", (MAILBOXES, number("300"), number("250")), (QuantityWanted(MAILBOX, 250),)),
    ("line 2 qty should be 35 not 53", (number("35"), number("53")), (QuantityWanted(MAILBOX, 35),)),
    (
        "add 10 more laptops and 5 mailboxes",
        (number("10"), LAPTOPS, number("5"), MAILBOXES),
        (QuantityWanted(LAPTOP, 190), QuantityWanted(MAILBOX, 245)),
    ),
    ("we need 10 fewer laptops", (number("10"), LAPTOPS), (QuantityWanted(LAPTOP, 170),)),
    ("take 12 off the VPN", (number("12"), THE_VPN), (QuantityWanted(VPN, 168),)),
    ("cut the laptops by 20", (LAPTOPS, number("20")), (QuantityWanted(LAPTOP, 160),)),
    ("drop the VPN to 170 users", (THE_VPN, number("170")), (QuantityWanted(VPN, 170),)),
    ("change the VPN to 170 users", (THE_VPN, number("170")), (QuantityWanted(VPN, 170),)),
    ("20 fewer users of the VPN", (number("20"), THE_VPN), (QuantityWanted(VPN, 160),)),
    (
        "have 170 users on the VPN and drop the mailboxes to 200",
        (number("170"), THE_VPN, MAILBOXES, number("200")),
        (QuantityWanted(VPN, 170), QuantityWanted(MAILBOX, 200)),
    ),
    ("add 5 tablets", (number("5"), TABLETS), (ServiceWanted("tablet", 5),)),
    ("remove the mailboxes", (MAILBOXES,), (RemovalWanted(MAILBOX),)),
    ("rm line 3", (), (RemovalWanted(VPN),)),
    ("double the mailboxes", (MAILBOXES,), (QuantityWanted(MAILBOX, 480),)),
    ("cut the laptops by ten percent", (LAPTOPS,), (QuantityWanted(LAPTOP, 162),)),
    (
        "swap 30 laptops for tablets",
        (number("30"), LAPTOPS, TABLETS),
        (QuantityWanted(LAPTOP, 150), ServiceWanted("tablet", 30)),
    ),
    ("can we get 99.95 on the VPN", (THE_VPN,), (TargetWanted(VPN, "availability", Decimal("99.95")),)),
    ("bill us monthly", (), (MONTHLY,)),
    ("quarterly bills in arrears", (), (BillingWanted(BillingFrequency.QUARTERLY, BillingTime.ARREARS),)),
    ("monthly payments instead of quarterly ones", (), (MONTHLY,)),
    ("start in January instead", (JANUARY,), (TermWanted(start=date(2027, 1, 1)),)),
    ("end the term in January", (JANUARY,), (TermWanted(end=date(2027, 1, 31)),)),
    ("make the agreement run for two years", (), (TermWanted(end=date(2028, 12, 11)),)),
    ("extend the term by 6 months", (), (TermWanted(end=date(2028, 6, 11)),)),
    (
        "drop the laptops to 20, bill us monthly and start in January",
        (LAPTOPS, number("20"), JANUARY),
        (QuantityWanted(LAPTOP, 20), MONTHLY, TermWanted(start=date(2027, 1, 1))),
    ),
    ("give us a 5 percent discount", (), (WordsWanted("give us a 5 percent discount"),)),
    ("don't remove the mailboxes", (MAILBOXES,), (WordsWanted("don't remove the mailboxes"),)),
    ("we would like to change the draft", (), ()),
]


@pytest.mark.parametrize(("text", "named", "wanted"), SAID)
def test_a_sentence_says_what_is_wanted(
    services: Services, maria: Actor, text: str, named: tuple[Named, ...], wanted: tuple[Wanted, ...]
) -> None:
    found = heard(services, maria, text, *named)
    assert sorted(map(str, found.wanted)) == sorted(map(str, wanted))
    assert not found.open


@pytest.mark.parametrize(
    ("text", "named", "asked"),
    [
        ("add some tablets", (TABLETS,), "Say how many of “tablets” you need."),
        ("remove the tablets", (TABLETS,), "“Tablets” is not in version 2."),
        ("drop the laptops to 2.5", (LAPTOPS, number("2.5")), "Give a whole number for “laptops”."),
        ("make it 20", (number("20"),), "Say of what you want 20: Managed laptop, Cloud mailbox or"),
        (
            "-5 laptops",
            (("quantity", "-5", -5), LAPTOPS),
            "Say whether you want 5 fewer of Managed laptop, or 5 in all",
        ),
        ("99.9 on hosting", (("category", "hosting", "hosting"),), "“Hosting” is not in version 2. It has: Managed"),
        ("99.9 on the tablets", (TABLETS,), "“Tablets” is not in version 2. It has: Managed laptop, "),
        (
            "laptops 100 or maybe 120",
            (LAPTOPS, number("100"), number("120")),
            "Say which number of “laptops” you want: 100 or 120.",
        ),
        ("99.5 please", (), "Say for which service that target is meant"),
    ],
)
def test_what_is_left_open_is_asked(
    services: Services, maria: Actor, text: str, named: tuple[Named, ...], asked: str
) -> None:
    found = heard(services, maria, text, *named)
    assert not found.wanted
    assert found.open[0].startswith(asked)


def test_nothing_left_of_a_line_is_said_to_be_a_removal(services: Services, maria: Actor) -> None:
    found = heard(services, maria, "set the laptops to 0", LAPTOPS, number("0"))
    assert found.wanted == (RemovalWanted(LAPTOP),)
    assert found.open == ("No laptops are left by that, so it is read as removing Managed laptop.",)


def test_a_number_alone_is_of_what_was_changed_last(services: Services, maria: Actor) -> None:
    last = (QuantityWanted(MAILBOX, 5), QuantityWanted(LAPTOP, 20))
    assert heard(services, maria, "make it 30", number("30"), last=last).wanted == (QuantityWanted(LAPTOP, 30),)


@pytest.mark.parametrize(
    ("text", "name"),
    [("change the flurbs to 12", "flurbs"), ("add 12 more flurbs", "flurbs"), ("flurbs: 12", "flurbs")],
)
def test_a_number_beside_an_unknown_name_is_of_nothing_changed_before(
    services: Services, maria: Actor, text: str, name: str
) -> None:
    found = heard(services, maria, text, number("12"), last=(QuantityWanted(MAILBOX, 5),))
    assert not found.wanted
    assert found.open[0].startswith(f"There is no “{name}” in version 2. Say which one you mean: Managed laptop, ")


@pytest.mark.parametrize(
    "text",
    ["make it 12 because we move", "12 please", "and only 12 more of them", "set the number to 12", "12 instead"],
)
def test_small_words_beside_a_number_name_nothing(services: Services, maria: Actor, text: str) -> None:
    found = heard(services, maria, text, number("12"), last=(QuantityWanted(MAILBOX, 5),))
    assert found.wanted
    assert not found.open


def test_what_is_only_told_beside_a_change_is_no_wish(services: Services, maria: Actor) -> None:
    text = "two offices close in spring, drop the laptops to 20"
    assert heard(services, maria, text, LAPTOPS, number("20")).wanted == (QuantityWanted(LAPTOP, 20),)


def test_only_a_bare_yes_is_one() -> None:
    assert says_send("yes, please send it to CEC")
    assert not says_send("yes, and drop the laptops")


def test_wishes_come_back_as_they_were_packed() -> None:
    wanted = (
        *(each for _, _, all_of_it in SAID for each in all_of_it),
        TermWanted(date(2027, 1, 1), date(2027, 6, 30)),
    )
    assert unpacked(packed(wanted)) == wanted


@pytest.mark.parametrize(
    "broken", [None, "q", [["q"]], [["q", "line-1", "20"]], [["x", "y"]], [["b", "daily", "x"]], [3]]
)
def test_what_was_not_packed_is_refused(broken: object) -> None:
    with pytest.raises(InvalidInput):
        unpacked(broken)


def test_a_later_wish_takes_the_place_of_one_about_the_same() -> None:
    before = (QuantityWanted(LAPTOP, 20), MONTHLY)
    assert together(before, [RemovalWanted(LAPTOP)]) == (MONTHLY, RemovalWanted(LAPTOP))


FROM_JANUARY = TermWanted(start=date(2027, 1, 1))


@pytest.mark.parametrize(
    ("text", "named", "wanted"),
    [
        ("from January please", (JANUARY,), (FROM_JANUARY,)),
        (
            "drop the laptops to 20 from January on",
            (LAPTOPS, number("20"), JANUARY),
            (QuantityWanted(LAPTOP, 20), FROM_JANUARY),
        ),
        ("drop the laptops to 20", (LAPTOPS, number("20")), (QuantityWanted(LAPTOP, 20),)),
    ],
)
def test_of_an_amendment_the_day_from_which_it_counts_is_heard(
    services: Services, maria: Actor, text: str, named: tuple[Named, ...], wanted: tuple[Wanted, ...]
) -> None:
    current = services.proposals.view(maria, NRCS).current
    assert current
    offer = replace(current.version.offer, amends=current.version.offer)
    turn = a_turn(services, text, "request_change", *named, asker=an_asker(maria))
    assert set(wishes_said(turn, offer, "version 2", ()).wanted) == set(wanted)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("All of this from March 1, 2027", date(2027, 3, 1)),
        ("The changes should count from March 2027.", date(2027, 3, 1)),
        ("Weekend support from March 1, 2027", None),
        ("Everything until March 1, 2027", None),
        ("A later kickoff", None),
    ],
)
def test_words_that_say_only_a_day_are_the_day_from_which_an_amendment_counts(text: str, day: date | None) -> None:
    assert day_alone(text, AT, ZONE) == (TermWanted(start=day) if day else None)
