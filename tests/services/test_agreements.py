# pyright: reportOptionalMemberAccess=false
# What is None where it must not be fails the test with an AttributeError.
from datetime import date, timedelta
from decimal import Decimal

import pytest

from domain.agreement_lists import AgreementFilter, Order
from domain.errors import Conflict, InvalidInput, NotAllowed, NotFound
from domain.fiscal import Period
from domain.people import ROLES_OF, Role, Side
from domain.permissions import OPERATOR, Actor
from domain.renewals import RenewalState
from domain.stages import SEQUENCE, Stage
from domain.tracker import StepState
from services.agreement_cards import KeyDateKind, Whose
from services.agreement_changes import LineWanted, NewAgreement
from services.contact_cards import ContactGiven
from tests.builders import TERM
from tests.services.office import AT, SAMPLE, Office

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


def test_customers_list_their_own_open_agreements_by_urgency_and_closed_ones_on_request(reading: Office):
    maria, agreements = reading.actor("maria"), reading.services.agreements
    own = [row.summary.number for row in agreements.own(maria).rows]
    assert sorted(own) == ["SLA-2026-0007", "SLA-2027-0031", "SLA-2027-0041"]
    everything = agreements.own(maria, include_closed=True)
    assert everything.rows[-1].summary.number == "SLA-2025-0009"
    assert everything.count == 4


def test_an_sml_lists_what_they_lead(reading: Office):
    rows = reading.services.agreements.own(reading.actor("james"), size=50).rows
    assert {row.summary.owner for row in rows} == {"p-james"}


@pytest.mark.parametrize(
    ("wanted", "numbers"),
    [
        (AgreementFilter(organization="rma"), {"SLA-2027-0053", "SLA-2027-0033", "SLA-2026-0015"}),
        (AgreementFilter(stage=Stage.PROPOSAL), {"SLA-2027-0031", "SLA-2027-0033", "SLA-2027-0029"}),
        (AgreementFilter(stage=Stage.PROPOSAL, organization="nrcs"), {"SLA-2027-0031"}),
        (AgreementFilter(organizations=("nrcs", "rma"), stage=Stage.PROPOSAL), {"SLA-2027-0031", "SLA-2027-0033"}),
        (AgreementFilter(stages=(Stage.EXCHANGE_CONTACTS, Stage.RENEWAL), organization="rma"), {"SLA-2027-0053"}),
        (AgreementFilter(services=("tablet",)), {"SLA-2027-0016", "SLA-2027-0038"}),
        (AgreementFilter(services=("tablet",), organization="fs"), {"SLA-2027-0038"}),
        (AgreementFilter(services=("managed_laptop", "mailbox"), stage=Stage.PROPOSAL), {"SLA-2027-0031"}),
        (AgreementFilter(ends_before=TODAY + timedelta(days=46)), {"SLA-2026-0015", "SLA-2026-0003", "SLA-2026-0011"}),
    ],
)
def test_staff_filter_lists(reading: Office, wanted: AgreementFilter, numbers: set[str]):
    page = reading.services.agreements.list(reading.actor("james"), wanted, size=50)
    assert {row.summary.number for row in page.rows} == numbers
    assert page.count == len(numbers)


def test_lists_by_urgency_put_what_waits_for_cec_first_and_the_most_late_on_top(reading: Office):
    rows = reading.services.agreements.list(reading.actor("james"), AgreementFilter(), size=100).rows
    waits = [row.summary.waiting_for is Side.CEC for row in rows]
    assert waits == sorted(waits, reverse=True)
    assert (rows[0].summary.number, rows[0].days_overdue) == ("SLA-2027-0044", 4)


def test_pages_hold_every_agreement_once(reading: Office):
    james, seen, page = reading.actor("james"), [], 0
    while True:
        shown = reading.services.agreements.list(james, AgreementFilter(order=Order.NUMBER), page, 5)
        seen += [row.summary.number for row in shown.rows]
        if not shown.has_next:
            break
        page += 1
    assert seen == sorted(a.number for a in SAMPLE.agreements if a.closed is None)


def test_several_organizations_show_a_customer_nothing_of_others(reading: Office):
    maria, listed = reading.actor("maria"), reading.services.agreements.list
    with pytest.raises(NotAllowed):
        listed(maria, AgreementFilter(organizations=("nrcs", "fs")))
    assert listed(maria, AgreementFilter(organizations=("nrcs",))).count == 3


def test_a_number_is_found_by_its_count_among_those_that_one_may_see(reading: Office):
    counted = reading.services.agreements.numbers_counted
    assert counted(reading.actor("james"), 38) == ("SLA-2027-0038",)
    assert counted(reading.actor("maria"), 31) == ("SLA-2027-0031",)
    assert counted(reading.actor("maria"), 38) == ()
    assert counted(reading.actor("james"), 9) == ("SLA-2025-0009",)  # closed, and no open one has this count
    assert counted(Actor(slack_user_id="U0NINA"), 31) == ()


def test_a_customers_filter_is_narrowed_to_their_own(reading: Office):
    rows = reading.services.agreements.list(reading.actor("maria"), AgreementFilter(stage=Stage.PROPOSAL)).rows
    assert [row.summary.number for row in rows] == ["SLA-2027-0031"]


