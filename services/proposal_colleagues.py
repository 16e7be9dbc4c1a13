"""Wishes of several people of a customer that are about the same thing: nobody's is replaced unknowingly."""

from collections.abc import Collection, Iterable, Sequence

from domain.agreements import Agreement
from domain.errors import Conflict
from domain.permissions import Actor
from domain.proposal_changes import ChangeRequest, Wanted, WishItem
from domain.proposal_wishes import of_colleagues
from services.cards import people_cards
from services.proposal_cards import WaitingWish
from storage.unit_of_work import UnitOfWork


def pending(work: UnitOfWork, actor: Actor, agreement: Agreement, wanted: Sequence[Wanted]) -> tuple[WaitingWish, ...]:
    """What colleagues asked about the same things."""
    request = work.proposals.open_request(agreement.id)
    if request is None:
        return ()
    return as_waiting(work, request, of_colleagues(request, wanted, actor.id))


def as_waiting(work: UnitOfWork, request: ChangeRequest, items: Iterable[WishItem]) -> tuple[WaitingWish, ...]:
    """With who asked for each, and when."""
    found = [(item, request.asked(item)) for item in items]
    people = people_cards(work, {asked.by for _, asked in found})
    return tuple(
        WaitingWish(item, people[asked.by].name if asked.by in people else "A colleague", asked.at)
        for item, asked in found
    )


def authors_replaced(work: UnitOfWork, actor: Actor, agreement: Agreement, wanted: Sequence[Wanted]) -> set[str]:
    """The colleagues (person ids) whose wishes these take the place of."""
    request = work.proposals.open_request(agreement.id)
    return {request.asked(item).by for item in of_colleagues(request, wanted, actor.id)} if request else set()


def refuse_unseen(waiting: Sequence[WaitingWish], replaces: Collection[str]) -> None:
    """Nobody's wish is replaced by a colleague who does not know of it."""
    unseen = [each for each in waiting if each.item.id not in replaces]
    if unseen:
        names = " and ".join(dict.fromkeys(each.by for each in unseen))
        raise Conflict(f"{names} asked CEC for something else there, which waits for an answer. Nothing is sent yet.")
