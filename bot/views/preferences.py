"""What a person chose of how they work and want to be told, with the buttons to change it."""

from datetime import time
from zoneinfo import ZoneInfo

from bot.replies import Block
from bot.views.blocks import actions, button, confirmation, context, divider, header, safe, section
from bot.views.text import instant, join_and, plural
from bot.views.zones import zone_words
from domain.preferences import MONDAY_TO_FRIDAY, AlertsBy, DigestRhythm, Preferences
from domain.words import clock_in_words
from services.preferences import CalendarCard, PreferencesView

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
ALERTS_BY = {
    AlertsBy.DIRECT: "by direct message",
    AlertsBy.CHANNEL: "in the staff channel only",
    AlertsBy.DIGEST: "in the digest only",
}
DIGESTS = {DigestRhythm.DAILY: "every working day", DigestRhythm.WEEKLY: "once a week", DigestRhythm.NEVER: "never"}
_UNITS = ((7 * 24 * 60, "week"), (24 * 60, "day"), (60, "hour"), (1, "minute"))
_FEED = (
    "Subscribe to it in Outlook or Google Calendar to see your meetings with CEC there. "
    "Whoever has the address can read it, so keep it to yourself."
)


def preferences_text(view: PreferencesView, is_staff: bool, done: str = "") -> str:
    """Everything that the blocks say."""
    lines = [f"{title}: {said}" for title, said in _chosen(view, is_staff)]
    calendars = [_calendar_line(card, ZoneInfo(view.zone)).replace("\n", ". ") for card in view.calendars]
    return "\n".join(
        [*([done] if done else []), "Your preferences", *lines, *(calendars or [_NO_CALENDAR]), _feed(view)]
    )


def preferences_blocks(view: PreferencesView, is_staff: bool, done: str = "") -> list[Block]:
    blocks = [section(done)] if done else []
    blocks.append(header("Your preferences"))
    forms = ("hours", "alerts", "reminders") if is_staff else ("hours", "reminders")
    rows = dict(zip(forms, _chosen(view, is_staff), strict=True))
    for form, (title, said) in rows.items():
        change = button("Change", f"preferences.form:{form}", label=f"Change: {title}")
        blocks.append(section(f"*{title}*\n{said}", change))
    blocks += [divider(), *_calendars(view), divider(), section(f"*Your calendar of meetings*\n{_feed(view)}")]
    return [*blocks, _feed_buttons(view)]


def reminder_words(minutes: int) -> str:
    """As in 1 day, 90 minutes."""
    size, unit = next((size, unit) for size, unit in _UNITS if minutes % size == 0)
    return plural(minutes // size, unit)


def _chosen(view: PreferencesView, is_staff: bool) -> list[tuple[str, str]]:
    chosen = view.preferences
    hours = f"{_days(chosen)}, {_span(chosen.works_from, chosen.works_until)} ({zone_words(ZoneInfo(view.zone))}). "
    reminders = join_and([reminder_words(each) for each in chosen.reminders])
    remind = f"{reminders} before a meeting." if reminders else "None."
    found = [("Working and quiet hours", hours + _quiet(chosen))]
    if is_staff:
        found.append(("Alerts and digest", _alerts(chosen)))
    return [*found, ("Reminders", remind)]


def _days(chosen: Preferences) -> str:
    if chosen.works_on == MONDAY_TO_FRIDAY:
        return "Monday to Friday"
    return join_and([DAYS[each] for each in sorted(chosen.works_on)])


def _span(begins: time, ends: time) -> str:
    return f"{clock_in_words(begins)} to {clock_in_words(ends)}"


def _quiet(chosen: Preferences) -> str:
    if chosen.quiet_from == chosen.quiet_until:
        return "No quiet hours."
    return f"Quiet from {_span(chosen.quiet_from, chosen.quiet_until)} and on days off."


def _alerts(chosen: Preferences) -> str:
    at = "" if chosen.digest is DigestRhythm.NEVER else f" at {clock_in_words(chosen.digest_at)}"
    return f"Alerts come {ALERTS_BY[chosen.alerts_by]}. A digest of what is open comes {DIGESTS[chosen.digest]}{at}."


_NO_CALENDAR = "None is connected, so times for meetings are found by your working hours and known meetings only."


def _calendars(view: PreferencesView) -> list[Block]:
    zone = ZoneInfo(view.zone)
    head = "*Calendars that show when you are busy*\nOnly the times are kept, nothing of what happens then."
    rows = [_calendar(place, card, zone) for place, card in enumerate(view.calendars)]
    connect = button("Connect a calendar", "preferences.form:calendar")
    return [section(head), *(rows or [context(_NO_CALENDAR)]), actions([connect])]


def _calendar(place: int, card: CalendarCard, zone: ZoneInfo) -> Block:
    asked = confirmation("Disconnect?", f"The busy times of {card.shown_as} are forgotten.", "Disconnect")
    row = button(
        "Disconnect", f"preferences.disconnect:{place}", card.address, confirm=asked,
        label=f"Disconnect {card.shown_as}",
    )  # fmt: skip
    return section(_calendar_line(card, zone), row)


def _calendar_line(card: CalendarCard, zone: ZoneInfo) -> str:
    read = f"Read last {instant(card.read_at, zone)}." if card.read_at else "Not read yet."
    problem = f"\nThe last attempt failed: {safe(card.problem)}" if card.problem else ""
    return f"{safe(card.shown_as)}\n{read}{problem}"


def _feed(view: PreferencesView) -> str:
    return _FEED if view.preferences.has_feed else f"You have no address of it yet. {_FEED}"


def _feed_buttons(view: PreferencesView) -> Block:
    if not view.preferences.has_feed:
        return actions([button("Make an address", "preferences.feed:show")])
    shown = button("Show my address", "preferences.feed:show")
    new, gone = (
        confirmation(title, "The address that you have now shows nothing any more, wherever it is used.", yes)
        for title, yes in (("Make a new address?", "Make a new one"), ("Revoke the address?", "Revoke"))
    )
    return actions([
        shown,
        button("Make a new address", "preferences.feed:renew", confirm=new),
        button("Revoke the address", "preferences.feed:revoke", confirm=gone),
    ])  # fmt: skip
