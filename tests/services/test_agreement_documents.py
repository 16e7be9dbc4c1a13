"""The documents of an agreement: made once, kept, listed, and opened by who may."""

import io

import docx
import pytest

from documents.template_faults import TemplateFault
from documents.template_files import Templates
from domain.agreement_documents import DocumentFormat, DocumentKind, Occasion
from domain.errors import Conflict, NotAllowed, NotFound
from domain.notices import NoticeKind
from domain.permissions import OPERATOR
from domain.proposals import sent_back
from services import agreement_documents
from services.agreement_document_cards import DocumentsMade
from services.agreement_documents import AgreementDocumentUseCases
from services.signing_cards import SigningView
from tests.documents.pdf_parts import opened
from tests.services.office import Office
from tests.services.proposal_steps import NRCS, OFFICIALS_SIGNED, RMA, agreed, change_quantity, present

PRESENTED, ACCEPTED, SIGNED = Occasion.PRESENTED, Occasion.ACCEPTED, Occasion.SIGNED


def documents(office: Office) -> AgreementDocumentUseCases:
    return office.services.agreement_documents


def current(office: Office, number: str = NRCS) -> int:
    found = office.services.proposals.view(office.actor("james"), number).current
    assert found
    return found.version.number


def made(office: Office, number: str = NRCS) -> DocumentsMade:
    return documents(office).make_for_version(OPERATOR, number, current(office, number))


def kinds(done: DocumentsMade) -> set[DocumentKind]:
    return {each.kind for each in done.documents}


def prepared(office: Office) -> SigningView:
    """The sample's proposal of NRCS, accepted by both, with its document ready to be signed."""
    agreed(office)
    done = made(office)
    assert done.to_sign
    return office.services.signatures.prepare(NRCS, done.version, done.to_sign)


def test_a_presented_version_has_a_draft_in_every_format_and_its_lines(office: Office):
    done = made(office)
    assert done.occasions == (PRESENTED,)
    assert done.to_sign is None
    drafts = {each.format for each in done.documents if each.kind is DocumentKind.PROPOSAL}
    assert drafts == {DocumentFormat.PDF, DocumentFormat.DOCX, DocumentFormat.HTML}
    assert {DocumentKind.LINES} < kinds(done)


def test_a_second_version_has_a_summary_of_what_it_changes(office: Office):
    before = current(office)
    office.services.proposals.withdraw(office.actor("james"), NRCS, "Other numbers.")
    change_quantity(office, 20)
    present(office)
    done = made(office)
    assert done.version == before + 1
    page = next(
        each for each in done.documents if (each.kind, each.format) == (DocumentKind.CHANGES, DocumentFormat.HTML)
    )
    content = documents(office).open(office.actor("maria"), NRCS, page.id).content.decode()
    assert "20 laptops" in content
    assert f"version {before} to {before + 1}" in content


def test_making_them_again_changes_nothing(office: Office):
    first = made(office)
    history = office.history("agreement", _agreement_id(office))
    office.clock.pass_by(days=3)
    assert made(office) == first
    assert office.history("agreement", _agreement_id(office)) == history
    assert history[0].field == "documents"


def test_an_accepted_version_can_be_signed_by_its_pdf(office: Office):
    made(office)
    agreed(office)
    done = made(office)
    assert done.occasions == (PRESENTED, ACCEPTED)
    accepted = {DocumentKind.AGREEMENT, DocumentKind.SCHEDULE, DocumentKind.FORM_7600A, DocumentKind.FORM_7600B}
    assert accepted <= kinds(done)
    pdf = next(
        each for each in done.documents if (each.kind, each.format) == (DocumentKind.AGREEMENT, DocumentFormat.PDF)
    )
    assert done.to_sign == pdf.sha256
    assert office.services.signatures.prepare(NRCS, done.version, pdf.sha256).sha256 == pdf.sha256


def test_once_all_have_signed_a_copy_with_the_signatures_is_wanted_and_made(office: Office):
    view = prepared(office)
    number, version = NRCS, view.version
    _sign_all(office, number, view.sha256)
    wanted = [n.facts for n in office.notices() if n.kind is NoticeKind.DOCUMENTS_WANTED]
    assert {"number": number, "version": version} in wanted
    done = documents(office).make_for_version(OPERATOR, number, version)
    assert done.occasions[-1] is SIGNED
    assert done.to_sign is None
    copies = [each for each in done.documents if each.kind is DocumentKind.SIGNED_AGREEMENT]
    assert [each.format for each in copies] == [DocumentFormat.PDF]
    file = documents(office).open(office.actor("maria"), number, copies[0].id)
    assert len(opened(file.content).pages) > 1
    assert documents(office).make_for_version(OPERATOR, number, version) == done


def test_the_samples_signed_agreement_gets_its_copy_and_keeps_the_pdf_that_was_signed(office: Office):
    before = office.services.signatures.view(OPERATOR, OFFICIALS_SIGNED)
    done = made(office, OFFICIALS_SIGNED)
    assert SIGNED in done.occasions
    assert DocumentKind.SIGNED_AGREEMENT in kinds(done)
    signed = [each for each in done.documents if each.sha256 == before.sha256]
    assert [(each.kind, each.format) for each in signed] == [(DocumentKind.AGREEMENT, DocumentFormat.PDF)]


def test_they_are_listed_with_who_may_see_them(office: Office):
    made(office)
    for who in ("maria", "james"):
        cards = documents(office).documents(office.actor(who), NRCS)
        assert {card.number for card in cards} == {NRCS}
        assert {card.seen_by for card in cards} == {
            "CEC staff and the people of Natural Resources Conservation Service (NRCS)"
        }
        assert all(card.title.endswith(f", version {card.version}") for card in cards)


