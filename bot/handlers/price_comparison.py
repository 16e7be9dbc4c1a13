"""Which of several services costs less: each for itself, not added up."""

import re
from dataclasses import replace

from bot.context import Turn
from bot.estimates import Draft, remembered
from bot.handlers.catalog_replies import comparison_reply
from bot.handlers.estimating import Desk, answer, priced
from bot.replies import Reply
from bot.said import values
from bot.views.price_comparison import compared_blocks, compared_text
from domain.errors import CecError

QUESTION = "comparison"
_COMPARES = re.compile(
    r"\b(?:cheaper|cheapest|(?:less|more) expensive|costs? (?:less|more)|versus|vs|compare[ds]?|comparison"
    r"|difference between)\b",
    re.IGNORECASE,
)
_TOGETHER = re.compile(r"\b(?:together|combined|bundled?|both of them|in one order)\b", re.IGNORECASE)
MOST = 3


def asks_comparison(turn: Turn, draft: Draft) -> bool:
    """ "Is A cheaper than B for 100?", and what leans on its answer."""
    if not 2 <= len(draft.lines) <= MOST:
        return False
    if values(turn.understanding, "service"):
        return bool(_COMPARES.search(turn.text)) and not _TOGETHER.search(turn.text)
    return bool(turn.memory.pending and turn.memory.pending.question == QUESTION)


def compared_prices(desk: Desk, draft: Draft) -> Reply:
    """The prices side by side; without quantities the services themselves."""
    if draft.unknown:
        return comparison_reply(desk.actor, desk.services, desk.memory, draft.keys)
    try:
        found = [priced(desk, replace(draft, lines=(line,))) for line in draft.lines]
    except CecError:
        return answer(desk, draft)  # says what is wrong with it
    if len({each.fiscal_year for each in found}) > 1:
        return answer(desk, draft)  # no year has the prices of all
    shown = draft.in_year(found[0].fiscal_year.name) if not draft.fiscal_year else draft
    memory = remembered(desk.memory, shown, QUESTION)
    return Reply(compared_text(found, shown), compared_blocks(found, shown), memory=memory)
