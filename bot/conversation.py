"""From a sentence to a reply: understand it, settle what is meant, call the handler, keep the memory."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.choices import picked_offer
from bot.context import Asker, Turn, memory_key
from bot.courtesies import without_courtesies
from bot.errors import said_of
from bot.followups import asks_whose, memory_for, settle, settle_clear
from bot.handlers import cannot_do, needs_notes, survey_talk, talk, unclear
from bot.handlers.agreement_replies import unknown_named
from bot.intent_names import OUT_OF_SCOPE, SMALL_TALK
from bot.intents import INTENTS
from bot.languages import is_foreign
from bot.learning import keep_choice, keep_sentence
from bot.metrics import INTENTS as INTENTS_ANSWERED
from bot.metrics import UNDERSTANDING_DOWN
from bot.replies import Outcome, Reply
from bot.short_numbers import Spelled, spelled_out, which_one
from bot.two_questions import (
    ANSWERED,
    CHANGES,
    Read,
    Request,
    is_sure,
    joined,
    requests_in,
    the_request,
    with_offers_of,
)
from bot.understanding.client import TIMEOUT_OF_CLICK, UnderstandingUnavailable
from bot.understanding.model import Understanding
from bot.understanding.thresholds import SURE
from bot.understanding.understander import Understander, meant_as
from bot.verdict import verdict
from bot.views.talk import Offer
from domain.errors import CecError
from services import Services
from services.memory import Memory

log = logging.getLogger("cec.conversation")

#: What is said beside the matter: what was spoken of stays what it was.
NO_TOPIC = SMALL_TALK | {"", OUT_OF_SCOPE}
#: Nothing of what else was asked that could be answered beside something that cannot be done.
NOT_BESIDE = NO_TOPIC | CHANGES


@dataclass(frozen=True)
class Conversation:
    """The one path of a direct message, a mention, the agent view and the free words of `/cec`."""

    services: Services
    understander: Understander

    def answer(self, asker: Asker, text: str, message_ts: str | None = None) -> Reply:
        """Never raises for bad input or a part that is down: the reply says what is wrong and what to do."""
        try:
            memory = self.services.memory.read(memory_key(asker))
            said = Turn(asker, text, Understanding(text, "", 0.0), memory, self.services, message_ts)
            if len(text) > unclear.LONGEST_MESSAGE:
                return self._keep(said, unclear.too_long(said))
            answered = survey_talk.heard(said, self._reader(asker))
            if answered:
                return self._keep(said, answered)
            spelled = spelled_out(self.services, asker, memory, without_courtesies(text))
        except CecError as error:
            return Reply(said_of(error))
        reply = self._answer_else(asker, spelled, memory, message_ts)
        resting = survey_talk.rest(reply, memory)
        return reply if resting is reply else self._keep(said, resting)

    def _answer_else(self, asker: Asker, spelled: Spelled, memory: Memory, message_ts: str | None) -> Reply:
        """What is no answer to a question of the survey."""
        text = spelled.text
        turn = Turn(asker, text, Understanding(text, "", 0.0), memory, self.services, message_ts)
        try:
            understanding = self._read(asker, text)
        except UnderstandingUnavailable as error:
            log.warning("understanding is not available: %s", error)
            UNDERSTANDING_DOWN.inc()
            return talk.cannot_read(turn)
        turn = replace(turn, understanding=understanding)
        return self._keep(turn, which_one(spelled, turn)) if spelled.others else self._answer_turn(turn)

    def answer_as(self, intent: str, asker: Asker, text: str) -> Reply:
        """Answer with the intent given (a subcommand), whatever the words look like."""
        memory = self.services.memory.read(memory_key(asker))
        text = spelled_out(self.services, asker, memory, text).text
        known = self.understander.read_entities(text, asker.at, asker.zone, intent)
        return self.run(Turn(asker, text, known, memory, self.services))

    def carry_out(self, offer: Offer, asker: Asker, message_ts: str | None = None) -> Reply:
        """Do what was offered, chosen by its button or in words. It works also when the conversation is forgotten."""
        if offer.learned:
            keep_choice(self.services, offer)
        memory = memory_for(offer.intent, self.services.memory.read(memory_key(asker)))
        known = self._known(asker, offer.words, offer.intent)
        return self.run(Turn(asker, offer.words, known, memory, self.services, message_ts))

    def _answer_turn(self, turn: Turn) -> Reply:
        if said := needs_notes.noted(turn):
            return self._keep(turn, needs_notes.note(turn, said))
        offer = picked_offer(turn)
        if offer:
            return self.carry_out(offer, turn.asker, turn.message_ts)
        if is_foreign(turn.text):
            return self._keep(turn, unclear.not_english(turn))
        if asks_whose(turn):
            return self._keep(turn, unclear.whose(turn))
        cannot = cannot_do.what_cannot_be_done(turn)
        if cannot:
            return self._answer_beside(turn, cannot)
        requests = requests_in(turn.text, self._reader(turn.asker))
        if len(requests) > 1:
            return self._answer_several(turn, requests)
        return self._answer_one(self._clearer(settle(turn)), turn)

    def _answer_one(self, settled: Turn, turn: Turn) -> Reply:
        meant = settled.understanding
        found = verdict(meant)
        clear = found.understood and not found.choices and meant.intent != OUT_OF_SCOPE
        if not clear and (unknown := unknown_named(settled)):
            return self._keep(turn, replace(unknown, memory=replace(turn.memory, organization=None, agreement=None)))
        unsure = meant.intent == OUT_OF_SCOPE and meant.confidence < SURE
        learned = keep_sentence(turn) if unsure or found.choices or not found.understood else ""
        if not found.understood:
            return self._keep(turn, unclear.not_understood(replace(turn, learned=learned)))
        if found.choices:
            return self._keep(turn, unclear.did_you_mean(replace(turn, learned=learned), found.choices))
        return self.run(replace(settled, learned=learned))

    def _answer_beside(self, turn: Turn, cannot: str) -> Reply:
        """What cannot be done is said first, then what else was asked is answered."""
        rest = cannot_do.other_part(turn.text)
        try:
            part = replace(turn, text=rest, understanding=self._read(turn.asker, rest)) if rest else turn
        except UnderstandingUnavailable:
            part = turn
        settled = settle(part)
        found = verdict(settled.understanding)
        clear = found.understood and not found.choices and settled.understanding.intent not in NOT_BESIDE
        answered = unknown_named(settled)
        if not answered and clear and (rest or not cannot_do.says_all_of_it(cannot)):
            answered = self._outcome(settled)
        reply = cannot_do.beside(cannot, answered) if answered else cannot_do.alone(turn, cannot)
        return self._keep(turn, replace(reply, memory=_memory_after(settled, reply)))

    def _clearer(self, settled: Turn) -> Turn:
        """A sentence that is not clear as a whole may be so without its greeting and background."""
        if settled.understanding.confidence >= SURE:
            return settled
        asker = settled.asker
        request = the_request(settled.text, self._reader(asker))
        if request is None:
            return settled
        meant = meant_as(settled.understanding, request.intent, asker.at, asker.zone, settled.text)
        return settle_clear(replace(settled, understanding=replace(meant, confidence=request.understanding.confidence)))

    # -- several requests -----------------------------------------------------------------------------------

    def _answer_several(self, turn: Turn, requests: Sequence[Request]) -> Reply:
        """The first three answered as one message; what is left, or must not stand in it, is said and offered."""
        first, *others = [each for each in requests if is_sure(each) and each.intent not in CHANGES]
        reply, memory = self._part(turn, first)
        answered = [first]
        for request in others:
            if len(answered) == ANSWERED:
                break
            more, after = self._part(replace(turn, memory=memory), request)
            if both := joined(reply, more, turn.asker.place.direct, len(answered)):
                reply, memory, answered = both, after, [*answered, request]
        left = [each for each in requests if each not in answered]
        return self._keep(turn, replace(with_offers_of(reply, left), memory=memory))

    def _part(self, turn: Turn, request: Request) -> tuple[Reply, Memory]:
        """The answer to one request of a message, and the memory after it."""
        part = settle_clear(replace(turn, text=request.text, understanding=request.understanding))
        reply = self._outcome(part)
        return reply, _memory_after(part, reply)

    # -- handlers and memory --------------------------------------------------------------------------------

    def run(self, turn: Turn) -> Reply:
        """Call the intent's handler; an error of the domain becomes its sentence."""
        reply = self._outcome(turn)
        return self._keep(turn, replace(reply, memory=_memory_after(turn, reply)))

    def _outcome(self, turn: Turn) -> Reply:
        INTENTS_ANSWERED.labels(turn.understanding.intent).inc()
        try:
            return _as_reply(INTENTS[turn.understanding.intent](turn))
        except CecError as error:
            return Reply(said_of(error), private=True)

    def _keep(self, turn: Turn, reply: Reply) -> Reply:
        try:
            self.services.memory.keep(memory_key(turn.asker), reply.memory or turn.memory)
        except CecError as error:
            log.warning("the conversation's memory was not kept: %s", error)
        return reply

    # -- reading --------------------------------------------------------------------------------------------

    def _read(self, asker: Asker, text: str) -> Understanding:
        """Raises UnderstandingUnavailable."""
        return self.understander.understand(text, asker.at, asker.zone)

    def _reader(self, asker: Asker) -> Read:
        def read(text: str, intent: str = "") -> Understanding:
            found = self._read(asker, text)
            return meant_as(found, intent, asker.at, asker.zone) if intent else found

        return read

    def _known(self, asker: Asker, text: str, intent: str) -> Understanding:
        """What the words name, typing slips included; exact names alone while understanding is away or slow."""
        try:
            found = self.understander.understand(text, asker.at, asker.zone, TIMEOUT_OF_CLICK)
        except UnderstandingUnavailable:
            return self.understander.read_entities(text, asker.at, asker.zone, intent)
        return meant_as(found, intent, asker.at, asker.zone)


def _memory_after(turn: Turn, reply: Reply) -> Memory:
    memory = reply.memory or turn.memory
    intent = turn.understanding.intent
    return memory if intent in NO_TOPIC else replace(memory, intent=intent)


def _as_reply(outcome: Outcome) -> Reply:
    if not isinstance(outcome, Reply):
        raise TypeError("a handler of an intent gives a Reply")
    return outcome
