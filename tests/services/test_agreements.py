# pyright: reportOptionalMemberAccess=false
# What is None where it must not be fails the test with an AttributeError.
from datetime import date, timedelta
from decimal import Decimal

import pytest

from domain.errors import Conflict, InvalidInput, NotAllowed, NotFound
from domain.fiscal import Period
from domain.people import ROLES_OF, Role, Side
from domain.permissions import OPERATOR
from domain.renewals import RenewalState
from domain.stages import SEQUENCE, Stage
from domain.tracker import StepState
from services.agreement_cards import KeyDateKind
from services.agreement_changes import LineWanted, NewAgreement
from services.contact_cards import ContactGiven
from tests.builders import TERM
from tests.services.office import AT, Office

TODAY = AT.date()


def test_a_customer_sees_where_their_agreement_stands_and_whose_turn_it_is(reading: Office):
    status = reading.services.agreements.status(reading.actor("maria"), "sla 2027-31")
    assert (status.number, status.stage, status.organization.abbreviation) == ("SLA-2027-0031", Stage.PROPOSAL, "NRCS")
    assert status.turn.person.name == "Maria Lopez"
    assert status.turn.side is Side.CUSTOMER
    assert status.turn.action.startswith("review the current draft")
    assert status.turn.days_overdue is None
    assert status.done_steps == 3
    assert [r.key for r in status.missing] == ["proposal_accepted_customer", "proposal_accepted_cec"]
    assert status.annual_amount == Decimal("265824.00")


def test_the_tracker_names_who_did_what_and_when(reading: Office):
    status = reading.services.agreements.status(reading.actor("maria"), "SLA-2027-0031")
    survey = status.tracker[2]
    assert (survey.state, survey.done_by) == (StepState.DONE, "James Okafor")
    assert survey.requirements[0].by == "Robert Yazzie"
    moments = [moment for moment in (survey.since, survey.requirements[0].at, survey.done_at) if moment]
    assert len(set(moments)) == 3
    assert moments == sorted(moments)
    contacts = status.tracker[0].requirements
    assert all(requirement.met and requirement.by for requirement in contacts)


def test_the_history_reads_newest_first_in_words(reading: Office):
    entries = reading.services.agreements.status(reading.actor("maria"), "SLA-2027-0031").history
    assert [entry.at for entry in entries] == sorted((entry.at for entry in entries), reverse=True)
    assert (entries[0].by, entries[0].words) == ("James Okafor", "noted the draft proposal")
    assert entries[0].note == "Version 2, with 180 laptops instead of 200."
    assert "moved it from survey to proposal" in [entry.words for entry in entries]


def test_the_whole_history_comes_in_pages(reading: Office):
    maria, agreements = reading.actor("maria"), reading.services.agreements
    pages, page = [agreements.history(maria, "SLA-2027-0031")], 0
    while pages[-1].has_next:
        page += 1
        pages.append(agreements.history(maria, "SLA-2027-0031", page))
    entries = [entry for each in pages for entry in each.entries]
    assert len(entries) == len(reading.history("agreement", "a-2027-0031"))
    assert entries[-1].words == "opened it"


def test_key_dates_are_in_order_and_days_late_are_counted(reading: Office):
    status = reading.services.agreements.status(reading.actor("erik"), "SLA-2027-0038")
    assert [d.on for d in status.key_dates] == sorted(d.on for d in status.key_dates)
    assert {d.kind for d in status.key_dates} >= {KeyDateKind.OPENED, KeyDateKind.DUE, KeyDateKind.TERM_ENDS}
    assert status.turn.days_overdue == 6


def test_predecessor_and_successor_are_linked(reading: Office):
    maria, priya = reading.actor("maria"), reading.actor("priya")
    closed = reading.services.agreements.status(maria, "SLA-2025-0009")
    assert (closed.successor, closed.turn, closed.missing) == ("SLA-2026-0007", None, ())
    assert reading.services.agreements.status(maria, "SLA-2026-0007").predecessor == "SLA-2025-0009"
    renewed = reading.services.agreements.status(priya, "SLA-2026-0003")
    assert (renewed.successor, renewed.renewal) == ("SLA-2027-0036", RenewalState.UNDER_WAY)


