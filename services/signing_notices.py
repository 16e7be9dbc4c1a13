"""The notices about signatures: to whose turn it is, and to both sides when something was signed or declined."""

from collections.abc import Sequence
from datetime import date, datetime

from domain.agreements import Agreement
from domain.delegations import Delegation
from domain.notices import Destination, Notice, NoticeKind
from domain.people import Side
from domain.permissions import Actor
from domain.signing import Signing, places_to_sign
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
        for deputy in deputies_of(work, official.id, day):
            may_sign = places_to_sign(signing, agreement, deputy.id, {official.id})
            if deputy.slack_user_id and place in (open_place for open_place, _ in may_sign):
                told.setdefault(deputy.slack_user_id, official.name)
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


def officials_of(agreement: Agreement) -> tuple[str, ...]:
    """Whom (person ids) the agreement names to sign it, one by one in the order of its places."""
    return tuple(dict.fromkeys(person for place in PLACES for person in signers_at(agreement, place)))


def tell_both(
    work: UnitOfWork, actor: Actor, agreement: Agreement, signing: Signing, what: str, also: Sequence[str] = ()
) -> None:
    """To who leads each side; of the end also to every official, who signed, and `also` (person ids). Not to who did
    it."""
    facts = {
        **_facts(agreement, signing),
        "what": what,
        "by": actor.person.name if actor.person else "CEC",
        "place": signing.signatures[-1].place.label if signing.signatures else None,
        "missing": len(signing.order) - len(signing.signatures),
        "reason": signing.reason or None,
        "again": _signed_by(work, signing) if what == VOID else None,
    }
    to = [each for side in Side for each in destinations(work, agreement, side)]
    if what != SIGNED:
        signed = (each.person for each in signing.signatures)
        concerned = dict.fromkeys((*officials_of(agreement), *signed, *also))
        to += [Destination(slack_user_id=person.slack_user_id) for person in in_slack(work, concerned)]
    for each in dict.fromkeys(to):
        if each.slack_user_id is None or each.slack_user_id != actor.slack_user_id:
            key = f"signature:{what}:{signing.id}:{signing.revision}:{each.partition}"
            work.notices.enqueue(Notice(key, NoticeKind.SIGNATURE_CHANGED, each, facts))


def tell_deputy_ended(work: UnitOfWork, ended: Delegation) -> None:
    """To the deputy, whom nobody asks to sign any more."""
    people = {person.id: person for person in work.people.several((ended.signer, ended.deputy))}
    for deputy in in_slack(work, (ended.deputy,)):
        facts = {"signer": people[ended.signer].name}
        to = Destination(slack_user_id=deputy.slack_user_id)
        work.notices.enqueue(Notice(f"deputy-ended:{ended.id}", NoticeKind.DEPUTY_ENDED, to, facts))


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


def _signed_by(work: UnitOfWork, signing: Signing) -> str | None:
    """The names of those who signed, who have to sign the next document too."""
    return ", ".join(person.name for person in work.people.several(each.person for each in signing.signatures)) or None
