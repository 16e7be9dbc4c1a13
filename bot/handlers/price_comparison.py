"""Which of several services costs less: each for itself, not added up."""

import re
from dataclasses import replace

from bot.choices import COMPARISON
from bot.context import Turn
from bot.estimates import Draft, remembered
from bot.handlers.catalog_replies import comparison_reply
from bot.handlers.estimate_remarks import with_remark
from bot.handlers.estimating import Desk, answer, priced
from bot.price_words import asks_cheaper
from bot.replies import Reply
from bot.said import values
from bot.views.price_comparison import compared_blocks, compared_text
from domain.errors import CecError

_COMPARES = re.compile(
    r"\b(?:versus|vs|compare[ds]?|comparison|difference between)\b",
    re.IGNORECASE,
)
_TOGETHER = re.compile(r"\b(?:together|combined|bundled?|both of them|in one order)\b", re.IGNORECASE)
MOST = 3
_ONE_OF_EACH = "This is for one of each. Write how many you need, because larger numbers cost less each."


def asks_comparison(turn: Turn, draft: Draft) -> bool:
    """ "Is A cheaper than B for 100?", and what leans on its answer."""
    if not 2 <= len(draft.lines) <= MOST:
        return False
    if values(turn.understanding, "service"):
        return bool(_COMPARES.search(turn.text) or asks_cheaper(turn.text)) and not _TOGETHER.search(turn.text)
    return bool(turn.memory.pending and turn.memory.pending.question == COMPARISON)


def compared_prices(desk: Desk, draft: Draft, cheaper: bool = False) -> Reply:
    """The prices side by side; without quantities those of one each where it is asked which is `cheaper`, else the
    services themselves."""
    if draft.unknown and not cheaper:
        return comparison_reply(desk.actor, desk.services, desk.memory, draft.keys)
    if draft.unknown:
        said = next((line.quantity for line in draft.lines if line.quantity is not None), None)
        lines = tuple(replace(line, quantity=line.quantity or said or 1) for line in draft.lines)
        reply = compared_prices(desk, replace(draft, lines=lines))
        return reply if said else with_remark(reply, _ONE_OF_EACH)
    try:
        found = [priced(desk, replace(draft, lines=(line,))) for line in draft.lines]
    except CecError:
        return answer(desk, draft)  # says what is wrong with it
    if len({each.fiscal_year for each in found}) > 1:
        return answer(desk, draft)  # no year has the prices of all
    shown = draft.in_year(found[0].fiscal_year.name) if not draft.fiscal_year else draft
    memory = remembered(desk.memory, shown, COMPARISON)
    return Reply(compared_text(found, shown), compared_blocks(found, shown), memory=memory)
