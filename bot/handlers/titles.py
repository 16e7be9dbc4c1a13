"""An agreement that is meant by words of its title: "where do we stand with the soil maps"."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from bot.context import Turn
from bot.said import values, word_set
from domain.agreement_lists import AgreementFilter
from services.agreement_list_cards import AgreementRow

_THE_ONE = re.compile(
    r"\b(?:the|that|our) (?:[\w-]+ ){1,3}(?:one|thing)\b|\bthe one (?:with|about|for|on)\b", re.IGNORECASE
)

#: "Our service desk agreement".
_CALLED = re.compile(r"\b(?:the|that|our|my) (?P<title>(?:[\w&-]+ ){1,4}?)(?:agreement|sla|contract)\b", re.IGNORECASE)

#: So many of the asker's agreements are looked through, the most urgent first.
MOST_READ = 50

#: Words that titles share with any sentence about agreements; they tell no agreement from another.
_COMMON = word_set(
    "agreement agreements all and cec for from need needs next office offices our over review reviews service "
    "services sign sla slas stand step support system systems team teams term terms the upgrade user users with year"
)


def names_one(text: str) -> bool:
    """Whether an agreement is pointed at by what it is about: "the circuits one", "the one with the mailboxes"."""
    return bool(_THE_ONE.search(text))


def agreement_named(turn: Turn) -> str | None:
    """The number of the one that is pointed at by what it is about, or called by words of its title.

    Raises NotAllowed for strangers.
    """
    if names_one(turn.text):
        return agreement_by_subject(turn)
    called = _CALLED.search(turn.text)
    said = _telling(called["title"]) if called else frozenset[str]()
    return _closest(said, turn.services.agreements.own(turn.actor, size=MOST_READ).rows) if said else None


def agreement_by_subject(turn: Turn) -> str | None:
    """The number of the one agreement whose title shares the most words with the sentence, else the only one that has
    the services which it names; of those that the asker may see, for staff first of those that they lead.

    One shared word is enough only where no other agreement has it, and nothing is meant where two share as many.
    Raises NotAllowed for strangers.
    """
    agreements, everything = turn.services.agreements, AgreementFilter()
    said = _telling(turn.text)
    own = agreements.own(turn.actor, size=MOST_READ).rows
    titled = _closest(said, own)
    if titled is None and turn.actor.is_staff:
        titled = _closest(said, agreements.list(turn.actor, everything, size=MOST_READ).rows)
    services = values(turn.understanding, "service")
    if titled or not services:
        return titled
    having = agreements.list(turn.actor, replace(everything, services=services), size=2).rows
    return having[0].summary.number if len(having) == 1 else None


def _closest(said: frozenset[str], rows: Sequence[AgreementRow]) -> str | None:
    shared = Counter({row.summary.number: len(said & _telling(row.summary.title)) for row in rows})
    best = [(number, count) for number, count in shared.most_common(2) if count]
    if not best or (len(best) == 2 and best[0][1] == best[1][1]):
        return None
    return best[0][0]


def shares_a_title(turn: Turn, name: str) -> bool:
    """Whether an agreement that the asker may see has a word of the name in its title."""
    rows = turn.services.agreements.list(turn.actor, AgreementFilter(), size=MOST_READ).rows
    return any(_telling(name) & _telling(row.summary.title) for row in rows)


def _telling(text: str) -> frozenset[str]:
    """The words that can tell one title from another, without the s of a plural."""
    words = (word for word in re.findall(r"[^\W\d_]+", text.casefold()) if len(word) > 3 and word not in _COMMON)
    return frozenset(word.removesuffix("s") for word in words)
