"""An agreement that is meant by words of its title: "where do we stand with the soil maps"."""

import re
from collections import Counter

from bot.context import Turn
from bot.said import word_set

#: So many of the asker's agreements are looked through, the most urgent first.
MOST_READ = 50

#: Words that titles share with any sentence about agreements; they tell no agreement from another.
_COMMON = word_set(
    "agreement agreements all and cec for from need needs next office offices our over review reviews service "
    "services sign sla slas stand step support system systems team teams term terms the upgrade user users with year"
)


def own_by_title(turn: Turn) -> str | None:
    """The number of the one agreement of the asker's own that shares the most words with the sentence.

    One shared word is enough only where no other agreement has it, and nothing is meant where two share as many.
    Staff's own ones are those that they lead. Raises NotAllowed for strangers.
    """
    said = _telling(turn.text)
    if not said:
        return None
    rows = turn.services.agreements.own(turn.actor, size=MOST_READ).rows
    shared = Counter({row.summary.number: len(said & _telling(row.summary.title)) for row in rows})
    best = [(number, count) for number, count in shared.most_common(2) if count]
    if not best or (len(best) == 2 and best[0][1] == best[1][1]):
        return None
    return best[0][0]


def _telling(text: str) -> frozenset[str]:
    """The words that can tell one title from another, without the s of a plural."""
    words = (word for word in re.findall(r"[^\W\d_]+", text.casefold()) if len(word) > 3 and word not in _COMMON)
    return frozenset(word.removesuffix("s") for word in words)
