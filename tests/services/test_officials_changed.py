"""An official changes between the making of the document and the last signature. Claire of NRCS signs first."""

from collections.abc import Callable

import pytest

from domain.agreement_documents import DocumentFormat, DocumentKind
from domain.errors import Conflict
from domain.notices import NoticeKind
from domain.people import Role, Side
from domain.permissions import OPERATOR
from domain.signing import SigningState
from services.agreement_document_cards import DocumentCard
from services.agreement_document_facts import lacking
from services.contact_cards import ContactGiven
from services.contact_people import PersonGiven
from services.settings_table import SIGNING_ORDER
from services.signing_cards import SigningView
from tests.services.funding_steps import sign, signing, told_of
from tests.services.office import Office
from tests.services.proposal_steps import NRCS, agreed, request

VERSION = 2
SIGNERS = ("claire", "marcus", "ruth", "teresa")
type Happens = Callable[[Office], object]


def delivered(office: Office) -> SigningView:
    """The queue makes the documents of the accepted version and has the agreement signed by them."""
    current = office.services.proposals.view(OPERATOR, NRCS).current
    assert current
    made = office.services.agreement_documents.make_for_version(OPERATOR, NRCS, current.version.number)
    assert made.to_sign
    return office.services.signatures.prepare(NRCS, made.version, made.to_sign)


def pages(office: Office, kind: DocumentKind = DocumentKind.AGREEMENT) -> list[DocumentCard]:
    """Those to read in a browser, the latest edition first."""
    cards = office.services.agreement_documents.documents(OPERATOR, NRCS)
    return [each for each in cards if (each.kind, each.format) == (kind, DocumentFormat.HTML)]


def text_of(office: Office, card: DocumentCard) -> str:
    return office.services.agreement_documents.open(office.actor("maria"), NRCS, card.id).content.decode()


def names(role: Role, person: str, in_addition: bool = False) -> Happens:
    given = ContactGiven(Side.CUSTOMER, role, person, None, in_addition)
    return lambda office: office.services.contacts.name(office.actor("maria"), [NRCS], given, office.clock())


def leaves(person: str, taker: str | None) -> Happens:
    def leave(office: Office) -> None:
        items = office.services.leaving.holdings(office.actor("maria"), person).items
        office.services.leaving.leave(office.actor("maria"), person, {item.key: taker for item in items})

    return leave


def is_changed(person: str, **details: str) -> Happens:
    def change(office: Office) -> None:
        contacts, maria = office.services.contacts, office.actor("maria")
        card = contacts.person(maria, person)
        now = {"name": card.name, "email": card.email, "title": card.title, "phone": card.phone}
        contacts.change_person(maria, person, PersonGiven(**{**now, **details}), card)

    return change


def is_removed(office: Office) -> None:
    office.services.contacts.remove(office.actor("maria"), NRCS, "p-claire", Role.PROGRAM_OFFICIAL)


def is_deactivated(office: Office) -> None:
    office.services.admin.deactivate_person(office.actor("dana"), "p-claire")


@pytest.fixture
def begun(office: Office) -> Office:
    """Claire has signed."""
    agreed(office)
    delivered(office)
    sign(office, "claire", NRCS)
    office.clock.pass_by(minutes=5)
    return office


CHANGES: dict[str, tuple[Happens, str]] = {
    "another one is named": (names(Role.PROGRAM_OFFICIAL, "p-anjali"), "Anjali Mehta is now the customer program off"),
    "one leaves, with a successor": (leaves("p-claire", "p-anjali"), "Anjali Mehta is now the customer program off"),
    "one leaves, with nobody": (leaves("p-claire", None), "Claire Dubois is no longer the customer program official"),
    "one is taken off": (is_removed, "Claire Dubois is no longer the customer program official"),
    "one is deactivated": (is_deactivated, "Claire Dubois is no longer the customer program official"),
    "a name changes": (is_changed("p-marcus", name="Marc Jonson"), "Marc Jonson is now the customer funding official"),
    "a title changes": (
        is_changed("p-marcus", title="Chief"),
        "The title of Marcus Johnson, customer funding official,",
    ),
}


