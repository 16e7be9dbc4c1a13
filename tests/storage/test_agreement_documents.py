"""Documents of agreements, on both databases."""

from dataclasses import replace

import pytest

from documents.agreement_facts import ScheduleFacts
from documents.sample_agreement import sample_schedule
from domain.agreement_documents import DocumentFormat, DocumentKind, KeptDocument, Occasion, latest_editions
from domain.errors import Conflict, InvalidInput, NotFound
from storage.unit_of_work import Storage
from tests.builders import NOON, an_agreement
from tests.storage.filling import fill_agreements
from tests.storage.texts import TEXTS

SAID = sample_schedule()
CONTENT = bytes(range(256)) * 40


def a_document(**changes: object) -> KeptDocument:
    kept = KeptDocument(
        *("d-1", "a-1", DocumentKind.PROPOSAL, 1, DocumentFormat.PDF, "SLA-2027-0001-v1-proposal.pdf"),
        *(len(CONTENT), "ab" * 32, NOON, "system"),
    )
    return replace(kept, **changes)  # pyright: ignore[reportArgumentType]


@pytest.fixture
def storage(storage: Storage) -> Storage:
    fill_agreements(storage, an_agreement())
    return storage


def keep(storage: Storage, *documents: KeptDocument) -> None:
    with storage.unit_of_work() as work:
        for document in documents:
            work.agreement_documents.add(document, CONTENT)
        work.commit()


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_it_comes_back_as_it_was_byte_for_byte(storage: Storage, text: str):
    keep(storage, a_document(name=text))
    with storage.reading() as work:
        assert work.agreement_documents.find("d-1") == a_document(name=text)
        assert work.agreement_documents.content("d-1") == CONTENT


def test_the_latest_version_comes_first(storage: Storage):
    newer = [
        a_document(id="d-2", version=2, format=DocumentFormat.PDF),
        a_document(id="d-3", version=2, format=DocumentFormat.DOCX),
    ]
    keep(storage, a_document(), *newer)
    with storage.reading() as work:
        assert [each.id for each in work.agreement_documents.of_agreement("a-1")] == ["d-3", "d-2", "d-1"]
        assert [each.id for each in work.agreement_documents.of_version("a-1", 1)] == ["d-1"]
        assert work.agreement_documents.of_agreement("a-none") == ()


def test_a_version_has_one_file_of_a_kind_and_format(storage: Storage):
    keep(storage, a_document())
    with pytest.raises(Conflict):
        keep(storage, a_document(id="d-2"))


def test_a_later_edition_takes_the_place_of_an_earlier_one_that_stays_kept(storage: Storage):
    keep(storage, a_document(), a_document(id="d-2", edition=2), a_document(id="d-3", kind=DocumentKind.CHANGES))
    with storage.reading() as work:
        kept = work.agreement_documents.of_version("a-1", 1)
    assert {each.id: each.edition for each in kept} == {"d-1": 1, "d-2": 2, "d-3": 1}
    assert {each.id for each in latest_editions(kept)} == {"d-2", "d-3"}


def test_what_documents_say_comes_back_as_it_was_in_its_latest_edition(storage: Storage):
    facts = [replace(SAID, agreement=replace(SAID.agreement, title=text)) for text in TEXTS.values()]
    with storage.unit_of_work() as work:
        for edition, each in enumerate(facts, start=1):
            work.agreement_documents.add_facts("a-1", 1, Occasion.ACCEPTED, edition, each)
            assert work.agreement_documents.facts(ScheduleFacts, "a-1", 1, Occasion.ACCEPTED) == (edition, each)
        assert work.agreement_documents.facts(ScheduleFacts, "a-1", 2, Occasion.ACCEPTED) is None
        work.commit()
    with pytest.raises(Conflict), storage.unit_of_work() as work:
        work.agreement_documents.add_facts("a-1", 1, Occasion.ACCEPTED, 1, SAID)


def test_what_is_not_there_is_not_found(storage: Storage):
    with storage.reading() as work:
        assert work.agreement_documents.find("d-9") is None
        with pytest.raises(NotFound):
            work.agreement_documents.content("d-9")


def test_a_document_of_no_agreement_is_refused(storage: Storage):
    with pytest.raises(InvalidInput):
        keep(storage, a_document(agreement="a-none"))


def test_what_is_rolled_back_leaves_no_file(storage: Storage):
    with storage.unit_of_work() as work:
        work.agreement_documents.add(a_document(), CONTENT)
    with storage.reading() as work:
        assert work.agreement_documents.of_agreement("a-1") == ()
