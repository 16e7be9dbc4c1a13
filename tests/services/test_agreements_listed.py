# pyright: reportOptionalMemberAccess=false
# What is None where it must not be fails the test with an AttributeError.
"""Lists of agreements for each side, what is next in them, their contacts and renewals."""

from datetime import date, timedelta

import pytest

from domain.agreement_lists import AgreementFilter, Order
from domain.errors import InvalidInput, NotAllowed
from domain.people import Role, Side
from domain.permissions import Actor
from domain.renewals import RenewalState
from domain.stages import Stage
from services.agreement_cards import Whose
from tests.services.office import AT, SAMPLE, Office

TODAY = AT.date()


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
        (Whose.OTHER_SIDE, "SLA-2026-0007"),
    ]
    robert = reading.services.agreements.next_steps(reading.actor("robert"))
    assert [item.number for item in robert.of(Whose.YOURS)] == ["SLA-2027-0041"]


def test_a_customer_with_nothing_of_their_own_to_do_sees_an_extension_to_answer_and_what_cec_is_doing(reading: Office):
    items = reading.services.agreements.next_steps(reading.actor("carlos")).items
    assert {(item.whose, item.number) for item in items} == {
        (Whose.OTHER_SIDE, "SLA-2027-0033"),
        (Whose.OTHER_SIDE, "SLA-2027-0053"),
        (Whose.YOUR_SIDE, "SLA-2026-0015"),
    }


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
    assert overview.to_decide.count == 2
    with pytest.raises(NotAllowed):
        reading.services.agreements.overview(reading.actor("maria"))


def test_a_list_of_what_waits_for_cec_counts_the_renewals_to_decide(reading: Office):
    agreements, james = reading.services.agreements, reading.actor("james")
    nrcs = agreements.list(james, AgreementFilter(organization="nrcs", waiting_for=Side.CEC))
    assert (nrcs.count, str(nrcs.to_decide)) == (0, "1")
    assert agreements.list(james, AgreementFilter(organization="nrcs")).to_decide is None
    assert "SLA-2026-0007" in {item.number for item in agreements.next_steps(james).items}
