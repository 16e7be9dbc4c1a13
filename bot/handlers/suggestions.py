"""What a person may want: the usual things by who they are, and the likely ones by what they wrote."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from bot.context import Turn
from bot.intent_names import OUT_OF_SCOPE, SMALL_TALK, TALK_TO_HUMAN
from bot.said import longest_name_in, values, word_set
from bot.views.steps import STEP_NAMES, step_number
from bot.views.talk import (
    AGREEMENTS,
    MEANINGS,
    NEXT,
    PERSON,
    PRICE,
    PROCESS,
    RENEWALS,
    SERVICES,
    STATUS,
    WAITING,
    Offer,
)
from domain.errors import CecError
from domain.permissions import Actor
from domain.stages import Stage

LIKELY = 3
STEPS = {stage.value: stage for stage in Stage}

#: Never offered: nobody wants to be asked whether they meant to say hello.
NOT_OFFERED = SMALL_TALK | {OUT_OF_SCOPE, TALK_TO_HUMAN}
#: A guess of the understanding is worth offering from here on.
WORTH_OFFERING = 0.2
#: What only those can want who have agreements, who lead them, or whose agreements they are.
_OF_AGREEMENTS = word_set(
    "agreement_status next_step list_agreements view_proposal request_change accept_proposal sign_agreement "
    "payment_schedule record_funding startup_tasks request_status view_report list_meetings reschedule_meeting "
    "cancel_meeting schedule_meeting ask_renewals start_renewal survey_progress change_answer"
)
_OF_STAFF = word_set("list_agreements")
_OF_CUSTOMERS = word_set("accept_proposal start_survey survey_progress change_answer record_funding share_contacts")
#: Words of the catalog that are only alike are no content.
GOOD_HIT = 0.6


def usual_offers(actor: Actor) -> tuple[Offer, ...]:
    """What people like this one usually want."""
    if actor.is_staff:
        return (WAITING, AGREEMENTS, RENEWALS, SERVICES)
    if actor.organization:
        return (NEXT, STATUS, PRICE, PERSON)
    return (SERVICES, PRICE, PROCESS, PERSON)


def for_turn(offer: Offer, turn: Turn) -> Offer:
    """The same offer, carrying what was said and the name under which that is kept to learn from."""
    return replace(offer, words=turn.text, learned=turn.learned)


def suggestions(turn: Turn) -> tuple[Offer, ...]:
    """Three likely things: by what the sentence names, by the understanding's guesses, by the words of glossary and
    catalog, by what was spoken of; only what is still missing is what people like this one usually want."""
    found: dict[tuple[str, str], Offer] = {}
    for offer in _likely(turn):  # the same thing under another label is offered once
        found.setdefault((offer.intent, "" if offer.words == turn.text else offer.words), offer)
    return tuple(replace(offer, learned=turn.learned) for offer in islice(found.values(), LIKELY))


def _likely(turn: Turn) -> Iterator[Offer]:
    yield from _by_names(turn)
    for intent, confidence in turn.understanding.ranking[:LIKELY]:
        if confidence >= WORTH_OFFERING and _fits(intent, turn.actor):
            yield Offer(MEANINGS[intent], intent, turn.text)
    yield from _by_words(turn)
    yield from _by_memory(turn)
    yield from (offer for offer in usual_offers(turn.actor) if offer != PERSON)


def _fits(intent: str, actor: Actor) -> bool:
    """Whether people like this one can want it at all."""
    if intent in NOT_OFFERED or intent not in MEANINGS:
        return False
    if actor.is_staff:
        return intent not in _OF_CUSTOMERS
    return intent not in (_OF_STAFF if actor.organization else _OF_AGREEMENTS)


def _by_names(turn: Turn) -> Iterator[Offer]:
    for number in values(turn.understanding, "agreement_number")[:1]:
        yield Offer(f"Where {number} stands", "agreement_status", number)
    for key in values(turn.understanding, "service")[:1]:
        yield from _about_service(turn, key)
    for key in values(turn.understanding, "organization")[:1]:
        if turn.actor.is_staff or turn.actor.organization == key:
            yield from _about_organization(turn, key)
    for key in values(turn.understanding, "stage")[:1]:
        if key in STEPS:
            yield Offer(f"What step {step_number(STEPS[key])} is", "explain_process", STEP_NAMES[STEPS[key]])


def _about_organization(turn: Turn, key: str) -> Iterator[Offer]:
    try:
        name = turn.services.directory.organization(turn.actor, key).name
    except CecError:
        return  # it may have been renamed or left since the vocabulary was read
    yield Offer(f"Agreements of {name}", "list_agreements", key)


def _about_service(turn: Turn, key: str) -> Iterator[Offer]:
    try:
        name = turn.services.catalog.service(turn.actor, key).service.name
    except CecError:
        return  # an older understanding may know a service that the catalog no longer has
    yield Offer(f"About {name}", "describe_service", name)
    yield Offer(f"Price of {name}", "ask_price", name)


def _by_words(turn: Turn) -> Iterator[Offer]:
    term = term_in(turn)
    if term:
        yield Offer(f"What {term} means", "explain_term", term)
    try:
        hits = turn.services.catalog.search(turn.actor, turn.text, limit=2).hits
    except CecError:
        return
    good = (hit.row.name for hit in hits if hit.score >= GOOD_HIT)
    yield from (Offer(f"About {name}", "describe_service", name) for name in good)


def _by_memory(turn: Turn) -> Iterator[Offer]:
    """The agreement that was spoken of just before."""
    if turn.memory.agreement:
        yield Offer(f"Where {turn.memory.agreement} stands", "agreement_status", turn.memory.agreement)


def term_in(turn: Turn) -> str | None:
    """The longest word of the glossary that stands in the text."""
    knowledge = turn.services.knowledge.knowledge
    named = longest_name_in(turn.text, knowledge.term_aliases)
    return knowledge.term(knowledge.term_aliases[named]).name if named else None
