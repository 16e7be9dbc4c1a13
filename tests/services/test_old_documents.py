"""Documents that wait for signatures and were made before it was kept whom documents name. Claire signs first."""

import pytest
from sqlalchemy import text

from domain.agreement_documents import DocumentKind
from domain.permissions import OPERATOR
from domain.signing import SigningState
from tests.services.funding_steps import sign, signing
from tests.services.office import Office
from tests.services.proposal_steps import NRCS
from tests.services.test_officials_changed import CHANGES, SIGNERS, VERSION, Happens, begun, delivered, pages

__all__ = ["begun"]


@pytest.fixture
def long_begun(begun: Office) -> Office:
    """Claire has signed a document that was made before it was kept what documents say."""
    with begun.storage.engine.begin() as connection:
        assert connection.execute(text("DELETE FROM agreement_document_facts")).rowcount
    return begun


@pytest.mark.parametrize("happens", [happens for happens, _ in CHANGES.values()], ids=CHANGES)
def test_of_an_old_document_too_what_was_signed_is_void_and_made_anew(long_begun: Office, happens: Happens):
    old, files = signing(long_begun, number=NRCS), len(pages(long_begun))
    happens(long_begun)
    void = signing(long_begun, number=NRCS)
    assert (void.state, "have changed since the document was made" in void.reason) == (SigningState.VOID, True)
    new = delivered(long_begun)
    assert (new.state, new.sha256 != old.sha256) == (SigningState.OPEN, True)
    assert len(pages(long_begun)) == files + 1


def test_an_old_document_is_signed_where_no_official_changes(long_begun: Office):
    for who in SIGNERS[1:]:
        sign(long_begun, who, NRCS)
    assert signing(long_begun, number=NRCS).state is SigningState.SIGNED
    made = long_begun.services.agreement_documents.make_for_version(OPERATOR, NRCS, VERSION)
    assert len(pages(long_begun)) == 1
    assert any(each.kind is DocumentKind.SIGNED_AGREEMENT for each in made.documents)
