"""Meetings that repeat: set up, and moved from one on."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from domain.agreements import Agreement
from domain.meeting_answers import book
from domain.meeting_series import ended_before, from_here, moved_together, on_business_day, split_off
from domain.meetings import Meeting, Plan, Repeats
from domain.recurrences import recurrence
from services.meeting_notices import MOVED, tell_all
from services.meeting_parts import side_of
from services.meeting_steps import Step


def new_repeats(plan: Plan, agreement: Agreement) -> Repeats | None:
    """As the plan says, within the term. Raises InvalidInput at `until` for an end that cannot be."""
    if plan.repeats is None:
        return None
    first = max(plan.slots).astimezone(ZoneInfo(plan.repeats.zone)).date()
    rule = plan.repeats.rule
    checked = recurrence(rule.rhythm, first, rule.until, agreement.term.end, rule.monthly_on)
    return replace(plan.repeats, rule=checked)


def move_following(step: Step, meeting: Meeting, time: datetime) -> Meeting:
    """This one and all later ones go on as a series of their own, at the new time of day."""
    work, series = step.work, meeting.series or meeting.id
    everyone = work.meetings.of_series(series)
    following = from_here(everyone, meeting)
    zone = ZoneInfo(meeting.repeats.zone) if meeting.repeats else ZoneInfo("UTC")
    originals = moved_together(following, time, zone)
    first_day = (meeting.original or time).astimezone(zone).date()
    ids = {each.id for each in following}
    for each in everyone:
        if each.id not in ids:
            work.meetings.save(ended_before(each, first_day))
    moved = [
        _moved(step, old, new, first=place == 0)
        for place, (old, new) in enumerate(zip(following, split_off(following, originals), strict=True))
    ]
    tell_all(work, step.actor, step.agreement, moved[0], MOVED, step.now)
    return moved[0]


def _moved(step: Step, old: Meeting, new: Meeting, first: bool) -> Meeting:
    original = new.original or step.now
    time = original if first else on_business_day(original)
    if time == old.time:
        return step.keep(old, new)
    return step.keep(old, book(new, time, step.actor.id, side_of(step.actor), step.now))
