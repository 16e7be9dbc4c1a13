# pyright: reportOptionalMemberAccess=false
"""Signing in the sample: Ruth and Teresa sign for CEC after Gloria and Ahmed of FNS."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from domain.errors import CecError, Conflict, InvalidInput, NotAllowed, NotFound
from domain.notices import NoticeKind
from domain.proposal_states import NegotiationState
from domain.signing import SigningState
from domain.stages import Stage
from services.settings_table import SIGNING_ORDER
from tests.services.funding_steps import HALF_SIGNED, SHA, SIGNED, decline, funds, opened, sign, signing, told_of
from tests.services.office import AT, Office
from tests.services.proposal_steps import NRCS, agreed

TODAY = AT.date()


def stage(office: Office, number: str = HALF_SIGNED) -> Stage:
    return office.services.agreements.status(office.actor("dana"), number).stage


def prepared(office: Office, sha256: str = SHA):
    version = agreed(office).current
    assert version
    return office.services.signatures.prepare(NRCS, version.version.number, sha256)


class TestPreparing:
    def test_the_first_signer_is_told_and_both_sides_see_whose_turn_it_is(self, office: Office):
        view = prepared(office)
        assert (view.state, [place.is_next for place in view.places]) == (
            SigningState.OPEN,
            [True, False, False, False],
        )
        assert [person.name for person in view.places[0].people] == ["Claire Dubois"]
        assert told_of(office, NoticeKind.SIGNATURE_WANTED) == {"U0CLAIRE"}
        assert stage(office, NRCS) is Stage.AGREEMENT_FUNDING

    def test_a_second_time_changes_nothing(self, office: Office):
        first = prepared(office)
        office.clock.pass_by(hours=1)
        assert office.services.signatures.prepare(NRCS, first.version, SHA) == first

    def test_the_order_is_the_offices(self, office: Office):
        order = "CEC program official, CEC funding official, customer funding official, customer program official"
        office.services.admin.set_settings(office.actor("dana"), {SIGNING_ORDER: order})
        prepared(office)
        assert told_of(office, NoticeKind.SIGNATURE_WANTED) == {"U0RUTH"}

    def test_another_document_voids_what_was_signed(self, office: Office):
        view = prepared(office)
        sign(office, "claire", NRCS)
        office.services.signatures.prepare(NRCS, view.version, "cd" * 32)
        now = signing(office, number=NRCS)
        assert (now.sha256, [place.signed for place in now.places]) == ("cd" * 32, [None] * 4)
        with pytest.raises(Conflict, match="has changed"):
            office.services.signatures.sign(office.actor("claire"), NRCS, SHA, "Claire Dubois", True)
        missing = office.services.agreements.status(office.actor("maria"), NRCS).missing
        assert "signed_customer_program_official" in {requirement.key for requirement in missing}
        assert "U0MARIA" in told_of(office, NoticeKind.SIGNATURE_CHANGED, "void")

    def test_only_the_accepted_version_is_signed(self, office: Office):
        for number, version in ((NRCS, 1), (NRCS, 2), (SIGNED, 9)):
            with pytest.raises(Conflict, match="not the one that both sides accepted"):
                office.services.signatures.prepare(number, version, SHA)

    def test_what_all_have_signed_stays_signed(self, office: Office):
        version = signing(office, number=SIGNED).version
        assert office.services.signatures.prepare(SIGNED, version, SHA).state is SigningState.SIGNED


class TestReading:
    def test_the_document_is_sent_to_who_signs_it_and_is_not_opened_by_that(self, office: Office):
        view = signing(office, "ruth")
        for _ in range(2):
            office.services.signatures.send(office.actor("ruth"), HALF_SIGNED, view.sha256)
        assert told_of(office, NoticeKind.SIGNING_DOCUMENT) == {"U0RUTH"}
        assert not signing(office, "ruth").has_opened

    def test_it_is_not_sent_to_who_has_nothing_to_sign_nor_when_it_is_another_one(self, office: Office):
        sha256 = signing(office).sha256
        with pytest.raises(NotAllowed, match="none of them"):
            office.services.signatures.send(office.actor("beatriz"), HALF_SIGNED, sha256)
        with pytest.raises(Conflict, match="signed already"):
            office.services.signatures.send(office.actor("gloria"), HALF_SIGNED, sha256)
        with pytest.raises(Conflict, match="has changed"):
            office.services.signatures.send(office.actor("ruth"), HALF_SIGNED, SHA)
        assert told_of(office, NoticeKind.SIGNING_DOCUMENT) == set()

    def test_what_it_costs_is_that_of_its_version(self, office: Office):
        assert signing(office, number=SIGNED).total == funds(office).total


class TestSigning:
    def test_the_last_signature_puts_the_payment_schedule_in_force(self, office: Office):
        assert sign(office, "ruth").places[2].signed is not None
        assert told_of(office, NoticeKind.SIGNATURE_WANTED) == {"U0TERESA"}
        assert {"U0BEATRIZ", "U0PRIYA"} <= told_of(office, NoticeKind.SIGNATURE_CHANGED, "signed")
        view = sign(office, "teresa")
        assert (view.state, view.may_sign) == (SigningState.SIGNED, False)
        assert {"U0BEATRIZ", "U0GLORIA", "U0AHMED", "U0RUTH"} <= told_of(
            office, NoticeKind.SIGNATURE_CHANGED, "all_signed"
        )
        assert funds(office, number=HALF_SIGNED).in_force
        assert stage(office) is Stage.AGREEMENT_FUNDING
        assert told_of(office, NoticeKind.DOCUMENTS_WANTED) == {"staff"}

    def test_the_signed_version_is_in_force(self, office: Office):
        sign(office, "ruth")
        sign(office, "teresa")
        negotiation = office.services.proposals.view(office.actor("priya"), HALF_SIGNED)
        assert negotiation.state is NegotiationState.IN_FORCE

    def test_who_has_to_sign_sees_what_they_declare_and_others_do_not(self, reading: Office):
        ruth, teresa, gloria = (signing(reading, who) for who in ("ruth", "teresa", "gloria"))
        assert (ruth.may_sign, ruth.has_opened, ruth.may_decline) == (True, False, True)
        assert "CEC's program official" in (ruth.statement or "")
        assert (teresa.may_sign, teresa.may_decline) == (False, True)
        assert (gloria.may_sign, gloria.may_decline, gloria.statement) == (False, False, None)

    def test_what_waits_is_listed_for_whose_turn_it_is(self, reading: Office):
        waiting = reading.services.signatures.waiting_of
        assert [view.number for view in waiting(reading.actor("ruth"))] == [HALF_SIGNED]
        assert waiting(reading.actor("teresa")) == waiting(reading.actor("nobody")) == ()

    @pytest.mark.parametrize(
        ("who", "refusal", "words"),
        [
            ("teresa", Conflict, "CEC program official signs before you"),
            ("gloria", Conflict, "signed already"),
            ("priya", NotAllowed, "You are none of them"),
            ("dana", NotAllowed, "You are none of them"),
            ("beatriz", NotAllowed, "You are none of them"),
        ],
    )
    def test_only_whose_turn_it_is_signs(self, office: Office, who: str, refusal: type[CecError], words: str):
        with pytest.raises(refusal, match=words):
            sign(office, who)
        assert signing(office).places[2].signed is None

    def test_people_of_another_organization_and_strangers_learn_nothing(self, office: Office):
        for who in ("maria", "nobody"):
            with pytest.raises((NotFound, NotAllowed)) as refused:
                signing(office, who)
            with pytest.raises((NotFound, NotAllowed)) as also:
                signing(office, who, "SLA-2027-9999")
            assert str(refused.value) == str(also.value)

    def test_not_before_it_was_opened_nor_with_another_name_nor_without_intent(self, office: Office):
        ruth, sha256 = office.actor("ruth"), signing(office).sha256
        with pytest.raises(Conflict, match="Open the document"):
            office.services.signatures.sign(ruth, HALF_SIGNED, sha256, "Ruth Goldstein", True)
        with pytest.raises(InvalidInput, match="Type your name"):
            sign(office, "ruth", name="Rita Goldstein")
        with pytest.raises(InvalidInput, match="Confirm the statement"):
            sign(office, "ruth", intent=False)
        assert sign(office, "ruth", name=" ruth  GOLDSTEIN").places[2].signed

    def test_a_double_click_signs_once(self, office: Office):
        opened(office, "ruth")

        def click(_: int) -> str:
            try:
                return sign(office, "ruth").state.value
            except Conflict:
                return "refused"

        with ThreadPoolExecutor(2) as pool:
            assert sorted(pool.map(click, range(2))) == ["open", "refused"]
        assert [change.field for change in office.history("agreement", "a-2027-0024")].count("signed") == 1

    def test_nothing_is_signed_before_both_sides_accepted(self, reading: Office):
        with pytest.raises(NotFound, match="nothing to sign"):
            signing(reading, "maria", NRCS)


class TestDeclining:
    def test_the_version_is_negotiated_again_and_both_sides_hear_why(self, office: Office):
        view = decline(office, "ruth", reason="The fee is missing.")
        assert (view.state, view.ended_by, view.reason) == (
            SigningState.DECLINED,
            "Ruth Goldstein",
            "The fee is missing.",
        )
        assert stage(office) is Stage.PROPOSAL
        status = office.services.agreements.status(office.actor("priya"), HALF_SIGNED)
        assert {"proposal_accepted_customer", "proposal_accepted_cec"} <= {each.key for each in status.missing}
        assert {"U0BEATRIZ", "U0PRIYA", "U0GLORIA"} <= told_of(office, NoticeKind.SIGNATURE_CHANGED, "declined")
        with pytest.raises(Conflict, match="no longer to be signed"):
            sign(office, "ruth")

    def test_it_needs_a_reason_and_somebody_who_still_has_to_sign(self, office: Office):
        with pytest.raises(InvalidInput):
            decline(office, "ruth", reason="  ")
        with pytest.raises(Conflict):
            decline(office, "gloria", reason="Changed my mind.")
        with pytest.raises(NotAllowed):
            decline(office, "dana")
        assert stage(office) is Stage.AGREEMENT_FUNDING

    def test_a_form_of_an_earlier_document_declines_nothing(self, office: Office):
        before = prepared(office)
        office.services.signatures.prepare(NRCS, before.version, "cd" * 32)
        with pytest.raises(Conflict, match="has changed"):
            office.services.signatures.decline(office.actor("marcus"), NRCS, before.sha256, "Too dear.")
        assert signing(office, number=NRCS).state is SigningState.OPEN

    def test_a_later_delivery_of_the_declined_document_opens_nothing(self, office: Office):
        before = signing(office)
        decline(office, "ruth")
        again = office.services.signatures.prepare(HALF_SIGNED, before.version, before.sha256)
        assert again.state is SigningState.DECLINED


class TestDeputies:
    def delegate(self, office: Office, days: int = 3):
        last = TODAY + timedelta(days=days)
        return office.services.signatures.delegate(office.actor("ruth"), "p-priya", TODAY, last)

    def test_one_form_names_one_deputy_and_is_nobody_elses(self, office: Office):
        ruth, teresa = office.actor("ruth"), office.actor("teresa")
        name = office.services.signatures.delegate
        assert name(ruth, "p-priya", TODAY, TODAY, "form-1") == name(ruth, "p-priya", TODAY, TODAY, "form-1")
        assert len(office.services.signatures.delegations(ruth)) == 1
        with pytest.raises(NotFound):
            name(teresa, "p-priya", TODAY, TODAY, "form-1")

    def test_a_deputy_signs_while_the_period_lasts_and_is_told_what_waits(self, office: Office):
        made = self.delegate(office)
        assert (made.signer, made.deputy, made.mine, made.holds_now) == ("Ruth Goldstein", "Priya Raman", True, True)
        assert "U0PRIYA" in told_of(office, NoticeKind.SIGNATURE_WANTED)
        assert [view.number for view in office.services.signatures.waiting_of(office.actor("priya"))] == [HALF_SIGNED]
        signed = sign(office, "priya").places[2].signed
        assert signed is not None
        assert (signed.name, signed.deputy_of) == ("Priya Raman", "Ruth Goldstein")
        assert "as deputy of Ruth Goldstein" in signed.statement

    def test_an_official_who_signed_as_a_deputy_does_not_sign_as_official_too(self, office: Office):
        prepared(office)
        office.services.signatures.delegate(office.actor("claire"), "p-marcus", TODAY, TODAY)
        sign(office, "marcus", NRCS)
        with pytest.raises(Conflict, match="Name a deputy"):
            sign(office, "marcus", NRCS)

    def test_who_signed_as_a_deputy_is_neither_offered_nor_asked_to_sign_once_more(self, office: Office):
        prepared(office)
        office.services.signatures.delegate(office.actor("claire"), "p-marcus", TODAY, TODAY)
        view = sign(office, "marcus", NRCS)
        assert (view.may_sign, view.may_decline, view.statement) == (False, False, None)
        assert office.services.signatures.waiting_of(office.actor("marcus")) == ()

    def test_a_deputy_who_signed_for_one_official_is_not_asked_to_sign_for_the_other(self, office: Office):
        prepared(office)
        for official in ("claire", "marcus"):
            office.services.signatures.delegate(office.actor(official), "p-maria", TODAY, TODAY)
        sign(office, "maria", NRCS)
        asked = [n.to.slack_user_id for n in office.notices() if n.facts.get("place") == "customer funding official"]
        assert asked == ["U0MARCUS"]

    def test_not_after_it_was_ended_or_is_over(self, office: Office):
        made = self.delegate(office)
        opened(office, "priya")
        office.services.signatures.end_delegation(office.actor("ruth"), made.delegation.id)
        with pytest.raises(NotAllowed):
            sign(office, "priya")
        self.delegate(office)
        office.clock.pass_by(days=4)
        with pytest.raises(NotAllowed):
            sign(office, "priya")
        assert office.services.signatures.delegations(office.actor("ruth")) == ()

    def test_only_the_signer_ends_it_and_names_colleagues_only(self, office: Office):
        made = self.delegate(office)
        for who in ("priya", "maria", "dana"):
            with pytest.raises(NotFound):
                office.services.signatures.end_delegation(office.actor(who), made.delegation.id)
        assert [each.mine for each in office.services.signatures.delegations(office.actor("priya"))] == [False]
        for deputy in ("p-maria", "p-none"):
            with pytest.raises(NotFound, match="among your colleagues"):
                office.services.signatures.delegate(office.actor("ruth"), deputy, TODAY, TODAY)
        with pytest.raises(NotAllowed):
            office.services.signatures.delegate(office.actor("nobody"), "p-maria", TODAY, TODAY)
