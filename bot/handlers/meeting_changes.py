"""A meeting changed: moved, called off, with other people, with another place or agenda."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from bot.context import Asker, Click, Submission
from bot.forms import after_form, at_field, number_in, submitted, text_of
from bot.handlers.agreement_replies import reader_of
from bot.handlers.meeting_answers import metadata_of
from bot.handlers.meeting_notes import item_form_for, notes_form_for
from bot.handlers.meetings import meeting_reply
from bot.meeting_entries import as_day, at_time, instant_of, local_day, looked_from, own_times, times_given
from bot.payloads import entered
from bot.replies import Modal, Outcome, Reply, View
from bot.routes import STALE, Routes
from bot.views.admin_forms import fields_of
from bot.views.blocks import read_value
from bot.views.meeting_change_forms import (
    ASK,
    BOOK,
    REPLAN,
    cancel_form,
    details_form,
    move_form,
    not_held_form,
    other_form,
    people_form,
)
from bot.views.meeting_times import OWN_TIMES, TimesShown
from bot.views.zones import zone_words
from domain.errors import InvalidInput
from domain.meeting_series import Scope
from services import Services
from services.meeting_cards import MeetingCard

# -- opened ------------------------------------------------------------------------------------------------------


def form(click: Click) -> Outcome:
    """One of the forms of a meeting. Raises NotFound, before any opens, for one that the person may not see."""
    name, metadata = click.action_id.rpartition(":")[2], dict(metadata_of(click))
    card = click.services.meetings.view(click.actor, str(metadata["m"]))
    reader, scope = reader_of(click.asker), _scope(read_value(click.value).get("s"))
    if name == "move":
        said = read_value(click.value).get("t")
        own = [at for at in said if isinstance(at, int)][:OWN_TIMES] if isinstance(said, list) else []
        values = {f"time{place}": at for place, at in enumerate(own, start=1)}
        how = BOOK if scope is Scope.FOLLOWING else ASK
        filled = {**values, "scope": scope, "how": how}
        return Modal(_move(click.asker, click.services, card, metadata, filled))
    if name == "people":
        people = click.services.meeting_planning.people(click.actor, card.meeting.id)
        return Modal(people_form(card, people, reader, metadata))
    forms: Mapping[str, Callable[[], View]] = {
        "other": lambda: other_form(card, reader, zone_words(click.asker.zone), metadata),
        "cancel": lambda: cancel_form(card, reader, metadata, scope, text_of(read_value(click.value), "w")),
        "not_held": lambda: not_held_form(card, reader, metadata),
        "details": lambda: details_form(card, metadata),
        "notes": lambda: notes_form_for(card, metadata),
        "item": lambda: item_form_for(click.asker, click.services, card, metadata),
    }
    return Modal(forms[name]()) if name in forms else Reply(STALE, private=True)


def replanned(click: Click) -> Outcome:
    """From when on times are looked for, or a time of one's own: the form is shown anew."""
    metadata = read_value(click.metadata)
    card = click.services.meetings.view(click.actor, text_of(metadata, "m"))
    return Modal(_move(click.asker, click.services, card, metadata, fields_of(entered(click.state))), update=True)


def _move(
    asker: Asker, services: Services, card: MeetingCard, metadata: Mapping[str, Any], values: Mapping[str, Any]
) -> View:
    own, picked = own_times(values), values.get("slots")
    start = as_day(values.get("from")) or _first_day(asker, card)
    free = services.meetings.times_for(asker.actor, card.meeting.id, looked_from(asker, start))
    doubts = services.meeting_planning.doubts_of(asker.actor, card.meeting.id, [instant_of(at) for at in own])
    chosen = [int(each) for each in picked or ()]  # nothing from the start: a tick would be booked or proposed
    times = TimesShown(free, start, asker.zone, REPLAN, chosen, own, doubts)
    how, scope = str(values.get("how") or ASK), str(values.get("scope") or Scope.ONE)
    return move_form(card, times, reader_of(asker), how, scope, metadata)


def _first_day(asker: Asker, card: MeetingCard) -> date:
    """Other times are looked for from the meeting's own day on."""
    time = card.meeting.time
    return max(local_day(asker), time.astimezone(asker.zone).date()) if time else local_day(asker)


