from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.delegations import delegate, end, signers_for
from domain.errors import Conflict, InvalidInput, NotAllowed
from domain.people import Contact, Person, Role, Side
from domain.signer_names import same_name
from domain.signing import Signing, SigningState, decline, opened, places_to_sign, sign, void
from domain.signing_places import PLACES, order_from, order_in_words
from domain.stages import Stage
from domain.words import folded
from tests.builders import NOON, a_person, an_agreement
from tests.domain.funding_builders import OTHER_SHA, SHA, a_signing, fully_signed, signed_once, signer

LATER = NOON + timedelta(hours=5)
TODAY = date(2026, 11, 2)
AGREEMENT = an_agreement(Stage.AGREEMENT_FUNDING)
CUSTOMER = a_person("customer-program_official")
FUNDING = a_person("customer-funding_official")
DEPUTY = a_person("deputy", name="Dee Putty")


@pytest.fixture
def agreement():
    contacts = tuple(Contact(f"{p.side}-{p.role}", p.side, p.role) for p in PLACES)
    return an_agreement(Stage.AGREEMENT_FUNDING, contacts=(*AGREEMENT.contacts, *contacts))


def signing_by(found: Signing, agreement, person: Person, **changes) -> Signing:
    """As everything should be, but for the changes."""
    usual = {
        "may_sign_for": {person.id},
        "sha256": SHA,
        "typed": person.name,
        "intends": True,
        "at": LATER,
        "names": {"customer-program_official": "Claire Dupont"},
    }
    return sign(found, agreement, person, **{**usual, **changes})[0]


def read_by(person: Person, found: Signing | None = None) -> Signing:
    return opened(found or a_signing(), person.id, SHA, NOON)


def test_the_four_officials_sign_in_turn_and_then_it_is_signed(agreement):
    found = a_signing()
    for place in PLACES:
        assert (found.next_place, found.is_complete) == (place, False)
        found = signed_once(found, agreement)
    assert (found.state, found.next_place, found.is_complete) == (SigningState.SIGNED, None, True)
    assert {each.sha256 for each in found.signatures} == {SHA}
    assert found.revision == 1 + 2 * 4


def test_the_order_is_the_offices(agreement):
    order = order_from(
        "CEC funding official, CEC program official, Customer  program official,customer funding official"
    )
    found = fully_signed(agreement, a_signing(order=order))
    assert found.signatures[0].place.key == "signed_cec_funding_official"


@pytest.mark.parametrize("text", ["", "CEC program official", order_in_words(PLACES) + ", CEC SML", "x, y, z, w"])
def test_an_order_names_all_four_once(text: str):
    with pytest.raises(InvalidInput, match="all four"):
        order_from(text)


def test_a_signature_says_who_declared_what_for_whom(agreement):
    signature = signing_by(read_by(CUSTOMER), agreement, CUSTOMER, typed="  customer   PROGRAM_official ").signatures[0]
    assert (signature.person, signature.signer, signature.typed) == (
        CUSTOMER.id,
        CUSTOMER.id,
        "customer PROGRAM_official",
    )
    assert "SLA-2027-0001" in signature.statement
    assert "the customer's program official" in signature.statement


