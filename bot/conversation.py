"""From a sentence to a reply: understand it, settle what is meant, call the handler, keep the memory."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.context import Asker, Turn, memory_key
from bot.errors import said_of
from bot.followups import settle
from bot.handlers import talk
from bot.intents import INTENTS
from bot.metrics import INTENTS as INTENTS_ANSWERED
from bot.metrics import UNDERSTANDING_DOWN
from bot.replies import Outcome, Reply
from bot.two_questions import with_other_question
from bot.understanding.client import UnderstandingUnavailable
from bot.understanding.model import Understanding
from bot.understanding.thresholds import close_intents, is_understood
from bot.understanding.understander import Understander
from domain.errors import CecError
from services import Services

log = logging.getLogger("cec.conversation")


@dataclass(frozen=True)
class Conversation:
    """The one path of a direct message, a mention, the agent view and the free words of `/cec`."""

    services: Services
    understander: Understander

    def answer(self, asker: Asker, text: str, message_ts: str | None = None) -> Reply:
        """Never raises for bad input or a part that is down: the reply says what is wrong and what to do."""
        try:
            memory = self.services.memory.read(memory_key(asker))
        except CecError as error:
            return Reply(said_of(error))
        try:
            understanding = self.understander.understand(text, asker.at, asker.zone)
        except UnderstandingUnavailable as error:
            log.warning("understanding is not available: %s", error)
            UNDERSTANDING_DOWN.inc()
            understanding = None
        if understanding is None:
            return talk.cannot_read(Turn(asker, text, _nothing(text), memory, self.services, message_ts))
        return self._answer_turn(Turn(asker, text, understanding, memory, self.services, message_ts))

    def answer_as(self, intent: str, asker: Asker, text: str, understanding: Understanding | None = None) -> Reply:
        """Answer with the intent given (a button, a subcommand), whatever the words look like."""
        memory = self.services.memory.read(memory_key(asker))
        known = understanding or self.understander.read_entities(text, asker.at, asker.zone)
        return self.run(Turn(asker, text, replace(known, intent=intent, confidence=1.0), memory, self.services))

    def _answer_turn(self, turn: Turn) -> Reply:
        settled = settle(turn)
        if not is_understood(settled.understanding):
            return self._keep(turn, talk.not_understood(turn))
        choices = talk.offerable(close_intents(settled.understanding))
        if not choices or choices == (settled.understanding.intent,):
            return with_other_question(self.run(settled), settled.understanding.intent, turn.text, self._reader(turn))
        return self._keep(turn, talk.did_you_mean(turn, choices))

    def _reader(self, turn: Turn) -> Callable[[str], Understanding]:
        return lambda text: self.understander.understand(text, turn.asker.at, turn.asker.zone)

    def run(self, turn: Turn) -> Reply:
        """Call the intent's handler; an error of the domain becomes its sentence."""
        INTENTS_ANSWERED.labels(turn.understanding.intent).inc()
        try:
            reply = _as_reply(INTENTS[turn.understanding.intent](turn))
        except CecError as error:
            reply = Reply(said_of(error), private=True)
        return self._keep(turn, reply)

    def _keep(self, turn: Turn, reply: Reply) -> Reply:
        memory = replace(reply.memory or turn.memory, intent=turn.understanding.intent)
        try:
            self.services.memory.keep(memory_key(turn.asker), memory)
        except CecError as error:
            log.warning("the conversation's memory was not kept: %s", error)
        return reply


def _as_reply(outcome: Outcome) -> Reply:
    if not isinstance(outcome, Reply):
        raise TypeError("a handler of an intent gives a Reply")
    return outcome


def _nothing(text: str) -> Understanding:
    return Understanding(text=text, intent="", confidence=0.0, ranking=(), entities=())
