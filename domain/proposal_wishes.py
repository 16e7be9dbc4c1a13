"""Wishes beside each other: which later one takes the place of which earlier one, and what all of them make of a
proposal."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from domain.errors import Conflict, InvalidInput, NotFound
from domain.proposal_changes import (
    BillingWanted,
    ChangeRequest,
    Pricing,
    QuantityWanted,
    RemovalWanted,
    ServiceWanted,
    TargetWanted,
    TermWanted,
    Wanted,
    WishItem,
    WordsWanted,
    fulfilled,
    wished,
)
from domain.proposal_edits import Draft

MOST_ITEMS = 50


def about(wanted: Wanted) -> tuple[str, ...]:
    """What it changes: a later wish about the same thing takes the place of an earlier one."""
    match wanted:
        case QuantityWanted(line) | RemovalWanted(line):
            return ("line", line)
        case ServiceWanted(service):
            return ("service", service)
        case TargetWanted(line, metric):
            return ("target", line, metric)
        case TermWanted(start, end):
            return ("term", "start" if start else "", "end" if end else "")
        case BillingWanted():
            return ("billing",)
        case WordsWanted(text):
            return ("words", text)


def left_beside(earlier: Wanted, later: Wanted) -> Wanted | None:
    """What is left of a wish beside a later one; None where that takes its place."""
    match earlier, later:
        case TermWanted(start, end), TermWanted():
            left = TermWanted(None if later.start else start, None if later.end else end)
            return None if left == TermWanted() else left
        case (RemovalWanted(line), TargetWanted(other, _)) | (TargetWanted(line, _), RemovalWanted(other)):
            return None if line == other else earlier
        case _:
            return None if about(earlier) == about(later) else earlier


def clashes(earlier: Wanted, later: Wanted) -> bool:
    return left_beside(earlier, later) != earlier


def of_colleagues(request: ChangeRequest, wanted: Iterable[Wanted], by: str) -> tuple[WishItem, ...]:
    """The waiting wishes of others than `by` (person id) that these would take the place of."""
    asked = list(wanted)
    others = (item for item in request.waiting if request.asked(item).by != by and item.wanted not in asked)
    return tuple(item for item in others if _left_of(item, asked) != item)


def standing(waiting: Iterable[WishItem], asked: Sequence[Wanted]) -> tuple[WishItem, ...]:
    """What is left of waiting wishes beside these. Raises InvalidInput where too many would wait then."""
    left = tuple(left for item in waiting if (left := _left_of(item, asked)))
    if len(left) + len(asked) > MOST_ITEMS:
        raise InvalidInput("wish", f"Ask for up to {MOST_ITEMS} changes at once.")
    return left


def _left_of(item: WishItem, asked: Iterable[Wanted]) -> WishItem | None:
    left: Wanted | None = item.wanted
    for each in asked:
        left = left_beside(left, each) if left else None
    return replace(item, wanted=left) if left else None


@dataclass(frozen=True)
class Wished:
    """What wishes make of a draft: `before` has what is left of those that waited, `after` the new ones too. Left out
    are waiting ones that are `impossible` by now: their day has passed, say, or their service was withdrawn."""

    before: Draft
    after: Draft
    impossible: tuple[WishItem, ...] = ()


def all_wished(draft: Draft, items: Sequence[WishItem], pricing: Pricing, waiting: Sequence[WishItem] = ()) -> Wished:
    """With all of them fulfilled, in their order, after those that are `waiting` for an answer.

    One about the same thing as a waiting one takes its place, and so may also take it back. Raises InvalidInput or
    NotFound for what cannot be, or is so already.
    """
    if not items:
        raise InvalidInput("wish", "Say what should be changed.")
    if {item.wanted for item in items} & {each.wanted for each in waiting}:
        raise InvalidInput("wish", "That is asked for already. CEC answers it. Ask for something else.")
    before, impossible = _possible(draft, standing(waiting, [item.wanted for item in items]), pricing)
    after = before
    for item in items:
        replaces = any(_left_of(each, [item.wanted]) != each for each in waiting)
        after = (fulfilled if replaces else wished)(after, item.id, item.wanted, pricing)
    return Wished(before, after, impossible)


def _possible(draft: Draft, waiting: Iterable[WishItem], pricing: Pricing) -> tuple[Draft, tuple[WishItem, ...]]:
    impossible: list[WishItem] = []
    for item in waiting:
        try:
            draft = fulfilled(draft, item.id, item.wanted, pricing)
        except (InvalidInput, NotFound, Conflict):
            impossible.append(item)
    return draft, tuple(impossible)


def add_items(request: ChangeRequest, items: Sequence[WishItem]) -> ChangeRequest:
    """More wishes in a request that is still open, in the place of unanswered ones about the same things.

    Raises as `standing`.
    """
    left = {item.id: item for item in standing(request.waiting, [item.wanted for item in items])}
    kept = tuple(left.get(item.id, item) for item in request.items if item.answer or item.id in left)
    return replace(request, items=(*kept, *items))
