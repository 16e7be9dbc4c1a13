"""Meetings about the needs: asked for in words or by a button, times proposed, one accepted."""

import re
from dataclasses import replace
from datetime import UTC, datetime, time
from typing import Any

from bot.context import Asker, Click, Submission, Turn
from bot.forms import after_form, at_field, form_id, is_own_form, number_in, submitted, text_of
from bot.handlers import elsewhere
from bot.handlers.agreement_replies import organization_asked, reader_of, told
from bot.handlers.asked import number_asked
from bot.handlers.suggestions import for_turn
from bot.replies import FieldErrors, Modal, Outcome, Reply
from bot.routes import STALE, Routes
from bot.said import values
from bot.views.blocks import actions, read_value, safe, section
from bot.views.elsewhere import contact_sentence
from bot.views.needs_meetings import (
    cancel_form,
    meeting_blocks,
    meeting_text,
    others_form,
    propose_button,
    times_form,
)
from bot.views.talk import AGREEMENTS, PERSON, Offer, ask_button, with_offers
from bot.views.zones import zone_words
from domain.errors import InvalidInput
from domain.needs_meetings import MOST_TIMES, Invitation
from domain.stages import ONBOARDING, Stage
from services.memory import Memory
from services.needs_cards import MeetingView, NeedsView

_ABOUT_NEEDS = re.compile(r"\b(needs?|requirements?|what we need|what they need)\b", re.I)
_WHO_ARRANGES = "The contacts of both sides of an open agreement can; `/cec contacts` shows who they are."
_ONLY_NEEDS = "From here I can set up only the meeting about the needs of an agreement that is being prepared."
_MORNING = time(10, 0)


def schedule(turn: Turn) -> Reply:
    """`schedule_meeting`: while an agreement is being prepared it opens the form of times, through a button."""
    if turn.actor.is_staff and not (number_asked(turn) or organization_asked(turn) or turn.memory.agreement):
        text = f"{_ONLY_NEEDS} Name its number for that. For any other meeting write to the people themselves."
        return Reply(text, with_offers(text, [AGREEMENTS, Offer("Contacts", "find_contact")]))
    question = elsewhere.question_of("schedule_meeting")
    if _ABOUT_NEEDS.search(turn.text):
        question = replace(question, stage=Stage.UNDERSTAND_NEEDS)
    return told(turn.asker, lambda: elsewhere.answer_about(turn, replace(question, show=_show, keeps_words=True)))


def _show(turn: Turn, number: str) -> Reply:
    view = turn.services.needs.view(turn.actor, number)
    meant = view.stage in ONBOARDING or _ABOUT_NEEDS.search(turn.text)
    if not view.may_arrange or not meant:
        return _elsewhere(turn, number)
    memory = replace(turn.memory, agreement=view.number, organization=view.organization.key)
    if view.meeting and not view.meeting.meeting.time:
        return meeting_reply(turn.asker, view.meeting, memory)
    return _offer(turn, view, memory)


def _elsewhere(turn: Turn, number: str) -> Reply:
    """A meeting that is not about the needs, or not for the asker to arrange: whom to write to."""
    status = turn.services.agreements.status(turn.actor, number)
    whom = contact_sentence(status, elsewhere.TOPICS["schedule_meeting"])
    text = f"{_ONLY_NEEDS} {whom}\nThis is for {status.number}, {safe(status.title)}."
    memory = replace(turn.memory, agreement=status.number, organization=status.organization.key)
    row = actions([ask_button(for_turn(PERSON, turn))])
    return Reply(text, [section(text), row], frozenset({status.organization.key}), memory=memory)


def _offer(turn: Turn, view: NeedsView, memory: Memory) -> Reply:
    """A sentence opens no form, so a button does, with the times that were said."""
    ahead = f"{meeting_text(view.meeting, reader_of(turn.asker))}\n" if view.meeting else ""
    other = view.organization.abbreviation if turn.actor.is_staff else "CEC"
    text = f"{ahead}Propose up to five times for {view.number}, and {other} accepts one of them."
    row = actions([propose_button(view.number, _times_said(turn)), ask_button(PERSON)])
    return Reply(text, [section(text), row], frozenset({view.organization.key}), memory=memory)


def _times_said(turn: Turn) -> list[datetime]:
    """The times in the sentence that are still to come; a day alone stands in the form at 10 in the morning."""
    found: list[datetime] = []
    for said in values(turn.understanding, "time"):
        try:
            at = datetime.fromisoformat(said.partition("/")[0])
        except ValueError:
            continue
        if at.tzinfo is None:
            at = datetime.combine(at.date(), at.time() if "T" in said else _MORNING, turn.asker.zone)
        if at > turn.asker.at:
            found.append(at)
    return found[:MOST_TIMES]


