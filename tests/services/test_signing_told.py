"""Who signs no more hears it and why; who looks at the signatures sees for whom and from which day they count."""

import pytest

from domain.errors import NotAllowed
from domain.notices import NoticeKind
from domain.people import Role
from tests.services.funding_steps import HALF_SIGNED, sign, signing
from tests.services.office import Office
from tests.services.proposal_steps import NRCS, agreed
from tests.services.test_officials_changed import delivered, names


@pytest.fixture
def begun(office: Office) -> Office:
    """Claire of NRCS has signed."""
    agreed(office)
    delivered(office)
    sign(office, "claire", NRCS)
    office.clock.pass_by(minutes=5)
    return office


def marcus_is_replaced(office: Office) -> None:
    names(Role.FUNDING_OFFICIAL, "p-anjali")(office)


def test_an_official_who_was_replaced_before_signing_is_told_by_whom(begun: Office):
    marcus_is_replaced(begun)
    told = [each for each in begun.notices() if each.kind is NoticeKind.SIGNATURE_CHANGED]
    (void,) = [each for each in told if each.to.slack_user_id == "U0MARCUS" and each.facts["what"] == "void"]
    assert "Anjali Mehta is now the customer funding official" in str(void.facts["reason"])


def test_who_was_replaced_and_signs_is_told_since_when_somebody_else_does(begun: Office):
    seen = signing(begun, "marcus", NRCS)
    marcus_is_replaced(begun)
    said = "Anjali Mehta is customer funding official of SLA-2027-0031 in your place since November 2, 2026."
    with pytest.raises(NotAllowed, match=f"^{said}$"):
        begun.services.signatures.sign(begun.actor("marcus"), NRCS, seen.sha256, "Marcus", True)


def test_a_deputy_is_told_when_it_ends_and_why_they_sign_no_more(office: Office):
    signatures, today = office.services.signatures, office.clock().date()
    made = signatures.delegate(office.actor("ruth"), "p-dana", today, today)
    signatures.end_delegation(office.actor("ruth"), made.delegation.id)
    (told,) = [each for each in office.notices() if each.kind is NoticeKind.DEPUTY_ENDED]
    assert (told.to.slack_user_id, told.facts["signer"]) == ("U0DANA", "Ruth Goldstein")
    seen = signatures.view(office.actor("dana"), HALF_SIGNED)
    with pytest.raises(NotAllowed, match=r"^Ruth Goldstein ended on .* that you sign as deputy\.$"):
        signatures.sign(office.actor("dana"), HALF_SIGNED, seen.sha256, "Dana Reyes", True)


def test_who_changes_contacts_sees_before_which_signatures_another_official_voids(begun: Office):
    assert begun.services.contacts.book(begun.actor("maria"), NRCS).signed == {NRCS: ("Claire Dubois",)}


def test_nothing_is_void_where_nobody_has_signed(office: Office):
    assert office.services.contacts.book(office.actor("maria"), NRCS).signed == {}


def test_the_statement_names_the_version_that_is_signed(office: Office):
    agreed(office)
    delivered(office)
    claire = office.services.signatures.view(office.actor("claire"), NRCS)
    assert (claire.statement or "").startswith("I have read version 2 of SLA-2027-0031 and sign it")


def test_a_deputy_sees_for_whom_they_sign(office: Office):
    signatures, today = office.services.signatures, office.clock().date()
    assert signatures.view(office.actor("ruth"), HALF_SIGNED).for_whom is None
    signatures.delegate(office.actor("ruth"), "p-dana", today, today)
    assert signatures.view(office.actor("dana"), HALF_SIGNED).for_whom == "Ruth Goldstein"
