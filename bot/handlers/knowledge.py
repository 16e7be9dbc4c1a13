"""Explanations: the ten steps, the words of the field, how pricing works."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.commands import Command, Subcommand
from bot.context import Click, Turn
from bot.handlers import pricing_topics
from bot.leaning import as_typed, own_words
from bot.replies import Outcome, Reply
from bot.routes import STALE, Routes
from bot.said import longest_name_in, value, word_set
from bot.understanding.model import Entity
from bot.views.blocks import actions, read_value, section
from bot.views.first_contacts import start_button
from bot.views.knowledge import (
    process_blocks,
    process_text,
    stage_blocks,
    stage_text,
    term_blocks,
    term_text,
    terms_blocks,
    terms_text,
    unknown_term_blocks,
    unknown_term_text,
)
from bot.views.talk import PERSON, Offer, with_offers
from domain.catalog import plain_words
from domain.errors import NotFound
from domain.permissions import Actor
from domain.stages import Stage
from services import Services
from services.knowledge import StageCard
from services.memory import Memory

_AFTER = re.compile(
    r"\b(?:after|follow(?:s|ing)|once|when .* (?:done|finished|over|signed|submitted))\b", re.IGNORECASE
)
#: Signing belongs to the step of the agreement: "what comes after we sign".
_SIGNS = re.compile(r"\b(?:sign|signs|signed|signing|signatures?)\b", re.IGNORECASE)
_BEFORE = re.compile(r"\b(?:before|prior to|precedes|leads up to)\b", re.IGNORECASE)
_LIST = re.compile(r"\b(?:glossary|terms|acronyms|vocabulary|list of (?:words|terms))\b", re.IGNORECASE)
_ASKING = word_set(
    "acronym acronyms abbreviation can could define defined definition describe does explain explanation good hello "
    "hey hi know language lingo meaning means phrase stand stands tell term terms word words understand use used when "
    "which who why mean refer refers there call called again exactly glossary vocabulary acro short plain english "
    "look up looking find show see give list all every cec difference between compared versus vs"
)

MOST_TERMS = 3

# -- the ten steps ----------------------------------------------------------------------------------------------


def explain_process(turn: Turn) -> Reply:
    """One step, the one after or before it, or all ten."""
    followed = [each for each in turn.understanding.entities if each.entity == "stage" and not each.text]
    if followed:  # "and then?": the step itself was settled already
        return stage_reply(turn.services.knowledge.stage(turn.actor, str(followed[0].value)), turn.memory)
    named = value(turn.understanding, "stage") or _step_numbered(turn) or _step_in(turn)
    if named:
        return stage_reply(_meant(turn, named), turn.memory)
    return process_reply(turn.actor, turn.services, turn.memory)


def _step_numbered(turn: Turn) -> str | None:
    """ "Explain step 5"."""
    said = re.search(r"\bstep (?:number |no\.? |#)?(\d{1,2})\b", turn.text, re.IGNORECASE)
    steps = turn.services.knowledge.process(turn.actor)
    return next((card.stage.value for card in steps if said and card.number == int(said[1])), None)


def _step_in(turn: Turn) -> str | None:
    """ "The survey" names a thing, but in a question about the process it is the step."""
    aliases = turn.services.knowledge.knowledge.step_aliases
    found = longest_name_in(turn.text, aliases)
    if not found and _SIGNS.search(turn.text):
        return Stage.AGREEMENT_FUNDING.value
    return aliases[found] if found else None


def _meant(turn: Turn, stage: str) -> StageCard:
    """ "What happens after the survey" is about the step that follows."""
    knowledge = turn.services.knowledge
    card = knowledge.stage(turn.actor, stage)
    if card.after and _AFTER.search(turn.text):
        return knowledge.stage(turn.actor, card.after.key)
    if card.before and _BEFORE.search(turn.text):
        return knowledge.stage(turn.actor, card.before.key)
    return card


def process_reply(actor: Actor, services: Services, memory: Memory) -> Reply:
    steps = services.knowledge.process(actor)
    first = replace(memory, intent="explain_process", stage=None, misunderstood=0)
    known = actor.is_staff or actor.organization
    start = [] if known else [actions([start_button(style=None)])]
    return Reply(process_text(steps), [*process_blocks(steps), *start], memory=first)


def stage_reply(card: StageCard, memory: Memory) -> Reply:
    kept = replace(memory, intent="explain_process", stage=card.stage.value, misunderstood=0)
    return Reply(stage_text(card), stage_blocks(card), memory=kept)


explain_pricing = pricing_topics.explain_pricing

# -- the glossary -----------------------------------------------------------------------------------------------


def explain_term(turn: Turn) -> Reply:
    """What a word means; the nearest words where it is not there; the list of them."""
    named = [each for each in turn.understanding.entities if each.entity == "term" and not _is_other_code(turn, each)]
    if len(named) > 1:
        return _terms(turn, tuple(dict.fromkeys(str(each.value) for each in named))[:MOST_TERMS])
    if named:
        return term_reply(turn.actor, turn.services, turn.memory, str(named[0].value))
    words = _word_asked(turn)
    if words:
        return _by_words(turn, words)
    if _LIST.search(turn.text) or not turn.memory.term:
        return terms_reply(turn.actor, turn.services, turn.memory, 0)
    return term_reply(turn.actor, turn.services, turn.memory, turn.memory.term)


def _terms(turn: Turn, keys: Sequence[str]) -> Reply:
    """Several words in one question, as in "the difference between an MOU and an SLA"."""
    replies = [term_reply(turn.actor, turn.services, turn.memory, key) for key in keys]
    blocks = [block for reply in replies for block in reply.blocks]
    last = replies[-1]
    rows = [block for block in blocks if block["type"] != "actions"]
    buttons = next((block for block in reversed(blocks) if block["type"] == "actions"), None)
    return replace(
        last, text="\n".join(reply.text for reply in replies), blocks=[*rows, *([buttons] if buttons else [])]
    )


def _is_other_code(turn: Turn, found: Entity) -> bool:
    """A number of a form is that form or another one: 7600C is no slip for 7600A."""
    coded = any(char.isdigit() for char in found.text)
    return coded and plain_words(found.text) not in turn.services.knowledge.knowledge.term_aliases


def _word_asked(turn: Turn) -> str:
    words = own_words(turn.text, replace(turn.understanding, entities=()))
    return as_typed(turn.text, [word for word in words if word.casefold() not in _ASKING])


def _by_words(turn: Turn, words: str) -> Reply:
    """A word that the understanding did not know: of the glossary, a step, a service, or nothing of them."""
    stage = value(turn.understanding, "stage")
    service = value(turn.understanding, "service")
    reply = term_reply(turn.actor, turn.services, turn.memory, words)
    if reply.memory is not None or not (stage or service):
        return reply
    if stage:
        return stage_reply(turn.services.knowledge.stage(turn.actor, stage), turn.memory)
    name = turn.services.catalog.service(turn.actor, str(service)).service.name
    text = f"{name} is a service of the catalog. Open it to see what it includes and what it costs."
    return Reply(text, with_offers(text, [Offer(f"About {name}", "describe_service", name), PERSON]))


def term_reply(actor: Actor, services: Services, memory: Memory, words: str) -> Reply:
    """One word explained. `memory` of the reply is None where it is not in the glossary."""
    try:
        card = services.knowledge.term(actor, words)
    except NotFound as error:
        nearest = [services.knowledge.term(actor, key).term for key in error.nearest]
        return Reply(unknown_term_text(words, nearest), unknown_term_blocks(words, nearest))
    kept = replace(memory, intent="explain_term", term=card.term.key, misunderstood=0)
    return Reply(term_text(card), term_blocks(card), memory=kept)


def terms_reply(actor: Actor, services: Services, memory: Memory, page: int) -> Reply:
    found = services.knowledge.terms(actor, page)
    kept = replace(memory, intent="explain_term", misunderstood=0)
    return Reply(terms_text(found), terms_blocks(found), memory=kept)


# -- buttons and commands ---------------------------------------------------------------------------------------


def open_process(click: Click) -> Outcome:
    return process_reply(click.actor, click.services, click.memory)


def open_stage(click: Click) -> Outcome:
    key = read_value(click.value).get("k")
    if key not in {stage.value for stage in Stage}:
        return Reply(STALE, private=True)
    return stage_reply(click.services.knowledge.stage(click.actor, str(key)), click.memory)


def open_term(click: Click) -> Outcome:
    return term_reply(click.actor, click.services, click.memory, str(read_value(click.value).get("k") or ""))


def open_terms(click: Click) -> Outcome:
    return terms_reply(click.actor, click.services, click.memory, _page(click))


def turn_terms(click: Click) -> Outcome:
    return replace(terms_reply(click.actor, click.services, click.memory, _page(click)), replace=True)


def _page(click: Click) -> int:
    page = read_value(click.value).get("p")
    return page if isinstance(page, int) else 0


def process_command(command: Command) -> Outcome:
    steps = command.services.knowledge.process(command.actor)
    if not command.words:
        return process_reply(command.actor, command.services, Memory())
    number = re.fullmatch(r"(?:step )?#?(\d{1,4})", command.words.strip(), re.IGNORECASE)
    if not number:
        return stage_reply(command.services.knowledge.stage(command.actor, command.words), Memory())
    named = next((card for card in steps if card.number == int(number[1])), None)
    if named:
        return stage_reply(named, Memory())
    remark = f"There are {len(steps)} steps, and no step {int(number[1])}."
    reply = process_reply(command.actor, command.services, Memory())
    return replace(reply, text=f"{remark}\n{reply.text}", blocks=[section(remark), *reply.blocks])


def term_command(command: Command) -> Outcome:
    if not command.words:
        return terms_reply(command.actor, command.services, Memory(), 0)
    return term_reply(command.actor, command.services, Memory(), command.words)


SUBCOMMANDS = (
    Subcommand("process", "[step]", "The ten steps of working with CEC, or one of them", process_command),
    Subcommand("term", "[word]", "What a word means, or the list of words", term_command),
    pricing_topics.SUBCOMMAND,
)


def register(routes: Routes) -> None:
    routes.action("knowledge.process", open_process)
    routes.action("knowledge.stage", open_stage)
    routes.action("knowledge.term", open_term)
    routes.action("knowledge.terms", open_terms)
    routes.action("knowledge.turn", turn_terms)
    routes.action("knowledge.topic", pricing_topics.open_topic)