class TestWhatIsRefused:
    def test_the_wrong_person(self, agreement):
        stranger = a_person("p-1")
        with pytest.raises(NotAllowed, match="You are none of them"):
            signing_by(read_by(stranger), agreement, stranger)

    def test_out_of_order(self, agreement):
        with pytest.raises(Conflict, match="the customer program official signs before you"):
            signing_by(read_by(FUNDING), agreement, FUNDING)

    def test_twice(self, agreement):
        once = signing_by(read_by(CUSTOMER), agreement, CUSTOMER)
        with pytest.raises(Conflict, match="signed already for the customer program official"):
            signing_by(once, agreement, CUSTOMER)

    def test_before_the_document_was_opened(self, agreement):
        with pytest.raises(Conflict, match="Open the document"):
            signing_by(read_by(FUNDING), agreement, CUSTOMER)

    def test_another_document_than_the_one_that_was_opened(self, agreement):
        with pytest.raises(Conflict, match="has changed"):
            signing_by(read_by(CUSTOMER), agreement, CUSTOMER, sha256=OTHER_SHA)
        with pytest.raises(Conflict, match="has changed"):
            opened(a_signing(), CUSTOMER.id, OTHER_SHA, NOON)
        with pytest.raises(Conflict, match="has changed"):
            decline(a_signing(), agreement, CUSTOMER, {CUSTOMER.id}, OTHER_SHA, "too dear", LATER)

    @pytest.mark.parametrize("typed", ["", "  ", "Somebody Else", "Customer"])
    def test_another_name(self, agreement, typed: str):
        with pytest.raises(InvalidInput) as refused:
            signing_by(read_by(CUSTOMER), agreement, CUSTOMER, typed=typed)
        assert refused.value.field == "name"

    def test_without_intent(self, agreement):
        with pytest.raises(InvalidInput) as refused:
            signing_by(read_by(CUSTOMER), agreement, CUSTOMER, intends=False)
        assert refused.value.field == "intent"

    @pytest.mark.parametrize("reason", ["", "  ", "x" * 501])
    def test_declining_without_a_reason_or_with_a_novel(self, agreement, reason: str):
        with pytest.raises(InvalidInput) as refused:
            decline(a_signing(), agreement, CUSTOMER, {CUSTOMER.id}, SHA, reason, LATER)
        assert refused.value.field == "reason"

    def test_anything_once_it_is_over(self, agreement):
        over = [
            fully_signed(agreement),
            decline(a_signing(), agreement, CUSTOMER, {CUSTOMER.id}, SHA, "too dear", LATER)[0],
            void(a_signing(), LATER, "system", "changed")[0],
        ]
        for found in over:
            with pytest.raises(Conflict):
                signing_by(found, agreement, CUSTOMER)
            with pytest.raises(Conflict):
                decline(found, agreement, CUSTOMER, {CUSTOMER.id}, SHA, "too dear", LATER)
            with pytest.raises(Conflict):
                void(found, LATER, "system", "changed")


def test_a_later_signer_may_decline_before_their_turn_and_who_signed_may_not(agreement):
    once = signing_by(read_by(CUSTOMER), agreement, CUSTOMER)
    declined, change = decline(once, agreement, FUNDING, {FUNDING.id}, SHA, " The fee is wrong. ", LATER)
    assert (declined.state, declined.reason, declined.ended_by) == (
        SigningState.DECLINED,
        "The fee is wrong.",
        FUNDING.id,
    )
    assert (change.field, change.new, change.note) == (
        "signature_declined", "signed_customer_funding_official", "The fee is wrong."
    )  # fmt: skip
    with pytest.raises(Conflict, match="signed already"):
        decline(once, agreement, CUSTOMER, {CUSTOMER.id}, SHA, "Changed my mind.", LATER)


def test_opening_it_again_changes_nothing():
    once = read_by(CUSTOMER)
    assert opened(once, CUSTOMER.id, SHA, LATER) == once


def test_a_signature_of_another_document_does_not_count(agreement):
    signed = fully_signed(agreement)
    assert not replace(signed, sha256=OTHER_SHA).is_complete
    assert not replace(signed, state=SigningState.VOID).is_complete


