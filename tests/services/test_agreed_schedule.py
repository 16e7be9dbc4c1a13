"""The payment schedule that is agreed, filed and signed comes into force, however long signing takes."""

from dataclasses import replace
from datetime import date

from domain.payments import Instalment
from services.funding_parts import coming_schedule
from tests.services.funding_steps import BEHIND, SHA, funds, sign
from tests.services.office import Office
from tests.services.proposal_steps import agreed, change_quantity, days_later, present


def amended(office: Office) -> int:
    """FNS's platform gets fewer databases from the end of May on; both sides accept the version that is returned."""
    priya = office.actor("priya")
    office.services.proposals.start_amendment(priya, BEHIND, "Fewer databases.")
    draft = change_quantity(office, 3, "managed_database", BEHIND).draft
    assert draft
    terms = replace(draft.draft.terms, effective_on=date(2027, 5, 24))
    office.services.proposal_drafts.set_terms(priya, BEHIND, terms, draft.revision)
    present(office, BEHIND)
    version = agreed(office, BEHIND, "beatriz", "priya").current
    assert version
    return version.version.number


def filed(office: Office, number: int) -> tuple[Instalment, ...]:
    """What the document of the schedule says when it is made now."""
    with office.storage.reading() as work:
        agreement = work.agreements.by_number(BEHIND)
        assert agreement
        version = work.proposals.version(agreement.id, number)
        return coming_schedule(work, agreement, version, office.clock().date()).instalments


def in_force(office: Office) -> tuple[Instalment, ...]:
    return tuple(each.instalment for each in funds(office, number=BEHIND).instalments)


def sign_by_all(office: Office) -> None:
    for who in ("gloria", "ahmed", "ruth", "teresa"):
        sign(office, who, BEHIND)


def test_an_amendment_signed_weeks_later_brings_the_schedule_that_was_agreed(office: Office):
    version = amended(office)
    on_the_day = filed(office, version)
    office.services.signatures.prepare(BEHIND, version, SHA)
    days_later(office, 65)
    assert filed(office, version) == on_the_day
    sign_by_all(office)
    assert in_force(office) == on_the_day


def test_what_both_sides_were_warned_of_under_the_schedule_before_is_told_anew_where_it_is_another(office: Office):
    version = amended(office)
    office.services.signatures.prepare(BEHIND, version, SHA)
    before = in_force(office)
    days_later(office, 200)
    office.services.funding.remind_due()
    sign_by_all(office)
    late = [each.instalment for each in funds(office, number=BEHIND).instalments if each.state.value == "overdue"]
    assert set(late) - set(before)
    assert office.services.funding.remind_due() > 0
