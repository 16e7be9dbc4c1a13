"""Answers to the times of a meeting: yes, another time, booked by who decides; and its calendar file."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from bot.context import Click, Submission
from bot.forms import after_form, at_field, number_in, submitted, text_of
from bot.handlers.meetings import meeting_of, meeting_reply
from bot.meeting_entries import instant_of
from bot.replies import Outcome, Reply
from bot.routes import STALE, Routes
from bot.views.blocks import read_value, safe
from domain.errors import Conflict, InvalidInput
from domain.meetings import MeetingState
from services.meeting_cards import MeetingCard

BOOKED = "It is booked. Everyone is told."


def or_now(
    click: Click, meeting_id: str, change: Callable[[], MeetingCard], said: Callable[[MeetingCard], str]
) -> Reply:
    """What the change makes of the meeting; where it cannot be any more, why, and the meeting as it is now."""
    try:
        card = change()
        done = said(card)
    except (Conflict, InvalidInput) as error:
        card = click.services.meetings.view(click.actor, meeting_id)
        done = safe(str(error))
    return replace(meeting_reply(click.asker, card, click.memory, done), replace=True)


def accepted(click: Click) -> Outcome:
    meeting_id, at = meeting_of(click), instant_of(number_in(read_value(click.value), "t"))
    return or_now(
        click, meeting_id, lambda: click.services.meetings.answer(click.actor, meeting_id, yes=(at,)), _thanks
    )


def _thanks(card: MeetingCard) -> str:
    if card.meeting.state is MeetingState.BOOKED and not card.meeting.slots:
        return "Your answer is noted. The meeting is booked."
    return "Your answer is noted. It is booked once all who have to come agree on a time."


def booked(click: Click) -> Outcome:
    """Chosen from the menu of who decides."""
    seen, _, rest = click.value.partition(" ")
    at, _, meeting_id = rest.partition(" ")
    if not (seen.isdecimal() and at.isdecimal()):
        return Reply(STALE, private=True)
    time = instant_of(int(at[:10]))
    meetings = click.services.meetings
    return or_now(
        click, meeting_id, lambda: meetings.book(click.actor, meeting_id, time, int(seen)), lambda card: BOOKED
    )


def kept(click: Click) -> Outcome:
    meeting_id = meeting_of(click)
    return or_now(
        click,
        meeting_id,
        lambda: click.services.meetings.keep_time(click.actor, meeting_id),
        lambda card: "It keeps its time. The other times count no more.",
    )


def other_sent(submission: Submission) -> Outcome:
    """None of the times suits, or the booked one does not."""
    meeting_id, words = text_of(submitted(submission), "m"), str(submission.values.get("other") or "")
    try:
        card = submission.services.meetings.answer(submission.actor, meeting_id, other=words)
    except InvalidInput as error:
        return at_field(submission, error)
    said = "Your answer is noted. Who organizes it is told."
    return after_form(submission, meeting_reply(submission.asker, card, submission.memory, said))


def file_sender(routes: Routes) -> Callable[[Click], Outcome]:
    """Sends the calendar file to where it was asked for, in a direct message where others read along."""

    def send(click: Click) -> Outcome:
        file = click.services.meeting_files.file(click.actor, meeting_of(click))
        place = click.asker.place
        own = place.direct and bool(place.channel_id)
        channel = place.channel_id if own else routes.slack.direct_channel(click.asker.slack_user_id)
        routes.slack.upload(channel, {file.name: file.content}, place.thread_ts if own else None, _FILE_SAID)
        return None if own else Reply("The file is in your direct message with me.", private=True)

    return send


_FILE_SAID = "Open this file to have the meeting in your calendar."


def metadata_of(click: Click) -> Mapping[str, Any]:
    """What a form about a meeting keeps."""
    value = read_value(click.value)
    return {"m": text_of(value, "m"), "v": number_in(value, "v"), "at": click.origin}


def register(routes: Routes) -> None:
    routes.action("meetings.yes", accepted)
    routes.action("meetings.book", booked)
    routes.action("meetings.keep", kept)
    routes.submission("meetings.other", other_sent)
    routes.action("meetings.file", file_sender(routes))
