"""Answers about payments that several handlers give."""

from collections.abc import Callable
from dataclasses import replace

from bot.context import Asker, Click, Submission
from bot.handlers.agreement_replies import notice, reader_of
from bot.replies import Reply
from bot.views.blocks import actions, button, section
from bot.views.payments import first_page, payments_blocks, payments_text
from bot.views.text import without_bold
from bot.views.tracker import status_sentence
from domain.errors import Conflict, NotFound
from services import Services
from services.funding_cards import FundingView
from services.memory import Memory


def payments_reply(
    asker: Asker, services: Services, view: FundingView, memory: Memory, said: str = "", page: int | None = None
) -> Reply:
    """The payments of an agreement; without a page the one with what is paid next. `said` stands first."""
    reader, shown = reader_of(asker), first_page(view) if page is None else page
    return Reply(
        text=payments_text(view, reader, shown, said),
        blocks=payments_blocks(view, reader, shown, notice(services), said),
        about=frozenset({view.organization.key}),
        memory=replace(memory, agreement=view.number, organization=view.organization.key),
    )


def show(
    asker: Asker,
    services: Services,
    number: str,
    memory: Memory,
    answer: Callable[[FundingView], str] = lambda view: "",
) -> Reply:
    """The payments, with the answer to what was asked; before there is a proposal, that there are none.

    Raises NotFound for an agreement that the asker may not see.
    """
    status = services.agreements.status(asker.actor, number)
    try:
        view = services.funding.schedule(asker.actor, number)
    except NotFound as nothing:
        text = f"{nothing} {status_sentence(status, reader_of(asker))}"
        opened = button("Open the agreement", "agreements.open", {"number": status.number})
        kept = replace(memory, agreement=status.number, organization=status.organization.key)
        about = frozenset({status.organization.key})
        return Reply(without_bold(text), [section(text), actions([opened])], about, memory=kept)
    return payments_reply(asker, services, view, memory, answer(view))


def changed_reply(asked: Click | Submission, number: str, change: Callable[[], FundingView], done: str) -> Reply:
    """The payments as they are now, in the place of those before; what was changed meanwhile is told instead."""
    try:
        view, said = change(), done
    except Conflict as meanwhile:
        view, said = asked.services.funding.schedule(asked.actor, number), str(meanwhile)
    return replace(payments_reply(asked.asker, asked.services, view, asked.memory, said), replace=True)
