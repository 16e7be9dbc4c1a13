"""Extensions: both sides confirm; then the term, the payments and the renewal follow."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.agreements import Agreement
from domain.errors import Conflict, InvalidInput, NotAllowed, NotFound
from domain.extensions import Extension, ExtensionState
from domain.fiscal import Period
from domain.notices import NoticeKind
from domain.people import Side
from domain.stages import Stage
from services.renewal_cards import RenewalView
from services.renewal_terms import require_follows
from tests.services.office import Office
from tests.services.renewal_steps import FS, agreement_of, save, start, told, view

END = date(2026, 12, 17)
NEW_END = date(2027, 1, 31)


def ask(office: Office, who: str = "james", new_end: date = NEW_END, **more: str) -> RenewalView:
    given = {"reason": "The renewal waits for funds.", "approved_by": "Karen Boyd, director", **more}
    return office.services.extensions.ask(office.actor(who), FS, new_end, **given)


def waiting(office: Office, who: str = "james") -> Extension:
    found = view(office, who).waiting_extension
    assert found
    return found


def confirm(office: Office, who: str) -> RenewalView:
    extension = waiting(office, who)
    return office.services.extensions.confirm(office.actor(who), extension.id, extension.revision)


def extended(office: Office) -> Agreement:
    ask(office)
    confirm(office, "erik")
    return agreement_of(office)


class TestAgreeing:
    def test_who_asks_and_may_confirm_has_confirmed_and_the_other_side_is_told(self, office: Office):
        assert ask(office).waiting_extension
        assert waiting(office).waits_for() == (Side.CUSTOMER,)
        assert told(office, NoticeKind.EXTENSION_CHANGED) == [("U0ERIK", "asked")]
        assert agreement_of(office).term.end == END

    def test_when_both_sides_confirmed_it_the_term_is_longer(self, office: Office):
        assert extended(office).term == Period(date(2025, 12, 17), NEW_END)
        assert view(office).extensions[0].state is ExtensionState.IN_FORCE
        assert view(office).days_left == 90

    def test_who_has_no_say_may_ask_but_both_sides_confirm(self, office: Office):
        ask(office, "naomi")
        assert waiting(office).waits_for() == (Side.CEC, Side.CUSTOMER)
        with pytest.raises(NotAllowed, match="program manager"):
            confirm(office, "naomi")
        confirm(office, "erik")
        assert agreement_of(office).term.end == END
        confirm(office, "james")
        assert agreement_of(office).term.end == NEW_END

    def test_confirming_twice_for_a_side_changes_nothing(self, office: Office):
        ask(office)
        confirm(office, "james")
        assert waiting(office).revision == 1

    def test_the_other_side_declines_with_a_reason(self, office: Office):
        ask(office)
        erik = office.actor("erik")
        office.services.extensions.decline(erik, waiting(office).id, 1, "No money in that year.")
        found = view(office).extensions[0]
        assert (found.state, found.note) == (ExtensionState.DECLINED, "No money in that year.")
        assert told(office, NoticeKind.EXTENSION_CHANGED)[-1] == ("U0JAMES", "declined")
        assert ask(office).waiting_extension

    def test_who_asked_takes_it_back(self, office: Office):
        ask(office, "naomi")
        office.services.extensions.decline(office.actor("naomi"), waiting(office).id, 1, "Not needed.")
        assert view(office).extensions[0].state is ExtensionState.WITHDRAWN

    def test_a_colleague_of_who_asked_takes_it_back_too_and_does_not_decline_it(self, office: Office):
        ask(office, "naomi")
        office.services.extensions.decline(office.actor("erik"), waiting(office).id, 1, "Not needed.")
        assert view(office).extensions[0].state is ExtensionState.WITHDRAWN

    def test_who_asked_but_has_no_role_any_more_has_no_say(self, office: Office):
        ask(office, "naomi")
        agreement = agreement_of(office)
        left = tuple(contact for contact in agreement.contacts if contact.person_id != "p-naomi")
        save(office, replace(agreement, contacts=left))
        with pytest.raises(NotAllowed):
            office.services.extensions.decline(office.actor("naomi"), waiting(office).id, 1, "Not needed.")
        assert waiting(office)

    def test_an_answer_to_what_was_answered_meanwhile_is_refused(self, office: Office):
        ask(office, "naomi")
        extension = waiting(office)
        confirm(office, "erik")
        with pytest.raises(Conflict, match="answered meanwhile"):
            office.services.extensions.confirm(office.actor("james"), extension.id, extension.revision)

    def test_the_same_form_sent_twice_counts_once(self, office: Office):
        for _ in range(2):
            ask(office, extension_id="form-1")
        assert len(view(office).extensions) == 1

    def test_strangers_and_other_organizations_find_nothing(self, office: Office):
        ask(office)
        extension = waiting(office)
        for who in ("maria", "nina"):
            with pytest.raises(NotFound, match="can't find that extension"):
                office.services.extensions.confirm(office.actor(who), extension.id, 1)
        with pytest.raises(NotFound):
            ask(office, "maria")


class TestRefused:
    @pytest.mark.parametrize("new_end", [END, END + timedelta(days=367)])
    def test_a_day_that_is_no_extension_is_named_at_its_field(self, office: Office, new_end: date):
        with pytest.raises(InvalidInput) as refused:
            ask(office, new_end=new_end)
        assert refused.value.field == "new_end"

    def test_a_second_one_waits_for_the_first(self, office: Office):
        ask(office)
        with pytest.raises(Conflict, match="waits for an answer already"):
            ask(office)

    def test_what_is_not_renewed_ends_with_its_term(self, office: Office):
        office.services.renewals.not_renewing(office.actor("james"), FS, "They move.")
        with pytest.raises(Conflict, match="ends with its term"):
            ask(office)

    def test_an_amendment_under_way_comes_first(self, office: Office):
        office.services.proposals.start_amendment(office.actor("james"), FS, "More phones")
        with pytest.raises(Conflict, match=r"amendment of SLA-2026-0011 is under way"):
            ask(office)


class TestEffect:
    def test_what_was_agreed_before_stays_and_the_days_that_were_added_are_paid(self, office: Office):
        with office.storage.reading() as work:
            before = work.funding.schedule_of(agreement_of(office).id)
        assert before
        agreement = extended(office)
        with office.storage.reading() as work:
            after = work.funding.schedule_of(agreement.id)
            version = work.proposals.version(agreement.id, work.proposals.in_force(agreement.id) or 0)
        assert after
        added = Period(END + timedelta(days=1), NEW_END)
        more = sum(line.amount(added) for line in version.lines)
        assert after.schedule.total == before.schedule.total + more
        kept = {each.number: each for each in after.schedule.instalments}
        assert [kept[each.number] for each in before.schedule.instalments if each.billed_on < date(2026, 11, 2)]
        assert (version.total, version.note) == (
            after.schedule.total,
            "Extension until January 31, 2027, approved by Karen Boyd, director",
        )

    def test_it_is_extended_again_and_amended_after_that(self, office: Office):
        extended(office)
        ask(office, new_end=date(2027, 2, 28))
        confirm(office, "erik")
        assert agreement_of(office).term.end == date(2027, 2, 28)
        office.services.proposals.start_amendment(office.actor("james"), FS, "More phones")
        draft = office.services.proposals.view(office.actor("james"), FS).draft
        assert draft
        assert draft.draft.terms.period == agreement_of(office).term

    def test_the_renewal_that_was_begun_begins_later_and_ends_as_before(self, office: Office):
        number = start(office).number
        extended(office)
        later = Period(date(2027, 2, 1), date(2027, 12, 17))
        assert agreement_of(office, number).term == later
        with office.storage.reading() as work:
            negotiation = work.proposals.find(agreement_of(office, number).id)
        assert negotiation
        assert negotiation.draft.terms.period == later

    def test_both_sides_are_told_of_the_term_of_what_follows(self, office: Office):
        number = start(office).number
        extended(office)
        notices = [n for n in office.notices() if n.kind is NoticeKind.EXTENSION_CHANGED]
        assert {n.facts["what"] for n in notices} == {"asked", "in_force"}
        for notice in notices:
            moved = [notice.facts[name] for name in ("following", "was_from", "was_until", "is_from", "is_until")]
            assert moved == [number, "2026-12-18", "2027-12-17", "2027-02-01", "2027-12-17"]

    def test_a_renewal_that_begins_after_extensions_is_as_long_as_the_term_was_agreed(self, office: Office):
        extended(office)
        ask(office, new_end=date(2027, 2, 28))
        confirm(office, "erik")
        following = Period(date(2027, 3, 1), date(2028, 2, 29))
        assert view(office).following == following
        assert agreement_of(office, start(office).number).term == following

    def test_a_renewal_that_was_offered_from_another_day_is_presented_anew_first(self, office: Office):
        number = start(office).number
        offered(office, number)
        ask(office)
        with pytest.raises(Conflict, match=f"{number}, the renewal, was offered from December 18, 2026"):
            confirm(office, "erik")
        assert agreement_of(office).term.end == END
        assert waiting(office).waits_for() == (Side.CUSTOMER,)


class TestTermsThatFollow:
    @pytest.mark.parametrize(("first", "word"), [(END, "overlap"), (END + timedelta(days=2), "gap")])
    def test_a_renewal_leaves_no_gap_and_no_overlap(self, office: Office, first: date, word: str):
        number = start(office).number
        with office.storage.reading() as work, pytest.raises(InvalidInput, match=word):
            require_follows(work, agreement_of(office, number), Period(first, date(2027, 12, 17)))

    def test_it_may_follow_an_extension_that_waits(self, office: Office):
        number = start(office).number
        ask(office)
        with office.storage.reading() as work:
            require_follows(work, agreement_of(office, number), Period(date(2027, 2, 1), date(2027, 12, 17)))

    def test_a_draft_of_it_with_another_start_is_refused_at_its_field(self, office: Office):
        number = start(office).number
        save(office, replace(agreement_of(office, number), stage=Stage.PROPOSAL))
        james = office.actor("james")
        draft = office.services.proposals.view(james, number).draft
        assert draft
        terms = replace(draft.draft.terms, period=Period(date(2027, 1, 1), date(2027, 12, 17)))
        with pytest.raises(InvalidInput, match="gap") as refused:
            office.services.proposal_drafts.set_terms(james, number, terms, draft.draft.revision)
        assert refused.value.field == "start"

    def test_an_amendment_does_not_move_the_end_away_from_the_renewal(self, office: Office):
        number = start(office).number
        office.services.proposals.start_amendment(office.actor("james"), FS, "End earlier")
        draft = office.services.proposals.view(office.actor("james"), FS).draft
        assert draft
        shorter = replace(draft.draft.terms, period=Period(agreement_of(office).term.start, date(2026, 12, 10)))
        with pytest.raises(InvalidInput, match=f"{number}, the renewal, begins on December 18, 2026") as refused:
            office.services.proposal_drafts.set_terms(office.actor("james"), FS, shorter, draft.draft.revision)
        assert refused.value.field == "end"


def offered(office: Office, number: str) -> None:
    """Its first version is with the customer."""
    save(office, replace(agreement_of(office, number), stage=Stage.PROPOSAL, contacts=agreement_of(office).contacts))
    james = office.actor("james")
    draft = office.services.proposals.view(james, number).draft
    assert draft
    office.services.proposals.present(james, number, draft.draft.revision)
