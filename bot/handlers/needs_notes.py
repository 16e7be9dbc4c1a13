"""Needs that staff note in passing: "note: they need 40 laptops", or the message shortcut "Record as need".

Both end in the filled form: nothing is recorded by a sentence alone.
"""

import logging
import re
from typing import Any

from slack_bolt import Ack

from bot.context import Asker, Click, Turn, memory_key
from bot.errors import sentence_for
from bot.handlers.asked import number_asked
from bot.handlers.needs import form_for
from bot.handlers.shortcuts import NOTHING_TO_READ, WORKING
from bot.places import asker_of
from bot.replies import Outcome, Reply, View
from bot.routes import Routes
from bot.said import values
from bot.slack import Slack, SlackError
from bot.understanding.model import Understanding
from bot.understanding.slack_text import plain
from bot.views.blocks import actions, button, read_value, section
from bot.views.reading import as_modal
from bot.views.talk import kept, quoted
from bot.views.text import capital
from domain.agreement_lists import AgreementFilter
from domain.needs import LONGEST_TEXT, NeedContent, Source, SourceKind
from domain.stages import Stage
from services import Services
from services.memory import Memory

log = logging.getLogger("cec.shortcuts")

_NOTE = re.compile(
    r"^\s*(?:please\s+)?(?:note|needs?|record (?:this )?(?:as )?(?:a )?need)\s*(?::|,|-|–|that\b)\s*(?P<what>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
_LONG = (
    " It is too long for a button, so the form holds its beginning; the message shortcut “Record as need” takes all."
)


def is_note(asker: Asker, text: str) -> bool:
    """Whether staff note a need."""
    return asker.actor.is_staff and _NOTE.match(text) is not None


def is_note_in_passing(asker: Asker, text: str) -> bool:
    """The same where nobody spoke to the assistant: only in channels that are bound."""
    return asker.place.binding is not None and is_note(asker, text)


def note(turn: Turn) -> Reply:
    """A sentence opens no form, so a button does; only the one who noted it sees it."""
    found = _NOTE.match(turn.text)
    what = capital(found["what"].strip()) if found else turn.text
    number = number_asked(turn) or _number_here(turn.asker, turn.services, turn.memory)
    content = _content(turn.understanding, what)
    words = kept(what)[:1_500]
    facts = {"number": number, "w": words, "s": content.service, "q": content.quantity, **_message(turn)}
    opens = button("Record this need", "needs.note", {name: fact for name, fact in facts.items() if fact}, "primary")
    of = f" of {number}" if number else ""
    cut = _LONG if words != what else ""
    text = f"Shall I record this as a need{of}? “{quoted(what)}” Check it in the form first.{cut}"
    return Reply(text, [section(text), actions([opens])], private=True)


def _message(turn: Turn) -> dict[str, str | None]:
    """Where it was written, for its link; a direct message can be opened by nobody else."""
    if turn.asker.place.direct:
        return {}
    return {"c": turn.asker.place.channel_id, "ts": turn.message_ts}


def _number_here(asker: Asker, services: Services, memory: Memory) -> str:
    """The agreement spoken of, else the channel's customer's only one at the step of needs, or only open one."""
    if memory.agreement:
        return memory.agreement
    bound = asker.place.binding.organization if asker.place.binding else None
    for stage in (Stage.UNDERSTAND_NEEDS, None) if bound else ():
        rows = services.agreements.list(asker.actor, AgreementFilter(organization=bound, stage=stage), size=2).rows
        if len(rows) == 1:
            return rows[0].summary.number
    return ""


def _content(understanding: Understanding, text: str) -> NeedContent:
    """The service and the quantity that the words name, where they name one of each."""
    services = [e for e in understanding.entities if e.entity == "service" and len(e.candidates) < 2]
    named = {str(each.value) for each in services}
    quantities = [int(each) for each in values(understanding, "quantity") if each.isdecimal()]
    service = named.pop() if len(named) == 1 else None
    return NeedContent("", text[:LONGEST_TEXT], service, quantities[0] if len(quantities) == 1 else None)


def _open_note(slack: Slack, click: Click) -> Outcome:
    value = read_value(click.value)
    link = slack.permalink(str(value.get("c") or ""), str(value.get("ts") or "")) if value.get("ts") else ""
    source = Source(SourceKind.MESSAGE if link else SourceKind.CONVERSATION, link)
    service, quantity = value.get("s"), value.get("q")
    content = NeedContent(
        area="",
        text=str(value.get("w") or ""),
        service=service if isinstance(service, str) else None,
        quantity=quantity if isinstance(quantity, int) else None,
    )
    return form_for(click.asker, click.services, content, source, str(value.get("number") or ""), click.origin)


# -- the message shortcut ----------------------------------------------------------------------------------------


def _fill(routes: Routes, body: dict[str, Any]) -> None:
    """The modal opens at once, as Slack gives three seconds for that; the form fills it."""
    try:
        view = routes.slack.open_view(body["trigger_id"], WORKING)
        routes.slack.update_view(view["id"], _form(routes, body))
    except SlackError as error:
        log.warning("the form of a need did not reach Slack: %s", error)


def _form(routes: Routes, body: dict[str, Any]) -> View:
    message = body.get("message") or {}
    text = plain(str(message.get("text") or "")).text.strip()
    if not text:
        return as_modal(Reply(NOTHING_TO_READ))
    try:
        channel, ts = str(body["channel"]["id"]), str(message["ts"])
        thread = message.get("thread_ts")
        asker = asker_of(routes.slack, routes.services, body["user"]["id"], channel, thread, routes.clock())
        memory = routes.services.memory.read(memory_key(asker))
        number = _number_here(asker, routes.services, memory) if asker.actor.is_staff else ""
        understanding = routes.conversation.understander.read_entities(text, asker.at, asker.zone)
        source = Source(SourceKind.MESSAGE, routes.slack.permalink(channel, ts))
        return form_for(asker, routes.services, _content(understanding, text), source, number, {}).view
    except Exception as error:
        return as_modal(Reply(sentence_for(error, str(body.get("trigger_id", ""))[:40])))


def register(routes: Routes) -> None:
    routes.action("needs.note", lambda click: _open_note(routes.slack, click))

    @routes.app.shortcut("record_need")
    def record_need(ack: Ack, body: dict[str, Any]) -> None:  # pyright: ignore[reportUnusedFunction]
        ack()
        _fill(routes, body)
