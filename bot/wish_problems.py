"""Wishes of a sentence that cannot be: they are left out with the reason, and the others stay."""

from dataclasses import replace

from bot.context import Turn
from bot.views.proposal_changes import Wishes
from bot.views.proposal_wishes import names_of, wish_words
from domain.errors import InvalidInput
from domain.proposal_changes import Wanted, WordsWanted


def without_what_cannot_be(turn: Turn, wishes: Wishes) -> Wishes | None:
    """Without those that cannot be by themselves, each with the reason; None where nothing else is left, or it is only
    together that they cannot be."""
    problems = {each: error for each in wishes.wanted if (error := _problem(turn, wishes.view.number, each))}
    kept = tuple(each for each in wishes.wanted if each not in problems)
    offer = wishes.view.base_offer
    if not problems or not kept or offer is None:
        return None
    name_of = names_of(turn.services.catalog.current().catalog)
    said = {each: wish_words(each, offer, name_of).partition(" instead of ")[0] for each in problems}
    so = [said[each] for each, error in problems.items() if error.field == "wish"]
    left_out = [f"Left out, as it is so already: {'; '.join(so)}."] if so else []
    left_out += [f"Left out: {said[each]}. {error}" for each, error in problems.items() if error.field != "wish"]
    return replace(wishes, wanted=kept, open=(*wishes.open, *left_out))


def _problem(turn: Turn, number: str, wanted: Wanted) -> InvalidInput | None:
    """Why a wish cannot be, whatever else is asked for."""
    if isinstance(wanted, WordsWanted):
        return None
    try:
        turn.services.proposals.price_of_change(turn.actor, number, [wanted])
    except InvalidInput as error:
        return error
    return None