def test_when_nobody_has_the_role_who_leads_stands_in(reading: Office):
    status = reading.services.agreements.status(reading.actor("priya"), "SLA-2027-0053")
    assert (status.turn.person.name, status.turn.stands_in) == ("Priya Raman", False)
    incomplete = reading.services.agreements.status(reading.actor("priya"), "SLA-2027-0051")
    assert [r.key for r in incomplete.missing] == ["customer_budget_officer"]
    assert incomplete.turn.person.name == "Beatriz Silva"


def test_a_contact_who_left_is_nobody_to_turn_to(office: Office):
    office.services.admin.deactivate_person(office.actor("dana"), "p-robert")
    status = office.services.agreements.status(office.actor("maria"), "SLA-2027-0041")
    assert (status.turn.role, status.turn.person.name, status.turn.stands_in) == (
        Role.TECHNICAL_LEAD,
        "Maria Lopez",
        True,
    )


def test_staff_open_an_agreement_with_lines_at_the_prices_of_its_year(office: Office):
    new = NewAgreement("nrcs", "Tablets", TERM, (LineWanted("tablet", 30), LineWanted("mailbox", 5)))
    status = office.services.agreements.open(office.actor("james"), new)
    assert (status.number, status.stage) == ("SLA-2027-0054", Stage.EXCHANGE_CONTACTS)
    assert [(line.service, line.unit_price) for line in status.lines] == [
        ("tablet", Decimal("678.00")),
        ("mailbox", Decimal("144.00")),
    ]
    assert status.history[0].words == "opened it"
    assert office.services.agreements.status(office.actor("maria"), status.number).title == "Tablets"


def test_the_operator_moves_an_agreement_up_to_the_signatures_and_nobody_further(office: Office):
    james, agreements = office.actor("james"), office.services.agreements
    number = agreements.open(james, NewAgreement("nrcs", "Tablets", TERM, (LineWanted("tablet", 30),))).number
    people = {
        Role.SML: "p-james",
        Role.AGREEMENTS_COORDINATOR: "p-grace",
        Role.PROGRAM_MANAGER: "p-maria",
        Role.TECHNICAL_LEAD: "p-robert",
        Role.BUDGET_OFFICER: "p-linh",
    }
    for role, person in people.items():
        side = Side.CEC if role in ROLES_OF[Side.CEC] else Side.CUSTOMER
        office.services.contacts.name(james, [number], ContactGiven(side, role, person), office.clock())
    for stage in SEQUENCE[1 : SEQUENCE.index(Stage.AGREEMENT_FUNDING)]:  # with the contacts it has left the first step
        office.clock.pass_by(days=3)
        status = agreements.status(james, number)
        assert status.stage is stage
        with pytest.raises(Conflict, match="cannot move on yet"):
            agreements.advance(OPERATOR, number)
        for requirement in status.missing:
            agreements.record(OPERATOR, number, requirement.key, "seen")
        agreements.advance(OPERATOR, number, TODAY)
    status = agreements.status(james, number)
    assert [step.state for step in status.tracker[:4]] == [StepState.DONE] * 4
    for requirement in status.missing:
        with pytest.raises(InvalidInput, match="signed and paid by those who have to do it"):
            agreements.record(OPERATOR, number, requirement.key)
    with pytest.raises(Conflict, match="the signature of the customer's program official"):
        agreements.advance(OPERATOR, number)
    agreements.close(james, number, "not needed")
    assert agreements.status(james, number).closed_reason == "not needed"
    assert len(office.history("agreement", status.id)) == 1 + 5 + 6 + 4 + 1


