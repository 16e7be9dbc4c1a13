"""What meetings ask of a person: to say which times suit, and to do what was promised in them."""

from datetime import datetime

from domain.meeting_answers import unanswered
from domain.meetings import MeetingState
from domain.permissions import Actor
from services.cards import people_cards
from services.meeting_cards import ItemCard, MeetingCard
from services.meeting_parts import card_of, item_cards, may_do
from storage.unit_of_work import UnitOfWork

MOST_LOOKED_AT = 50
"""Meetings of one person, the next ones first."""


def to_answer(work: UnitOfWork, actor: Actor, now: datetime) -> tuple[MeetingCard, ...]:
    """Those of which proposed times wait for the actor's answer."""
    proposed = work.meetings.of_person(actor.id, (MeetingState.PROPOSED,), limit=MOST_LOOKED_AT)
    to_move = work.meetings.of_person(actor.id, (MeetingState.BOOKED,), after=now, limit=MOST_LOOKED_AT)
    waiting = [each for each in (*proposed, *to_move) if actor.id in {one.person for one in unanswered(each)}]
    cards = (card_of(work, actor, work.agreements.get(each.agreement), each, now) for each in waiting)
    return tuple(card for card in cards if card.may_answer)


def promised(work: UnitOfWork, actor: Actor) -> tuple[ItemCard, ...]:
    """The open action items of the actor, what is due first comes first."""
    items = work.action_items.open_of_person(actor.id, organization=actor.organization)
    found = [each for each in items if may_do(actor, each)]
    agreements = {each.id: each for each in work.agreements.several({item.agreement for item in found})}
    people = people_cards(work, {actor.id})
    return tuple(card for each in found for card in item_cards(actor, [each], agreements[each.agreement], people))