# -- sent --------------------------------------------------------------------------------------------------------


def moved(submission: Submission) -> Outcome:
    kept, given = submitted(submission), times_given(submission.values)
    meeting_id, seen = text_of(kept, "m"), number_in(kept, "v")
    meetings, times = submission.services.meetings, [at for _, at in given]
    scope, at_once = _scope(submission.values.get("scope")), submission.values.get("how") == BOOK
    wrong = _wrong(len(times), at_once, scope)
    if wrong:
        return at_time(submission, wrong, [block for block, _ in given])
    try:
        if at_once:
            card = meetings.move(submission.actor, meeting_id, times[0], scope, seen)
        else:
            card = meetings.propose_times(submission.actor, meeting_id, times, seen)
    except InvalidInput as error:
        return at_time(submission, error, [block for block, _ in given])
    said = (
        "It is booked for the new time. Everyone is told."
        if at_once
        else "The times are proposed. The others are asked."
    )
    return _answer(submission, card, said)


def _wrong(times: int, at_once: bool, scope: Scope) -> InvalidInput | None:
    if times == 0:
        return InvalidInput("time1", "Choose a time, or give another one.")
    if at_once and times > 1:
        return InvalidInput("time1", "Leave one time only: it is booked at once.")
    if scope is Scope.FOLLOWING and not at_once:
        return InvalidInput("scope", "Those that follow are moved only when it is booked at once. Choose that above.")
    return None


def cancelled(submission: Submission) -> Outcome:
    def change(meeting_id: str, reason: str) -> MeetingCard:
        return submission.services.meetings.cancel(
            submission.actor, meeting_id, reason, _scope(submission.values.get("scope"))
        )

    return _with_reason(submission, change, "It is called off. Everyone is told.")


def not_held(submission: Submission) -> Outcome:
    def change(meeting_id: str, reason: str) -> MeetingCard:
        return submission.services.meeting_notes.not_held(submission.actor, meeting_id, reason)

    return _with_reason(submission, change, "It is noted that it did not take place.")


def _with_reason(submission: Submission, change: Callable[[str, str], MeetingCard], said: str) -> Outcome:
    try:
        card = change(text_of(submitted(submission), "m"), str(submission.values.get("reason") or ""))
    except InvalidInput as error:
        return at_field(submission, error)
    return _answer(submission, card, said)


def people_changed(submission: Submission) -> Outcome:
    kept, values = submitted(submission), fields_of(submission.values)
    invited, required = ([str(each) for each in values.get(name) or ()] for name in ("invited", "required"))
    people: dict[str, bool] = {**dict.fromkeys(invited, False), **dict.fromkeys(required, True)}
    editing, meeting_id = submission.services.meeting_editing, text_of(kept, "m")
    try:
        card = editing.change_people(
            submission.actor, meeting_id, people, _scope(submission.values.get("scope")), number_in(kept, "v")
        )
    except InvalidInput as error:
        return at_time(submission, error, [])
    return _answer(submission, card, "The people are changed. Who is new or left out is told.")


def details_changed(submission: Submission) -> Outcome:
    kept = submitted(submission)
    details = {name: str(value or "") for name, value in submission.values.items()}
    editing = submission.services.meeting_editing
    try:
        card = editing.change_details(submission.actor, text_of(kept, "m"), details, number_in(kept, "v"))
    except InvalidInput as error:
        return at_field(submission, error)
    return _answer(submission, card, "The meeting is changed. Everyone is told.")


def _answer(submission: Submission, card: MeetingCard, said: str) -> Outcome:
    return after_form(submission, meeting_reply(submission.asker, card, submission.memory, said))


def _scope(given: object) -> Scope:
    return Scope.FOLLOWING if given == Scope.FOLLOWING else Scope.ONE


def register(routes: Routes) -> None:
    routes.action("meetings.form", form)
    routes.action("meetings.replan", replanned)
    routes.submission("meetings.move", moved)
    routes.submission("meetings.cancel", cancelled)
    routes.submission("meetings.not_held", not_held)
    routes.submission("meetings.people", people_changed)
    routes.submission("meetings.details", details_changed)
