"""What must be said when a sentence changes the estimate that is shown: it names what is not in it, or empties it."""

from collections.abc import Sequence
from dataclasses import replace

from bot.context import Turn
from bot.estimate_changes import removes, things_edited
from bot.estimate_clauses import clauses
from bot.estimates import Draft, recalled
from bot.handlers.estimate_remarks import OFFERED_BESIDE, left_out_remark, with_remark
from bot.handlers.estimating import Desk, answer
from bot.handlers.unclear_services import waiting
from bot.handlers.which_service import best_hit, near, which_service
from bot.price_words import loose_quantity
from bot.replies import Reply
from bot.said import values
from bot.views.blocks import safe
from bot.views.talk import quoted
from bot.views.text import join_and

EMPTY = "Nothing is left in the estimate."


def edited(turn: Turn, desk: Desk, draft: Draft) -> Reply | None:
    """The reply to such a change; None where `draft`, the estimate after it, says all. The sentence is one of `edits`.

    What the sentence adds in words that nothing is known by is looked for in the catalog.
    """
    named, shown = values(turn.understanding, "service"), recalled(turn.memory)
    removing = [part for part in clauses(turn) if removes(part.text)]
    if removing:
        return _removed(removing, desk, draft, shown)
    if named:
        return None
    words, number = things_edited(turn), loose_quantity(turn)
    key = best_hit(desk, words)
    if key:
        return answer(desk, shown.with_line(key, number))
    reply = with_remark(answer(desk, shown), *left_out_remark(desk, shown, [(words, number)]))
    nearest = [row.key for row in near(desk, words)[:OFFERED_BESIDE] if row.key not in shown.keys]
    return replace(reply, memory=waiting(reply.memory or desk.memory, nearest, number))


def _removed(removing: Sequence[Turn], desk: Desk, draft: Draft, shown: Draft) -> Reply | None:
    if not draft.lines:
        return with_remark(which_service(desk, "", draft, None), EMPTY)
    names = [name for part in removing for name in _not_in(part, desk, shown)]
    if not names:
        return None
    verb = "is" if len(names) == 1 else "are"
    return with_remark(answer(desk, draft), f"{join_and(names)} {verb} not in this estimate.")


def _not_in(turn: Turn, desk: Desk, shown: Draft) -> list[str]:
    """What is to be removed and is not in the estimate, as it is called."""
    keys = values(turn.understanding, "service")
    if not keys:
        return [f"“{quoted(things_edited(turn), 60)}”"]
    return [safe(desk.card(key).service.name) for key in keys if key not in shown.keys]
