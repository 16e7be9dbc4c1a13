# pyright: reportOptionalMemberAccess=false
# What is None where it must not be fails the test with an AttributeError.
"""The day from which an amendment counts, and what it is about."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from domain.attainment import Verdict
from domain.errors import Conflict, InvalidInput
from domain.measured_periods import month_of
from domain.proposal_changes import TermWanted
from domain.proposal_edits import LineEdit
from domain.proposal_lines import ProposalLine
from services.measurement_rows import Given
from services.proposal_cards import ProposalView
from tests.services.funding_steps import SHA, funds, sign
from tests.services.office import Office
from tests.services.proposal_steps import (
    RUNNING,
    accept,
    agreed,
    change_quantity,
    days_later,
    line_of,
    look,
    present,
    request,
    revision,
    view,
)

DECEMBER, FEBRUARY = date(2026, 12, 1), date(2027, 2, 1)


def start(office: Office, reason: str = "Two more systems join.") -> ProposalView:
    return office.services.proposals.start_amendment(office.actor("priya"), RUNNING, reason).view


def more(office: Office, quantity: int = 20) -> None:
    start(office)
    change_quantity(office, quantity, "platform_hosting", RUNNING)


def counts_from(office: Office, day: date | None) -> ProposalView:
    terms = replace(view(office, "priya", RUNNING).draft.draft.terms, effective_on=day)
    drafts = office.services.proposal_drafts
    return drafts.set_terms(office.actor("priya"), RUNNING, terms, revision(office, RUNNING))


def put_in_force(office: Office) -> None:
    version = agreed(office, RUNNING, "beatriz", "priya").current.version.number
    office.services.signatures.prepare(RUNNING, version, SHA)
    for who in ("gloria", "ahmed", "ruth", "teresa"):
        sign(office, who, RUNNING)


def platform(found: ProposalView) -> ProposalLine:
    return next(line for line in found.current.version.lines if line.service == "platform_hosting")


def test_it_counts_from_the_first_of_the_next_month_and_is_charged_from_then_on(office: Office):
    more(office)
    seen = present(office, RUNNING)
    version = seen.current.version
    assert version.terms.effective_on == DECEMBER
    before, rest = version.amends.line(platform(seen).id), version.offer.days
    assert (rest.start, rest.end) == (DECEMBER, version.terms.period.end)
    assert abs(version.offer.added - platform(seen).amount(rest) + before.amount(rest)) <= Decimal("0.01")
    assert seen.current.total == version.amends.total + version.offer.added
    changes = office.services.proposals.compare(office.actor("priya"), RUNNING, 1, 2).changes
    assert changes.money.effect == version.offer.added


def test_staff_choose_another_day_within_the_term(office: Office):
    more(office)
    assert counts_from(office, FEBRUARY).draft.draft.offer.days.start == FEBRUARY
    with pytest.raises(InvalidInput) as refused:
        counts_from(office, date(2030, 1, 1))
    assert refused.value.field == "effective_on"


@pytest.mark.parametrize("day", [None, date(2026, 11, 1)])
def test_it_is_not_presented_without_a_day_or_with_one_that_has_passed(office: Office, day: date | None):
    more(office)
    counts_from(office, day)
    with pytest.raises(InvalidInput) as refused:
        present(office, RUNNING)
    assert refused.value.field == "effective_on"


def test_the_customer_asks_for_another_day_and_sees_what_it_saves(office: Office):
    more(office)
    present(office, RUNNING)
    wanted = TermWanted(start=FEBRUARY)
    price = office.services.proposals.price_of_change(office.actor("beatriz"), RUNNING, [wanted])
    assert price.changes.money.effect < 0
    assert price.changes.terms.effective_on == FEBRUARY
    request(office, wanted, who="beatriz", number=RUNNING)
    for wrong in (date(2026, 11, 1), date(2030, 1, 1)):
        with pytest.raises(InvalidInput) as refused:
            request(office, TermWanted(start=wrong), who="beatriz", number=RUNNING)
        assert refused.value.field == "start"


def test_it_is_accepted_until_its_day_and_confirmed_not_later(office: Office):
    more(office)
    assert present(office, RUNNING).valid_until == DECEMBER
    accept(office, "beatriz", RUNNING)
    days_later(office, 30)
    with pytest.raises(Conflict, match="counts from December 1, 2026, which has passed"):
        accept(office, "priya", RUNNING)


def test_it_is_not_signed_after_its_day_but_can_be_declined(office: Office):
    more(office)
    present(office, RUNNING)
    version = agreed(office, RUNNING, "beatriz", "priya").current.version.number
    office.services.signatures.prepare(RUNNING, version, SHA)
    sign(office, "gloria", RUNNING)
    days_later(office, 30)
    with pytest.raises(Conflict, match="Decline it with this reason"):
        sign(office, "ahmed", RUNNING)
    office.services.signatures.decline(office.actor("ahmed"), RUNNING, SHA, "Its day has passed.")
    counts_from(office, FEBRUARY)
    assert present(office, RUNNING).current.version.terms.effective_on == FEBRUARY


def test_a_second_amendment_goes_on_from_the_first_and_the_schedules_follow(office: Office):
    more(office, 20)
    first = present(office, RUNNING).current
    put_in_force(office)
    assert funds(office, number=RUNNING).total == first.total
    more(office, 14)
    counts_from(office, FEBRUARY)
    second = present(office, RUNNING).current
    assert second.version.amends.total == first.total
    put_in_force(office)
    assert funds(office, number=RUNNING).total == second.total
    paid = [each.instalment for each in funds(office, number=RUNNING).instalments]
    assert sum(each.amount for each in paid) == second.total


def test_a_first_version_is_kept_as_it_was_read(office: Office):
    more(office)
    made = present(office, RUNNING).current.version
    look(office, "beatriz", RUNNING)
    assert view(office, "beatriz", RUNNING).current.version == made


def test_what_it_is_about_is_asked_for_told_and_stays_in_the_history(office: Office):
    for wrong in ("", "  ", "x" * 1_001):
        with pytest.raises(InvalidInput) as refused:
            start(office, wrong)
        assert refused.value.field == "reason"
    start(office, " Two more systems join. ")
    change_quantity(office, 20, "platform_hosting", RUNNING)
    present(office, RUNNING)
    assert {view(office, who, RUNNING).purpose for who in ("beatriz", "priya")} == {"Two more systems join."}
    with office.storage.reading() as work:
        agreement = work.agreements.by_number(RUNNING)
        changes = work.history.of("proposal", agreement.id, 10, 0)
    assert [each.note for each in changes if each.field == "amendment"] == ["Two more systems join."]


def test_a_day_on_which_nothing_else_changes_is_no_amendment(office: Office):
    start(office)
    counts_from(office, FEBRUARY)
    with pytest.raises(Conflict, match="says the same as version 1"):
        present(office, RUNNING)


def test_a_draft_that_is_put_back_counts_from_the_usual_day(office: Office):
    more(office)
    counts_from(office, FEBRUARY)
    drafts = office.services.proposal_drafts
    seen = drafts.discard_draft(office.actor("priya"), RUNNING, revision(office, RUNNING))
    assert seen.draft.draft.terms.effective_on == office.clock().date().replace(day=1) + timedelta(days=30) == DECEMBER


def test_what_was_measured_on_its_day_before_the_last_signature_is_judged_by_its_targets(office: Office):
    start(office)
    line = line_of(office, "platform_hosting", RUNNING)
    edit = LineEdit(targets={"availability": Decimal("99.99")})
    office.services.proposal_drafts.change_line(office.actor("priya"), RUNNING, line, edit, revision(office, RUNNING))
    assert present(office, RUNNING).current.version.terms.effective_on == DECEMBER
    version = agreed(office, RUNNING, "beatriz", "priya").current.version.number
    office.services.signatures.prepare(RUNNING, version, SHA)
    office.clock.at = office.clock.at.replace(month=12, day=1)
    days = (date(2026, 11, 30), DECEMBER)
    given = [Given(RUNNING, "platform_hosting", "availability", day, "99.95", "%") for day in days]
    assert office.services.measurements.record(office.actor("priya"), given).added == 2
    for who in ("gloria", "ahmed", "ruth", "teresa"):
        sign(office, who, RUNNING)
    for month, verdict in ((days[0], Verdict.MET), (DECEMBER, Verdict.MISSED)):
        found = office.services.performance.view(office.actor("priya"), RUNNING, month_of(month)).rows
        (of_metric,) = (row.attainment for row in found if row.attainment.metric.key == "availability"
                        and row.attainment.service == "platform_hosting")  # fmt: skip
        assert of_metric.verdict is verdict
