"""The steps that tests of signatures and funds take in the sample: FNS has two signatures of four, FS is signed and has
transferred nothing yet, ARS's transfer waits to be confirmed, NRCS negotiates."""

from domain.notices import NoticeKind
from services.funding_cards import FundingView, TransferView
from services.signing_cards import SigningView
from tests.services.office import Office

HALF_SIGNED, SIGNED, TRANSFERRED, RUNNING, BEHIND = (
    *("SLA-2027-0024", "SLA-2027-0026", "SLA-2027-0022"),
    *("SLA-2026-0007", "SLA-2026-0019"),
)
SHA = "ab" * 32


def signing(office: Office, who: str = "dana", number: str = HALF_SIGNED) -> SigningView:
    return office.services.signatures.view(office.actor(who), number)


def opened(office: Office, who: str, number: str = HALF_SIGNED) -> SigningView:
    sha256 = signing(office, who, number).sha256
    return office.services.signatures.opened(office.actor(who), number, sha256)


def sign(office: Office, who: str, number: str = HALF_SIGNED, name: str = "", intent: bool = True) -> SigningView:
    """Reads it and signs it, with the own name."""
    view, actor = opened(office, who, number), office.actor(who)
    assert actor.person
    return office.services.signatures.sign(actor, number, view.sha256, name or actor.person.name, intent)


def decline(office: Office, who: str, number: str = HALF_SIGNED, reason: str = "No.") -> SigningView:
    """The document that is signed now."""
    return office.services.signatures.decline(office.actor(who), number, signing(office, who, number).sha256, reason)


def funds(office: Office, who: str = "dana", number: str = SIGNED) -> FundingView:
    return office.services.funding.schedule(office.actor(who), number)


def record(office: Office, who: str, amount: str, number: str = SIGNED, reference: str = "IPAC 1") -> FundingView:
    return office.services.funding.record(office.actor(who), number, amount, office.clock().date(), reference)


def last(view: FundingView) -> TransferView:
    return view.transfers[-1]


def confirm(office: Office, view: FundingView, who: str = "samuel") -> FundingView:
    transfer = last(view).transfer
    return office.services.funding.confirm(office.actor(who), transfer.id, transfer.revision)


def told_of(office: Office, kind: NoticeKind, what: str | None = None) -> set[str | None]:
    """The Slack ids of those who are told."""
    return {
        notice.to.slack_user_id or notice.to.partition
        for notice in office.notices()
        if notice.kind is kind and what in (None, notice.facts.get("what"))
    }