@pytest.mark.parametrize(("happens", "reason"), CHANGES.values(), ids=CHANGES)
def test_whoever_changes_in_whatever_way_what_was_signed_is_void_and_made_anew(
    begun: Office, happens: Happens, reason: str
):
    old = signing(begun, number=NRCS)
    happens(begun)
    void = signing(begun, number=NRCS)
    assert (void.state, void.reason.startswith(reason)) == (SigningState.VOID, True)
    missing = begun.services.agreements.status(begun.actor("james"), NRCS).missing
    assert "signed_customer_program_official" in {requirement.key for requirement in missing}
    told = [n for n in begun.notices() if n.kind is NoticeKind.SIGNATURE_CHANGED and n.facts["what"] == "void"]
    assert {"U0JAMES", "U0MARIA", "U0MARCUS", "U0RUTH", "U0TERESA"} <= {n.to.slack_user_id for n in told}
    assert {n.facts["again"] for n in told} == {"Claire Dubois"}
    new = delivered(begun)
    assert (new.state, new.sha256 != old.sha256) == (SigningState.OPEN, True)
    assert not any(place.signed for place in new.places)


def test_the_new_document_has_the_new_name_and_the_old_one_stays_as_replaced(begun: Office):
    names(Role.PROGRAM_OFFICIAL, "p-anjali")(begun)
    delivered(begun)
    now, before = pages(begun)
    assert (now.title, now.replaced) == (f"Service level agreement, version {VERSION}, edition 2", False)
    assert (before.title, before.replaced) == (f"Service level agreement, version {VERSION}, edition 1, replaced", True)
    assert now.name != before.name
    assert "Anjali Mehta" in text_of(begun, now).partition("Who signs")[2]
    assert "Claire Dubois" in text_of(begun, before).partition("Who signs")[2]
    assert told_of(begun, NoticeKind.SIGNATURE_WANTED) == {"U0CLAIRE", "U0MARCUS", "U0ANJALI"}


def test_nobody_signs_or_reads_to_sign_the_older_document(begun: Office):
    old, signatures = signing(begun, number=NRCS).sha256, begun.services.signatures
    names(Role.PROGRAM_OFFICIAL, "p-anjali")(begun)
    for _ in range(2):
        for who in ("marcus", "anjali"):
            for attempt in (
                lambda actor: signatures.sign(actor, NRCS, old, "Marcus Johnson", True),
                lambda actor: signatures.send(actor, NRCS, old),
                lambda actor: signatures.decline(actor, NRCS, old, "No."),
            ):
                with pytest.raises(Conflict):
                    attempt(begun.actor(who))
        with pytest.raises(Conflict, match="made anew"):
            signatures.prepare(NRCS, VERSION, old)
        delivered(begun)


def test_it_is_signed_to_the_end_by_the_new_one_and_the_copy_is_of_the_new_edition(begun: Office):
    names(Role.PROGRAM_OFFICIAL, "p-anjali")(begun)
    delivered(begun)
    for who in ("anjali", *SIGNERS[1:]):
        sign(begun, who, NRCS)
    documents = begun.services.agreement_documents
    copy = next(
        each
        for each in documents.make_for_version(OPERATOR, NRCS, VERSION).documents
        if each.kind is DocumentKind.SIGNED_AGREEMENT
    )
    assert (copy.edition, copy.replaced) == (2, False)


def test_the_new_files_are_sent_to_both_sides_once_more(begun: Office):
    documents = begun.services.agreement_documents
    documents.announce(OPERATOR, NRCS, VERSION, None)
    names(Role.PROGRAM_OFFICIAL, "p-anjali")(begun)
    delivered(begun)
    for _ in range(2):
        documents.announce(OPERATOR, NRCS, VERSION, None)
    to_james = [n for n in begun.notices() if n.kind is NoticeKind.DOCUMENTS_READY and n.to.slack_user_id == "U0JAMES"]
    assert [n.facts["edition"] for n in to_james] == [1, 2]
    sent = documents.sent(
        begun.actor("james"), NRCS, VERSION, documents.make_for_version(OPERATOR, NRCS, VERSION).occasions[-1]
    )
    assert any("edition-2" in file.name for file in sent.files)
    assert not any(file.name.endswith(f"v{VERSION}-agreement.pdf") for file in sent.files)


