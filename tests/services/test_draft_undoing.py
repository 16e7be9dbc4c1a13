# pyright: reportOptionalMemberAccess=false
# What is None where it must not be fails the test with an AttributeError.
"""The last edits of a proposal's draft are undone one by one; only who has seen the draft as it is can undo."""

from dataclasses import replace
from decimal import Decimal

import pytest

from domain.errors import Conflict, NotAllowed
from domain.proposal_changes import Answer, Decision
from domain.proposal_edits import Draft
from services.proposal_drafts import ProposalDraftUseCases
from tests.services.office import Office
from tests.services.proposal_steps import NRCS, change_quantity, line_of, present, request, revision, view

YES = Answer(Decision.ACCEPTED)


def drafts(office: Office) -> ProposalDraftUseCases:
    return office.services.proposal_drafts


def draft(office: Office) -> Draft:
    """What it says, whatever its revision."""
    return replace(view(office, "james").draft.draft, revision=0)


def undo(office: Office, who: str = "james") -> str:
    return drafts(office).undo(office.actor(who), NRCS, revision(office)).words


def test_twenty_edits_are_undone_one_by_one(office: Office):
    before = [draft(office)]
    for quantity in range(21, 41):
        change_quantity(office, quantity)
        before.append(draft(office))
    for expected in reversed(before[:-1]):
        undo(office)
        assert draft(office) == expected
    with pytest.raises(Conflict, match="no edit"):
        undo(office)


def test_every_kind_of_edit_is_undone_and_said_in_words(office: Office):
    start = draft(office)
    james, line = office.actor("james"), line_of(office, "managed_laptop")
    drafts(office).remove_line(james, NRCS, line_of(office, "mailbox"), revision(office))
    drafts(office).add_line(james, NRCS, "tablet", 12, revision(office))
    drafts(office).move_line(james, NRCS, line, 3, revision(office))
    drafts(office).set_terms(james, NRCS, replace(draft(office).terms, payment_days=45), revision(office))
    drafts(office).override_price(james, NRCS, line, Decimal(1), "Agreed with the director.", revision(office))
    drafts(office).approve_override(office.actor("priya"), NRCS, line, revision(office))
    drafts(office).discard_draft(james, NRCS, revision(office))
    assert view(office, "james").draft.undo == "draft discarded"
    words = [undo(office) for _ in range(7)]
    assert words[0] == "draft discarded"
    assert "nothing" not in words
    assert words[3:] == [
        "the days of payment",
        "the order of the lines",
        "Managed tablet added, 12 tablets",
        "Cloud mailbox removed",
    ]
    assert draft(office) == start


def test_what_was_undone_makes_room_for_another_edit(office: Office):
    start = draft(office)
    change_quantity(office, 20)
    undo(office)
    change_quantity(office, 30)
    assert view(office, "james").draft.undo == "Managed laptop: 180 laptops to 30 laptops"
    undo(office)
    assert draft(office) == start


def test_of_two_who_edit_at_once_the_second_is_told_what_stands_on_it(office: Office):
    change_quantity(office, 20)
    seen = revision(office)
    drafts(office).add_line(office.actor("priya"), NRCS, "tablet", 12, seen)
    with pytest.raises(Conflict, match=r"Priya.*Managed tablet added, 12 tablets"):
        drafts(office).undo(office.actor("james"), NRCS, seen)


def test_pressing_twice_undoes_once(office: Office):
    change_quantity(office, 20)
    change_quantity(office, 30)
    seen = revision(office)
    drafts(office).undo(office.actor("james"), NRCS, seen)
    with pytest.raises(Conflict, match="undone: Managed laptop: 20 laptops to 30 laptops"):
        drafts(office).undo(office.actor("james"), NRCS, seen)
    assert draft(office).offer.line(line_of(office, "managed_laptop")).quantity == 20


def test_a_version_that_was_presented_stays_as_it_is(office: Office):
    change_quantity(office, 20)
    present(office)
    undo(office)
    seen = view(office, "maria")
    assert next(line.quantity for line in seen.current.version.lines if line.service == "managed_laptop") == 20


def test_what_was_edited_before_the_customers_wishes_were_taken_in_cannot_be_undone_any_more(office: Office):
    change_quantity(office, 30)
    present(office)
    asked = request(office).request
    james = office.actor("james")
    answers = {item.id: YES for item in asked.items}
    office.services.proposals.answer_request(james, NRCS, answers, revision(office))
    assert view(office, "james").draft.undo == ""
    change_quantity(office, 44)
    undo(office)
    assert view(office, "james").draft.undo == ""


def test_only_staff_undo(office: Office):
    change_quantity(office, 20)
    with pytest.raises(NotAllowed):
        drafts(office).undo(office.actor("maria"), NRCS, revision(office))
