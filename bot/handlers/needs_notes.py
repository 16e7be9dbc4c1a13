"""Needs that staff note in passing, by a sentence (`bot/need_sentences.py`) or the message shortcut "Record as need".

Both end in the filled form: nothing is recorded by a sentence alone.
"""

import re
from dataclasses import replace
from typing import Any

from slack_bolt import Ack

from bot.context import Asker, Turn, memory_key
from bot.forms import text_of
from bot.handlers.agreement_replies import told
from bot.handlers.asked import number_asked
from bot.handlers.estimate_remarks import is_counted_otherwise
from bot.handlers.needs import form_for
from bot.handlers.shortcuts import NOTHING_TO_READ, fill_modal, message_text
from bot.need_sentences import SaidNeed, need_in_message, need_of_customer, said_need, speaks_of_need
from bot.places import asker_of
from bot.plain_proposals import OF_PROPOSAL
from bot.renewal_sentences import asks_longer
from bot.replies import Reply, View
from bot.routes import Routes
from bot.said import value
from bot.understanding.model import Understanding
from bot.views.blocks import actions, button, read_value, section
from bot.views.reading import as_modal
from bot.views.talk import kept, quoted
from bot.views.text import capital
from domain.agreement_lists import AgreementFilter
from domain.agreement_numbers import agreement_number
from domain.catalog import Service
from domain.needs import LONGEST_TEXT, NeedContent, Source, SourceKind
from domain.stages import Stage
from services import Services
from services.memory import Memory

_TERABYTES = re.compile(r"(?:tb|terabytes?)\W*", re.IGNORECASE)
_LONG = (
    " It is too long for a button, so the form holds its beginning; the message shortcut “Record as need” takes all."
)


def is_note_in_passing(asker: Asker, text: str) -> bool:
    """Whether staff note a need where nobody spoke to the assistant: only in channels that are bound, and only in words
    that speak of a need, as people there talk to each other."""
    here = asker.actor.is_staff and asker.place.binding is not None
    return here and said_need(text) is not None and speaks_of_need(text)


def noted(turn: Turn) -> SaidNeed | None:
    """The need that the sentence says; only staff's are recorded, and "they need" only of who is spoken of."""
    if not turn.actor.is_staff or asks_longer(turn.text):
        return None
    negotiated = turn.memory.intent in OF_PROPOSAL  # what the customer wants is then a change of the draft
    said = said_need(turn.text) or (None if negotiated else need_of_customer(turn.text, turn.understanding))
    spoken_of = said and (said.whose or turn.memory.agreement or turn.asker.place.binding or said_need(turn.text))
    return said if spoken_of else None


def note(turn: Turn, said: SaidNeed) -> Reply:
    """A sentence opens no form, so a button does; only the one who noted it sees it."""
    return told(turn.asker, lambda: _note(turn, said))


def _note(turn: Turn, said: SaidNeed) -> Reply:
    what = capital(said.what)
    number, organization = _whose(turn, said)
    content = _content(turn.services, turn.understanding, what)
    words = kept(what)[:1_500]
    facts = {
        **{"number": number, "o": organization, "w": words},
        **{"s": content.service, "q": content.quantity, **_message(turn)},
    }
    opens = button("Record this need", "needs.note", {name: fact for name, fact in facts.items() if fact}, "primary")
    of = f" of {number}" if number else ""
    cut = _LONG if words != what else ""
    text = f"Shall I record this as a need{of}? “{quoted(what)}” Check it in the form first.{cut}"
    memory = replace(turn.memory, agreement=number, organization=organization) if number else None
    return Reply(text, [section(text), actions([opens])], memory=memory, private=True)


def _message(turn: Turn) -> dict[str, str | None]:
    """Where it was written, for its link; a direct message can be opened by nobody else."""
    if turn.asker.place.direct:
        return {}
    return {"c": turn.asker.place.channel_id, "ts": turn.message_ts}


def _whose(turn: Turn, said: SaidNeed) -> tuple[str, str | None]:
    """The number of the agreement, empty where it must be chosen, and the customer where one is named.

    Raises NotFound for a number that no agreement has.
    """
    named = number_asked(turn)
    if named:
        view = turn.services.needs.view(turn.actor, named)
        return view.number, view.organization.key
    organization = value(turn.understanding, "organization") if said.whose else None
    if organization and organization != turn.memory.organization:
        return _only_one(turn.asker, turn.services, organization), organization
    return _number_here(turn.asker, turn.services, turn.memory), organization or turn.memory.organization