UNNAMED: dict[str, Happens] = {
    "a second one beside the first": names(Role.PROGRAM_OFFICIAL, "p-anjali", in_addition=True),
    "another role": names(Role.BUDGET_OFFICER, "p-anjali"),
    "an address": is_changed("p-marcus", phone="202-555-0188"),
    "who is no official": is_changed("p-linh", name="Linh Nguyen"),
}


@pytest.mark.parametrize("happens", UNNAMED.values(), ids=UNNAMED)
def test_who_is_not_named_to_sign_changes_nothing(begun: Office, happens: Happens):
    before = signing(begun, number=NRCS)
    happens(begun)
    assert signing(begun, number=NRCS).places[0].signed == before.places[0].signed
    assert delivered(begun).sha256 == before.sha256


def test_an_office_that_changes_the_order_changes_no_document(begun: Office):
    before = signing(begun, number=NRCS)
    order = "CEC program official, CEC funding official, customer funding official, customer program official"
    begun.services.admin.set_settings(begun.actor("dana"), {SIGNING_ORDER: order})
    is_changed("p-marcus", phone="202-555-0188")(begun)
    now = delivered(begun)
    assert (now.sha256, now.places[0].signed) == (before.sha256, before.places[0].signed)


def test_who_takes_a_role_that_the_document_leaves_open_signs_it(office: Office):
    is_removed(office)
    agreed(office)
    before = delivered(office)
    names(Role.PROGRAM_OFFICIAL, "p-anjali")(office)
    assert sign(office, "anjali", NRCS).sha256 == before.sha256


def test_a_change_before_the_document_is_made_is_in_it_and_one_before_it_can_be_signed_too(office: Office):
    agreed(office)
    names(Role.PROGRAM_OFFICIAL, "p-anjali")(office)
    made = office.services.agreement_documents.make_for_version(OPERATOR, NRCS, VERSION)
    assert "Anjali Mehta" in text_of(office, pages(office)[0]).partition("Who signs")[2]
    office.clock.pass_by(minutes=5)
    names(Role.PROGRAM_OFFICIAL, "p-claire")(office)
    with pytest.raises(Conflict, match="made anew"):
        office.services.signatures.prepare(NRCS, VERSION, str(made.to_sign))
    assert delivered(office).places[0].people[0].name == "Claire Dubois"


def test_one_who_is_named_again_before_anything_was_made_anew_signs_the_same_document_anew(begun: Office):
    before = signing(begun, number=NRCS)
    for person in ("p-anjali", "p-claire"):
        names(Role.PROGRAM_OFFICIAL, person)(begun)
        begun.clock.pass_by(minutes=1)
    again = delivered(begun)
    assert (again.sha256, again.state, again.places[0].signed) == (before.sha256, SigningState.OPEN, None)


def test_a_change_after_all_have_signed_changes_nothing(begun: Office):
    for who in SIGNERS[1:]:
        sign(begun, who, NRCS)
    before = signing(begun, number=NRCS)
    leaves("p-claire", "p-anjali")(begun)
    after = signing(begun, number=NRCS)
    assert (after.state, after.sha256) == (SigningState.SIGNED, before.sha256)
    documents = begun.services.agreement_documents.make_for_version(OPERATOR, NRCS, VERSION)
    assert {each.edition for each in documents.documents} == {1}


def test_a_copy_that_is_made_later_says_what_was_accepted(begun: Office):
    """Neither the office's settings nor contacts who changed meanwhile come into it."""
    for who in SIGNERS[1:]:
        sign(begun, who, NRCS)
    is_changed("p-robert", name="Roberta Yazzie")(begun)
    is_changed("p-claire", name="Claire Dumont")(begun)
    with begun.storage.reading() as work:
        agreement = work.agreements.by_number(NRCS)
        assert agreement
        said = lacking(work, agreement, work.proposals.version(agreement.id, VERSION), begun.clock().date())
    copy = next(each for each in said.files if each.kind is DocumentKind.SIGNED_AGREEMENT)
    assert "Robert Yazzie" in str(copy.facts)
    assert "Roberta" not in str(copy.facts)
    assert "Claire Dumont" not in str(copy.facts)


def test_a_first_proposal_that_is_negotiated_again_voids_nothing_by_a_new_official(office: Office):
    request(office)
    names(Role.PROGRAM_OFFICIAL, "p-anjali")(office)
    assert told_of(office, NoticeKind.SIGNATURE_CHANGED, "void") == set()
