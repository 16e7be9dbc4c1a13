"""Agreements that were begun on paper and imported: what is signed and paid there counts here."""

from decimal import Decimal

from domain.funding_accounts import InstalmentState
from domain.notices import NoticeKind
from domain.people import Role, Side
from domain.permissions import OPERATOR
from domain.proposal_edits import LineEdit
from domain.stages import Stage
from services.contact_cards import ContactGiven
from tests.services.funding_steps import SHA, funds, sign
from tests.services.office import Office
from tests.services.proposal_steps import RMA, agreed, line_of, present, revision, stage
from tests.services.test_imports import ROW, a_file, told

ADOPTED = ROW["number"]
TO_BE_SIGNED = {"stage": "agreement_funding", "signed_on": "", "funded_on": ""}
OFFICIALS = (
    (Side.CUSTOMER, Role.PROGRAM_OFFICIAL, "claire"),
    (Side.CUSTOMER, Role.FUNDING_OFFICIAL, "marcus"),
    (Side.CEC, Role.PROGRAM_OFFICIAL, "ruth"),
    (Side.CEC, Role.FUNDING_OFFICIAL, "teresa"),
)


def adopt(office: Office, **cells: str) -> None:
    imported = office.services.imports.agreements(OPERATOR, a_file({**ROW, **cells}), "a.csv")
    assert told(imported) == []
    office.clock.pass_by(minutes=1)
    for side, role, who in OFFICIALS:
        given = ContactGiven(side, role, f"p-{who}", None, False)
        office.services.contacts.name(office.actor("james"), [ADOPTED], given, office.clock())


def sign_by_all(office: Office, version: int, sha256: str = SHA) -> None:
    office.services.signatures.prepare(ADOPTED, version, sha256)
    for _, _, who in OFFICIALS:
        sign(office, who, ADOPTED)


def records(office: Office) -> set[str]:
    with office.storage.reading() as work:
        agreement = work.agreements.by_number(ADOPTED)
        assert agreement
        return {record.requirement for record in agreement.records}


class TestAmendment:
    def amend(self, office: Office) -> None:
        """Nothing but a note changes."""
        adopt(office)
        james = office.actor("james")
        office.services.proposals.start_amendment(james, ADOPTED, "A note is missing.")
        line = line_of(office, "desk_phone", ADOPTED)
        note = LineEdit(notes="For the new building.")
        office.services.proposal_drafts.change_line(james, ADOPTED, line, note, revision(office, ADOPTED))
        present(office, ADOPTED)
        version = agreed(office, ADOPTED).current
        assert version
        sign_by_all(office, version.version.number)

    def test_what_was_due_on_paper_is_not_billed_again(self, office: Office):
        self.amend(office)
        view = funds(office, "james", ADOPTED)
        assert view.overdue == Decimal(0)
        assert view.instalments[0].state is InstalmentState.PAID
        assert view.arrived == view.instalments[0].instalment.amount
        assert view.total == view.arrived + view.outstanding

    def test_the_funds_that_were_confirmed_on_paper_stay_recorded(self, office: Office):
        self.amend(office)
        assert {"funds_transferred", "funds_confirmed"} <= records(office)


class TestSigning:
    """Imported when both sides had accepted it on paper, to be signed here."""

    def test_its_documents_are_made_and_it_is_signed_here(self, office: Office):
        adopt(office, **TO_BE_SIGNED)
        assert [
            (notice.facts["number"], notice.facts["version"])
            for notice in office.notices()
            if notice.kind is NoticeKind.DOCUMENTS_WANTED and notice.facts["number"] == ADOPTED
        ] == [(ADOPTED, 1)]
        made = office.services.agreement_documents.make_for_version(OPERATOR, ADOPTED, 1)
        assert made.to_sign
        sign_by_all(office, 1, made.to_sign)
        assert {f"signed_{side}_{role}" for side, role, _ in OFFICIALS} <= records(office)
        assert funds(office, "james", ADOPTED).in_force

    def test_the_same_file_again_wants_no_documents(self, office: Office):
        adopt(office, **TO_BE_SIGNED)
        before = office.notices()
        row = {**ROW, **TO_BE_SIGNED}
        office.services.imports.agreements(OPERATOR, a_file(row), "a.csv")
        assert office.notices() == before

    def test_a_proposal_that_is_negotiated_here_is_not_accepted_by_a_file(self, office: Office):
        row = {**ROW, **TO_BE_SIGNED, "number": RMA, "organization": "RMA"}
        imported = office.services.imports.agreements(OPERATOR, a_file(row), "a.csv")
        assert any("negotiated here" in problem for problem in told(imported))
        assert stage(office, RMA) is Stage.PROPOSAL
