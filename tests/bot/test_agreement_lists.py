"""Lists of agreements: by step, owner, organization, whose turn, and all of them together; menus and pages."""

from datetime import date

import pytest

from bot.handlers import agreements, next_steps
from bot.handlers.asked import due_asked
from bot.replies import Reply
from bot.views.agreements import PAGE_SIZE, Choices, list_blocks, list_title
from bot.views.list_question import ListQuestion, pack, unpack
from bot.views.menus import menu
from bot.views.tracker import Reader
from domain.channels import Place
from domain.errors import NotAllowed
from domain.people import Side
from domain.permissions import Actor
from domain.stages import Stage
from sandbox.blockkit.check import check_blocks
from services import Services
from services.agreement_list_cards import AgreementPage
from services.cards import OrganizationCard
from services.memory import Memory
from tests.blockkit import button, check_reply, elements, shown
from tests.bot.saying import STAFF_CHANNEL, ZONE, Named, a_click, a_turn, an_asker

NEGOTIATION: Named = ("stage", "negotiation", "proposal")


def listed(services: Services, actor: Actor, text: str, *named: Named, memory: Memory | None = None) -> Reply:
    reply = agreements.list_agreements(
        a_turn(services, text, "list_agreements", *named, memory=memory, asker=an_asker(actor))
    )
    check_reply(reply)
    return reply


def numbers(reply: Reply) -> list[str]:
    return [line.partition(":")[0] for line in reply.text.splitlines() if line.startswith("SLA-")]


def chosen(reply: Reply, which: str) -> str | None:
    found = next(each for each in elements(reply.blocks) if each["action_id"] == f"agreements.filter:{which}")
    return found.get("initial_option", {}).get("text", {}).get("text")


def option(reply: Reply, which: str, text: str) -> dict[str, str]:
    """The menu's choice as a click carries it."""
    found = next(each for each in elements(reply.blocks) if each["action_id"] == f"agreements.filter:{which}")
    value = next(o["value"] for o in found["options"] if o["text"]["text"] == text)
    return {"action_id": found["action_id"], "value": value}


def test_step_and_organization_together(services: Services, james: Actor) -> None:
    reply = listed(services, james, "what's in negotiation for NRCS", NEGOTIATION, ("organization", "NRCS", "nrcs"))
    title = "1 agreement of Natural Resources Conservation Service, at step 4 (Proposal and negotiation)."
    assert reply.text.startswith(title)
    assert numbers(reply) == ["SLA-2027-0031"]
    assert reply.about == {"nrcs"}
    assert chosen(reply, "stage") == "4 Proposal and negotiation"
    assert chosen(reply, "organization") == "NRCS Natural Resources Conservation Service"


def test_owner_and_whose_turn_together(services: Services, james: Actor) -> None:
    reply = listed(services, james, "what does Priya have that waits for the customer")
    assert reply.text.startswith("3 agreements waiting for the customer, led by Priya Raman.")
    assert chosen(reply, "owner") == "Priya Raman"
    assert chosen(reply, "turn") == "Waits for the customer"


def test_mine_are_those_that_i_lead(services: Services, james: Actor) -> None:
    reply = listed(services, james, "my agreements in survey", ("stage", "survey", "survey"))
    assert set(numbers(reply)) == {"SLA-2027-0038", "SLA-2027-0041"}


def test_the_most_urgent_come_first(services: Services, james: Actor) -> None:
    reply = listed(services, james, "all agreements")
    assert numbers(reply)[0] == "SLA-2027-0044"
    assert "4 days late" in reply.text.splitlines()[2]
    turns = [line for line in reply.text.splitlines() if "turn since" in line]
    assert all(line.startswith("CEC's") for line in turns)


def test_a_list_of_all_concerns_all_organizations(services: Services, james: Actor) -> None:
    assert listed(services, james, "what is in operations", ("stage", "operations", "operations")).about == {
        "nrcs", "fs", "aphis", "fns", "rma", "ars",
    }  # fmt: skip


def test_closed_ones_are_shown_only_when_asked_for(services: Services, james: Actor) -> None:
    named = ("organization", "NRCS", "nrcs")
    assert "SLA-2025-0009" not in numbers(listed(services, james, "agreements of NRCS", named))
    with_closed = listed(services, james, "agreements of NRCS with the closed ones", named)
    assert numbers(with_closed)[-1] == "SLA-2025-0009"


