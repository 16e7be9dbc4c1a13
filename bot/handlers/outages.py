"""Outages of services: those that are known, followed by customers; announced, told of and ended by CEC's people."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from bot.commands import Command, Subcommand
from bot.context import Asker, Click, Submission
from bot.forms import after_form, at_fields, form_id, is_own_form, submitted, text_of
from bot.handlers.agreement_replies import is_known, reader_of, told
from bot.replies import Modal, Outcome, Reply
from bot.routes import STALE, Routes
from bot.views.blocks import read_value
from bot.views.outages import announce_form, end_form, outage_blocks, outage_text, outages_list, update_form
from bot.views.text import plural
from domain.channels import Audience
from domain.errors import Conflict, InvalidInput
from domain.permissions import Action, require
from services import Services
from services.support_cards import OutageCard

_FOLLOWED = "You hear of it here as soon as there is news, and when it is over."


def outage_reply(asker: Asker, card: OutageCard, said: str = "") -> Reply:
    reader = reader_of(asker)
    return Reply(outage_text(card, reader, said), outage_blocks(card, reader, said), private=_is_private(asker))


def list_reply(asker: Asker, services: Services, said: str = "") -> Reply:
    text, blocks = outages_list(services.outages.latest(asker.actor), reader_of(asker), said)
    return Reply(text, blocks, private=_is_private(asker))


def _is_private(asker: Asker) -> bool:
    """Others in a channel may not have the service."""
    return not asker.place.direct and asker.place.audience is not Audience.STAFF


def command(command: Command) -> Outcome:
    return told(command.asker, lambda: list_reply(command.asker, command.services))


def listed(click: Click) -> Outcome:
    return told(click.asker, lambda: list_reply(click.asker, click.services))


def opened(click: Click) -> Outcome:
    return told(click.asker, lambda: outage_reply(click.asker, _view(click)))


def followed(click: Click) -> Outcome:
    """What does not work is this outage: no request is needed, and its news come to who asked."""
    try:
        card = click.services.outages.follow(click.actor, _id(click))
    except Conflict as over:
        return replace(outage_reply(click.asker, _view(click), str(over)), replace=True)
    return replace(outage_reply(click.asker, card, _FOLLOWED), replace=True)


# -- by CEC's people ---------------------------------------------------------------------------------------------


def form(click: Click) -> Outcome:
    require(click.actor, Action.ANNOUNCE_OUTAGE)
    name, metadata = click.action_id.rpartition(":")[2], {"id": form_id(click.asker), "at": click.origin}
    if name == "announce":
        return Modal(announce_form(click.services.catalog.current().catalog, metadata))
    card = _view(click)
    if card.outage.is_over:
        return replace(outage_reply(click.asker, card), replace=True)
    forms = {"update": update_form, "end": end_form}
    return Modal(forms[name](card, {**metadata, "o": card.outage.id, "v": card.outage.revision}))


def announced(submission: Submission) -> Outcome:
    if not is_own_form(submission):
        return Reply(STALE, private=True)

    def save(values: dict[str, Any]) -> OutageCard:
        return submission.services.outages.announce(
            submission.actor,
            str(values.get("service") or ""),
            str(values.get("words") or ""),
            str(values.get("place") or ""),
            _moment(values),
            text_of(submitted(submission), "id"),
        )

    return _saved(submission, save)


def updated(submission: Submission) -> Outcome:
    def save(values: dict[str, Any]) -> OutageCard:
        kept, words = submitted(submission), str(values.get("words") or "")
        return submission.services.outages.update(
            submission.actor, text_of(kept, "o"), words, _moment(values), kept.get("v")
        )

    return _saved(submission, save)


def ended(submission: Submission) -> Outcome:
    def save(values: dict[str, Any]) -> OutageCard:
        kept, words = submitted(submission), str(values.get("words") or "")
        return submission.services.outages.end(submission.actor, text_of(kept, "o"), words, kept.get("v"))

    return _saved(submission, save)


def _saved(submission: Submission, save: Callable[[dict[str, Any]], OutageCard]) -> Outcome:
    def told_then(values: dict[str, Any]) -> Outcome:
        try:
            card = save(values)
        except Conflict as conflict:
            raise InvalidInput("words", str(conflict)) from conflict
        said = f"{plural(card.told, 'customer')} {'is' if card.told == 1 else 'are'} told."
        return after_form(submission, outage_reply(submission.asker, card, said))

    return at_fields(submission, told_then)


def _moment(values: dict[str, Any]) -> datetime | None:
    given = values.get("expected_by")
    return datetime.fromtimestamp(given, UTC) if isinstance(given, int) else None


def _view(click: Click) -> OutageCard:
    return click.services.outages.view(click.actor, _id(click))


def _id(click: Click) -> str:
    return text_of(read_value(click.value), "o")[:80]


def register(routes: Routes) -> None:
    routes.action("outages.list", listed)
    routes.action("outages.open", opened)
    routes.action("outages.same", followed)
    routes.action("outages.form", form)
    routes.submission("outages.announce", announced)
    routes.submission("outages.update", updated)
    routes.submission("outages.end", ended)


SUBCOMMANDS = (Subcommand("outages", "", "Outages of services that are known", command, is_known),)