class TestDeputies:
    def made(self, first: date = TODAY, last: date = TODAY + timedelta(days=3)):
        return delegate("d-1", CUSTOMER, DEPUTY, first, last, NOON, TODAY)[0]

    def test_a_deputy_signs_for_the_official_on_the_days_of_the_period(self, agreement):
        found = self.made()
        days = [TODAY - timedelta(days=1), TODAY, TODAY + timedelta(days=3), TODAY + timedelta(days=4)]
        assert [CUSTOMER.id in signers_for(DEPUTY.id, day, [found]) for day in days] == [False, True, True, False]
        signed = signing_by(read_by(DEPUTY), agreement, DEPUTY, may_sign_for=signers_for(DEPUTY.id, TODAY, [found]))
        signature = signed.signatures[0]
        assert (signature.person, signature.signer) == (DEPUTY.id, CUSTOMER.id)
        assert "as deputy of Claire Dupont" in signature.statement

    def test_a_deputy_has_to_open_the_document_themselves(self, agreement):
        with pytest.raises(Conflict, match="Open the document"):
            signing_by(read_by(CUSTOMER), agreement, DEPUTY, may_sign_for={DEPUTY.id, CUSTOMER.id})

    def test_nobody_signs_for_two_officials_as_a_deputy(self, agreement):
        may = {DEPUTY.id, CUSTOMER.id, FUNDING.id}
        once = signing_by(read_by(DEPUTY), agreement, DEPUTY, may_sign_for=may)
        with pytest.raises(Conflict, match="Somebody else has to sign"):
            signing_by(once, agreement, DEPUTY, may_sign_for=may)

    def test_who_signed_as_a_deputy_does_not_sign_as_an_official_too(self, agreement):
        as_deputy = signing_by(read_by(FUNDING), agreement, FUNDING, may_sign_for={FUNDING.id, CUSTOMER.id})
        with pytest.raises(Conflict, match="Name a deputy"):
            signing_by(as_deputy, agreement, FUNDING)

    def test_who_is_refused_as_having_signed_is_not_offered_to_sign_either(self, agreement):
        """In either order: first as a deputy or first as an official, and as a deputy of two."""
        for person, may in ((FUNDING, {FUNDING.id, CUSTOMER.id}), (DEPUTY, {DEPUTY.id, CUSTOMER.id, FUNDING.id})):
            once = signing_by(read_by(person), agreement, person, may_sign_for=may)
            assert places_to_sign(once, agreement, person.id, may) == ()
        own_first = signing_by(read_by(CUSTOMER), agreement, CUSTOMER)
        assert places_to_sign(own_first, agreement, CUSTOMER.id, {CUSTOMER.id, FUNDING.id}) == ()

    def test_one_official_in_both_roles_signs_at_both_places(self, agreement):
        both = tuple(Contact(CUSTOMER.id, Side.CUSTOMER, p.role) for p in PLACES[:2])
        others = tuple(each for each in agreement.contacts if each.side is Side.CEC)
        agreement = replace(agreement, contacts=(*both, *others))
        once = signing_by(read_by(CUSTOMER), agreement, CUSTOMER)
        assert len(signing_by(once, agreement, CUSTOMER).signatures) == 2

    def test_an_official_who_is_also_a_colleagues_deputy_signs_as_themselves(self, agreement):
        colleague = Contact("colleague", Side.CUSTOMER, Role.PROGRAM_OFFICIAL)
        agreement = replace(agreement, contacts=(colleague, *agreement.contacts))
        signed = signing_by(read_by(CUSTOMER), agreement, CUSTOMER, may_sign_for={CUSTOMER.id, "colleague"})
        assert signed.signatures[0].signer == CUSTOMER.id

    def test_it_ends_when_the_signer_says_so(self):
        ended, _ = end(self.made(), NOON)
        assert signers_for(DEPUTY.id, TODAY, [ended]) == {DEPUTY.id}
        with pytest.raises(Conflict):
            end(ended, NOON)

    @pytest.mark.parametrize(
        ("deputy", "first", "last", "field"),
        [
            (CUSTOMER, 0, 3, "deputy"),
            (replace(DEPUTY, active=False), 0, 3, "deputy"),
            (a_person("fns-person", organization="fns"), 0, 3, "deputy"),
            (a_person("staff", Side.CEC), 0, 3, "deputy"),
            (DEPUTY, -1, 3, "first"),
            (DEPUTY, 3, 2, "last"),
            (DEPUTY, 0, 366, "last"),
        ],
    )
    def test_who_and_when_it_can_be(self, deputy: Person, first: int, last: int, field: str):
        days = TODAY + timedelta(days=first), TODAY + timedelta(days=last)
        with pytest.raises(InvalidInput) as refused:
            delegate("d-1", CUSTOMER, deputy, *days, NOON, TODAY)
        assert refused.value.field == field


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("jose alvarez", "José Álvarez"),
        ("JOSÉ  ÁLVAREZ", "José Álvarez"),
        ("Soren Ostergard", "Søren Østergård"),
        ("Lukasz Wisniewski", "Łukasz Wiśniewski"),
        ("sinead o'brien", "Sinéad O’Brien"),
        ("STRASSE", "Straße"),
    ],
)
def test_case_blanks_and_accents_of_a_name_do_not_matter(typed: str, name: str):
    assert same_name(typed, name)


@given(st.text(), st.text())
def test_a_name_is_compared_the_same_way_round_and_is_like_itself(one: str, other: str):
    assert same_name(one, other) == same_name(other, one)
    assert same_name(one, one) or not folded(one).split()


def test_signers_are_the_contacts_of_the_role(agreement):
    assert signer(a_signing()).id == agreement.holder_of(Side.CUSTOMER, Role.PROGRAM_OFFICIAL)