def test_a_fiscal_year_narrows_to_terms_that_end_in_it(services: Services, james: Actor) -> None:
    reply = listed(services, james, "agreements for FY28", ("fiscal_year", "FY28", "2028"))
    assert "with a term that ends in FY2028" in reply.text
    terms = [services.agreements.status(james, number).term.end for number in numbers(reply)]
    assert terms
    assert all(date(2027, 10, 1) <= end <= date(2028, 9, 30) for end in terms)


def test_a_follow_up_keeps_what_was_asked_before(services: Services, james: Actor) -> None:
    memory = Memory(intent="list_agreements", stage="proposal", organization="nrcs")
    reply = listed(services, james, "and for RMA?", ("organization", "RMA", "rma"), memory=memory)
    assert numbers(reply) == ["SLA-2027-0033"]
    assert reply.memory is not None
    assert reply.memory.stage == "proposal"


def test_nothing_found_says_so_and_how_to_go_on(services: Services, james: Actor) -> None:
    reply = listed(services, james, "FS in renewal", ("organization", "FS", "fs"), ("stage", "renewal", "renewal"))
    assert reply.text.startswith("No agreements of Forest Service, at step 10 (Renewal).")
    assert reply.about == {"fs"}
    assert button(reply, "Show all")


def test_pages_lead_through_every_agreement_once(services: Services, james: Actor) -> None:
    reply, seen = listed(services, james, "all agreements"), list[str]()
    while True:
        seen += numbers(reply)
        following = [e for e in elements(reply.blocks) if e["action_id"] == "agreements.page:next"]
        if not following:
            break
        turned = agreements.turned(a_click(services, following[0], an_asker(james)))
        assert isinstance(turned, Reply)
        assert turned.replace
        reply = turned
    assert len(seen) == len(set(seen)) == services.agreements.list(james, ListQuestion().filter).count
    back = agreements.turned(a_click(services, button(reply, "Previous page of agreements"), an_asker(james)))
    assert isinstance(back, Reply)
    assert len(numbers(back)) == PAGE_SIZE


def test_a_menu_narrows_the_list_in_place(services: Services, james: Actor) -> None:
    reply = listed(services, james, "all agreements")
    narrowed = agreements.turned(a_click(services, option(reply, "stage", "3 Customer survey"), an_asker(james)))
    assert isinstance(narrowed, Reply)
    assert narrowed.replace
    again = agreements.turned(a_click(services, option(narrowed, "turn", "Waits for the customer"), an_asker(james)))
    assert isinstance(again, Reply)
    assert "at step 3 (Customer survey), waiting for the customer" in again.text
    everything = agreements.turned(a_click(services, button(again, "Show all"), an_asker(james)))
    assert isinstance(everything, Reply)
    assert len(numbers(everything)) == PAGE_SIZE


def test_a_page_that_is_no_longer_there_says_so(services: Services, james: Actor) -> None:
    click = a_click(services, {"action_id": "agreements.page:next", "value": "n=90"}, an_asker(james))
    reply = agreements.turned(click)
    assert isinstance(reply, Reply)
    check_reply(reply)
    assert "nothing on this page any more" in shown(reply)


# -- customers ---------------------------------------------------------------------------------------------------


def test_a_customer_sees_their_own_only(services: Services, maria: Actor) -> None:
    reply = listed(services, maria, "list all agreements")
    assert reply.text.startswith("3 agreements of Natural Resources Conservation Service.")
    assert reply.about == {"nrcs"}


def test_a_forged_filter_shows_a_customer_nothing_of_others(services: Services, maria: Actor) -> None:
    forged = {"action_id": "agreements.filter:organization", "value": pack(ListQuestion(organization="fs"))}
    with pytest.raises(NotAllowed):
        agreements.turned(a_click(services, forged, an_asker(maria)))
    owner = {"action_id": "agreements.filter:owner", "value": pack(ListQuestion(owner="p-priya"))}
    reply = agreements.turned(a_click(services, owner, an_asker(maria)))
    assert isinstance(reply, Reply)
    assert numbers(reply) == []
    assert "Priya" not in reply.text


def test_staff_menus_stay_out_of_what_customers_read(services: Services, james: Actor) -> None:
    turn = a_turn(
        services, "NRCS in survey", "list_agreements", ("organization", "NRCS", "nrcs"), ("stage", "survey", "survey"),
        asker=an_asker(james, Place("C9")),
    )  # fmt: skip
    reply = agreements.list_agreements(turn)
    assert "Forest Service" not in str(reply.blocks)


# -- what is next ------------------------------------------------------------------------------------------------


