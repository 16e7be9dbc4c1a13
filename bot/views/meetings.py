"""A meeting in words: where it stands, who answered what, its agenda, its notes, and what was promised in it."""

from collections.abc import Collection, Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.views.blocks import clip, safe
from bot.views.steps import due
from bot.views.text import bullets, capital, dated, day, join_and, plural, weekday, without_bold
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
    when = f"{dated(meeting.time, reader.zone)} ({reader.whose_time})" if meeting.time else _without_time(card)
    return f"{named(card)}: {when}, {how(meeting)}"


def meeting_text(card: MeetingCard, reader: Reader, said: str = "") -> str:
    """All that matters, for those who hear it or see only a notification."""
    parts = [said, f"{named(card)}, {safe(card.about)}.", state_sentence(card, reader), answers_text(card, reader)]
    parts += [titled("Agenda", card.meeting.agenda), notes_text(card), items_text(card, reader)]
    return without_bold("\n".join(part for part in parts if part))


def state_sentence(card: MeetingCard, reader: Reader) -> str:
    meeting = card.meeting
    booked = f"{dated(meeting.time, reader.zone)} ({reader.whose_time})" if meeting.time else ""
    match meeting.state:
        case MeetingState.CANCELLED:
            was = f" It was planned for {booked}." if booked else ""
            return f"{_name(card, meeting.ended_by)} called it off: “{safe(meeting.reason)}”{was}"
        case MeetingState.HELD:
            return f"It took place {booked}, {how(meeting)}."
        case MeetingState.BOOKED:
            return _sentences(f"{booked}, {how(meeting)}.", _other_times(card, reader), repeats_sentence(card, reader))
        case MeetingState.PROPOSED:
            proposed = f"{_name(card, meeting.proposed_by)} proposes {_times(card, reader, 'time')}, {how(meeting)}."
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
    offered = meeting.slots or ((meeting.time,) if meeting.time else ())
    if not meeting.slots and meeting.time and (answers := _answers_of(card, meeting.time)):
        lines.append(f"{capital(answers)}.")
    silent = [_person(each) for each in card.people if not {*each.answer.yes, *each.answer.no} & {*offered}]
    silent = [] if not offered and any(each.answer.no for each in card.people) else silent
    if silent:
        lines.append(f"{'Not heard yet' if offered else 'Asked'}: {join_and(silent)}.")
    lines += [sentence for each in card.people if (sentence := _refusal(each, offered, reader))]
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


def item_line(card: ItemCard, reader: Reader, listed: bool = False) -> str:
    """`listed`: in a list of the day, which also says how long there is left."""
    item, who = card.item, safe(card.owner.name) if card.owner else "nobody"
    if not item.is_open:
        return f"{safe(item.text)} ({who}, done)"
    when = due(item.due_on, reader.today) if listed else f"due {weekday(item.due_on)}"
    return f"{safe(item.text)} ({who}, {when})"


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
    """In the other zones of those who take part: as in 8:00 AM Mountain Time."""
    zones = dict.fromkeys(ZoneInfo(each.time_zone) for each in people if is_zone(each.time_zone))
    others = [each for each in zones if time.astimezone(each).utcoffset() != time.astimezone(zone).utcoffset()]
    return join_and([f"{clock_in_words(time.astimezone(each).time())} {zone_words(each)}" for each in others])


def _without_time(card: MeetingCard) -> str:
    if card.meeting.state is MeetingState.CANCELLED:
        return "called off"
    count = len(card.meeting.slots)
    return f"{plural(count, 'time')} proposed, none booked yet" if count else "no time yet"


def _times(card: MeetingCard, reader: Reader, what: str) -> str:
    """How many: the answers below name each of them."""
    return f"{plural(len(card.meeting.slots), what)} ({reader.whose_time})"


def _other_times(card: MeetingCard, reader: Reader) -> str:
    if not card.meeting.slots:
        return ""
    by = _name(card, card.meeting.proposed_by)
    return f"{by} proposes {_times(card, reader, 'other time')}. Until one is agreed on, it stays as it is."


def _answers_to(card: MeetingCard, slot: datetime, reader: Reader) -> str:
    others, answers = local_times((each.person for each in card.people), slot, reader.zone), _answers_of(card, slot)
    return f"{dated(slot, reader.zone)}{f' ({others})' if others else ''}{f': {answers}' if answers else ''}."


def _answers_of(card: MeetingCard, time: datetime) -> str:
    """As in can come: Maria Lopez; can't: Robert Kim. Empty where nobody said anything about it."""
    yes = [_person(each) for each in card.people if time in each.answer.yes]
    no = [_person(each) for each in card.people if time in each.answer.no]
    said = (("can come", yes), ("can't", no))
    return "; ".join(f"{label}: {join_and(names)}" for label, names in said if names)


def _person(each: ParticipantCard) -> str:
    return f"{safe(each.person.name)}{'' if each.answer.required else ' (optional)'}"


def _refusal(each: ParticipantCard, offered: Collection[datetime], reader: Reader) -> str:
    """Which times were refused that are not on the table any more, and what was said instead."""
    who, gone = safe(each.person.name), [time for time in each.answer.no if time not in offered]
    can_not = f"{who} can't come {join_and([dated(time, reader.zone) for time in gone], 'or')}." if gone else ""
    wish = f"{who} asks for another time: “{safe(each.answer.other)}”" if each.answer.other else ""
    return _sentences(can_not, wish)


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
