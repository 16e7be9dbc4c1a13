"""Meetings looked at: one, those ahead, those that wait for a time, those that are over, and one's action items."""

from collections.abc import Sequence
from dataclasses import replace

from bot.commands import Subcommand, as_intent
from bot.context import Asker, Click
from bot.forms import number_in, text_of
from bot.handlers.agreement_replies import is_known, reader_of, told
from bot.replies import Outcome, Reply
from bot.routes import STALE, Routes
from bot.views.blocks import read_value
from bot.views.meeting_card import key_of, meeting_blocks
from bot.views.meeting_lists import items_list, meetings_list, own_title
from bot.views.meetings import meeting_text
from domain.meetings import MeetingState
from services import Services
from services.meeting_cards import MeetingCard, MeetingPage, OwnMeetings
from services.memory import Memory

#: What an agreement still has before it; of what has begun the notes are missing.
PLANNED = (MeetingState.BOOKED, MeetingState.PROPOSED, MeetingState.ASKED)


def meeting_reply(asker: Asker, card: MeetingCard, memory: Memory, said: str = "") -> Reply:
    """A meeting with what the asker can do about it."""
    reader = reader_of(asker)
    return Reply(
        text=meeting_text(card, reader, said),
        blocks=meeting_blocks(card, reader, said),
        about=frozenset({card.organization.key}),
        memory=_after(replace(memory, agreement=card.number, organization=card.organization.key), [card]),
        key=f"{key_of(card.meeting.id)}card",
    )


def _after(memory: Memory, shown: Sequence[MeetingCard]) -> Memory:
    """ "Cancel it" then means the meeting that was shown by itself."""
    return replace(memory, intent="list_meetings", meeting=shown[0].meeting.id if len(shown) == 1 else None)


def show(asker: Asker, services: Services, meeting_id: str, memory: Memory, said: str = "") -> Reply:
    return told(asker, lambda: meeting_reply(asker, services.meetings.view(asker.actor, meeting_id), memory, said))


def own_reply(
    asker: Asker,
    services: Services,
    which: str,
    memory: Memory,
    page: int = 0,
    said: str = "",
    found: MeetingPage | None = None,
) -> Reply:
    """The asker's own: `which` is "ahead", "waiting" or "over". `found` where they were read already."""
    use_cases = {"ahead": services.meetings.ahead, "waiting": services.meetings.waiting, "over": services.meetings.over}
    found = found or use_cases[which](asker.actor, page)
    to_answer = services.meetings.to_answer(asker.actor) if which == "ahead" and not page and not said else ()
    text, blocks = meetings_list(found, reader_of(asker), said or own_title(which, found), which, to_answer=to_answer)
    return Reply(text, blocks, _about((*to_answer, *found.cards)), memory=_after(memory, (*to_answer, *found.cards)))


def agreement_reply(asker: Asker, services: Services, number: str, memory: Memory, said: str = "") -> Reply:
    """Those of one agreement that are not over."""
    cards = services.meetings.of_agreement(asker.actor, number, *PLANNED)
    still = [card for card in cards if not card.may_record]
    begun = [card for card in cards if card.may_record]
    status = services.agreements.status(asker.actor, number)
    title = said or (f"Meetings of {number}:" if cards else f"No meeting of {number} is planned.")
    in_order = sorted(still, key=lambda card: (card.meeting.time is None, card.meeting.time or asker.at))
    page = MeetingPage((*in_order, *begun)[:MOST_SHOWN], 0, False)
    text, blocks = meetings_list(page, reader_of(asker), title, "", number)
    about, memory = frozenset({status.organization.key}), replace(memory, agreement=status.number)
    return Reply(text, blocks, about, memory=_after(replace(memory, organization=status.organization.key), page.cards))


#: Of one agreement, in one message.
MOST_SHOWN = 30


def items_reply(asker: Asker, services: Services, memory: Memory, said: str = "") -> Reply:
    """What the asker has to do after meetings."""
    text, blocks = items_list(services.meeting_notes.mine(asker.actor), reader_of(asker), said)
    own = frozenset({asker.actor.organization}) if asker.actor.organization else None
    about = own or frozenset(card.key for card in services.directory.organizations(asker.actor))
    return Reply(text, blocks, about, memory=memory)


def own_meetings(asker: Asker, services: Services) -> OwnMeetings:
    """For Home."""
    meetings, actor = services.meetings, asker.actor
    return OwnMeetings(meetings.ahead(actor).cards, meetings.waiting(actor).cards, services.meeting_notes.mine(actor))


def _about(shown: Sequence[MeetingCard]) -> frozenset[str]:
    return frozenset(card.organization.key for card in shown)


# -- buttons -----------------------------------------------------------------------------------------------------


def meeting_of(click: Click) -> str:
    """The id of the meeting that a button names."""
    return text_of(read_value(click.value), "m")[:80]


def seen_of(click: Click) -> int:
    """The revision that the person looked at."""
    return number_in(read_value(click.value), "v")


def opened(click: Click) -> Outcome:
    return show(click.asker, click.services, meeting_of(click), click.memory)


def listed(click: Click) -> Outcome:
    """Another page, or another of the three lists."""
    value = read_value(click.value)
    which, number = text_of(value, "w"), text_of(value, "number")
    if number:
        return told(click.asker, lambda: agreement_reply(click.asker, click.services, number, click.memory))
    if which not in ("ahead", "waiting", "over"):
        return Reply(STALE, private=True)
    reply = own_reply(click.asker, click.services, which, click.memory, number_in(value))
    return replace(reply, replace=value.get("in") is True)


def items(click: Click) -> Outcome:
    return items_reply(click.asker, click.services, click.memory)


def register(routes: Routes) -> None:
    routes.action("meetings.open", opened)
    routes.action("meetings.list", listed)
    routes.action("meetings.items", items)


SUBCOMMANDS = (
    Subcommand("meetings", "[number]", "What is planned, and your action items", as_intent("list_meetings"), is_known),
)