def test_who_may_opens_exactly_what_is_kept(office: Office):
    for card in made(office).documents:
        file = documents(office).open(office.actor("maria"), NRCS, card.id)
        assert (file.name, file.sha256, len(file.content)) == (card.name, card.sha256, card.size)
        if card.format is DocumentFormat.DOCX:
            assert docx.Document(io.BytesIO(file.content)).tables


def test_another_organization_learns_nothing(office: Office):
    card = made(office).documents[0]
    told: set[str] = set()
    for number in (NRCS, "SLA-2027-9999"):
        for ask in (
            lambda n=number: documents(office).documents(office.actor("fatima"), n),
            lambda n=number: documents(office).open(office.actor("fatima"), n, card.id),
            lambda n=number: documents(office).sent(office.actor("fatima"), n, card.version, PRESENTED),
        ):
            with pytest.raises(NotFound) as refused:
                ask()
            told.add(str(refused.value))
    assert len(told) == 1
    with pytest.raises(NotAllowed):
        documents(office).documents(office.actor("stranger"), NRCS)


def test_a_document_is_not_opened_by_way_of_another_agreement(office: Office):
    card = made(office).documents[0]
    with pytest.raises(NotFound):
        documents(office).open(office.actor("james"), RMA, card.id)
    with pytest.raises(NotFound):
        documents(office).open(office.actor("james"), NRCS, "none")


@pytest.mark.parametrize("who", ["maria", "stranger"])
def test_only_staff_and_the_queue_have_them_made(office: Office, who: str):
    with pytest.raises(NotAllowed):
        documents(office).make_for_version(office.actor(who), NRCS, 1)
    with pytest.raises(NotAllowed):
        documents(office).want(office.actor(who), NRCS, 1)


def test_a_version_that_is_not_there_is_not_found(office: Office):
    with pytest.raises(NotFound):
        documents(office).make_for_version(OPERATOR, NRCS, 99)
    with pytest.raises(NotFound):
        documents(office).want(OPERATOR, NRCS, 99)


def test_they_are_announced_once_to_a_channel_or_to_the_contacts(office: Office):
    version = made(office).version
    for _ in range(2):
        documents(office).announce(OPERATOR, NRCS, version, "C0NRCS")
    assert [n.to.channel_id for n in _ready(office)] == ["C0NRCS"]
    for _ in range(2):
        documents(office).announce(OPERATOR, NRCS, version, None)
    people = [n.to.slack_user_id for n in _ready(office) if n.to.slack_user_id]
    assert len(people) == len(set(people))
    assert {"U0MARIA", "U0JAMES"} <= set(people)
    assert all(n.facts["occasion"] == "presented" for n in _ready(office))


def test_a_wrong_template_keeps_nothing_and_says_which(office: Office, tmp_path):
    (tmp_path / "proposal.html").write_text("{{ nothing }}", "utf-8")
    broken = AgreementDocumentUseCases(office.services.catalog.context, Templates(tmp_path))
    with pytest.raises(TemplateFault, match=r"proposal\.html, line 1: 'nothing' is undefined"):
        broken.make_for_version(OPERATOR, NRCS, 1)
    assert documents(office).documents(OPERATOR, NRCS) == ()


def test_a_mended_template_is_tried_again_by_the_queue(office: Office):
    documents(office).want(OPERATOR, NRCS, 1)
    facts = [n.facts for n in office.notices() if n.kind is NoticeKind.DOCUMENTS_WANTED]
    assert {"number": NRCS, "version": 1} in facts


def test_what_is_no_longer_accepted_when_they_are_ready_is_not_kept(office: Office, monkeypatch: pytest.MonkeyPatch):
    agreed(office)
    version = current(office)
    make = agreement_documents.files_made

    def declined_meanwhile(*given):
        files = make(*given)
        _decline(office)
        return files

    monkeypatch.setattr(agreement_documents, "files_made", declined_meanwhile)
    with pytest.raises(Conflict, match="was changed while"):
        documents(office).make_for_version(OPERATOR, NRCS, version)
    assert documents(office).documents(OPERATOR, NRCS) == ()


def test_those_of_an_earlier_occasion_are_announced_as_such(office: Office):
    agreed(office)
    documents(office).announce(OPERATOR, NRCS, current(office), None, Occasion.PRESENTED)
    assert {notice.facts["occasion"] for notice in _ready(office)} == {"presented"}


def _ready(office: Office):
    return [notice for notice in office.notices() if notice.kind is NoticeKind.DOCUMENTS_READY]


def _agreement_id(office: Office, number: str = NRCS) -> str:
    return office.services.agreements.status(OPERATOR, number).id


def _decline(office: Office) -> None:
    """The negotiation goes on, as when a signer declines."""
    with office.storage.unit_of_work() as work:
        agreement = work.agreements.by_number(NRCS)
        assert agreement
        negotiation = work.proposals.find(agreement.id)
        assert negotiation
        after, _ = sent_back(negotiation, "Other numbers.", office.clock(), "system")
        work.proposals.save(after)
        work.commit()


def _sign_all(office: Office, number: str, sha256: str) -> None:
    signatures = office.services.signatures
    while (view := signatures.view(OPERATOR, number)).state.value == "open":
        place = next(each for each in view.places if each.is_next)
        signer = office.services.directory.actor(place.people[0].slack_user_id or "")
        signatures.opened(signer, number, sha256)
        signatures.sign(signer, number, sha256, place.people[0].name, intent=True)
