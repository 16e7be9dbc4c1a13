"""Something does not work, said in words: a known outage first, then the form of a request, or why there is none.

Strangers, and customers of whom nothing runs today, are told whom to turn to (`help_of_person.py`); so are staff.
"""

from collections.abc import Sequence
from dataclasses import replace

from bot.choices import with_offers_open
from bot.context import Turn
from bot.handlers import help_of_person
from bot.handlers.agreement_replies import organization_asked, reader_of, told
from bot.handlers.asked import number_asked
from bot.handlers.suggestions import for_turn
from bot.replies import Outcome, Reply
from bot.said import values
from bot.views import support_reports as views
from bot.views.talk import PERSON, kept
from domain.errors import NotCovered, NotFound
from services.memory import Memory
from services.support_coverage import CoveredService

#: A sentence of so many words only names the service of the one before.
_WORDS_OF_A_NAME = 5
_LONGEST_KEPT = 1_000


def report_issue(turn: Turn) -> Outcome:
    if turn.actor.is_staff or not turn.actor.organization:
        return help_of_person.answer(turn)
    return told(turn.asker, lambda: _report(turn))


def _report(turn: Turn) -> Reply:
    organization_asked(turn)  # a customer who names another one is refused
    number, covered = number_asked(turn), turn.services.support_requests.covered(turn.actor)
    if number:
        turn.services.agreements.status(turn.actor, number)  # NotFound for one of others
        covered = tuple(each for each in covered if each.number == number)
    if not covered:
        return help_of_person.answer(turn)
    keys = values(turn.understanding, "service")
    if not keys:
        return _which(turn)
    meant = [each for each in covered if each.service in keys]
    return _meant(turn, meant) if meant else _not_covered(turn, keys[0])


def _meant(turn: Turn, meant: Sequence[CoveredService]) -> Reply:
    words, memory = words_of(turn), _memory(turn, meant)
    known = turn.services.outages.known_for(turn.actor, meant[0].service)
    if known:
        text, blocks = views.known_outages(known, meant[0], words, reader_of(turn.asker))
    else:
        text, blocks = views.offer(meant, words, for_turn(PERSON, turn))
    return _reply(turn, text, blocks, memory)


def _which(turn: Turn) -> Reply:
    """The name of a service answers it; the words that were said go on with it."""
    person = for_turn(PERSON, turn)
    memory = with_offers_open(turn.memory, [person], "report_issue")
    if memory.pending:
        facts = {**memory.pending.facts, "kinds": "service category", "said": words_of(turn)[:_LONGEST_KEPT]}
        memory = replace(memory, pending=replace(memory.pending, facts=facts), misunderstood=0)
    known = turn.services.outages.running(turn.actor)
    if known:
        text, blocks = views.known_outages(known, None, words_of(turn), reader_of(turn.asker))
    else:
        text, blocks = views.which(words_of(turn), person)
    return _reply(turn, text, blocks, memory)


def _not_covered(turn: Turn, service: str) -> Reply:
    try:
        found = turn.services.support_requests.covering(turn.actor, service)
    except NotCovered as refused:
        text, blocks = views.not_covered(refused, _name(turn, service), words_of(turn), for_turn(PERSON, turn))
        return _reply(turn, text, blocks, replace(turn.memory, pending=None, misunderstood=0))
    return _meant(turn, found)


def _name(turn: Turn, service: str) -> str:
    try:
        return turn.services.catalog.service(turn.actor, service).service.name
    except NotFound:
        return service


def words_of(turn: Turn) -> str:
    """What was said of the problem: the sentence before, where this one only names the service."""
    pending = turn.memory.pending
    asked = pending if pending and pending.facts.get("intent") == "report_issue" else None
    before = asked.facts.get("said") if asked else None
    if isinstance(before, str) and len(turn.text.split()) <= _WORDS_OF_A_NAME:
        return before
    return kept(turn.said)


def _memory(turn: Turn, meant: Sequence[CoveredService]) -> Memory:
    only = meant[0].number if len(meant) == 1 else turn.memory.agreement
    return replace(turn.memory, agreement=only, services=(meant[0].service,), pending=None, misunderstood=0)


def _reply(turn: Turn, text: str, blocks: Sequence[dict[str, object]], memory: Memory) -> Reply:
    about = frozenset({turn.actor.organization or ""})
    return Reply(text, list(blocks), about, memory=memory)
