"""What people are told of meetings: what happened, reminders, and what they have to do after one."""

import logging
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from bot.notice_documents import share
from bot.outgoing import Outgoing, Sender, notice_reader, reader_of, seen_by_reader
from bot.outgoing import post_once as post
from bot.places import zone_known
from bot.slack import Slack, SlackRefused
from bot.views.blocks import actions, safe, section
from bot.views.meeting_card import answer_buttons, item_row, key_of, meeting_blocks, open_button, outdated_blocks
from bot.views.meetings import items_text, meeting_line, meeting_text, named, state_sentence, titled
from bot.views.text import dated, weekday, without_bold
from bot.views.tracker import Reader
from domain.meetings import MeetingState
from domain.notices import NoticeKind
from domain.permissions import Actor
from services import Services
from services.meeting_cards import MeetingCard

log = logging.getLogger("cec.notices")

#: What happened, as the service names it; `{by}` did it, `{named}` is the meeting.
_SAID = {
    "proposed": "{by} proposes times for {named}. Say which suit you.",
    "other_times": "{by} can come at none of the times for {named}. It needs others.",
    "booked": "{named} is booked.",
    "moved": "{by} moved {named}{also}.{was}",
    "cancelled": "{by} called off {named}{also}.",
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
    before = _messages_of(outgoing, slack, card)
    if what == "seen_anew":
        _bring_up_to_date(outgoing, slack, card, reader, before, also_latest=True)
        return
    said = _SAID[what].format(
        by=safe(str(facts["by"])), named=named(card), also=_also(facts, reader), was=_was(facts, reader)
    )
    text, blocks = meeting_text(card, reader, said), meeting_blocks(card, reader, said)
    if what not in _WITH_FILE or card.meeting.time is None:
        post(outgoing, slack, text, blocks)
    else:
        share(outgoing, slack, _files(outgoing, services, actor), text, blocks=blocks)
    _bring_up_to_date(outgoing, slack, card, reader, before)


def _messages_of(outgoing: Outgoing, slack: Slack, card: MeetingCard) -> list[str]:
    """The messages of a direct conversation that show the meeting, the latest first."""
    if outgoing.notice.to.slack_user_id is None:
        return []
    try:
        found = slack.keyed(outgoing.channel_id, key_of(card.meeting.id))
    except SlackRefused as refused:
        log.info("older messages of meeting %s are not looked for: %s", card.meeting.id, refused)
        return []
    own = slack.posted(outgoing.channel_id, None, outgoing.notice.key) if outgoing.again else None
    return [ts for ts in found if ts != own]


def _bring_up_to_date(
    outgoing: Outgoing,
    slack: Slack,
    card: MeetingCard,
    reader: Reader,
    before: Sequence[str],
    also_latest: bool = False,
) -> None:
    """Older messages show how it stands and lose their buttons; where nothing new is said, the latest one shows all."""
    for place, ts in enumerate(before):
        whole = also_latest and place == 0
        text = meeting_text(card, reader) if whole else without_bold(f"{named(card)}. {state_sentence(card, reader)}")
        blocks = meeting_blocks(card, reader) if whole else outdated_blocks(card, reader)
        try:
            slack.update(outgoing.channel_id, ts, text, blocks)
        except SlackRefused as refused:
            log.info("an older message of meeting %s stays as it is: %s", card.meeting.id, refused)


def _also(facts: Mapping[str, Any], reader: Reader) -> str:
    """Those of its series to which the same happened."""
    last = _moment(facts, "last", reader)
    if not last:
        return ""
    count = int(facts["also"])
    return f" and the one that follows, {last}" if count == 1 else f" and the {count} that follow, up to {last}"


def _was(facts: Mapping[str, Any], reader: Reader) -> str:
    before = _moment(facts, "was", reader)
    return f" It was to be {before}." if before else ""


def _moment(facts: Mapping[str, Any], name: str, reader: Reader) -> str:
    """Empty where there is none, as in notices that were queued before it was told."""
    found = facts.get(name)
    return f"{dated(datetime.fromisoformat(str(found)), reader.zone)} ({reader.whose_time})" if found else ""


def _files(outgoing: Outgoing, services: Services, actor: Actor) -> dict[str, bytes]:
    """The meeting's, and where it was one of another series until now, what is left of that one."""
    files, former = services.meeting_files, outgoing.facts.get("former")
    found = [files.file(actor, str(outgoing.facts["meeting"]))]
    if former:  # a series is named after its first meeting
        before = seen_by_reader(outgoing, lambda: files.file(actor, str(former), called="meetings-before"))
        found += [before] if before else []
    return {file.name: file.content for file in found}


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
    when = weekday(found.item.due_on)
    said = {
        "given": f"You have an action item of {found.number}, due {when}: {safe(found.item.text)}",
        "due": f"Your action item of {found.number} is due {when}: {safe(found.item.text)}",
    }[str(facts["what"])]
    post(outgoing, slack, said, [section(said), item_row(found, reader)])


def _left_out(outgoing: Outgoing, slack: Slack, reader: Reader) -> None:
    """They may not see it any more, so this says all."""
    facts = outgoing.facts
    starts_at = facts.get("starts_at")
    when = f", {dated(datetime.fromisoformat(str(starts_at)), reader.zone)}" if starts_at else ""
    gone = f"{safe(str(facts['title']))} of {facts['number']}{when} ({reader.whose_time})"
    post(outgoing, slack, f"{safe(str(facts['by']))} says that you need not come to {gone}.")


def _reader(outgoing: Outgoing, actor: Actor) -> Reader:
    at = datetime.fromisoformat(str(outgoing.facts["at"]))
    return notice_reader(outgoing, actor, at.astimezone(zone_known(actor)).date())


SENDERS: dict[NoticeKind, Sender] = {
    NoticeKind.MEETING: meeting_told,
    NoticeKind.NEEDS_MEETING: meeting_told,
    NoticeKind.MEETING_REMINDER: reminder,
    NoticeKind.ACTION_ITEM: action_item,
}