def test_a_customers_next_steps_are_their_own_role_first_then_their_side_then_cec(reading: Office):
    maria = reading.services.agreements.next_steps(reading.actor("maria"))
    assert [(item.whose, item.number) for item in maria.items] == [
        (Whose.YOURS, "SLA-2027-0031"),
        (Whose.YOUR_SIDE, "SLA-2027-0041"),
        (Whose.NOBODY, "SLA-2026-0007"),
    ]
    robert = reading.services.agreements.next_steps(reading.actor("robert"))
    assert [item.number for item in robert.of(Whose.YOURS)] == ["SLA-2027-0041"]


def test_a_customer_without_anything_to_do_sees_what_cec_is_doing(reading: Office):
    items = reading.services.agreements.next_steps(reading.actor("carlos")).items
    assert {item.whose for item in items} == {Whose.OTHER_SIDE, Whose.NOBODY}


@pytest.mark.parametrize(
    ("who", "first"),
    [("james", "SLA-2027-0048"), ("samuel", "SLA-2027-0022"), ("ruth", "SLA-2027-0024"), ("dana", "SLA-2027-0044")],
)
def test_staff_see_their_own_first_then_what_is_most_urgent_for_cec(reading: Office, who: str, first: str):
    steps = reading.services.agreements.next_steps(reading.actor(who))
    assert steps.items[0].number == first
    assert {item.turn.side for item in steps.items} == {Side.CEC}
    others = [item.turn.due_on or date.max for item in steps.of(Whose.YOUR_SIDE)]
    assert others == sorted(others)


def test_one_agreements_next_step(reading: Office):
    step = reading.services.agreements.next_step(reading.actor("linh"), "2027-0031")
    assert (step.whose, step.turn.person.name) == (Whose.YOUR_SIDE, "Maria Lopez")


def test_contacts_of_both_sides_by_agreement_and_role(reading: Office):
    maria, agreements = reading.actor("maria"), reading.services.agreements
    (sheet,) = agreements.contacts(maria, agreement="SLA-2027-0031")
    assert next((c.side, c.role, c.person.name) for c in sheet.contacts) == (
        Side.CUSTOMER,
        Role.PROGRAM_MANAGER,
        "Maria Lopez",
    )
    (only,) = agreements.contacts(maria, agreement="SLA-2027-0031", role=Role.FINANCE_OFFICER)
    assert [c.person.name for c in only.contacts] == ["Samuel Adeyemi"]


def test_contacts_without_a_name_are_a_customers_own(reading: Office):
    sheets = reading.services.agreements.contacts(reading.actor("beatriz"))
    assert {sheet.organization.key for sheet in sheets} == {"fns"}
    incomplete = next(sheet for sheet in sheets if sheet.agreement == "SLA-2027-0051")
    assert [r.key for r in incomplete.vacant] == ["customer_budget_officer"]
    with pytest.raises(InvalidInput):
        reading.services.agreements.contacts(reading.actor("james"))


def test_an_organization_without_agreements_shows_its_people(office: Office):
    office.services.imports.organizations(
        office.actor("dana"), b"key,name,abbreviation\nams,Agricultural Marketing Service,AMS\n", "o.csv"
    )
    office.services.imports.people(
        office.actor("dana"), b"email,name,organization\nx.y@ams.example.gov,Xenia Yu,ams\n", "p.csv"
    )
    (sheet,) = office.services.agreements.contacts(office.actor("james"), organization="ams")
    assert (sheet.agreement, [p.name for p in sheet.people]) == (None, ["Xenia Yu"])


def test_renewals_come_by_their_end_with_days_left_and_what_follows(reading: Office):
    found = reading.services.agreements.renewals(reading.actor("james"))
    assert [(i.row.summary.number, i.row.days_left, i.state) for i in found.items] == [
        ("SLA-2026-0015", 20, RenewalState.DUE),
        ("SLA-2026-0003", 35, RenewalState.UNDER_WAY),
        ("SLA-2026-0011", 45, RenewalState.DUE),
        ("SLA-2026-0007", 120, RenewalState.DUE),
    ]
    assert found.window_days == 180


def test_renewals_of_a_window_an_owner_and_a_customer(reading: Office):
    james, agreements = reading.actor("james"), reading.services.agreements
    assert [i.row.summary.number for i in agreements.renewals(james, days=30).items] == ["SLA-2026-0015"]
    own = agreements.renewals(james, owner="p-james").items
    assert [i.row.summary.number for i in own] == ["SLA-2026-0011", "SLA-2026-0007"]
    maria = agreements.renewals(reading.actor("maria"), days=365).items
    assert [i.row.summary.number for i in maria] == ["SLA-2026-0007"]


def test_a_term_that_ended_without_a_successor_stays_in_sight(office: Office):
    office.clock.pass_by(days=25)
    first = office.services.agreements.renewals(office.actor("priya")).items[0]
    assert (first.row.summary.number, first.state, first.row.days_left) == ("SLA-2026-0015", RenewalState.LAPSED, -5)


def test_the_overview_counts_open_agreements_by_step(reading: Office):
    overview = reading.services.agreements.overview(reading.actor("james"))
    assert {stage: count.count for stage, count in overview.by_stage}[Stage.OPERATIONS] == 5
    assert sum(count.count for _, count in overview.by_stage) == len(SAMPLE.agreements) - 1
    assert (overview.waiting_for_cec.count, overview.renewals.count) == (9, 4)
    with pytest.raises(NotAllowed):
        reading.services.agreements.overview(reading.actor("maria"))


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
