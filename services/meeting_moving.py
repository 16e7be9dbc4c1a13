"""Meetings that repeat: set up, and moved from one on."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from domain.agreements import Agreement
from domain.meeting_answers import book
from domain.meeting_series import Scope, from_here, left_behind, moved_together, on_business_day, split_off
from domain.meetings import Meeting, Plan, Repeats
from domain.recurrences import recurrence
from services.meeting_notices import MOVED, tell_all
from services.meeting_steps import Step


def new_repeats(plan: Plan, agreement: Agreement) -> Repeats | None:
    """As the plan says, within the term. Raises InvalidInput at `until` for an end that cannot be."""
    if plan.repeats is None:
        return None
    first = max(plan.slots).astimezone(ZoneInfo(plan.repeats.zone)).date()
    rule = plan.repeats.rule
    checked = recurrence(rule.rhythm, first, rule.until, agreement.term.end, rule.monthly_on)
    return replace(plan.repeats, rule=checked)


def following(step: Step, meeting: Meeting, scope: Scope) -> tuple[Meeting, ...]:
    """Those of its series that come after it, where all that follow are meant."""
    if scope is not Scope.FOLLOWING or not meeting.series:
        return ()
    return tuple(e for e in from_here(step.work.meetings.of_series(meeting.series), meeting) if e.id != meeting.id)


def move_following(step: Step, meeting: Meeting, time: datetime) -> Meeting:
    """This one and all later ones go on as a series of their own, at the new time of day."""
    work, series = step.work, meeting.series or meeting.id
    everyone = work.meetings.of_series(series)
    following = [each for each in from_here(everyone, meeting) if each.time and each.time > step.now]
    zone = ZoneInfo(meeting.repeats.zone) if meeting.repeats else ZoneInfo("UTC")
    first_day = (meeting.original or time).astimezone(zone).date()
    left = left_behind(everyone, following, first_day)
    for each in left:
        work.meetings.save(each)
    split = split_off(following, moved_together(following, time, zone))
    moved = [_moved(step, old, new, new.id == meeting.id) for old, new in zip(following, split, strict=True)]
    former = series if left and series != meeting.id else None
    tell_all(work, step.actor, step.agreement, moved[0], MOVED, step.now, former, was=meeting.time, also=moved[1:])
    return moved[0]


def _moved(step: Step, old: Meeting, new: Meeting, first: bool) -> Meeting:
    original = new.original or step.now
    time = original if first else on_business_day(original)
    if time == old.time:
        return step.keep(old, new)
    return step.keep(old, book(new, time, step.actor.id, step.actor.side, step.now))
