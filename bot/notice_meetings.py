"""What people are told of meetings: what happened, reminders, and what they have to do after one."""

from datetime import date, datetime

from bot.notice_documents import share
from bot.outgoing import Outgoing, Sender, notice_reader, reader_of, seen_by_reader
from bot.outgoing import post_once as post
from bot.places import zone_known
from bot.slack import Slack
from bot.views.blocks import actions, safe, section
from bot.views.meeting_card import answer_buttons, item_row, meeting_blocks, open_button
from bot.views.meetings import items_text, meeting_line, meeting_text, titled
from bot.views.text import day, instant
from bot.views.tracker import Reader
from domain.meetings import MeetingState
from domain.notices import NoticeKind
from domain.permissions import Actor
from services import Services

#: What happened, as the service names it; `{by}` did it, `{named}` is the meeting.
_SAID = {
    "proposed": "{by} proposes times for {named}. Say which suit you.",
    "other_times": "{by} can come at none of the times for {named}. It needs others.",
    "booked": "{named} is booked.",
    "moved": "{named} is moved.",
    "cancelled": "{by} called off {named}.",
    "declined": "{by} can't come to {named}.",
    "changed": "{by} changed {named}.",
    "invited": "{by} invites you to {named}.",
    "noted": "{by} wrote the notes of {named}.",
    "answer_wanted": "Your answer is still open: times for {named}.",
}
#: As queued notices of the kind `needs_meeting` name it, which are written no more.
_FORMER = {"accepted": "booked"}
#: After these a calendar has to hear of it.
_WITH_FILE = frozenset({"booked", "moved", "cancelled", "changed", "invited"})


def meeting_told(outgoing: Outgoing, slack: Slack, services: Services) -> None:
    """What happened, and the meeting as it is now, in the reader's own time and with what they can do."""
    facts, actor = outgoing.facts, reader_of(outgoing, services)
    what = _FORMER.get(str(facts["what"]), str(facts["what"]))
    if what == "left_out":
        _left_out(outgoing, slack, _reader(outgoing, actor))
        return
    card = seen_by_reader(outgoing, lambda: services.meetings.view(actor, str(facts["meeting"])))
    if card is None or (what == "answer_wanted" and not card.meeting.slots):
        return
    reader = _reader(outgoing, actor)
    named = f"{safe(card.meeting.title)} of {card.number}"
    said = _SAID[what].format(by=safe(str(facts["by"])), named=named)
    text, blocks = meeting_text(card, reader, said), meeting_blocks(card, reader, said)
    if what not in _WITH_FILE or card.meeting.time is None:
        post(outgoing, slack, text, blocks)
        return
    file = services.meeting_files.file(actor, card.meeting.id)
    share(outgoing, slack, {file.name: file.content}, text, blocks=blocks)


def reminder(outgoing: Outgoing, slack: Slack, services: Services) -> None:
    """With the agenda and what is open since last time. Nothing where it was moved or called off meanwhile."""
    facts, actor = outgoing.facts, reader_of(outgoing, services)
    card = seen_by_reader(outgoing, lambda: services.meetings.view(actor, str(facts["meeting"])))
    time = card.meeting.time if card else None
    if card is None or time is None or card.meeting.state is not MeetingState.BOOKED:
        return
    if time != datetime.fromisoformat(str(facts["starts_at"])):
        return
    reader = notice_reader(outgoing, actor, time.astimezone(zone_known(actor)).date())
    parts = [f"Soon: {meeting_line(card, reader)}", titled("Agenda", card.meeting.agenda), items_text(card, reader)]
    said = [part for part in parts if part]
    row = [*answer_buttons(card, reader), open_button(card, reader, "Open the meeting")]
    post(outgoing, slack, "\n".join(said), [*map(section, said), actions(row)])


def action_item(outgoing: Outgoing, slack: Slack, services: Services) -> None:
    """To who has to do it, unless it is done or somebody else's meanwhile."""
    facts, actor = outgoing.facts, reader_of(outgoing, services)
    mine = seen_by_reader(outgoing, lambda: services.meeting_notes.mine(actor)) or ()
    found = next((each for each in mine if each.item.id == facts["item"]), None)
    if found is None:
        return
    due_on = date.fromisoformat(str(facts["due_on"]))
    reader = notice_reader(outgoing, actor, due_on)
    when = day(found.item.due_on)
    said = {
        "given": f"You have an action item of {found.number}, due {when}: {safe(found.item.text)}",
        "due": f"Your action item of {found.number} is due {when}: {safe(found.item.text)}",
    }[str(facts["what"])]
    post(outgoing, slack, said, [section(said), item_row(found, reader)])


def _left_out(outgoing: Outgoing, slack: Slack, reader: Reader) -> None:
    """They may not see it any more, so this says all."""
    facts = outgoing.facts
    starts_at = facts.get("starts_at")
    when = f", {instant(datetime.fromisoformat(str(starts_at)), reader.zone)}" if starts_at else ""
    named = f"{safe(str(facts['title']))} of {facts['number']}{when} ({reader.whose_time})"
    post(outgoing, slack, f"{safe(str(facts['by']))} says that you need not come to {named}.")


def _reader(outgoing: Outgoing, actor: Actor) -> Reader:
    at = datetime.fromisoformat(str(outgoing.facts["at"]))
    return notice_reader(outgoing, actor, at.astimezone(zone_known(actor)).date())


SENDERS: dict[NoticeKind, Sender] = {
    NoticeKind.MEETING: meeting_told,
    NoticeKind.NEEDS_MEETING: meeting_told,
    NoticeKind.MEETING_REMINDER: reminder,
    NoticeKind.ACTION_ITEM: action_item,
}
