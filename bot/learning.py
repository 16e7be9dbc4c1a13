"""What was not understood is kept to learn from: the words without people, never who said them or where."""

import logging
import re

from bot.context import Turn
from bot.languages import is_foreign
from bot.leaning import leans
from bot.understanding.client import LONGEST_TEXT
from bot.understanding.readers import numbers
from bot.understanding.slack_text import plain
from bot.views.talk import MEANINGS, Offer
from domain.errors import CecError
from domain.masked_figures import AGREEMENT, REQUEST
from services import Services

log = logging.getLogger("cec.learning")

#: What a sentence must hold to be worth learning from.
_READABLE = re.compile(r"[A-Za-z]{2}")
_STANDS_FOR = {"agreement_number": AGREEMENT, "request_number": REQUEST}


def keep_sentence(turn: Turn) -> str:
    """Keep what was not clear. Returns the name under which it is kept; empty when it is not: what only leans on the
    sentence before, is in another language or holds no word teaches nothing.

    An answer never fails because of this.
    """
    words = _without_numbers(turn)
    if leans(turn) or not _READABLE.search(words) or is_foreign(words):
        return ""
    try:
        return turn.services.learning.keep(words, turn.understanding.ranking, turn.asker.name) or ""
    except CecError as error:
        log.warning("a sentence was not kept to learn from: %s", error)
        return ""


def keep_choice(services: Services, offer: Offer) -> None:
    """Keep what was chosen instead of the sentence that the offer came with."""
    if not offer.learned or offer.intent not in MEANINGS:
        return
    try:
        services.learning.chosen(offer.learned, offer.intent)
    except CecError as error:
        log.warning("a choice was not kept to learn from: %s", error)


def _without_numbers(turn: Turn) -> str:
    """The words as a reader sees them, with numbers of agreements and requests that stand for none."""
    text = plain(turn.text[:LONGEST_TEXT]).text
    found = numbers.read(text, turn.asker.at, turn.asker.zone, "request_status")
    for each in sorted(found, key=lambda entity: -entity.start):
        text = f"{text[: each.start]}{_STANDS_FOR[each.entity]}{text[each.end :]}"
    return text
