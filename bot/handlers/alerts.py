"""Alerts of CEC's people: lists of what is open, one alert with its buttons and forms, and why it was sent."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time
from typing import Any

from bot.commands import Command, Subcommand
from bot.context import Asker, Click, Submission
from bot.forms import after_form, at_field, number_in, submitted, text_of
from bot.handlers.alerts_meant import typed
from bot.replies import Modal, Outcome, Reply
from bot.routes import STALE, Routes
from bot.views.alert_buttons import Back
from bot.views.alert_details import details_modal
from bot.views.alert_forms import assign_form, done_form, snooze_form
from bot.views.alert_lists import AlertQuestion, chosen, list_blocks, list_text, pack, unpack
from bot.views.alerts import alert_blocks, alert_text
from bot.views.blocks import read_value, safe
from domain.errors import Conflict, InvalidInput
from domain.local_times import moment_of
from domain.permissions import Actor
from services import Services
from services.alert_cards import AlertCard, AlertView

_UNKNOWN = (
    "I don't know these alerts. After `/cec alerts` comes nothing, “team”, “all”, the name of a colleague, or a kind "
    "such as “renewal”."
)

# -- lists -------------------------------------------------------------------------------------------------------


def alerts_reply(asker: Asker, services: Services, question: AlertQuestion, done: str = "") -> Reply:
    """For the asker alone. A page that is not there any more becomes the first one."""
    page = services.alerts.open_for(
        asker.actor, question.whose, question.page, kinds=question.kinds, person=question.person
    )
    if question.page and not page.items:
        return alerts_reply(asker, services, replace(question, page=0), done)
    text = list_text(page, question, asker.zone)
    return Reply(f"{done}\n{text}" if done else text, list_blocks(page, question, asker.zone, done), private=True)


def command(command: Command) -> Outcome:
    question = typed(command)
    return alerts_reply(command.asker, command.services, question or AlertQuestion(), "" if question else _UNKNOWN)


def turned(click: Click) -> Outcome:
    """Another page, or the list that an alert was opened from."""
    return _list(click, unpack(read_value(click.value)))


def filtered(click: Click) -> Outcome:
    return _list(click, chosen(click.value))


def _list(click: Click, question: AlertQuestion) -> Reply:
    """In the place of the list before; where it was asked for on Home or in a digest, as an answer of its own."""
    in_place = click.action_id.rpartition(":")[2] not in ("mine", "team", "all")
    return replace(alerts_reply(click.asker, click.services, question), replace=in_place)


# -- one alert ---------------------------------------------------------------------------------------------------


def alert_reply(asker: Asker, card: AlertCard, done: str = "", back: Back | None = None) -> Reply:
    return Reply(
        text=alert_text(card, asker.zone, done),
        blocks=alert_blocks(card, asker.zone, done, back),
        about=frozenset({card.organization.key}) if card.organization else frozenset(),
        replace=True,
    )


def opened(click: Click) -> Outcome:
    """From a list in its place, with the way back; from Home or a digest as an answer of its own."""
    back = _back(click)
    reply = alert_reply(click.asker, _view(click).card, back=back)
    return replace(reply, replace=bool(back), private=True)


def details(click: Click) -> Outcome:
    return Modal(details_modal(_view(click), click.asker.zone))


def claimed(click: Click) -> Outcome:
    """Whose it is already keeps it, so the revision that was seen does not matter."""
    return _or_as_it_is_now(click, lambda: click.services.alerts.claim(click.actor, _id(click)))


def released(click: Click) -> Outcome:
    return _or_as_it_is_now(click, lambda: click.services.alerts.release(click.actor, _id(click), _seen(click)))


def settled(click: Click) -> Outcome:
    """News, which need no words."""
    return _or_as_it_is_now(click, lambda: click.services.alerts.settle(click.actor, _id(click), seen=_seen(click)))


def _or_as_it_is_now(click: Click, change: Callable[[], AlertView]) -> Reply:
    """The alert after the change; where somebody was quicker, as it is now with the reason, in a channel to who
    pressed it alone."""
    try:
        return alert_reply(click.asker, change().card, back=_back(click))
    except Conflict as conflict:
        reply = alert_reply(click.asker, _view(click).card, safe(str(conflict)), _back(click))
        direct = click.asker.place.direct
        return replace(reply, replace=direct, private=not direct)


def more(click: Click) -> Outcome:
    """What stands in the menu: its name, and the value that a button would have."""
    do, _, value = click.value.partition(" ")
    chosen = replace(click, value=value, action_id=f"alerts.form:{do}")
    return {"details": details, "settle": settled}.get(do, form)(chosen)


# -- forms -------------------------------------------------------------------------------------------------------


def form(click: Click) -> Outcome:
    name, card, zone = click.action_id.rpartition(":")[2], _view(click).card, click.asker.zone
    metadata = {"id": _id(click), "v": _seen(click), "b": _back(click), "at": click.origin}
    if name == "snooze":
        return Modal(snooze_form(card, click.asker.at, zone, metadata))
    if name == "assign":
        return Modal(assign_form(card, click.services.directory.staff(click.actor), zone, metadata))
    if name == "done":
        return Modal(done_form(card, zone, metadata))
    return Reply(STALE, private=True)


def snoozed(submission: Submission) -> Outcome:
    def change(actor: Actor, alert_id: str, seen: int) -> tuple[AlertView, str]:
        day, clock = str(submission.values.get("until") or ""), str(submission.values.get("time") or "")
        try:
            moment = moment_of(date.fromisoformat(day), time.fromisoformat(clock), submission.asker.zone)
        except ValueError as error:
            raise InvalidInput("until", "Choose a day and a time.") from error
        return submission.services.alerts.snooze(actor, alert_id, moment.at, seen), moment.note

    return _submitted(submission, change)


def assigned(submission: Submission) -> Outcome:
    person = str(submission.values.get("person") or "")
    return _submitted(
        submission, lambda actor, alert_id, seen: (submission.services.alerts.assign(actor, alert_id, person, seen), "")
    )


def done(submission: Submission) -> Outcome:
    why = str(submission.values.get("why") or "")
    return _submitted(
        submission, lambda actor, alert_id, seen: (submission.services.alerts.settle(actor, alert_id, why, seen), "")
    )


def _submitted(submission: Submission, change: Callable[[Actor, str, int], tuple[AlertView, str]]) -> Outcome:
    """`change` gives the alert as it is now, and what else is to be said."""
    kept = submitted(submission)
    alert_id, back = text_of(kept, "id"), _back_in(kept)
    try:
        view, said = change(submission.actor, alert_id, number_in(kept, "v"))
    except InvalidInput as error:
        return at_field(submission, error)
    except Conflict as conflict:
        view, said = submission.services.alerts.view(submission.actor, alert_id), safe(str(conflict))
    return after_form(submission, alert_reply(submission.asker, view.card, said, back))


# -- pieces ------------------------------------------------------------------------------------------------------


def _view(click: Click) -> AlertView:
    return click.services.alerts.view(click.actor, _id(click))


def _id(click: Click) -> str:
    return text_of(read_value(click.value), "id")


def _seen(click: Click) -> int:
    return number_in(read_value(click.value), "v")


def _back(click: Click) -> dict[str, Any]:
    return _back_in(read_value(click.value))


def _back_in(value: dict[str, Any]) -> dict[str, Any]:
    found = value.get("b")
    return pack(unpack(found)) if isinstance(found, dict) and found else {}


def register(routes: Routes) -> None:
    routes.action("alerts.page", turned)
    routes.action("alerts.filter", filtered)
    routes.action("alerts.open", opened)
    routes.action("alerts.details", details)
    routes.action("alerts.claim", claimed)
    routes.action("alerts.release", released)
    routes.action("alerts.done", settled)
    routes.action("alerts.more", more)
    routes.action("alerts.form", form)
    routes.submission("alerts.snooze", snoozed)
    routes.submission("alerts.assign", assigned)
    routes.submission("alerts.done", done)


SUBCOMMANDS = (
    Subcommand(
        "alerts", "[team, all, a name or a kind]", "What waits for CEC: claim, snooze, assign", command,
        lambda actor: actor.is_staff,
    ),
)  # fmt: skip
