"""Something that the catalog does not hold, or a service adapted: collected in a form, and CEC staff are told."""

from datetime import date
from typing import Any

from bot.commands import Command, Subcommand
from bot.context import Asker, Click, Submission, Turn
from bot.forms import form_id, text_of
from bot.replies import FieldErrors, Modal, Outcome, Reply
from bot.routes import STALE, Routes
from bot.said import value
from bot.views.blocks import read_value
from bot.views.custom_requests import confirmed_blocks, confirmed_text, form, offer_blocks, offer_text
from domain.errors import InvalidInput, NotFound
from services import Services
from services.requests import CustomWish

NEAR_OFFERED = 2


def request(turn: Turn) -> Reply:
    """A form cannot be opened by a sentence: a button opens it, with the words already in it."""
    service = value(turn.understanding, "service")
    found = turn.services.catalog.search(turn.actor, turn.text, limit=NEAR_OFFERED)
    near = [] if service else [hit.row for hit in found.hits]
    return Reply(offer_text(turn.text, near), offer_blocks(turn.text, service, near))


def open_form(click: Click) -> Outcome:
    wanted = read_value(click.value)
    words, service = wanted.get("w"), wanted.get("s")
    what = words if isinstance(words, str) else ""
    return _form(click.services, click.asker, what, service if isinstance(service, str) else None, click.origin)


def command(command: Command) -> Outcome:
    return _form(command.services, command.asker, command.words, None, {})


def _form(services: Services, asker: Asker, what: str, service: str | None, origin: dict[str, str]) -> Outcome:
    metadata = {"id": form_id(asker), "at": origin}
    return Modal(form(services.catalog.current().catalog, what, service, metadata))


def sent(submission: Submission) -> Outcome:
    request_id = text_of(read_value(submission.metadata), "id")
    if not request_id.startswith(f"{submission.asker.slack_user_id}-"):
        return Reply(STALE, private=True)
    try:
        kept = submission.services.requests.ask(
            submission.actor, _wish(submission.values), submission.asker.name, request_id=request_id
        )
    except InvalidInput as error:
        return FieldErrors({error.field: str(error)})
    except NotFound as error:
        return FieldErrors({"service": str(error)})
    zone = submission.asker.zone
    about = frozenset({kept.organization.key}) if kept.organization else frozenset[str]()
    return Reply(confirmed_text(kept, zone), confirmed_blocks(kept, zone), about=about, private=True)


def _wish(values: Any) -> CustomWish:
    day = values.get("needed_by")
    return CustomWish(
        what=str(values.get("what") or ""),
        why=str(values.get("why") or ""),
        quantity=str(values.get("quantity") or ""),
        needed_by=date.fromisoformat(day) if day else None,
        service=values.get("service") or None,
    )


SUBCOMMANDS = (Subcommand("custom", "[what you need]", "Ask for a service that the catalog does not hold", command),)


def register(routes: Routes) -> None:
    routes.action("custom.open", open_form)
    routes.submission("custom.request", sent)
