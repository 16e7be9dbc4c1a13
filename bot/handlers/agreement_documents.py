"""The documents of an agreement: listed, opened one by one, made by staff where some are missing."""

from dataclasses import replace

from bot.commands import Command, Subcommand
from bot.context import Asker, Click, Turn, memory_key
from bot.forms import number_in, text_of
from bot.handlers.agreement_replies import is_known, list_reply, reader_of, told
from bot.handlers.asked import number_asked, says_all
from bot.handlers.elsewhere import MOST_READ, Question, answer_about, choose_reply
from bot.handlers.titles import names_one
from bot.plain_documents import asks_signed_copy
from bot.replies import Modal, Outcome, Reply
from bot.routes import Routes
from bot.said import has_any
from bot.views.agreement_documents import documents_blocks, documents_text, gaps_modal, in_words, pages_of
from bot.views.blocks import read_value
from bot.views.list_question import ListQuestion
from domain.agreement_documents import DocumentKind
from domain.notices import Destination
from domain.stages import SIGNED, Stage
from services import Services

WHICH = "Open the agreement whose documents you want, then press Documents."


def show(asker: Asker, services: Services, number: str, page: int = 0, done: str = "") -> Reply:
    """The kept documents of an agreement, or why they can't be shown."""
    return told(asker, lambda: _listed(asker, services, number, page, done))


def _listed(asker: Asker, services: Services, number: str, page: int, done: str) -> Reply:
    found = services.agreement_documents.listing(asker.actor, number)
    reader, page = reader_of(asker), min(max(page, 0), pages_of(found) - 1)
    memory = services.memory.read(memory_key(asker))
    return Reply(
        text=documents_text(found, reader, page, done),
        blocks=documents_blocks(found, reader, page, done),
        about=frozenset({found.organization.key}),
        memory=replace(memory, agreement=found.number, organization=found.organization.key),
    )


def documents_asked(turn: Turn) -> Reply:
    """Asked for in words: those of the agreement that is named or was spoken of, else of the one that has any."""
    return told(turn.asker, lambda: _asked(turn))


def _asked(turn: Turn) -> Reply:
    question = _SIGNED if asks_signed_copy(turn.text) else _KEPT
    named = number_asked(turn) or has_any(turn.understanding, ("organization",)) or names_one(turn.text)
    if turn.memory.agreement and not named and not says_all(turn.text):
        return question.show(turn, turn.memory.agreement)
    if not named and not turn.actor.is_staff and question is _KEPT:
        rows = turn.services.agreements.own(turn.actor, size=MOST_READ).rows
        having = [row for row in rows if row.summary.stage is question.stage or row.summary.stage in question.later]
        if len(having) > 1:
            return choose_reply(turn, having, question)
    return answer_about(turn, question)


def _shown(turn: Turn, number: str) -> Reply:
    kept = turn.services.agreement_documents.documents(turn.actor, number)
    unsigned = asks_signed_copy(turn.text) and all(each.kind is not DocumentKind.SIGNED_AGREEMENT for each in kept)
    return show(turn.asker, turn.services, number, done=f"There is no signed copy of {number} yet." if unsigned else "")


_KEPT = Question("view_proposal", Stage.PROPOSAL, _shown, SIGNED | {Stage.AGREEMENT_FUNDING}, keeps_words=True)
_SIGNED = Question("view_proposal", Stage.OPERATIONS, _shown, SIGNED | {Stage.AGREEMENT_FUNDING}, keeps_words=True)


def opened(click: Click) -> Outcome:
    return show(click.asker, click.services, _number(click))


def turned(click: Click) -> Outcome:
    reply = show(click.asker, click.services, _number(click), number_in(read_value(click.value)))
    return replace(reply, replace=True)


def file_wanted(click: Click) -> Outcome:
    """The file follows by the queue of notices, since sending it takes a moment."""
    place = click.asker.place
    card = click.services.agreement_documents.send(
        click.actor, _number(click), text_of(read_value(click.value), "d"), _destination(click)
    )
    if place.channel_id and place.direct:
        return None
    here = (
        "It comes here in a moment if everyone in this channel may see it, else to your direct messages with me."
        if place.channel_id
        else "It comes to your direct messages with me in a moment."
    )
    return Reply(f"{card.title} of {card.number}, {in_words(card)}. {here}", private=True)


def _destination(click: Click) -> Destination:
    """Where it was pressed: in a channel the thread of the message; on Home the direct messages."""
    place = click.asker.place
    if not place.channel_id:
        return Destination(slack_user_id=click.asker.slack_user_id)
    thread = place.thread_ts or (None if place.direct else click.message.get("ts"))
    return Destination(channel_id=place.channel_id, thread_ts=thread)


def missing(click: Click) -> Outcome:
    value = read_value(click.value)
    return Modal(gaps_modal(click.services.agreement_documents.gaps(click.actor, _number(click), text_of(value, "d"))))


def made(click: Click) -> Outcome:
    """By the queue of notices, which also tells both sides."""
    number = _number(click)
    click.services.agreement_documents.want(click.actor, number, number_in(read_value(click.value), "version"))
    done = "The documents are being made. They are sent to those who may see them."
    return replace(show(click.asker, click.services, number, done=done), replace=True)


def command(command: Command) -> Outcome:
    """Without a number: the agreement spoken of, else the only one, else those to choose from."""
    services, asker = command.services, command.asker
    memory = services.memory.read(memory_key(asker))
    if command.words or memory.agreement:
        return show(asker, services, command.words or str(memory.agreement))
    rows = services.agreements.list(asker.actor, ListQuestion().filter, size=2).rows
    if len(rows) == 1:
        return show(asker, services, rows[0].summary.number)
    return list_reply(asker, services, ListQuestion(), memory, WHICH)


def _number(click: Click) -> str:
    return text_of(read_value(click.value), "number")[:40]


def register(routes: Routes) -> None:
    routes.action("documents.open", opened)
    routes.action("documents.page", turned)
    routes.action("documents.file", file_wanted)
    routes.action("documents.gaps", missing)
    routes.action("documents.make", made)


SUBCOMMANDS = (Subcommand("documents", "[number]", "The documents of an agreement", command, is_known),)
