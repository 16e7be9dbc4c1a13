"""Lists of meetings and of one's action items; what Home shows of them."""

from collections.abc import Sequence

from bot.replies import Block
from bot.views.blocks import actions, button, context, divider, header, section
from bot.views.meeting_buttons import cadence_button, items_button, new_button
from bot.views.meeting_card import item_row, meeting_row
from bot.views.meetings import item_line, meeting_line
from bot.views.text import bullets, capital, plural, without_bold
from bot.views.tracker import Reader
from services.meeting_cards import ItemCard, MeetingCard, MeetingPage, OwnMeetings

HOME_SHOWN = 5
WAIT_FOR_YOU = "These wait for your answer:"
MOST_ITEMS = 40
_TITLES = {
    "ahead": ("Your meetings ahead:", "No meeting of yours is planned."),
    "waiting": ("Meetings that have no time yet:", "No meeting of yours waits for a time."),
    "over": ("Your meetings that are over, the latest first:", "None of your meetings is over yet."),
}
_NAMES = {"ahead": "Ahead", "waiting": "Without a time", "over": "Over"}


def own_title(which: str, found: MeetingPage) -> str:
    some, none = _TITLES[which]
    return some if found.cards or found.page else none


def meetings_list(
    found: MeetingPage,
    reader: Reader,
    title: str,
    which: str = "",
    number: str = "",
    to_answer: Sequence[MeetingCard] = (),
) -> tuple[str, list[Block]]:
    """Text and blocks of a page; `which` of the own lists it is, or empty for those of an agreement. Those that wait
    for the reader's answer come first."""
    waiting = [WAIT_FOR_YOU, *(meeting_line(card, reader) for card in to_answer)] if to_answer else []
    lines = [*waiting, title, *(meeting_line(card, reader) for card in found.cards)]
    blocks = [section(WAIT_FOR_YOU), *(meeting_row(card, reader) for card in to_answer)] if to_answer else []
    blocks += [section(title), *(meeting_row(card, reader) for card in found.cards)]
    turns = [("Earlier page", found.page - 1)] * (found.page > 0) + [("Next page", found.page + 1)] * found.has_next
    if which and turns:
        blocks.append(actions([_list_button(text, which, page, text) for text, page in turns]))
    others = [_list_button(name, each) for each, name in _NAMES.items() if which and each != which]
    more = [items_button()] if which else [cadence_button(number)] if reader.is_staff else []
    blocks.append(actions([new_button(number), *others, *more]))
    return without_bold("\n".join(lines)), blocks


def items_list(items: Sequence[ItemCard], reader: Reader, said: str = "") -> tuple[str, list[Block]]:
    count = plural(len(items), "action item")
    title = f"You have {count} from meetings:" if items else "You have no action items from meetings."
    shown = items[:MOST_ITEMS]
    lines = [f"{card.number}: {item_line(card, reader, listed=True)}" for card in shown]
    more = [context(f"{len(items) - len(shown)} more are due later.")] if len(items) > len(shown) else []
    blocks = [*([section(said)] if said else []), section(title)]
    blocks += [*(item_row(card, reader, listed=True) for card in shown), *more]
    return without_bold("\n".join([*([said] if said else []), title, bullets(lines)]).strip()), blocks


def home_meetings(own: OwnMeetings, reader: Reader) -> list[Block]:
    """What is planned, what waits for a time, and one's action items; the ways to all of it."""
    ahead, waiting, items = own.ahead[:HOME_SHOWN], own.waiting[:HOME_SHOWN], own.items[:HOME_SHOWN]
    blocks: list[Block] = [divider(), header("Meetings")]
    blocks += [meeting_row(card, reader) for card in ahead] or [section("No meeting of yours is planned.")]
    if waiting:
        blocks += [section("*Without a time*"), *(meeting_row(card, reader) for card in waiting)]
    if items:
        blocks += [section("*Your action items*"), *(item_row(card, reader, listed=True) for card in items)]
    return [*blocks, actions([new_button(), _list_button("All meetings", "ahead"), items_button()], "home.meetings")]


def _list_button(text: str, which: str, page: int = 0, suffix: str = "") -> Block:
    action_id = f"meetings.list:{which}.{suffix}".rstrip(".").replace(" ", "_")
    return button(text, action_id, {"w": which, "p": page, "in": True}, label=capital(text))
