"""Each person's own preferences: hours, alerts, reminders, connected calendars, and the calendar of their meetings."""

from dataclasses import replace
from datetime import time
from typing import Any

from bot.commands import Command, Subcommand
from bot.context import Asker, Click, Submission
from bot.forms import after_form, at_fields, form_id, submitted, text_of
from bot.handlers.agreement_replies import is_known, told
from bot.replies import Modal, Outcome, Reply
from bot.routes import STALE, Routes
from bot.views.preference_forms import alerts_form, calendar_form, feed_modal, hours_form, reminders_form
from bot.views.preferences import preferences_blocks, preferences_text
from domain.errors import InvalidInput
from domain.preferences import AlertsBy, DigestRhythm
from services import Services
from services.preferences import PreferenceWish

_SAVED = "Saved."
_READING = "I read the calendar now and write to you what came of it, within a minute."


def preferences_reply(asker: Asker, services: Services, done: str = "") -> Reply:
    """For the asker alone."""
    view, is_staff = services.preferences.view(asker.actor), asker.actor.is_staff
    return Reply(
        preferences_text(view, is_staff, done), preferences_blocks(view, is_staff, done), private=True, replace=True
    )


def command(command: Command) -> Outcome:
    return told(command.asker, lambda: replace(preferences_reply(command.asker, command.services), replace=False))


def opened(click: Click) -> Outcome:
    return replace(preferences_reply(click.asker, click.services), replace=False)


def form(click: Click) -> Outcome:
    view = click.services.preferences.view(click.actor)
    alone = {"response_url": click.answers_at} if click.answers_at else {}
    metadata = {"at": {**click.origin, **alone}, "id": form_id(click.asker)}
    match click.action_id.rpartition(":")[2]:
        case "hours":
            return Modal(hours_form(view, metadata))
        case "alerts":
            return Modal(alerts_form(view, metadata))
        case "reminders":
            return Modal(reminders_form(view.preferences, metadata))
        case "calendar":
            return Modal(calendar_form(metadata))
        case _:
            return Reply(STALE, private=True)


# -- what was chosen ---------------------------------------------------------------------------------------------


def hours(submission: Submission) -> Outcome:
    def wish(entered: dict[str, Any]) -> PreferenceWish:
        days = frozenset(int(each) for each in entered.get("works_on") or () if str(each).isdecimal())
        return PreferenceWish(
            works_on=days,
            works_from=_time(entered, "works_from"),
            works_until=_time(entered, "works_until"),
            quiet_from=_time(entered, "quiet_from"),
            quiet_until=_time(entered, "quiet_until"),
        )

    return at_fields(submission, lambda entered: _change(submission, wish(entered)))


def alerts(submission: Submission) -> Outcome:
    def wish(entered: dict[str, Any]) -> PreferenceWish:
        by, digest = str(entered.get("alerts_by") or ""), str(entered.get("digest") or "")
        if by not in set(AlertsBy) or digest not in set(DigestRhythm):
            raise InvalidInput("alerts_by", "Choose one of those in the list.")
        return PreferenceWish(
            alerts_by=AlertsBy(by), digest=DigestRhythm(digest), digest_at=_time(entered, "digest_at")
        )

    return at_fields(submission, lambda entered: _change(submission, wish(entered)))


def reminders(submission: Submission) -> Outcome:
    def wish(entered: dict[str, Any]) -> PreferenceWish:
        chosen = (int(each) for each in entered.get("reminders") or () if str(each).isdecimal())
        return PreferenceWish(reminders=tuple(chosen))

    return at_fields(submission, lambda entered: _change(submission, wish(entered)))


def _change(submission: Submission, wish: PreferenceWish) -> Outcome:
    submission.services.preferences.change(submission.actor, wish)
    return _as_now(submission, _SAVED)


def _time(entered: dict[str, Any], name: str) -> time:
    try:
        return time.fromisoformat(str(entered.get(name) or ""))
    except ValueError as error:
        raise InvalidInput(name, "Choose a time.") from error


def _as_now(submission: Submission, done: str) -> Outcome:
    return after_form(submission, preferences_reply(submission.asker, submission.services, done))


# -- calendars ---------------------------------------------------------------------------------------------------


def connected(submission: Submission) -> Outcome:
    def want(entered: dict[str, Any]) -> Outcome:
        address, form = str(entered.get("calendar") or ""), text_of(submitted(submission), "id")
        submission.services.busy_calendars.want(submission.actor, address, form)
        return _as_now(submission, _READING)

    return at_fields(submission, want)


def disconnected(click: Click) -> Outcome:
    click.services.busy_calendars.disconnect(click.actor, click.value)
    return preferences_reply(click.asker, click.services, "The calendar is disconnected, and what it showed is gone.")


def register(routes: Routes) -> None:
    def feed(click: Click) -> Outcome:
        """The address is shown in a modal only, to its owner."""
        feeds = click.services.calendar_feeds
        match click.action_id.rpartition(":")[2]:
            case "show":
                return Modal(feed_modal(routes.public_url + feeds.path(click.actor)))
            case "renew":
                return Modal(feed_modal(routes.public_url + feeds.renew(click.actor)))
            case _:
                feeds.revoke(click.actor)
                said = "The address that you had shows nothing any more."
                return preferences_reply(click.asker, click.services, said)

    routes.action("preferences.open", opened)
    routes.action("preferences.form", form)
    routes.action("preferences.disconnect", disconnected)
    routes.action("preferences.feed", feed)
    routes.submission("preferences.hours", hours)
    routes.submission("preferences.alerts", alerts)
    routes.submission("preferences.reminders", reminders)
    routes.submission("preferences.calendar", connected)


SUBCOMMANDS = (Subcommand("preferences", "", "Your hours, alerts, reminders and calendars", command, is_known),)
