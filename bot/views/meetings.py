"""A meeting in words: where it stands, who answered what, its agenda, its notes, and what was promised in it."""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.views.blocks import clip, safe
from bot.views.steps import due
from bot.views.text import bullets, capital, day, instant, join_and, plural, without_bold
from bot.views.tracker import Reader
from bot.views.zones import zone_words
from domain.meetings import Meeting, MeetingKind, MeetingState, Repeats
from domain.people import Side
from domain.words import clock_in_words
from services.cards import PersonCard
from services.meeting_cards import ItemCard, MeetingCard, ParticipantCard
from services.zones import is_zone

#: Of an agenda or notes, in one message.
SHOWN = 1_500
OPEN_SHOWN = 5

KINDS: dict[MeetingKind, str] = {
    MeetingKind.INTRODUCTION: "Introduction",
    MeetingKind.NEEDS: "Meeting about the needs",
    MeetingKind.NEGOTIATION: "Negotiation of the proposal",
    MeetingKind.STARTUP: "Startup meeting",
    MeetingKind.SERVICE_REVIEW: "Service review",
    MeetingKind.AD_HOC: "Other meeting",
    MeetingKind.RENEWAL: "Renewal meeting",
}


def named(card: MeetingCard) -> str:
    """As in Service review of SLA-2027-0041."""
    return f"{safe(card.meeting.title)} of {card.number}"


def how(meeting: Meeting) -> str:
    """Its length and where it is."""
    parts = [plural(meeting.minutes, "minute"), safe(meeting.place), _link(meeting.link)]
    return ", ".join(part for part in parts if part)


def meeting_line(card: MeetingCard, reader: Reader) -> str:
    """One line of a list: what, when, how."""
    meeting = card.meeting
    when = f"{instant(meeting.time, reader.zone)} ({reader.whose_time})" if meeting.time else _without_time(card)
    return f"{named(card)}: {when}, {how(meeting)}"


def meeting_text(card: MeetingCard, reader: Reader, said: str = "") -> str:
    """All that matters, for those who hear it or see only a notification."""
    parts = [said, f"{named(card)}, {safe(card.about)}.", state_sentence(card, reader), answers_text(card, reader)]
    parts += [titled("Agenda", card.meeting.agenda), notes_text(card), items_text(card, reader)]
    return without_bold("\n".join(part for part in parts if part))


def state_sentence(card: MeetingCard, reader: Reader) -> str:
    meeting = card.meeting
    booked = f"{instant(meeting.time, reader.zone)} ({reader.whose_time})" if meeting.time else ""
    match meeting.state:
        case MeetingState.CANCELLED:
            was = f" It was planned for {booked}." if booked else ""
            return f"{_name(card, meeting.ended_by)} called it off: “{safe(meeting.reason)}”{was}"
        case MeetingState.HELD:
            return f"It took place {booked}, {how(meeting)}."
        case MeetingState.BOOKED:
            return _sentences(f"{booked}, {how(meeting)}.", _other_times(card, reader), repeats_sentence(card, reader))
        case MeetingState.PROPOSED:
            proposed = f"{_name(card, meeting.proposed_by)} proposes {_times(card, reader)}, {how(meeting)}."
            return _sentences(proposed, repeats_sentence(card, reader))
        case MeetingState.ASKED:
            wanted = f" What is wanted: “{safe(meeting.reason)}”" if meeting.reason else ""
            return f"It has no time yet. {_who_proposes(card)} proposes some.{wanted}"


def answers_text(card: MeetingCard, reader: Reader) -> str:
    """Who can come when, and who was not heard yet; while it is open."""
    meeting = card.meeting
    if meeting.state in (MeetingState.HELD, MeetingState.CANCELLED):
        return ""
    lines = [_answers_to(card, slot, reader) for slot in meeting.slots]
    if not meeting.slots and meeting.time:
        lines.append(f"{capital(_answers_of(card, meeting.time))}.")
    elif not lines:
        lines.append(f"Asked: {join_and([_person(each) for each in card.people])}.")
    lines += [f"{safe(e.person.name)} asks for another time: “{safe(e.answer.other)}”" for e in card.people if _asks(e)]
    return "\n".join(lines)


def notes_text(card: MeetingCard) -> str:
    """Notes, decisions and who was there, once they are written."""
    meeting = card.meeting
    if meeting.noted_at is None:
        return ""
    there = [safe(each.person.name) for each in card.people if each.answer.attended]
    attended = f"There: {join_and(there)}." if there else ""
    parts = [titled("Notes", meeting.notes), titled("Decisions", meeting.decisions), attended]
    return "\n".join(part for part in parts if part)