def _number_here(asker: Asker, services: Services, memory: Memory) -> str:
    """The agreement spoken of, else the only one of the channel's customer."""
    if memory.agreement:
        return memory.agreement
    bound = asker.place.binding.organization if asker.place.binding else None
    return _only_one(asker, services, bound) if bound else ""


def _only_one(asker: Asker, services: Services, organization: str) -> str:
    """The customer's only agreement at the step of needs, else its only open one; empty where there are several."""
    for stage in (Stage.UNDERSTAND_NEEDS, None):
        wanted = AgreementFilter(organization=organization, stage=stage)
        rows = services.agreements.list(asker.actor, wanted, size=2).rows
        if len(rows) == 1:
            return rows[0].summary.number
    return ""


def _content(services: Services, understanding: Understanding, text: str) -> NeedContent:
    """The service and the quantity that the words name, where they name one of each.

    What is measured in something else than the words say has no quantity.
    """
    found = [e for e in understanding.entities if e.entity == "service" and len(e.candidates) < 2]
    named = {str(each.value) for each in found}
    key = named.pop() if len(named) == 1 else None
    known = services.catalog.current().catalog.services
    service = next((each for each in known if each.key == key), None)
    return NeedContent("", text[:LONGEST_TEXT], key, _quantity(understanding, service))


def _quantity(understanding: Understanding, service: Service | None) -> int | None:
    """The number that is said with the unit of the service, else the only one."""
    text = understanding.text
    said = [
        (int(str(each.value)), (text[each.end :].split() or [""])[0])
        for each in understanding.entities
        if each.entity == "quantity" and str(each.value).isdecimal()
    ]
    if service is None:
        return said[0][0] if len(said) == 1 else None
    in_unit = [number for number, word in said if not is_counted_otherwise(service, f"{number} {word}")]
    if service.unit == "GB" and not in_unit:
        in_unit = [number * 1_000 for number, word in said if _TERABYTES.fullmatch(word)]
    if not in_unit and not is_counted_otherwise(service, text):
        in_unit = [number for number, _ in said]
    return in_unit[0] if len(in_unit) == 1 else None


# -- the button and the message shortcut --------------------------------------------------------------------------


def _form_of_note(routes: Routes, body: dict[str, Any]) -> View:
    click = routes.click(body)
    value = read_value(click.value)
    link = routes.slack.permalink(text_of(value, "c"), text_of(value, "ts")) if value.get("ts") else ""
    source = Source(SourceKind.MESSAGE if link else SourceKind.CONVERSATION, link)
    quantity = value.get("q")
    content = NeedContent(
        area="",
        text=text_of(value, "w"),
        service=text_of(value, "s") or None,
        quantity=quantity if isinstance(quantity, int) else None,
    )
    number, organization = text_of(value, "number"), text_of(value, "o") or None
    return form_for(click.asker, click.services, content, source, number, click.origin, organization=organization).view


def _form_of_message(routes: Routes, body: dict[str, Any]) -> View:
    text = message_text(body)
    if not text:
        return as_modal(Reply(NOTHING_TO_READ))
    message = body["message"]
    channel, ts = str(body["channel"]["id"]), str(message["ts"])
    asker = asker_of(
        routes.slack, routes.services, body["user"]["id"], channel, message.get("thread_ts"), routes.clock()
    )
    memory = routes.services.memory.read(memory_key(asker))
    understanding = routes.conversation.understander.read_entities(text, asker.at, asker.zone)
    named = agreement_number(str(value(understanding, "agreement_number") or ""))
    here = _number_here(asker, routes.services, memory) if asker.actor.is_staff else ""
    source = Source(SourceKind.MESSAGE, routes.slack.permalink(channel, ts))
    content = _content(routes.services, understanding, capital(need_in_message(text)))
    return form_for(asker, routes.services, content, source, named or here, {}).view


def register(routes: Routes) -> None:
    @routes.app.action("needs.note")
    def open_note(ack: Ack, body: dict[str, Any]) -> None:  # pyright: ignore[reportUnusedFunction]
        ack()
        fill_modal(routes, body, lambda: _form_of_note(routes, body))

    @routes.app.shortcut("record_need")
    def record_need(ack: Ack, body: dict[str, Any]) -> None:  # pyright: ignore[reportUnusedFunction]
        ack()
        fill_modal(routes, body, lambda: _form_of_message(routes, body))
