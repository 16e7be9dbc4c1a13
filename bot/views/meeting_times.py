"""The part of a form in which times are chosen: those at which all can, times of one's own, and what speaks against
them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.replies import Block
from bot.views.blocks import context, field, option, safe, section
from bot.views.text import dated_in_words, join_and
from bot.views.zones import zone_words
from domain.meeting_slots import Slot, Slots, why_none
from domain.meeting_times import Concern, WhyNot
from domain.words import clock_in_words
from services.meeting_times import Doubt

OWN_TIMES = 2
#: Of the times that suit, so many are chosen from the start.
CHOSEN_FIRST = 3


@dataclass(frozen=True)
class TimesShown:
    """`free` are the times to choose from, `chosen` those that are (None: the first ones). `own` are the times that
    stand in the fields below, against which `doubts` may speak. Times are looked for from `start` on. `action` shows
    the form anew when one of the fields changes."""

    free: Slots
    start: date
    zone: ZoneInfo
    action: str
    chosen: Sequence[int] | None = None
    own: Sequence[int] = ()
    doubts: Sequence[Doubt] = ()


def times_blocks(shown: TimesShown, own_times: int = OWN_TIMES) -> list[Block]:
    whose = zone_words(shown.zone)
    blocks: list[Block] = [_start(shown), *_free(shown, whose)]
    given = [*shown.own, *([None] * own_times)][: max(own_times, len(shown.own))]
    for place, at in enumerate(given, start=1):
        label = "Another time" if own_times == 1 else f"Another time, {place}"
        blocks.append(
            field(f"time{place}", f"{label}, in {whose}", _picker(at, shown.action), optional=True, dispatch=True)
        )
    return [*blocks, *(context(safe(doubt_sentence(each, shown.zone))) for each in shown.doubts)]


def doubt_sentence(doubt: Doubt, zone: ZoneInfo) -> str:
    """As in November 10, 2026, 10:00 AM EST: Maria Lopez is busy."""
    said = doubt.refused or f"{join_and([_concern(each) for each in doubt.concerns])}."
    return f"{dated_in_words(doubt.time, zone)}: {said}"


def _concern(concern: Concern) -> str:
    if concern.why is WhyNot.BUSY:
        return f"{concern.name} is busy"
    return f"{concern.name} does not work then ({clock_in_words(concern.local.time())} there)"


def _start(shown: TimesShown) -> Block:
    element: Block = {
        "type": "datepicker",
        "action_id": f"{shown.action}:from",
        "initial_date": shown.start.isoformat(),
    }
    return field("from", "Look for times from", element, dispatch=True)


def _free(shown: TimesShown, whose: str) -> list[Block]:
    """Its id changes with what is offered, so that Slack keeps no choice that is not there any more."""
    assumed = _assumed(shown.free.assumed)
    if not shown.free.slots:
        return [section(safe(why_none(shown.free))), *assumed]
    options = [_option(slot, shown.zone) for slot in shown.free.slots]
    element: Block = {"type": "checkboxes", "action_id": "value", "options": options}
    values = [each["value"] for each in options]
    wanted = values[:CHOSEN_FIRST] if shown.chosen is None else [str(at) for at in shown.chosen]
    chosen = [each for each in options if each["value"] in wanted]
    if chosen:
        element["initial_options"] = chosen
    block_id = f"slots|{'.'.join(values)}"
    return [field(block_id, f"Times at which all who have to come can, in {whose}", element, optional=True), *assumed]


def _option(slot: Slot, zone: ZoneInfo) -> Block:
    missing = f"Without {join_and(slot.missing)}" if slot.missing else None
    return option(dated_in_words(slot.start, zone), str(int(slot.start.timestamp())), missing)


def _assumed(names: Iterable[str]) -> list[Block]:
    found = [safe(name) for name in names]
    return [context(f"I don't know the time zone of {join_and(found)}, so I took the office's.")] if found else []


def _picker(at: int | None, action: str) -> Block:
    element: Block = {"type": "datetimepicker", "action_id": f"{action}:own"}
    if at:
        element["initial_date_time"] = at
    return element


def as_seconds(times: Iterable[datetime]) -> list[int]:
    """As buttons and fields carry them: seconds."""
    return [int(time.timestamp()) for time in times]
