"""Which alerts are meant by words: whose, or of which kind."""

import re

from bot.commands import Command
from bot.context import Asker, Turn
from bot.handlers.asked import owner_asked
from bot.views.alert_lists import AlertQuestion
from bot.views.alert_words import HEADS
from domain.alerts import AlertKind
from services import Services
from services.alerts import Whose

_ALERTS = re.compile(r"\balerts?\b(?! me\b)", re.IGNORECASE)


def typed(command: Command) -> AlertQuestion | None:
    """After the command; None for words that name no alerts."""
    return _listed(command.words) or _of_colleague(command.asker, command.services, command.words)


def asks_alerts(turn: Turn) -> bool:
    return turn.actor.is_staff and _ALERTS.search(turn.text) is not None


def meant(turn: Turn) -> AlertQuestion:
    """In a sentence: the asker's own, their team's, all, or those of a colleague; of a kind that is named."""
    text = turn.text.casefold()
    words = set(re.findall(r"\w+", text))
    whose = next((each for each in (Whose.TEAM, Whose.ALL) if each.value in words), Whose.MINE)
    question = _of_colleague(turn.asker, turn.services, turn.text) or AlertQuestion(whose)
    named = [kind for kind, head in HEADS.items() if head.casefold() in text]
    kind = max(named, key=lambda each: len(HEADS[each]), default=None)
    return AlertQuestion(question.whose, kind, person=question.person)


def _of_colleague(asker: Asker, services: Services, words: str) -> AlertQuestion | None:
    """Those of the one person of CEC who is named."""
    staff = services.directory.staff(asker.actor)
    named = owner_asked(words, staff) or owner_asked(words.title(), staff)
    return AlertQuestion(person=named.id) if named else None


def _listed(words: str) -> AlertQuestion | None:
    said = words.casefold().split()
    whose = next((each for each in Whose if each.value in said), None)
    rest = " ".join(word for word in said if whose is None or word != whose.value)
    kind = _kind_named(rest)
    return None if rest and kind is None else AlertQuestion(whose or Whose.MINE, kind)


def _kind_named(words: str) -> AlertKind | None:
    named = (kind for kind, head in HEADS.items() if words in (head.casefold(), f"{head.casefold()}s"))
    return next(named, None)