@pytest.mark.parametrize("who", ["james", "dana", "maria"])
def test_nobody_in_slack_records_a_requirement_or_moves_an_agreement_on(office: Office, who: str):
    actor, agreements = office.actor(who), office.services.agreements
    for change in (lambda: agreements.record(actor, "SLA-2027-0031", "proposal_accepted_cec"),
                   lambda: agreements.advance(actor, "SLA-2027-0031")):  # fmt: skip
        with pytest.raises(NotAllowed, match="only on the server"):
            change()


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        (lambda a, j: a.open(j, NewAgreement("nowhere", "Seats", TERM)), NotFound),
        (lambda a, j: a.open(j, NewAgreement("nrcs", "  ", TERM)), InvalidInput),
        (lambda a, j: a.open(j, NewAgreement("nrcs", "Seats", TERM, (LineWanted("laptop", 0),))), InvalidInput),
        (lambda a, j: a.open(j, NewAgreement("nrcs", "Seats", TERM, (LineWanted("unicorn", 1),))), NotFound),
        (lambda a, j: a.open(j, NewAgreement("nrcs", "S", TERM, (LineWanted("tablet", 1),) * 2)), InvalidInput),
        (lambda a, j: a.open(j, NewAgreement("nrcs", "Seats", TERM, predecessor="SLA-2027-0038")), NotFound),
        (lambda a, j: a.record(OPERATOR, "SLA-2027-0031", "signed_cec_program_official"), InvalidInput),
        (lambda a, j: a.record(OPERATOR, "SLA-2027-0031", "proposal_presented"), Conflict),
        (lambda a, j: a.close(j, "SLA-2027-0031", " "), InvalidInput),
        (lambda a, j: a.status(j, "SLA-2027-9999"), NotFound),
    ],
)
def test_what_the_rules_refuse_leaves_no_trace(office: Office, change, refusal):
    before = office.history("agreement", "a-2027-0031")
    with pytest.raises(refusal):
        change(office.services.agreements, office.actor("james"))
    assert office.history("agreement", "a-2027-0031") == before
    assert office.services.agreements.status(office.actor("james"), "SLA-2027-0031").version == 0


@pytest.mark.parametrize("who", ["maria", "erik", "nobody"])
def test_only_staff_change_agreements(office: Office, who: str):
    with pytest.raises((NotAllowed, NotFound)):
        office.services.agreements.record(office.actor(who), "SLA-2027-0031", "proposal_accepted_customer")
    status = office.services.agreements.status(office.actor("james"), "SLA-2027-0031")
    assert "proposal_accepted_customer" in {requirement.key for requirement in status.missing}


def test_staff_are_offered_numbers_near_a_mistyped_one(reading: Office):
    with pytest.raises(NotFound) as refusal:
        reading.services.agreements.status(reading.actor("james"), "SLA-2027-0013")
    assert "SLA-2027-0031" in refusal.value.nearest


def test_a_contact_is_named_and_taken_off_again_with_its_history(office: Office):
    james, contacts = office.actor("james"), office.services.contacts
    anjali = ContactGiven(Side.CUSTOMER, Role.TECHNICAL_LEAD, "p-anjali", in_addition=True)
    contacts.name(james, ["SLA-2027-0031"], anjali, office.clock())
    contacts.remove(james, "SLA-2027-0031", "p-anjali", Role.TECHNICAL_LEAD)
    status = office.services.agreements.status(james, "SLA-2027-0031")
    assert [entry.words for entry in status.history[:2]] == [
        "took off Anjali Mehta as the customer's technical lead",
        "named Anjali Mehta as the customer's technical lead",
    ]


def test_a_renewal_window_named_by_days_of_the_calendar(reading: Office):
    first, last = TODAY + timedelta(days=30), TODAY + timedelta(days=40)
    found = reading.services.agreements.renewals(reading.actor("james"), ends_from=first, ends_before=last)
    assert [item.row.summary.number for item in found.items] == ["SLA-2026-0003"]


def test_terms_follow_the_calendar_of_the_office_not_of_london(office: Office):
    office.clock.at = AT.replace(day=22, hour=4)  # still the 21st in Washington
    first = office.services.agreements.renewals(office.actor("priya")).items[0]
    assert first.row.days_left == (first.row.summary.term.end - date(2026, 11, 21)).days


def test_a_term_may_be_of_any_length(office: Office):
    term = Period(date(2026, 11, 2), date(2029, 1, 31))
    status = office.services.agreements.open(office.actor("james"), NewAgreement("fs", "Long", term))
    assert status.term == term
