# pyright: reportOptionalMemberAccess=false
# What is None where it must not be fails the test with an AttributeError.
from datetime import UTC, date, datetime, timedelta

import pytest

from domain.agreements import next_requirement
from domain.errors import Conflict
from domain.organizations import Organization
from domain.people import Side
from domain.permissions import OPERATOR
from domain.stages import SEQUENCE, Stage
from services.sample_files import FILES, read_sample
from services.seed import seed
from tests.services.office import AT, CATALOG, SAMPLE, STARTUP, SURVEY, Office


def agreements_of(office: Office):
    with office.storage.reading() as work:
        return list(work.whole_tables.agreements())


def test_the_sample_is_large_enough_for_every_question():
    assert {o.abbreviation for o in SAMPLE.organizations} == {"NRCS", "FS", "APHIS", "FNS", "RMA", "ARS"}
    assert len(SAMPLE.people) >= 24
    assert {person.side for person in SAMPLE.people} == set(Side)
    assert sum(person.administrator for person in SAMPLE.people) == 1
    assert [person.id for person in SAMPLE.people if not person.active] == ["p-helen"]
    assert len(SAMPLE.agreements) >= 16


def test_its_agreements_stand_at_every_step(reading: Office):
    assert {agreement.stage for agreement in agreements_of(reading)} == set(SEQUENCE)


def test_some_are_late_on_either_side_and_one_is_closed_with_a_successor(reading: Office):
    agreements = agreements_of(reading)
    late = {
        a.number: turn.side for a in agreements if a.due_on and a.due_on < AT.date() and (turn := next_requirement(a))
    }
    assert late == {"SLA-2027-0044": Side.CEC, "SLA-2027-0038": Side.CUSTOMER}
    (closed,) = (a for a in agreements if a.closed_at)
    assert [a.number for a in agreements if a.predecessor == closed.id] == ["SLA-2026-0007"]


def test_running_terms_end_in_20_to_300_days(reading: Office):
    left = [(a.term.end - AT.date()).days for a in agreements_of(reading) if a.stage is Stage.OPERATIONS]
    assert (min(left), max(left)) == (20, 300)


def test_loading_it_again_changes_nothing_also_on_a_later_day(office: Office):
    before = agreements_of(office)
    for day in (AT.date(), date(2027, 3, 1)):
        assert not seed(office.services.catalog.context, SAMPLE, CATALOG, SURVEY, STARTUP, day).changed
    assert agreements_of(office) == before


@pytest.mark.parametrize(
    "day", [date(2026, 9, 30), date(2026, 10, 1), date(2027, 1, 1), date(2028, 2, 29), date(2027, 7, 4)]
)
def test_it_can_be_loaded_on_any_day_and_nothing_happens_after_it(empty: Office, day: date):
    empty.clock.at = datetime(day.year, day.month, day.day, 20, tzinfo=UTC)
    seeded = seed(empty.services.catalog.context, SAMPLE, CATALOG, SURVEY, STARTUP, day)
    assert seeded.agreements == len(SAMPLE.agreements)
    with empty.storage.reading() as work:
        changes = list(work.whole_tables.history())
    assert all(change.at <= empty.clock.at for change in changes)
    by_stage = [(a.number, a.stage) for a in agreements_of(empty)]
    assert len({number for number, _ in by_stage}) == len(by_stage)
    assert {stage for _, stage in by_stage} == set(SEQUENCE)


def test_the_history_of_each_agreement_goes_forward_in_time(reading: Office):
    for agreement in agreements_of(reading):
        moments = [change.at for change in reversed(reading.history("agreement", agreement.id))]
        assert moments == sorted(moments)
        assert moments[0] == agreement.opened_at
        assert moments[-1] <= AT + timedelta(days=1)


def test_every_line_has_a_price_of_the_catalog(reading: Office):
    for agreement in agreements_of(reading):
        for line in agreement.lines:
            tiers = {t.unit_price for prices in CATALOG.service(line.service).prices.values() for t in prices.tiers}
            assert line.unit_price in tiers


def test_it_refuses_a_database_that_is_in_use(empty: Office):
    with empty.storage.unit_of_work() as work:
        work.organizations.save(Organization("ams", "Agricultural Marketing Service", "AMS"))
        work.commit()
    with pytest.raises(Conflict, match="in use"):
        empty.load_sample()
    assert agreements_of(empty) == []


def test_channels_are_bound_and_the_open_one_is_not(reading: Office):
    bound = {c.binding.channel_id: c.binding.organization for c in reading.services.channels.list(OPERATOR)}
    assert bound == {"C0STAFF": None, "C0NRCS": "nrcs", "C0FSSHARED": "fs"}


def test_a_fault_in_a_sample_file_is_told_with_its_line(tmp_path):
    for name in FILES:
        (tmp_path / name).write_text("x: 1\n")
    agreement = "{number: SLA-2027-0001, organization: nrcs, title: T, term: {year: next}, opened: soon, sml: p}"
    (tmp_path / "agreements.yaml").write_text(f"agreements:\n  - {agreement}\n")
    problems = read_sample(tmp_path).problems
    assert any("agreements.yaml:2" in str(p) and "soon" in str(p) for p in problems)
    assert any("lines" in str(p) for p in problems)


def test_needs_are_recorded_and_some_are_confirmed(reading: Office):
    view = reading.services.needs.view(reading.actor("amara"), "SLA-2027-0046")
    assert [line.need.state.value for line in view.lines] == ["confirmed", "recorded", "recorded"]
    assert (view.sent, view.may_confirm, view.lines[0].author) == (True, True, "James Okafor")
    not_sent = reading.services.needs.view(reading.actor("priya"), "SLA-2027-0044")
    assert (len(not_sent.lines), not_sent.sent, not_sent.may_record) == (2, False, True)


def test_renewals_are_begun_decided_against_and_waiting_for_an_extension(reading: Office):
    priya, renewals = reading.actor("priya"), reading.services.renewals
    carried = renewals.carried(priya, "SLA-2027-0036")
    assert (carried.predecessor, len(carried.outlook.lines)) == ("SLA-2026-0003", 3)
    refused = renewals.view(priya, "SLA-2026-0019")
    assert refused.decided.reason.startswith("FNS moves")
    assert refused.names[refused.decided.decided_by or ""] == "Priya Raman"
    waiting = renewals.view(priya, "SLA-2026-0015").waiting_extension
    assert waiting.waits_for() == (Side.CUSTOMER,)
    assert (waiting.new_end - waiting.end).days == 62
