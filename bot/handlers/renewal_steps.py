"""What is decided about a renewal, by buttons and forms: begin it, refuse it, wish for it, and confirm its contacts."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from bot.context import Click, Submission
from bot.entered import whole_in
from bot.forms import after_form, at_field, form_id, number_in, submitted, text_of
from bot.handlers.renewal_cards import carried_reply, number_of, or_as_it_is_now, renewal_reply, show
from bot.replies import Modal, Outcome, Reply, View
from bot.routes import STALE, Routes
from bot.views.blocks import read_value, safe
from bot.views.renewal_forms import (
    ask_form,
    contacts_form,
    extend_form,
    kept_value,
    not_renewing_form,
    start_form,
    told_from_form,
)
from bot.views.text import plural
from domain.errors import Conflict, InvalidInput
from domain.people import Contact
from services.renewal_cards import RenewalView

AS_IT_IS = "Nothing was changed: this is how it stands now."

#: Whether the person may do it as things stand, and the form.
_FORMS: dict[str, tuple[Callable[[RenewalView], bool], Callable[[RenewalView, Any], View]]] = {
    "start": (lambda view: view.may_start, start_form),
    "not_renewing": (lambda view: view.may_start, not_renewing_form),
    "told_from": (lambda view: view.may_start, told_from_form),
    "ask": (lambda view: view.may_ask, ask_form),
    "extend": (lambda view: view.may_ask_extension and not view.waiting_extension, extend_form),
}


# -- forms -------------------------------------------------------------------------------------------------------


def form(click: Click) -> Outcome:
    """A form of the renewal as it is now; what cannot be done by now is answered with how it stands."""
    name = click.action_id.rpartition(":")[2]
    if name not in _FORMS:
        return Reply(STALE, private=True)
    view, (may, made) = click.services.renewals.view(click.actor, number_of(click)), _FORMS[name]
    if not may(view):
        return as_it_is(click, renewal_reply(click.asker, view, click.memory, AS_IT_IS))
    return Modal(made(view, {**kept_of(click), "v": view.decided.revision, "offer": view.offer}))


def contacts(click: Click) -> Outcome:
    view = click.services.renewals.carried(click.actor, number_of(click))
    if not view.may_confirm:
        return as_it_is(click, carried_reply(click.asker, view, click.memory, AS_IT_IS))
    return Modal(contacts_form(view, kept_of(click)))


def as_it_is(click: Click, reply: Reply) -> Reply:
    """Who pressed a button that is stale is told alone."""
    return replace(reply, private=not click.asker.place.direct)


def kept_of(click: Click) -> dict[str, Any]:
    """What every form keeps. From a message that is to stay (an alert's), the answer comes below it."""
    at = click.origin
    if read_value(click.value).get("stay"):
        at.pop("message_ts", None)
    said = text_of(read_value(click.value), "w")
    return {"number": number_of(click), "id": form_id(click.asker), "at": at, **({"w": said} if said else {})}


# -- submitted ---------------------------------------------------------------------------------------------------


def started(submission: Submission) -> Outcome:
    def change(kept: dict[str, Any]) -> Reply:
        renewals = submission.services.renewals
        view = renewals.start(submission.actor, text_of(kept, "number"), text_of(kept, "offer"))
        said = f"The renewal has begun: {view.number}. Both sides are told."
        return carried_reply(submission.asker, view, submission.memory, said)

    return taken(submission, change)


def not_renewing(submission: Submission) -> Outcome:
    def change(kept: dict[str, Any]) -> Reply:
        renewals, reason = submission.services.renewals, text_of(submission.values, "reason")
        view = renewals.not_renewing(submission.actor, text_of(kept, "number"), reason, number_in(kept, "v"))
        said = "It is noted that it is not renewed. The customer is told."
        return renewal_reply(submission.asker, view, submission.memory, said)

    return taken(submission, change)


def told_from(submission: Submission) -> Outcome:
    def change(kept: dict[str, Any]) -> Reply:
        renewals, days = submission.services.renewals, whole_in(submission.values, "days")
        view = renewals.tell_customer_from(submission.actor, text_of(kept, "number"), days, number_in(kept, "v"))
        said = f"The customer is told from {plural(view.customer_days, 'day')} before the end on."
        return renewal_reply(submission.asker, view, submission.memory, said)

    return taken(submission, change)


def asked(submission: Submission) -> Outcome:
    def change(kept: dict[str, Any]) -> Reply:
        renewals, words = submission.services.renewals, text_of(submission.values, "words")
        view = renewals.ask(submission.actor, text_of(kept, "number"), words)
        return renewal_reply(submission.asker, view, submission.memory, "CEC is told that you want to renew.")

    return taken(submission, change)


def contacts_confirmed(submission: Submission) -> Outcome:
    def change(kept: dict[str, Any]) -> Reply:
        renewals, number = submission.services.renewals, text_of(kept, "number")
        chosen = {each for values in submission.values.values() for each in values or ()}
        cards = renewals.carried(submission.actor, number).to_confirm
        contacts = [Contact(c.person.id, c.side, c.role) for c in cards if kept_value(c.person.id, c.role) in chosen]
        view = renewals.confirm_contacts(submission.actor, number, contacts)
        said = f"{plural(len(contacts), 'contact')} confirmed. Others can be named with the agreement."
        return carried_reply(submission.asker, view, submission.memory, said)

    return taken(submission, change)


def taken_back(click: Click) -> Outcome:
    def change() -> Reply:
        seen = number_in(read_value(click.value), "v")
        view = click.services.renewals.take_back(click.actor, number_of(click), seen)
        said = "The decision not to renew it is taken back. The customer is told."
        return renewal_reply(click.asker, view, click.memory, said)

    return or_as_it_is_now(click, change)


def taken(submission: Submission, change: Callable[[dict[str, Any]], Reply]) -> Outcome:
    """What came of a form. What is wrong is told at its field; where somebody was quicker, how it stands now."""
    kept = submitted(submission)
    try:
        reply = change(kept)
    except InvalidInput as error:
        return at_field(submission, error)
    except Conflict as conflict:
        number = text_of(kept, "number")
        reply = show(submission.asker, submission.services, number, submission.memory, safe(str(conflict)))
    return after_form(submission, reply)


def register(routes: Routes) -> None:
    routes.action("renewals.form", form)
    routes.action("renewals.contacts", contacts)
    routes.action("renewals.take_back", taken_back)
    routes.submission("renewals.start", started)
    routes.submission("renewals.not_renewing", not_renewing)
    routes.submission("renewals.told_from", told_from)
    routes.submission("renewals.ask", asked)
    routes.submission("renewals.contacts", contacts_confirmed)
