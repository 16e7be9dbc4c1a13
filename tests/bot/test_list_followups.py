"""Short sentences after a list of agreements that go on with it."""

from dataclasses import replace

import pytest

from bot.choices import listed_before, with_agreements_shown
from bot.handlers import agreements
from bot.list_followups import goes_on_with_list, page_asked
from bot.views.list_question import ListQuestion
from domain.permissions import Actor
from domain.stages import Stage
from services import Services
from services.memory import Memory, memory_from, memory_to
from tests.blockkit import check_reply
from tests.bot.saying import Named, a_turn, an_asker

LISTED = with_agreements_shown(
    Memory(intent="list_agreements"), ["SLA-2027-0044", "SLA-2027-0022"], question=ListQuestion(owner="p-priya")
)


@pytest.mark.parametrize(
    ("text", "page"),
    [
        ("next page", 3), ("show more", 3), ("more please", 3), ("show me the next 8", 3), ("the rest of them", 3),
        ("next page of agreements", 3), ("show more agreements", 3), ("previous page", 1), ("go back", 1),
        ("page 1", 0),
        ("what is next", None), ("show more laptops", None), ("what more do you need", None), ("next year", None),
    ],
)  # fmt: skip
def test_which_page_is_asked_for_after_the_third_one(text: str, page: int | None) -> None:
    assert page_asked(text, 2) == page


@pytest.mark.parametrize(
    ("text", "goes_on"),
    [
        ("only those in step 1", True), ("just NRCS", True), ("the other ones", True),
        ("which of those are late", True),
        ("where does SLA-2027-0031 stand", False), ("thanks", False), ("what of the other services", False),
    ],
)  # fmt: skip
def test_what_goes_on_with_a_list(services: Services, text: str, goes_on: bool) -> None:
    assert goes_on_with_list(a_turn(services, text, "out_of_scope", memory=LISTED)) is goes_on
    forgotten = replace(LISTED, pending=None)
    assert not goes_on_with_list(a_turn(services, text, "out_of_scope", memory=forgotten))


def test_what_was_listed_is_remembered_whole() -> None:
    question = ListQuestion(
        organizations=("fns", "rma"), stages=(Stage.SURVEY, Stage.PROPOSAL), services=("tablet",), page=1
    )
    memory = with_agreements_shown(Memory(), [], question=question)
    assert listed_before(memory_from(memory_to(memory))) == question


def listed(services: Services, actor: Actor, text: str, *named: Named, memory: Memory | None = None) -> str:
    turn = a_turn(services, text, "list_agreements", *named, memory=memory or Memory(), asker=an_asker(actor))
    reply = agreements.list_agreements(turn)
    check_reply(reply)
    return reply.text


def test_fewer_of_a_list_keeps_its_other_conditions(services: Services, james: Actor) -> None:
    assert listed(services, james, "only those in step 1", memory=LISTED).startswith(
        "2 agreements at step 1 (Exchange of contacts), led by Priya Raman."
    )


def test_a_step_that_is_left_out_leaves_all_others(services: Services, james: Actor) -> None:
    operations: Named = ("stage", "operations", "operations")
    assert listed(services, james, "agreements that aren't in operations", operations).startswith(
        "17 agreements not at step 7 (Operations and support)."
    )


def test_several_steps_are_listed_together(services: Services, james: Actor) -> None:
    text = "agreements in survey or startup"
    found = listed(services, james, text, ("stage", "survey", "survey"), ("stage", "startup", "startup"))
    assert found.startswith("5 agreements at step 3 (Customer survey) or 6 (Startup and transition).")


def test_a_condition_that_no_list_knows_is_named(services: Services, james: Actor) -> None:
    mobility: Named = ("category", "mobility", "mobility")
    rma: Named = ("organization", "RMA", "rma")
    assert "I could not narrow the list by “mobility”." in listed(services, james, "RMA in mobility", rma, mobility)
    assert "I could not narrow the list by “except RMA”." in listed(services, james, "agreements in survey except RMA",
                                                                    ("stage", "survey", "survey"), rma)  # fmt: skip
    laptops: Named = ("service", "laptops", "managed_laptop")
    assert "by “without laptops”." in listed(services, james, "agreements without laptops", laptops)
    assert "“gizmos”" in listed(services, james, "RMA agreements with gizmos", rma)


def test_a_service_that_may_be_two_is_said(services: Services, james: Actor) -> None:
    turn = a_turn(
        services,
        "agreements with phones",
        "list_agreements",
        ("service", "phones", "smartphone"),
        asker=an_asker(james),
    )
    phones = replace(turn.understanding.entities[0], candidates=("smartphone", "desk_phone"))
    reply = agreements.list_agreements(replace(turn, understanding=replace(turn.understanding, entities=(phones,))))
    assert "with Managed smartphone" in reply.text
    assert "“phones” may also mean" in reply.text