def following(services: Services, actor: Actor, text: str, *named: Named, place: Place | None = None) -> Reply:
    asker = an_asker(actor, place or Place("D1", direct=True))
    reply = next_steps.next_step(a_turn(services, text, "next_step", *named, asker=asker))
    check_reply(reply)
    return reply


def test_a_customer_hears_what_they_must_do_then_what_their_colleagues_must(services: Services, maria: Actor) -> None:
    reply = following(services, maria, "what do you need from us")
    assert reply.text.startswith("1 thing waits for you, and 1 more thing waits for your organization.")
    own, colleagues = reply.text.index("SLA-2027-0031"), reply.text.index("SLA-2027-0041")
    assert own < colleagues
    assert "(Robert Yazzie, technical lead)" in reply.text
    assert reply.about == {"nrcs"}


def test_a_customer_who_waits_hears_what_cec_is_doing(services: Services, james: Actor) -> None:
    owner = services.directory.actor("U0AMARA")
    reply = following(services, owner, "what next")
    assert "CEC" in reply.text or "waits for you" in reply.text


def test_staff_hear_their_own_first_then_the_most_urgent(services: Services, james: Actor) -> None:
    reply = following(services, james, "what is on my plate", place=STAFF_CHANNEL)
    assert reply.text.startswith("3 agreements wait for you, 8 more for other CEC staff. The most urgent first:")
    assert reply.text.index("SLA-2027-0048 (FS)") < reply.text.index("SLA-2027-0044 (APHIS)")
    everything = agreements.listed(a_click(services, button(reply, "All that waits for CEC"), an_asker(james)))
    assert isinstance(everything, Reply)
    assert not everything.replace
    assert everything.text.startswith("9 agreements waiting for CEC.")


def test_staff_ask_for_one_organization(services: Services, james: Actor) -> None:
    reply = following(services, james, "what is next for RMA", ("organization", "RMA", "rma"))
    assert reply.text.startswith("2 agreements of Risk Management Agency, waiting for CEC.")


def test_one_agreement(services: Services, maria: Actor) -> None:
    reply = following(services, maria, "next for SLA-2026-0007", ("agreement_number", "SLA-2026-0007", "SLA-2026-0007"))
    assert "It is CEC's turn" in reply.text
    assert "agree with the customer whether to renew" in reply.text
    assert reply.memory is not None
    assert reply.memory.agreement == "SLA-2026-0007"


# -- thousands ---------------------------------------------------------------------------------------------------


READER = Reader(is_staff=True, today=date(2026, 11, 2), zone=ZONE)


def test_menus_of_hundreds_of_organizations_stay_within_slacks_limits() -> None:
    many = tuple(OrganizationCard(f"org_{n:03}", f"Organization number {n:03}", f"O{n:03}", True) for n in range(450))
    question = ListQuestion(stage=Stage.SURVEY, organization="org_321")
    page = AgreementPage((), 0, False, 0, False)
    blocks = list_blocks(page, question, "None", Choices(many, ()), READER)
    check_blocks(blocks)
    found = next(e for e in elements(blocks) if e["action_id"] == "agreements.filter:organization")
    offered = [o for group in found["option_groups"] for o in group["options"]]
    assert len(offered) == 451
    assert unpack(found["initial_option"]["value"]).organization == "org_321"
    assert found["option_groups"][1]["label"]["text"] == "O000 Organization number 000 to O099 Organization number 099"


def test_a_hundred_choices_are_one_plain_menu() -> None:
    element = menu("x", "X", [(str(n), str(n)) for n in range(100)], "7")
    assert len(element["options"]) == 100
    assert element["initial_option"]["value"] == "7"


def test_a_capped_count_says_that_there_are_more() -> None:
    page = AgreementPage((), 0, True, 1000, True)
    assert list_title(page, ListQuestion(waiting_for=Side.CEC), {}) == "More than 1,000 agreements waiting for CEC."


# -- conditions --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    ["which agreements are overdue", "what is late", "agreements past due"],
)
def test_overdue_ones_are_those_that_should_have_been_done(services: Services, james: Actor, text: str) -> None:
    reply = listed(services, james, text)
    assert reply.text.startswith("2 agreements due before November 2, 2026.")
    assert set(numbers(reply)) == {"SLA-2027-0044", "SLA-2027-0038"}


def test_overdue_by_some_days_leaves_out_what_is_less_late(services: Services, james: Actor) -> None:
    assert numbers(listed(services, james, "overdue for more than 5 days")) == ["SLA-2027-0038"]
    assert numbers(listed(services, james, "overdue for more than 30 days")) == []


