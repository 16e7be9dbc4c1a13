"""Alerts about the negotiation of an agreement and its signatures: whose turn it is for too long."""

from collections.abc import Mapping
from datetime import datetime

from domain.agreements import Agreement
from domain.alerts import AlertKind, Looked
from domain.business_days import add_business_days
from domain.people import Side
from domain.proposal_states import TURN, NegotiationState
from domain.proposals import Negotiation
from domain.signing import Signing
from domain.signing_places import signers_at
from domain.stages import Stage
from services.alert_facts import Fact, about
from services.alert_levels import lead_levels
from services.alert_times import business_days_after, from_then_on, opening_on, wait_days
from services.context import Context
from storage.unit_of_work import UnitOfWork

SIGNING_DAYS = 3
"""Business days that a signer has before who leads the agreement hears of it."""
_SOON = 3
"""Business days before the last day of a version on which it is told anew."""


def proposal_alerts(work: UnitOfWork, context: Context, agreement: Agreement, now: datetime) -> Looked:
    if agreement.stage in (Stage.EXCHANGE_CONTACTS, Stage.UNDERSTAND_NEEDS, Stage.SURVEY):
        return Looked()
    signing = next(iter(work.signings.open_of([agreement.id])), None)
    if signing is not None:
        return _signature_missing(work, agreement, signing, now)
    negotiation = work.proposals.find(agreement.id)
    if negotiation is None:
        return _not_begun(work, agreement)
    if negotiation.state is NegotiationState.IN_FORCE:
        return _amendment_asked(work, agreement, negotiation)
    turn = TURN[negotiation.state]
    if turn is Side.CUSTOMER:
        return _with_customer(work, agreement, negotiation, now)
    return _with_cec(work, agreement, negotiation) if turn is Side.CEC else Looked()


def _not_begun(work: UnitOfWork, agreement: Agreement) -> Looked:
    """An agreement whose services are known, but nothing was presented."""
    if agreement.stage is not Stage.PROPOSAL or not agreement.lines:
        return Looked()
    since = agreement.waiting_since
    return _waits_for_cec(work, agreement, AlertKind.PROPOSAL_WAITING_CEC, since, {"state": "drafting"})


def _amendment_asked(work: UnitOfWork, agreement: Agreement, negotiation: Negotiation) -> Looked:
    request = work.proposals.open_request(agreement.id)
    if request is None:
        return Looked()
    facts = {"state": "amendment_asked", "version": negotiation.current}
    return _waits_for_cec(work, agreement, AlertKind.PROPOSAL_WAITING_CEC, request.at, facts)


def _with_cec(work: UnitOfWork, agreement: Agreement, negotiation: Negotiation) -> Looked:
    state = negotiation.state
    facts = {**_facts(negotiation), "reason": negotiation.reason or None}
    if state is NegotiationState.CUSTOMER_ACCEPTED:
        kind = AlertKind.PROPOSAL_ACCEPTED
    elif state is NegotiationState.DRAFTING and negotiation.reason:
        kind = AlertKind.PROPOSAL_DECLINED  # a signer sent it back, and said why
    else:
        kind = AlertKind.PROPOSAL_WAITING_CEC
    return _waits_for_cec(work, agreement, kind, negotiation.since, facts)


def _waits_for_cec(
    work: UnitOfWork, agreement: Agreement, kind: AlertKind, since: datetime, facts: Mapping[str, Fact]
) -> Looked:
    key = f"{agreement.id}:{since.isoformat()}"
    return Looked((about(agreement, kind, key, lead_levels(work, agreement), since, facts, said=True),))


def _with_customer(work: UnitOfWork, agreement: Agreement, negotiation: Negotiation, now: datetime) -> Looked:
    """The customer has had the version for some business days; told anew before it runs out."""
    last = negotiation.valid_until
    soon = opening_on(work, add_business_days(last, -_SOON)) if last else None
    begins = business_days_after(work, negotiation.since, wait_days(work))
    begins = min(begins, soon) if soon and soon > negotiation.since else begins
    mark = "runs_out" if soon and soon <= now else ""
    facts = {**_facts(negotiation), "valid_until": last.isoformat() if last else None}
    key, levels = f"{agreement.id}:{negotiation.since.isoformat()}", lead_levels(work, agreement)
    kind = AlertKind.PROPOSAL_WAITING_CUSTOMER
    looked = from_then_on(about(agreement, kind, key, levels, negotiation.since, facts, mark), begins, now)
    return looked if looked.again_at or not soon or soon <= now else Looked(looked.wanted, soon)


def _signature_missing(work: UnitOfWork, agreement: Agreement, signing: Signing, now: datetime) -> Looked:
    place = signing.next_place
    if place is None:
        return Looked()
    since = max([signing.at, *(each.at for each in signing.signatures)])
    own = signers_at(agreement, place) if place.side is Side.CEC else ()
    names = ", ".join(person.name for person in work.people.several(signers_at(agreement, place)))
    facts = {"version": signing.version, "place": place.label, "signers": names or None, "side": place.side.value}
    key, levels = f"{signing.id}:{place.key}", lead_levels(work, agreement, *own)
    wanted = about(agreement, AlertKind.SIGNATURE_MISSING, key, levels, since, facts)
    return from_then_on(wanted, business_days_after(work, since, SIGNING_DAYS), now)


def _facts(negotiation: Negotiation) -> dict[str, Fact]:
    return {
        "state": negotiation.state.value,
        "version": negotiation.current,
        "amendment": negotiation.amendment,
    }
