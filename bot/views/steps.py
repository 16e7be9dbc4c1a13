"""The ten steps as messages name them, with a mark and a word for the state of each."""

from datetime import date

from bot.views.text import day, plural, short_day
from domain.people import Side
from domain.step_names import STEP_NAMES as STEP_NAMES
from domain.step_names import step as step
from domain.step_names import step_number as step_number
from domain.tracker import StepState

#: Marks are always followed by the word: they must not be the only thing that tells the state.
MARKS: dict[StepState, str] = {
    StepState.DONE: "✓",
    StepState.CURRENT: "▶",
    StepState.ONGOING: "↻",
    StepState.AHEAD: "○",
    StepState.STOPPED: "✕",
}
WORDS: dict[StepState, str] = {
    StepState.DONE: "done",
    StepState.CURRENT: "now",
    StepState.ONGOING: "goes on",
    StepState.AHEAD: "ahead",
    StepState.STOPPED: "stopped",
}


def due(due_on: date | None, today: date) -> str:
    """As in due Nov 12, 2026, in 3 days; what is late stands out. Empty without a day."""
    if due_on is None:
        return ""
    left = (due_on - today).days
    if left < 0:
        return f"due {short_day(due_on)}, *{plural(-left, 'day')} late*"
    near = ("today", "tomorrow")
    return f"due {short_day(due_on)}, {near[left] if left < len(near) else f'in {left:,} days'}"


def left_of_term(end: date, start: date, today: date) -> str:
    """As in ends September 30, 2027, 120 days left."""
    left = (end - today).days
    if today < start:
        return f"starts {day(start)}, ends {day(end)}"
    if left < 0:
        return f"ended {day(end)}, {plural(-left, 'day')} ago"
    return f"ends {day(end)}, " + ("today" if left == 0 else f"{plural(left, 'day')} left")


def turn_of(side: Side | None, reader_is_staff: bool) -> str:
    if side is None:
        return "nobody is waited for"
    if side is Side.CEC:
        return "CEC's turn"
    return "the customer's turn" if reader_is_staff else "your organization's turn"
