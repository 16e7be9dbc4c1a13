"""The notices about documents: that they shall be made, and that they are ready."""

from datetime import datetime

from domain.agreement_documents import KeptDocument, Occasion
from domain.agreements import Agreement
from domain.notices import Destination, Notice, NoticeKind
from domain.people import Side
from domain.permissions import Actor
from services.recipients import destinations, in_slack
from storage.unit_of_work import UnitOfWork


def want_signed_copy(work: UnitOfWork, agreement: Agreement, version: int) -> None:
    """All have signed: the copy with the signatures is made where the notice is delivered."""
    _want(work, agreement, version, "signed")


def want_again(work: UnitOfWork, agreement: Agreement, version: int, at: datetime) -> None:
    """What is still missing, such as after a template was mended; once a minute."""
    _want(work, agreement, version, f"{at:%Y%m%d%H%M}")


def want_with_new_names(work: UnitOfWork, agreement: Agreement, version: int, at: datetime) -> None:
    """An official whom the documents name is another one."""
    _want(work, agreement, version, f"officials-{at.isoformat()}")


def _want(work: UnitOfWork, agreement: Agreement, version: int, when: str) -> None:
    facts = {"number": agreement.number, "version": version}
    key = f"documents-{when}:{agreement.id}:{version}"
    work.notices.enqueue(Notice(key, NoticeKind.DOCUMENTS_WANTED, Destination(staff=True), facts))


def tell_ready(
    work: UnitOfWork, agreement: Agreement, version: int, occasion: Occasion, edition: int, channel_id: str | None
) -> None:
    """To the agreement's channel; without one to every contact of the customer, and to who leads at CEC."""
    facts = {"number": agreement.number, "version": version, "occasion": occasion.value, "edition": edition}
    which = f"{version}:{occasion}" if edition == 1 else f"{version}:{occasion}:{edition}"
    to = (Destination(channel_id=channel_id),) if channel_id else _to_contacts(work, agreement)
    for each in to:
        key = f"documents-ready:{agreement.id}:{which}:{each.partition}"
        work.notices.enqueue(Notice(key, NoticeKind.DOCUMENTS_READY, each, facts))


def tell_file(
    work: UnitOfWork, actor: Actor, agreement: Agreement, document: KeptDocument, to: Destination, at: datetime
) -> None:
    """One file for who asked for it."""
    facts = {"number": agreement.number, "document": document.id, "slack_user_id": actor.slack_user_id}
    key = f"document-file:{document.id}:{actor.id}:{to.partition}:{to.thread_ts or ''}:{at:%Y%m%d%H%M}"
    work.notices.enqueue(Notice(key, NoticeKind.DOCUMENT_FILE, to, facts))


def _to_contacts(work: UnitOfWork, agreement: Agreement) -> tuple[Destination, ...]:
    customers = dict.fromkeys(c.person_id for c in agreement.contacts if c.side is Side.CUSTOMER)
    people = tuple(Destination(slack_user_id=person.slack_user_id) for person in in_slack(work, customers))
    return (*people, *destinations(work, agreement, Side.CEC))