def items_text(card: MeetingCard, reader: Reader) -> str:
    """What was promised in it, and what is open since earlier meetings."""
    own = [item_line(each, reader) for each in card.items]
    before = [item_line(each, reader) for each in card.open_before[:OPEN_SHOWN]]
    more = len(card.open_before) - len(before)
    if more > 0:
        before.append(f"and {plural(more, 'other')}")
    parts = [
        f"Action items:\n{bullets(own)}" if own else "",
        f"Open since earlier:\n{bullets(before)}" if before else "",
    ]
    return "\n".join(part for part in parts if part)


def item_line(card: ItemCard, reader: Reader) -> str:
    item, who = card.item, safe(card.owner.name) if card.owner else "nobody"
    if not item.is_open:
        return f"{safe(item.text)} ({who}, done)"
    return f"{safe(item.text)} ({who}, {due(item.due_on, reader.today) or f'due {day(item.due_on)}'})"


def titled(title: str, text: str) -> str:
    return f"{title}:\n{safe(clip(text, SHOWN))}" if text else ""


def repeats_words(repeats: Repeats) -> str:
    """As in weekly until September 30, 2027."""
    return f"{repeats.rule.rhythm.value} until {day(repeats.rule.until)}"


def repeats_sentence(card: MeetingCard, reader: Reader) -> str:
    if card.meeting.repeats is None:
        return ""
    series = "One of a series, " if card.meeting.series else "It repeats, "
    return f"{series}{repeats_words(card.meeting.repeats)}."


def local_times(people: Iterable[PersonCard], time: datetime, zone: ZoneInfo) -> str:
    """Of those in other zones than the reader: as in 8:00 AM for Erik Lindqvist (Mountain Time)."""
    there: dict[ZoneInfo, list[str]] = {}
    for person in people:
        own = ZoneInfo(person.time_zone) if is_zone(person.time_zone) else zone
        if time.astimezone(own).utcoffset() != time.astimezone(zone).utcoffset():
            there.setdefault(own, []).append(safe(person.name))
    return "; ".join(
        f"{clock_in_words(time.astimezone(own).time())} for {join_and(names)} ({zone_words(own)})"
        for own, names in there.items()
    )


def _without_time(card: MeetingCard) -> str:
    if card.meeting.state is MeetingState.CANCELLED:
        return "called off"
    count = len(card.meeting.slots)
    return f"{plural(count, 'time')} proposed, none booked yet" if count else "no time yet"


def _times(card: MeetingCard, reader: Reader) -> str:
    times = join_and([instant(slot, reader.zone) for slot in card.meeting.slots], "or")
    return f"{times} ({reader.whose_time})"


def _other_times(card: MeetingCard, reader: Reader) -> str:
    if not card.meeting.slots:
        return ""
    by = _name(card, card.meeting.proposed_by)
    return f"{by} proposes instead {_times(card, reader)}. Until one is agreed on, it stays as it is."


def _answers_to(card: MeetingCard, slot: datetime, reader: Reader) -> str:
    others = local_times((each.person for each in card.people), slot, reader.zone)
    return f"{instant(slot, reader.zone)}{f' ({others})' if others else ''}: {_answers_of(card, slot)}."


def _answers_of(card: MeetingCard, time: datetime) -> str:
    """As in yes: Maria Lopez; no: Robert Kim; not heard yet: James Okafor."""
    yes = [_person(each) for each in card.people if time in each.answer.yes]
    no = [_person(each) for each in card.people if time in each.answer.no]
    open_ones = [_person(each) for each in card.people if time not in (*each.answer.yes, *each.answer.no)]
    said = (("can come", yes), ("can't", no), ("not heard yet", open_ones))
    return "; ".join(f"{label}: {join_and(names)}" for label, names in said if names)


def _person(each: ParticipantCard) -> str:
    return f"{safe(each.person.name)}{'' if each.answer.required else ' (optional)'}"


def _asks(each: ParticipantCard) -> bool:
    return bool(each.answer.other)


def _name(card: MeetingCard, person_id: str | None) -> str:
    people = {each.person.id: each.person.name for each in card.people}
    if card.organizer:
        people.setdefault(card.organizer.id, card.organizer.name)
    side = "CEC" if card.meeting.side is Side.CEC else card.organization.abbreviation
    return safe(people.get(person_id or "", side))


def _who_proposes(card: MeetingCard) -> str:
    return safe(card.organizer.name) if card.organizer else "CEC"


def _link(link: str) -> str:
    return f"<{link.replace('&', '&amp;')}|video call>" if link else ""


def _sentences(*parts: str) -> str:
    return " ".join(part for part in parts if part)
