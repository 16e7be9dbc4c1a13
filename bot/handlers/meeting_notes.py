"""After a meeting: notes by a form or from a message in a thread, and action items until they are done."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from slack_bolt import Ack

from bot.context import Asker, Click, Submission
from bot.forms import after_form, at_field, form_id, is_own_id, number_in, submitted, text_of
from bot.handlers.agreement_replies import reader_of
from bot.handlers.meetings import items_reply, meeting_reply
from bot.handlers.shortcuts import NOTHING_TO_READ, fill_modal, message_text
from bot.places import asker_of
from bot.replies import Modal, Outcome, Reply, View
from bot.routes import Routes
from bot.views.blocks import clip, modal, read_value, safe, section
from bot.views.meeting_notes_forms import item_form, notes_form, which_form
from domain.business_days import add_business_days, next_business_day
from domain.errors import CecError, Conflict, InvalidInput
from domain.permissions import Action
from services import Services
from services.access import require
from services.meeting_cards import ItemCard, MeetingCard
from services.meeting_notes import NewItem

#: Business days until a new action item is due, unless staff say otherwise.
USUAL_DAYS = 5
#: Of a message; a modal keeps no more.
LONGEST_KEPT = 1_500
NO_MEETING = "None of your meetings has begun yet, so there is none to write notes of."

# -- notes -------------------------------------------------------------------------------------------------------


def notes_form_for(card: MeetingCard, metadata: Mapping[str, Any], added: str = "") -> View:
    """Raises Conflict where no notes can be written, or not by this person."""
    if not card.may_record:
        raise Conflict("Notes are written by CEC's staff, once the meeting has begun.")
    return notes_form(card, metadata, added)


def noted(submission: Submission) -> Outcome:
    kept, values = submitted(submission), submission.values
    try:
        card = submission.services.meeting_notes.record(
            submission.actor,
            text_of(kept, "m"),
            str(values.get("notes") or ""),
            str(values.get("decisions") or ""),
            tuple(values.get("attended") or ()),
            seen=number_in(kept, "v"),
        )
    except InvalidInput as error:
        return at_field(submission, error)
    said = "The notes are saved. Add what was promised as action items, each with a name and a day."
    return after_form(submission, meeting_reply(submission.asker, card, submission.memory, said))


# -- from a message ----------------------------------------------------------------------------------------------


def note_view(asker: Asker, services: Services, text: str) -> View:
    """The form with the words of the message; first the question which meeting, where several may be meant."""
    require(asker.actor, Action.RECORD_MEETING)
    if not text:
        return modal("closed", "Nothing to note", [section(NOTHING_TO_READ)])
    found = [card for card in services.meetings.over(asker.actor).cards if card.may_record]
    cards = sorted(found, key=lambda card: card.meeting.noted_at is not None)
    if not cards:
        return modal("closed", "No meeting", [section(NO_MEETING)])
    if len(cards) == 1:
        return _note_of(cards[0], text)
    return which_form(cards, reader_of(asker), {"text": clip(text, LONGEST_KEPT), "at": {}})


def meeting_chosen(submission: Submission) -> Outcome:
    meeting_id = str(submission.values.get("meeting") or "")
    card = submission.services.meetings.view(submission.actor, meeting_id)
    return Modal(_note_of(card, text_of(submitted(submission), "text")), update=True)


def _note_of(card: MeetingCard, text: str) -> View:
    return notes_form_for(card, {"m": card.meeting.id, "v": card.meeting.revision, "at": {}}, text)


# -- action items ------------------------------------------------------------------------------------------------


def item_form_for(asker: Asker, services: Services, card: MeetingCard, metadata: Mapping[str, Any]) -> View:
    require(asker.actor, Action.RECORD_MEETING)
    people = services.meeting_planning.people(asker.actor, card.meeting.id)
    due_on = add_business_days(next_business_day(asker.at.astimezone(asker.zone).date()), USUAL_DAYS)
    return item_form(people, due_on, {**metadata, "id": form_id(asker)})


def item_added(submission: Submission) -> Outcome:
    kept, values = submitted(submission), submission.values
    item_id = text_of(kept, "id")
    try:
        if not is_own_id(submission.asker, item_id):
            raise InvalidInput("text", "This form is not yours. Open it again.")
        item = NewItem(str(values.get("text") or ""), str(values.get("owner") or ""), _due(values))
        card = submission.services.meeting_notes.add_item(submission.actor, text_of(kept, "m"), item, item_id)
    except InvalidInput as error:
        return at_field(submission, error)
    said = "The action item is there. Who has to do it is told."
    return after_form(submission, meeting_reply(submission.asker, card, submission.memory, said))


def _due(values: Mapping[str, Any]) -> date:
    try:
        return date.fromisoformat(str(values.get("due_on") or ""))
    except ValueError:
        raise InvalidInput("due_on", "Choose the day when it is due.") from None


def item_done(click: Click) -> Outcome:
    return _item(click, done=True)


def item_reopened(click: Click) -> Outcome:
    return _item(click, done=False)


def _item(click: Click, done: bool) -> Outcome:
    """The list or the meeting that it was pressed in is shown as it is now; elsewhere what became of it."""
    value, notes = read_value(click.value), click.services.meeting_notes
    item_id = text_of(value, "i")
    try:
        card = notes.finish_item(click.actor, item_id) if done else notes.reopen_item(click.actor, item_id)
        said = _said(card, done)
    except Conflict as conflict:
        said = safe(str(conflict))
    if value.get("l"):
        return replace(items_reply(click.asker, click.services, click.memory, said), replace=True)
    try:
        meeting = click.services.meetings.view(click.actor, text_of(value, "m"))
    except CecError:  # who has to do it need not see the meeting
        return Reply(said, replace=True)
    return replace(meeting_reply(click.asker, meeting, click.memory, said), replace=True)


def _said(card: ItemCard, done: bool) -> str:
    return f"“{safe(card.item.text)}” is {'done' if done else 'open again'}."


def register(routes: Routes) -> None:
    @routes.app.shortcut("note_meeting")
    def note(ack: Ack, body: dict[str, Any]) -> None:  # pyright: ignore[reportUnusedFunction]
        """The form opens at once; it is filled in its place."""
        ack()
        fill_modal(routes, body, lambda: note_view(_asker(routes, body), routes.services, message_text(body)))

    routes.submission("meetings.notes", noted)
    routes.submission("meetings.note_of", meeting_chosen)
    routes.submission("meetings.item", item_added)
    routes.action("meetings.item_done", item_done)
    routes.action("meetings.item_reopen", item_reopened)


def _asker(routes: Routes, body: dict[str, Any]) -> Asker:
    return asker_of(routes.slack, routes.services, body["user"]["id"], "", None, routes.clock())
