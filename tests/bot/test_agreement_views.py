"""What is shown of agreements stays within Slack's limits, whatever is in them, and never loses its meaning."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.replies import Reply
from bot.views.agreement_history import history_modal
from bot.views.sections import FULL, sections
from bot.views.steps import MARKS, STEP_NAMES, WORDS, due, left_of_term, step, turn_of
from bot.views.tracker import (
    Reader,
    signatures_sentence,
    status_sentence,
    step_lines,
    tracker_blocks,
    tracker_text,
)
from domain.fiscal import Period
from domain.people import Contact, Role, Side
from domain.permissions import Actor
from domain.stages import SEQUENCE, Stage
from domain.tracker import StepState, track
from sandbox.blockkit.check import check_view
from services import Services
from services.agreement_cards import (
    AgreementStatus,
    HistoryEntry,
    HistoryPage,
    KeyDate,
    KeyDateKind,
    RequirementView,
    StepView,
    WhoseTurn,
)
from services.cards import OrganizationCard, contact_cards, person_card
from services.whose_turn import whose_turn
from tests.blockkit import check_reply, shown
from tests.bot.saying import ZONE
from tests.builders import NOON, a_person, an_agreement

CUSTOMER = Reader(is_staff=False, today=date(2026, 11, 2), zone=ZONE, person_id="customer-program_manager")
STAFF = Reader(is_staff=True, today=date(2026, 11, 2), zone=ZONE)
NRCS = OrganizationCard("nrcs", "Natural Resources Conservation Service", "NRCS", True)


def a_status(stage: Stage = Stage.PROPOSAL, **changes: object) -> AgreementStatus:
    """A real agreement at that step, as the use case shows it."""
    agreement = an_agreement(stage)
    people = {f"{side}-{role}": person_card(a_person(f"{side}-{role}", side, "nrcs")) for side in Side for role in Role}
    steps = tuple(
        StepView(t.number, t.stage, t.state, t.since, t.done_at, t.done_by and "Dana Reyes",
                 tuple(RequirementView(r.requirement, r.met, r.at, r.by, r.note) for r in t.requirements))
        for t in track(agreement, ())
    )  # fmt: skip
    made = AgreementStatus(
        id="a-1", number=agreement.number, title=agreement.title, organization=NRCS, stage=stage, term=agreement.term,
        annual_amount=agreement.annual_amount, paid_once=Decimal("0.00"), lines=agreement.lines, tracker=steps,
        missing=(), turn=whose_turn(agreement, people, CUSTOMER.today),
        key_dates=(KeyDate(KeyDateKind.OPENED, NOON.date()),), contacts=contact_cards(agreement.contacts, people),
        history=(), predecessor=None, successor=None, renewal=None,  # type: ignore[arg-type]
        days_left=332, closed_at=None, closed_reason="", version=1,
    )  # fmt: skip
    return replace(made, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize("stage", SEQUENCE)
@pytest.mark.parametrize("reader", [CUSTOMER, STAFF])
def test_every_step_can_be_shown_to_everyone(stage: Stage, reader: Reader) -> None:
    status = a_status(stage)
    reply = Reply(tracker_text(status, reader), tracker_blocks(status, reader, "Illustrative prices."))
    check_reply(reply)
    assert f"Step {list(Stage).index(stage) + 1} of 10, {STEP_NAMES[stage]}" in reply.text
    assert f"▶ *{list(Stage).index(stage) + 1}. {STEP_NAMES[stage]}*: now" in shown(reply)


@pytest.mark.parametrize("stage", SEQUENCE)
def test_the_text_names_the_state_of_all_ten_steps(stage: Stage) -> None:
    text = tracker_text(a_status(stage), STAFF)
    for number, each in enumerate(Stage, start=1):
        assert f"{number} {STEP_NAMES[each]}, " in text


@settings(max_examples=40)
@given(st.text(max_size=3500), st.text(max_size=3500))
def test_whatever_people_wrote_stays_within_the_limits(title: str, note: str) -> None:
    turn = a_status().turn
    assert turn is not None
    view = a_status().tracker[3]
    noted = tuple(replace(r, met=True, at=NOON, by=note[:200], note=note) for r in view.requirements)
    tracker = tuple(replace(s, requirements=noted) if s.number == 4 else s for s in a_status().tracker)
    status = a_status(title=title, tracker=tracker)
    check_reply(Reply(tracker_text(status, STAFF), tracker_blocks(status, STAFF, "Notice.")))
    assert "<!" not in tracker_text(status, STAFF).replace("<!date^", "")


@settings(max_examples=40)
@given(st.lists(st.text(max_size=2000), max_size=30))
def test_a_page_of_history_stays_within_the_limits(notes: list[str]) -> None:
    entries = tuple(HistoryEntry(NOON, "Dana", "recorded something", note) for note in notes)
    check_view(history_modal(HistoryPage("SLA-2027-0001", NRCS, entries, 1, True), STAFF))


@settings(max_examples=60)
@given(st.lists(st.text(min_size=1, max_size=1000), max_size=40))
def test_lines_are_gathered_whole_and_in_order(lines: list[str]) -> None:
    found = [block["text"]["text"] for block in sections(lines)]
    assert "\n".join(found) == "\n".join(lines)
    assert all(len(text) <= FULL for text in found)


def test_a_closed_agreement_says_so_first() -> None:
    status = a_status(closed_at=NOON, closed_reason="No longer <needed>", turn=None)
    assert status_sentence(status, STAFF).startswith("Closed <!date^")
    assert "No longer &lt;needed&gt;." in status_sentence(status, STAFF)


def test_what_was_withdrawn_is_not_shown_as_offered() -> None:
    status = a_status(withdrawn=True)
    for said in (
        shown(Reply("x", tracker_blocks(status, CUSTOMER, "Illustrative prices."))),
        tracker_text(status, STAFF),
    ):
        assert "Open: CEC withdrew the last version" in said
        assert "Amount a year" not in said
        assert "September 30, 2027" not in said
        assert "Illustrative" not in said


def test_from_the_proposal_on_a_button_leads_to_it() -> None:
    def names(stage: Stage) -> list[str]:
        blocks = tracker_blocks(a_status(stage), STAFF, "")
        return [each["text"]["text"] for block in blocks if block["type"] == "actions" for each in block["elements"]]

    assert "Proposal" not in names(Stage.SURVEY)
    assert "Proposal" in names(Stage.PROPOSAL)
    assert "Proposal" in names(Stage.OPERATIONS)


def test_a_role_that_nobody_has_is_said_with_who_stands_in() -> None:
    turn = a_status().turn
    assert isinstance(turn, WhoseTurn)
    card = person_card(a_person("p", Side.CEC, name="Ann Lee"))
    stand_in = replace(turn, person=card, stands_in=True)
    assert "(Ann Lee, as no SML is named yet)" in status_sentence(a_status(turn=stand_in), STAFF)
    nobody = replace(turn, person=None)
    assert "(SML, not named yet)" in status_sentence(a_status(turn=nobody), STAFF)


def test_an_agreement_without_amount_needs_no_notice() -> None:
    status = a_status(annual_amount=Decimal("0.00"), lines=())
    words = shown(Reply("x", tracker_blocks(status, STAFF, "Illustrative prices.")))
    assert "Not agreed yet" in words
    assert "Illustrative" not in words


def test_signatures_at_each_step() -> None:
    assert signatures_sentence(a_status(Stage.SURVEY), STAFF).startswith("Not signed yet: that comes with step 5")
    assert signatures_sentence(a_status(Stage.AGREEMENT_FUNDING), STAFF).startswith("Not signed by all yet: 0 of 4")
    assert signatures_sentence(a_status(Stage.OPERATIONS), STAFF).startswith("Yes, all have signed, the last one ")


def test_lines_of_the_current_step_tell_what_is_done_and_whose_turn_the_rest_is() -> None:
    lines = "\n".join(step_lines(a_status(Stage.AGREEMENT_FUNDING), CUSTOMER))
    assert "○ The signature of the customer's program official: open, your organization's turn" in lines
    assert "○ CEC's confirmation that the funds arrived: open, CEC's turn" in lines


def test_someone_who_left_is_still_named_among_the_contacts() -> None:
    people = {"p": person_card(a_person("p", Side.CEC, name="Helen Brandt", active=False))}
    contact = contact_cards((Contact("p", Side.CEC, Role.SML),), people)
    assert "Helen Brandt" in shown(Reply("x", tracker_blocks(a_status(contacts=contact), STAFF, "")))


# -- words -------------------------------------------------------------------------------------------------------


def test_steps_are_called_as_the_explanations_call_them(services: Services, maria: Actor) -> None:
    assert {Stage(card.step.key): card.step.name for card in services.knowledge.process(maria)} == STEP_NAMES


def test_every_state_has_a_mark_and_a_word_of_its_own() -> None:
    assert set(MARKS) == set(WORDS) == set(StepState)
    assert len(set(MARKS.values())) == len(set(WORDS.values())) == len(StepState)


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (-3, "due Oct 30, 2026, *3 days late*"),
        (-1, "due Nov 1, 2026, *1 day late*"),
        (0, "due Nov 2, 2026, today"),
        (1, "due Nov 3, 2026, tomorrow"),
        (30, "due Dec 2, 2026, in 30 days"),
    ],
)
def test_due_days_are_counted(days: int, words: str) -> None:
    assert due(STAFF.today + timedelta(days=days), STAFF.today) == words
    assert due(None, STAFF.today) == ""


@pytest.mark.parametrize(
    ("term", "words"),
    [
        (Period(date(2026, 12, 1), date(2027, 11, 30)), "starts December 1, 2026, ends November 30, 2027"),
        (Period(date(2025, 12, 1), date(2026, 11, 30)), "ends November 30, 2026, 28 days left"),
        (Period(date(2025, 12, 1), date(2026, 11, 2)), "ends November 2, 2026, today"),
        (Period(date(2025, 12, 1), date(2026, 11, 1)), "ended November 1, 2026, 1 day ago"),
    ],
)
def test_terms_are_counted(term: Period, words: str) -> None:
    assert left_of_term(term.end, term.start, STAFF.today) == words


def test_whose_turn_is_said_in_the_readers_words() -> None:
    assert turn_of(Side.CUSTOMER, reader_is_staff=True) == "the customer's turn"
    assert turn_of(Side.CUSTOMER, reader_is_staff=False) == "your organization's turn"
    assert turn_of(Side.CEC, reader_is_staff=False) == "CEC's turn"
    assert turn_of(None, reader_is_staff=True) == "nobody is waited for"
    assert step(Stage.RENEWAL) == "step 10 of 10, Renewal"
