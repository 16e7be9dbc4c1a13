"""Whose turn it is in an agreement, and in the amendment of one that runs."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from domain.agreements import Agreement, next_requirement
from domain.amendments import ASKED, Amendment, waits_for
from domain.people import LEADS, Role, Side
from domain.proposal_states import NegotiationState
from domain.signing import Signing
from domain.stages import BY_KEY, Requirement
from services.agreement_cards import WhoseTurn
from services.cards import PersonCard
from storage.unit_of_work import UnitOfWork

_CONFIRM = "confirm the contacts of the term before"


def whose_turn(agreement: Agreement, people: Mapping[str, PersonCard], today: date) -> WhoseTurn | None:
    """`people` holds at least the agreement's contacts."""
    requirement = next_requirement(agreement)
    if requirement is None:
        return None
    turn = turn_at(agreement, requirement, people, agreement.waiting_since)
    return replace(turn, due_on=agreement.due_on, days_overdue=days_overdue(agreement.due_on, today))


def step_turn(
    work: UnitOfWork, agreement: Agreement, people: Mapping[str, PersonCard], today: date
) -> WhoseTurn | None:
    """As `whose_turn`; where a contact is missing and a renewal took over some, these are to be confirmed."""
    turn = whose_turn(agreement, people, today)
    names = turn and turn.side is Side.CUSTOMER and turn.requirement.filled_by_contact
    taken_over = work.renewals.carryover(agreement.id) if names and agreement.predecessor else None
    if turn and taken_over and taken_over.to_confirm:
        return replace(turn, action=_CONFIRM, own_action=_CONFIRM, confirms_contacts=True)
    return turn


def turn_at(
    agreement: Agreement, requirement: Requirement, people: Mapping[str, PersonCard], since: datetime
) -> WhoseTurn:
    """Of whoever sees to a requirement; nothing is due."""
    person, stands_in = _who_acts(agreement, requirement, people)
    return WhoseTurn(
        side=requirement.side,
        role=requirement.role,
        action=requirement.action,
        requirement=requirement,
        person=person,
        stands_in=stands_in,
        since=since,
        due_on=None,
        days_overdue=None,
        own_action=requirement.action if stands_in else requirement.own_action,
    )


def holders(agreement: Agreement, side: Side, role: Role, people: Mapping[str, PersonCard]) -> tuple[PersonCard, ...]:
    """The active contacts in a role, in the order in which they were named."""
    named = (c.person_id for c in agreement.contacts if c.side is side and c.role is role)
    return tuple(people[person_id] for person_id in named if person_id in people and people[person_id].active)


def days_overdue(due_on: date | None, today: date) -> int | None:
    """How many days ago it was due; None while it is not late."""
    return (today - due_on).days if due_on and due_on < today else None


def amendment_turns(
    work: UnitOfWork, agreements: Sequence[Agreement], people: Mapping[str, PersonCard]
) -> dict[str, WhoseTurn]:
    """By the agreement's id, for those whose amendment waits for somebody, or is asked for. `people` as in
    `whose_turn`."""
    running = {each.id: each for each in agreements if each.closed_at is None}
    found = work.amendments.waiting_of(running)
    signed = [each.agreement for each in found.values() if each.state is NegotiationState.AGREED]
    signings = {each.agreement: each for each in work.signings.open_of(signed)} if signed else {}
    turns = {key: _of_amendment(running[key], each, signings.get(key), people) for key, each in found.items()}
    requirement, action = ASKED
    for key, since in work.amendments.asked_for(running).items():
        turn = turn_at(running[key], requirement, people, since)
        turns[key] = replace(turn, action=action, own_action=action)
    return {key: turn for key, turn in turns.items() if turn}


def _of_amendment(
    agreement: Agreement, amendment: Amendment, signing: Signing | None, people: Mapping[str, PersonCard]
) -> WhoseTurn | None:
    waits = waits_for(amendment)
    if waits:
        requirement, action = waits
        turn = turn_at(agreement, requirement, people, amendment.since)
        return replace(turn, action=action, own_action=action)
    place = signing.next_place if signing else None
    if signing is None or place is None:  # its document is being made
        return None
    since = signing.signatures[-1].at if signing.signatures else signing.at
    turn, which = turn_at(agreement, BY_KEY[place.key], people, since), f"amendment {amendment.number}"
    return replace(
        turn,
        action=f"have the {place.role.label} sign {which}",
        own_action=f"have the {place.role.label} sign {which}" if turn.stands_in else f"sign {which}",
    )


def _who_acts(
    agreement: Agreement, requirement: Requirement, people: Mapping[str, PersonCard]
) -> tuple[PersonCard | None, bool]:
    named = holders(agreement, requirement.side, requirement.role, people)
    if named:
        return named[0], False
    leads = holders(agreement, requirement.side, LEADS[requirement.side], people)
    return (leads[0], True) if leads else (None, False)