def meeting_reply(asker: Asker, view: MeetingView, memory: Memory) -> Reply:
    """Where the meeting stands, with what the asker can do about it."""
    reader = reader_of(asker)
    remembered = replace(memory, agreement=view.number, organization=view.organization.key)
    about = frozenset({view.organization.key})
    return Reply(meeting_text(view, reader), meeting_blocks(view, reader), about, memory=remembered)


# -- proposing ---------------------------------------------------------------------------------------------------


def propose(click: Click) -> Outcome:
    value = read_value(click.value)
    number = str(value.get("number") or "")
    view = click.services.needs.view(click.actor, number)
    if not view.may_arrange:
        return Reply(f"You can't arrange a meeting for {view.number}. {_WHO_ARRANGES}", private=True)
    times = value.get("t")
    known = [each for each in times if isinstance(each, int)] if isinstance(times, list) else []
    metadata = {"id": form_id(click.asker), "number": number, "at": click.origin}
    return Modal(times_form(view.number, known, zone_words(click.asker.zone), metadata))


def proposed(submission: Submission) -> Outcome:
    kept = submitted(submission)
    if not is_own_form(submission):
        return Reply(STALE, private=True)
    given, minutes = _times_entered(submission), str(submission.values.get("minutes") or "")
    invitation = Invitation(
        tuple(at for _, at in given),
        int(minutes) if minutes.isdecimal() else 0,
        str(submission.values.get("place") or ""),
    )
    try:
        view = submission.services.needs_meetings.propose(
            submission.actor, str(kept.get("number") or ""), invitation, text_of(kept, "id")
        )
    except InvalidInput as error:
        return _at_times(submission, error, [block for block, _ in given])
    return after_form(submission, _as_reply(submission, view))


def _times_entered(submission: Submission) -> list[tuple[str, datetime]]:
    """The fields that hold a time, with it."""
    entered = ((f"time{place}", submission.values.get(f"time{place}")) for place in range(1, MOST_TIMES + 1))
    return [(block, _instant(at)) for block, at in entered if isinstance(at, int)]


def _at_times(submission: Submission, error: InvalidInput, blocks: list[str]) -> FieldErrors:
    """The error of the third time stands at the third field that was filled in."""
    place = error.field.removeprefix("time")
    if place.isdecimal() and blocks:
        return FieldErrors({blocks[int(place) - 1]: str(error)})
    return at_field(submission, error)


# -- answering ---------------------------------------------------------------------------------------------------


def accepted(click: Click) -> Outcome:
    value = read_value(click.value)
    at = _instant(number_in(value, "t"))
    view = click.services.needs_meetings.accept(click.actor, str(value.get("m") or ""), at)
    return replace(meeting_reply(click.asker, view, click.memory), replace=True)


def others(click: Click) -> Outcome:
    return Modal(others_form(zone_words(click.asker.zone), _metadata(click)))


def others_asked(submission: Submission) -> Outcome:
    return _ended(submission, cancels=False)


def cancel(click: Click) -> Outcome:
    return Modal(cancel_form(_metadata(click)))


def cancelled(submission: Submission) -> Outcome:
    return _ended(submission, cancels=True)


def _ended(submission: Submission, cancels: bool) -> Outcome:
    meetings, reason = submission.services.needs_meetings, str(submission.values.get("reason") or "")
    end = meetings.cancel if cancels else meetings.ask_for_others
    try:
        view = end(submission.actor, str(submitted(submission).get("m") or ""), reason)
    except InvalidInput as error:
        return at_field(submission, error)
    return after_form(submission, _as_reply(submission, view))


def _as_reply(submission: Submission, view: MeetingView) -> Reply:
    return meeting_reply(submission.asker, view, submission.memory)


def _metadata(click: Click) -> dict[str, Any]:
    """Raises NotFound, before any form opens, for a meeting that the person may not see."""
    meeting_id = str(read_value(click.value).get("m") or "")
    click.services.needs_meetings.view(click.actor, meeting_id)
    return {"m": meeting_id, "at": click.origin}


def _instant(epoch: int) -> datetime:
    return datetime.fromtimestamp(epoch, UTC)


def register(routes: Routes) -> None:
    routes.action("needs.meeting_propose", propose)
    routes.submission("needs.meeting_propose", proposed)
    routes.action("needs.meeting_accept", accepted)
    routes.action("needs.meeting_others", others)
    routes.submission("needs.meeting_others", others_asked)
    routes.action("needs.meeting_cancel", cancel)
    routes.submission("needs.meeting_cancel", cancelled)
