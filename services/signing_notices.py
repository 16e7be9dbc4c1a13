"""The notices about signatures: to whose turn it is, and to both sides when something was signed or declined."""

from collections.abc import Iterable
from datetime import date, datetime

from domain.agreements import Agreement
from domain.notices import Destination, Notice, NoticeKind
from domain.people import Person, Side
from domain.permissions import Actor
from domain.signing import Signing
from domain.signing_places import PLACES, signers_at
from services.recipients import destinations, in_slack
from services.signing_parts import deputies_of
from storage.unit_of_work import UnitOfWork

SIGNED, DECLINED, ALL_SIGNED, VOID = "signed", "declined", "all_signed", "void"


def tell_next_signer(work: UnitOfWork, agreement: Agreement, signing: Signing, day: date) -> None:
    """To who may sign now, deputies included; where nobody of them is in Slack, to who leads that side."""
    place = signing.next_place
    if place is None:
        return
    officials = signers_at(agreement, place)
    facts = {**_facts(agreement, signing), "place": place.label, "side": place.side.value}
    told: dict[str, str | None] = {}
    for person in in_slack(work, officials):
        told[person.slack_user_id or ""] = None
    for official in work.people.several(officials):
        for deputy in _reachable(deputies_of(work, official.id, day)):
            told.setdefault(deputy.slack_user_id or "", official.name)
    for user, for_whom in told.items():
        _want(work, signing, Destination(slack_user_id=user), {**facts, "for": for_whom, "to_lead": False})
    if not told:
        for to in destinations(work, agreement, place.side):
            _want(work, signing, to, {**facts, "for": None, "to_lead": True})


def send_document(work: UnitOfWork, actor: Actor, agreement: Agreement, signing: Signing, at: datetime) -> None:
    """The document that is signed, to who asks for it; once a minute."""
    key = f"signing-document:{signing.id}:{actor.id}:{at:%Y%m%d%H%M}"
    to = Destination(slack_user_id=actor.slack_user_id)
    work.notices.enqueue(Notice(key, NoticeKind.SIGNING_DOCUMENT, to, _facts(agreement, signing)))


def tell_both(work: UnitOfWork, actor: Actor, agreement: Agreement, signing: Signing, what: str) -> None:
    """To who leads each side; of the end also to every official. Not to who did it."""
    facts = {
        **_facts(agreement, signing),
        "what": what,
        "by": actor.person.name if actor.person else "CEC",
        "place": signing.signatures[-1].place.label if signing.signatures else None,
        "missing": len(signing.order) - len(signing.signatures),
        "reason": signing.reason or None,
    }
    to = [each for side in Side for each in destinations(work, agreement, side)]
    if what != SIGNED:
        officials = (person for place in PLACES for person in signers_at(agreement, place))
        to += [Destination(slack_user_id=person.slack_user_id) for person in in_slack(work, dict.fromkeys(officials))]
    for each in dict.fromkeys(to):
        if each.slack_user_id is None or each.slack_user_id != actor.slack_user_id:
            key = f"signature:{what}:{signing.id}:{signing.revision}:{each.partition}"
            work.notices.enqueue(Notice(key, NoticeKind.SIGNATURE_CHANGED, each, facts))


def _want(work: UnitOfWork, signing: Signing, to: Destination, facts: dict[str, str | int | bool | None]) -> None:
    key = f"signature-wanted:{signing.id}:{len(signing.signatures)}:{to.partition}"
    work.notices.enqueue(Notice(key, NoticeKind.SIGNATURE_WANTED, to, facts))


def _facts(agreement: Agreement, signing: Signing) -> dict[str, str | int | bool | None]:
    return {
        "number": agreement.number,
        "title": agreement.title,
        "version": signing.version,
        "amendment": signing.amendment,
        "sha256": signing.sha256,
    }


def _reachable(people: Iterable[Person]) -> Iterable[Person]:
    return (person for person in people if person.slack_user_id)