def test_due_this_week_includes_what_is_late(services: Services, james: Actor) -> None:
    week: Named = ("time", "this week", "2026-11-02/2026-11-09")
    reply = listed(services, james, "agreements due this week", week)
    assert {"SLA-2027-0044", "SLA-2027-0038", "SLA-2027-0033"} <= set(numbers(reply))
    assert "due before November 9, 2026" in reply.text
    assert "step" not in reply.text.splitlines()[0]


@pytest.mark.parametrize(
    ("text", "named", "before"),
    [
        ("due by Friday", ("time", "Friday", "2026-11-06"), date(2026, 11, 7)),
        ("due before Friday", ("time", "Friday", "2026-11-06"), date(2026, 11, 6)),
        ("ending on Friday", ("time", "Friday", "2026-11-06"), None),
        ("ending in late October", ("time", "October", "2026-10-01/2026-11-01"), None),
    ],
)
def test_a_day_named_with_due_counts(
    services: Services, james: Actor, text: str, named: Named, before: date | None
) -> None:
    assert due_asked(a_turn(services, text, "list_agreements", named, asker=an_asker(james))) == before


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("show me james's agreements", "James Okafor"),
        ("everything owned by Grace", "Grace Nakamura"),
        ("what is led by priya", "Priya Raman"),
        ("agreements assigned to james", "James Okafor"),
    ],
)
def test_a_lead_is_known_also_in_small_letters(services: Services, james: Actor, text: str, lead: str) -> None:
    assert f"led by {lead}" in listed(services, james, text).text.splitlines()[0]


@pytest.mark.parametrize("text", ["everything owned by Zelda", "Zelda's agreements", "assigned to zelda"])
def test_a_lead_whom_nobody_knows_is_named(services: Services, james: Actor, text: str) -> None:
    reply = listed(services, james, text)
    assert reply.text.startswith("I don't know whom at CEC you mean by “")
    assert "SLA-" not in reply.text


@pytest.mark.parametrize("name", ["Department of Defense", "Microsoft"])
def test_an_organization_that_nobody_knows_is_named(services: Services, james: Actor, name: str) -> None:
    reply = listed(services, james, f"agreements for the {name}")
    assert f"I know no organization called “{name}”." in reply.text
    assert "22 agreements" not in reply.text


def test_an_organization_that_understanding_missed_is_still_meant(services: Services, james: Actor) -> None:
    assert listed(services, james, "agreements for the Forest Service").about == {"fs"}


@pytest.mark.parametrize("text", ["unassigned agreements", "agreements with red folders"])
def test_a_condition_that_was_not_understood_is_admitted(services: Services, james: Actor, text: str) -> None:
    reply = listed(services, james, text)
    assert reply.text.startswith("I could not find a condition in that, so these are all open agreements.")
    assert len(numbers(reply)) == PAGE_SIZE


@pytest.mark.parametrize(
    "text",
    ["all agreements", "list all open agreements please", "show me every SLA", "what agreements do we have",
     "show all agreements, the most urgent first"],
)  # fmt: skip
def test_who_asks_for_all_is_not_told_off(services: Services, james: Actor, text: str) -> None:
    assert "could not find a condition" not in listed(services, james, text).text


@pytest.mark.parametrize("text", ["everyone waiting on funding", "which agreements are signed but not funded"])
def test_waiting_for_funds_is_the_step_of_funding(services: Services, james: Actor, text: str) -> None:
    assert "at step 5 (Agreement and funding)" in listed(services, james, text).text.splitlines()[0]


def test_a_customer_asks_for_their_late_ones(services: Services, maria: Actor) -> None:
    assert listed(services, maria, "are any of our agreements overdue").text.startswith("No agreements of Natural")


def test_how_many_organizations_is_answered_with_their_number(services: Services, james: Actor) -> None:
    reply = listed(services, james, "how many organizations do we serve")
    assert reply.text.startswith("CEC serves 6 organizations: ")
    assert "Forest Service" in reply.text
    assert "fs" in reply.about


def test_the_menu_of_smls_offers_those_who_lead_an_agreement(services: Services, james: Actor) -> None:
    reply = listed(services, james, "all agreements")
    menu_of = next(each for each in elements(reply.blocks) if each["action_id"] == "agreements.filter:owner")
    assert [o["text"]["text"] for o in menu_of["options"]] == ["Any SML", "James Okafor", "Priya Raman"]
    assert chosen(listed(services, james, "everything owned by Grace"), "owner") == "Grace Nakamura"
