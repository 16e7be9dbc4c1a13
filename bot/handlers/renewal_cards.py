"""The renewal of one agreement, or what a renewal took over, as handlers answer with it."""

from collections.abc import Callable
from dataclasses import replace

from bot.context import Asker, Click
from bot.forms import text_of
from bot.handlers.agreement_replies import reader_of
from bot.replies import Modal, Outcome, Reply
from bot.routes import Routes
from bot.views.blocks import read_value, safe
from bot.views.renewal_card import (
    SaidOfRenewal,
    carried_blocks,
    carried_text,
    lines_modal,
    renewal_blocks,
    renewal_text,
)
from domain.errors import Conflict, NotFound
from domain.renewals import RenewalState
from services import Services
from services.memory import Memory
from services.renewal_cards import CarriedView, RenewalView


def show(asker: Asker, services: Services, number: str, memory: Memory, said: str = "") -> Reply:
    """The end of its term and what follows; of one that renews another and does not run yet, what it took over.

    `said` stands first. Raises NotFound for an agreement that the asker may not see.
    """
    view = services.renewals.view(asker.actor, number)
    if view.state is RenewalState.NOT_RUNNING:
        try:
            return carried_reply(asker, services.renewals.carried(asker.actor, number), memory, said)
        except NotFound:  # a first agreement, whose services have not begun
            pass
    return renewal_reply(asker, view, memory, said)


def renewal_reply(
    asker: Asker, view: RenewalView, memory: Memory, said: str = "", begins: SaidOfRenewal | None = None
) -> Reply:
    """`begins` is what the forms begin with."""
    reader = reader_of(asker)
    return Reply(
        text=renewal_text(view, reader, said),
        blocks=renewal_blocks(view, reader, said, begins),
        about=frozenset({view.organization.key}),
        memory=replace(memory, agreement=view.number, organization=view.organization.key),
    )


def carried_reply(asker: Asker, view: CarriedView, memory: Memory, said: str = "") -> Reply:
    return Reply(
        text=carried_text(view, said),
        blocks=carried_blocks(view, said),
        about=frozenset({view.organization.key}),
        memory=replace(memory, agreement=view.number, organization=view.organization.key),
    )


def or_as_it_is_now(click: Click, change: Callable[[], Reply]) -> Outcome:
    """What `change` gives; where somebody was quicker, the renewal as it is now, with the reason. In the place of the
    message."""
    try:
        return replace(change(), replace=True)
    except Conflict as conflict:
        now = show(click.asker, click.services, number_of(click), click.memory, safe(str(conflict)))
        return replace(now, replace=True)


def number_of(click: Click) -> str:
    return text_of(read_value(click.value), "number")[:40]


# -- buttons -----------------------------------------------------------------------------------------------------


def opened(click: Click) -> Outcome:
    return show(click.asker, click.services, number_of(click), click.memory)


def carried(click: Click) -> Outcome:
    """Of a renewal that was not begun here the agreement's own renewal is shown."""
    try:
        view = click.services.renewals.carried(click.actor, number_of(click))
    except NotFound:
        return opened(click)
    return carried_reply(click.asker, view, click.memory)


def all_lines(click: Click) -> Outcome:
    number, renewals = number_of(click), click.services.renewals
    view = renewals.view(click.actor, number)
    found = view if view.outlook.lines else renewals.carried(click.actor, number)
    return Modal(lines_modal(number, found.outlook, found.notice))


def register(routes: Routes) -> None:
    routes.action("renewals.open", opened)
    routes.action("renewals.carried", carried)
    routes.action("renewals.lines", all_lines)
